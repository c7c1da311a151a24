"""Large teams: the page answers, and says what it left out."""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING

import pytest

from graphkit.renderers import RenderOptions
from graphkit.renderers.explorer import page
from tests.unit.graphs import graph

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.browser.pages import Visit

LEVELS = ("principal", "staff", "senior", "specialist")


def write_large(path: Path, count: int) -> Path:
    """Write the page of a team of that size: everybody escalates to two others, and runs in parallel with one."""
    names = [f"agent-{number:05}" for number in range(count)]
    edges: list[tuple[str, ...]] = []
    for number in range(1, count):
        edges += [(names[number], names[number // 3]), (names[number], names[number // 7], "parallel")]
    levels: dict[str, str | None] = {name: LEVELS[min(3, number // 20)] for number, name in enumerate(names)}
    path.write_bytes(page(graph(levels, list(dict.fromkeys(edges))), RenderOptions(engine="embedded")))
    return path


@pytest.mark.parametrize(("count", "drawn"), [(290, True), (500, False)])
def test_a_click_answers_at_once(visit: Callable[..., Visit], tmp_path: Path, count: int, drawn: bool) -> None:
    """Up to 300 agents in the whole picture, above in a drawing of what surrounds the agent: under 100 ms of script."""
    seen = visit(write_large(tmp_path / "graph.html", count), place="view=graph&agent=agent-00001")
    assert seen.data()["drawn"] is drawn
    took = seen.page.evaluate(
        "() => [2, 9, 3, 20, 14, 7, 31].map(one => {const node = document.getElementById(`n-${one}`)"
        " ?? document.querySelector('.node:not(.chosen)'); const start = performance.now();"
        "node.dispatchEvent(new MouseEvent('click', {bubbles: true})); return performance.now() - start})"
    )
    assert statistics.median(took) < 100, took


def test_ten_thousand_agents_are_listed_within_three_seconds(visit: Callable[..., Visit], tmp_path: Path) -> None:
    """The list opens first, holds few rows at a time, and says that there is no whole picture; an agent can be drawn."""
    seen = visit(write_large(tmp_path / "graph.html", 10_000))
    seen.page.wait_for_selector("#view-list tbody .link")
    ready = seen.page.evaluate("() => performance.now()")
    assert ready < 3000
    assert seen.page.locator("#view-list tbody tr").count() < 100
    assert seen.page.get_attribute(".list", "aria-rowcount") == "10001"
    seen.page.evaluate("() => {document.getElementById('view-list').scrollTop = 33 * 9000}")
    seen.page.wait_for_selector("text=agent-09000")
    seen.page.click("text=agent-09000")
    seen.page.click("#tab-graph")
    assert seen.page.locator("#picture .node").count() > 1
    seen.page.keyboard.press("Escape")
    assert "10,000 agents are too many for one picture" in seen.page.inner_text("#note")
    seen.page.click("#tab-matrix")
    assert "100,000,000 cells" in seen.page.inner_text("#view-matrix")
