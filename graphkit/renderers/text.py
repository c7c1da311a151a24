"""How much room a label takes: node sizes are computed here, because every engine measures text differently."""

from __future__ import annotations

import re
import unicodedata

from graphkit.support.escape import clean

FONT_SIZE = 11.0
SMALL_SIZE = 8.5
"""Of what is below a name in a box: its level, its file."""
LINE_HEIGHT = 13.5
SMALL_HEIGHT = 5.5
WIDER = 1.18
"""How much wider than Helvetica, by which widths are reckoned, the letters of a reader without it may be."""
LONGEST_LINE = 28
LONGEST_LABEL = 2 * LONGEST_LINE

# Advance widths of Helvetica in thousandths of an em, from U+0020 to U+007E (Adobe Font Metrics, core 14 fonts).
_HELVETICA = (
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
    1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
    333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
    556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
)  # fmt: skip
_OTHER = 600
_PIECE = re.compile(r"[^\s_-]*(?:[\s_-]+|$)")


def width(text: str, size: float = FONT_SIZE) -> float:
    """Return the width of a line in points, in Helvetica or a font of its proportions."""
    return sum(map(_advance, text)) * size / 1000


def wrap(name: str) -> tuple[str, ...]:
    """Break a name into one or two readable lines; what is longer ends in an ellipsis.

    It breaks behind a hyphen, an underscore or a blank where it can. A name of invisible characters becomes `?`.
    """
    whole = clean(name, LONGEST_LABEL).strip() or "?"
    if len(whole) <= LONGEST_LINE:
        return (whole,)
    first = ""
    for piece in _PIECE.findall(whole):
        if len((first + piece).rstrip()) > LONGEST_LINE:
            break
        first += piece
    if len(whole) - len(first) > LONGEST_LINE:
        first = whole[:LONGEST_LINE]
    second = clean(whole[len(first) :], LONGEST_LINE)
    return (first.rstrip(), second)


def _advance(char: str) -> int:
    code = ord(char) - 0x20
    if 0 <= code < len(_HELVETICA):
        return _HELVETICA[code]
    if unicodedata.combining(char):
        return 0
    return 1000 if unicodedata.east_asian_width(char) in "WF" else _OTHER
