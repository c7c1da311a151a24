"""Definitions are untrusted: whatever they hold, the page shows it and does not obey it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.browser.pages import explore
from tests.unit.folders import write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.browser.pages import Visit

NAMES = {
    "one": "</script><script/x>window.pwned=1</script>",
    "two": "\"'><img src=x onerror=window.pwned=1>",
    "three": "<!--<script/x>",
    "four": "safe\u202egnp.exe",
    "five": "x" * 5000,
    "six": "__proto__",
    "seven": "constructor",
    "eight": "]]>&lt;b&gt;",
}


def test_hostile_names_are_shown_and_inert(visit: Callable[..., Visit], tmp_path: Path) -> None:
    """Markup, quotes, direction marks, 5,000 characters, names of JavaScript's own: all are text."""
    quoted = {stem: "'" + name.replace("'", "''") + "'" for stem, name in NAMES.items()}
    files: dict[str, str | bytes] = {
        stem: f"name: {name}\ndescription: {quoted['two']}\nescalation_to: [{quoted['six']}, {quoted['one']}]\n"
        f"tools: [{quoted['one']}]\nspecialization_level: {quoted['seven']}\n"
        for stem, name in quoted.items()
    }
    write(tmp_path / "agents", files)
    page = tmp_path / "graph.html"
    page.write_bytes(explore(tmp_path / "agents", title=NAMES["one"]))
    seen = visit(page)
    assert seen.page.title().startswith("</script>")
    assert seen.page.locator("#picture .node").count() == len(seen.data()["agents"]) == len(NAMES)
    for name in NAMES.values():
        for view in ("graph", "list", "matrix"):
            seen.page.click(f"#tab-{view}")
        seen.page.click("#tab-graph")
        seen.page.locator(seen.agent(name)).press("Enter")
        assert (seen.title() or "").replace("·", "\u202e") == name
    odd = next(agent["id"] for agent in seen.data()["agents"] if agent["name"] == "__proto__")
    again = visit(page, place=f"agent={odd}")
    assert again.title() == "__proto__"
    for one in (seen, again):
        assert one.page.evaluate("() => window.pwned ?? null") is None
        assert one.page.locator("img").count() == 0
        assert one.page.locator("script").count() == 2
