"""The explorer for people who do not see, or see otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser.pages import Visit


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("place", ["", "agent=backend", "agent=fixer&to=lead", "view=list&agent=lead", "view=matrix"])
@pytest.mark.parametrize("width", [420, 1500])
def test_axe_finds_nothing(visit: Callable[..., Visit], scheme: str, place: str, width: int) -> None:
    """No violation of the rules of axe-core, in every view, light and dark, narrow and wide."""
    seen = visit(place=place, color_scheme=scheme, viewport={"width": width, "height": 860})
    seen.page.evaluate("() => document.querySelectorAll('details').forEach(one => {one.open = true})")
    found = Axe().run(seen.page)
    assert found.violations_count == 0, found.generate_report()


def test_the_system_may_choose_the_colours(visit: Callable[..., Visit]) -> None:
    """With forced colours, boxes and names take those of the system and the choice stays visible."""
    seen = visit(forced_colors="active", place="agent=backend")
    fill, system = seen.page.evaluate(
        "() => {const probe = document.createElement('p'); probe.style.color = 'CanvasText'; document.body.append(probe);"
        "return [getComputedStyle(document.querySelector('.node text')).fill, getComputedStyle(probe).color]}"
    )
    assert fill == system


def test_choosing_is_announced(visit: Callable[..., Visit]) -> None:
    """Whoever listens hears what was chosen."""
    seen = visit()
    seen.click("backend")
    assert seen.page.inner_text("#said").startswith("backend, staff")
