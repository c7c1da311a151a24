"""What a picture shows, what shapes it, and what it leaves out."""

from __future__ import annotations

import itertools
import random
import re
from dataclasses import replace

import pytest

from graphkit.model.findings import Finding
from graphkit.model.graph import AgentGraph
from graphkit.model.spans import Span
from graphkit.renderers import RenderOptions, render
from graphkit.renderers.boxes import namesake_files
from graphkit.renderers.diagram import Diagram, State
from graphkit.renderers.style import ALARM, CYCLE_WEIGHT, Paint, Pen
from graphkit.renderers.text import width
from graphkit.support.errors import RenderError
from tests.unit.graphs import graph
from tests.unit.renderers.pictures import between, diagram, ring, team


def states(shown: Diagram) -> dict[str, State]:
    """Return the state of every node by its agent."""
    return {node.agent: node.state for node in shown.nodes}


def standing(shown: Diagram) -> dict[str, str]:
    """Return, for each backbone link, the lower agent and the one above it."""
    agents = {node.id: node.agent for node in shown.nodes}
    return {agents[link.lower]: agents[link.upper] for link in shown.links if link.backbone}


def test_every_agent_and_ghost_is_a_node_with_an_id_of_its_own() -> None:
    """Ids never come from a definition, and everybody is in the picture."""
    shown = diagram(team())
    assert [(node.id, node.agent) for node in shown.nodes] == [
        ("n-0", "boss"), ("n-1", "dev"), ("n-2", "loner"), ("n-3", "tester"), ("n-4", "gone"), ("n-5", "user"),
    ]  # fmt: skip
    assert states(shown) == {
        "boss": State.NORMAL, "dev": State.NORMAL, "tester": State.NORMAL, "loner": State.ORPHAN,
        "gone": State.GHOST, "user": State.EXTERNAL,
    }  # fmt: skip


def test_ghosts_and_externals_say_what_they_are() -> None:
    """Not by colour alone: the label says it."""
    lines = {node.agent: node.lines for node in diagram(team()).nodes}
    assert lines["gone"] == ("gone", "(not defined)")
    assert lines["user"] == ("user", "(external)")
    assert lines["boss"] == ("boss",)


def test_an_agent_that_names_everybody_is_no_orphan() -> None:
    """`parallel_compatible: all` leaves no edge, but such an agent is not alone."""
    lonely = graph(["a", "b"], [])
    open_to_all = replace(lonely, agents={**lonely.agents, "a": replace(lonely.agents["a"], wildcards=("parallel",))})
    assert states(diagram(lonely)) == {"a": State.ORPHAN, "b": State.ORPHAN}
    assert states(diagram(open_to_all)) == {"a": State.NORMAL, "b": State.ORPHAN}


def test_a_team_of_one_is_no_orphan() -> None:
    """No rule reports whoever has no colleague: such rosters are counted, and drawn where there is nothing else."""
    drawn = graph(["a", "b", "solo"], [("a", "b")])
    rosters = {name: replace(agent, root="r" if name == "solo" else "agents") for name, agent in drawn.agents.items()}
    shown = diagram(replace(drawn, agents=rosters))
    assert list(states(shown)) == ["a", "b"]
    assert shown.caption == "1 team of one agent"
    assert states(diagram(graph(["solo"], []))) == {"solo": State.NORMAL}


def test_namesakes_say_their_file() -> None:
    """`root` of many rosters is told from the others by its file, and by its folder where the files are alike too."""
    drawn = graph({"x": "staff", "y": "staff", "z": None}, [("x", "z"), ("y", "z")])
    paths = {"x": "a/team.yaml", "y": "b/team.yaml", "z": "c/other.yaml"}
    agents = {key: replace(agent, name="root", span=Span(paths[key], 1, 1)) for key, agent in drawn.agents.items()}
    notes = [node.note for node in diagram(replace(drawn, agents=agents)).nodes]
    assert notes == ["a/team.yaml", "b/team.yaml", "other.yaml"]


