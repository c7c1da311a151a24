"""Calls of agents in a text, by the forms that tools run: `subagent_type: x`, `Task(x)`, `agent: x`, `plugin:x`.

Only literal names count, and none that an example shows or that a sentence forbids. Which of them are agents, `link`
finds out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graphkit.model.call_sites import CallSite, Weight
from graphkit.model.spans import Span
from graphkit.readers import call_context as context
from graphkit.readers.markdown_lines import CROSSES, Line, lines

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

LABEL = 60
"""Characters; a shorter line above a list or code is its label, whatever it ends with."""
_MARKS = " \t-*+•|0123456789"
MOST = 4000
"""Characters of a line that are searched."""

_NAME = r"[^\W\d_][\w.-]*(?:[:/][^\W\d_][\w.-]*)*"
_M = r"[\"'`*\\]*"
_QUOTED = rf"\\?(?P<quote>[\"'`])(?P<quoted>{_NAME}(?: [\w.&-]+)*)\\?(?P=quote)"
_PLAIN = rf"\*{{0,2}}(?P<plain>{_NAME})(?=[ \t]*(?:$|[,;)\]}}`|—]))"
_SUBAGENT = re.compile(rf"\b(?P<form>subagent_type|subagentType){_M}[ \t]*[:=][ \t]*(?:{_QUOTED}|{_PLAIN})")
_AGENT_TYPE = re.compile(rf"(?<![\w-])(?P<form>agent_type|agentType){_M}[ \t]*[:=][ \t]*{_QUOTED}")
_TASK = re.compile(rf"(?<![\w.])(?P<form>Task|Agent)\([ \t]*{_M}(?P<plain>{_NAME}){_M}[ \t]*(?=[,)])")
_AGENT_KEY = re.compile(rf"(?P<form>agent)[ \t]*:[ \t]*(?:{_QUOTED}|(?P<plain>{_NAME}(?: [\w.&-]+)*))[ \t]*(?:#.*)?$")
_TOOLS_KEY = re.compile(r"(?:tools|allowed-tools|allowed_tools|allowedTools)[ \t]*:")
_TOOLS_CALL = re.compile(r"(?<![\w.])(?P<form>Task|Agent)\((?P<names>[^()\n]*)\)")
_IN_TOOLS = re.compile(_NAME)
_NEXT = re.compile(rf"[ \t]*(?:,|\+|/|\||\b(?:and|or)\b)[ \t]*(?:{_QUOTED})")
_RUNS = re.compile(r"\b(?:task|Task|Agent|spawn_agent|runSubagent)\(")
_COMMENT = re.compile(r"[ \t]*(?://|#|\*|/\*|--[ \t])")
_CODE = ("python", "py", "js", "javascript", "ts", "typescript", "jsx", "tsx", "mjs", "json", "jsonc", "json5")
_JSON = ("json", "jsonc", "json5")
_HEADING = re.compile(r"[ \t]{0,3}(#{1,6})[ \t]+(.*)")
_ITEM = re.compile(r"[ \t]*(?:[-*+•]|\d{1,3}[.)]|\|)[ \t]+")
_BOLD = re.compile(r"[ \t]*\*\*[^*]+\*\*:?[ \t]*$")


def scan(
    text: str, path: str, first_line: int, *, plugins: Collection[str] = (), runs: bool = True
) -> tuple[CallSite, ...]:
    """Return the calls in Markdown that begins in column 1 of that line, each name once at its place.

    `plugins` are the names that qualify agents of the run. `runs` is False where nothing is run from: documents.
    """
    qualified = _plugin_pattern(frozenset(plugins))
    outline = _Outline()
    last: list[str] = []
    found: dict[tuple[int, int], CallSite] = {}
    for line in lines(text, first_line):
        outline.enter(line)
        body = line.text[:MOST]
        if (
            ("gent" in body or "Task(" in body or (qualified and ":" in body))
            and not outline.is_bad
            and not (outline.is_schema and context.is_data(body))
        ):
            for start, site in _in_line(body, line, path, qualified, last):
                if not runs and site.weight is Weight.FIRM:
                    site = site._replace(weight=Weight.HEDGED)
                found.setdefault((line.number, start), site)
        last = [*last[-3:], body]
        outline.leave(line)
    return tuple(found[place] for place in sorted(found))


def in_front_matter(text: str, path: str, first_line: int, *, agent_key: bool) -> tuple[CallSite, ...]:
    """Return the calls in the front matter of a caller: `agent: x` and `Agent(x)` among the tools it may use."""
    found: list[CallSite] = []
    in_tools = False
    for number, line in enumerate(text.split("\n"), first_line):
        if line[:1] not in ("", " ", "\t", "#", "-"):
            in_tools = bool(_TOOLS_KEY.match(line))
            match = _AGENT_KEY.match(line) if agent_key else None
            if match:
                found += _sites(match, match, number, path, Weight.FIRM)
        if in_tools:
            for call in _TOOLS_CALL.finditer(line):
                for name in _IN_TOOLS.finditer(line, call.start("names"), call.end("names")):
                    span = Span(path, number, name.start() + 1, len(name[0]))
                    weight = Weight.LOOSE if context.is_placeholder(name[0]) else Weight.FIRM
                    found.append(CallSite(call["form"], name[0], span, weight))
    return tuple(found)


def in_script(text: str, path: str) -> tuple[CallSite, ...]:
    """Return the calls in a workflow script: `agentType: 'plugin:x'`."""
    found: list[CallSite] = []
    for number, line in enumerate(text.split("\n"), 1):
        if "gent" in line and not _COMMENT.match(line):
            for match in (*_AGENT_TYPE.finditer(line[:MOST]), *_SUBAGENT.finditer(line[:MOST])):
                if match["quoted"] and not context.is_excluded(line, match.start(), match.end()):
                    found += _sites(match, match, number, path, Weight.FIRM)
    return tuple(found)


def _in_line(
    body: str, line: Line, path: str, qualified: re.Pattern[str] | None, last: Iterable[str]
) -> Iterator[tuple[int, CallSite]]:
    comment = line.fence is not None and bool(_COMMENT.match(body))
    for pattern, weight in (
        (_SUBAGENT, Weight.FIRM), (_AGENT_TYPE, Weight.FIRM), (_TASK, Weight.LOOSE), (qualified, Weight.LOOSE),
    ):  # fmt: skip
        if pattern is None:
            continue
        for match in pattern.finditer(body):
            if not _is_meant(match, line, last) or (comment and weight is Weight.LOOSE):
                continue
            if context.is_excluded(body, match.start(), match.end()):
                continue
            sure = Weight.HEDGED if weight is Weight.FIRM and _is_unsure(body, match, comment) else weight
            for site in (*_sites(match, match, line.number, path, sure), *_chained(body, match, line.number, path)):
                yield site.span.column, site


def _is_unsure(body: str, match: re.Match[str], comment: bool) -> bool:
    return comment or context.is_hedged(body, match.start(), match.end())


def _is_meant(match: re.Match[str], line: Line, last: Iterable[str]) -> bool:
    """Return whether a match is a call in that kind of text: JSON in a document is a sample of data."""
    if line.fence in _JSON:
        return False
    if match.re is _SUBAGENT:  # in the code of a language an unquoted word is a variable
        return bool(match["quoted"]) or line.fence not in _CODE
    if match.re is _AGENT_TYPE:
        in_shell = line.fence in ("bash", "sh", "shell", "console")
        return not in_shell and (":" in match["quoted"] or any(_RUNS.search(one) for one in (*last, line.text)))
    return True


def _sites(match: re.Match[str], named: re.Match[str], line: int, path: str, weight: Weight) -> Iterator[CallSite]:
    group = "quoted" if "quoted" in named.re.groupindex and named["quoted"] else "plain"
    name = named[group].rstrip(".-")
    if name:
        span = Span(path, line, named.start(group) + 1, len(name))
        yield CallSite(match["form"] or "plugin", name, span, Weight.LOOSE if context.is_placeholder(name) else weight)


def _chained(body: str, match: re.Match[str], line: int, path: str) -> Iterator[CallSite]:
    """Yield the names that share a call: `subagent_type: "a" or "b"`; what is no agent among them is no mistake."""
    if match.re is not _SUBAGENT:
        return
    end = match.end()
    while (following := _NEXT.match(body, end)) is not None:
        yield from _sites(match, following, line, path, Weight.LOOSE)
        end = following.end()


def _plugin_pattern(plugins: frozenset[str]) -> re.Pattern[str] | None:
    if not plugins:
        return None
    names = "|".join(re.escape(name) for name in sorted(plugins, key=lambda name: (-len(name), name)))
    part = r"[^\W\d_][\w-]*"
    return re.compile(rf"(?<![\w./:@-])(?P<form>)(?P<plain>(?:{names}):{part}(?::{part})*)(?![\w/(]|\.\w|:\w)")


class _Outline:
    """Whether what a line is under is an example, a mistake, or a format."""

    def __init__(self) -> None:
        self._open: list[tuple[int, bool, bool]] = []
        self._label = ""
        self._comment_bad = False

    @property
    def is_bad(self) -> bool:
        """Whether a heading above, the label of the list or the fence, or a comment in it shows a mistake."""
        return any(bad for _, bad, _ in self._open) or self._comment_bad or context.is_bad_example(self._label)

    @property
    def is_schema(self) -> bool:
        """Whether a heading above, or the label, is about a format."""
        return any(schema for _, _, schema in self._open) or context.is_schema(self._label)

    def enter(self, line: Line) -> None:
        """Take notice of a line before it is searched: a heading, or a comment in code."""
        if line.fence is not None:
            if line.mark or not line.text.strip():
                self._comment_bad = False
            elif _COMMENT.match(line.text) or line.text.lstrip()[:1] in CROSSES:
                self._comment_bad = context.is_bad_example(line.text)
            return
        self._comment_bad = False
        if "#" not in line.text[:4]:
            if self._label and line.text.strip() and not _ITEM.match(line.text):
                self._label = ""
            return
        heading = _HEADING.match(line.text)
        if heading:
            while self._open and self._open[-1][0] >= len(heading[1]):
                self._open.pop()
            title = heading[2]
            self._open.append((len(heading[1]), context.is_bad_example(title), context.is_schema(title)))
            self._label = ""
        elif line.text.strip() and not _ITEM.match(line.text):
            self._label = ""

    def leave(self, line: Line) -> None:
        """Take notice of a line after it was searched: it may be the label of the list or the code that follows."""
        if line.fence is not None or not (text := line.text.rstrip()) or text[0] == "#":
            return
        if len(text) > LABEL and text[-1] not in ":*_":
            if text[0] not in _MARKS:
                self._label = ""
            return
        is_label = text.endswith(":") or text.rstrip(" *_").endswith(":") or bool(_BOLD.match(text))
        if _ITEM.match(text):
            self._label = text if is_label else self._label
        else:
            self._label = text if is_label or len(text) < LABEL else ""
