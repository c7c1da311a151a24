"""Every failure is a sentence and exit status 2: 1 is an answer, and a traceback is none."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(PROJECT)}
AGENT = "---\nname: a\ndescription: d\n---\n"


@pytest.fixture
def team(tmp_path: Path) -> Path:
    """Make a folder with one agent."""
    (tmp_path / "agents").mkdir()
    (tmp_path / "agents" / "a.md").write_text(AGENT)
    return tmp_path


def run(folder: Path, script: str) -> subprocess.CompletedProcess[str]:
    """Run a script of the shell; `$GRAPHKIT` is the command."""
    environment = {**ENVIRONMENT, "GRAPHKIT": f"{sys.executable} -m graphkit"}
    return subprocess.run(
        ["/bin/bash", "-c", script],
        cwd=folder, env=environment, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def failing(team: Path, error: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command while reading a file raises an error."""
    (team / "fail.py").write_text(
        "import errno, sys\nimport graphkit.readers as readers\nfrom graphkit.cli import main\n"
        f"def fail(*_):\n    raise {error}\nreaders.read = fail\nmain(sys.argv[1:])\n"
    )
    return subprocess.run(
        [sys.executable, "fail.py", *arguments],
        cwd=team, env=ENVIRONMENT, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


ERRORS = {
    "OSError(errno.EMFILE, 'Too many open files')": "too many open files. Raise the limit",
    "OSError(errno.EIO, 'Input/output error', 'agents/a.md')": "",
    "PermissionError(errno.EACCES, 'Permission denied', 'agents/a.md')": "agents/a.md: permission denied. Check",
    "OSError('odd')": "odd. ",
    "MemoryError()": "there is not enough memory",
    "RecursionError('maximum recursion depth exceeded')": "nested too deeply",
    'RuntimeError("can\'t start new thread")': "no room for another thread",
    "UnicodeDecodeError('utf-8', b'a', 0, 1, 'invalid start byte')": "invalid start byte",
    "UnicodeError('odd')": "encoding: odd",
}


@pytest.mark.parametrize("error", ERRORS)
def test_what_a_system_raises_is_a_sentence(team: Path, error: str) -> None:
    """Whatever the class, and wherever it comes from."""
    done = failing(team, error, "check", "agents")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert done.stderr.startswith("graphkit: error: ")
    assert ERRORS[error] in done.stderr
    assert done.stdout == ""


def test_a_failure_is_json_where_json_is_asked_for(team: Path) -> None:
    """One shape on every path, also when memory runs out."""
    done = failing(team, "MemoryError()", "report", "agents", "--format", "json")
    assert done.returncode == 2
    assert "not enough memory" in json.loads(done.stdout)["error"]


def test_a_mistake_of_graphkit_is_a_traceback(team: Path) -> None:
    """It is to be reported with all that is known about it."""
    done = failing(team, "KeyError('x')", "check", "agents")
    assert (done.returncode, done.stdout) == (2, "")
    assert "KeyError" in done.stderr


@pytest.mark.parametrize("handles", [6, 8, 10])
def test_without_file_handles_it_ends_in_a_sentence(team: Path, handles: int) -> None:
    """Or with an answer, if it needs no more."""
    done = run(
        team,
        f"git init -q . && git add -A && git -c user.name=a -c user.email=a@b commit -qm x\nulimit -n {handles}; $GRAPHKIT diff HEAD",
    )
    assert done.returncode in (0, 2)
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", ["check agents", "report", "show a", "init"])
def test_a_folder_that_is_gone_is_a_sentence(team: Path, command: str) -> None:
    """The shell still stands in it."""
    done = run(team, f'mkdir gone && cd gone && rmdir "$PWD" && $GRAPHKIT {command}')
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert done.stderr.startswith("graphkit: error: ")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
@pytest.mark.parametrize("command", ["check nothing-here", "no-such-command", "check --no-such-option"])
def test_a_full_standard_error_keeps_the_status(team: Path, command: str) -> None:
    """There is nowhere to say it, and it is a failure all the same."""
    assert run(team, f"$GRAPHKIT {command} 2>/dev/full").returncode == 2


@pytest.mark.parametrize("command", ["history", "report", "render --format svg", "check"])
def test_a_closed_standard_error_is_no_failure(team: Path, command: str) -> None:
    """There is nobody to tell how it goes; the answer is the same."""
    run(team, "git init -q . && git add -A && git -c user.name=a -c user.email=a@b commit -qm x")
    told = run(team, f"$GRAPHKIT {command}")
    alone = run(team, f"$GRAPHKIT {command} 2>&-")
    assert (alone.returncode, alone.stdout, alone.stderr) == (0, told.stdout, "")


@pytest.mark.parametrize(
    "argument", ["check $'\\xff'", "check agents --agents $'\\xff'", "show $'\\xff' --in agents", "$'\\xff'"]
)
def test_bytes_that_are_no_text_are_shown_as_escapes(team: Path, argument: str) -> None:
    """In whatever argument they are."""
    done = run(team, f"$GRAPHKIT {argument}")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "\\udcff" in done.stderr
