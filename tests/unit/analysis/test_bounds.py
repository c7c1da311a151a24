"""Questions whose answer could be too large: what is cut off is said to be, and the rest is right."""

from __future__ import annotations

from itertools import combinations

import pytest

from graphkit.analysis.bottlenecks import bottlenecks
from graphkit.analysis.groups import groups
from graphkit.analysis.metrics import metrics
from graphkit.analysis.plan import MOST_SERIAL, plan
from graphkit.model.graph import AgentGraph
from graphkit.reporters import document_text
from graphkit.reporters.answers import bottlenecks as bottlenecks_text
from graphkit.reporters.answers import metrics as metrics_text
from graphkit.reporters.answers import parallel as groups_text
from graphkit.reporters.answers import plan as plan_text
from graphkit.reporters.style import Style
from tests.unit.graphs import agent, graph


def everyone_but_two(trios: int) -> AgentGraph:
    """Return agents in threes that agree with everyone but their own three: 3^n maximal groups."""
    names = [f"a{number:03}" for number in range(3 * trios)]
    pairs = [(a, b) for a, b in combinations(names, 2) if int(a[1:]) // 3 != int(b[1:]) // 3]
    return graph(names, [(a, b, "parallel") for a, b in pairs])


def test_groups_are_bounded() -> None:
    """3^12 groups are not listed: the search stops at the budget and says so; each that is listed is one."""
    team = everyone_but_two(12)
    found = groups(team, budget=500)
    assert (len(found.groups), found.complete) == (500, False)
    assert all(len({int(name[1:]) // 3 for name in group}) == len(group) == 12 for group in found.groups)
    text = document_text.write(groups_text.document(found), Style())
    assert "the search was cut off" in text
    assert "... and 480 more groups; --format json has them all" in text
    assert groups(everyone_but_two(5), budget=500).complete


def test_betweenness_of_a_large_team_is_an_estimate(monkeypatch: pytest.MonkeyPatch) -> None:
    """Above the bound a sample is taken, the same every time, and the answer says so."""
    names = [f"a{number:02}" for number in range(40)]
    team = graph(names, [(names[number], names[number // 2]) for number in range(1, 40)])
    exact = bottlenecks(team)
    monkeypatch.setattr("graphkit.analysis.bottlenecks.SAMPLED_ABOVE", 30)
    monkeypatch.setattr("graphkit.analysis.bottlenecks.SAMPLES", 20)
    estimate = bottlenecks(team)
    assert (exact.sampled, estimate.sampled) == (False, True)
    assert estimate == bottlenecks(team)
    assert [one.dominates for one in estimate.burdens[:3]] == [39, 38, 22]
    text = document_text.write(bottlenecks_text.document(estimate), Style())
    assert "Betweenness is an estimate" in text


def test_a_long_ranking_is_cut() -> None:
    """The table holds twenty; the note counts the others."""
    names = [f"a{number:02}" for number in range(30)]
    found = bottlenecks(graph(names, list(zip(names, names[1:], strict=False))))  # noqa: RUF007
    text = document_text.write(bottlenecks_text.document(found), Style())
    assert "9 more carry something; --format json has them all." in text


def test_serial_pairs_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """A wave of many agents does not list every pair."""
    monkeypatch.setattr("graphkit.analysis.plan.MOST_SERIAL", 10)
    names = [f"a{number:02}" for number in range(20)]
    found = plan(graph([*names, "z"], [(name, "z", "workflow") for name in names]))
    assert len(found.waves[0].serial) == 10
    assert not found.complete
    assert "Not every pair was looked at" in document_text.write(plan_text.document(found), Style())
    assert MOST_SERIAL == 10_000


def test_common_expertise_tells_nobody_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """What too many claim is left out of the comparison, and the answer says so."""
    monkeypatch.setattr("graphkit.analysis.overlap.COMMON", 2)
    team = graph([], [])
    agents = {name: agent(name, expertise=("python",) if name != "c" else ("python", "sql")) for name in "abc"}
    agents["d"] = agent("d", "guru", expertise=("sql",))
    found = metrics(AgentGraph(agents, {}, (), team.relations, team.levels))
    assert [(pair.first, pair.second) for pair in found.overlaps] == [("c", "d")]
    assert not found.overlaps_complete
    assert "was left out of the comparison" in document_text.write(metrics_text.document(found), Style())
