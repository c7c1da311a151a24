"""Labels: how wide they are, and how long names break."""

from __future__ import annotations

import pytest

from graphkit.renderers.text import LONGEST_LINE, width, wrap


def test_widths_are_those_of_helvetica() -> None:
    """An `m` is four times as wide as an `i`; a 1000th of the size is the unit of the font's own table."""
    assert width("m", 1000) == 833
    assert width("i ~@", 1000) == 222 + 278 + 584 + 1015
    assert width("backend-staff") == pytest.approx(66.0, abs=1)


def test_other_scripts_take_room_too() -> None:
    """Ideographs are square, combining marks take no room, the rest is taken for an average letter."""
    assert width("語", 10) == 10
    assert width("e\u0301", 1000) == 556
    assert width("ж", 1000) == 600


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("dev", ("dev",)),
        ("a" * 28, ("a" * 28,)),
        ("senior-implementation-engineer", ("senior-implementation-", "engineer")),
        ("Supply Chain Skill Assessor Two", ("Supply Chain Skill Assessor", "Two")),
        ("x" * 40, ("x" * 28, "x" * 12)),
        ("", ("?",)),
        (" \n", ("?",)),
        ("a\u200bb", ("a\\u200bb",)),
        ("a\nb", ("a b",)),
    ],
)
def test_names_break_where_they_can(name: str, lines: tuple[str, ...]) -> None:
    """Behind a hyphen or a blank, else anywhere; nothing is lost, and nothing is empty."""
    assert wrap(name) == lines


@pytest.mark.parametrize("name", ["x" * 5000, "word-" * 100, "a " * 400, "-" * 200])
def test_endless_names_end_in_an_ellipsis(name: str) -> None:
    """Two lines at most, each of them readable."""
    lines = wrap(name)
    assert len(lines) == 2
    assert max(map(len, lines)) <= LONGEST_LINE
    assert lines[-1].endswith("…")
