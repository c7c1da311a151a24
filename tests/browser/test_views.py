"""What comes into view, what can be isolated, opened, selected, copied and saved."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, pairwise
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest

from graphkit.renderers import RenderOptions
from graphkit.renderers.explorer import page
from tests.browser.pages import Visit, explore
from tests.unit.folders import write
from tests.unit.graphs import graph

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Go = Callable[..., Visit]
SVG = "{http://www.w3.org/2000/svg}"


_BEHIND = """() => [...document.querySelectorAll(".team-line .line")].flatMap(line => {
  const long = line.getTotalLength();
  const points = [...Array(98).keys()].map(n => line.getPointAtLength(long * (n + 1) / 100));
  const boxes = [...document.querySelectorAll(".node.team .box")].map(one => one.getBBox());
  return boxes.filter(box => points.filter(at => at.x > box.x + 12 && at.x < box.x + box.width - 12
    && at.y > box.y + 12 && at.y < box.y + box.height - 12).length > 1);
}).length"""
"""How many pairs of a line and a group there are through whose box the line runs."""


@pytest.fixture(scope="module")
def wide(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a chain of forty agents: no window shows it all in letters to read."""
    names = [f"step-{number:02}" for number in range(40)]
    edges = list(pairwise(names))
    path = tmp_path_factory.mktemp("wide") / "graph.html"
    path.write_bytes(page(graph(names, edges), RenderOptions(engine="embedded", direction="RL", title="Wide")))
    return path


