"""Definitions in the body of a Markdown file: a YAML block that says more than the front matter, or stands for it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from graphkit import dialects
from graphkit.readers import front_matter

if TYPE_CHECKING:
    from graphkit.model.definitions import Problem
    from graphkit.readers.entries import Entry

_BLOCK = re.compile(r"^```ya?ml[ \t]*\n(.*?)^```[ \t]*$", re.MULTILINE | re.DOTALL)


class Found(NamedTuple):
    """The entries of the block, what is wrong with it, and its first line."""

    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]
    line: int


def find(text: str, path: str) -> Found | None:
    """Return the first YAML block of a body that holds a definition, as some dialect writes it; None if none does."""
    if "```y" not in text:
        return None
    for block in _BLOCK.finditer(text):
        if any(mark.search(block[1]) for mark in _marks()):
            line = text.count("\n", 0, block.start(1)) + 1
            entries, problems = front_matter.parse(block[1], line, path)
            return Found(entries, problems, line)
    return None


@cache
def _marks() -> tuple[re.Pattern[str], ...]:
    patterns = {dialect.body for dialect in dialects.known().values() if dialect.body}
    return tuple(re.compile(pattern, re.MULTILINE) for pattern in sorted(patterns))
