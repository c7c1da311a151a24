"""Globs as in a .gitignore, with git's own answers, in time that is linear in the pattern and the path."""

from __future__ import annotations

import re
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_LONGEST = 16_384
"""No path is longer than this, so no longer pattern can match one."""

_GAPS = {"**/": "(?:.*?/)??", "**\\/": ".*?/"}
"""What may lie between two blocks: any number of folders; an escaped slash wants one at least."""

_CLASSES = {
    "alnum": "0-9A-Za-z",
    "alpha": "A-Za-z",
    "blank": r" \t",
    "cntrl": r"\x00-\x1f\x7f",
    "digit": "0-9",
    "graph": r"\x21-\x7e",
    "lower": "a-z",
    "print": r"\x20-\x7e",
    "punct": r"\x21-\x2f\x3a-\x40\x5b-\x60\x7b-\x7e",
    "space": r" \t\n\r\f\v",
    "upper": "A-Z",
    "xdigit": "0-9A-Fa-f",
}


class Globs:
    """The lines of one .gitignore, or of `exclude`: which paths below their folder they leave out."""

    def __init__(self, lines: Iterable[str]) -> None:
        rules = [rule for line in lines if (rule := _rule(line)) is not None]
        self._runs = [_Run(negated, list(run)) for negated, run in groupby(rules, key=lambda rule: rule.negated)][::-1]

    def __bool__(self) -> bool:
        """Whether any line can match a path."""
        return bool(self._runs)

    def verdict(self, path: str, *, folder: bool = False) -> bool | None:
        """Return whether the last pattern that matches exactly this path leaves it out, None if none matches it."""
        if not path.isascii():
            path = _as_bytes(path)
        name = path[path.rfind("/") + 1 :]
        for run in self._runs:
            if run.matches(path, name, folder):
                return not run.negated
        return None

    def excludes(self, path: str, *, folder: bool = False) -> bool:
        """Return whether a path is left out: what is in a folder that is left out is too, whatever pattern follows."""
        slash = path.find("/")
        while slash >= 0:
            if self.verdict(path[:slash], folder=True):
                return True
            slash = path.find("/", slash + 1)
        return bool(self.verdict(path, folder=folder))


def is_glob(text: str) -> bool:
    """Return whether a text is a glob that can match a path; an empty line and a comment are fine."""
    line = _trimmed(text)
    return not line or line.startswith("#") or _rule(text) is not None


class _Rule(NamedTuple):
    """One pattern: its regular expression for a whole path, or for a name alone; `literal` is a name without signs."""

    negated: bool
    only_folders: bool
    by_name: bool
    pattern: str
    literal: str | None


class _Run:
    """Neighbouring patterns that all leave out, or all take back: their order does not matter."""

    def __init__(self, negated: bool, rules: Sequence[_Rule]) -> None:
        self.negated = negated
        self._rules = rules
        self._names = frozenset(rule.literal for rule in rules if rule.literal and not rule.only_folders)
        self._folders = frozenset(rule.literal for rule in rules if rule.literal)

    def matches(self, path: str, name: str, folder: bool) -> bool:
        if name in (self._folders if folder else self._names):
            return True
        names, paths = self._of_folders if folder else self._of_files
        return bool((names and names(name)) or (paths and paths(path)))

    @cached_property
    def _of_folders(self) -> tuple[_Match | None, _Match | None]:
        return _joined(self._rules, by_name=True), _joined(self._rules, by_name=False)

    @cached_property
    def _of_files(self) -> tuple[_Match | None, _Match | None]:
        rules = [rule for rule in self._rules if not rule.only_folders]
        return _joined(rules, by_name=True), _joined(rules, by_name=False)


if TYPE_CHECKING:
    from collections.abc import Callable

    _Match = Callable[[str], re.Match[str] | None]


def _joined(rules: Iterable[_Rule], *, by_name: bool) -> _Match | None:
    patterns = [rule.pattern for rule in rules if rule.by_name == by_name and not (by_name and rule.literal)]
    return re.compile("|".join(dict.fromkeys(patterns)), re.DOTALL).fullmatch if patterns else None


def _as_bytes(text: str) -> str:
    """Return a character for each byte: git compares bytes, and `?` is one of them."""
    return text.encode("utf-8", "surrogateescape").decode("latin-1")


def _trimmed(line: str) -> str:
    """Return a line without the blanks at its end; one behind a backslash stays."""
    line = line.removesuffix("\n").removesuffix("\r")
    bare = line.rstrip(" ")
    slashes = len(bare) - len(bare.rstrip("\\"))
    return bare + " " if slashes % 2 and bare != line else bare