def test_levels_are_written_in_the_boxes() -> None:
    """Where there are several: a reader who sees no colours, or a print, needs no legend."""
    two = diagram(graph({"a": "staff", "b": "senior"}, [("b", "a")]))
    assert [node.note for node in two.nodes] == ["staff", "senior"]
    assert [node.words for node in two.nodes] == [("a", "staff"), ("b", "senior")]
    assert [node.note for node in diagram(graph({"a": "staff", "b": "staff"}, [("b", "a")])).nodes] == ["", ""]
    numbers = replace(graph({"a": "0", "b": "1"}, [("b", "a")]), levels=("1", "0"))
    assert [node.note for node in diagram(numbers).nodes] == ["level 0", "level 1"]


def test_classes_tell_level_and_state() -> None:
    """A style sheet finds the staff, the orphans, the cycle."""
    shown = diagram(team())
    assert {node.agent: node.classes for node in shown.nodes} == {
        "boss": "agent level-3", "dev": "agent level-1", "tester": "agent level-0", "loner": "agent unranked orphan",
        "gone": "ghost", "user": "external",
    }  # fmt: skip
    assert between(shown, "tester", "gone").classes == "edge escalation ghost"
    assert between(shown, "dev", "tester", "workflow").classes == "edge workflow both"
    assert between(diagram(ring()), "a", "b").classes == "edge escalation cycle"


def test_a_level_that_nobody_knows_never_becomes_a_class() -> None:
    """Text of a definition stays out of class names."""
    (node,) = diagram(graph({"a": "cycle ghost"}, [])).nodes
    assert node.classes == "agent unranked"


@pytest.mark.parametrize(
    ("levels", "tones"),
    [
        (("one",), [6]),
        (("low", "high"), [0, 6]),
        (tuple("abcde"), [0, 2, 3, 5, 7]),
        (tuple("abcdefghij"), [0, 1, 2, 2, 3, 4, 5, 5, 6, 7]),
    ],
)
def test_any_number_of_levels_fits_the_palette(levels: tuple[str, ...], tones: list[int]) -> None:
    """The lowest and the highest level take the ends of the palette, and every border is heavier than the one below."""
    named = {f"n{rank}": level for rank, level in enumerate(levels)}
    drawn = replace(graph(named, [(one, other) for one in named for other in named if one < other]), levels=levels)
    nodes = diagram(drawn).nodes
    assert [node.tone.number for node in nodes if node.tone] == tones
    if len(levels) > 1:
        weights = [node.paint.weight for node in nodes]
        assert weights == sorted(set(weights))


def test_levels_of_any_script_have_classes_of_their_own() -> None:
    """Levels that would read the same in the letters of a class name do not share a look."""
    names = ("初级", "高级", "orphan", "首席")
    drawn = replace(graph({f"n{rank}": level for rank, level in enumerate(names)}, []), levels=names)
    assert [node.classes for node in diagram(drawn).nodes] == [f"agent level-{rank} orphan" for rank in range(4)]
    mermaid = render(drawn, "mmd").decode()
    assert len(set(re.findall(r"classDef (agent\S+ .*)", mermaid))) == 4


def test_higher_levels_have_heavier_borders() -> None:
    """Level is never told by colour alone."""
    drawn = graph({"1": "specialist", "2": "senior", "3": "staff", "4": "principal"}, [("1", "2"), ("3", "4")])
    weights = [node.paint.weight for node in diagram(drawn).nodes]
    assert weights == sorted(set(weights))


def test_boxes_hold_their_labels() -> None:
    """No name sticks out of its box, also in a font a little wider than Helvetica."""
    for node in diagram(graph(["ab", "a-rather-long-name-of-an-agent-with-two-lines"], [])).nodes:
        assert node.width > max(map(width, node.lines)) * 1.1
        assert node.height > 12 * len(node.lines)


def test_both_directions_are_one_line() -> None:
    """Work that goes to and fro is one line with two arrowheads."""
    shown = diagram(graph(["a", "b"], [("a", "b", "workflow", "asks"), ("b", "a", "workflow", "tells")]))
    assert between(shown, "a", "b", "workflow").both


