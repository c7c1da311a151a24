"""The prose of a Markdown definition: its description and its body."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from graphkit import dialects
from graphkit.config import ATTRIBUTES
from graphkit.readers import markdown_structure, prose
from graphkit.readers.yaml_line_shapes import ENTRY

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graphkit.model.definitions import Reading
    from graphkit.model.spans import Source

_QUOTE = re.compile(r"^([ \t]*)[\"']")


def enrich(source: Source, text: str, reading: Reading) -> Reading:
    """Return the reading of a Markdown file with the passages of its description and its body.

    The description is searched as it is in the file, so that every place is exact whatever its YAML style.
    """
    block = None if dialects.is_data(source.path) else markdown_structure.front_matter(text)
    if block is None or len(reading.definitions) != 1:
        return reading
    lines = text.split("\n")
    body = block.first_line + block.text.count("\n") + (0 if block.closed else 1)
    found = (
        *prose.scan("\n".join(_description(lines[: body - 1], block.first_line)), source.path, 1, "description"),
        *prose.scan("\n".join(lines[body:]), source.path, body + 1),
    )
    return replace(reading, definitions=(replace(reading.definitions[0], passages=found),))


def _description(lines: Sequence[str], first_line: int) -> Iterator[str]:
    """Yield the lines of the front matter, all but the value of the description blank."""
    inside = False
    for number, line in enumerate(lines, 1):
        key = ENTRY.match(line) if number >= first_line else None
        if key:
            inside = key[0].rstrip(" \t:").strip("\"'") in ATTRIBUTES["description"]
            line = " " * key.end() + _QUOTE.sub(r"\1 ", line[key.end() :])
        # A line break in a quoted text ends a sentence; what replaces it is as long, so that columns stay.
        yield line.replace("\\n", "; ") if inside else ""
