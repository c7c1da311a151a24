"""The commands that go on until Ctrl-C, with the waiting taken out."""

from __future__ import annotations

import webbrowser
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from graphkit.cli import main, watch
from graphkit.cli.settings import Settings
from tests.unit.folders import write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write an agent with a mistake, and work beside it."""
    monkeypatch.chdir(tmp_path)
    return write(tmp_path / "agents", {"a": "escalation_to: [gone]\n"})


def days(*edits: Callable[[], object]) -> Callable[..., Iterator[None]]:
    """Return changes as they are made: one edit after the other, then Ctrl-C."""

    def changes(*_: object) -> Iterator[None]:
        yield
        for edit in edits:
            edit()
            yield
        raise KeyboardInterrupt

    return changes


def test_check_watch_tells_each_state_and_ends_well(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Findings, then an error that does not end it, then the end: exit status 0, for Ctrl-C is how it ends."""
    monkeypatch.setattr(watch, "changes", days((folder / "a.md").unlink))
    run = CliRunner().invoke(main, ["check", "agents", "--watch"])
    assert run.exit_code == 0
    assert "GK101" in run.output
    assert "graphkit: error: no agent definition found" in run.output
    assert run.output.count("Watching for changes - press Ctrl-C to stop.\n") == 2
    assert run.output.endswith("Stopped.\n")


def test_serve_opens_the_browser_and_survives_errors(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The browser gets the address that is told; what cannot be read is told and waited for."""
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", opened.append)
    monkeypatch.setattr(watch, "changes", days((folder / "a.md").unlink))
    run = CliRunner().invoke(main, ["serve", "agents", "--port", "0", "--open"])
    assert run.exit_code == 0
    assert f"Serving {opened[0]} - press Ctrl-C to stop.\n" in run.output
    assert "graphkit: error: no agent definition found" in run.output
    assert run.output.endswith("Stopped.\n")


def test_what_is_watched_are_the_agents_and_the_configuration(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without paths the usual places that exist; with `--isolated` no configuration."""
    asked: list[list[str]] = []
    monkeypatch.setattr("graphkit.workspace.watch.watch", asked.append)
    write(folder.parent, {"graphkit.toml": ""})
    watch.changes(Settings(), [])
    watch.changes(Settings(isolated=True), ["x"])
    watch.changes(Settings("other.toml"), ["x"])
    assert [[name.rpartition("/")[2] for name in names] for names in asked] == [
        ["agents", "graphkit.toml"],
        ["x"],
        ["x", "other.toml"],
    ]


def test_render_writes_the_explorer(folder: Path) -> None:
    """`-o FILE.html` is all it takes; a definition is quoted in it, and links get their prefix."""
    run = CliRunner().invoke(main, ["render", "agents", "-o", "graph.html", "--link-prefix", "https://example.org/"])
    assert run.exit_code == 0
    text = (folder.parent / "graph.html").read_text(encoding="utf-8")
    assert text.startswith("<!DOCTYPE html>")
    assert '"excerpt":"---\\nescalation_to: [gone]\\n\\n---\\nBody."' in text
    assert '"link":"https://example.org/{path}#L{line}"' in text
