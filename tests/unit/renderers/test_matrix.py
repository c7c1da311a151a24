"""The matrix: who says what about whom."""

from __future__ import annotations

import itertools
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from graphkit.model.calls import Caller
from graphkit.model.findings import Finding, Severity
from graphkit.model.graph import AgentGraph, Edge, Ghost
from graphkit.model.references import Reference
from graphkit.model.relations import Direction
from graphkit.model.spans import Span
from graphkit.renderers import RenderOptions, draw, render
from graphkit.renderers.compose import shown_graph
from graphkit.renderers.matrix_model import Matrix, Voice, matrix
from graphkit.renderers.matrix_sheet import Sheet
from graphkit.renderers.text import width as text_width
from graphkit.support.errors import RenderError
from tests.unit.graphs import graph
from tests.unit.renderers.pictures import SVG, hostile, team

MATRIX = RenderOptions(view="matrix")


def one_sided() -> AgentGraph:
    """Two agents that name each other, and one that names a silent third and a ghost."""
    built = graph(
        {"a": "staff", "b": "staff", "c": "senior"},
        [("a", "b", "parallel"), ("a", "c", "parallel"), ("a", "gone", "parallel"), ("c", "a")],
        ghosts=("gone",),
    )
    heard = [
        e._replace(references=tuple(r for r in e.references if r.agent == "a" or e.target == "b")) for e in built.edges
    ]
    return replace(built, edges=(*tuple(heard[1:]), built.edges[0]))


def seen(table: Matrix) -> dict[tuple[str, str, str], str]:
    """Return the voice of every cell by row, column and relation."""
    names = [member.agent for member in table.members]
    return {(names[cell.row], names[cell.column], cell.relation): str(cell.voice) for cell in table.cells}


def test_rows_go_from_the_top_level_down_and_end_with_what_nobody_defines() -> None:
    """Levels are apart, names sorted within them; externals come after ghosts."""
    table = matrix(team())
    assert [member.agent for member in table.members] == ["boss", "dev", "tester", "loner", "gone", "user"]
    assert [(section.label, section.start, section.stop) for section in table.sections] == [
        ("principal", 0, 1), ("senior", 1, 2), ("specialist", 2, 3), ("no known level", 3, 4), ("not defined", 4, 5),
        ("external", 5, 6),
    ]  # fmt: skip


def test_one_sided_pairs_show_on_both_sides() -> None:
    """A says so, C does not answer; nobody expects an answer of a ghost."""
    assert seen(matrix(one_sided())) == {
        ("a", "b", "parallel"): "both", ("b", "a", "parallel"): "both",
        ("a", "c", "parallel"): "row", ("c", "a", "parallel"): "column",
        ("a", "gone", "parallel"): "row", ("c", "a", "escalation"): "row",
    }  # fmt: skip
    assert sum(cell.is_missing for cell in matrix(one_sided()).cells) == 1


def test_totals_count_what_is_said() -> None:
    """Of its row and of its column; a missing answer is none."""
    totals = {member.agent: (member.given, member.taken) for member in matrix(one_sided()).members}
    assert totals["a"] == ({"parallel": 3}, {"parallel": 1, "escalation": 1})
    assert totals["c"] == ({"escalation": 1}, {"parallel": 1})


def test_a_wildcard_answers_everybody() -> None:
    """`parallel_compatible: all` on the other side makes it both."""
    built = one_sided()
    open_to_all = replace(built, agents={**built.agents, "c": replace(built.agents["c"], wildcards=("parallel",))})
    assert seen(matrix(open_to_all))["c", "a", "parallel"] == str(Voice.BOTH)


def test_it_can_be_limited() -> None:
    """To relations, and to agents."""
    assert set(matrix(team(), relations=("escalation",)).relations) == {"escalation"}
    assert [member.agent for member in matrix(team(), among={"boss", "dev"}).members] == ["boss", "dev"]


