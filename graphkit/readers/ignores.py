"""Ignores that people write into definitions: `# graphkit: ignore[GK301] reason`, and `ignore-file` for a whole file.

In front matter they are comments; what only looks like one, inside a block or a quoted text, is text. In the body they
are HTML comments on a line of their own, outside of code blocks.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from graphkit.model.definitions import Problem
from graphkit.model.spans import Span
from graphkit.model.suppressions import SIGN, InlineIgnore

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORDS = ("ignore", "ignore-file")
_IN_BODIES = frozenset({"gk107", "dead-call"})
"""Rules whose findings are in bodies, so that a comment there can be about the line below it."""
_COMMENT = re.compile(r"(?:^|(?<=[ \t]))#[ \t]*(?P<all>graphkit:[ \t]*(?P<said>[^\n]*))", re.MULTILINE)
_HTML = re.compile(r"^ {0,3}<!--[ \t]*(?P<all>graphkit:[ \t]*(?P<said>.*?))[ \t]*-->[ \t]*$")
_DIRECTIVE = re.compile(r"(?P<word>[\w-]+)[ \t]*(?:\[(?P<rules>[^\]\n]*)\])?[ \t]*(?P<reason>.*)")
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
_TOP = re.compile(r"^---[ \t]*$", re.MULTILINE)
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_ENTRY = re.compile(r"^[^\s#][^\n]*:", re.MULTILINE)
_UNPRINTABLE = re.compile("[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class _Found(NamedTuple):
    """A directive as it stands: what follows `graphkit:`, its place, and the line that it is about."""

    said: str
    span: Span
    line: int | None
    html: bool = False


def collect(path: str, text: str) -> tuple[tuple[InlineIgnore, ...], tuple[Problem, ...]]:
    """Return the ignores of a file, and a problem for each that could not work."""
    if SIGN not in text:
        return (), ()
    import difflib

    ignores: list[InlineIgnore] = []
    problems: list[Problem] = []
    for found in _directives(path, text):
        match = _DIRECTIVE.match(found.said)
        word = match["word"].casefold() if match else ""
        if match is None or not difflib.get_close_matches(word, _WORDS, 1):
            continue
        rules = tuple(name.strip() for name in (match["rules"] or "").split(",") if name.strip())
        wrong = _wrong(word, rules, found.html)
        if wrong:
            problems.append(Problem("unused-ignore", wrong[0], found.span, wrong[1]))
        else:
            reason = match["reason"].strip(" \t-:—") or None
            ignores.append(InlineIgnore(found.span, rules, None if word == "ignore-file" else found.line, reason))
    return tuple(ignores), tuple(problems)


def _wrong(word: str, rules: tuple[str, ...], html: bool) -> tuple[str, str] | None:
    if word not in _WORDS:
        import difflib

        return f"`{word}` is no directive", f"Did you mean `{difflib.get_close_matches(word, _WORDS, 1)[0]}`?"
    if html and word == "ignore" and not {rule.casefold() for rule in rules} <= _IN_BODIES:
        return "`ignore` in the body excuses no line", "Write `ignore-file[...]`, or a comment in the front matter."
    if not rules:
        return f"`{word}` names no rule, so it suppresses nothing", f"Name the rule: `# graphkit: {word}[GK301] why`."
    return None


def _directives(path: str, text: str) -> Iterator[_Found]:
    start, end = _front_matter(path, text)
    texts = _texts(text[start:end])
    for match in _COMMENT.finditer(text, start, end):
        if not any(first <= match.start() - start < last for first, last in texts):
            span = _span(path, text, match)
            before = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
            yield _Found(match["said"], span, span.line if before.strip() else _next(text[:end], span.line))
    fence = ""
    first = text.count("\n", 0, end) + 1
    for number, line in enumerate(text[end:].split("\n"), first):
        mark = _FENCE.match(line)
        if mark:
            fence = "" if fence and mark[1].startswith(fence) else fence or mark[1]
        elif not fence and (html := _HTML.match(line)):
            span = Span(path, number, html.start("all") + 1, len(html["all"]))
            yield _Found(html["said"], span, _next(text, number), html=True)


def _front_matter(path: str, text: str) -> tuple[int, int]:
    """Return where the YAML of a file begins and ends; a file that is no Markdown is YAML throughout."""
    if not path.lower().endswith((".md", ".markdown", ".mdc")):
        return 0, len(text)
    top = _TOP.search(text)
    if top is None or text[: top.start()].strip():
        return 0, 0
    closing = _CLOSING.search(text, top.end())
    return top.end(), closing.start() if closing else len(text)


def _texts(text: str) -> list[tuple[int, int]]:
    """Return the places that are text to YAML, whatever is in them; what it rejects costs that entry alone."""
    import yaml

    loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = _UNPRINTABLE.sub(" ", text)
    found: list[tuple[int, int]] = []
    offset = 0
    while offset < len(text):
        try:
            for token in yaml.scan(text[offset:], Loader=loader):
                if isinstance(token, yaml.ScalarToken):
                    first, last = offset + token.start_mark.index, offset + token.end_mark.index
                    if token.style in ("|", ">"):  # a comment may follow the sign that opens a block
                        first = text.find("\n", first)
                    found.append((first, last))
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            after = _ENTRY.search(text, offset + max(mark.index if mark else 0, 1))
            offset = after.start() if after else len(text)
        else:
            break
    return found


def _next(text: str, line: int) -> int:
    """Return the line that a directive alone on its line is about: the next that is neither empty nor a comment."""
    for number, content in enumerate(text.split("\n")[line:], line + 1):
        if content.strip() and not content.lstrip().startswith("#"):
            return number
    return line


def _span(path: str, text: str, match: re.Match[str]) -> Span:
    start = match.start("all")
    line = text.count("\n", 0, start) + 1
    return Span(path, line, start - text.rfind("\n", 0, start), len(match["all"].rstrip()))
