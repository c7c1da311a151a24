"""Who says so: one answer for every command, whether an agent is named or everybody is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import graphkit
from graphkit.analysis.reciprocity import sides
from graphkit.exporters import tables
from graphkit.renderers.matrix_model import Voice, matrix
from graphkit.renderers.tooltips import Remarks, of_edges
from graphkit.reporters.overview import overview
from tests.unit.folders import load

if TYPE_CHECKING:
    from pathlib import Path

EVERYBODY: dict[str, str | bytes] = {"a": "parallel_compatible: [b]", "b": "parallel_compatible: all"}


@pytest.mark.parametrize(
    ("a", "b", "said"),
    [
        ("parallel_compatible: [b]", "parallel_compatible: all", {"a", "b"}),
        ("parallel_compatible: [b]", "parallel_compatible: [a]", {"a", "b"}),
        ("parallel_compatible: [b]", "parallel_compatible: []", {"a"}),
        ("escalation_to: [b]", "escalation_from: all", {"a", "b"}),
        ("escalation_to: [b]", "escalation_to: all", {"a"}),
        ("escalation_to: [b]", "parallel_compatible: all", {"a"}),
        ("escalation_to: all", "escalation_from: [a]", {"a", "b"}),
        ("escalation_to: [nobody-known]", "x: 1", {"a"}),
    ],
)
def test_a_wildcard_names_everybody(tmp_path: Path, a: str, b: str, said: set[str]) -> None:
    """In the relation and the direction in which it stands, and only there."""
    graph = load(tmp_path, {"a": a, "b": b})
    (edge,) = graph.edges
    assert sides(graph, edge) == said


def test_every_answer_agrees(tmp_path: Path) -> None:
    """The report, the numbers, an export, the card and the pictures say that both declare it."""
    graph = load(tmp_path, EVERYBODY)
    (edge,) = graph.edges
    assert [row.both for row in overview(graphkit.check(tmp_path)).relations] == [1]
    assert [row.reciprocity for row in graphkit.metrics(graph).relations] == [1.0]
    assert [row["both_sides"] for row in tables.edges(graph)] == [True]
    assert [tie.side for agent in "ab" for tie in graphkit.card(graph, agent).ties] == ["both", "both"]
    assert {cell.voice for cell in matrix(graph).cells} == {Voice.BOTH}
    assert "said by both" in of_edges(graph, [edge], Remarks.of(()))
    assert graphkit.groups(graph).groups == (("a", "b"),)


def test_prose_declares_nothing(tmp_path: Path) -> None:
    """An agent that only speaks of another does not make two sides of one in what is counted as declared."""
    graph = load(tmp_path, {"a": "parallel_compatible: [b]", "b": "x: 1"})
    (edge,) = graph.edges
    (made,) = edge.references
    edge = edge._replace(references=(made, made._replace(agent="b", prose=True)))
    assert (sides(graph, edge), sides(graph, edge, declared=True)) == ({"a", "b"}, {"a"})


def test_a_plan_knows_who_named_everybody(tmp_path: Path) -> None:
    """Only those who have said nothing are asked to; whoever names everybody has spoken."""
    first = {"start": "workflow_integration: [provides_input_to_a, provides_input_to_b]"}
    graph = load(tmp_path, {**first, "a": "parallel_compatible: []", "b": "parallel_compatible: all"})
    serial = [pair for wave in graphkit.plan(graph).waves for pair in wave.serial]
    assert [(pair.first, pair.second, pair.silent) for pair in serial] == [("a", "b", ("a",))]
