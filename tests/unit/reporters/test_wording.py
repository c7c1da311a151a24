"""Numbers in words."""

from __future__ import annotations

import pytest

from graphkit.model.report import Stats
from graphkit.reporters import wording


@pytest.mark.parametrize(
    ("stats", "words"),
    [
        (Stats(1, 1, {}, {}, 0), "1 file, 1 agent, no edges"),
        (Stats(2, 1, {"escalation": 1}, {}, 1), "2 files, 1 agent, 1 escalation edge"),
        (Stats(9, 9, {"escalation": 1, "parallel": 1}, {}, 0), "9 files, 9 agents, 1 escalation + 1 parallel edges"),
    ],
)
def test_size(stats: Stats, words: str) -> None:
    """Singular and plural are right, and no edges are said to be none."""
    assert wording.size(stats) == words


def test_severities() -> None:
    """Info has no plural."""
    assert wording.severities({"error": 1, "warning": 2, "info": 3}) == ["1 error", "2 warnings", "3 info"]
