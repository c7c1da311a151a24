"""Who is drawn when not everybody is."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from graphkit.model.findings import Finding, Severity
from graphkit.model.graph import AgentGraph
from graphkit.model.spans import Span
from graphkit.renderers import RenderOptions
from graphkit.renderers.diagram import Diagram
from graphkit.renderers.scope import MOST, OVERVIEW
from graphkit.support.errors import RenderError
from tests.unit.graphs import graph
from tests.unit.renderers.pictures import diagram

CHAIN = graph(["a", "b", "c", "d", "e"], [("a", "b"), ("b", "c"), ("c", "d"), ("e", "d", "parallel")])


def shown(drawn: Diagram) -> str:
    """Return the agents of a picture, joined."""
    return "".join(node.agent for node in drawn.nodes)


def finding(*agents: str, severity: Severity = Severity.ERROR, edges: tuple[tuple[str, str, str], ...] = ()) -> Finding:
    """Return a finding about some agents."""
    return Finding("wrong", Span("agents/a.md", 1, 1), agents, edges=edges, severity=severity, code="GK499", name="x")


def crowd(number: int) -> AgentGraph:
    """Return a chain of many agents."""
    names = [f"a{place:04}" for place in range(number)]
    return graph(names, [(one, two) for one, two in itertools.pairwise(names)])


@pytest.mark.parametrize(
    ("options", "agents"),
    [
        (RenderOptions(focus=("b",)), "abc"),
        (RenderOptions(focus=("b",), depth=0), "b"),
        (RenderOptions(focus=("b",), depth=2), "abcd"),
        (RenderOptions(focus=("b",), depth=9, way="out"), "bcde"),
        (RenderOptions(focus=("c",), depth=9, way="in"), "abc"),
        (RenderOptions(focus=("a", "e"), depth=0), "ae"),
        (RenderOptions(focus=("B ",)), "abc"),
        (RenderOptions(among=frozenset("abx")), "ab"),
        (RenderOptions(among=frozenset("ab"), focus=("b",)), "ab"),
    ],
)
def test_focus_follows_the_lines(options: RenderOptions, agents: str) -> None:
    """Out along the arrows, in against them; a line without direction leads both ways."""
    assert shown(diagram(CHAIN, options)) == agents


def test_focus_says_what_it_leaves_out_and_keeps_states() -> None:
    """An agent whose partners are not drawn is no orphan."""
    drawn = diagram(CHAIN, RenderOptions(focus=("e",), depth=0))
    assert drawn.caption == "drawn: within 0 steps of e; 4 others left out"
    assert drawn.nodes[0].classes == "agent unranked"
    assert drawn.advice == ""


def test_an_unknown_agent_is_told_with_the_likely_one() -> None:
    """Nobody has to look up the spelling."""
    team = graph(["backend-staff", "qa"], [])
    with pytest.raises(RenderError, match=r"no agent `backend-stff` to focus on\. Did you mean `backend-staff`\?"):
        diagram(team, RenderOptions(focus=("backend-stff",)))
    with pytest.raises(RenderError, match=r"`graphkit report` lists them all"):
        diagram(team, RenderOptions(focus=("zzz",)))


def test_only_findings_shows_their_agents_and_neighbours() -> None:
    """Notes are no reason to be drawn."""
    found = [finding("a"), finding("e", severity=Severity.INFO)]
    drawn = diagram(CHAIN, RenderOptions(only_findings=True), found)
    assert shown(drawn) == "ab"
    assert drawn.caption == "1 x; drawn: what findings name; 3 others left out"
    assert [(node.trouble, node.faint) for node in drawn.nodes] == [(True, False), (False, True)]
    assert [link.faint for link in drawn.links] == [True]
    with pytest.raises(RenderError, match="no finding to draw"):
        diagram(CHAIN, RenderOptions(only_findings=True), found[1:])


def test_lines_that_findings_speak_of_are_drawn_though_their_relation_is_crowded() -> None:
    """Unless they would bury the picture themselves."""
    names = [f"{letter}" for letter in "abcdefgh"]
    pairs = [(one, two, "parallel") for one in names for two in names if one < two]
    dense = graph(names, [("a", "b"), *pairs])
    edges = tuple((one, two, relation) for one, two, relation in pairs)
    few = diagram(dense, RenderOptions(only_findings=True), [finding("a", "b", edges=edges[:4])])
    assert [link.relation for link in few.links].count("parallel") == 4
    assert len(few.links) == 4
    assert few.caption.startswith("1 x; ")
    many = diagram(dense, RenderOptions(only_findings=True), [finding("a", "b", edges=edges)])
    assert many.links == ()


def test_a_graph_that_is_too_large_is_not_drawn_whole() -> None:
    """What matters most is, and the user learns what to type; forced, all of it is."""
    large = crowd(MOST + 1)
    drawn = diagram(large)
    assert len(drawn.nodes) == OVERVIEW
    assert drawn.caption == f"drawn: the {OVERVIEW} with most relations; {MOST + 1 - OVERVIEW} others left out"
    for way in ("--focus AGENT", "--only findings", "--split component", "--whole"):
        assert way in drawn.advice
    assert len(diagram(crowd(MOST)).nodes) == MOST
    assert len(diagram(large, RenderOptions(whole=True)).nodes) == MOST + 1


def test_findings_come_first_in_a_large_graph() -> None:
    """Errors before warnings; of a large knot its evidence is enough."""
    large = crowd(MOST + 1)
    knot = finding(*large.agents, edges=(("a0299", "a0300", "escalation"),))
    drawn = diagram(large, findings=[finding("a0123", severity=Severity.WARNING), knot])
    agents = {node.agent for node in drawn.nodes}
    assert {"a0299", "a0300", "a0123"} <= agents
    assert drawn.caption.startswith(f"drawn: the {OVERVIEW} that matter most: with findings, then most relations")


def test_a_focus_that_is_too_wide_is_cut_at_its_edge() -> None:
    """The nearest stay, and the user is told."""
    star = graph(
        ["hub", *(f"a{place:04}" for place in range(MOST + 50))],
        [(f"a{place:04}", "hub") for place in range(MOST + 50)],
    )
    drawn = diagram(star, RenderOptions(focus=("hub",)))
    assert len(drawn.nodes) == MOST
    assert drawn.advice.startswith(f"{MOST + 51:,} agents and missing names are too many")


def test_an_orphan_stays_an_orphan_in_a_part() -> None:
    """`among` chooses; it does not judge."""
    lonely = replace(CHAIN, agents={**CHAIN.agents, "z": replace(CHAIN.agents["a"], id="z", name="z")})
    drawn = diagram(lonely, RenderOptions(among=frozenset("az")))
    assert [node.classes for node in drawn.nodes] == ["agent unranked", "agent unranked orphan"]
