"""Pages to visit, and what a visitor sees."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from graphkit import pipeline
from graphkit.cli.explorer import explore as build
from graphkit.config import load
from graphkit.renderers import RenderOptions
from tests.unit.folders import write

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, ConsoleMessage, Request

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip

PATIENCE = 120_000
"""Milliseconds that an event is waited for: only a page that hangs takes as long, however busy the machine is."""

TEAM: dict[str, str | bytes] = {
    "lead": "specialization_level: principal\nescalation_from: [backend, frontend]\ntools: [Read, Bash]\n",
    "backend": "specialization_level: staff\ndescription: Builds services.\nescalation_to: [lead]\n"
    "parallel_compatible: [frontend, tester]\n",
    "frontend": "specialization_level: staff\nescalation_to: [lead]\nparallel_compatible: [backend, tester]\n",
    "tester": "specialization_level: senior\nescalation_to: [backend, fixer]\nparallel_compatible: [backend, frontend]\n"
    "workflow_integration: [receives_builds_from_backend]\n",
    "fixer": "specialization_level: specialist\nescalation_to: [tester, nobody-here]\n",
    "writer": "specialization_level: specialist\ndescription: Writes.\nparallel_compatible: [lead]\n",
    "hermit": "specialization_level: specialist\n",
}


def write_team(folder: Path) -> Path:
    """Write the small team."""
    return write(folder, TEAM)


def explore(folder: Path, title: str = "Team") -> bytes:
    """Return the explorer of a folder."""
    report = pipeline.run(load.load(None), [str(folder)])
    return build(report, RenderOptions(engine="embedded", title=title))


class Visit:
    """A page that somebody looks at, with all that it asked for and complained about."""

    def __init__(self, browser: Browser, url: str, **context: Any) -> None:
        self.url = url
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.context = browser.new_context(**{"viewport": {"width": 1500, "height": 900}, **context})
        self.page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.page.on("request", self._asked)
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto(url)

    def _asked(self, request: Request) -> None:
        if not request.url.startswith("blob:"):
            self.requests.append(request.url)

    def _said(self, message: ConsoleMessage) -> None:
        self.complaints.append(message.text)

    def close(self) -> None:
        """Leave."""
        self.context.close()

    def agent(self, name: str) -> str:
        """Return the selector of the box of an agent."""
        number = self.page.evaluate(
            "name => JSON.parse(document.getElementById('data').textContent).agents.findIndex(one => one.name === name)",
            name,
        )
        assert number >= 0, name
        return f"#n-{number}"

    def click(self, name: str) -> None:
        """Click the box of an agent."""
        self.page.click(self.agent(name))

    def title(self) -> str | None:
        """Return what the panel is about, or None when it is closed."""
        panel = self.page.locator("#panel")
        return None if panel.is_hidden() else panel.locator("h2").inner_text()

    def standing_out(self) -> set[str]:
        """Return the names of the agents that are not dimmed."""
        return set(self.page.locator("#picture .node.on text:not(.small)").all_text_contents())

    def places(self) -> dict[str, list[float]]:
        """Return where every box stands on the screen."""
        found: dict[str, list[float]] = self.page.evaluate(
            "() => Object.fromEntries([...document.querySelectorAll('g.node[id]')].map(one => {"
            "const box = one.querySelector('.box').getBoundingClientRect(); return [one.id, [box.x, box.y]]}))"
        )
        return found

    def shown(self, selector: str) -> int:
        """Count the elements that are not hidden."""
        count: int = self.page.evaluate(
            "css => [...document.querySelectorAll(css)].filter(one => getComputedStyle(one).display !== 'none').length",
            selector,
        )
        return count

    def data(self) -> dict[str, Any]:
        """Return what the page knows."""
        found: dict[str, Any] = self.page.evaluate("() => JSON.parse(document.getElementById('data').textContent)")
        return found

    def view(self) -> list[float]:
        """Return the part of the picture that is in sight."""
        return [float(one) for one in re.split(r"\s+", str(self.page.get_attribute("#picture", "viewBox")))]
