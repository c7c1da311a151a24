"""The entries of a front matter. A broken text costs that text, never the file."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from graphkit.model.definitions import Problem
from graphkit.model.spans import InvalidTextError, Span
from graphkit.model.values import Mapping
from graphkit.readers import document_recovery, repeated_keys, yaml_fast_path, yaml_line_shapes
from graphkit.readers.yaml_line_shapes import OTHER, TEXT
from graphkit.readers.yaml_values import Notes, Origin, compose, merged

if TYPE_CHECKING:
    from collections.abc import Sequence as Lines

    from graphkit.model.values import Pair
    from graphkit.readers.yaml_line_shapes import Shape

KEY = re.compile(r"""^(?:"[^"\n]*"|'[^'\n]*'|<<|[^\W\d][\w$./ -]{0,60}?)[ \t]*:(?=[ \t]|$)""", re.MULTILINE)
"""A line at the left margin that begins a top-level entry."""

_BRACES = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\n)*[ \t]*\{")
_INDENTED = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\n)* +[^\W\d][\w$./ -]{0,60}?[ \t]*:(?=\s|$)")
"""The beginning of a block that is one mapping in braces, and of one that is indented as a whole."""


def parse(text: str, first_line: int, path: str) -> tuple[tuple[Pair, ...], tuple[Problem, ...]]:
    """Return every entry that can be parsed, what can be read of the others, and a problem for each flaw.

    Each entry is parsed by itself, most of them without the YAML parser. When one fails, the block as a whole is given
    a chance (anchors that are used across entries, quoted text that continues at the left margin) before it counts as
    broken.
    """
    lines = text.split("\n")
    is_simple = text.endswith("\n") and not yaml_line_shapes.is_odd(text)
    simple = yaml_fast_path.Reader(lines, first_line) if is_simple else None
    starts = _starts(lines, text, simple.shapes if simple else None)
    if not starts:
        return (), ()
    entries: list[Pair] = []
    notes = Notes()
    broken: list[tuple[int, int]] = []
    for start, end in pairwise([*starts, len(lines)]):
        simply = simple.entry(start, end) if simple else None
        if simply is not None:
            entries.append(simply)
            continue
        try:
            entries += _parsed(lines[start:end], first_line + start, notes)
        except InvalidTextError:
            broken.append((start, end))
    problems = _stray(lines[: starts[0]], first_line, path) if starts[0] else []
    goes_on = 0 if broken else document_recovery.goes_on(entries, lines, first_line)
    if broken or goes_on:
        notes.repeated.clear()
        whole = None if goes_on else _as_a_whole(lines, first_line, notes)
        if whole is None:
            entries, problems = document_recovery.recover(
                lines, first_line, path, sound=_sound(len(lines), broken), notes=notes,
                others=len(starts) - (len(broken) or goes_on + 1),
            )  # fmt: skip
        else:
            entries, problems = whole, []
    elif simple is not None and simple.repeated:
        notes.repeated += simple.repeated
    if len({key[0] for key, _ in entries}) < len(entries) or "<<" in text:
        entries = merged(sorted(entries, key=_place))
        notes.repeated += repeated_keys.twice(entries)
    more = repeated_keys.problems(notes.repeated, path) if notes.repeated else ()
    return tuple(entries), (*problems, *more)


def _parsed(lines: Lines[str], line: int, notes: Notes) -> list[Pair]:
    """Return the entries that the YAML parser finds in some lines. Raises InvalidTextError."""
    value = compose("\n".join(lines), Origin(line), notes=notes)
    if value is None:
        return []
    if not isinstance(value, Mapping):
        raise InvalidTextError("no mapping", line, 1)
    return list(value.entries)


def _as_a_whole(lines: Lines[str], first_line: int, notes: Notes) -> list[Pair] | None:
    try:
        return _parsed(lines, first_line, notes)
    except InvalidTextError:
        return None


def _sound(size: int, broken: Lines[tuple[int, int]]) -> frozenset[int]:
    """Return the lines that are part of no broken entry."""
    return frozenset(range(size)).difference(*(range(start, end) for start, end in broken))


def _place(entry: Pair) -> tuple[int, int]:
    return entry[0].line, entry[0].column


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
    return bool(line and line[0] not in " -#" and (yaml_line_shapes.KEY.match(line) or KEY.match(line)))


def _stray(lines: Lines[str], first_line: int, path: str) -> list[Problem]:
    for number, line in enumerate(lines):
        if line.strip() and not line.lstrip().startswith("#"):
            span = Span(path, first_line + number, 1, len(line))
            message = "this text before the first `key:` is not read"
            return [Problem("invalid-front-matter", message, span, "Remove it.")]
    return []
