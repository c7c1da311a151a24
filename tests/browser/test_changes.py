"""What the explorer promises of two states: both are in the picture, and every change is listed and leads there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from click.testing import CliRunner

from graphkit.cli import main
from tests.browser.pages import TEAM
from tests.unit.folders import write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.browser.pages import Visit

AFTER: dict[str, str | bytes] = {
    **{name: text for name, text in TEAM.items() if name != "writer"},
    "fixer": "specialization_level: senior\nescalation_to: [backend]\n",
    "new-hand": "specialization_level: specialist\nescalation_to: [fixer]\nparallel_compatible: [hermit]\n",
}


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Compare the small team with one that lost an agent, gained one, and escalates otherwise."""
    folder = tmp_path_factory.mktemp("compared")
    old, new = write(folder / "old", TEAM), write(folder / "new", AFTER)
    page = folder / "diff.html"
    done = CliRunner().invoke(main, ["diff", str(old), str(new), "-o", str(page)])
    assert done.exit_code == 0, done.output
    return page


def test_both_states_are_in_one_picture(visit: Callable[..., Visit], compared: Path) -> None:
    """Added agents and edges are green, removed ones red and dashed, the rest is grey; told by class and by look."""
    seen = visit(compared)
    assert {seen.page.locator(f"{seen.agent(name)}.{fate}").count() for name, fate in (
        ("new-hand", "added"), ("writer", "removed"), ("lead", "unchanged"),
    )} == {1}  # fmt: skip
    looks = seen.page.evaluate(
        "() => Object.fromEntries(['added', 'removed', 'unchanged'].map(fate => {"
        "const style = getComputedStyle(document.querySelector(`#picture .edge.${fate} .line`));"
        "return [fate, [style.stroke, style.strokeDasharray]]}))"
    )
    assert looks["added"] == ["rgb(21, 128, 61)", "none"]
    assert looks["removed"] == ["rgb(185, 28, 28)", "5px, 3px"]
    assert looks["unchanged"][1] == "none"
    assert "agents +1 −1 ~1" in seen.page.inner_text("#counts")


def test_every_change_is_listed_and_leads_to_the_picture(visit: Callable[..., Visit], compared: Path) -> None:
    """Agents, edges, cycles and findings by group; a click shows where, says what, and can be sent as a link."""
    seen = visit(compared)
    data = seen.data()["changes"]
    assert [one["what"] for one in data] == sorted((one["what"] for one in data), key=list(
        dict.fromkeys(one["what"] for one in data)).index)  # fmt: skip
    assert {one["what"] for one in data} == {"Agents", "Edges", "Cycles", "Findings"}
    seen.page.evaluate("() => document.querySelectorAll('#changes details').forEach(one => {one.open = true})")
    assert seen.page.locator("#changes li button").count() == len(data)
    seen.page.click('#changes button:has-text("fixer → backend")')
    assert seen.standing_out() == {"fixer", "backend"}
    assert seen.page.locator("#picture .edge.on.added").count() == 1
    assert (seen.title() or "").startswith("fixer → backend (escalation)")
    again = visit(compared, seen.page.url.partition("#")[2])
    assert again.standing_out() == {"fixer", "backend"}
    assert again.page.locator('#changes button[aria-pressed="true"]').count() == 1


def test_what_is_told_otherwise_says_how(visit: Callable[..., Visit], compared: Path) -> None:
    """Of a changed agent the panel tells what it was and is; Esc lets go."""
    seen = visit(compared)
    seen.page.click('#changes button:has-text("fixer"):has(.fate-changed)')
    assert "specialist → senior" in seen.page.inner_text("#panel")
    seen.page.keyboard.press("Escape")
    assert seen.title() is None
    assert seen.page.locator('#changes button[aria-pressed="true"]').count() == 0


def test_a_line_of_a_hidden_layer_shows_when_its_change_is_chosen(visit: Callable[..., Visit], compared: Path) -> None:
    """The list leads to every edge, whatever is switched off."""
    seen = visit(compared, "hide=parallel")
    assert seen.shown("#picture .edge.parallel") == 0
    seen.page.evaluate("() => document.querySelectorAll('#changes details').forEach(one => {one.open = true})")
    seen.page.click('#changes button:has-text("(parallel)") >> nth=0')
    assert seen.shown("#picture .edge.parallel") == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(visit: Callable[..., Visit], compared: Path, scheme: str) -> None:
    """No violation of the rules of axe-core, light and dark."""
    seen = visit(compared, color_scheme=scheme)
    seen.page.evaluate("() => document.querySelectorAll('details').forEach(one => {one.open = true})")
    seen.page.click("#changes li button >> nth=0")
    found = Axe().run(seen.page)
    assert found.violations_count == 0, found.generate_report()


def test_a_page_of_one_state_has_no_changes(visit: Callable[..., Visit]) -> None:
    """The section stands on the page of two states only."""
    assert not visit().page.locator("#changes-section").is_visible()
