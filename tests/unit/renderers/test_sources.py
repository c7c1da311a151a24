"""Formats that others draw or read: D2, PlantUML, positions; frames, links and parts."""

from __future__ import annotations

import itertools
import json
import re
import sys
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from graphkit.model.graph import AgentGraph
from graphkit.model.spans import Span
from graphkit.renderers import RenderOptions, draw, pdf, render
from graphkit.renderers.options import Direction, View
from graphkit.renderers.split import index, parts
from graphkit.support.errors import RenderError
from tests.unit.graphs import graph
from tests.unit.renderers import engines
from tests.unit.renderers.pictures import EMBEDDED, HOSTILE, SVG, diagram, groups, hostile, ring, team


def folders(**homes: str) -> AgentGraph:
    """Return a chain of agents, each in a folder of its own choice, that ends at a ghost."""
    names = list(homes)
    built = graph(names, [*itertools.pairwise(names), (names[-1], "gone")], ghosts=("gone",))
    agents = {
        name: replace(built.agents[name], span=Span(f"{home}/{name}.md", 1, 1), group=home.rpartition("/")[2])
        for name, home in homes.items()
    }
    return replace(built, agents=agents)


TWO = folders(a="team/web", b="team/web", c="team/data")
CLUSTERED = replace(EMBEDDED, cluster="group")


def test_d2_reads_like_the_graph() -> None:
    """Boxes with their colours, lines by kind, direction."""
    text = render(team(), "d2").decode()
    assert text.startswith("# Agent graph: 4 agents\ndirection: up\n")
    for line in (
        'n0: "boss\\nprincipal" {',
        'n4: "gone\\n(not defined)" {',
        'n1 -> n0: "escalation" {style:',
        'n0 -- n1: "parallel" {style:',
        'n1 <-> n3: "workflow" {style:',
    ):
        assert f"\n{line}" in text
    assert "stroke-dash: 4" in text
    assert "direction: left" in render(team(), "d2", RenderOptions(direction="RL")).decode()
    assert 'caption: "4 escalation pairs' in render(team(), "d2", RenderOptions(relations=())).decode()


@pytest.mark.parametrize(("asked", "up", "down"), [(None, "up", "down"), ("TB", "down", "up"), ("RL", "left", "right")])
def test_d2_has_authority_where_it_was_asked_for(asked: Direction | None, up: str, down: str) -> None:
    """D2 lays out along the arrows: those of a delegation lead down."""
    for relation, way in (("escalation", up), ("delegation", down)):
        text = render(graph(["a", "b"], [("a", "b", relation)]), "d2", RenderOptions(direction=asked)).decode()
        assert f"\ndirection: {way}\n" in text


@pytest.mark.parametrize(
    ("asked", "first", "sideways"), [(None, "n1 <", 0), ("TB", "n0 -", 0), ("RL", "n1 <", 1), ("LR", "n0 -", 1)]
)
def test_plantuml_has_authority_where_it_was_asked_for(asked: Direction | None, first: str, sideways: int) -> None:
    """What comes first stands on top, or on the left."""
    text = render(graph(["a", "b"], [("a", "b")]), "plantuml", RenderOptions(direction=asked)).decode()
    assert f"\n{first}" in text
    assert text.count("left to right direction") == sideways


def test_d2_keeps_hostile_names_as_text() -> None:
    """Quotes, backslashes and dollar signs are escaped: they would end the label or fill in a variable."""
    named = graph(['a"b', "${x}", "\\"], [])
    text = render(named, "d2").decode()
    for label in (r'"a\"b"', r'"\${x}"', r'"\\"'):
        assert f": {label} {{" in text
    assert len(re.findall(r'^n\d+: "', render(hostile(), "d2").decode(), re.M)) == len(HOSTILE) + 1


def test_plantuml_reads_like_the_graph() -> None:
    """Authority on top; arrows keep their ends."""
    text = render(team(), "plantuml").decode()
    assert text.startswith("@startuml\n")
    assert text.endswith("@enduml\n")
    for part in (
        'rectangle "boss\\nprincipal" as n0 #D3C4EE',
        '"gone\\n',
        "n0 <-[#1D4ED8",
        "n0 -[#8B93A1,dashed",
        "> n3\n",
    ):
        assert part in text
    assert "left to right direction" in render(team(), "plantuml", RenderOptions(direction="LR")).decode()
    assert "\ncaption 4 escalation pairs" in render(team(), "plantuml", RenderOptions(relations=())).decode()


