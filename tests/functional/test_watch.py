"""`graphkit serve` and `graphkit check --watch`, as a person uses them: started, left alone, stopped."""

from __future__ import annotations

import signal
import subprocess
import sys
import urllib.request
from typing import TYPE_CHECKING

import pytest

from tests.unit.folders import write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Running:
    """A command that goes on until it is stopped."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", _PROGRAM, *arguments],
            cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip

    def until(self, text: str) -> str:
        """Read until a line holds the text; return all that was read."""
        assert self.process.stdout
        found = ""
        for line in self.process.stdout:
            found += line
            if text in line:
                return found
        pytest.fail(f"ended without {text!r}: {found}")

    def stop(self) -> tuple[str, int]:
        """Press Ctrl-C; return the rest of what it said, and its exit status."""
        self.process.send_signal(signal.SIGINT)
        rest, _ = self.process.communicate(timeout=30)
        return rest, self.process.returncode


# Started from a script in the background a process ignores Ctrl-C; a person's shell does not.
_PROGRAM = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
from graphkit.cli import main
main()
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Write two agents; the first has an error."""
    write(tmp_path / "agents", {"a": "escalation_to: [gone]\n", "b": "escalation_to: [a]\n"})
    return tmp_path


@pytest.fixture
def started() -> Iterator[list[Running]]:
    """Keep what was started, to end it whatever happens."""
    commands: list[Running] = []
    yield commands
    for command in commands:
        command.process.kill()
        command.process.communicate()


def test_check_watch_checks_again_after_a_change(folder: Path, started: list[Running]) -> None:
    """The mistake is shown, mended, gone; a folder that holds nothing for a moment does not end it; Ctrl-C does."""
    command = Running(folder, "check", "agents", "--watch")
    started.append(command)
    assert "gone" in command.until("Watching for changes - press Ctrl-C to stop.")
    write(folder / "agents", {"a": "escalation_to: []\n"})
    assert "gone" not in command.until("Watching for changes")
    (folder / "agents" / "a.md").unlink()
    (folder / "agents" / "b.md").unlink()
    assert "no agent definition found" in command.until("no agent definition found")
    rest, status = command.stop()
    assert rest.endswith("Stopped.\n")
    assert status == 0


def test_check_watch_is_for_reading_along(folder: Path) -> None:
    """A stream of JSON reports would be no report."""
    run = subprocess.run(
        [sys.executable, "-m", "graphkit", "check", "agents", "--watch", "--format", "json"],
        cwd=folder, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert run.returncode == 2
    assert "--watch shows text on the terminal; leave out --format and -o." in run.stderr


def test_serve_shows_the_page_and_stops_cleanly(folder: Path, started: list[Running]) -> None:
    """It says where, answers there, tells of what it cannot read, and leaves nothing behind after Ctrl-C."""
    places = "vscode://file/srv/team/{path}:{line}"
    command = Running(folder, "serve", "agents", "--port", "0", "--title", "Mine", "--link-prefix", places)
    started.append(command)
    url = command.until("Serving").splitlines()[-1].split()[1]
    with urllib.request.urlopen(url, timeout=30) as answer:
        page = answer.read()
    assert b"<title>Mine</title>" in page
    assert f'"{places}"'.encode() in page
    (folder / "agents" / "a.md").unlink()
    (folder / "agents" / "b.md").unlink()
    assert "no agent definition found" in command.until("no agent definition found")
    rest, status = command.stop()
    assert rest == "Stopped.\n"
    assert status == 0


def test_serve_refuses_links_that_act(folder: Path, started: list[Running]) -> None:
    """What is no address ends the command before anything is served."""
    command = Running(folder, "serve", "agents", "--port", "0", "--link-prefix", "javascript:alert(1)")
    started.append(command)
    assert "is no prefix for links" in command.until("is no prefix for links")
    assert command.process.wait(30) == 2
