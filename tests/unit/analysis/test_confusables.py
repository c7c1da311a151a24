"""Names that look alike."""

from __future__ import annotations

import pytest

from graphkit.analysis.confusables import skeleton


@pytest.mark.parametrize("twin", ["dеbuggеr", "debugger", "ｄebugger", "debug\u200bger", "Debugger", "dеbuɡɡer"])
def test_names_that_look_alike_have_one_skeleton(twin: str) -> None:
    """Cyrillic and Greek letters, full-width ones, and what takes no place."""
    assert skeleton(twin) == skeleton("debugger")


@pytest.mark.parametrize("other", ["debuggers", "отладчик", "bugger", "d3bugger"])
def test_other_names_have_another_one(other: str) -> None:
    """A name in another alphabet is no disguise."""
    assert skeleton(other) != skeleton("debugger")