def test_of_a_cycle_of_two_one_direction_is_to_be_cut() -> None:
    """A to B and B to A are two lines, and the dashed one leads from the agent whose entry is to go."""
    shown = diagram(graph(["a", "b"], [("a", "b"), ("b", "a")]))
    looks = {(link.source, link.cut): link for link in shown.links}
    assert len(looks) == 2
    assert sorted(link.pen.dash for link in shown.links) == ["dashed", "solid"]
    assert {link.pen.colour for link in shown.links} == {ALARM}
    assert sorted(link.classes for link in shown.links) == ["edge escalation cycle", "edge escalation cycle cut"]
    (cut,) = (link for link in shown.links if link.cut)
    agents = {node.id: node.agent for node in shown.nodes}
    assert f"Suggested to remove: {agents[cut.source]} -> {agents[cut.target]}" in cut.tooltip


def test_the_suggested_cut_is_dashed_and_explained() -> None:
    """One line of a ring is dashed: without it there is no cycle; its tooltip says so, and so does the legend."""
    shown = diagram(ring())
    (cut,) = (link for link in shown.links if link.cut)
    assert cut.pen == Pen(ALARM, CYCLE_WEIGHT, "dashed", "normal")
    assert "\nSuggested to remove: " in cut.tooltip
    texts = [swatch.text for swatch in shown.legend]
    assert texts[-2:] == ["escalation cycle", "escalation cycle: suggested cut"]


def test_only_the_lines_on_a_cycle_are_marked() -> None:
    """What leads into a cycle is not a part of it."""
    shown = diagram(ring())
    assert [between(shown, *pair).cycle for pair in ("ab", "bc", "ca", "da")] == [True, True, True, False]


def test_workflow_may_go_round() -> None:
    """Only relations that must not have cycles show them as a mistake."""
    shown = diagram(graph(["a", "b"], [("a", "b", "workflow", "gives"), ("b", "a", "workflow", "gives")]))
    assert not between(shown, "a", "b", "workflow").cycle


def test_an_agent_that_escalates_to_itself_shows_a_loop() -> None:
    """A self reference is a mistake worth seeing, and no cycle; one in parallel is shown where a finding names it."""
    drawn = graph(["a", "b"], [("a", "a"), ("a", "a", "parallel"), ("b", "a")])
    shown = diagram(drawn)
    (link,) = (link for link in shown.links if link.is_loop)
    assert (link.cycle, link.backbone, link.pen.colour) == (False, False, ALARM)
    assert "refers to itself" in [swatch.text for swatch in shown.legend]
    assert not any("cycle" in swatch.text for swatch in shown.legend)
    named = Finding(
        "a names itself", Span("agents/a.md", 3, 1), agents=("a",), edges=(("a", "a", "parallel"),), code="GK103"
    )
    marked = diagram(drawn, RenderOptions(only_findings=True), [named])
    assert [(link.relation, link.is_loop) for link in marked.links] == [("parallel", True)]


def test_a_phrase_that_repeats_an_escalation_draws_no_second_line() -> None:
    """`to_boss: why` of the escalation triggers says again what `escalation_to` says; the tooltip keeps it."""
    shown = diagram(
        graph(["a", "b"], [("a", "b"), ("a", "b", "workflow", "escalates"), ("b", "a", "workflow", "asks")])
    )
    assert [link.relation for link in shown.links] == ["escalation", "workflow"]
    escalation = between(shown, "a", "b")
    assert (escalation.both, escalation.cycle) == (False, False)
    assert "a works with b (escalates)" in escalation.tooltip


def test_a_phrase_that_escalates_elsewhere_stays_a_line_of_its_own() -> None:
    """Without an escalation that says the same, it is the only witness; so it is when escalation is not drawn."""
    other = graph(["a", "b"], [("b", "a"), ("a", "b", "workflow", "escalates")])
    assert between(diagram(other), "a", "b", "workflow").directed
    again = graph(["a", "b"], [("a", "b"), ("a", "b", "workflow", "escalates")])
    shown = diagram(again, RenderOptions(relations=("workflow",)))
    assert [link.relation for link in shown.links] == ["workflow"]


