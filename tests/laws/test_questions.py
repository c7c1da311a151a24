"""What must hold for the answers about every team, judged by networkx."""

from __future__ import annotations

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.analysis.bottlenecks import bottlenecks
from graphkit.analysis.groups import groups, mutual
from graphkit.analysis.hierarchy import final_authorities
from graphkit.analysis.impact import dominated, impact
from graphkit.analysis.metrics import depth, metrics
from graphkit.analysis.paths import paths
from graphkit.analysis.plan import plan
from graphkit.model.graph import AgentGraph
from tests.unit.graphs import graph

NAMES = "abcdefgh"
law = settings(deadline=None)
ends = st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES))


def team(relation: str, pairs: set[tuple[str, str]]) -> AgentGraph:
    """Build a team of eight with edges of one relation."""
    return graph(list(NAMES), [(a, b, relation) for a, b in sorted(pairs)])


def teams(relation: str) -> st.SearchStrategy[AgentGraph]:
    """Draw teams with edges of one relation."""
    return st.builds(team, st.just(relation), st.sets(ends, max_size=24))


forwards = st.sets(ends.filter(lambda pair: pair[0] < pair[1]), max_size=20)


@law
@given(st.sets(ends.map(lambda pair: tuple(sorted(pair))).filter(lambda pair: pair[0] != pair[1]), max_size=28))
def test_groups_are_the_maximal_cliques(pairs: set[tuple[str, str]]) -> None:
    """Without a budget in the way the groups are what `networkx.find_cliques` finds, those of one left out."""
    found = groups(team("parallel", pairs))
    judge = nx.Graph(pairs)
    assert set(found.groups) == {tuple(sorted(clique)) for clique in nx.find_cliques(judge)}
    assert found.complete
    assert all(found.largest[agent] == max(map(len, nx.find_cliques(judge, [agent]))) for agent in judge)
    assert set(found.loners) == set(NAMES) - set(judge)


@law
@given(forwards)
def test_waves_are_topological_generations(pairs: set[tuple[str, str]]) -> None:
    """The waves of a workflow without circles are networkx's; every wave is split into sets, each one a clique."""
    made = team("workflow", pairs)
    found = plan(made)
    judged = [sorted(generation) for generation in nx.topological_generations(nx.DiGraph(sorted(pairs)))]
    assert [sorted(agent for group in wave.sets for agent in group) for wave in found.waves] == judged
    assert (found.circles, found.ignored) == ((), ())


@law
@given(teams("workflow"), st.sampled_from(NAMES))
def test_a_plan_keeps_the_order(made: AgentGraph, goal: str) -> None:
    """Whatever is not ignored leads to a later wave; a goal takes its ancestors, and no one else."""
    found = plan(made, goal)
    place = {agent: n for n, wave in enumerate(found.waves) for group in wave.sets for agent in group}
    view = made.view("workflow")
    assert set(place) == nx.ancestors(view, goal) | {goal}
    ignored = {(edge.source, edge.target) for edge in found.ignored}
    for source, target in view.edges:
        if source in place and target in place:
            assert place[source] < place[target] or (source, target) in ignored
    circles = [sorted(group) for group in nx.strongly_connected_components(view.subgraph(place)) if len(group) > 1]
    assert sorted(map(list, found.circles)) == sorted(circles)


@law
@given(st.sets(ends, max_size=24), st.sets(ends.filter(lambda pair: pair[0] != pair[1]), max_size=20))
def test_a_set_of_a_wave_agrees(work: set[tuple[str, str]], pairs: set[tuple[str, str]]) -> None:
    """Agents of one set are mutually compatible, and pairs called serial are not."""
    made = graph(
        list(NAMES), [(a, b, "workflow") for a, b in sorted(work)] + [(a, b, "parallel") for a, b in sorted(pairs)]
    )
    friends = mutual(made)
    for wave in plan(made).waves:
        assert all(b in friends[a] for group in wave.sets for a in group for b in group if a != b)
        assert all(pair.second not in friends[pair.first] for pair in wave.serial)


@law
@given(teams("escalation"), st.sampled_from(NAMES))
def test_the_cut_off_are_those_whom_an_agent_dominates(made: AgentGraph, agent: str) -> None:
    """Reachability without the agent and the dominator tree of networkx say the same, and so does the ranking."""
    authorities = final_authorities(made)
    flow = nx.DiGraph([("top", one) for one in authorities] + [(t, s) for s, t in made.view("escalation").edges])
    flow.add_node("top")
    parents = nx.immediate_dominators(flow, "top")

    def climb(node: str) -> set[str]:
        above: set[str] = set()
        while node != "top" and parents[node] not in ("top", node):
            node = parents[node]
            above.add(node)
        return above

    expected = {node for node in parents if node not in ("top", agent) and agent in climb(node)}
    assert dominated(made.successors("escalation"), authorities, agent) == expected
    assert set(impact(made, agent).cut_off) == expected
    counts = {burden.agent: burden.dominates for burden in bottlenecks(made).burdens}
    assert counts.get(agent, 0) == len(expected)


@law
@given(teams("escalation"), st.sampled_from(NAMES))
def test_what_falls_apart_is_an_articulation_point(made: AgentGraph, agent: str) -> None:
    """`impact` shows groups exactly for the articulation points of networkx."""
    view = made.view("escalation").to_undirected()
    assert bool(impact(made, agent).apart) == (agent in set(nx.articulation_points(view)))


@law
@given(teams("escalation"), ends.filter(lambda pair: pair[0] != pair[1]))
def test_paths_are_shortest_simple_and_real(made: AgentGraph, pair: tuple[str, str]) -> None:
    """The first path is as short as any, no agent comes twice, and every hop is an edge; none means none."""
    view = made.view("escalation")
    found = paths(made, *pair, "escalation", limit=3)
    if not nx.has_path(view, *pair):
        assert found.paths == ()
        assert set(found.reached) == nx.descendants(view, pair[0])
        return
    lengths = [len(path) for path in found.paths]
    assert lengths[0] == nx.shortest_path_length(view, *pair)
    assert lengths == sorted(lengths)
    for path in found.paths:
        nodes = [path[0].source, *(hop.target for hop in path)]
        assert len(set(nodes)) == len(nodes)
        assert all(view.has_edge(hop.source, hop.target) and hop.edges for hop in path)


@law
@given(forwards)
def test_depth_is_the_longest_path(pairs: set[tuple[str, str]]) -> None:
    """Without circles the depth is networkx's longest path."""
    made = team("escalation", pairs)
    assert depth(made.successors("escalation")) == nx.dag_longest_path_length(made.view("escalation"))


@law
@given(teams("escalation"))
def test_metrics_are_those_of_networkx(made: AgentGraph) -> None:
    """Density, degrees and components agree."""
    found = metrics(made)
    view = made.view("escalation")
    assert list(found.components) == sorted(map(len, nx.weakly_connected_components(view)), reverse=True)
    for row in found.relations:
        assert row.density == round(nx.density(view), 4)
        assert row.most_in == max(degree for _, degree in view.in_degree)
        assert row.most_out == max(degree for _, degree in view.out_degree)
