"""The files: complete, inert, the same every time."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest

from graphkit.renderers import FORMATS, RenderOptions, engine, format_for, render
from graphkit.renderers.svg import FONTS, finish
from graphkit.support.errors import RenderError
from tests.unit.graphs import graph
from tests.unit.renderers import engines
from tests.unit.renderers.pictures import EMBEDDED, HOSTILE, SVG, diagram, groups, hostile, ring, team

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from graphkit.model.graph import AgentGraph
    from graphkit.renderers.options import Direction

SHOWN = (
    "</script><script>alert(1)</s", "a&lt;b &amp; c", "\\N \\G \\L", 'quote"s', "back\\slash\\", "new line", "\\u202eltr",
)  # fmt: skip
"""How some of the hostile names read in a picture."""
ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize(
    ("path", "fmt"),
    [
        ("a.svg", "svg"), ("x/b.PNG", "png"), ("c.dot", "dot"), ("c.gv", "dot"), ("d.mmd", "mmd"), ("d.mermaid", "mmd"),
        ("e.txt", None), ("svg", None),
    ],
)  # fmt: skip
def test_the_suffix_tells_the_format(path: str, fmt: str | None) -> None:
    """`-o team.svg` needs no `--format`."""
    assert format_for(path) == fmt


def test_an_unknown_format_is_refused_with_the_known_ones() -> None:
    """A sentence with a remedy."""
    with pytest.raises(RenderError, match=r"no picture format `gif`.*svg, png, pdf, dot, mmd"):
        render(team(), "gif")


@pytest.mark.parametrize("fmt", FORMATS)
@pytest.mark.parametrize(
    "drawn",
    [graph([], []), graph(["a"], []), team(), ring(), hostile()],
    ids=["empty", "one", "team", "ring", "hostile"],
)
def test_every_format_draws_every_graph(fmt: str, drawn: AgentGraph) -> None:
    """Nothing, one agent, a team, a cycle, hostile names: there is always something to look at."""
    assert len(render(drawn, fmt, EMBEDDED)) > 30


def test_svg_holds_every_node_and_edge() -> None:
    """Each with its id and its classes."""
    shown, drawn = diagram(team()), render(team(), "svg", EMBEDDED)
    assert {name: group.get("class") for name, group in groups(drawn, "agent").items()} == {
        node.id: node.classes for node in shown.nodes if node.classes.startswith("agent")
    }
    assert {name: group.get("class") for name, group in groups(drawn, "edge").items()} == {
        link.id: link.classes for link in shown.links
    }


def test_svg_has_a_name_and_tooltips() -> None:
    """For screen readers and for the pointer."""
    root = ElementTree.fromstring(render(team(), "svg", RenderOptions(engine="embedded", title="The <team>")))
    assert root.get("role") == "img"
    named = [root.find(f"{SVG}*[@id='{name}']") for name in (root.get("aria-labelledby") or "").split()]
    assert [element.text for element in named if element is not None] == ["The <team>", diagram(team()).description]
    titles = {group.get("id"): group.findtext(f"{SVG}title") for group in root.iter(f"{SVG}g")}
    assert titles["n-0"] == "boss (principal)\nagents/boss.md:1"
    assert (titles["e-0"] or "").startswith("dev escalates to boss, said by dev alone")


def test_svg_names_fonts_that_people_have() -> None:
    """Helvetica first, then what looks like it."""
    root = ElementTree.fromstring(render(team(), "svg", EMBEDDED))
    assert {text.get("font-family") for text in root.iter(f"{SVG}text")} == {FONTS}


def outline(group: Element) -> dict[str, str]:
    """Return the attributes of the shape that a group begins with, colours in lower case."""
    shape = next(child for child in group if child.tag in (f"{SVG}path", f"{SVG}polygon"))
    return {name: value.casefold() for name, value in shape.attrib.items()}


def test_svg_shows_what_is_wrong() -> None:
    """Cycles thick and orange, ghosts dashed and orange on white, externals grey, orphans dotted."""
    cycle = groups(render(ring(), "svg", EMBEDDED), "edge", "cycle")
    assert len(cycle) == 3
    for line in map(outline, cycle.values()):
        assert (line["stroke"], line["stroke-width"]) == ("#c44900", "2.4")
    drawn = render(team(), "svg", EMBEDDED)
    ghost, external = outline(groups(drawn, "ghost")["n-4"]), outline(groups(drawn, "external")["n-5"])
    orphan = outline(groups(drawn, "orphan")["n-2"])
    assert (ghost["stroke"], ghost["stroke-dasharray"]) == ("#c44900", "5,2")
    assert (external["stroke"], external["stroke-dasharray"]) == ("#6b7280", "5,2")
    assert orphan["stroke-dasharray"] == "1,5"


def test_svg_from_any_engine_is_made_inert() -> None:
    """Scripts, links, images and unknown attributes of an engine's output never reach the file."""
    drawn = (
        b'<svg xmlns="http://www.w3.org/2000/svg" onload="x()"><script>alert(1)</script><a href="https://x.example">'
        b'<g id="n-0" class="node"><path d="M0 0" onclick="x()"/></g></a><image href="y"/><g id="key-0"/></svg>'
    )
    text = finish(diagram(graph(["a"], [])), drawn).decode()
    assert not re.search("script|href|onload|onclick|image", text.partition("<g")[2])
    assert '<g id="n-0" class="agent unranked">' in text
    assert '<g id="key-0" class="key" />' in text