def test_authority_stands_above() -> None:
    """Escalation goes up, delegation comes down, and both say who is the upper."""
    assert standing(diagram(graph(["boss", "dev"], [("dev", "boss")]))) == {"dev": "boss"}
    assert standing(diagram(graph(["boss", "dev"], [("boss", "dev", "delegation")]))) == {"dev": "boss"}


def test_only_the_first_relation_shapes_the_layout() -> None:
    """Workflow between agents that escalation has placed moves nobody."""
    drawn = graph(["a", "b", "c"], [("a", "b"), ("c", "b"), ("a", "c", "workflow", "asks")])
    shown = diagram(drawn)
    assert standing(shown) == {"a": "b", "c": "b"}
    assert not between(shown, "a", "c", "workflow").backbone


@pytest.mark.parametrize("pair", [("helper", "dev"), ("dev", "helper")])
def test_who_hangs_on_by_workflow_alone_stands_below(pair: tuple[str, str]) -> None:
    """Whoever is joined to the hierarchy by another relation must not look like its head."""
    shown = diagram(graph(["boss", "dev", "helper"], [("dev", "boss"), (*pair, "workflow", "asks")]))
    assert standing(shown) == {"dev": "boss", "helper": "dev"}


def test_parallel_pairs_place_nobody() -> None:
    """A line without direction has no upper end: agents with nothing else stand in the rows below."""
    shown = diagram(graph(["a", "b"], [("a", "b", "parallel")]))
    assert [node.agent for node in shown.loose] == ["a", "b"]
    assert not between(shown, "a", "b", "parallel").directed


def test_loose_nodes_are_sorted_by_what_they_are() -> None:
    """Agents first, then orphans, then names without a definition."""
    drawn = graph(["a", "b", "z"], [("b", "z", "parallel"), ("b", "ghost", "parallel")], ghosts=("ghost",))
    assert [node.agent for node in diagram(drawn).loose] == ["b", "z", "a", "ghost"]


def test_missing_names_of_hidden_relations_are_counted() -> None:
    """A dashed box without any line would puzzle its reader."""
    names = [f"a{number:02}" for number in range(8)]
    pairs = [(a, b, "parallel") for a in names for b in names if a < b][:20]
    drawn = graph(names, [*pairs, *itertools.pairwise(names), ("a00", "gone", "parallel")], ghosts=("gone",))
    shown = diagram(drawn)
    assert "gone" not in states(shown)
    assert shown.caption == "21 parallel pairs not drawn; 1 missing name of relations not drawn"
    assert "gone" in states(diagram(drawn, RenderOptions(relations=("parallel",))))


def crowd(agents: int, pairs: int, relation: str) -> AgentGraph:
    """Build a chain of escalation with so many lines of another relation."""
    names = [f"a{number:02}" for number in range(agents)]
    chain = list(itertools.pairwise(names))
    others = [(a, b) for a in names for b in names if a < b and (a, b) not in chain][:pairs]
    label = ("asks",) if relation == "workflow" else ()
    return graph(names, [*chain, *((*pair, relation, *label) for pair in others)])


@pytest.mark.parametrize(
    ("agents", "pairs", "relation", "caption"),
    [
        (8, 12, "parallel", ""),
        (8, 13, "parallel", "13 parallel pairs not drawn"),
        (8, 20, "workflow", ""),
        (31, 46, "workflow", ""),
        (31, 47, "workflow", "47 workflow pairs not drawn"),
    ],
)
def test_what_would_bury_the_picture_is_left_out_with_a_word(
    agents: int, pairs: int, relation: str, caption: str
) -> None:
    """Above one and a half per node, and above 30 nodes for arrows, lines are counted instead of drawn."""
    shown = diagram(crowd(agents, pairs, relation))
    assert shown.caption == caption
    assert sum(link.relation == relation for link in shown.links) == (0 if caption else pairs)
    assert caption in shown.description


