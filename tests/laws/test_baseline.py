"""Laws of the baseline, for any team and any change of it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from graphkit import rules
from graphkit.config import Config
from graphkit.model.findings import BaselineEntry, Finding
from graphkit.model.graph import AgentGraph
from graphkit.model.report import Report
from graphkit.triage import Policy, triage
from graphkit.triage.baseline import grown, pruned
from graphkit.triage.rule_selection import choose
from tests.unit.graphs import graph

NODES = list("abcde")
CHOSEN = choose(Config(), rules.catalogue())
EDGES = st.sets(
    st.tuples(st.sampled_from(NODES), st.sampled_from([*NODES, "ghost"]), st.sampled_from(["escalation", "handoff"])),
    max_size=10,
)
TEAMS = EDGES.map(lambda edges: graph(NODES, sorted(edges), ghosts=("ghost",)))


def found(team: AgentGraph) -> list[Finding]:
    """Return what all rules say."""
    return rules.check(team, Config())


def checked(team: AgentGraph, known: list[BaselineEntry]) -> Report:
    """Return the report of a run with a baseline."""
    return triage(team, found(team), (), Policy(CHOSEN, known=tuple(known), baseline="x.json", today="2030-01-01"))


@given(TEAMS)
def test_after_the_baseline_everything_is_known(team: AgentGraph) -> None:
    """Nothing is live, nothing stale, nothing lost; and pruning finds nothing to do."""
    known = grown([], found(team))
    report = checked(team, known)
    assert (report.live, report.stale) == ((), ())
    assert len(report.baselined) == len(found(team))
    assert pruned(known, found(team)) == known


@given(TEAMS, TEAMS)
def test_every_finding_is_live_or_known_and_growing_takes_all_in(before: AgentGraph, after: AgentGraph) -> None:
    """None is lost between the two; what is known was there before, edge by edge; growing leaves nothing live."""
    known = grown([], found(before))
    report = checked(after, known)
    assert len(report.live) + len(report.baselined) == len(found(after))
    edges = {(entry.identity.code, edge) for entry in known for edge in entry.identity.edges}
    for finding in report.baselined:
        assert all((finding.code, edge) in edges for edge in finding.identity.edges)
    assert checked(after, grown(known, report.live)).live == ()


@given(TEAMS, TEAMS)
def test_pruning_only_removes_and_changes_no_verdict(before: AgentGraph, after: AgentGraph) -> None:
    """What is live stays live, what is known stays known; afterwards nothing is stale, and pruning again does nothing."""
    known = grown([], found(before))
    first = checked(after, known)
    smaller = pruned(known, [*first.live, *first.baselined])
    second = checked(after, smaller)
    assert [finding.identity for finding in second.live] == [finding.identity for finding in first.live]
    assert second.stale == ()
    assert pruned(smaller, found(after)) == smaller
    assert len(smaller) <= len(known)
    edges = {(entry.identity.code, edge) for entry in known for edge in entry.identity.edges}
    assert {(entry.identity.code, edge) for entry in smaller for edge in entry.identity.edges} <= edges
