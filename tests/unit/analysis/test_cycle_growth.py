"""A known cycle that has grown: the finding names what is new, and suggests to remove exactly that."""

from __future__ import annotations

from dataclasses import replace

from graphkit.analysis.cycle_growth import cycle_growth
from graphkit.model.findings import EdgeKey, Finding, Severity
from graphkit.model.graph import AgentGraph
from graphkit.rules.support.cycle_findings import cycle_findings
from tests.unit.graphs import graph

OLD = [("a", "b"), ("b", "a"), ("b", "c"), ("c", "b")]


def growth(edges: list[tuple[str, str]], *fresh: str, subject: str = "") -> Finding:
    """Return the finding about a cycle of escalations; `fresh` are the new edges, written `ab` for a -> b."""
    made: AgentGraph = graph(list("abcd"), edges)
    (finding,) = cycle_findings(made, made.relations["escalation"], Severity.ERROR)
    keys: list[EdgeKey] = [(edge[0], edge[1], "escalation") for edge in fresh]
    return cycle_growth(made, replace(finding, subject=subject), keys)


def test_the_evidence_is_the_shortest_cycle_through_a_new_edge() -> None:
    """An old shorter cycle elsewhere is known and not shown."""
    told = growth([*OLD, ("c", "d"), ("d", "a")], "da", "cd")
    assert told.message == "a known escalation cycle has grown: 4 agents, new is `c` -> `d` -> `a` -> `b` -> `c`"
    assert [edge[:2] for edge in told.edges] == [("c", "d"), ("d", "a"), ("a", "b"), ("b", "c")]
    assert str(told.span) == "agents/c.md:7:5"
    short = growth([*OLD, ("c", "d"), ("d", "a"), ("a", "d")], "cd", "da", "ad")
    assert [edge[:2] for edge in short.edges] == [("a", "d"), ("d", "a")]


def test_each_hop_is_a_place() -> None:
    """In the words of the relation."""
    told = growth([*OLD, ("c", "a")], "ca")
    assert [(str(label.span), label.message) for label in told.related] == [
        ("agents/c.md:7:5", "`c` escalates to `a`"),
        ("agents/a.md:3:5", "`a` escalates to `b`"),
        ("agents/b.md:5:5", "`b` escalates to `c`"),
    ]


def test_all_new_edges_are_suggested_for_removal() -> None:
    """Sorted, each with its place; or the cycle may be accepted."""
    told = growth([*OLD, ("c", "d"), ("d", "a")], "da", "cd")
    assert told.cut == (("c", "d", "escalation"), ("d", "a", "escalation"))
    assert told.hint == (
        "Remove what is new: `c` -> `d` (agents/c.md:7:5), `d` -> `a` (agents/d.md:8:5); "
        "or let it pass with `graphkit baseline --grow`."
    )


def test_a_cycle_that_breaks_a_contract_names_it() -> None:
    """A contract is about several relations."""
    told = growth([*OLD, ("c", "a")], "ca", subject="ours")
    assert told.message == "contract `ours`: a known cycle has grown: 3 agents, new is `c` -> `a` -> `b` -> `c`"
