"""One engine may fail; the picture must not."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

import pytest

from graphkit.renderers import RenderOptions, graphviz, render
from graphkit.support.errors import RenderError
from tests.unit.renderers import engines
from tests.unit.renderers.pictures import EMBEDDED, diagram, team

if TYPE_CHECKING:
    from pathlib import Path

FAULTS = {
    "crash": (engines.CRASHING, "stopped with exit status -11"),
    "nonsense": (engines.TALKING_NONSENSE, "wrote a layout that cannot be read"),
    "lost edge": (engines.changing(engines.WITHOUT_AN_EDGE), "drew 7 of 8 edges"),
    "lost route": (engines.changing(engines.WITHOUT_A_ROUTE), r"placed \d of \d edges"),
    "lost node": (engines.changing(engines.WITHOUT_A_NODE), r"placed \d of \d nodes"),
    "broken": (engines.changing(engines.BROKEN_SVG), "wrote an SVG that cannot be read"),
    "other": (engines.changing(engines.OTHER_XML), "wrote something else than SVG"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_the_system_takes_over(
    fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """An embedded engine that crashes or loses something is replaced by `dot`, and the log says why."""
    program, message = FAULTS[fault]
    system = engines.install(tmp_path, engines.changing(""), monkeypatch)
    expected = render(team(), "svg", EMBEDDED)
    engines.embed(tmp_path, program, monkeypatch)
    with caplog.at_level(logging.WARNING):
        drawn = render(team(), "svg")
    assert drawn == expected
    assert re.search(message, caplog.text)
    assert "trying the system engine" in caplog.text
    assert system.exists()


@pytest.mark.parametrize("fault", FAULTS)
def test_without_another_engine_it_says_what_happened(
    fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A picture with something missing is never passed for a whole one."""
    program, message = FAULTS[fault]
    dot = engines.install(tmp_path, program, monkeypatch)
    with pytest.raises(RenderError) as caught:
        render(team(), "svg", RenderOptions(engine="system"))
    assert re.search(f"the system engine \\({re.escape(str(dot))}\\) {message}", str(caught.value))
    assert "Raise the time limit" in str(caught.value)


def test_an_engine_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The picture is given up when the time is over."""
    dot = engines.install(tmp_path, engines.HANGING, monkeypatch)
    with pytest.raises(RenderError, match=re.escape(f"({dot}) was not done within the time limit")):
        render(team(), "svg", RenderOptions(engine="system", time_limit=1))


def test_all_engines_are_named_when_all_fail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The time limit is one for all engines together, but each has a moment to draw what stands."""
    monkeypatch.setattr(graphviz, "DRAWING", 0.1)
    engines.install(tmp_path, engines.HANGING, monkeypatch)
    engines.embed(tmp_path, engines.HANGING, monkeypatch)
    with pytest.raises(RenderError, match=r"within 0 s: the embedded engine .*; the system engine .* time limit"):
        render(team(), "png", RenderOptions(time_limit=0))


def test_a_picture_needs_no_time_for_its_layout() -> None:
    """When no draft is done in time, as on a machine that others keep busy, there is a simpler picture of all."""
    drawn = set(re.findall(r'id="(.*?)"', render(team(), "svg", RenderOptions(time_limit=0)).decode()))
    shown = diagram(team())
    assert {node.id for node in shown.nodes} | {link.id for link in shown.links} <= drawn


def test_the_embedded_engine_draws_unless_the_system_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same input gives the same picture on every machine, whatever Graphviz it has."""
    marked = 'answer = answer.replace(b"#d3c4ee", b"#d3c4ef") if "-Tsvg" in sys.argv else answer'
    engines.install(tmp_path, engines.changing(marked), monkeypatch)
    assert b"#d3c4ef" not in render(team(), "svg")
    assert b"#d3c4ef" in render(team(), "svg", RenderOptions(engine="system"))
