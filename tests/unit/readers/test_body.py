"""Definitions in a YAML block of the body."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.unit.folders import edges, load

if TYPE_CHECKING:
    from pathlib import Path

BLOCK = "# Dex\n\nRead this.\n\n```yaml\nagent:\n  name: Dex\n  id: dev\nhandoff_to:\n  - agent: '@qa'\n    when: done\n```\n"


def test_a_block_stands_for_the_front_matter(tmp_path: Path) -> None:
    """The id is the name, the persona another one, and places count from the top of the file."""
    graph = load(tmp_path, {"dev.md": BLOCK, "qa": "handoff_from: [Dex]"})
    dev = graph.agents["dev"]
    assert (dev.dialect, dev.span.line, dev.span.column) == ("aiox", 8, 7)
    assert edges(graph, "handoff") == [("dev", "qa")]
    (edge,) = graph.edges
    assert [(made.span.line, made.span.column) for made in edge.references] == [(10, 12), (2, 16)]


def test_a_block_adds_to_the_front_matter(tmp_path: Path) -> None:
    """Both are read."""
    graph = load(tmp_path, {"dev.md": f"---\ndescription: d\nescalation_to: qa\n---\n{BLOCK}", "qa": "role: x"})
    assert graph.agents["dev"].description == "d"
    assert {edge.relation for edge in graph.edges} == {"escalation", "handoff"}


def test_keys_say_to_whom_work_is_delegated(tmp_path: Path) -> None:
    """`delegate_to_data_engineer` names the data engineer."""
    block = "```yaml\nagent:\n  id: a\npersona:\n  responsibility_boundaries:\n    delegate_to_data_engineer:\n      when: x\n```\n"
    graph = load(tmp_path, {"a.md": block, "data-engineer": "role: x"})
    assert [(e.source, e.target, e.label) for e in graph.edges] == [("a", "data-engineer", "delegate")]


def test_other_blocks_are_examples(tmp_path: Path) -> None:
    """A YAML block that describes something else is no definition."""
    graph = load(tmp_path, {"a": "role: x", "guide.md": "# Guide\n```yaml\nservices:\n  agent: x\n```\n"})
    assert list(graph.agents) == ["a"]
    assert [skipped.reason for skipped in graph.skipped] == ["no front matter"]
