"""Laws of chains, reach and crossings, on any small graph."""

from __future__ import annotations

from itertools import pairwise, permutations

from hypothesis import given
from hypothesis import strategies as st

from graphkit.analysis.chains import longest_chains
from graphkit.analysis.components import components
from graphkit.analysis.cycle_growth import cycle_growth
from graphkit.analysis.reach import reaching
from graphkit.model.findings import Severity
from graphkit.rules.support.contract_findings import crossings, hops
from graphkit.rules.support.cycle_findings import cycle_findings
from tests.unit.graphs import graph

NODES = "abcdef"
EDGES = st.sets(
    st.tuples(st.sampled_from(NODES), st.sampled_from(NODES)).filter(lambda edge: edge[0] != edge[1]), max_size=12
)


def successors(edges: set[tuple[str, str]]) -> dict[str, list[str]]:
    """Return the adjacency of a set of edges."""
    return {node: sorted(target for source, target in edges if source == node) for node in NODES}


def paths(edges: set[tuple[str, str]]) -> list[tuple[str, ...]]:
    """Return every simple path of one edge or more."""
    return [
        way
        for length in range(2, len(NODES) + 1)
        for way in permutations(NODES, length)
        if all(hop in edges for hop in pairwise(way))
    ]


@given(EDGES)
def test_reaching_is_what_every_path_says(edges: set[tuple[str, str]]) -> None:
    """A node reaches a goal exactly if a path leads there, or it is one."""
    assert reaching(edges, ["a"]) == {"a"} | {way[0] for way in paths(edges) if way[-1] == "a"}


@given(st.sets(st.tuples(st.sampled_from(NODES), st.sampled_from(NODES)).filter(lambda e: e[0] < e[1])))
def test_chains_without_cycles_are_the_longest_paths(edges: set[tuple[str, str]]) -> None:
    """One for each node that nothing leads to, connected, and as long as the longest path from there."""
    chains = {chain[0][0]: chain for chain in longest_chains(successors(edges)) if chain}
    starts = {source for source, _ in edges} - {target for _, target in edges}
    assert set(chains) == starts
    for start, chain in chains.items():
        assert all(one[1] == two[0] for one, two in pairwise(chain))
        assert set(chain) <= edges
        assert len(chain) == max(len(way) - 1 for way in paths(edges) if way[0] == start)


@given(EDGES)
def test_chains_never_use_an_edge_inside_a_cycle(edges: set[tuple[str, str]]) -> None:
    """Agents that reach each other are one step, and no group is entered twice."""
    group = {node: number for number, members in enumerate(components(successors(edges))) for node in members}
    for chain in longest_chains(successors(edges)):
        assert all(group.get(source, source) != group.get(target, target) for source, target in chain)
        entered = [group.get(target, target) for _, target in chain]
        assert len(entered) == len(set(entered))


@given(EDGES, st.sets(st.sampled_from(NODES)), st.sets(st.sampled_from(NODES)), st.sets(st.sampled_from(NODES)))
def test_crossings_are_shortest_and_pass_no_member(
    edges: set[tuple[str, str]], starts: set[str], members: set[str], goals: set[str]
) -> None:
    """Exactly the pairs that a path without another member inside connects, each once, by a shortest such path."""
    steps = hops(graph(list(NODES), sorted(edges)), ["escalation"])
    told = {(way[0], way[-1]): way for way in crossings(steps, starts, members | goals, goals, direct=False)}
    free = [
        way for way in paths(edges) if way[0] in starts and way[-1] in goals and not set(way[1:-1]) & (members | goals)
    ]
    assert set(told) == {(way[0], way[-1]) for way in free}
    for ends, way in told.items():
        assert len(way) == min(len(other) for other in free if (other[0], other[-1]) == ends)
        assert all(hop in edges for hop in pairwise(way))


@given(EDGES, st.data())
def test_what_a_cycle_grew_by_is_a_cycle_through_a_new_edge(edges: set[tuple[str, str]], data: st.DataObject) -> None:
    """Whatever edges of the component are called new, the evidence is a closed way with one of them at its start."""
    made = graph(list(NODES), sorted(edges))
    for finding in cycle_findings(made, made.relations["escalation"], Severity.ERROR):
        fresh = data.draw(st.lists(st.sampled_from(finding.component), min_size=1, unique=True))
        told = cycle_growth(made, finding, fresh)
        assert told.edges[0] in fresh
        assert all(one[1] == two[0] for one, two in pairwise((*told.edges, told.edges[0])))
        assert len({edge[0] for edge in told.edges}) == len(told.edges)
        assert told.identity == finding.identity
