"""graphkit from Python: names, notebooks, errors."""

from __future__ import annotations

import base64
import re
from pathlib import Path

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