def test_findings_travel_with_their_cell() -> None:
    """So that a picture can mark it."""
    found = Finding(
        "odd", Span("x", 1, 1), edges=(("c", "a", "escalation"),), severity=Severity.ERROR, code="GK1", name="n"
    )
    (cell,) = (cell for cell in matrix(one_sided(), [found]).cells if cell.relation == "escalation")
    assert cell.remarks == ("GK1 n: odd",)
    plain, marked = (render(one_sided(), "svg", MATRIX, given).decode() for given in ((), [found]))
    assert "a finding speaks of it" in marked
    assert "a finding speaks of it" not in plain


def texts(svg: bytes) -> list[str]:
    """Return the words of a picture."""
    return ["".join(words.itertext()).strip() for words in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def test_a_pair_with_nobody_is_framed_when_a_finding_speaks_of_it() -> None:
    """There is no cell of an answer that could tell."""
    found = Finding("odd", Span("x", 1, 1), edges=(("a", "gone", "parallel"),), severity=Severity.ERROR, code="GK1")
    assert "a finding speaks of it" in texts(render(one_sided(), "svg", MATRIX, [found]))


def test_the_legend_explains_only_what_occurs() -> None:
    """Where every missing answer is a finding, there is no grey cross to explain."""
    found = Finding("odd", Span("x", 1, 1), edges=(("a", "c", "parallel"),), severity=Severity.ERROR, code="GK1")
    words = texts(render(one_sided(), "svg", MATRIX, [found]))
    assert "its list omits it: a finding" in words
    assert "parallel, row does not answer" not in words
    assert "a finding speaks of it" not in words


def test_title_and_caption_fit_onto_the_sheet() -> None:
    """However small the table is."""
    table = matrix(one_sided())
    long = "W" * 120
    narrow, titled, captioned = (
        Sheet(table, one_sided(), title, caption) for title, caption in (("a", "b"), (long, ""), (None, long))
    )
    assert titled.width > text_width(long, 13) * 1.18
    assert captioned.width > text_width(long, 9) * 1.18
    assert narrow.width == 420


def test_the_picture_is_a_named_image_with_tooltips() -> None:
    """For screen readers and the pointer; names are text, not shapes."""
    root = ElementTree.fromstring(render(one_sided(), "svg", replace(MATRIX, title="Who & whom")))
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == "Who & whom"
    texts = ["".join(text.itertext()).strip() for text in root.iter(f"{SVG}text")]
    assert texts.count("c") == 2
    assert {"parallel, both say so", "parallel, row alone says so", "parallel, row does not answer"} <= set(texts)
    tips = [rect.findtext(f"{SVG}title") for rect in root.iter(f"{SVG}rect")]
    assert "a runs in parallel with b, said by both" in tips


def test_nothing_in_it_acts_or_leads_elsewhere() -> None:
    """Hostile names are text; no script, no address but the name space."""
    svg = render(hostile(), "svg", MATRIX)
    tags = {element.tag.removeprefix(SVG) for element in ElementTree.fromstring(svg).iter()}
    assert tags <= {"svg", "title", "desc", "defs", "style", "g", "path", "use", "clipPath", "rect", "text"}
    assert svg.count(b"http") == 1
    assert "日本語" in svg.decode()


@pytest.mark.parametrize(("fmt", "start"), [("png", b"\x89PNG"), ("pdf", b"%PDF")])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_is_written_for_paper_and_pixels(fmt: str, start: bytes, theme: str) -> None:
    """By matplotlib, without a layout engine."""
    options = replace(MATRIX, theme=theme)  # type: ignore[arg-type]  # a literal, by way of the parameters
    assert render(hostile(), fmt, options).startswith(start)


def test_other_formats_are_refused() -> None:
    """With those that there are."""
    with pytest.raises(RenderError, match=r"view `matrix` is written as: svg, png, pdf; not as dot"):
        render(team(), "dot", MATRIX)


def test_agents_without_relations_take_no_room() -> None:
    """They are counted; a folder of strangers leaves one sentence."""
    text = render(team(), "svg", MATRIX).decode()
    assert "1 agent without relations not shown" in text
    assert "2 agents without relations not shown" in render(graph(["a", "b"], []), "svg", MATRIX).decode()


def test_a_large_team_has_names_on_all_sides_and_guides() -> None:
    """Nobody follows a row over a hundred columns without them."""
    names = [f"a{place:03}" for place in range(61)]
    large = graph(names, [(one, two) for one, two in itertools.pairwise(names)])
    texts = [
        "".join(t.itertext()).strip() for t in ElementTree.fromstring(render(large, "svg", MATRIX)).iter(f"{SVG}text")
    ]
    assert texts.count("a030") == 4


def test_far_too_many_agents_become_those_that_matter() -> None:
    """As in the drawing, and with the same advice."""
    names = [f"a{place:03}" for place in range(301)]
    large = graph(names, [(one, "a000") for one in names[1:]])
    drawing = draw(large, "svg", MATRIX)
    assert "241 others left out" in drawing.data.decode()
    assert "--focus AGENT" in drawing.advice


def test_without_many_cells_there_are_no_tooltips(monkeypatch: pytest.MonkeyPatch) -> None:
    """They would be most of the bytes of a dense one."""
    monkeypatch.setattr("graphkit.renderers.matrix.MOST_TIPS", 0)
    assert b"<rect" not in render(one_sided(), "svg", MATRIX).split(b"</clipPath>")[-1].replace(b"<clipPath", b"")


def test_every_relation_has_a_sign_also_in_several_to_a_cell() -> None:
    """A relation of the user's own is a pentagon; an external agent is grey."""
    built = team()
    known = replace(built, ghosts={**built.ghosts, "user": Ghost("user", "user", external=True)})
    text = render(known, "svg", MATRIX).decode()
    for words in ("row escalates to column", "row delegates to column", "row hands off to column", "external"):
        assert words in text


def test_without_levels_related_agents_come_next_to_each_other() -> None:
    """Of one group, the order of names would scatter the marks; two pairs that know each other stay together."""
    table = matrix(graph(["a", "b", "c", "d"], [("a", "d"), ("b", "c")]))
    order = [member.agent for member in table.members]
    assert {frozenset(order[:2]), frozenset(order[2:])} == {frozenset("ad"), frozenset("bc")}


def test_levels_are_sorted_by_group() -> None:
    """Within a level, colleagues of one group are neighbours."""
    drawn = graph({"a": "staff", "b": "staff", "c": "staff", "z": "senior"}, [("z", "a")])
    groups = {"a": "x", "b": "y", "c": "x", "z": "x"}
    drawn = replace(drawn, agents={name: replace(agent, group=groups[name]) for name, agent in drawn.agents.items()})
    assert [member.agent for member in matrix(drawn).members] == ["a", "c", "b", "z"]


def test_callers_are_rows_only() -> None:
    """Nothing calls a command: it has a row below all others and no column, in the table and in the picture."""
    team = graph(["a", "b"], [("a", "b"), ("a", "gone")], ("gone",))
    span = Span("go.md", 1, 1)
    reference = Reference("command:go", "calls", Direction.OUT, "subagent_type", "b", span)
    calling = replace(
        team,
        callers={"command:go": Caller("command:go", "command", "go", span, ".")},
        calls=(Edge("command:go", "b", "calls", None, False, True, (reference,)),),
    )
    options = RenderOptions(view="matrix", callers=True)
    table = matrix(shown_graph(calling, options))
    assert [member.agent for member in table.members] == ["a", "b", "gone", "command:go"]
    assert table.columns == 3
    assert [(cell.row, cell.column) for cell in table.cells if cell.relation == "calls"] == [(3, 1)]
    assert texts(render(calling, "svg", options)).count("go") == 1
