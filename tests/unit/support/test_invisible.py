"""Invisible characters: those that nothing around them needs are found and shown, the others stay."""

from __future__ import annotations

import re
import sys
import unicodedata

import pytest

from graphkit.support import escape, invisible

HIDDEN = (
    *("\x1b", "\x7f", "\x85", "\xad", "\u034f", "\u061c", "\u115f", "\u1160", "\u17b4", "\u180e", "\u200b", "\u200d"),
    *("\u200e", "\u202e", "\u2028", "\u2060", "\u2066", "\u2800", "\u3164", "\ufe00", "\ufe0f", "\ufeff", "\uffa0"),
    *("\ufff9", "\ud800", "\U0001d173", "\U000e0001", "\U000e0041", "\U000e0100", "\U000e0fff"),
)
NEEDED = {
    "a heart as an emoji": "❤️ keeper",
    "a family": "👩‍👩‍👧 care",
    "a profession with a skin tone": "👩🏽‍💻 coder",
    "a rainbow flag": "🏳️‍🌈 pride",
    "a keycap": "1️⃣ first",
    "a region's flag": "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f team",
    "Persian with a non-joiner": "می‌خواهم",
    "Devanagari with a joiner": "क्‍ष",
    "Sinhala with a joiner": "ශ්‍රී",
    "an ideograph's variant": "葛\U000e0100城",
    "a Mongolian variant": "ᠠ\u180bᠨ",
    "nothing but letters": "café 名前 Ωμέγα",
}


@pytest.mark.parametrize("char", HIDDEN, ids=ascii)
@pytest.mark.parametrize("text", ["{}tug", "tu{}g", "tug{}"])
def test_a_character_without_a_purpose_is_found(char: str, text: str) -> None:
    """At the beginning, in the middle, at the end of a Latin name."""
    assert invisible.find(text.format(char)) == [char]


@pytest.mark.parametrize("text", NEEDED.values(), ids=NEEDED.keys())
def test_what_a_text_needs_stays(text: str) -> None:
    """Emoji sequences and the joiners of scripts are no disguise, and every sink keeps them."""
    assert invisible.find(text) == []
    assert escape.clean(text) == text
    assert escape.terminal(text) == text


@pytest.mark.parametrize(
    "text",
    ["a\U000e0067\U000e007f", "\U0001f3f4\U000e0067 x", "a\u200d💻", "🙂\u200da", "a‌ی", "1\ufe0f", "\u180bᠨ"],
    ids=ascii,
)
def test_half_of_a_sequence_is_a_disguise(text: str) -> None:
    """Tags without a flag, a flag that never ends, a joiner or a selector with nothing to join or select."""
    assert invisible.find(text)


def test_every_format_character_that_takes_no_place_is_known() -> None:
    """All of category Cf but the few signs that are printed: those before Arabic numbers, and notations of hieroglyphs."""
    printed = {*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD, *range(0x13430, 0x13440)}
    formats = (code for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code)) == "Cf")
    assert [hex(code) for code in formats if code not in printed and not invisible.find(f"a{chr(code)}b")] == []


@pytest.mark.parametrize(
    ("char", "shown"), [("\x1b", r"\x1b"), ("\u200b", r"\u200b"), ("\U000e0041", r"\U000e0041"), ("\ud800", r"\ud800")]
)
def test_sinks_show_what_is_hidden(char: str, shown: str) -> None:
    """The reader sees that there is something, and what it is."""
    assert escape.clean(f"a{char}b") == f"a{shown}b"
    assert escape.terminal(f"a{char}b") == f"a{shown}b"
    assert escape.value(f"a{char}b") == f"a{shown}b"


def test_line_breaks_become_one_blank() -> None:
    """A line stays a line."""
    assert escape.clean("a\r\n\tb") == "a b"


def test_the_quick_test_overlooks_none() -> None:
    """No character that is invisible anywhere passes it, in whatever version of Unicode this Python has."""
    hidden = re.compile(f"[{invisible.CONTROLS}{invisible.IGNORABLE}{invisible.BLANK}]")
    characters = map(chr, range(sys.maxunicode + 1))
    assert [char for char in characters if hidden.match(char) and invisible.is_plain(f"a{char}b")] == []
    assert invisible.is_plain("Größe … 一 → naïve")
