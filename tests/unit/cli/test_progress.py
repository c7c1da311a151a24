"""Signs of life: on a terminal, late, and gone at the end."""

from __future__ import annotations

import io
import sys

import pytest

from graphkit.cli import survey


class Terminal(io.StringIO):
    """A stream that a person sees."""

    def isatty(self) -> bool:
        """Say so."""
        return True


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Set the time by hand."""
    now = [0.0]
    monkeypatch.setattr("graphkit.cli.survey.time.monotonic", lambda: now[0])
    return now


def test_it_is_shown_late_and_erased(monkeypatch: pytest.MonkeyPatch, clock: list[float]) -> None:
    """Nothing within the first second; then a line that is written over, and erased."""
    monkeypatch.setattr(sys, "stderr", terminal := Terminal())
    with survey.progress() as told:
        told("read", 10, 5000)
        assert terminal.getvalue() == ""
        clock[0] = 1.5
        told("read", 1200, 5000)
        told("read", 1300, 5000)
        assert terminal.getvalue() == "\rread 1,200 of 5,000\x1b[K"
    assert terminal.getvalue().endswith("\r\x1b[K")


def test_it_is_erased_after_an_error_too(monkeypatch: pytest.MonkeyPatch, clock: list[float]) -> None:
    """The error then stands at the beginning of a line."""
    monkeypatch.setattr(sys, "stderr", terminal := Terminal())

    def fail() -> None:
        with survey.progress() as told:
            clock[0] = 2.0
            told("read", 1, 2)
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert terminal.getvalue().endswith("\r\x1b[K")


def test_a_short_run_writes_nothing(monkeypatch: pytest.MonkeyPatch, clock: list[float]) -> None:
    """Not even what erases."""
    monkeypatch.setattr(sys, "stderr", terminal := Terminal())
    with survey.progress() as told:
        told("read", 1, 2)
    assert terminal.getvalue() == ""


@pytest.mark.parametrize("stream", [io.StringIO(), None])
def test_no_terminal_no_progress(
    monkeypatch: pytest.MonkeyPatch, clock: list[float], stream: io.StringIO | None
) -> None:
    """A log is not a terminal, and a closed stream is no reason to fail."""
    monkeypatch.setattr(sys, "stderr", stream)
    with survey.progress() as told:
        clock[0] = 9.0
        told("read", 1, 2)
    assert stream is None or stream.getvalue() == ""
