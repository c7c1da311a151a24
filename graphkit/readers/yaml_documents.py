"""YAML files of several documents, and those with templates (`{{ .Values.name }}`), which are only text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graphkit.model.values import Mapping, Pair, Scalar, Sequence, Value

if TYPE_CHECKING:
    from collections.abc import Iterator

_SEPARATOR = re.compile(r"^---[ \t]*(?:#[^\n]*)?$", re.MULTILINE)
_WHOLE_LINE = re.compile(r"^[ \t]*\{\{[-~]?(?:[^{}\n]|\n)*?[-~]?\}\}[ \t]*$", re.MULTILINE)
_TEMPLATE = re.compile(r"\{\{[^{}\n]*\}\}")
_MARKS = frozenset("{}[]:,#&*!|>%@`\"'")
_BASE = 0xE000
"""Where the private characters of Unicode begin: they stand for the marks of YAML within a template."""

MOST = 500
"""Documents of one file that are read."""


def pieces(text: str) -> list[tuple[int, str]]:
    """Return the documents of a text, each with the number of its first line; those without any entry are left out."""
    starts = [0, *(found.end() for found in _SEPARATOR.finditer(text))]
    if len(starts) == 1:
        return [(1, text)]
    ends = [*(found.start() for found in _SEPARATOR.finditer(text)), len(text)]
    found, line, at = [], 1, 0
    for start, end in list(zip(starts, ends, strict=True))[:MOST]:
        line, at = line + text.count("\n", at, start), start
        piece = text[start:end]
        if ":" in piece:
            found.append((line, piece))
    return found


def without_templates(text: str) -> str:
    """Return a text of the same length in which templates are plain text, and lines of nothing but a template blank."""
    blank = _WHOLE_LINE.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
    return _TEMPLATE.sub(lambda found: "".join(_hidden(found[0])), blank)


def with_templates(entries: tuple[Pair, ...]) -> tuple[Pair, ...]:
    """Return the entries with the templates as they are written."""
    return tuple((_scalar(key), _value(value)) for key, value in entries)


def _hidden(template: str) -> Iterator[str]:
    return (chr(_BASE + ord(char)) if char in _MARKS else char for char in template)


def _value(value: Value) -> Value:
    if isinstance(value, Scalar):
        return _scalar(value)
    if isinstance(value, Sequence):
        return value._replace(items=tuple(map(_value, value.items)))
    return Mapping(with_templates(value.entries), value.line, value.column)


def _scalar(scalar: Scalar) -> Scalar:
    if not any(_BASE <= ord(char) < _BASE + 128 for char in scalar.text):
        return scalar
    text = "".join(chr(ord(char) - _BASE) if _BASE <= ord(char) < _BASE + 128 else char for char in scalar.text)
    return scalar._replace(text=text)