def test_the_backbone_is_never_left_out() -> None:
    """However many escalations there are, they are the picture."""
    names = [f"a{number:02}" for number in range(40)]
    drawn = graph(names, [(a, b) for a in names for b in names if a < b][:300])
    assert len(diagram(drawn).links) == 300


def test_relations_can_be_chosen() -> None:
    """Who asks for a relation gets it, however dense, and the others are counted."""
    shown = diagram(crowd(8, 20, "parallel"), RenderOptions(relations=("parallel",)))
    assert {link.relation for link in shown.links} == {"parallel"}
    assert shown.caption == "7 escalation pairs not drawn"


def test_a_mesh_comes_with_advice() -> None:
    """More lines than anybody can follow are drawn when they are asked for, with a word on what shows more."""
    names = [f"a{number:02}" for number in range(40)]
    drawn = graph(names, [(a, b) for a in names for b in names if a < b][:301])
    assert "301 lines" in diagram(drawn).advice
    assert not diagram(drawn, RenderOptions(focus=("a00",))).advice


def test_an_unknown_relation_is_refused_with_the_known_ones() -> None:
    """A typo must not give an empty picture."""
    with pytest.raises(RenderError, match=r"no relation `escalaton`.*escalation, delegation"):
        diagram(team(), RenderOptions(relations=("escalaton",)))


def test_a_relation_may_have_a_colour_of_its_own() -> None:
    """What the configuration says counts, except where a line is a mistake."""
    drawn = graph(["a", "b", "c"], [("a", "b", "handoff"), ("a", "c", "handoff")], ghosts=("c",))
    relations = {**drawn.relations, "handoff": replace(drawn.relations["handoff"], colour="#123456")}
    agents = {name: drawn.agents[name] for name in "ab"}
    edges = tuple(edge._replace(resolved=edge.target != "c") for edge in drawn.edges)
    shown = diagram(replace(drawn, relations=relations, agents=agents, edges=edges))
    assert between(shown, "a", "b", "handoff").pen.colour == "#123456"
    assert between(shown, "a", "c", "handoff").pen.colour == ALARM


def test_the_legend_shows_only_what_occurs() -> None:
    """Every paint and pen of the picture once, from the top level down, and nothing else."""
    shown = diagram(team())
    assert [swatch.text for swatch in shown.legend] == [
        "principal", "senior", "specialist", "no known level", "orphan", "not defined", "external", "escalates to",
        "delegates to", "hands off to", "runs in parallel with", "works with", "one end is not defined",
    ]  # fmt: skip
    samples = [swatch.sample for swatch in shown.legend]
    assert {node.paint for node in shown.nodes} <= set(samples)
    assert {link.pen for link in shown.links} <= set(samples)
    assert all(isinstance(sample, Paint | Pen) for sample in samples)


def test_the_legend_names_a_cycle_and_skips_what_is_missing() -> None:
    """A picture in which every escalation lies on a cycle explains the cycle, and no levels where nobody has one."""
    shown = diagram(graph(["a", "b"], [("a", "b"), ("b", "a")]))
    assert [swatch.text for swatch in shown.legend] == ["escalation cycle", "escalation cycle: suggested cut"]


def test_tooltips_say_who_said_it_and_where() -> None:
    """The reader need not open a file to know whose line it is."""
    shown = diagram(
        graph({"a": "staff", "b": None}, [("a", "b"), ("a", "b", "parallel"), ("a", "b", "workflow", "asks")])
    )
    assert between(shown, "a", "b").tooltip == "a escalates to b, said by a alone\n  agents/a.md:3 escalation_to: b"
    assert "said by both\n  agents/a.md:4" in between(shown, "a", "b", "parallel").tooltip
    assert "a works with b (asks), said by a alone" in between(shown, "a", "b", "workflow").tooltip
    assert [node.tooltip for node in shown.nodes] == ["a (staff)\nagents/a.md:1", "b\nagents/b.md:1"]


