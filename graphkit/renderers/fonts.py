"""Which letters a picture can show: an SVG takes the fonts of its reader, a PNG or a PDF brings its own."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

WIDE = "DejaVu Sans"
"""Holds Latin, Greek and Cyrillic, and comes with matplotlib."""
_FILES = {
    ("normal", "normal"): "DejaVuSans.ttf",
    ("bold", "normal"): "DejaVuSans-Bold.ttf",
    ("normal", "italic"): "DejaVuSans-Oblique.ttf",
}
_KNOWN = ("LATIN", "GREEK", "CYRILLIC")
_LETTERS = ("Lu", "Ll", "Lt", "Lo", "So")
"""Letters and pictures: what a name is read by."""
_FIXED = ("png", "pdf")


def needs_wide(text: str) -> bool:
    """Whether the fonts that every PDF reader has cannot show a text."""
    try:
        text.encode("cp1252")
    except UnicodeEncodeError:
        return True
    return False


def wide_files() -> Iterator[tuple[str, str, Path]]:
    """Yield weight, style and file of the wide font."""
    import matplotlib

    folder = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
    for (weight, style), name in _FILES.items():
        yield weight, style, folder / name


def advice(fmt: str, lines: Iterable[str]) -> str:
    """Say that a picture of this format may show boxes in place of letters; empty when it will not."""
    strange = next((char for line in lines for char in line if _is_strange(char)), None) if fmt in _FIXED else None
    if strange is None:
        return ""
    return f"The fonts of a {fmt.upper()} may lack letters such as {strange}; an SVG takes those of its reader."


def _is_strange(char: str) -> bool:
    if not needs_wide(char) or unicodedata.category(char) not in _LETTERS:
        return False
    return not unicodedata.name(char, "").startswith(_KNOWN)
