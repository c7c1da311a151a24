"""A real Chromium; without one these tests are skipped on a user's machine, and fail in CI."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.browser.pages import FLAGS, Visit, explore, write_team

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium as installed, with a fresh profile."""
    chromium = os.environ.get("GRAPHKIT_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        if os.environ.get("CI"):
            pytest.fail("CI has no chromium: the explorer would go untested")
        pytest.skip("no chromium on this machine")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the explorer of a small team with a cycle, a ghost, an orphan and one-sided relations, as a file."""
    folder = tmp_path_factory.mktemp("team")
    write_team(folder / "agents")
    page = folder / "graph.html"
    page.write_bytes(explore(folder / "agents"))
    return page


@pytest.fixture
def visit(browser: Browser, file: Path) -> Iterator[Callable[..., Visit]]:
    """Open a page in a context of its own; afterwards nothing may have been asked for, or complained about."""
    open_visits: list[Visit] = []

    def go(path: Path = file, place: str = "", **context: object) -> Visit:
        visited = Visit(browser, path.as_uri() + (f"#{place}" if place else ""), **context)
        open_visits.append(visited)
        return visited

    yield go
    for visited in open_visits:
        visited.close()
        assert visited.requests == [visited.url.partition("#")[0]]
        assert visited.complaints == []
