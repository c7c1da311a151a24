"""Findings of one rule are listed up to a bound; one last finding says how many more there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import graphkit.model.findings as bounds
from graphkit.model.findings import Finding
from graphkit.model.spans import Span

if TYPE_CHECKING:
    import pytest


def found(path: str, count: int) -> list[Finding]:
    """Return findings of one file."""
    return [Finding(f"number {n}", Span(path, n, 1), code="GK101") for n in range(1, count + 1)]


def test_below_the_bound_nothing_changes() -> None:
    """Not even the order."""
    some = found("a.md", 5)
    assert list(bounds.bounded(some)) == some


def test_a_file_and_a_run_have_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is beyond one is counted once, at the first that is not listed, with the code and severity of the rule."""
    monkeypatch.setattr(bounds, "MAX_IN_FILE", 3)
    monkeypatch.setattr(bounds, "MAX_IN_TOTAL", 5)
    listed = list(bounds.bounded([*found("a.md", 4), *found("b.md", 3), *found("c.md", 2)]))
    assert [(one.span.path, one.span.line, one.message) for one in listed[5:]] == [
        ("a.md", 4, "1 more in this file are not listed"),
        ("b.md", 3, "3 more in this run are not listed"),
    ]
    assert {one.code for one in listed} == {"GK101"}
