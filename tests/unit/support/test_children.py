"""Children end with their parent, which tidies up and then ends as the signal says."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from graphkit.support import children
from graphkit.support.errors import GraphkitError

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")

TEAM = "---\nname: a\nescalation_to: [b]\n---\n"
SLOW = """\
#!/bin/sh
case "$*" in
*" {word} "*) exec 3>{pipe}; echo . >&3; (sleep 9; echo late >&3);;
*) exec {git} "$@";;
esac
"""
"""A git that answers all but one question, for which it has a child."""


def repository(folder: Path) -> None:
    """Make a repository of one agent, committed."""
    (folder / "agents").mkdir()
    (folder / "agents" / "a.md").write_text(TEAM)
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@b", "-C", str(folder)]
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "x"]):
        subprocess.run([*git, *command], check=True)


@pytest.mark.parametrize("fatal", ["SIGTERM", "SIGHUP", "SIGQUIT", "SIGINT"])
@pytest.mark.parametrize(
    ("command", "word"),
    [("diff HEAD", "ls-tree"), ("check agents --since HEAD", "cat-file"), ("history", "log"), ("check agents", "log")],
)
def test_git_ends_with_what_started_it(tmp_path: Path, command: str, word: str, fatal: str) -> None:
    """Its children do, too, and no copy of a revision stays behind."""
    repository(tmp_path)
    pipe, programs, copies = tmp_path / "alive", tmp_path / "bin", tmp_path / "copies"
    os.mkfifo(pipe)
    programs.mkdir()
    copies.mkdir()
    found = subprocess.run(["/bin/sh", "-c", "command -v git"], capture_output=True, text=True, check=True)
    (programs / "git").write_text(SLOW.format(word=word, pipe=pipe, git=found.stdout.strip()))
    (programs / "git").chmod(0o755)
    path = os.pathsep.join((str(programs), os.environ["PATH"]))
    process = subprocess.Popen(
        [sys.executable, "-m", "graphkit", *command.split()],
        cwd=tmp_path,
        env={**os.environ, "PATH": path, "TMPDIR": str(copies), "PYTHONPATH": os.pathsep.join(sys.path)},
        stderr=subprocess.PIPE,
        text=True,
    )
    with pipe.open() as alive:
        assert alive.readline() == ".\n"  # git was asked
        process.send_signal(getattr(signal, fatal))
        _, complaint = process.communicate(timeout=30)
        assert alive.read() == ""  # nobody is left
    assert process.returncode == (130 if fatal == "SIGINT" else -getattr(signal, fatal))
    assert "Traceback" not in complaint
    assert list(copies.iterdir()) == []


@pytest.mark.parametrize("fatal", ["SIGTERM", "SIGHUP"])
def test_a_handler_of_the_callers_own_is_asked_too(fatal: str) -> None:
    """A server that ends in its own way goes on doing so, and has its handler back afterwards; the run is over."""
    number = getattr(signal, fatal)
    asked: list[int] = []

    def mine(received: int, _frame: object) -> None:
        asked.append(received)

    before = signal.signal(number, mine)
    try:
        with pytest.raises(GraphkitError, match=fatal), children.ended_with_parent(), children.ended_with_parent():
            signal.raise_signal(number)
        assert asked == [number]
        assert signal.getsignal(number) is mine
    finally:
        signal.signal(number, before)


def test_an_ignored_signal_stays_ignored() -> None:
    """`nohup` is what was asked for."""
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with children.ended_with_parent():
            signal.raise_signal(signal.SIGHUP)
    finally:
        signal.signal(signal.SIGHUP, before)


def test_an_answer_without_an_end_is_ended() -> None:
    """And what is said meanwhile is heard, however much it is."""
    program = "import sys; sys.stderr.write('x' * 200_000); sys.stdout.write('y' * 1000); sys.stdout.flush()\n"
    pipes = dict.fromkeys(("stdout", "stderr"), subprocess.PIPE)
    process = children.start([sys.executable, "-c", program], **pipes)
    assert tuple(map(len, children.answer(process, 1000))) == (1000, 200_000)
    process = children.start([sys.executable, "-c", f"{program}import signal; signal.pause()"], **pipes)
    with pytest.raises(OverflowError):
        children.answer(process, 999)
    children.end(process)
    assert process.returncode == -signal.SIGKILL
