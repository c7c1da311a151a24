"""What a command loads before it begins: start-up is what a hook or an editor waits for."""

from __future__ import annotations

import json
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
MODULES, PATTERNS = 207, 33
"""How many of graphkit's own a check may load and compile: as many as it does, and a few more."""

PROGRAM = """
import collections, dataclasses, json, re, sys

made = collections.Counter()

def counted(kind, make):
    def wrapper(*arguments, **options):
        caller = sys._getframe(1)
        while caller.f_globals["__name__"].partition(".")[0] in ("re", "typing"):
            caller = caller.f_back
        made[kind] += caller.f_globals["__name__"].startswith("graphkit")
        return make(*arguments, **options)
    return wrapper

re._compiler.compile = counted("patterns", re._compiler.compile)
collections.namedtuple = counted("classes", collections.namedtuple)
dataclasses.dataclass = counted("classes", dataclasses.dataclass)

from graphkit.cli import main
try:
    main(sys.argv[1:], prog_name="graphkit")
finally:
    sys.stderr.write("\\n" + json.dumps([list(sys.modules), made]))
"""


def run(folder: Path, *arguments: str) -> tuple[set[str], dict[str, int]]:
    """Run a command in a process of its own; return the modules that it loaded, and what graphkit made meanwhile."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments],
        cwd=folder, env={**os.environ, "PYTHONPATH": str(PROJECT)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "Traceback" not in done.stderr, done.stderr
    modules, made = json.loads(done.stderr.splitlines()[-1])
    return set(modules), made


def loaded(folder: Path, *arguments: str) -> set[str]:
    """Run a command in a process of its own; return the names of HEAVY modules that it loaded."""
    return HEAVY & run(folder, *arguments)[0]


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


def test_a_check_loads_few_modules_and_makes_little(agents: Path) -> None:
    """Each module and each pattern costs a tenth of a millisecond: together they are most of a check of ten agents.

    Of the modules 48 are rules and 39 dialects. Classes that the library makes cost as much, each.
    """
    modules, made = run(agents, "check", "agents")
    assert sum(name.partition(".")[0] == "graphkit" for name in modules) <= MODULES
    assert made["patterns"] <= PATTERNS
    assert made["classes"] == 0


def test_what_is_made_is_counted(agents: Path) -> None:
    """A broken file needs more patterns; what reads code has classes of the library."""
    few = run(agents, "check", "agents")[1]["patterns"]
    (agents / "agents" / "wrong.md").write_text("---\nname: wrong\ndescription: it is: wrong\n---\n")
    (agents / "team.py").write_text("from langgraph.graph import StateGraph\n\nbuilder = StateGraph(dict)\n")
    more = run(agents, "check", "agents", "team.py")[1]
    assert more["patterns"] > few
    assert more["classes"] > 0
