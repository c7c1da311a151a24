"""What must hold for every graph, judged by networkx."""

from __future__ import annotations

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.analysis.components import components, weak_components
from graphkit.analysis.cycles import Budget, shortest_cycle
from graphkit.model.suggestions import nearest_name
from tests.unit.graphs import cut_arcs

NAMES = st.sampled_from("abcdefghij")
PAIRS = st.sets(st.tuples(NAMES, NAMES), max_size=40)
ONE_WAY = PAIRS.map(lambda arcs: set({frozenset(arc): arc for arc in sorted(arcs)}.values()))
"""Without a cycle of two, so that the shortest one has to be looked for."""
ARCS = PAIRS | ONE_WAY

law = settings(deadline=None)
"""The first example pays for imports; speed is not what is promised here."""


def adjacency(arcs: set[tuple[str, str]], order: list[str] | None = None) -> dict[str, list[str]]:
    """Every node as a key, in the given order or a sorted one."""
    nodes = sorted({node for arc in arcs for node in arc})
    if order:
        nodes.sort(key=order.index)
    arcs_in_order = sorted(arcs, key=lambda arc: (nodes.index(arc[0]), nodes.index(arc[1])))
    return {node: [target for source, target in arcs_in_order if source == node] for node in nodes}


def without_loops(arcs: set[tuple[str, str]], members: list[str]) -> nx.DiGraph:
    """Return the subgraph in which cycles are looked for."""
    graph = nx.DiGraph((s, t) for s, t in arcs if s != t and s in members and t in members)
    graph.add_nodes_from(members)
    return graph


@law
@given(ARCS)
def test_components_are_those_of_networkx(arcs: set[tuple[str, str]]) -> None:
    """A component is a group of two or more that networkx calls strongly connected."""
    judged = sorted(sorted(group) for group in nx.strongly_connected_components(nx.DiGraph(arcs)) if len(group) > 1)
    assert components(adjacency(arcs)) == judged


@law
@given(ARCS)
def test_weak_components_are_those_of_networkx(arcs: set[tuple[str, str]]) -> None:
    """A weak component is one of networkx, the largest first."""
    judged = [sorted(group) for group in nx.weakly_connected_components(nx.DiGraph(arcs))]
    assert weak_components(adjacency(arcs)) == sorted(judged, key=lambda group: (-len(group), group))


@law
@given(ARCS)
def test_the_shortest_cycle_is_a_cycle_and_no_longer_than_any(arcs: set[tuple[str, str]]) -> None:
    """Each hop is an edge, no node comes twice, and no cycle of networkx is shorter."""
    successors = adjacency(arcs)
    for members in components(successors):
        cycle = shortest_cycle(successors, members)
        graph = without_loops(arcs, members)
        assert all(graph.has_edge(*hop) for hop in zip(cycle, cycle[1:] + cycle[:1], strict=True))
        assert len(set(cycle)) == len(cycle)
        assert set(cycle) <= set(members)
        assert cycle[0] == min(cycle)
        lengths = [
            1 + nx.shortest_path_length(graph, target, source)
            for source, target in graph.edges
            if nx.has_path(graph, target, source)
        ]
        assert len(cycle) == min(lengths)


@law
@given(ARCS, ARCS)
def test_a_cut_leaves_no_cycle_and_no_edge_of_it_is_superfluous(
    arcs: set[tuple[str, str]], doubtful: set[tuple[str, str]]
) -> None:
    """Without the cut the component is acyclic; with any one edge put back it is not; doubtful or not."""
    successors = adjacency(arcs)
    for members in components(successors):
        graph = without_loops(arcs, members)
        edges = set(graph.edges)
        suggested = cut_arcs(successors, members, doubtful)
        assert set(suggested) <= edges
        assert nx.is_directed_acyclic_graph(nx.DiGraph(edges - set(suggested)))
        for edge in suggested:
            assert not nx.is_directed_acyclic_graph(nx.DiGraph(edges - set(suggested) | {edge}))


@law
@given(ARCS, ARCS, st.integers(0, 40))
def test_a_small_budget_still_gives_a_cycle_and_a_cut(
    arcs: set[tuple[str, str]], doubtful: set[tuple[str, str]], steps: int
) -> None:
    """With the search cut short the cycle is one and the cut leaves none; only the best is not promised."""
    successors = adjacency(arcs)
    for members in components(successors):
        budget = Budget(steps)
        graph = without_loops(arcs, members)
        cycle = shortest_cycle(successors, members, budget)
        assert all(graph.has_edge(*hop) for hop in zip(cycle, cycle[1:] + cycle[:1], strict=True))
        suggested = cut_arcs(successors, members, doubtful, budget)
        assert nx.is_directed_acyclic_graph(nx.DiGraph(set(graph.edges) - set(suggested)))
        if not budget.spent:
            assert cycle == shortest_cycle(successors, members)
            assert suggested == cut_arcs(successors, members, doubtful)


@law
@given(ARCS)
def test_doubtful_edges_go_first(arcs: set[tuple[str, str]]) -> None:
    """If removing the doubtful edges is enough, no other edge is cut."""
    successors = adjacency(arcs)
    doubtful = {(source, target) for source, target in arcs if source > target}
    for members in components(successors):
        assert set(cut_arcs(successors, members, doubtful)) <= doubtful


@law
@given(ARCS, st.permutations("abcdefghij"))
def test_the_order_of_the_input_changes_nothing(arcs: set[tuple[str, str]], order: list[str]) -> None:
    """Two runs over the same folder say the same, whatever order the files came in."""
    plain, shuffled = adjacency(arcs), adjacency(arcs, order)
    assert components(plain) == components(shuffled)
    assert weak_components(plain) == weak_components(shuffled)
    for members in components(plain):
        assert shortest_cycle(plain, members) == shortest_cycle(shuffled, members[::-1])
        assert cut_arcs(plain, members) == cut_arcs(shuffled, members[::-1])


@law
@given(st.text(max_size=30), st.lists(st.text(max_size=30), max_size=8))
def test_a_suggestion_is_one_of_the_candidates(name: str, candidates: list[str]) -> None:
    """Whatever people write, only a name that exists is suggested, whatever order the names came in."""
    suggestion = nearest_name(name, candidates)
    assert suggestion is None or suggestion in candidates
    assert suggestion == nearest_name(name, candidates[::-1])
