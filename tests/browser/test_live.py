"""The page of `graphkit serve` follows what is written."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import pytest

from graphkit.cli.explorer import explore
from graphkit.config import load
from graphkit.pipeline import run
from graphkit.renderers import RenderOptions
from graphkit.workspace.board import Board
from graphkit.workspace.server import EVENTS, Server
from tests.browser.pages import Visit, write_team
from tests.unit.folders import write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser


def build(folder: Path) -> bytes:
    """Return the page as it would be served now."""
    return explore(run(load.load(None), [str(folder)]), RenderOptions(engine="embedded"), live=EVENTS)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Write the small team."""
    return write_team(tmp_path / "agents")


@pytest.fixture
def board(folder: Path) -> Board:
    """Its page."""
    return Board(build(folder))


@pytest.fixture
def seen(browser: Browser, board: Board) -> Iterator[Visit]:
    """Visit the server, choose an agent, and listen."""
    with Server(board, 0) as server:
        visit = Visit(browser, f"{server.url}#agent=backend")
        with contextlib.closing(visit):
            visit.page.wait_for_function("() => performance.getEntriesByType('resource').length >= 0")
            yield visit
            assert visit.complaints == []
            assert set(visit.requests) <= {server.url, f"{server.url}#agent=backend", f"{server.url}events"}


def test_an_edit_changes_the_page_and_keeps_the_view(seen: Visit, folder: Path, board: Board) -> None:
    """A new agent appears; what was chosen stays chosen."""
    assert seen.page.locator("#picture .node").count() == 8
    write(folder, {"newcomer": "escalation_to: [lead]\n"})
    board.publish(build(folder))
    seen.page.wait_for_selector("#picture .node text:text-is('newcomer')")
    assert seen.title() == "backend"


def test_a_half_written_file_is_told_in_the_page(seen: Visit, folder: Path, board: Board) -> None:
    """What can be read is shown, what cannot is named with its line; once it is whole the warning goes."""
    write(folder, {"half": "escalation_to: [lead\ntools: Read\n"})
    board.publish(build(folder))
    seen.page.wait_for_selector("#banner:has-text('half.md:')")
    (folder / "half.md").unlink()
    board.publish(build(folder))
    seen.page.wait_for_selector("#banner", state="hidden")


def test_a_run_that_fails_leaves_the_page_and_says_why(seen: Visit, board: Board) -> None:
    """The last good picture stays; its age is told."""
    board.fail("no agent definition found")
    seen.page.wait_for_selector("#banner:has-text('no agent definition found')")
    assert "The page shows how it was before." in seen.page.inner_text("#banner")
    assert seen.page.locator("#picture .node").count() == 8
