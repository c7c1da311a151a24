"""Large teams: the page answers, and says what it left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from graphkit.cli import main
from graphkit.renderers import RenderOptions
from graphkit.renderers.explorer import page
from tests.browser.pages import explore
from tests.unit.folders import write
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
def test_a_click_chooses_in_a_large_team(visit: Callable[..., Visit], tmp_path: Path, count: int, drawn: bool) -> None:
    """Up to 300 agents in the whole picture, above in a drawing of what surrounds the agent."""
    seen = visit(write_large(tmp_path / "graph.html", count), place="view=graph&agent=agent-00001")
    assert seen.data()["drawn"] is drawn
    (neighbour,) = seen.page.locator(".node:not(.chosen).on").all()[:1]
    name = neighbour.get_attribute("aria-label")
    assert name is not None
    neighbour.dispatch_event("click")
    assert seen.title() == name.partition(",")[0]
    assert seen.page.locator(".node.chosen").count() == 1


def test_surroundings_show_both_ends_of_a_line_and_whole_names(visit: Callable[..., Visit], tmp_path: Path) -> None:
    """A line both ways has two tips; wide letters stay in their box; what is said covers nothing."""
    wide = "W" * 28
    names = {f"m{number:03}": None for number in range(301)} | {"boss": None, "vice": None, wide: None}
    edges = [(name, "boss") for name in names if name != "boss"] + [
        ("boss", "vice", "delegation"), ("vice", "boss", "delegation"), ("m000", "m001", "parallel"),
    ]  # fmt: skip
    path = tmp_path / "graph.html"
    path.write_bytes(page(graph(names, edges), RenderOptions(engine="embedded")))
    seen = visit(path, place="view=graph&agent=boss", viewport={"width": 1400, "height": 840})
    tips = seen.page.locator("#picture .edge").evaluate_all(
        "all => all.map(one => one.querySelectorAll('.tip').length)"
    )
    assert sorted(tips)[-2:] == [1, 2]
    note, hint = (seen.page.locator(css).bounding_box() for css in ("#note", "#hint"))
    assert note is not None
    assert hint is not None
    assert note["x"] + note["width"] <= hint["x"]
    seen = visit(path, place=f"view=graph&agent={wide}")
    box, text = (seen.page.locator(f".node.chosen {part}").bounding_box() for part in (".box", "text"))
    assert box is not None
    assert text is not None
    assert box["x"] < text["x"] < text["x"] + text["width"] < box["x"] + box["width"]


def test_ten_thousand_agents_are_listed(visit: Callable[..., Visit], tmp_path: Path) -> None:
    """The list opens first, holds few rows at a time, and says that there is no whole picture; an agent can be drawn."""
    seen = visit(write_large(tmp_path / "graph.html", 10_000))
    seen.page.wait_for_selector("#view-list tbody .link")
    assert seen.page.is_visible("#view-list >> text=10,000 agents are too many for one picture")
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


def test_a_picture_too_large_to_read_begins_where_authority_is(visit: Callable[..., Visit], tmp_path: Path) -> None:
    """Names are legible at once, and the agent to whom most lines lead is in sight; `0` shows everything."""
    team: dict[str, str | bytes] = {f"b{number}": "escalation_to: [chief]\n" for number in range(4)}
    team |= {f"a{number:03}": f"escalation_to: [a{number - 1:03}]\n" for number in range(1, 80)}
    team["a000"] = "escalation_to: [chief]\n"
    path = tmp_path / "large.html"
    path.write_bytes(explore(write(tmp_path / "agents", {**team, "chief": ""})))
    seen = visit(path)
    height = seen.page.evaluate("css => document.querySelector(css).getBoundingClientRect().height", seen.agent("a000"))
    box, picture = (seen.page.locator(css).bounding_box() for css in (seen.agent("chief"), "#picture"))
    assert box is not None
    assert picture is not None
    assert height > 20
    assert picture["x"] <= box["x"] <= picture["x"] + picture["width"] - box["width"]
    assert picture["y"] <= box["y"] <= picture["y"] + picture["height"] - box["height"]
    before = seen.view()
    seen.page.keyboard.press("0")
    assert seen.view()[2] > 1.3 * before[2]


def test_a_page_may_begin_dark(visit: Callable[..., Visit], tmp_path: Path) -> None:
    """`--theme dark` is how the page begins; the button still leads to the others."""
    folder = write(tmp_path / "agents", {"a": "", "b": "escalation_to: [a]\n"})
    path = tmp_path / "dark.html"
    assert CliRunner().invoke(main, ["render", str(folder), "-o", str(path), "--theme", "dark"]).exit_code == 0
    seen = visit(path, color_scheme="light")
    assert seen.page.get_attribute("html", "data-theme") == "dark"
    seen.page.keyboard.press("d")
    assert seen.page.get_attribute("html", "data-theme") != "dark"
    assert visit(path, seen.page.url.partition("#")[2]).page.get_attribute("html", "data-theme") != "dark"
