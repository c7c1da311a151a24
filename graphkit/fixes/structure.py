"""The structure around a place of a file: of front matter, a YAML block of a body, YAML, JSON or TOML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graphkit.fixes.document import NotEditableError
from graphkit.fixes.flow import flow, flow_value, quoted_end
from graphkit.fixes.outline import Entry, Kind, Node
from graphkit.fixes.yaml_outline import YamlOutline
from graphkit.support.patterns import pattern

if TYPE_CHECKING:
    from graphkit.fixes.document import Document

_LINE = pattern(r"[^\n\r]*")
_BOUND = re.compile(r"(?:---|\.\.\.)[ \t]*(?:#[^\n\r]*)?(?=[\n\r]|\Z)")
_BOUND_OR_FENCE = re.compile(rf"{_BOUND.pattern}|[ \t]*(?:```|~~~)")
_TOML_KEY = pattern(r"""(?:"[^"\n\r]*"|'[^'\n\r]*'|[\w.-]+)(?=[ \t]*=)""")


def structure(document: Document, offset: int) -> Node:
    """Return the structure of the part of a file around an offset. Raises NotEditableError where there is none."""
    for (start, end), known in document.outlines.items():
        if start <= offset < end:
            return known
    path = document.path.lower()
    if path.endswith((".json", ".jsonc", ".toml")):
        part = (0, len(document.text))
        root = _toml(document.text) if path.endswith(".toml") else _json(document.text)
    else:
        part = _region(document, offset)
        root = YamlOutline(document.text, *part).root()
    document.outlines[part] = root
    return root


def structure_from(document: Document, offset: int) -> Node:
    """Return a structure that holds the entry whose key is at an offset: of YAML no more than that entry.

    To say what can be added to a list, nothing of what is before its key or behind it matters.
    """
    start = document.line_start(offset)
    if document.path.lower().endswith((".json", ".jsonc", ".toml")) or document.text[start:offset].strip(" "):
        return structure(document, offset)
    return YamlOutline(document.text, start, _end(document, offset)).root(first=True)


def _region(document: Document, offset: int) -> tuple[int, int]:
    """Return the range of the YAML document or block around an offset, without the lines that bound it."""
    bound = _bound(document)
    start, before = 0, document.line_start(offset)
    while before > 0 and not start:
        line_start = document.line_start(before - 1)
        start = before if bound.match(document.text, line_start) else 0
        before = line_start
    return start, _end(document, offset)


def _end(document: Document, offset: int) -> int:
    """Return where the YAML document or block around an offset ends: at the line that bounds it."""
    bound, text = _bound(document), document.text
    return next((start for start in document.line_starts(after=offset) if bound.match(text, start)), len(text))


def _bound(document: Document) -> re.Pattern[str]:
    return _BOUND if document.path.lower().endswith((".yaml", ".yml")) else _BOUND_OR_FENCE


def _json(text: str) -> Node:
    begin = next((at for at, sign in enumerate(text) if sign in "[{"), None)
    if begin is None:
        raise NotEditableError("it is no JSON object")
    return flow(text, begin, len(text))


def _toml(text: str) -> Node:
    """Return all `key = value` pairs of all tables as one mapping; that is enough to edit a value in its place."""
    node = Node(Kind.BLOCK_MAPPING, 0, len(text))
    at = 0
    while at < len(text):
        line = _LINE.match(text, at)
        end = line.end() if line else len(text)
        content = at + len(text[at:end]) - len(text[at:end].lstrip(" \t"))
        key = _TOML_KEY.match(text, content, end)
        if key:
            entry = _toml_pair(text, key.start(), key.end(), end)
            node.entries.append(entry)
            end = max(end, entry.value.end)
        at = end + 1
    return node


def _toml_pair(text: str, start: int, end: int, line_end: int) -> Entry:
    name = Node(Kind.PLAIN, start, end)
    at = text.index("=", end) + 1
    while at < line_end and text[at] in " \t":
        at += 1
    for quotes in ('"""', "'''"):
        if text.startswith(quotes, at):
            close = text.find(quotes, at + 3)
            return Entry(start, name, Node(Kind.OPAQUE, at, close + 3 if close >= 0 else len(text)))
    if at < line_end and text[at] in "\"'" and quoted_end(text, at, line_end) is None:
        return Entry(start, name, Node(Kind.OPAQUE, at, line_end))
    value = flow_value(text, at, len(text)) if at < line_end else None
    return Entry(start, name, value or Node(Kind.OPAQUE, at, line_end))