@pytest.fixture(scope="module")
def grouped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build three folders of thirty agents each, with links inside and between them."""
    files: dict[str, str | bytes] = {}
    for team in ("core", "data", "web"):
        for number in range(30):
            upper = f"{team}-00" if number else "core-00"
            files[f"{team}/{team}-{number:02}"] = f"escalation_to: [{upper}]\n" if team != "core" or number else ""
    folder = tmp_path_factory.mktemp("grouped")
    path = folder / "graph.html"
    path.write_bytes(explore(write(folder / "agents", files)))
    return path


def is_in_sight(seen: Visit, selector: str) -> bool:
    """Whether a box is inside the canvas, and not under the panel."""
    inside: bool = seen.page.evaluate(
        "css => {const box = document.querySelector(css).getBoundingClientRect();"
        "const canvas = document.getElementById('picture').getBoundingClientRect();"
        "return box.left >= canvas.left && box.right <= canvas.right && box.top >= canvas.top"
        " && box.bottom <= canvas.bottom}",
        selector,
    )
    return inside


def away(seen: Visit) -> None:
    """Zoom in and drag the picture off."""
    for _ in range(4):
        seen.page.keyboard.press("+")
    seen.page.mouse.move(700, 500)
    seen.page.mouse.down()
    seen.page.mouse.move(1400, 800, steps=4)
    seen.page.mouse.up()


@pytest.mark.parametrize("place", ["agent=step-39", "agent=step-37&to=step-39"])
def test_what_a_link_names_is_in_sight(visit: Go, wide: Path, place: str) -> None:
    """The agent of a shared link, and both ends of a way, beside the panel and not under it."""
    seen = visit(wide, place=place)
    assert is_in_sight(seen, seen.agent("step-39"))


def test_a_finding_and_the_keyboard_bring_their_boxes_into_sight(visit: Go) -> None:
    """Also when the hand has moved the view before."""
    seen = visit()
    away(seen)
    seen.page.click('[data-rule="GK201"] summary')
    seen.page.click('[data-rule="GK201"] li button')
    assert is_in_sight(seen, seen.agent("tester"))
    assert is_in_sight(seen, seen.agent("fixer"))
    away(seen)
    seen.page.focus(seen.agent("lead"))
    assert is_in_sight(seen, seen.agent("lead"))


def test_after_a_search_the_keys_work(visit: Go) -> None:
    """The focus is in the panel, so that `l` opens the list instead of writing a letter."""
    seen = visit()
    seen.page.keyboard.press("/")
    seen.page.keyboard.type("backend")
    seen.page.keyboard.press("Enter")
    assert seen.page.evaluate("() => document.activeElement.id") == "panel-title"
    seen.page.keyboard.press("l")
    assert seen.page.locator("#view-list").is_visible()


def test_the_first_key_skips_to_the_picture(visit: Go) -> None:
    """Tab shows the link, Enter follows it."""
    seen = visit()
    seen.page.keyboard.press("Tab")
    assert seen.page.evaluate("() => document.activeElement.id") == "skip"
    assert seen.page.locator("#skip").bounding_box()["y"] >= 0  # type: ignore[index]
    seen.page.keyboard.press("Enter")
    assert seen.page.evaluate("() => document.activeElement.classList.contains('node')")


def test_a_neighbourhood_is_isolated_at_any_size(visit: Go, tmp_path: Path) -> None:
    """Laid out anew for the canvas, in letters of at least 10 pixels; let go, the whole is back where it was."""
    names = [f"agent-{number:03}" for number in range(120)]
    path = tmp_path / "graph.html"
    star = graph(["hub", *names], [(name, "hub") for name in names[:55]] + [(n, names[0]) for n in names[55:]])
    path.write_bytes(page(star, RenderOptions(engine="embedded")))
    seen = visit(path, place="agent=hub&grouped=no")
    before = seen.page.locator("#picture .node").count()
    seen.page.keyboard.press("i")
    assert seen.page.locator("#picture .node").count() == 56
    size = seen.page.evaluate(
        "() => {const svg = document.getElementById('picture'); const text = document.querySelector('.node text');"
        "return parseFloat(getComputedStyle(text).fontSize) * svg.clientWidth / svg.viewBox.baseVal.width}"
    )
    assert size >= 10
    assert seen.page.get_attribute("#isolate", "aria-pressed") == "true"
    again = visit(path, seen.page.url.partition("#")[2])
    assert again.page.locator("#picture .node").count() == 56
    seen.page.keyboard.press("i")
    assert seen.page.locator("#picture .node").count() == before


def test_edges_say_how_much_is_out_of_sight(visit: Go, wide: Path) -> None:
    """Counted on each side; nothing is said when everything is in sight."""
    seen = visit(wide)
    seen.page.keyboard.press("0")
    seen.page.wait_for_function("() => [...document.querySelectorAll('.beyond')].every(one => !one.textContent)")
    for _ in range(8):
        seen.page.keyboard.press("+")
    seen.page.wait_for_function("() => /^\\d+ more$/.test(document.querySelector('.beyond.right').textContent)")
    total = seen.page.evaluate(
        "() => [...document.querySelectorAll('.beyond')].reduce((n, one) => n + parseInt(one.textContent || 0), 0)"
    )
    assert 20 < total < 80


def test_groups_are_boxes_and_open_in_place(visit: Go, grouped: Path) -> None:
    """Above sixty agents the page begins with them; double click or Enter opens one, and again closes it."""
    seen = visit(grouped)
    assert seen.page.locator(".node.team").count() == 3
    assert set(seen.page.locator(".team-line .number").all_text_contents()) == {"1"}
    seen.page.dblclick('[data-group="web"]')
    assert seen.page.locator("#picture .node:not(.team)").count() == 30
    assert seen.page.get_attribute('[data-group="web"]', "aria-expanded") == "true"
    again = visit(grouped, seen.page.url.partition("#")[2])
    assert again.page.locator("#picture .node:not(.team)").count() == 30
    seen.page.focus('[data-group="web"]')
    seen.page.keyboard.press("Enter")
    assert seen.page.locator("#picture .node:not(.team)").count() == 0
    seen.page.click("#teams")
    assert seen.page.locator("#picture .node:not(.team)").count() == 90


def test_lines_between_groups_pass_the_others(visit: Go, tmp_path: Path) -> None:
    """On a screen and in the one column of a phone: hardly a line runs behind a third group, and none over its words."""
    names = [f"{team}{number:02}" for team in "abcdef" for number in range(15)]
    built = graph(names, [(f"{one}{n:02}", f"{other}00") for one, other in combinations("abcdef", 2) for n in range(2)])
    path = tmp_path / "graph.html"
    crowd = replace(built, agents={name: replace(agent, group=name[0]) for name, agent in built.agents.items()})
    path.write_bytes(page(crowd, RenderOptions(engine="embedded")))
    for width in (1280, 420):
        seen = visit(path, viewport={"width": width, "height": 800})
        assert seen.page.locator(".team-line").count() == 15
        assert seen.page.locator(".node.team ~ .team-line").count() == 0
        assert seen.page.evaluate(_BEHIND) <= 2


def test_no_canvas_is_blank(visit: Go, tmp_path: Path) -> None:
    """Above three hundred agents there are the groups, and of one group the sentence that says what to do."""
    names = [f"{team}{number:03}" for team in "abcd" for number in range(90)]
    from dataclasses import replace

    large = graph(names, [(name, name[0] + "000") for name in names if not name.endswith("000")])
    large = replace(large, agents={n: replace(a, group=n[0]) for n, a in large.agents.items()})
    path = tmp_path / "graph.html"
    path.write_bytes(page(large, RenderOptions(engine="embedded")))
    seen = visit(path)
    assert seen.data()["drawn"] is False
    assert seen.page.locator(".node.team").count() == 4


def test_the_search_takes_expressions(visit: Go) -> None:
    """As the command line does: what is selected stands out, and the list holds it alone."""
    seen = visit()
    seen.page.fill("#search", "level:staff")
    assert seen.standing_out() == {"backend", "frontend"}
    assert "2 agents selected" in seen.page.inner_text(".options")
    seen.page.fill("#search", "+backend")
    assert {"tester", "backend"} <= seen.standing_out()
    seen.page.keyboard.press("Escape")
    seen.page.fill("#search", "level:staff")
    seen.page.click("#tab-list")
    assert seen.page.locator("#view-list tbody .link").all_text_contents() == ["backend", "frontend"]


def test_only_this(visit: Go) -> None:
    """One click leaves one level alone."""
    seen = visit()
    seen.page.hover("#levels li:has-text('staff')")
    seen.page.click("#levels li:has-text('staff') .only")
    shown = seen.page.evaluate(
        "() => [...document.querySelectorAll('#picture .node:not(.gone)')].map(one => one.querySelector('text').textContent)"
    )
    assert set(shown) == {"backend", "frontend"}


def one_sided(folder: Path) -> Path:
    """Build three agents, of whom one does not answer another."""
    files: dict[str, str | bytes] = {
        "a": "specialization_level: staff\nparallel_compatible: [b, c]\n", "b": "parallel_compatible: []\n",
        "c": "parallel_compatible: [a]\nescalation_to: [a]\n",
    }  # fmt: skip
    path = folder / "graph.html"
    path.write_bytes(explore(write(folder / "agents", files)))
    return path


def test_a_rule_shows_its_lines(visit: Go, tmp_path: Path) -> None:
    """All that its findings name, layers that are hidden included."""
    seen = visit(one_sided(tmp_path))
    seen.page.click("#layers li:has-text('parallel') input")
    assert seen.shown("#picture .edge.parallel") == 0
    seen.page.evaluate("() => document.getElementById('more').setAttribute('open', '')")
    seen.page.select_option("#rule", "GK302")
    assert seen.shown("#picture .edge.parallel") == seen.page.locator("#picture .edge.on.parallel").count() == 1


def test_every_line_of_a_cycle_is_lit(visit: Go, tmp_path: Path) -> None:
    """Not the shortest cycle alone."""
    files: dict[str, str | bytes] = {
        "a": "escalation_to: [b]\n", "b": "escalation_to: [c, a]\n", "c": "escalation_to: [a, d]\n",
        "d": "escalation_to: [b]\n", "e": "escalation_to: [a]\n",
    }  # fmt: skip
    path = tmp_path / "graph.html"
    path.write_bytes(explore(write(tmp_path / "agents", files)))
    seen = visit(path)
    seen.page.click('[data-rule="GK201"] summary')
    seen.page.click('[data-rule="GK201"] li button')
    assert seen.page.locator("#picture .edge.cycle").count() == seen.page.locator("#picture .edge.on").count() == 6


def test_places_are_copied(visit: Go) -> None:
    """A click puts `path:line` where an editor or a terminal takes it."""
    seen = visit(permissions=["clipboard-read", "clipboard-write"])
    seen.click("backend")
    button = seen.page.locator("#panel .facts .place")
    place = button.inner_text()
    assert place.endswith("backend.md:1")
    button.click()
    seen.page.wait_for_selector("#said:has-text('copied')", state="attached")
    assert seen.page.evaluate("() => navigator.clipboard.readText()") == place


@pytest.mark.parametrize(
    ("prefix", "start", "end"),
    [
        ("https://git.example/blob/main/", "https://git.example/blob/main/", "backend.md#L1"),
        ("vscode://file/srv/{path}:{line}", "vscode://file/srv/", "backend.md:1"),
    ],
)
def test_places_open_where_a_template_says(visit: Go, tmp_path: Path, prefix: str, start: str, end: str) -> None:
    """On a page of a forge, or in an editor."""
    from graphkit import pipeline
    from graphkit.cli.explorer import explore as build
    from graphkit.config import load
    from tests.browser.pages import write_team

    report = pipeline.run(load.load(None), [str(write_team(tmp_path / "agents"))])
    path = tmp_path / "graph.html"
    path.write_bytes(build(report, RenderOptions(engine="embedded"), link_prefix=prefix))
    seen = visit(path)
    seen.click("backend")
    href = seen.page.get_attribute("#panel .facts a", "href") or ""
    assert href.startswith(start)
    assert href.endswith(end)


def test_a_saved_picture_has_title_legend_and_a_name(visit: Go, tmp_path: Path) -> None:
    """The view, or the whole; the file is called after what it shows."""
    seen = visit()
    seen.click("backend")
    away(seen)
    seen.page.click("#export summary")
    sizes = []
    for whole in (False, True):
        seen.page.set_checked("#save-whole", whole)
        with seen.page.expect_download() as waiting:
            seen.page.click("#save-svg")
        assert waiting.value.suggested_filename == "team-backend.svg"
        saved = tmp_path / f"{whole}.svg"
        waiting.value.save_as(saved)
        root = ElementTree.parse(saved).getroot()
        words = {text.text for text in root.iter(f"{SVG}text")}
        assert {"Team: backend", "escalates to", "staff", "backend"} <= words
        sizes.append(float(root.get("viewBox", "").split()[2]))
    assert sizes[1] > sizes[0]


def test_the_picture_is_copied_as_mermaid(visit: Go) -> None:
    """What is shown, for a README."""
    seen = visit(permissions=["clipboard-read", "clipboard-write"])
    seen.page.click("#export summary")
    seen.page.click("#copy-mermaid")
    seen.page.wait_for_selector("#said:has-text('copied')", state="attached")
    text = seen.page.evaluate("() => navigator.clipboard.readText()")
    assert text.startswith("flowchart BT\n")
    assert '["backend"]' in text
    assert '-->|"escalates to"|' in text


def test_paper_holds_the_whole_picture(visit: Go) -> None:
    """Printing fits everything, and afterwards the view is what it was."""
    seen = visit()
    seen.page.keyboard.press("0")
    whole = seen.view()
    away(seen)
    before = seen.view()
    seen.page.evaluate("() => window.dispatchEvent(new Event('beforeprint'))")
    assert seen.view() == pytest.approx(whole, abs=1)
    seen.page.evaluate("() => window.dispatchEvent(new Event('afterprint'))")
    assert seen.view() == before


def test_a_narrow_list_is_readable(visit: Go) -> None:
    """At 420 pixels a name has room, and nothing sticks out."""
    seen = visit(place="view=list", viewport={"width": 420, "height": 800})
    widths = seen.page.locator("#view-list tbody td:first-child").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().width)"
    )
    assert min(widths) > 150
    assert seen.page.evaluate("() => document.querySelector('#view-list').scrollWidth <= 420")


def test_namesakes_say_their_file(visit: Go, tmp_path: Path) -> None:
    """In the picture and in the search."""
    roster = "agents:\n  root: {model: m, instruction: x, sub_agents: [helper]}\n  helper: {model: m, instruction: x}\n"
    for name in ("alpha", "beta"):
        (tmp_path / f"{name}.yaml").write_text(roster, encoding="utf-8")
    path = tmp_path / "graph.html"
    path.write_bytes(explore(tmp_path))
    seen = visit(path)
    assert {"alpha.yaml", "beta.yaml"} <= set(seen.page.locator("#picture .node text.small").all_text_contents())
    seen.page.fill("#search", "root")
    assert any("alpha.yaml" in text for text in seen.page.locator(".options li").all_text_contents())


def test_the_matrix_is_that_of_the_picture(visit: Go, tmp_path: Path) -> None:
    """The same signs: a circle for the row alone, a cross where it does not answer, a frame where a finding speaks."""
    seen = visit(one_sided(tmp_path), place="view=matrix")
    words = seen.page.inner_text(".key")
    for part in ("row alone says so", "row does not answer", "a finding speaks of it"):
        assert part in words
    assert seen.page.locator(".matrix td.named .glyph.column").count() > 0
    assert set(seen.page.locator(".matrix .glyph.column").all_text_contents()) == {"✕"}
    totals = seen.page.locator(".matrix tbody tr:first-child .total").all_text_contents()
    assert any(totals)
    assert seen.page.locator(".matrix tbody th .inked").count() == 1


def test_two_thousand_agents_open_within_a_second(visit: Go, tmp_path: Path) -> None:
    """The list, or the groups, is there and answers."""
    names = [f"agent-{number:04}" for number in range(2000)]
    path = tmp_path / "graph.html"
    large = graph(names, [(names[number], names[number // 3]) for number in range(1, 2000)])
    path.write_bytes(page(large, RenderOptions(engine="embedded")))
    seen = visit(path)
    seen.page.wait_for_selector("#view-list tbody .link")
    script: float = seen.page.evaluate(
        "() => performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"
        " - performance.getEntriesByType('navigation')[0].responseEnd"
    )
    assert script < 1000