def test_plantuml_keeps_hostile_names_as_text() -> None:
    """Whatever could be markup or a function becomes a code point."""
    text = render(graph(['a"b', "%date()", "<b>x</b>", "__u__", "--s--", "[[http://x]]"], []), "plantuml").decode()
    labels = "".join(re.findall('^rectangle "(.*)" as', text, re.M))
    assert not re.search(r'["%\[\]/]|<(?!U\+)|__|--', labels)


@pytest.mark.parametrize("fmt", ["d2", "plantuml", "dot", "mmd", "svg", "json"])
def test_frames_hold_their_agents(fmt: str) -> None:
    """`--cluster group`: a frame for each, named by it."""
    text = render(TWO, fmt, CLUSTERED).decode()
    starts = {
        "d2": 'c0: "data"', "plantuml": 'package "data" {', "dot": 'subgraph "cluster_c-0"', "mmd": 'subgraph c0 ["data"]',
        "svg": '<g id="c-0" class="cluster">', "json": '"label": "data"',
    }  # fmt: skip
    assert starts[fmt] in text
    assert starts[fmt] not in render(TWO, fmt, EMBEDDED).decode()


def test_frames_surround_their_boxes() -> None:
    """Each box stands in its own frame, whatever else the layout does; a ghost stands in none."""
    many = folders(**{f"a{n}": f"t/{'xyz'[n % 3]}" for n in range(9)})
    data = json.loads(render(many, "json", CLUSTERED))
    homes = {agent: cluster for cluster in data["clusters"] for agent in cluster["agents"]}
    assert len(homes) == 9
    for node in data["nodes"]:
        if node["agent"] in homes:
            frame = homes[node["agent"]]
            assert frame["left"] <= node["x"] - node["width"] / 2
            assert node["x"] + node["width"] / 2 <= frame["left"] + frame["width"]
            assert frame["top"] <= node["y"] - node["height"] / 2
            assert node["y"] + node["height"] / 2 <= frame["top"] + frame["height"]


def test_strangers_in_a_frame_stand_in_rows() -> None:
    """Not in one row that makes the frame as wide as the street."""
    lonely = graph([f"a{n}" for n in range(9)], [])
    data = json.loads(render(lonely, "json", CLUSTERED))
    assert len({node["y"] for node in data["nodes"]}) == 3


def test_frames_of_folders_leave_out_what_all_share() -> None:
    """A label is short; a folder of its own is named by its last part."""
    labels = [cluster.label for cluster in diagram(TWO, RenderOptions(cluster="folder")).clusters]
    assert labels == ["data", "web"]
    (alone,) = diagram(folders(a="x/team"), RenderOptions(cluster="folder")).clusters
    assert alone.label == "team"
    nested = folders(a="x", b="x/y")
    assert [cluster.label for cluster in diagram(nested, RenderOptions(cluster="folder")).clusters] == ["x", "y"]


def test_positions_tell_the_layout_of_the_picture() -> None:
    """Boxes within the sheet, curves of 3n+1 points, authority above."""
    data = json.loads(render(ring(), "json", EMBEDDED))
    places = {node["agent"]: node for node in data["nodes"]}
    assert all(0 <= node["x"] <= data["width"] and 0 <= node["y"] <= data["height"] for node in places.values())
    assert all(len(edge["points"]) % 3 == 1 for edge in data["edges"])
    assert sum(edge["cut"] for edge in data["edges"]) == 1
    assert places["d"]["y"] > places["a"]["y"]


@pytest.mark.parametrize(
    ("direction", "axis", "sign"), [("BT", "y", -1), ("TB", "y", 1), ("RL", "x", -1), ("LR", "x", 1)]
)
def test_direction_says_where_authority_is(direction: Direction, axis: str, sign: int) -> None:
    """`BT` has it on top, `RL` on the left."""
    data = json.loads(render(graph(["a", "b"], [("a", "b")]), "json", replace(EMBEDDED, direction=direction)))
    places = {node["agent"]: node[axis] for node in data["nodes"]}
    assert (places["b"] - places["a"]) * sign > 0
    first = render(graph(["a", "b"], [("a", "b")]), "mmd", RenderOptions(direction=direction)).decode()
    assert first.startswith(f"flowchart {direction}\n")


def test_links_lead_below_the_prefix() -> None:
    """To the file and line of each definition; a ghost has none."""
    drawn = render(TWO, "svg", replace(EMBEDDED, link_prefix="https://x.example/blob/main/"))
    links = [link.get("href") for link in ElementTree.fromstring(drawn).iter(f"{SVG}a")]
    assert links == [f"https://x.example/blob/main/team/{path}.md#L1" for path in ("web/a", "web/b", "data/c")]
    assert {"n-0", "n-1", "n-2"} <= groups(drawn, "agent").keys()
    with pytest.raises(RenderError, match=r"no prefix for links"):
        render(TWO, "svg", replace(EMBEDDED, link_prefix="javascript:alert(1)//"))


