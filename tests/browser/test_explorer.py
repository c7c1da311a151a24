"""What the explorer promises to people with a mouse, a keyboard, or a finger."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest

from graphkit.renderers import RenderOptions
from graphkit.renderers.explorer import page
from tests.browser.pages import explore
from tests.unit.folders import write
from tests.unit.graphs import graph

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.browser.pages import Visit


def test_everything_of_the_graph_is_in_the_page(visit: Callable[..., Visit]) -> None:
    """As many boxes as agents and ghosts, as many lines as the data says, as many findings as were found."""
    seen = visit()
    data = seen.data()
    assert seen.page.locator("#picture .node").count() == len(data["agents"]) == 8
    assert seen.page.locator("#picture .edge").count() == len(data["lines"])
    assert seen.page.locator("#findings li button").count() == len(data["findings"])
    assert {int(line["r"]) for line in data["lines"]} == {
        number for number, relation in enumerate(data["relations"]) if relation["lines"]
    }


def test_the_places_of_the_agents_are_listed(visit: Callable[..., Visit]) -> None:
    """Below the filters each place is a row with its number of agents."""
    seen = visit()
    rows = [row.text_content() for row in seen.page.locator("#places li").all()]
    assert rows == [f"{path}{agents}" for path, agents in seen.data()["places"]]
    assert rows


def test_only_its_own_script_runs_and_nothing_can_be_fetched(visit: Callable[..., Visit]) -> None:
    """The content security policy stops a script that somebody smuggles in, and every request."""
    seen = visit()
    smuggled = seen.page.evaluate(
        "() => {const one = document.createElement('script'); one.textContent = 'window.pwned = 1';"
        "document.head.append(one); return window.pwned ?? null}"
    )
    fetched = seen.page.evaluate("() => fetch('https://example.org/').then(() => 'yes', () => 'no')")
    assert (smuggled, fetched) == (None, "no")
    assert all("Content Security Policy" in text for text in seen.complaints)
    assert len(seen.complaints) >= 2
    seen.complaints.clear()


def test_a_click_chooses_and_esc_lets_go(visit: Callable[..., Visit]) -> None:
    """The panel tells of the agent, its neighbours stand out, Esc ends it."""
    seen = visit()
    seen.click("backend")
    assert seen.title() == "backend"
    panel = seen.page.locator("#panel").inner_text()
    assert "Builds services." in panel
    assert "said by both: backend.md:4, lead.md:3" in panel.replace("\n", " ")
    assert "fixer" not in seen.standing_out()
    seen.page.keyboard.press("Escape")
    assert seen.title() is None
    assert seen.page.locator("#picture.dimmed").count() == 0


def test_the_keyboard_does_what_the_mouse_does(visit: Callable[..., Visit]) -> None:
    """Tab reaches the picture once, arrows move in it, Enter chooses."""
    seen = visit()
    for _ in range(60):
        seen.page.keyboard.press("Tab")
        if seen.page.evaluate("() => document.activeElement.classList.contains('node')"):
            break
    first = seen.page.evaluate("() => document.activeElement.id")
    assert seen.page.locator('#picture .node[tabindex="0"]').count() == 1
    seen.page.keyboard.press("Enter")
    assert seen.page.locator(f"#{first}.chosen").count() == 1
    moved = set()
    for key in ("ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"):
        seen.page.keyboard.press(key)
        moved.add(seen.page.evaluate("() => document.activeElement.id"))
    assert moved - {first}


def test_a_slash_searches(visit: Callable[..., Visit]) -> None:
    """/ begins the search, arrows walk through what is found, Enter chooses, Esc empties."""
    seen = visit()
    seen.page.keyboard.press("/")
    seen.page.keyboard.type("end")
    assert seen.page.locator("#search-options li").all_inner_texts() == ["backend\nstaff", "frontend\nstaff"]
    seen.page.keyboard.press("ArrowDown")
    seen.page.keyboard.press("Enter")
    assert seen.title() == "frontend"
    seen.page.keyboard.press("/")
    seen.page.keyboard.type("zzz")
    assert seen.page.locator("#search-options").inner_text() == "No agent has that name."
    seen.page.keyboard.press("Escape")
    assert seen.page.input_value("#search") == ""


def test_toggling_a_layer_moves_nothing(visit: Callable[..., Visit]) -> None:
    """Keys 1 to 9 show and hide relations; every box stays where it is."""
    seen = visit()
    before = seen.places()
    for key in ("1", "2", "3"):
        lines = seen.shown("#picture .edge")
        seen.page.keyboard.press(key)
        assert seen.shown("#picture .edge") != lines
        assert seen.places() == before


def test_two_kinds_between_a_pair_are_two_lines(visit: Callable[..., Visit]) -> None:
    """The tester escalates to backend, runs in parallel with it and gets work from it: three lines, all apart."""
    seen = visit()
    data = seen.data()
    names = [agent["name"] for agent in data["agents"]]
    pair = {names.index("tester"), names.index("backend")}
    lines = [number for number, line in enumerate(data["lines"]) if {line["s"], line["t"]} == pair]
    middles = seen.page.evaluate(
        "lines => lines.map(one => {const path = document.querySelector(`#e-${one} .line`);"
        "const point = path.getPointAtLength(path.getTotalLength() / 2); return [point.x, point.y]})",
        lines,
    )
    assert len(middles) == 3
    for number, (x, y) in enumerate(middles):
        assert all(abs(x - a) + abs(y - b) > 4 for a, b in middles[number + 1 :])


def test_panning_does_not_choose_and_does_not_let_go(visit: Callable[..., Visit]) -> None:
    """A drag over a box moves the view, whatever lies under the pointer."""
    seen = visit()
    seen.click("lead")
    before = seen.view()
    box = seen.page.locator(seen.agent("backend")).bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    seen.page.mouse.move(x, y)
    seen.page.mouse.down()
    seen.page.mouse.move(x + 60, y + 40, steps=4)
    seen.page.mouse.up()
    assert seen.title() == "lead"
    assert seen.view()[:2] != before[:2]
    assert seen.view()[2:] == before[2:]


def test_two_fingers_zoom(visit: Callable[..., Visit]) -> None:
    """Pinching apart shows less, larger."""
    seen = visit(has_touch=True)
    before = seen.view()
    touch = seen.context.new_cdp_session(seen.page)
    for kind, spread in (("touchStart", 40), ("touchMove", 80), ("touchMove", 160)):
        points = [{"x": 800 - spread, "y": 450, "id": 1}, {"x": 800 + spread, "y": 450, "id": 2}]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    assert seen.view()[2] < before[2] / 2


def test_a_way_from_one_agent_to_another_is_traced(visit: Callable[..., Visit]) -> None:
    """The shortest way is drawn, all are listed; against the direction there is none, and that is said."""
    seen = visit()
    seen.click("fixer")
    seen.page.keyboard.press("t")
    seen.page.keyboard.type("lead")
    seen.page.keyboard.press("Enter")
    on = seen.standing_out()
    assert on == {"fixer", "tester", "backend", "lead"}
    assert "to lead; the first is drawn." in seen.page.inner_text("#ways")
    seen.page.click("text=the other way")
    assert seen.page.inner_text("#ways") == "No way leads to fixer along the relations shown."


def test_the_address_brings_back_what_was_seen(visit: Callable[..., Visit]) -> None:
    """Open the address of a page again: same agent, depth, layers and filters."""
    seen = visit()
    seen.click("backend")
    seen.page.select_option("#depth", "2")
    seen.page.keyboard.press("2")
    seen.page.click("#levels label:has-text('specialist')")
    again = visit(place=seen.page.url.partition("#")[2])
    for css in ("#picture .node", "#picture .edge", "#picture .node.on", "#picture .edge.on"):
        assert again.shown(css) == seen.shown(css)
    assert again.title() == "backend"
    assert again.page.input_value("#depth") == "2"


def test_a_finding_leads_to_its_agents(visit: Callable[..., Visit]) -> None:
    """Findings are grouped by rule with their number; each shows its agents, its lines and what to do."""
    seen = visit()
    group = seen.page.locator('[data-rule="GK201"]')
    assert group.locator("summary .count").last.inner_text() == "1"
    group.locator("summary").click()
    group.locator("li button").click()
    assert seen.standing_out() == {"fixer", "tester"}
    assert seen.page.locator("#picture .edge.on.cycle").count() == 2
    assert seen.page.locator("#picture .edge.on.cut").count() == 1
    assert "Suggested to remove" in seen.page.locator("#panel h3").all_text_contents()


def test_filters_leave_what_they_say_and_can_be_undone(visit: Callable[..., Visit]) -> None:
    """By level, rule and tool; one button shows all again."""
    seen = visit()
    seen.page.click("#more summary")
    seen.page.select_option("#tool", "Bash")
    assert seen.shown("#picture .node") == 1
    seen.page.select_option("#tool", "")
    seen.page.select_option("#rule", "GK201")
    assert seen.shown("#picture .node") == 2
    seen.page.click("#reset")
    assert seen.shown("#picture .node") == 8


def test_the_list_sorts_and_chooses(visit: Callable[..., Visit]) -> None:
    """A click on a column sorts by it, a second one turns it round; a row opens the panel."""
    seen = visit(place="view=list")
    names = seen.page.locator("#view-list tbody .link")
    seen.page.click('[data-sort="level"]')
    assert names.first.inner_text() == "lead"
    seen.page.click('[data-sort="level"]')
    assert seen.page.locator('th[aria-sort="ascending"]').inner_text() == "Level"
    assert names.last.inner_text() == "lead"
    names.last.press("Enter")
    assert seen.title() == "lead"


def test_the_matrix_is_a_table(visit: Callable[..., Visit]) -> None:
    """One row and one column an agent, totals at the margins, pairs that only one side declares marked in words."""
    seen = visit(place="view=matrix")
    assert seen.page.locator(".matrix tbody tr").count() == seen.page.locator(".matrix thead th:not(.sum)").count() == 8
    row = seen.page.locator(".matrix tbody tr", has=seen.page.locator("th button", has_text=re.compile("^writer$")))
    assert row.locator("td[title]").get_attribute("title") == "parallel (row alone says so)"
    assert "".join(row.locator(".total").all_inner_texts()) == "1"


def test_the_relations_of_the_matrix_can_be_left_out(visit: Callable[..., Visit]) -> None:
    """Its check boxes begin with all of them, change only the table, and are in the address."""
    seen = visit(place="view=matrix")
    names = [one["phrase"] for one in seen.data()["relations"]]
    box = seen.page.get_by_label(re.compile(names[[one["name"] for one in seen.data()["relations"]].index("parallel")]))
    assert box.is_checked()
    before = seen.page.locator("td .glyph").count()
    assert seen.page.locator("td .glyph.parallel").count() > 0
    box.uncheck()
    assert seen.page.locator(".glyph.parallel").count() == 0
    assert 0 < seen.page.locator("td .glyph").count() < before
    assert "absent=parallel" in seen.page.url
    seen.page.click("#tab-graph")
    assert box.is_checked() is next(one["shown"] for one in seen.data()["relations"] if one["name"] == "parallel")


def test_what_marks_boxes_and_lines_is_explained(visit: Callable[..., Visit]) -> None:
    """Only what occurs."""
    signs = visit().page.locator("#signs li").all_inner_texts()
    assert signs == ["on a cycle", "on a cycle: suggested cut", "one end is not defined", "without relations"]


def test_an_address_that_is_edited_brings_the_agent_into_sight(visit: Callable[..., Visit], tmp_path: Path) -> None:
    """As it does when the page opens."""
    path = tmp_path / "large.html"
    team: dict[str, str | bytes] = {f"a{number:03}": "escalation_to: [chief]\n" for number in range(200)}
    path.write_bytes(explore(write(tmp_path / "agents", {**team, "chief": ""})))
    seen = visit(path)
    seen.page.evaluate("() => {location.hash = '#agent=a199'}")
    seen.page.wait_for_selector(".node.chosen")
    box, picture = (seen.page.locator(css).bounding_box() for css in (".node.chosen", "#picture"))
    assert box is not None
    assert picture is not None
    assert picture["x"] <= box["x"] <= picture["x"] + picture["width"] - box["width"]
    assert picture["y"] <= box["y"] <= picture["y"] + picture["height"] - box["height"]


def test_the_whole_list_is_printed(visit: Callable[..., Visit], tmp_path: Path) -> None:
    """Also the rows that are not in sight; afterwards only those are in the page again."""
    path = tmp_path / "many.html"
    path.write_bytes(page(graph([f"a{number:03}" for number in range(400)], []), RenderOptions(engine="embedded")))
    seen = visit(path, place="view=list")
    rows = seen.page.locator("#view-list tbody tr[data-number]")
    few = rows.count()
    seen.page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    assert rows.count() == 400
    seen.page.evaluate("() => dispatchEvent(new Event('afterprint'))")
    assert rows.count() == few < 100
    printed = seen.page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", printed)) > 5


def test_a_printed_matrix_fits_onto_the_paper(visit: Callable[..., Visit], tmp_path: Path) -> None:
    """Fifty columns are no wider than the page, and nothing in the names keeps them from standing on each page."""
    path = tmp_path / "many.html"
    names = [f"an-agent-{number:03}" for number in range(50)]
    path.write_bytes(page(graph(names, list(itertools.pairwise(names))), RenderOptions(engine="embedded")))
    seen = visit(path, place="view=matrix", viewport={"width": 1040, "height": 700})
    assert seen.page.locator(".matrix").bounding_box()["width"] > 1040  # type: ignore[index]
    seen.page.emulate_media(media="print")
    assert seen.page.locator(".matrix").bounding_box()["width"] < 1040  # type: ignore[index]
    names_that_repeat = (
        "[...document.querySelectorAll('.matrix thead button')].map(one => getComputedStyle(one).display)"
    )
    assert set(seen.page.evaluate(names_that_repeat)) == {"contents"}


def test_parallel_groups_stand_out_together(visit: Callable[..., Visit]) -> None:
    """Three who all may run in parallel are offered as a group."""
    seen = visit()
    seen.click("tester")
    seen.page.click(".groups button")
    assert seen.title() == "3 agents in parallel"
    on = seen.standing_out()
    assert on == {"backend", "frontend", "tester"}


def test_the_view_can_be_saved(visit: Callable[..., Visit], tmp_path: Path) -> None:
    """As SVG with its colours written down and nothing active in it, and as PNG."""
    seen = visit()
    seen.click("backend")
    seen.page.click("#export summary")
    for name in ("svg", "png"):
        with seen.page.expect_download() as caught:
            seen.page.click(f"#save-{name}")
        caught.value.save_as(tmp_path / f"graph.{name}")
    drawing = ElementTree.parse(tmp_path / "graph.svg")
    texts = ["".join(text.itertext()) for text in drawing.iter("{http://www.w3.org/2000/svg}text")]
    assert "backend" in texts
    assert all(path.get("stroke") for path in drawing.iter("{http://www.w3.org/2000/svg}path"))
    assert (tmp_path / "graph.png").read_bytes().startswith(b"\x89PNG")


def test_help_and_theme(visit: Callable[..., Visit]) -> None:
    """? opens the help, Esc closes it; d goes through the themes and changes the ground."""
    seen = visit(color_scheme="light")
    seen.page.keyboard.press("?")
    assert seen.page.locator("#help").is_visible()
    seen.page.keyboard.press("Escape")
    assert seen.page.locator("#help").is_hidden()
    ground = "() => getComputedStyle(document.body).backgroundColor"
    light = seen.page.evaluate(ground)
    seen.page.keyboard.press("d")
    seen.page.keyboard.press("d")
    assert seen.page.evaluate(ground) != light


@pytest.mark.parametrize("width", [420, 1500])
def test_nothing_is_covered_and_nothing_sticks_out(visit: Callable[..., Visit], width: int) -> None:
    """On a phone and on a wide screen: no sideways scrolling, the panel beside or below the picture, the agent in sight."""
    seen = visit(viewport={"width": width, "height": 860})
    seen.click("backend")
    assert seen.page.evaluate("() => document.documentElement.scrollWidth") <= width
    picture, panel, agent = (
        seen.page.locator(css).bounding_box() for css in ("#picture", "#panel", seen.agent("backend"))
    )
    assert picture
    assert panel
    assert agent
    assert panel["x"] >= picture["x"] + picture["width"] - 1 or panel["y"] >= picture["y"] + picture["height"] - 1
    assert picture["x"] <= agent["x"]
    assert agent["x"] + agent["width"] <= picture["x"] + picture["width"]
    assert picture["y"] <= agent["y"] <= picture["y"] + picture["height"] - agent["height"]
    if width == 420:
        seen.page.click("#open-side")
        assert seen.page.locator("#search").is_visible()


def test_it_prints_on_one_page(visit: Callable[..., Visit]) -> None:
    """The picture alone, on one page, landscape."""
    seen = visit()
    seen.click("backend")
    printed = seen.page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", printed)) == 1
    left, bottom, right, top = map(float, re.search(rb"/MediaBox\s*\[([^\]]+)\]", printed)[1].split())  # type: ignore[index]
    assert right - left > top - bottom


def test_who_wants_no_motion_gets_none(visit: Callable[..., Visit]) -> None:
    """`prefers-reduced-motion` ends every transition."""
    duration = "() => getComputedStyle(document.querySelector('.node')).transitionDuration"
    assert visit(reduced_motion="reduce").page.evaluate(duration) == "0s"
    assert visit(reduced_motion="no-preference").page.evaluate(duration) != "0s"
