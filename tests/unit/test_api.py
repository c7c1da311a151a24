"""graphkit from Python: names, notebooks, errors."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import pytest

import graphkit
from graphkit.support.errors import RenderError
from tests.unit import folders
from tests.unit.exporters.test_exporters import hostile

TEAM = {"a/dev": "escalation_to: [lead]", "a/lead": "escalation_to: []"}


def test_a_notebook_shows_a_picture(tmp_path: Path) -> None:
    """The graph that `load`, `check` and `select` return has an SVG and an HTML form, the picture as an image."""
    folders.write(tmp_path, TEAM)
    loaded = graphkit.load(tmp_path)
    for graph in (loaded, graphkit.check(str(tmp_path)).graph, graphkit.select(loaded, "*")):
        assert isinstance(graph, graphkit.AgentGraph)
        assert "<svg" in (graph._repr_svg_() or "")
        shown = graph._repr_html_()
        (data,) = re.findall(r'src="data:image/svg\+xml;base64,([^"]+)"', shown)
        assert b"<svg" in base64.b64decode(data)
        assert shown.startswith("<p>2 agents: 1 escalation</p>")


def test_without_an_engine_there_are_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no picture can be drawn the notebook shows the sizes."""

    def broken(*_: object) -> bytes:
        raise RenderError("no engine")

    graph = graphkit.load(folders.write(tmp_path, {"a/one": "x: y"}))
    monkeypatch.setattr("graphkit.api.render", broken)
    assert graph._repr_svg_() is None
    assert graph._repr_html_() == "<p>1 agents: no relations</p>"


def test_nothing_of_a_definition_is_markup() -> None:
    """Names reach the page only inside the image."""
    from graphkit.api import _shown

    assert "<b>" not in _shown(hostile())._repr_html_()


def test_names_are_resolved(tmp_path: Path) -> None:
    """Any spelling of a name will do; an unknown one says what was meant."""
    graph = graphkit.load(folders.write(tmp_path, TEAM))
    assert graphkit.impact(graph, "Lead").stranded == ("dev",)
    assert graphkit.paths(graph, "@dev", "LEAD").paths
    assert graphkit.plan(graph, goal="dev").waves
    with pytest.raises(graphkit.GraphkitError, match="Did you mean `lead`"):
        graphkit.card(graph, "leed")


def test_a_selection_keeps_ghosts_that_are_used(tmp_path: Path) -> None:
    """The smaller graph has the missing agents of those that are left."""
    graph = graphkit.load(folders.write(tmp_path, {**TEAM, "a/x": "escalation_to: [gone]"}))
    assert list(graphkit.select(graph, "x").ghosts) == ["gone"]
    assert list(graphkit.select(graph, "dev").ghosts) == []


def test_paths_may_be_several(tmp_path: Path) -> None:
    """A list of paths is one team."""
    folders.write(tmp_path, {"one/a": "escalation_to: [b]", "two/b": "x: y"})
    assert list(graphkit.load([tmp_path / "one", str(tmp_path / "two")]).agents) == ["a", "b"]


def test_a_configuration_is_read_when_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file that a command would use, or the one that is named; nothing is read unasked."""
    folders.write(tmp_path, {"a/dev": "asks: [lead]", "a/lead": "x: 1"})
    line = 'paths = ["a"]\nrelations.asks = {{ fields = ["{}"] }}\n'
    (tmp_path / "graphkit.toml").write_text(line.format("asks"))
    (tmp_path / "other.toml").write_text(line.format("other"))
    (tmp_path / "wrong.toml").write_text("pahts = []")
    monkeypatch.chdir(tmp_path / "a")
    assert graphkit.load(tmp_path / "a").counts() == {}
    assert graphkit.load(config=graphkit.load_config()).counts() == {"asks": 1}
    assert graphkit.load(config=graphkit.load_config("../other.toml")).counts() == {}
    with pytest.raises(graphkit.GraphkitError, match=r"wrong\.toml.*unknown key `pahts`"):
        graphkit.load_config(tmp_path / "wrong.toml")


def test_without_a_configuration_there_are_the_defaults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on the command line."""
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    assert graphkit.load_config() == graphkit.Config()


LADDER = {
    "a/dev": "escalation_to: [lead]\nparallel_compatible: [ops]",
    "a/lead": "escalation_to: [human]",
    "a/ops": "escalation_to: [lead]\nparallel_compatible: [dev]",
}


@pytest.fixture
def ladder(tmp_path: Path) -> graphkit.AgentGraph:
    """Load a team whose lead escalates to a human."""
    return graphkit.load(folders.write(tmp_path, LADDER))


@pytest.mark.parametrize(
    "question",
    [
        lambda graph: graph.view("escalatoin"),
        lambda graph: graph.outgoing("dev", "escalatoin"),
        lambda graph: list(graph.links("escalatoin")),
        lambda graph: graph.successors("escalatoin"),
        lambda graph: graphkit.paths(graph, "dev", "lead", "escalatoin"),
        lambda graph: graphkit.plan(graph, relations=("escalatoin",)),
    ],
)
def test_an_unknown_relation_raises(
    ladder: graphkit.AgentGraph, question: Callable[[graphkit.AgentGraph], object]
) -> None:
    """A relation that does not exist is an error that names the nearest, never an empty answer."""
    with pytest.raises(graphkit.GraphkitError, match="Did you mean `escalation`"):
        question(ladder)


