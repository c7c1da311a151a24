"""What can be read of a YAML file that is broken: every entry that parses by itself, at any depth."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from graphkit.model.definitions import Problem
from graphkit.model.spans import Span
from graphkit.model.values import Mapping, Scalar, Value
from graphkit.readers.yaml_values import BrokenYamlError, Origin, compose

if TYPE_CHECKING:
    from collections.abc import Iterator

DEPTH = 8
"""How deep entries are taken apart; below that a broken one is lost whole."""

_KEY = re.compile(r"([ ]*)([^\s#:'\"\[\]{}>|&*!%@`-][^:\n]{0,80}?|'[^'\n]*'|\"[^\"\n]*\"):(?=[ \t]|$)")


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
            inside = "" if rest or depth == DEPTH else "\n".join(block.lines[1:])
            inner, more = entries(inside, path, block.line + 1, depth + 1)
            if inner or more:
                found.append((key, Mapping(tuple(inner), key.line, key.column)))
                problems += more
            else:
                message = f"`{key.text}` is not valid YAML: {error.problem}; this entry was not read"
                span = Span(path, error.line, error.column)
                problems.append(Problem("invalid-front-matter", message, span, "Correct it, or quote the value."))
        else:
            found += value.entries if isinstance(value, Mapping) else ()
    return found, problems


def _blocks(lines: list[str], line: int) -> Iterator[_Block]:
    """Yield the entries at the indentation of the first one; what stands before it is no entry."""
    indent: int | None = None
    block: _Block | None = None
    for number, text in enumerate(lines, start=line):
        key = _KEY.match(text)
        if key is not None and (indent is None or len(key[1]) == indent):
            indent = len(key[1])
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
