"""Which agents a passage of prose names: those at its very beginning, and those that are chained to them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graphkit.model.definitions import Object
from graphkit.model.names import words
from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graphkit.model.definitions import Passage

_WORD = re.compile(r"[^\W_]+")
_JOINT = re.compile(r"[-_ ./]")
_BEFORE = re.compile(r"(?:[\s*_\"'`@(]|(?:the|an|a|our|your|both|either)(?=\s))*", re.IGNORECASE)
_CHAIN = re.compile(
    r"[*_`\"')]*\s*(?:,|/|;|&|\+)?\s*(?:(?:and|or|and/or|&)\s+)?(?:(?:to|with|from)\s+)?", re.IGNORECASE
)
_SEPARATOR = re.compile(r"[,/;&+]|\b(?:and|or)\b", re.IGNORECASE)
_LINK = re.compile(r"\[([^\[\]\n]{1,100})\]\((?:[^()\s]*/)?([^()\s/#]+)\.md(?:#[^()\s]*)?\)")
_NEXT_WORD = re.compile(r"[*_`\"')\]]*\s+([\w-]+)")
_APART = re.compile(r"[*_`\"')\]]*\s*(?:$|[:,;|/([→—–]|-{1,2}\s|(?:for|when|on|if|and|or|agent|subagent)\b)")
_ENDS = re.compile(r"[*_`\"')\]]*(?:\s+(?:sub)?agent)?[\s.]*$")
_CLOSES = re.compile(r"[*_`\"')\]]*\s*(?:$|[.,:;)/&+!?(—–→|-])")
_NOT_AN_AGENT = frozenset(
    {
        *("skill", "skills", "tool", "tools", "command", "commands", "file", "files", "package", "library", "module"),
        *("hook", "hooks", "team", "teams", "plugin", "plugins", "directory", "folder", "repository", "template"),
        *("instructions", "prompt", "prompts", "workflow", "workflows", "api", "service", "server", "branch", "label"),
        *("mode", "script", "scripts", "rule", "rules", "mcp", "framework", "cli", "function", "method"),
    }
)
_FOLLOWS = frozenset(
    {
        *(
            "for",
            "on",
            "to",
            "and",
            "or",
            "when",
            "if",
            "with",
            "about",
            "during",
            "before",
            "after",
            "in",
            "by",
            "via",
        ),
        *("agent", "subagent", "who", "which", "as", "at", "regarding", "so", "then", "until", "where"),
        *("while", "early", "immediately", "directly", "first", "is", "has", "unless", "from"),
    }
)
_ONE, _MANY = ("agent", "subagent", "sub-agent"), ("agents", "subagents", "sub-agents")


class Named(NamedTuple):
    """An agent that is named: the words of its alias, and where the name is in the text."""

    alias: tuple[str, ...]
    start: int
    end: int


class _Found(NamedTuple):
    """A name in a text; `marked` says that it is in code, bold, quotes, a link or after `@`."""

    named: Named
    after: int
    marked: bool
    single: bool
    spaced: bool


class Names:
    """All aliases by their words, so that the longest one at a place is found whatever the number of agents.

    `others` are the names of skills and commands: one that is an agent's too is the agent's only before "agent".
    """

    def __init__(self, aliases: Iterable[tuple[str, ...]], others: Iterable[tuple[str, ...]] = ()) -> None:
        self._aliases = {alias for alias in aliases if alias}
        self._others = frozenset(others)
        self._asked = "", False
        self._longest = min(max(map(len, self._aliases | self._others), default=0), 12)

    def of(self, passage: Passage, own: frozenset[tuple[str, ...]]) -> Iterator[Named]:
        """Yield the agents that a passage names; `own` are the aliases of the agent in whose definition it stands.

        A passage whose subject is another agent speaks of that one's relations and names no agent here.
        """
        subject = self._at(passage.subject, _skip(passage.subject, 0))
        if subject is not None and subject.named.alias not in own:
            return
        text = passage.text
        found = self._at(text, _skip(text, 0))
        if found is None or (passage.lead and not _stands_apart(text, found)):
            return
        if passage.clear and self._names_any(passage.clear):
            return
        sure = passage.sure or not found.single or found.marked
        counts = self._counts(text, found, passage, sure=passage.sure)
        if not counts and not self._counts(text, found, passage, sure=True):
            return
        while found is not None:
            # A single word after a weak verb may be any word; names with a joint that are chained to it are names.
            if counts and found.named.alias not in own:
                yield found.named
            found = self._next(text, found, passage, sure, strict=not counts)
            counts = True

    def _counts(self, text: str, found: _Found, passage: Passage, *, sure: bool) -> bool:
        """Return whether words that spell a name are meant as one, and as an agent's."""
        if found.named.alias in self._others and _word_after(text, found.named.end) not in (*_ONE, *_MANY):
            return False
        return _is_object(text, found, passage.object) and _is_name(
            text, found, sure, passage.object not in (None, Object.LAST)
        )

    def _names_any(self, text: str) -> bool:
        """Tell what `_any` tells, once for the text that many verbs of a sentence have before their arrow."""
        if self._asked[0] != text:
            self._asked = text, self._any(text)
        return self._asked[1]

    def _any(self, text: str) -> bool:
        """Return whether any agent, skill or command is named in a text, written as a name."""
        for word in _WORD.finditer(text):
            if word.start() and (text[word.start() - 1].isalnum() or text[word.start() - 1] in "-_"):
                continue
            found = self._at(text, word.start(), everybody=True)
            if found is not None and (
                found.marked
                or (not found.single and (not found.spaced or _is_title(found_text(text, found), "")))
                or _word_after(text, found.named.end) in _ONE
            ):
                return True
        return False

    def _next(self, text: str, last: _Found, passage: Passage, sure: bool, *, strict: bool) -> _Found | None:
        """Return the next name of a chain: `a, b and c`, `a for this, b for that`; `strict`: nothing else between."""
        chained = _CHAIN.match(text, last.after)
        joined = chained.end() if chained else last.after
        if joined > last.after and _SEPARATOR.search(text, last.after, joined):
            found = self._at(text, _skip(text, joined))
            if found is not None and self._counts(text, found, passage, sure=sure):
                return found
        for separator in _SEPARATOR.finditer(text, last.after):
            chained = _CHAIN.match(text, separator.start())
            start = _skip(text, chained.end() if chained else separator.end())
            found = self._at(text, start)
            if found is None and strict:
                return None
            if (
                found is not None
                and self._counts(text, found, passage, sure=sure)
                and _goes_on(text, last, found, separator.start())
            ):
                return found
        return None

    def _at(self, text: str, start: int, *, everybody: bool = False) -> _Found | None:
        """Return the longest name that begins exactly there; for `everybody` those of skills and commands too."""
        link = _LINK.match(text, start)
        if link:
            alias = next((alias for alias in (words(link[2]), words(link[1])) if alias in self._aliases), None)
            return _Found(Named(alias, link.start(1), link.end(1)), link.end(), True, False, False) if alias else None
        ends: list[int] = []
        said: list[str] = []
        place = start
        best = 0
        while len(said) < self._longest and (word := _WORD.match(text, place)):
            folded = words(word[0])
            said.extend(folded)
            ends.extend([word.end()] * len(folded))
            if tuple(said) in self._aliases or (everybody and tuple(said) in self._others):
                best = len(said)
            joint = _JOINT.match(text, word.end())
            if joint is None:
                break
            place = joint.end()
        if not best:
            return None
        end = ends[best - 1]
        name = text[start:end]
        return _Found(
            Named(tuple(said[:best]), start, end), end, _is_marked(text, start, end), best == 1, " " in name
        )  # fmt: skip


