"""What must hold for every selection: it is set algebra, and its walks are those of networkx."""

from __future__ import annotations

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit import pipeline
from graphkit.config import Config
from graphkit.model.graph import AgentGraph
from graphkit.selection import Choice
from tests.unit.graphs import graph

NAMES = "abcdefgh"
LEVELS = ("specialist", "senior", "staff", None)
law = settings(deadline=None)

teams = st.builds(
    graph,
    st.fixed_dictionaries({name: st.sampled_from(LEVELS) for name in NAMES}),
    st.sets(
        st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES), st.sampled_from(("escalation", "handoff"))),
        max_size=24,
    ).map(sorted),
)
terms = st.sampled_from([*NAMES, "[a-d]", "+a", "b+", "1+c", "d+2", "@e", "level:s*", "cycle:f", "escalation:+g", "*"])


def meant(team: AgentGraph, select: str | None, exclude: str | None = None) -> frozenset[str]:
    """Return what a selection means."""
    return pipeline.select_agents(team, Config(), Choice(select, exclude))


@law
@given(teams, terms, terms, terms)
def test_it_is_set_algebra(team: AgentGraph, a: str, b: str, c: str) -> None:
    """Blanks are union, commas intersection and bind tighter, exclude is difference."""
    one, two, three = (meant(team, term) for term in (a, b, c))
    assert meant(team, f"{a} {b}") == one | two
    assert meant(team, f"{a},{b}") == one & two
    assert meant(team, f"{a},{b} {c}") == (one & two) | three
    assert meant(team, a, b) == one - two
    assert meant(team, None, c) == frozenset(team.agents) - three


@law
@given(teams, st.sampled_from(NAMES))
def test_walks_are_those_of_networkx(team: AgentGraph, name: str) -> None:
    """`+x` are the ancestors, `x+` the descendants, with x itself."""
    judge = nx.DiGraph((edge.source, edge.target) for edge in team.links())
    judge.add_nodes_from(team.agents)
    assert meant(team, f"+{name}") == nx.ancestors(judge, name) | {name}
    assert meant(team, f"{name}+") == nx.descendants(judge, name) | {name}
    escalation = team.view("escalation")
    assert meant(team, f"escalation:+{name}") == nx.ancestors(escalation, name) | {name}
    assert meant(team, f"2+{name}") == set(nx.ego_graph(judge.reverse(), name, radius=2))
