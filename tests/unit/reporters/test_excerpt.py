"""The caret stands below what it means, whatever the line holds."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.reporters.source_lines import excerpt


def columns(text: str) -> int:
    """Count columns as a terminal does, for the characters used here."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


@pytest.mark.parametrize(
    ("text", "column", "width", "line", "carets"),
    [
        ("level: high", 8, 4, "level: high", "       ^^^^"),
        ("level: high   ", 1, 5, "level: high", "^^^^^"),
        ("\t- tester", 4, 6, "    - tester", "      ^^^^^^"),
        ("name: 設計 (設)", 7, 2, "name: 設計 (設)", "      ^^^^"),
        ("設計: x", 5, 1, "設計: x", "      ^"),
        ("cafe\u0301 x", 7, 1, "cafe\u0301 x", "     ^"),
        ("a\x1b[2Jb c", 8, 1, "a\\x1b[2Jb c", "          ^"),
        ("a\u202eb", 3, 1, "a\\u202eb", "       ^"),
        ("short", 99, 5, "short", "     ^"),
        ("short", 3, 99, "short", "  ^^^"),
        ("short", 3, 0, "short", "  ^"),
    ],
)
def test_the_caret_is_below(text: str, column: int, width: int, line: str, carets: str) -> None:
    """Tabs, wide, combining and invisible characters, and places beyond the end, keep the carets in place."""
    assert excerpt(text, column, width, 100) == (line, carets)


LONG = "description: " + " ".join(f"word{number:04}" for number in range(400)) + " end"


@pytest.mark.parametrize("target", ["description", "word0000", "word0007", "word0200", "word0399", "end"])
@pytest.mark.parametrize("room", [20, 60, 100])
def test_a_long_line_is_shown_through_a_window(target: str, room: int) -> None:
    """Of four thousand characters the part around the place is shown, cut at the sides, the caret below it."""
    shown = excerpt(LONG, LONG.index(target) + 1, len(target), room)
    start = len(shown.carets) - len(shown.carets.lstrip())
    assert shown.line[start : len(shown.carets)] == target
    assert columns(shown.line) <= room
    part = shown.line.strip("…")
    assert part in LONG
    assert shown.line.startswith("…") is not LONG.startswith(part)
    assert shown.line.endswith("…") is not LONG.endswith(part)


def test_a_place_wider_than_the_window_ends_with_it() -> None:
    """The carets never run on below nothing."""
    shown = excerpt("x" * 500, 100, 300, 40)
    assert len(shown.carets) <= len(shown.line) <= 40


def test_the_sign_for_a_cut_can_be_ascii() -> None:
    """A terminal that has no ellipsis gets three dots, and carets that count them."""
    shown = excerpt("x" * 50 + "Y" + "x" * 50, 51, 1, 30, "...")
    assert shown.line.startswith("...")
    assert shown.line.endswith("...")
    assert shown.line[len(shown.carets) - 1] == "Y"


@given(st.text("ab\t設\u0301\x07 ", max_size=120), st.integers(1, 130), st.integers(0, 40), st.integers(20, 80))
def test_any_line_fits(text: str, column: int, width: int, room: int) -> None:
    """Whatever the line, it fits the room, sends no control, and has at least one caret."""
    shown = excerpt(text, column, width, room)
    assert columns(shown.line) <= room
    assert shown.carets.endswith("^")
    assert len(shown.carets) <= room + 1
    assert not set(shown.line) & {"\t", "\x07", "\n"}


@given(st.text("ab\t設\x07 ", max_size=120), st.text("ab\t設 ", max_size=120), st.integers(20, 80))
def test_the_caret_finds_its_character(before: str, after: str, room: int) -> None:
    """The first caret stands in the column of the character that is meant, wherever the window lies."""
    shown = excerpt(f"{before}Z{after}", len(before) + 1, 1, room)
    assert columns(shown.line[: shown.line.index("Z")]) == len(shown.carets) - 1
    assert shown.carets.strip() == "^"


@given(st.integers(1, 4_000), st.integers(1, 30), st.integers(10, 120))
def test_a_line_of_a_megabyte_costs_no_more_than_its_surroundings(column: int, width: int, room: int) -> None:
    """What is far away changes nothing of what is shown: thousands of findings may point into one line."""
    near = "".join(chr(97 + number % 26) for number in range(4_000))
    far = "é" * 50_000
    line, carets = excerpt(far + near + far, len(far) + column, width, room)
    assert len(line) <= room
    assert line[0] == line[-1] == "…"
    marked = line[len(carets) - len(carets.lstrip()) : len(carets)]
    assert (near + far)[column - 1 :].startswith(marked)
    assert 1 <= len(marked) <= width