def test_svg_keeps_hostile_names_as_text() -> None:
    """Every name is shown, none of them acts."""
    drawn = render(hostile(), "svg", EMBEDDED)
    root = ElementTree.fromstring(drawn)
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        "svg", "g", "title", "desc", "path", "polygon", "polyline", "ellipse", "text",
    }  # fmt: skip
    shown = ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]
    assert {*SHOWN} <= {*shown}
    assert not re.search("[\x00-\x08\u202e]", drawn.decode())


def test_dot_is_one_complete_file_that_keeps_hostile_names_as_text() -> None:
    """An engine reads all of it, and shows the names as they are."""
    source = render(hostile(), "dot", EMBEDDED).decode()
    (embedded,) = engine.available("embedded")
    root = ElementTree.fromstring(engine.run(embedded, ["-Tsvg"], source, 30))
    shown = ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]
    assert {*SHOWN} <= {*shown}
    assert len(groups(ElementTree.tostring(root), "node")) == len(HOSTILE) + 1


def test_dot_never_labels_an_edge_and_only_the_backbone_constrains() -> None:
    """What made engines crash and pictures sprawl."""
    source = render(team(), "dot", RenderOptions(title="My <team>")).decode()
    edges = [line for line in source.splitlines() if " -> " in line]
    assert len(edges) == 8
    assert not any(re.search(r"\blabel=", line) for line in edges)
    assert ["constraint=false" in line for line in edges] == ["edge escalation" not in line for line in edges]
    assert "<B>My &lt;team&gt;</B>" in source


def test_dot_says_what_it_leaves_out() -> None:
    """The caption stands below the legend."""
    assert "<I>4 escalation pairs, 1 delegation pair," in render(team(), "dot", RenderOptions(relations=())).decode()


def test_mermaid_says_what_it_leaves_out() -> None:
    """The caption stands in the legend."""
    text = render(team(), "mmd", RenderOptions(relations=())).decode()
    assert 'caption["4 escalation pairs, 1 delegation pair,' in text


def test_dot_stacks_loose_nodes() -> None:
    """A hundred orphans are a block, not a row."""
    source = render(graph([f"a{number}" for number in range(20)], []), "dot").decode()
    assert source.count("style=invis") == 12


def test_dot_of_nothing_has_no_legend() -> None:
    """There is nothing to explain."""
    assert "label=" not in render(graph([], []), "dot").decode()


def test_mermaid_reads_like_the_graph() -> None:
    """Boxes, lines by kind, classes, and a legend."""
    text = render(team(), "mmd").decode()
    assert text.startswith("flowchart BT\n")
    for line in (
        'n0["boss<br/>principal"]:::agent_level_3', 'n4["gone<br/>(not defined)"]:::ghost', "n1 --> n0", "n3 -.-> n4", "n1 -.- n0",
        "n1 <--> n3", 'k7a((" ")) -->|"escalates to"| k7b((" "))',
    ):  # fmt: skip
        assert f"  {line}\n" in text
    assert "stroke-dasharray:5 3" in re.findall("classDef ghost .*", text)[0]


@pytest.mark.parametrize(("direction", "link"), [("BT", "key ~~~ n0"), ("TB", "n0 ~~~ key"), ("LR", None)])
def test_the_legend_of_mermaid_stands_below(direction: Direction, link: str | None) -> None:
    """Invisible links keep it from lying beside the drawing, over its lines; sideways it has room there."""
    text = render(graph(["a", "b"], [("a", "b")]), "mmd", RenderOptions(direction=direction)).decode()
    assert re.findall(r"key ~~~ n0|n0 ~~~ key", text) == ([link] if link else [])


def test_the_legend_of_mermaid_takes_no_line_from_the_drawing() -> None:
    """Where there are nearly as many lines as GitHub draws, the legend stands where it may."""
    names = [f"a{number:02}" for number in range(40)]
    pairs = [(a, b) for a in names for b in names if a < b]
    assert " ~~~ " in render(graph(names, pairs[:440]), "mmd").decode()
    assert " ~~~ " not in render(graph(names, pairs[:480]), "mmd").decode()


