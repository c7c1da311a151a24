"""Where a key of a configuration stands: tomllib gives no places, so look for it where people write it."""

from __future__ import annotations

import re


def line_of(text: str, name: str) -> int | None:
    """Return the line of a key or table of graphkit's section; None if it is written in an unusual way."""
    quoted = re.escape(name)
    pattern = re.compile(rf"^\s*\"?{quoted}\"?\s*=|^\[+(?:tool\.graphkit\.)?{quoted}[.\]]", re.MULTILINE)
    found = pattern.search(text, _section(text))
    return _line(text, found) if found else None


def line_of_table(text: str, name: str, number: int) -> int:
    """Return the line of one of the `[[name]]` tables, counted from 0; that of the key if they are written inline."""
    pattern = re.compile(rf"^\[\[(?:tool\.graphkit\.)?{re.escape(name)}\]\]", re.MULTILINE)
    found = list(pattern.finditer(text, _section(text)))
    return _line(text, found[number]) if number < len(found) else line_of(text, name) or 1


def _section(text: str) -> int:
    found = re.search(r"^\[+tool\.graphkit", text, re.MULTILINE)
    return found.start() if found else 0


def _line(text: str, found: re.Match[str]) -> int:
    return text.count("\n", 0, found.end()) + 1
