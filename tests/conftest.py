"""What holds for every test."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from graphkit import rules
from tests.settled_rules import SETTLED

if TYPE_CHECKING:
    from graphkit.config import Config
    from graphkit.model.findings import Finding
    from graphkit.model.graph import AgentGraph

# How long one example took says what else the machine had to do; what must be quick has a test of its own.
settings.register_profile("graphkit", parent=settings(), deadline=None)
settings.load_profile("graphkit")

TESTS = Path(__file__).parent
SEE_EVERY_RULE = {
    TESTS / name
    for name in (
        "unit/link",
        "unit/rules",
        "functional/test_answers.py",
        "functional/test_gallery.py",
        "functional/test_outputs.py",
        "functional/test_pages.py",
        "functional/test_readme.py",
    )
}
"""Tests of the rules themselves, and of texts that `make outputs pages gallery` writes."""


@pytest.fixture(autouse=True)
def _settled_rules(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let tests of other things see the findings of settled rules only: a new rule breaks no test but its own."""
    if not SEE_EVERY_RULE.isdisjoint([request.path, *request.path.parents]):
        return
    check = rules.check

    def check_settled(graph: AgentGraph, config: Config) -> list[Finding]:
        return [finding for finding in check(graph, config) if finding.code in SETTLED]

    monkeypatch.setattr(rules, "check", check_settled)
