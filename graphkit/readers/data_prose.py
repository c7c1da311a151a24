"""The prose of a definition in JSON, TOML or YAML: its prompt and its description, where they are in the file."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from graphkit.model.spans import Span
from graphkit.model.values import Scalar
from graphkit.readers import prose

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graphkit.model.definitions import Passage, Reading
    from graphkit.model.spans import Source

PROMPTS = ("prompt", "instructions", "developer_instructions", "system_prompt", "description")
_ESCAPE = re.compile(r"\\(?:u[0-9a-fA-F]{4}|.)")
_OPENING = re.compile(r"([\"']{3}|[\"'])|[|>][+-]?\d?[ \t]*$")


def enrich(source: Source, text: str, reading: Reading) -> Reading:
    """Return the reading of a file that contains one agent, with the passages of its texts.

    They are searched as they are in the file, escapes and all, so that every place is exact.
    """
    if len(reading.definitions) != 1:
        return reading
    (agent,) = reading.definitions
    lines = text.split("\n")
    ends = [key.line - 1 for key, _ in agent.entries[1:]] + [len(lines)]
    found: list[Passage] = []
    for (key, value), end in zip(agent.entries, ends, strict=False):
        if key.text in PROMPTS and isinstance(value, Scalar):
            found += _passages(lines, value, max(end, value.line), source.path, key.text)
    return replace(reading, definitions=(replace(agent, passages=tuple(found)),))


def _passages(lines: Sequence[str], value: Scalar, end: int, path: str, field: str) -> Iterator[Passage]:
    line = lines[value.line - 1]
    raw = line[value.column - 1 : value.column - 1 + value.width]
    if len(raw) > 1 and raw[0] == raw[-1] == '"' and not raw.startswith('"""'):
        yield from _quoted(raw[1:-1], Span(path, value.line, value.column + 1), field)
        return
    first = " " * (value.column - 1) + _OPENING.sub(lambda mark: " " * len(mark[0]), line[value.column - 1 :], count=1)
    yield from prose.scan("\n".join([first, *lines[value.line : end]]), path, value.line, field)


def _quoted(raw: str, span: Span, field: str) -> Iterator[Passage]:
    """Read a quoted text of one line, in which escapes break lines: each of those begins at a column of its own."""
    begins = [0]
    pieces: list[str] = []
    for escape in _ESCAPE.finditer(raw):
        if escape[0] == r"\n":
            pieces.append(_plain(raw[begins[-1] : escape.start()]))
            begins.append(escape.end())
    pieces.append(_plain(raw[begins[-1] :]))
    for passage in prose.scan("\n".join(pieces), span.path, 1, field):
        column = span.column + begins[passage.span.line - 1] + passage.span.column - 1
        text = passage.text.partition("\n")[0]
        yield passage._replace(text=text, span=Span(span.path, span.line, column))


def _plain(raw: str) -> str:
    """Return a text without its escapes, at the same length, so that columns stay."""
    return _ESCAPE.sub(lambda escape: escape[0][1:].rjust(2) if escape[0] == r"\"" else " " * len(escape[0]), raw)
