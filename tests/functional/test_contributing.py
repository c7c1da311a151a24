"""The examples of CONTRIBUTING.md are code that works with this version."""

from __future__ import annotations

import re
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import graphkit
from graphkit import dialects, link
from graphkit.config import RELATIONS, Config
from graphkit.model.spans import Source
from graphkit.reporters.style import Style

ROOT = Path(__file__).resolve().parents[2]


def example(heading: str) -> Any:
    """Run the code block below a heading and return it as a module."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    section = text.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    (block,) = re.findall(r"```python\n(.*?)```", section, re.DOTALL)
    module = ModuleType(heading.replace(" ", "_"))
    exec(compile(block, heading, "exec", dont_inherit=True), module.__dict__)
    return module


@pytest.mark.parametrize(("kind", "expected"), [("bad", 1), ("good", 0)])
def test_the_rule_finds_its_own_examples(kind: str, expected: int, tmp_path: Path) -> None:
    """The rule that is shown reports its bad example and leaves its good one alone."""
    rule = example("Add a rule")
    for name, front_matter in getattr(rule.EXAMPLES[0], kind).items():
        (tmp_path / f"{name}.md").write_text(f"---\n{front_matter}\n---\n", encoding="utf-8")
    findings = list(rule.check(graphkit.load(tmp_path), Config()))
    assert len(findings) == expected
    assert all(finding.severity is rule.SEVERITY for finding in findings)


def test_the_format_writes_a_report(tmp_path: Path) -> None:
    """The format that is shown counts the findings of a broken folder."""
    (tmp_path / "debugger.md").write_text("---\nescalation_to: [nomore]\n---\n", encoding="utf-8")
    written = example("Add a format").write(graphkit.check(tmp_path), Style())
    assert "GK101 missing-target: 1\n" in written


def test_the_reader_gives_agents_with_places() -> None:
    """The reader that is shown reads two lines into a graph whose edges know line and column."""
    reader = example("Add a reader")
    source = Source("night.team", "night.team", ".")
    text = "debugger -> backend-staff\n  backend-staff -> architect\n"
    graph = link.link([reader.read(source, text, Config())], Config())
    assert list(graph.agents) == ["backend-staff", "debugger"]
    assert list(graph.ghosts) == ["architect"]
    places = {(edge.source, edge.target): str(edge.references[0].span) for edge in graph.edges}
    assert places == {
        ("debugger", "backend-staff"): "night.team:1:13",
        ("backend-staff", "architect"): "night.team:2:20",
    }
    assert reader.read(source, "nothing\n", Config()).skipped is not None


def test_the_relation_is_read_and_judged(tmp_path: Path) -> None:
    """The relation that is shown is read from both fields, and two agents who mentor each other are an error."""
    config = Config(relations=(*RELATIONS, example("Add a relation").ROW))
    (tmp_path / "a.md").write_text("---\nmentors: [b]\n---\n", encoding="utf-8")
    (tmp_path / "b.md").write_text("---\nmentored_by: [a]\n---\n", encoding="utf-8")
    graph = graphkit.load(tmp_path, config)
    assert [(edge.relation, edge.source, edge.target) for edge in graph.edges] == [("mentoring", "a", "b")]
    (tmp_path / "b.md").write_text("---\nmentors: [a]\n---\n", encoding="utf-8")
    assert [finding.code for finding in graphkit.check(tmp_path, config).live] == ["GK201"]


def test_the_dialect_reads_its_own_example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The dialect that is shown claims its example and reads level, relation and external name."""
    shown = example("Add a dialect").DIALECT
    path = tmp_path / shown.example_path
    path.parent.mkdir(parents=True)
    path.write_text(shown.example, encoding="utf-8")
    monkeypatch.setattr(dialects, "_brought", lambda: [shown])
    dialects.clear()
    try:
        graph = graphkit.load(tmp_path)
        (agent,) = graph.agents.values()
        assert (agent.dialect, graph.rank(agent.id)) == ("choir", 0)
        assert {ghost.id: ghost.external for ghost in graph.ghosts.values()} == {"second-alto": False, "audience": True}
    finally:
        dialects.clear()