def _skip(text: str, start: int) -> int:
    skipped = _BEFORE.match(text, start)
    return skipped.end() if skipped else start


def _is_marked(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    if before == "`" or (before == "@" and text[start - 2 : start - 1] == "`"):
        return after == "`"
    if before in ("'", '"'):
        return after == before
    return before == "@" or (before == "*" and text[end : end + 1] in ("*", " ", ":"))


def _is_object(text: str, found: _Found, wanted: Object | None) -> bool:
    """Return whether a name right after a verb looks like one: "use `x-y`", "use the x agent", but not "use `git`"."""
    if wanted is Object.LAST:
        return found.marked or not found.single or bool(_ENDS.match(text, found.after))
    if wanted is None or _word_after(text, found.named.end) in (*_ONE, *_MANY):
        return True
    if wanted is Object.NAMED or text[found.named.start - 1 : found.named.start] == "(":
        return False
    in_code = text[found.named.start - 1 : found.named.start] in ("`", "'", '"')
    if found.spaced and not found.marked:
        return _word_after(text, found.named.end) in _FOLLOWS or bool(_CLOSES.match(text, found.named.end))
    return not (wanted is Object.CAREFUL and found.single and in_code)


def _is_name(text: str, found: _Found, sure: bool, several: bool) -> bool:
    """Return whether words that spell a name are meant as one here; `several` lets "x agents" be more of x."""
    if found.after != found.named.end:  # a link
        return True
    end = found.named.end
    after = text[end : end + 2]
    if after[:1].isalnum() or after[:1] in ("_", "(") or (after[:1] in ("-", ".", "/") and after[1:].isalnum()):
        return after[:1] == "/" and not found.spaced and not found.single
    if after in ("'s", "’s") or (text[found.named.start - 1 : found.named.start] == "`" and after[:1] != "`"):
        return False
    following = _NEXT_WORD.match(text, end)
    word = following[1] if following else ""
    if word.casefold() in _NOT_AN_AGENT:
        return False
    if word.casefold() in _MANY:
        return several
    if found.marked or word in _ONE:
        return True
    if found.spaced and not _is_title(found_text(text, found), word):
        return False
    if found.single:
        return sure and (word.casefold() in _FOLLOWS or bool(_CLOSES.match(text, end)))
    return not _is_compound(found_text(text, found))


def found_text(text: str, found: _Found) -> str:
    """Return a name as it is written."""
    return text[found.named.start : found.named.end]


def _is_compound(name: str) -> bool:
    """Return whether a name with a joint is written as the first word of a sentence: "Read-only", "Follow-up"."""
    return "-" in name and name[:1].isupper() and name[1:].islower()


def _word_after(text: str, end: int) -> str:
    following = _NEXT_WORD.match(text, end)
    return following[1].casefold() if following else ""


def _is_title(name: str, following: str) -> bool:
    """Return whether a name of several words is written as a title, and ends where the title ends."""
    capital = all(word[:1].isupper() or word[:1].isdigit() for word in name.replace("-", " ").split())
    return capital and (not following[:1].isupper() or following.casefold() in _FOLLOWS)


def _stands_apart(text: str, found: _Found) -> bool:
    return bool(_APART.match(text, found.after))


def _goes_on(text: str, last: _Found, found: _Found, separator: int) -> bool:
    """Return whether a name further on still belongs to the chain: `a for this, b for that`."""
    following = _NEXT_WORD.match(text, found.after)
    word = following[1].casefold() if following else ""
    said = text[last.after : separator].split()
    if found.single and not found.marked:
        return word == "for" and "for" in said[:1]
    return bool(_CLOSES.match(text, found.after)) or word in _FOLLOWS - {"is", "has", "who", "which"}
