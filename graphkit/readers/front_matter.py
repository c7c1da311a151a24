"""The entries of a front matter. A broken entry costs that entry, never the file."""

from __future__ import annotations

import re
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from graphkit.model.definitions import Problem
from graphkit.model.spans import Span
from graphkit.readers import simple_lines, simple_yaml
from graphkit.readers.entries import Chunk, Entry, parsed
from graphkit.readers.mending import MIDLINE, mend
from graphkit.readers.simple_lines import OTHER, TEXT
from graphkit.readers.yaml_values import BrokenYamlError, merged

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence as Lines

    from graphkit.model.values import Scalar, Value
    from graphkit.readers.simple_lines import Shape

KEY = re.compile(r"""^(?:"[^"\n]*"|'[^'\n]*'|<<|[^\W\d][\w$./ -]{0,60}?)[ \t]*:(?=[ \t]|$)""", re.MULTILINE)
"""A line at the left margin that begins a top-level entry."""

_BRACES = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\n)*[ \t]*\{")
_INDENTED = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\n)* +[^\W\d][\w$./ -]{0,60}?[ \t]*:(?=\s|$)")
"""The beginning of a block that is one mapping in braces, and of one that is indented as a whole."""

_ALIAS = "undefined alias"
"""The parser's words for an anchor that it has not seen."""

_entry: Callable[[tuple[Scalar, Value, bool]], Entry] = partial(tuple.__new__, Entry)


def parse(text: str, first_line: int, path: str) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
    """Return every entry that can be parsed, and a problem for each that cannot.

    Each entry is parsed by itself; when one fails, the block as a whole is given a chance (anchors that are used
    across entries, quoted text that continues at the left margin) before that entry is called broken.
    """
    lines = text.split("\n")
    is_simple = text.endswith("\n") and not simple_lines.is_odd(text)
    simple = simple_yaml.Reader(lines, first_line) if is_simple else None
    starts = _starts(lines, text, simple.shapes if simple else None)
    if not starts:
        return (), ()
    problems = _stray(lines[: starts[0]], first_line, path) if starts[0] else []
    entries: list[Entry] = []
    broken: list[tuple[Chunk, BrokenYamlError]] = []
    for start, end in pairwise([*starts, len(lines)]):
        known = simple.entry(start, end) if simple else None
        if known is not None:
            entries.append(_entry((*known, False)))
            continue
        chunk = Chunk("\n".join(lines[start:end]) + ("\n" if end < len(lines) else ""), first_line + start)
        try:
            entries += parsed(chunk)
        except BrokenYamlError as error:
            broken.append((chunk, error))
    if broken:
        if _INDENTED.match(text):
            return (), ()  # it cannot be told where its entries begin
        whole, broken = _as_a_whole(text, first_line, broken)
        if whole is not None:
            entries, problems = whole, []
        for chunk, cause in broken:
            mended = mend(chunk, cause, path, len(starts) - len(broken))
            entries += mended.entries
            problems.append(mended.problem)
        entries = _merged(sorted(entries, key=lambda entry: (entry.key.line, entry.key.column)))
        return tuple(entries), (*problems, *_repeated(entries, path))
    if len({entry[0].text for entry in entries}) < len(entries) or "<<" in text:
        entries = _merged(sorted(entries, key=lambda entry: (entry.key.line, entry.key.column)))
        return tuple(entries), (*problems, *_repeated(entries, path))
    return tuple(entries), tuple(problems)


_Broken = list[tuple[Chunk, BrokenYamlError]]


def _as_a_whole(text: str, first_line: int, broken: _Broken) -> tuple[list[Entry] | None, _Broken]:
    """Return the entries of the block, parsed at once, and what is broken all the same; None if that fails too.

    An entry with the anchor of another one is fine; it is only read without those that are broken by themselves.
    """
    if MIDLINE not in broken[0][1].problem:  # else the block breaks at the same place
        try:
            return parsed(Chunk(text, first_line)), []
        except BrokenYamlError:
            pass  # then without what is broken by itself
    own = [(chunk, error) for chunk, error in broken if _ALIAS not in error.problem]
    if 0 < len(own) < len(broken):
        lines = text.split("\n")
        for chunk, _ in own:
            start = chunk.line - first_line
            end = start + chunk.text.rstrip("\n").count("\n") + 1
            lines[start:end] = [""] * (end - start)
        try:
            return parsed(Chunk("\n".join(lines), first_line)), own
        except BrokenYamlError:
            pass  # then each for itself
    return None, broken


def _starts(lines: Lines[str], text: str, shapes: Lines[Shape] | None) -> list[int]:
    """Return the indices of the lines at which the top-level entries begin."""
    if shapes is None:
        starts = [number for number, line in enumerate(lines) if _begins(line)]
    else:
        starts = [
            number
            for number, shape in enumerate(shapes)
            if (not shape[1] if shape[0] >= TEXT else shape[0] == OTHER and _begins(lines[number]))
        ]
    return starts or ([0] if _BRACES.match(text) or _INDENTED.match(text) else [])


def _begins(line: str) -> bool:
    return bool(line and line[0] not in " -#" and (simple_lines.KEY.match(line) or KEY.match(line)))


def _stray(lines: Lines[str], first_line: int, path: str) -> list[Problem]:
    for number, line in enumerate(lines):
        if line.strip() and not line.lstrip().startswith("#"):
            span = Span(path, first_line + number, 1, len(line))
            message = "this text before the first `key:` was not read"
            return [Problem("invalid-front-matter", message, span, "Remove it.")]
    return []


def _merged(entries: list[Entry]) -> list[Entry]:
    """Apply a merge key (`<<: *defaults`): its keys count where the front matter has none of its own."""
    written = {entry.key: entry for entry in entries}
    found = merged([(entry.key, entry.value) for entry in entries])
    return [written.get(key) or Entry(key, value) for key, value in found]


def _repeated(entries: list[Entry], path: str) -> list[Problem]:
    problems = []
    first: dict[str, Scalar] = {}
    for entry in entries:
        before = first.setdefault(entry.key.text, entry.key)
        if before is not entry.key:
            message = f"`{entry.key.text}` stands here a second time (first on line {before.line}); both were read"
            span = Span(path, entry.key.line, entry.key.column, entry.key.width)
            problems.append(Problem("invalid-front-matter", message, span, "Merge the two entries into one."))
    return problems