def test_mermaid_goes_down_where_work_is_handed_down() -> None:
    """Without escalation the first line begins at the top."""
    assert render(graph(["a", "b"], [("a", "b", "handoff")]), "mmd").decode().startswith("flowchart TB\n")


def test_every_line_of_mermaid_has_its_style() -> None:
    """The numbers of `linkStyle` cover all lines, each once."""
    text = render(team(), "mmd").decode()
    lines = [line for line in text.splitlines() if re.search(r" <?(-->|---|-\.->|-\.-)(\|| )", line)]
    numbers = [int(number) for found in re.findall(r"linkStyle (\S+)", text) for number in found.split(",")]
    assert sorted(numbers) == list(range(len(lines)))


def test_mermaid_keeps_hostile_names_as_text() -> None:
    """Nothing that could end a label, open a comment or start markup is left as it is."""
    text = render(hostile(), "mmd", RenderOptions(title='a"]\n%%{init}%%')).decode()
    labels = re.findall(r'^  n\d+\["(.*)"\]:::', text, re.M)
    assert len(labels) == len(HOSTILE) + 1
    assert not re.search(r"[<>\"`\\\[\]{}%;]", re.sub(r"#\d+;|<br/>", "", "".join(labels)))
    assert "%%" not in text


def test_mermaid_that_github_would_refuse_is_refused_here() -> None:
    """With a hint, not with a file that shows an error."""
    names = [f"a{number:02}" for number in range(40)]
    many = [(a, b) for a in names for b in names if a < b][:501]
    with pytest.raises(RenderError, match=r"at most 500 edges.*svg"):
        render(graph(names, many), "mmd")
    with pytest.raises(RenderError, match=r"at most 50,000 characters.*svg"):
        render(graph([f"{number:03}-{'x' * 60}" for number in range(700)], []), "mmd", RenderOptions(whole=True))


def test_png_is_a_png() -> None:
    """The engine's own, after its SVG was found complete."""
    assert render(team(), "png", EMBEDDED).startswith(b"\x89PNG\r\n")


def test_a_png_is_only_written_when_everything_is_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody can count the edges of a PNG, so its SVG is counted."""
    engines.install(tmp_path, engines.changing(engines.WITHOUT_AN_EDGE), monkeypatch)
    with pytest.raises(RenderError, match=r"drew 7 of 8 edges"):
        render(team(), "png", RenderOptions(engine="system"))


_PROGRAM = """
import sys
from graphkit.renderers import render, RenderOptions
from tests.unit.renderers.pictures import team, hostile
for fmt in ("svg", "dot", "mmd"):
    for drawn in (team(), hostile()):
        for options in (RenderOptions(engine="embedded"), RenderOptions(engine="embedded", theme="auto", cluster="group")):
            sys.stdout.buffer.write(render(drawn, fmt, options))
for fmt in ("svg", "pdf", "png"):
    sys.stdout.buffer.write(render(team(), fmt, RenderOptions(view="matrix", theme="auto")))
sys.stdout.buffer.write(render(hostile(), "pdf", RenderOptions(engine="embedded")))
for fmt in ("pdf", "d2", "plantuml", "json"):
    sys.stdout.buffer.write(render(team(), fmt, RenderOptions(engine="embedded")))
"""


def test_bytes_do_not_depend_on_hash_seed_locale_or_fonts(tmp_path: Path) -> None:
    """Committed pictures do not change by themselves, nor on a machine without any font."""
    no_fonts = tmp_path / "fonts.conf"
    no_fonts.write_text('<?xml version="1.0"?><fontconfig></fontconfig>', encoding="utf-8")

    def drawn(**environment: str) -> bytes:
        return subprocess.run(
            [sys.executable, "-c", _PROGRAM], capture_output=True, check=True, cwd=tmp_path, timeout=120,
            env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        ).stdout  # fmt: skip

    first = drawn(PYTHONHASHSEED="1", LC_ALL="C")
    assert first == drawn(PYTHONHASHSEED="2", LC_ALL="de_DE.UTF-8", TZ="Asia/Tokyo", FONTCONFIG_FILE=str(no_fonts))
    assert b"<svg" in first


def test_choosing_a_format_loads_only_what_it_needs() -> None:
    """Asking for the list of formats costs nothing: no engine, no graphviz, no networkx."""
    program = "import sys, graphkit.renderers; print(sorted({'graphviz', 'networkx', 'matplotlib'} & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, cwd=ROOT, timeout=60)
    assert run.stdout.strip() == b"[]"
