"""Invisible characters: those that no font shows, where nothing around them needs them.

Unicode's Default_Ignorable_Code_Point (zero-width characters, direction marks, variation selectors, tags, fillers),
the controls, and the blank Braille pattern. In an emoji sequence, after an ideograph, and in scripts whose letters join
some of these belong to the text: there they are visible by what they do.

Sources: DerivedCoreProperties.txt of Unicode; UTS 51 for emoji sequences; RFC 5892, appendix A, for joiners in scripts.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from graphkit.support.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Callable

CONTROLS = r"\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff\ud800-\udfff"
IGNORABLE = (
    r"\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    r"\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
BLANK = r"\u2800"
_INVISIBLE = pattern(f"[{CONTROLS}{IGNORABLE}{BLANK}]")

_BLANK_LETTERS = frozenset(
    map(chr, (0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, *range(0x180B, 0x1810), 0x2800, 0x3164, 0xFFA0,
              *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)))
)  # fmt: skip
"""Those of them that count as letters or marks, and so as printable."""

_ZWNJ, _ZWJ, _TEXT, _EMOJI = "\u200c", "\u200d", "\ufe0e", "\ufe0f"
_SKIN = "\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"
_BLACK_FLAG, _CANCEL_TAG, _KEYCAP = "\U0001f3f4", "\U000e007f", "\u20e3"

_PICTURES = (
    (0xA9, 0xA9), (0xAE, 0xAE), (0x203C, 0x203C), (0x2049, 0x2049), (0x2122, 0x2122), (0x2139, 0x2139),
    (0x2194, 0x21AA), (0x231A, 0x23FF), (0x24C2, 0x24C2), (0x25AA, 0x25FE), (0x2600, 0x27BF), (0x2934, 0x2935),
    (0x2B05, 0x2B55), (0x3030, 0x3030), (0x303D, 0x303D), (0x3297, 0x3299), (0x1F000, 0x1FAFF),
)  # fmt: skip
"""Blocks of characters that emoji are made of."""

_IDEOGRAPHS = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFD))
_WITH_VARIANTS = tuple(sorted(((0x1000, 0x109F), (0x1820, 0x18AA), (0x2200, 0x22FF), (0xA840, 0xA877), *_IDEOGRAPHS)))
_MONGOLIAN = ((0x1820, 0x18AA),)
_JOINING = (
    (0x0620, 0x06FF), (0x0710, 0x077F), (0x07CA, 0x07FF), (0x0840, 0x08FF), (0x0900, 0x0DFF), (0x0E00, 0x0FFF),
    (0x1000, 0x109F), (0x1780, 0x17B3), (0x17B6, 0x17FF), (0x1820, 0x18AA), (0x1900, 0x1CFF), (0xA840, 0xABFF),
    (0xFB50, 0xFDFF), (0xFE70, 0xFEFC), (0x10A00, 0x10FFF), (0x11000, 0x11FFF), (0x1E900, 0x1E95F),
)  # fmt: skip
"""Scripts whose letters join, where a joiner changes what is seen: Arabic, Syriac, the Indic scripts and more."""


def is_plain(text: str) -> bool:
    """Return whether every character of a text is visible by itself, as in nearly all of them: the quick test."""
    return text.isprintable() and (text.isascii() or _BLANK_LETTERS.isdisjoint(text))


def find(text: str) -> list[str]:
    """Return the invisible characters of a text in their order."""
    if is_plain(text):
        return []
    return [match[0] for match in _INVISIBLE.finditer(text) if not _belongs(text, match.start())]


def replaced(text: str, by: Callable[[str], str]) -> str:
    """Return a text with each invisible character replaced."""
    if is_plain(text):
        return text
    return _INVISIBLE.sub(lambda match: match[0] if _belongs(text, match.start()) else by(match[0]), text)


def escaped(char: str) -> str:
    r"""Return a character as an escape that shows it: `\x1b`, `\u200b`, `\U000e0041`."""
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _belongs(text: str, place: int) -> bool:
    """Return whether a character that is not shown by itself does something visible where it is."""
    char = text[place]
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    if char in (_EMOJI, _TEXT):
        return _is_in(before, _PICTURES) or after == _KEYCAP or (char == _TEXT and _is_in(before, _IDEOGRAPHS))
    if char == _ZWJ:
        base = text[max(0, place - 3) : place].rstrip(_EMOJI + _SKIN)[-1:]
        return (_is_in(base or before, _PICTURES) and _is_in(after, _PICTURES)) or _is_in(before, _JOINING)
    if char == _ZWNJ:
        return _is_in(before, _JOINING) and _is_in(after, _JOINING)
    if "\U000e0020" <= char <= _CANCEL_TAG:
        return _is_in_flag(text, place)
    if "\ufe00" <= char <= "\ufe0d":
        return _is_in(before, _WITH_VARIANTS)
    if "\U000e0100" <= char <= "\U000e01ef":
        return _is_in(before, _IDEOGRAPHS)
    return "\u180b" <= char <= "\u180f" and _is_in(before, _MONGOLIAN)


def _is_in_flag(text: str, place: int) -> bool:
    """Return whether a tag is part of the flag of a region: a black flag, up to six tags, and the tag that ends it."""
    start = text.rfind(_BLACK_FLAG, max(0, place - 8), place)
    end = text.find(_CANCEL_TAG, place, place + 8)
    return start >= 0 and end >= 0 and all("\U000e0020" <= tag <= _CANCEL_TAG for tag in text[start + 1 : end])


def _is_in(char: str, ranges: tuple[tuple[int, int], ...]) -> bool:
    if not char:
        return False
    at = bisect_right(ranges, (ord(char), 0x110000)) - 1
    return at >= 0 and ord(char) <= ranges[at][1]