def test_a_large_scale_makes_a_large_png_but_not_a_monstrous_one() -> None:
    """Twice the scale, twice the side; programs refuse more than 30,000 pixels."""

    def side(scale: float) -> int:
        return int.from_bytes(render(ring(), "png", replace(EMBEDDED, scale=scale))[16:20])

    assert abs(side(2) - 2 * side(1)) <= 2
    chain = [f"a{n:02}" for n in range(60)]
    tall = graph(chain, list(itertools.pairwise(chain)))
    with pytest.raises(RenderError, match=r"pixels wide or high.*--scale"):
        render(tall, "png", replace(EMBEDDED, scale=10))


def test_pdf_has_vectors_and_text() -> None:
    """By svglib and reportlab; what it says can be searched."""
    data = render(team(), "pdf", replace(EMBEDDED, title="Team"))
    assert data.startswith(b"%PDF")
    assert b"/Subtype /Image" not in data


def test_pdf_brings_the_letters_that_its_readers_may_lack() -> None:
    """Greek, Cyrillic and the rest of Latin are embedded; a picture that has none of them carries no font."""
    assert b"DejaVu" not in render(team(), "pdf", EMBEDDED)
    for name in ("łódź", "аналитик", "αβγ"):
        data = render(graph([name], []), "pdf", EMBEDDED)
        assert b"/FontFile2" in data
        assert b"+DejaVuSans" in data


@pytest.mark.parametrize("view", ["graph", "matrix"])
def test_letters_that_a_picture_may_lack_are_told(view: View) -> None:
    """Of a PNG and a PDF, which bring their fonts; an SVG takes those of its reader."""
    options = replace(EMBEDDED, view=view)
    strange = graph(["łódź", "аналитик", "后端"], [("łódź", "后端"), ("后端", "аналитик")])
    usual = graph(["łódź", "аналитик", "½ ª µ ° ©"], [("łódź", "аналитик"), ("½ ª µ ° ©", "łódź")])
    for fmt in ("png", "pdf"):
        assert "may lack letters such as 后" in draw(strange, fmt, options).advice
        assert draw(usual, fmt, options).advice == ""
    assert draw(strange, "svg", options).advice == ""


def test_pdf_without_the_extra_comes_from_the_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And without either, the sentence says what to install."""
    monkeypatch.setitem(sys.modules, "svglib.svglib", None)
    with pytest.raises(RenderError, match=r"pip install reportlab svglib"):
        render(team(), "pdf", EMBEDDED)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(RenderError, match=r"pip install reportlab svglib"):
        render(team(), "pdf", RenderOptions())
    asked = []
    monkeypatch.setattr(pdf, "available", lambda _kind: [])
    monkeypatch.setattr(
        "graphkit.renderers.pdf.graphviz.draw",
        lambda _diagram, options, fmt: asked.append((options.engine, fmt)) or b"%PDF",
    )
    assert render(team(), "pdf", RenderOptions()) == b"%PDF"
    assert asked == [("system", "pdf")]
    assert engines


def test_components_are_parts_and_strangers_share_the_last() -> None:
    """The largest first, named by whom most lead to."""
    split = graph(["a", "b", "c", "x", "y", "lone", "hermit"], [("a", "c"), ("b", "c"), ("x", "y")])
    found = parts(split, "component")
    assert [(part.name, part.label, sorted(part.agents)) for part in found] == [
        ("1-around-c", "around c", ["a", "b", "c"]), ("2-around-x", "around x", ["x", "y"]),
        ("3-without-relations", "without relations", ["hermit", "lone"]),
    ]  # fmt: skip
    assert [part.label for part in parts(split, "component", ["parallel"])] == ["without relations"]
    assert [part.label for part in parts(graph(["a", "b"], [("a", "b")]), "component")] == ["around a"]


def test_groups_are_parts_with_their_ghosts() -> None:
    """One for each, and file names that no name of a group can break."""
    found = parts(folders(a="t/Über ../x", b="t/web"), "group")
    assert [(part.name, sorted(part.agents)) for part in found] == [("1-web", ["b", "gone"]), ("2-x", ["a"])]
    assert parts(folders(a="t/日本"), "group")[0].name == "1-group"


def test_the_index_lists_every_part() -> None:
    """Escaped, with a link and a picture."""
    found = parts(folders(a="t/*b*", b="t/web"), "group")
    text = index("All | agents", [(part, f"team-{part.name}.svg") for part in found], TWO)
    assert text.startswith("# All \\| agents\n")
    assert "| [\\*b\\*](team-1-b.svg) | 1 |" in text
    assert "![web](team-2-web.svg)" in text
