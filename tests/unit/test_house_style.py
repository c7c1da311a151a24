"""Promises about the code itself: small modules, output in one place, nothing heavy loaded for nothing."""

from __future__ import annotations

import ast
import json
import statistics
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted((ROOT / "graphkit").rglob("*.py"))
HEAVY = {"networkx", "matplotlib", "graphviz", "numpy"}


def size(module: Path) -> int:
    """Count the lines of a module."""
    return len(module.read_text(encoding="utf-8").splitlines())


def loaded_after(*arguments: str) -> set[str]:
    """Run the command in a fresh interpreter and return the top-level packages that it loaded."""
    program = (
        "import json, sys\n"
        "from graphkit.cli import main\n"
        "try:\n    main(sys.argv[1:])\n"
        "except SystemExit as stop:\n    status = stop.code\n"
        "json.dump([status, sorted({name.partition('.')[0] for name in sys.modules})], sys.stderr)\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", program, *arguments], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    status, names = json.loads(run.stderr.splitlines()[-1])
    assert not status, run.stdout
    return set(names)


def test_no_module_is_long() -> None:
    """Nobody has to scroll far: no module has more than 300 lines, half of them fewer than 100."""
    assert {str(module): size(module) for module in MODULES if size(module) > 300} == {}
    assert statistics.median(size(module) for module in MODULES) < 100


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_only_the_command_line_writes_to_the_terminal(module: Path) -> None:
    """A library that prints is a nuisance: outside `cli` nothing calls print or touches the standard streams."""
    if "cli" in module.relative_to(ROOT).parts:
        return
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Name):
            assert node.id not in ("print", "input", "breakpoint"), f"{module}:{node.lineno}"
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "sys":
            assert node.attr not in ("stdout", "stderr", "exit"), f"{module}:{node.lineno}"


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_module_says_what_it_is_for(module: Path) -> None:
    """Each module opens with a docstring of one sentence or more."""
    docstring = ast.get_docstring(ast.parse(module.read_text(encoding="utf-8"))) or ""
    assert docstring[-1:] in (".", "?", "!", "`") or "\n" in docstring, f"{module} does not say what it is for"


@pytest.mark.parametrize("arguments", [("--help",), ("--version",), ("check", "agents", "--quiet"), ("rule",)])
def test_light_commands_load_nothing_heavy(arguments: tuple[str, ...]) -> None:
    """Help and checks answer at once: graph and picture libraries stay on the disk until a picture is asked for."""
    assert not loaded_after(*arguments) & HEAVY


def test_importing_the_package_loads_nothing_heavy() -> None:
    """`import graphkit` costs next to nothing."""
    program = "import graphkit, sys; print(*sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    assert not {name.partition(".")[0] for name in run.stdout.split()} & {*HEAVY, "yaml", "click"}


HOMES = {
    "click": "cli",
    "yaml": "readers",
    "graphviz": "renderers",
    "matplotlib": "renderers",
    "reportlab": "renderers",
    "svglib": "renderers",
    "pygls": "workspace",
    "lsprotocol": "workspace",
    "mcp": "workspace",
}
"""The one package that may import a library."""


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_library_is_imported_in_one_package(module: Path) -> None:
    """Only `cli` knows click, only `readers` knows yaml, only `renderers` know the drawing libraries."""
    package = module.relative_to(ROOT / "graphkit").parts[0]
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names = [node.module or ""]
        else:
            continue
        for name in names:
            assert HOMES.get(name.partition(".")[0], package) == package, f"{module}:{node.lineno} imports {name}"