def _rule(line: str) -> _Rule | None:
    """Return the pattern of a line; None for a blank one, a comment, and what can match no path."""
    text = _trimmed(line)
    if text.startswith("#") or len(text) > _LONGEST:
        return None
    negated = text.startswith("!")
    text = _as_bytes(text[1:] if negated else text)
    only_folders = text.endswith("/")
    text = text[:-1] if only_folders else text
    by_name = "/" not in text
    text = text.removeprefix("/")
    if not text:
        return None
    plain = re.search(r"[*?\[\\]", text)
    if plain is None:
        return _Rule(negated, only_folders, by_name, re.escape(text), text if by_name else None)
    try:
        pattern = re.escape(text[: plain.start()]) + _translated(text[plain.start() :])
    except _NoPatternError:
        return None
    return _Rule(negated, only_folders, by_name, pattern, None)


class _NoPatternError(Exception):
    """A set that is never closed or empty, an unknown class, a backslash at the end: nothing matches it."""


def _translated(text: str) -> str:
    r"""Return the regular expression of a pattern from its first sign on.

    What comes before `**/` or between two stars is matched at the first place where it can be, and never again
    elsewhere: whatever follows can be matched from there if it can be matched at all.
    """
    blocks: list[list[str]] = [[]]
    gaps: list[str] = []
    for sign in _signs(text):
        if sign in _GAPS:
            gaps.append(_GAPS[sign])
            blocks.append([])
        else:
            blocks[-1].append(sign)
    first, *others = ["".join(_block(block)) for block in blocks]
    if not others:
        return first
    between = "".join(f"(?>{gap}{block})" for gap, block in zip(gaps, others[:-1], strict=False))
    return f"{first}{between}{gaps[-1]}{others[-1]}"


def _block(signs: Sequence[str]) -> Iterator[str]:
    """Yield the expression of signs without `**/`: a part between two slashes at a time."""
    part: list[str] = []
    for sign in signs:
        if sign == "/":
            yield from _part(part)
            yield "/"
            part = []
        else:
            part.append(sign)
    yield from _part(part)


def _part(signs: Sequence[str]) -> Iterator[str]:
    if signs == ["**"]:  # behind the last slash: all that is left
        yield ".*"
        return
    chunks: list[list[str]] = [[]]
    for sign in signs:
        if sign == "*":
            chunks.append([])
        else:
            chunks[-1].append(sign)
    first, *others = ["".join(chunk) for chunk in chunks]
    yield first
    for chunk in others[:-1]:
        if chunk:
            yield f"(?>[^/]*?{chunk})"
    if others:
        yield rf"(?>[^/]*{others[-1]}(?=/|\Z))" if others[-1] else "[^/]*+"


def _signs(text: str) -> list[str]:
    """Take a pattern apart: `**/`, `**` (all that is left), `*`, `/`, and expressions for one character each."""
    found: list[str] = []
    at = 0
    while at < len(text):
        sign = text[at]
        if sign == "*":
            end = at + len(text[at:]) - len(text[at:].lstrip("*"))
            rest = text[end : end + 2]
            slash = "/" if rest.startswith("/") else "\\/" if rest == "\\/" else ""
            deep = end - at > 1 and (at == 0 or text[at - 1] == "/") and (slash or not rest)
            found.append(f"**{slash}" if deep else "*")
            at = end + (len(slash) if deep else 0)
        elif sign == "[":
            expression, at = _set(text, at)
            found.append(expression)
        elif sign == "\\":
            if at + 1 == len(text):
                raise _NoPatternError
            found.append("/" if text[at + 1] == "/" else re.escape(text[at + 1]))
            at += 2
        else:
            found.append("/" if sign == "/" else "[^/]" if sign == "?" else re.escape(sign))
            at += 1
    return found


def _set(text: str, start: int) -> tuple[str, int]:
    """Return the expression of a set such as `[!a-z]`, and where it ends."""
    at = start + 1
    negated = text[at : at + 1] in ("!", "^")
    at += negated
    members: list[str] = []
    before = ""
    first = True
    while first or text[at : at + 1] != "]":
        first = False
        sign = text[at : at + 1]
        if not sign:
            raise _NoPatternError
        if sign == "\\":
            at += 1
            sign = _there(text, at)
            members.append(re.escape(sign))
        elif sign == "-" and before and text[at + 1 : at + 2] not in ("", "]"):
            at += 1
            last = text[at]
            if last == "\\":
                at += 1
                last = _there(text, at)
            if before <= last:
                members.append(f"{re.escape(before)}-{re.escape(last)}")
            sign = ""
        elif sign == "[" and text[at + 1 : at + 2] == ":":
            end = text.find("]", at + 2)
            if end < 0:
                raise _NoPatternError
            if end - 1 >= at + 2 and text[end - 1] == ":":
                members.append(_class(text[at + 2 : end - 1]))
                at, sign = end, ""
            else:
                members.append(r"\[")
        else:
            members.append(re.escape(sign))
        before = sign
        at += 1
    inner = "".join(members)
    if negated:
        return f"[^/{inner}]", at + 1
    if not inner:
        raise _NoPatternError
    return f"(?!/)[{inner}]", at + 1


def _there(text: str, at: int) -> str:
    if at >= len(text):
        raise _NoPatternError
    return text[at]


def _class(name: str) -> str:
    if name not in _CLASSES:
        raise _NoPatternError
    return _CLASSES[name]
