"""Where results go: pipes that close, disks that are full, people who press Ctrl-C."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench import team

FOUND = "300 agents in agents\n"
"""What every run says on stderr first."""

PROJECT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-m", "graphkit"]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(PROJECT)}


@pytest.fixture(scope="module")
def agents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a folder with enough agents for a report that no pipe holds at once."""
    folder = tmp_path_factory.mktemp("team")
    team.write(folder, 300)
    return folder


def shell(script: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a script in a folder; `$GRAPHKIT` is the command."""
    environment = {**ENVIRONMENT, "GRAPHKIT": " ".join(COMMAND)}
    return subprocess.run(
        ["/bin/bash", "-o", "pipefail", "-c", script],
        cwd=folder, env=environment, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("command", ["report agents --format json", "check agents -v", "report agents"])
def test_a_reader_that_has_seen_enough_is_no_error(agents: Path, command: str) -> None:
    """`graphkit report | head -1` ends in silence."""
    done = shell(f"$GRAPHKIT {command} | head -1", agents)
    assert len(done.stdout.splitlines()) == 1
    assert done.stderr == FOUND


def test_a_closed_standard_output_is_what_was_asked_for(agents: Path) -> None:
    """Silence, and the exit status is still that of the findings."""
    for command in ("report agents", "check agents"):
        open_, closed = shell(f"$GRAPHKIT {command}", agents), shell(f"$GRAPHKIT {command} >&-", agents)
        assert closed.returncode == open_.returncode
        assert closed.stderr == FOUND


def test_a_full_disk_is_a_sentence(agents: Path) -> None:
    """To standard output as well as to a file."""
    if not Path("/dev/full").exists():
        pytest.skip("this system has no device that is always full")
    done = shell("$GRAPHKIT report agents --format json > /dev/full", agents)
    assert done.returncode == 2
    assert "No space left" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_full_disk_leaves_the_old_file(agents: Path, tmp_path: Path) -> None:
    """What was there stays whole when the new one cannot be finished; no draft is left behind."""
    (tmp_path / "report.json").write_text("old")
    done = shell(f"ulimit -f 8; trap '' XFSZ; $GRAPHKIT report agents -o {tmp_path}/report.json", agents)
    assert done.returncode == 2
    assert "cannot write" in done.stderr
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"report.json": "old"}


def test_a_folder_that_may_not_be_written_is_a_sentence(agents: Path) -> None:
    """Not even root may write there."""
    done = shell("$GRAPHKIT report agents -o /proc/report.json", agents)
    assert done.returncode == 2
    assert done.stderr.startswith(f"{FOUND}graphkit: error: cannot write /proc/report.json: ")


def test_check_and_report_write_nothing_unless_told(agents: Path) -> None:
    """The folder is the same after them."""
    before = {path: path.stat().st_mtime_ns for path in agents.rglob("*")}
    assert shell("$GRAPHKIT check agents; $GRAPHKIT report agents", agents).stdout
    assert {path: path.stat().st_mtime_ns for path in agents.rglob("*")} == before


def test_ctrl_c_is_130_without_a_traceback(tmp_path: Path) -> None:
    """At any moment; here while a file is being waited for."""
    (tmp_path / "stop.py").write_text(
        "import os, signal, graphkit.readers as readers\n"
        "readers.read = lambda *_: os.kill(os.getpid(), signal.SIGINT)\n"
        "from graphkit.cli import main\n"
        "main(['check', 'agents'])\n"
    )
    (tmp_path / "agents").mkdir()
    (tmp_path / "agents" / "a.md").write_text("---\nname: a\n---\n")
    done = subprocess.run(
        [sys.executable, "stop.py"],
        cwd=tmp_path, env=ENVIRONMENT, capture_output=True, text=True, timeout=60, check=False,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )  # fmt: skip
    assert done.returncode == 130
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
