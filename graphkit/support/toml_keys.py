"""A bound for the keys of TOML texts: the library takes memory by the square of the number of their parts."""

from __future__ import annotations

import re

MAX_PARTS = 100
"""Parts of one dotted key; nothing that people write has ten."""

_TOKEN = re.compile(r"""(?P<part>[\w-]+|"(?:\\.|[^"\\])*"|'[^']*')|(?P<dot>\.)|(?P<blank>[ \t]+)|.""")


def long_key(text: str) -> int | None:
    """Return the line of the first key with too many parts, None if there is none."""
    for number, line in enumerate(text.split("\n"), start=1):
        if line.count(".") >= MAX_PARTS and _longest(line) > MAX_PARTS:
            return number
    return None


def _longest(line: str) -> int:
    longest = parts = 0
    dotted = False
    for token in _TOKEN.finditer(line):
        if token["part"]:
            parts = parts + 1 if dotted else 1
            longest = max(longest, parts)
            dotted = False
        elif not token["blank"]:
            dotted = bool(token["dot"])
    return longest
