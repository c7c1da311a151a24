"""Wrap lines at the width of a terminal, with hanging indents; colours have no width, and no word is broken."""

from __future__ import annotations

import unicodedata

from graphkit.support.patterns import pattern

_COLOUR = pattern(r"\x1b\[[0-9;]*m")


def columns(text: str) -> int:
    """Return how many columns of a terminal a text takes: two for a wide character, none for a colour."""
    plain = _COLOUR.sub("", text)
    return len(plain) if plain.isascii() else sum(map(_character, plain))


def wrap(line: str, width: int | None, hanging: int) -> str:
    """Return the line in as many lines as it needs, the later ones indented by `hanging`; without a width as it is.

    A word that is longer than a line stays whole.
    """
    if width is None or columns(line) <= width:
        return line
    head = line[: len(line) - len(line.lstrip(" "))]
    lines: list[str] = []
    current, used, empty = head, len(head), True
    for word in line[len(head) :].split(" "):
        size = columns(word)
        if not empty and used + 1 + size > width:
            lines.append(current.rstrip())
            current, used, empty = " " * hanging, hanging, True
        current += word if empty else f" {word}"
        used += size if empty else size + 1
        empty = False
    return "\n".join([*lines, current.rstrip()])


def shorten(text: str, width: int, cut: str) -> str:
    """Return a text without colours cut to so many columns, with a sign that says so."""
    if columns(text) <= width:
        return text
    room = max(width - len(cut), 1)
    taken = 0
    for place, character in enumerate(text):
        taken += _character(character)
        if taken > room:
            return text[:place].rstrip() + cut
    return text


def _character(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
