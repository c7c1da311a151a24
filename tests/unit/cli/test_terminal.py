"""What the terminal can show."""

from __future__ import annotations

import io
import os
import sys

import pytest

from graphkit.cli.terminal import style
from graphkit.reporters.style import ASCII, UNICODE, plain


class Terminal(io.TextIOWrapper):
    """A stream that says it is a terminal."""

    def __init__(self, encoding: str) -> None:
        super().__init__(io.BytesIO(), encoding=encoding)

    def isatty(self) -> bool:
        """Pretend."""
        return True


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget what this machine says of colours, and its terminal."""
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "66")


@pytest.mark.parametrize(
    ("variables", "coloured"),
    [
        ({}, True),
        ({"NO_COLOR": "1"}, False),
        ({"NO_COLOR": ""}, True),
        ({"TERM": "dumb"}, False),
        ({"TERM": "dumb", "FORCE_COLOR": "1"}, True),
    ],
)
def test_a_terminal_has_colours(monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], coloured: bool) -> None:
    """A terminal is painted unless it is dumb or its user declined; an empty NO_COLOR says nothing."""
    monkeypatch.setattr(sys, "stdout", Terminal("utf-8"))
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert (style("auto").paint is not plain) is coloured


def test_zero_forces_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """`FORCE_COLOR=0` is no wish for colours."""
    monkeypatch.setenv("FORCE_COLOR", "0")
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    assert style("auto").paint is plain


def test_every_role_has_a_colour() -> None:
    """Each role that a reporter may use is painted, and nothing is painted as nothing."""
    paint = style("always").paint
    for role in ("error", "warning", "info", "good", "place", "strong", "faint", "hint"):
        assert paint(role, "x").startswith("\x1b[")
        assert paint(role, "") == ""


def test_width_and_glyphs_are_those_of_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Quotations fit the terminal, and signs that it cannot show are replaced; a file has a width of its own."""
    monkeypatch.setattr(sys, "stdout", Terminal("latin-1"))
    assert (style("auto").width, style("auto").glyphs) == (66, ASCII)
    assert (style("auto", file=True).width, style("auto", file=True).glyphs) == (100, UNICODE)
    assert style("auto", file=True).paint is plain


def test_without_a_standard_output(monkeypatch: pytest.MonkeyPatch) -> None:
    """A closed standard output (`>&-`) is no terminal, and no reason to stop."""
    monkeypatch.setattr(sys, "stdout", None)
    assert style("auto").width == 100
    assert os.environ["COLUMNS"] == "66"