def test_tooltips_of_names_without_a_definition() -> None:
    """Why the box is dashed."""
    tips = {node.agent: node.tooltip for node in diagram(team()).nodes}
    assert tips["gone"] == "gone: no definition defines it"
    assert tips["user"] == "user: external"


def test_tooltips_carry_descriptions_and_findings() -> None:
    """A finding about edges stands at its edges, one about agents at its agents."""
    drawn = graph(["a", "b"], [("a", "b")])
    described = replace(drawn, agents={**drawn.agents, "b": replace(drawn.agents["b"], description="Tests\nthings.")})
    span = Span("agents/a.md", 1, 1)
    findings = [
        Finding("a cycle", span, agents=("a", "b"), edges=(("a", "b", "escalation"),), code="GK201", name="cycle"),
        Finding("b is alone", span, agents=("b",), code="GK501", name="orphan-agent"),
    ]
    shown = diagram(described, findings=findings)
    assert shown.nodes[1].tooltip == "b\nagents/b.md:1\nTests things.\nGK501 orphan-agent: b is alone"
    assert "GK" not in shown.nodes[0].tooltip
    assert between(shown, "a", "b").tooltip.endswith("\nGK201 cycle: a cycle")


def test_long_tooltips_are_cut() -> None:
    """Twenty phrases between two agents do not fill the screen."""
    drawn = graph(["a", "b"], [("a", "b", "workflow", f"does{number:02}") for number in range(20)])
    lines = between(diagram(drawn), "a", "b", "workflow").tooltip.split("\n")
    assert len(lines) == 14
    assert lines[-1] == "and 27 more"


def test_the_description_counts() -> None:
    """Who cannot see the picture hears what is in it."""
    assert diagram(ring()).description == "4 agents, 4 escalation edges, 3 lines on a cycle."
    assert diagram(graph(["a"], [])).description == "1 agent."
    assert "1 missing target." in diagram(team()).description


def test_a_title_is_one_line() -> None:
    """Whatever is passed as a title stays a title."""
    assert diagram(team(), RenderOptions(title=" My\nteam\x1b ")).headline == "My team\\x1b"
    assert diagram(team(), RenderOptions(title=" \n ")).headline is None
    assert diagram(team()).title == "Agent graph: 4 agents"


def test_the_order_of_the_edges_does_not_matter() -> None:
    """The same graph is the same diagram."""
    edges = [("a", "b"), ("b", "c"), ("c", "a", "workflow", "asks"), ("a", "c", "parallel"), ("d", "b")]
    first = diagram(graph(["a", "b", "c", "d"], edges))
    random.Random(7).shuffle(edges)
    drawn = graph(["d", "c", "b", "a"], edges)
    assert [(link.id, link.ends, link.relation) for link in first.links] == [
        (link.id, link.ends, link.relation) for link in diagram(drawn).links
    ]


def test_namesakes_in_folders_of_one_name_differ_too() -> None:
    """The folder that tells them apart is named, however far up it is; a path that ends another one is whole."""
    paths = {"a": "east/agents/dev.md", "b": "west/agents/dev.md", "c": "agents/dev.md"}
    drawn = graph(list(paths), [("a", "b"), ("b", "c")])
    alike = {
        name: replace(agent, name="dev", span=agent.span._replace(path=paths[name]))
        for name, agent in drawn.agents.items()
    }
    files = namesake_files(replace(drawn, agents=alike))
    assert files == {"a": "east/…/dev.md", "b": "west/…/dev.md", "c": "agents/dev.md"}


def test_a_line_that_leads_down_and_that_one_side_omits_shows_both() -> None:
    """Whichever finding comes first, the diamond and the dotted half are there."""
    drawn = graph({"a": "staff", "b": "senior"}, [("a", "b")])
    edges = (("a", "b", "escalation"),)
    found = [Finding("x", Span("a.md", 1, 1), code=code, name=code, edges=edges) for code in ("GK301", "GK401")]
    for findings in (found, found[::-1]):
        (link,) = diagram(drawn, RenderOptions(only_findings=True), findings).links
        assert (link.pen.arrow, link.pen.half, link.mark) == ("diamond", True, "down")
