"""What can be read of a YAML file that is broken: every entry that parses by itself, at any depth."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from graphkit.model.definitions import Problem
from graphkit.model.spans import Span
from graphkit.model.values import Mapping, Scalar, Sequence, Value
from graphkit.readers.yaml_values import BrokenYamlError, Origin, compose

if TYPE_CHECKING:
    from collections.abc import Iterator

DEPTH = 8
"""How deep entries are taken apart; below that a broken one is lost whole."""

_KEY = re.compile(r"([ ]*)([^\s#:'\"\[\]{}>|&*!%@`-][^:\n]{0,80}?|'[^'\n]*'|\"[^\"\n]*\"):(?=[ \t]|$)")
_DASH = re.compile(r"([ ]*)-[ ]")


class _Block(NamedTuple):
    """The lines of one entry: its first line is `key:` and perhaps a value, the others are indented more."""

    lines: list[str]
    line: int


def entries(text: str, path: str, line: int = 1, depth: int = 0) -> tuple[list[tuple[Scalar, Value]], list[Problem]]:
    """Return the entries of a mapping that parse, and of broken ones theirs; with a problem for each that is lost."""
    found: list[tuple[Scalar, Value]] = []
    problems: list[Problem] = []
    for block in _blocks(text.split("\n"), line):
        try:
            value = compose("\n".join(block.lines), Origin(block.line))
        except BrokenYamlError as error:
            key, rest = _head(block)
            inner, more = (None, []) if rest or depth == DEPTH else _inside(block, path, depth + 1)
            if inner is not None:
                found.append((key, inner))
                problems += more
            else:
                problems.append(_lost(f"`{key.text}`", "entry", error, path))
        else:
            found += value.entries if isinstance(value, Mapping) else ()
    return found, problems


def _inside(block: _Block, path: str, depth: int) -> tuple[Value | None, list[Problem]]:
    """Return what can be read below the key of a broken entry, a list or a mapping; None if that is nothing."""
    lines, line = block.lines[1:], block.line + 1
    first = next((text for text in lines if text.strip() and not text.lstrip().startswith("#")), "")
    dash = _DASH.match(first)
    if dash is None:
        inner, problems = entries("\n".join(lines), path, line, depth)
        found = Mapping(tuple(inner), block.line, len(block.lines[0]) - len(block.lines[0].lstrip()) + 1)
        return (found if inner or problems else None), problems
    items: list[Value] = []
    problems = []
    for item in _blocks(lines, line, _DASH):
        try:
            value = compose("\n".join(item.lines), Origin(item.line))
        except BrokenYamlError as error:
            bare = [item.lines[0].replace("-", " ", 1), *item.lines[1:]]
            inner, more = entries("\n".join(bare), path, item.line, depth + 1)
            if inner:
                items.append(Mapping(tuple(inner), item.line, len(dash[1]) + 3))
            problems += more if inner or more else [_lost(f"an item of `{_head(block)[0].text}`", "item", error, path)]
        else:
            items += value.items if isinstance(value, Sequence) else ()
    return Sequence(tuple(items), line, len(dash[1]) + 1), problems


def _lost(what: str, kind: str, error: BrokenYamlError, path: str) -> Problem:
    message = f"{what} is not valid YAML: {error.problem}; this {kind} was not read"
    span = Span(path, error.line, error.column)
    return Problem("invalid-front-matter", message, span, "Correct it, or quote the value.")


def _blocks(lines: list[str], line: int, beginning: re.Pattern[str] = _KEY) -> Iterator[_Block]:
    """Yield the entries, or items, at the indentation of the first one; what stands before it is none."""
    indent: int | None = None
    block: _Block | None = None
    for number, text in enumerate(lines, start=line):
        begun = beginning.match(text)
        if begun is not None and (indent is None or len(begun[1]) == indent):
            indent = len(begun[1])
            if block is not None:
                yield block
            block = _Block([text], number)
        elif block is not None:
            block.lines.append(text)
    if block is not None:
        yield block


def _head(block: _Block) -> tuple[Scalar, str]:
    """Return the key of an entry, and what stands on its line behind the colon, comments left out."""
    key = _KEY.match(block.lines[0])
    assert key is not None  # noqa: S101 - a block begins with a key
    rest = block.lines[0][key.end() :].partition(" #")[0].strip()
    return Scalar(key[2].strip("'\""), block.line, key.start(2) + 1, len(key[2])), rest
