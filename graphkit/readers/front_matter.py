"""The entries of a front matter. A broken text costs that text, never the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.model.definitions import Problem
from graphkit.model.spans import InvalidTextError, Span
from graphkit.model.values import Mapping
from graphkit.readers import document_recovery, repeated_keys, yaml_fast_path
from graphkit.readers.yaml_line_shapes import begins, has_second_colon
from graphkit.readers.yaml_values import Notes, Origin, compose, merged
from graphkit.support.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Sequence as Lines

    from graphkit.model.values import Pair

_COLON = "mapping values are not allowed"
"""What the parser says of `key: a text: with a colon`, which is as wrong after entries that are sound."""

_BRACES = pattern(r"(?:[ \t]*(?:#[^\n]*)?\n)*[ \t]*\{")
_INDENTED = pattern(r"(?:[ \t]*(?:#[^\n]*)?\n)* +[^\W\d][\w$./ -]{0,60}?[ \t]*:(?=\s|$)")
"""The beginning of a block that is one mapping in braces, and of one that is indented as a whole."""


def parse(text: str, first_line: int, path: str) -> tuple[tuple[Pair, ...], tuple[Problem, ...]]:
    """Return every entry that can be parsed, what can be read of the others, and a problem for each flaw.

    Each entry is parsed by itself, most of them without the YAML parser. When one fails, the block as a whole is given
    a chance (anchors that are used across entries, quoted text that continues at the left margin) before it counts as
    broken.
    """
    lines = text.split("\n")
    simple = yaml_fast_path.reader(lines, first_line)
    first = at = _next_start(lines, 0)
    if at == len(lines):
        if not (_BRACES.match(text) or _INDENTED.match(text)):
            return (), ()
        first = at = 0
    entries: list[Pair] = []
    notes = Notes()
    broken: list[tuple[int, int]] = []
    is_hopeless = False
    count = 0
    while at < len(lines):
        if simple is not None:
            simply, at = simple.entries(at)
            entries += simply
            count += len(simply)
            if at == len(lines):
                break
        count += 1
        end = _next_start(lines, at + 1)
        try:
            if has_second_colon(lines[at]):
                raise InvalidTextError(_COLON, first_line + at, 1)
            entries += _parsed(lines[at:end], first_line + at, notes)
        except InvalidTextError as error:
            is_hopeless = is_hopeless or (not broken and not first and error.problem.startswith(_COLON))
            broken.append((at, end))
        at = end
    problems = _stray(lines[:first], first_line, path) if first else []
    goes_on = 0 if broken else document_recovery.goes_on(entries, lines, first_line)
    if broken or goes_on:
        notes.repeated.clear()
        whole = None if goes_on or is_hopeless else _as_a_whole(lines, first_line, notes)
        if whole is None:
            entries, problems = document_recovery.recover(
                lines, first_line, path, sound=_sound(len(lines), broken), notes=notes,
                others=count - (len(broken) or goes_on + 1),
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


def _next_start(lines: Lines[str], at: int) -> int:
    """Return the index of the next line, from one on, at which a top-level entry begins; their number if none does."""
    while at < len(lines) and not begins(lines[at]):
        at += 1
    return at


def _stray(lines: Lines[str], first_line: int, path: str) -> list[Problem]:
    for number, line in enumerate(lines):
        if line.strip() and not line.lstrip().startswith("#"):
            span = Span(path, first_line + number, 1, len(line))
            message = "this text before the first `key:` is not read"
            return [Problem("invalid-front-matter", message, span, "Remove it.")]
    return []
