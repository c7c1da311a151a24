"""Terminals, pipes and encodings: run as its own process, as people run it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from graphkit.cli import main
from tests.functional.conftest import BROKEN, SOUND, Run, Write

PROJECT = Path(__file__).parents[2]


def graphkit(*arguments: str, python: tuple[str, ...] = (), **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run `python -m graphkit` in the working directory, without what the environment says of colours and locale."""
    inherited = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "FORCE_COLOR", "LC_ALL")}
    return subprocess.run(
        [sys.executable, *python, "-m", "graphkit", *arguments],
        env={**inherited, "PYTHONPATH": str(PROJECT), **environment},
        capture_output=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("option", "environment", "coloured"),
    [
        ("auto", {}, False),
        ("auto", {"FORCE_COLOR": "1"}, True),
        ("auto", {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ("always", {"NO_COLOR": "1"}, True),
        ("never", {"FORCE_COLOR": "1"}, False),
    ],
)
def test_colours(
    write: Write, run: Run, monkeypatch: pytest.MonkeyPatch, option: str, environment: dict[str, str], coloured: bool
) -> None:
    """The option decides; without it NO_COLOR, then FORCE_COLOR, then whether there is a terminal."""
    write(BROKEN)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert ("\x1b[" in run("check", "--color", option).stdout) is coloured


def test_colours_change_nothing_but_colours(write: Write, run: Run) -> None:
    """With the colours taken out, a coloured run equals a plain one."""
    import click

    write(BROKEN)
    for command in ("check", "report", "rule"):
        painted = run(command, "--color", "always").stdout
        assert click.unstyle(painted) == run(command, "--color", "never").stdout != painted


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_a_poor_encoding_is_no_obstacle(write: Write, encoding: str) -> None:
    """What standard output cannot show is written as an escape, and the tree in ASCII."""
    write(SOUND | {"agents/設計": "escalation_to: [lead]\n"})
    told = graphkit("report", PYTHONIOENCODING=encoding)
    assert told.returncode == 0, told.stderr
    shown = told.stdout.decode("ascii")
    assert "\\u8a2d\\u8a08" in shown
    assert "`- " in shown


def test_a_reader_that_leaves_is_no_error(write: Write, tmp_path: Path) -> None:
    """`graphkit report | head -1` ends quietly, with the status of the run."""
    write({f"agents/a{number}": "escalation_to: [nomore]\n" for number in range(400)})
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as pipe:
        told = subprocess.run(
            [sys.executable, "-m", "graphkit", "report"],
            env={**os.environ, "PYTHONPATH": str(PROJECT)}, stdout=pipe, stderr=subprocess.PIPE, check=False,
        )  # fmt: skip
    assert (told.returncode, told.stderr) == (0, b"400 agents in agents\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("arguments", [("report",), ("--version",), ("--help",), ("check", "--help")])
def test_a_full_disk_is_told(write: Write, arguments: tuple[str, ...]) -> None:
    """Output that cannot be written is exit status 2 with the cause, not a traceback."""
    write(SOUND)
    with Path("/dev/full").open("wb") as full:
        told = subprocess.run(
            [sys.executable, "-m", "graphkit", *arguments],
            env={**os.environ, "PYTHONPATH": str(PROJECT)}, stdout=full, stderr=subprocess.PIPE, check=False,
        )  # fmt: skip
    assert told.returncode == 2
    assert b"graphkit: error: cannot write" in told.stderr
    assert b"Traceback" not in told.stderr


HEAVY = ("networkx", "matplotlib", "graphviz", "numpy")


@pytest.mark.parametrize(
    ("arguments", "absent"),
    [
        (("--help",), (*HEAVY, "yaml")),
        (("render", "--help"), (*HEAVY, "yaml")),
        (("check",), HEAVY),
        (("report",), HEAVY),
        (("report", "--format", "json"), HEAVY),
    ],
)
def test_a_command_loads_what_it_needs(write: Write, arguments: tuple[str, ...], absent: tuple[str, ...]) -> None:
    """Help loads no library but click; check and report load neither networkx nor matplotlib: they are slow to load."""
    write(BROKEN)
    told = graphkit(*arguments, python=("-X", "importtime"))
    loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in told.stderr.decode().splitlines()}
    assert "click" in loaded
    assert not loaded & set(absent)


def test_the_same_bytes_whatever_the_seed_and_the_order(write: Write) -> None:
    """Neither the hash seed nor the order of the paths shows in any format."""
    write(BROKEN | {"more/extra": "escalation_to: [tester]\nworkflow_integration: [hands_work_to_dev]\n"})
    for command in (["check", "-v"], ["report"], ["report", "--format", "markdown"], ["report", "--format", "json"]):
        outputs = {
            graphkit(*command, *paths, PYTHONHASHSEED=seed).stdout
            for seed, paths in (("1", ["agents", "more"]), ("2", ["more", "agents"]))
        }
        assert len(outputs) == 1
        assert outputs != {b""}


def test_the_module_is_the_command() -> None:
    """The entry point of the package and `python -m graphkit` are one."""
    assert main.name == "graphkit"
    assert graphkit("--version").stdout.startswith(b"graphkit ")