def test_any_spelling_of_a_name(ladder: graphkit.AgentGraph) -> None:
    """The methods of a graph take a name as it may be written; an unknown one raises with the nearest."""
    assert [edge.source for edge in ladder.incoming("@Lead", "escalation")] == ["dev", "ops"]
    assert [edge.target for edge in ladder.outgoing("LEAD", "escalation")] == ["human"]
    with pytest.raises(graphkit.GraphkitError, match="Did you mean `lead`"):
        ladder.incoming("leed", "escalation")


def test_outsiders_have_answers(ladder: graphkit.AgentGraph) -> None:
    """An external can be asked about as an agent can."""
    assert graphkit.paths(ladder, "dev", "human").paths
    assert graphkit.impact(ladder, "human").cut_off == ("dev", "lead", "ops")
    assert graphkit.card(ladder, "human").external  # type: ignore[union-attr]


def test_every_answer_is_short_and_has_a_page(ladder: graphkit.AgentGraph, tmp_path: Path) -> None:
    """A `repr` is one line; the HTML form has the words of the command line, and equals others of its kind."""
    report = graphkit.check(tmp_path)
    answers: dict[str, Any] = {
        "AgentProfile": graphkit.card(ladder, "dev"),
        "OutsiderProfile": graphkit.card(ladder, "human"),
        "Paths": graphkit.paths(ladder, "dev", "lead"),
        "DirectReferences": graphkit.why(ladder, "dev", "lead"),
        "Impact": graphkit.impact(ladder, "lead"),
        "Bottlenecks": graphkit.bottlenecks(ladder),
        "Groups": graphkit.groups(ladder),
        "Plan": graphkit.plan(ladder),
        "Metrics": graphkit.metrics(ladder),
        "Report": report,
        "Changes": graphkit.diff(report, graphkit.check(tmp_path)),
    }
    for name, answer in answers.items():
        assert repr(answer).startswith(f"<{name}: ")
        assert len(repr(answer)) < 400
        assert "\n" not in repr(answer)
        assert answer._repr_html_().startswith("<h3>")
    assert repr(ladder) == "<AgentGraph: 3 agents: 2 escalation, 1 parallel>"
    assert graphkit.impact(ladder, "lead") == graphkit.impact(ladder, "Lead")


def test_pages_hold_no_markup_of_definitions() -> None:
    """Names are escaped in every page."""
    from graphkit.api import _shown

    graph = _shown(hostile())
    for answer in (
        graphkit.metrics(graph),
        graphkit.bottlenecks(graph),
        graphkit.card(graph, next(iter(graph.agents))),
    ):
        shown = answer._repr_html_()  # type: ignore[union-attr]
        assert "<script" not in shown
        assert "<b>bold" not in shown


def test_the_wrong_kind_of_argument_is_said(ladder: graphkit.AgentGraph, tmp_path: Path) -> None:
    """A graph where paths are expected, or paths where a graph is, is an error that says what is expected."""
    with pytest.raises(graphkit.GraphkitError, match="takes the paths"):
        graphkit.check(ladder)  # type: ignore[arg-type]
    with pytest.raises(graphkit.GraphkitError, match=r"takes a graph, as graphkit.load"):
        graphkit.groups("agents")  # type: ignore[arg-type]
    with pytest.raises(graphkit.GraphkitError, match=r"use its \.graph"):
        graphkit.impact(graphkit.check(tmp_path), "dev")  # type: ignore[arg-type]
    with pytest.raises(graphkit.GraphkitError, match="not one of each"):
        graphkit.diff(graphkit.check(tmp_path), "HEAD")


def test_a_baseline(tmp_path: Path) -> None:
    """What is recorded is not reported again; a second time nothing is added."""
    folders.write(tmp_path, {"a/dev": "escalation_to: [gone]", "a/lead": "escalation_from: [dev]"})
    report = graphkit.check(tmp_path / "a")
    known = graphkit.write_baseline(report, tmp_path / "known.json")
    assert known == len(report.live) > 0
    config = graphkit.Config(baseline="known.json", base=str(tmp_path))
    assert graphkit.check(tmp_path / "a", config).live == ()
    assert graphkit.write_baseline(report, tmp_path / "known.json") == known


def test_formats_are_literals() -> None:
    """The types name every format, so that an editor can offer them."""
    from graphkit.exporters import EXPORTS
    from graphkit.renderers import FORMATS

    assert set(get_args(graphkit.PictureFormat)) == set(FORMATS)
    assert set(get_args(graphkit.ExportFormat)) == set(EXPORTS)


def test_options_of_a_picture(ladder: graphkit.AgentGraph) -> None:
    """What the command draws can be drawn from Python."""
    options = graphkit.RenderOptions(relations=("parallel",), direction="LR")
    assert graphkit.render(ladder, "mmd", options=options).startswith(b"flowchart LR")
