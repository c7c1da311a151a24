"""How long each stage takes on teams of 10 and 1,000: `pytest tests/bench --benchmark-only` (extra `bench`)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graphkit import discover, link, pipeline, readers, rules, triage
from graphkit.config import Config
from graphkit.reporters import json_v1, source_lines, text
from graphkit.reporters.style import Style
from tests.bench import team

if TYPE_CHECKING:
    from pytest_benchmark.fixture import BenchmarkFixture

pytest.importorskip("pytest_benchmark")
pytestmark = pytest.mark.parametrize("agents", [10, 1_000], scope="module")
CONFIG = Config()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, agents: int) -> str:
    """Write the team."""
    made: Path = tmp_path_factory.mktemp(f"team-{agents}")
    team.write(made, agents)
    return str(made)


def test_discover(benchmark: BenchmarkFixture, folder: str, agents: int) -> None:
    """Find the files."""
    assert len(benchmark(discover.discover, [folder]).files) == agents


def test_read(benchmark: BenchmarkFixture, folder: str, agents: int) -> None:
    """Read them, by one process."""
    files = discover.discover([folder]).files
    assert len(benchmark(lambda: [readers.read(source, CONFIG) for source in files])) == agents


def test_link(benchmark: BenchmarkFixture, folder: str, agents: int) -> None:
    """Make the graph."""
    readings = [readers.read(source, CONFIG) for source in discover.discover([folder]).files]
    assert len(benchmark(link.link, readings, CONFIG).agents) == agents


def test_rules(benchmark: BenchmarkFixture, folder: str, agents: int) -> None:
    """Apply all rules to a graph that nobody has asked yet."""

    def fresh() -> tuple[tuple[object, ...], dict[str, object]]:
        return (pipeline.load(CONFIG, [folder]), CONFIG), {}

    assert benchmark.pedantic(rules.check, setup=fresh, rounds=3)  # type: ignore[no-untyped-call]


@pytest.mark.parametrize("form", ["text", "json"])
def test_report(benchmark: BenchmarkFixture, folder: str, agents: int, form: str) -> None:
    """Write the findings, with the lines they point at."""
    graph = pipeline.load(CONFIG, [folder])
    report = triage.triage(graph, rules.check(graph, CONFIG), rules.catalogue())
    writer = {"text": text, "json": json_v1}[form]
    assert benchmark(lambda: writer.write(source_lines.quote(report), Style()))
