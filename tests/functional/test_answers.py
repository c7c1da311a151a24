"""The pages in docs/ tell the truth: what they show is run."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

import graphkit
from graphkit.cli import main
from tests.functional.answers import PAGES
from tests.functional.readme import ROOT, refreshed


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_sessions_are_current(page: Path) -> None:
    """What a page shows is what the commands print today."""
    text = page.read_text(encoding="utf-8")
    assert refreshed(text) == text, f"{page.name} is stale: run `make outputs`"


def test_every_key_of_a_relation_is_on_its_page() -> None:
    """The table of docs/own-relations.md lists what the schema of the configuration has."""
    from graphkit.config.relations import SCHEMA

    rows = re.findall(r"^\| `(\w+)` \|", (ROOT / "docs/own-relations.md").read_text("utf-8"), re.M)
    assert rows == list(SCHEMA["additionalProperties"]["properties"])


def test_the_examples_of_selectors(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten examples, each with the agents that it really means."""
    monkeypatch.chdir(ROOT)
    graph = graphkit.load("agents")
    rows = re.findall(r"^\| `([^`]+)` \| [^|]+\? \| ([^|]+) \|$", (ROOT / "docs/selectors.md").read_text("utf-8"), re.M)
    assert len(rows) == 10
    for expression, expected in rows:
        assert sorted(graphkit.select(graph, expression).agents) == expected.split(", "), expression


def test_the_examples_of_the_library_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every line of docs/python.md gives what stands below it."""
    monkeypatch.chdir(ROOT)
    result = doctest.testfile(str(ROOT / "docs/python.md"), module_relative=False)
    assert result.attempted > 20
    assert result.failed == 0


def test_every_question_has_its_answer() -> None:
    """Each command that asks the graph has a question on the page."""
    asked = set(re.findall(r"^## .* — `([a-z]+)[^`]*`$", (ROOT / "docs/questions.md").read_text("utf-8"), re.M))
    others = {"check", "report", "render", "rule", "schema", "completion"}
    assert asked <= set(main.commands)
    assert {"show", "path", "impact", "parallel", "plan", "metrics", "history", "export"} == asked
    assert not asked & others


def test_public_names() -> None:
    """Whatever `__all__` promises is there, and nothing else is invented."""
    assert all(getattr(graphkit, name) is not None for name in graphkit.__all__)
    assert set(graphkit.__all__) <= set(dir(graphkit))
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        graphkit.nonsense  # noqa: B018 - the access is the test
