"""The examples of CONTRIBUTING.md are code that works with this version."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import graphkit
from graphkit import dialects, link
from graphkit.config import RELATIONS, Config
from graphkit.model.spans import Source
from graphkit.reporters.style import Style

ROOT = Path(__file__).resolve().parents[2]


def section(heading: str) -> str:
    """Return the text below a heading."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    return text.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


def code(heading: str) -> str:
    """Return the code block below a heading."""
    (block,) = re.findall(r"```python\n(.*?)```", section(heading), re.DOTALL)
    return str(block)


def example(heading: str) -> Any:
    """Run the code block below a heading and return it as a module."""
    block = code(heading)
    module = ModuleType(heading.replace(" ", "_"))
    exec(compile(block, heading, "exec", dont_inherit=True), module.__dict__)
    return module


@pytest.mark.parametrize(("kind", "expected"), [("bad", 1), ("good", 0)])
def test_the_rule_finds_its_own_examples(kind: str, expected: int, tmp_path: Path) -> None:
    """The rule that is shown reports its bad example and leaves its good one alone."""
    rule = example("Add a rule")
    for name, front_matter in getattr(rule.EXAMPLES[0], kind).items():
        (tmp_path / f"{name}.md").write_text(f"---\n{front_matter}\n---\n", encoding="utf-8")
    findings = list(rule.check(graphkit.load(tmp_path), Config()))
    assert len(findings) == expected
    assert all(finding.severity is rule.SEVERITY for finding in findings)


def test_the_format_writes_a_report(tmp_path: Path) -> None:
    """The format that is shown counts the findings of a broken folder."""
    (tmp_path / "debugger.md").write_text("---\nescalation_to: [nomore]\n---\n", encoding="utf-8")
    written = example("Add a format").write(graphkit.check(tmp_path), Style())
    assert "GK101 missing-target: 1\n" in written


def test_the_reader_gives_agents_with_places() -> None:
    """The reader that is shown reads two lines into a graph whose edges know line and column."""
    reader = example("Add a reader")
    source = Source("night.team", "night.team", ".")
    text = "debugger -> backend-staff\n  backend-staff -> architect\n"
    graph = link.link([reader.read(source, text, Config())], Config())
    assert list(graph.agents) == ["backend-staff", "debugger"]
    assert list(graph.ghosts) == ["architect"]
    places = {(edge.source, edge.target): str(edge.references[0].span) for edge in graph.edges}
    assert places == {
        ("debugger", "backend-staff"): "night.team:1:13",
        ("backend-staff", "architect"): "night.team:2:20",
    }
    assert reader.read(source, "nothing\n", Config()).skipped is not None


def test_the_relation_is_read_and_judged(tmp_path: Path) -> None:
    """The relation that is shown is read from both fields, and two agents who mentor each other are an error."""
    config = Config(relations=(*RELATIONS, example("Add a relation").ROW))
    (tmp_path / "a.md").write_text("---\nmentors: [b]\n---\n", encoding="utf-8")
    (tmp_path / "b.md").write_text("---\nmentored_by: [a]\n---\n", encoding="utf-8")
    graph = graphkit.load(tmp_path, config)
    assert [(edge.relation, edge.source, edge.target) for edge in graph.edges] == [("mentoring", "a", "b")]
    (tmp_path / "b.md").write_text("---\nmentors: [a]\n---\n", encoding="utf-8")
    assert [finding.code for finding in graphkit.check(tmp_path, config).live] == ["GK201"]


def test_the_dialect_reads_its_own_example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The dialect that is shown claims its example and reads level, relation and external name."""
    shown = example("Add a dialect").DIALECT
    path = tmp_path / shown.example_path
    path.parent.mkdir(parents=True)
    path.write_text(shown.example, encoding="utf-8")
    monkeypatch.setattr(dialects, "_brought", lambda: [shown])
    dialects.clear()
    try:
        graph = graphkit.load(tmp_path)
        (agent,) = graph.agents.values()
        assert (agent.dialect, graph.rank(agent.id)) == ("choir", 0)
        assert {ghost.id: ghost.external for ghost in graph.ghosts.values()} == {"second-alto": False, "audience": True}
    finally:
        dialects.clear()


@pytest.fixture(scope="module")
def extended(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the project and add the rule, the format and the dialect of CONTRIBUTING.md exactly as it says."""
    root = tmp_path_factory.mktemp("extended")
    for name in ("graphkit", "tests", "agents", "outputs"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__", "node_modules"))
    for name in ("pyproject.toml", "CONTRIBUTING.md", "README.md", "action.yml", ".pre-commit-hooks.yaml"):
        shutil.copy(ROOT / name, root / name)
    (root / "graphkit/rules/gk407_no_description.py").write_text(code("Add a rule"), encoding="utf-8")
    (root / "graphkit/reporters/codes.py").write_text(code("Add a format"), encoding="utf-8")
    (root / "graphkit/dialects/choir.py").write_text(code("Add a dialect"), encoding="utf-8")
    (row,) = re.findall(r'`("codes": "codes")`', section("Add a format"))
    table = root / "graphkit/reporters/__init__.py"
    text = table.read_text(encoding="utf-8")
    begin = text.index("CHECK = {")
    end = text.index("}", begin)
    table.write_text(f"{text[:end]}    {row},\n{text[end:]}", encoding="utf-8")
    return root


def ran(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a module of Python with the copy of the project."""
    env = {**os.environ, "PYTHONPATH": str(root), "PYTHONDONTWRITEBYTECODE": "1", "NO_COLOR": "1"}
    return subprocess.run(
        [sys.executable, "-m", *arguments], cwd=root, env=env, capture_output=True, text=True, check=False, timeout=300
    )


def test_what_is_added_works(extended: Path) -> None:
    """The rule has a page and finds its example, the format is offered, the dialect reads its files: one file each."""
    assert "An agent does not say what it is for." in ran(extended, "graphkit", "rule", "GK407").stdout
    (extended / "bare").mkdir()
    (extended / "bare/debugger.md").write_text("---\nescalation_to: [nomore]\n---\n", encoding="utf-8")
    shown = ran(extended, "graphkit", "check", "bare", "-v", "--format", "codes")
    assert "GK101 missing-target: 1\nGK407 no-description: 1\n" in shown.stdout, shown.stderr
    (extended / "choirs").mkdir()
    (extended / "choirs/conductor.md").write_text("---\nvoice: soprano\nconducts: [tenor]\n---\n", encoding="utf-8")
    assert '"relation": "delegation"' in ran(extended, "graphkit", "report", "choirs", "--format", "json").stdout


def test_what_is_added_breaks_no_test_of_anything_else(extended: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests of all rules, formats and dialects pass with the new ones, and so do snapshots of the output."""
    tests = ("unit/rules", "unit/dialects", "functional/test_check.py", "functional/test_formats.py")
    monkeypatch.delenv("PYTEST_ADDOPTS", raising=False)  # they are about this run: its coverage, its processes
    run = ran(extended, "pytest", "-q", "-p", "no:cacheprovider", *(f"tests/{name}" for name in tests))
    assert run.returncode == 0, run.stdout[-3000:]
    assert int(re.findall(r"(\d+) passed", run.stdout)[0]) > 100
