"""Bottlenecks: who carries the escalation of others, the heaviest first."""

from __future__ import annotations

import pytest

from graphkit.analysis.bottlenecks import bottlenecks
from graphkit.reporters import document_text
from graphkit.reporters.answers import bottlenecks as bottlenecks_text
from graphkit.reporters.style import Style
from tests.unit.analysis.crew import crew
from tests.unit.graphs import graph


def test_who_reaches_an_end_is_counted() -> None:
    """Stoker and mate end at a typo and do not count; nor is the mate called an authority."""
    found = bottlenecks(crew())
    assert found.reaching == 4
    assert {one.agent: one.dominates for one in found.burdens} == {"captain": 1, "purser": 1, "mate": 0}
    assert [one.agent for one in found.burdens if one.is_top] == ["purser"]


def test_the_numbers_of_a_small_team() -> None:
    """`m` is on every way of `a` and `b`; `c` has two ways, so that neither of them is a single point of failure."""
    edges = [("a", "m"), ("b", "m"), ("m", "top"), ("c", "m"), ("c", "n"), ("n", "top")]
    found = bottlenecks(graph(["a", "b", "c", "m", "n", "top"], edges))
    assert (found.hierarchy_relation, found.reaching, found.sampled) == ("escalation", 6, False)
    rows = [(one.agent, one.escalations_in, one.dominates, one.share) for one in found.burdens]
    assert rows == [("top", 2, 5, 1.0), ("m", 3, 2, 0.4), ("n", 1, 0, 0.0)]
    assert [one.articulation for one in found.burdens] == [False, True, False]
    assert [one.betweenness for one in found.burdens] == [0.0, 0.125, 0.025]


def test_equal_burdens_are_in_the_order_of_names() -> None:
    """Those that dominate more come first, then those with more escalations, then by betweenness."""
    found = bottlenecks(graph(list("abxyz"), [("a", "y"), ("b", "x"), ("x", "z"), ("y", "z")]))
    assert [one.agent for one in found.burdens] == ["z", "x", "y"]
    busy = bottlenecks(graph(list("abcdxy"), [("a", "x"), ("a", "y"), ("b", "y"), ("b", "x"), ("c", "y")]))
    assert [(one.agent, one.dominates, one.escalations_in) for one in busy.burdens] == [("y", 1, 3), ("x", 0, 2)]


def test_agents_without_burden_are_left_out() -> None:
    """Whoever takes no escalation, dominates none and joins nothing is no bottleneck."""
    assert bottlenecks(graph(["a", "b"], [])).burdens == ()
    assert [one.agent for one in bottlenecks(graph(["a", "b"], [("a", "b")])).burdens] == ["b"]
    assert bottlenecks(graph([], [])).reaching == 0


def test_authorities_of_the_settings_end_an_escalation() -> None:
    """What is above them does not count."""
    made = graph(list("abc"), [("a", "b"), ("b", "c")])
    found = bottlenecks(made, ("b",))
    assert (found.reaching, [one.agent for one in found.burdens if one.is_top]) == (2, ["b"])
    assert {one.agent: one.dominates for one in found.burdens} == {"b": 1, "c": 0}


def test_betweenness_of_a_large_team_is_an_estimate(monkeypatch: pytest.MonkeyPatch) -> None:
    """Above the bound a sample is taken, the same every time, and the answer says so."""
    names = [f"a{number:02}" for number in range(40)]
    team = graph(names, [(names[number], names[number // 2]) for number in range(1, 40)])
    exact = bottlenecks(team)
    monkeypatch.setattr("graphkit.analysis.bottlenecks.SAMPLED_ABOVE", 40)
    assert not bottlenecks(team).sampled
    monkeypatch.setattr("graphkit.analysis.bottlenecks.SAMPLED_ABOVE", 39)
    monkeypatch.setattr("graphkit.analysis.bottlenecks.SAMPLES", 20)
    estimate = bottlenecks(team)
    assert (exact.sampled, estimate.sampled) == (False, True)
    assert estimate == bottlenecks(team)
    assert [one.betweenness for one in estimate.burdens] != [one.betweenness for one in exact.burdens]
    assert [one.dominates for one in estimate.burdens[:3]] == [39, 38, 22]
    text = document_text.write(bottlenecks_text.document(estimate), Style())
    assert "Betweenness is an estimate" in text


def test_a_long_ranking_is_cut() -> None:
    """The table has twenty rows; the note counts the others."""
    names = [f"a{number:02}" for number in range(30)]
    found = bottlenecks(graph(names, list(zip(names, names[1:], strict=False))))  # noqa: RUF007
    text = document_text.write(bottlenecks_text.document(found), Style())
    assert "9 more carry something; --format json has them all." in text
