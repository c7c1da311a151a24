"""What a command loads before it begins: start-up is what a hook or an editor waits for."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
HEAVY = {
    *("networkx", "matplotlib", "numpy", "graphviz", "rich", "jinja2", "yaml", "hypothesis"),
    *("difflib", "tomllib", "pickle", "multiprocessing", "asyncio", "secrets", "random", "subprocess", "importlib.metadata"),
    "graphkit.workspace.cache",
}  # fmt: skip
PROGRAM = """
import sys
from graphkit.cli import main
try:
    main(sys.argv[1:], prog_name="graphkit")
finally:
    sys.stderr.write("\\n" + " ".join(sys.modules))
"""


def loaded(folder: Path, *arguments: str) -> set[str]:
    """Run a command in a process of its own; return the names of HEAVY modules that it loaded."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments],
        cwd=folder, env={**os.environ, "PYTHONPATH": str(PROJECT)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "Traceback" not in done.stderr, done.stderr
    return HEAVY & set(done.stderr.splitlines()[-1].split(" "))


@pytest.fixture
def agents(tmp_path: Path) -> Path:
    """Make a folder with two agents, written simply, one of them with a fault."""
    (tmp_path / "agents").mkdir()
    (tmp_path / "agents" / "lead.md").write_text("---\nname: lead\nescalation_to: [dev]\n---\nText.\n")
    (tmp_path / "agents" / "dev.md").write_text("---\nname: dev\nescalation_to:\n  - lead\n---\nText.\n")
    return tmp_path


@pytest.mark.parametrize(
    "command",
    [
        ("--help",),
        ("check", "agents"),
        ("check", "agents", "--verbose"),
        ("check", "agents", "--format", "json"),
        ("report", "agents"),
        ("report", "agents", "--format", "json"),
        ("report", "agents", "--format", "markdown"),
        ("rule",),
        ("rule", "GK101"),
    ],
    ids=" ".join,
)
def test_a_command_loads_nothing_heavy(agents: Path, command: tuple[str, ...]) -> None:
    """Neither a library for graphs or pictures, nor the YAML parser while definitions are written simply."""
    assert loaded(agents, *command) == set()


def test_the_yaml_parser_comes_when_it_is_needed(agents: Path) -> None:
    """An entry that is not simple is worth it."""
    (agents / "agents" / "other.md").write_text("---\nname: other\nzone: &a {x: [1, {y: z}]}\n---\n")
    assert loaded(agents, "check", "agents") == {"yaml"}
