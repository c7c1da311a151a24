"""What graphkit reads from the made-up repositories in `tests/data`: agents, edges, calls and findings.

They have all dialects, list styles, prose, rosters, namesakes, plugins and broken texts, so that a change of any reading
shows here, without a corpus. Where the new reading is right: `python -m tests.functional.test_data` writes the files
`tests/data/*.txt` anew; read what has changed in them.
"""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest

import graphkit
from graphkit import rules
from graphkit.config import Config
from tests.settled_rules import SETTLED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.model.graph import Edge
    from graphkit.model.report import Report

DATA = Path(__file__).parents[1] / "data"
REPOSITORIES = sorted(path.name for path in DATA.iterdir() if path.is_dir())


def reading(repository: str, workplace: Path) -> str:
    """Return what a run says of a copy of a repository, prose included."""
    with contextlib.chdir(shutil.copytree(DATA / repository, workplace / repository)):
        return "\n".join(_lines(graphkit.check(".", Config(prose=True)))) + "\n"


def _lines(report: Report) -> Iterator[str]:
    graph = report.graph
    yield f"# {len(graph.agents)} agents"
    for agent in graph.agents.values():
        level = f", {agent.level.text}" if agent.level else ""
        tools = f", may use {' '.join(tool.text for tool in agent.tools.allowed)}" if agent.tools.allowed else ""
        yield f"{agent.id}: {agent.path}:{agent.span.line} ({agent.dialect}{level}{tools})"
    yield f"# {len(graph.edges)} edges"
    yield from map(_edge, graph.edges)
    yield f"# {len(graph.calls)} calls"
    yield from map(_edge, graph.calls)
    yield f"# {len(graph.ghosts)} names without a definition"
    yield from (f"{ghost.id}{' (external)' if ghost.external else ''}" for ghost in graph.ghosts.values())
    yield f"# {len(graph.skipped)} files without an agent"
    yield from (f"{skipped.path}: {skipped.reason}" for skipped in graph.skipped)
    yield f"# {len(report.live)} findings"
    yield from (f"{found.span}: {found.code} {found.severity}: {found.message}" for found in report.live)


def _edge(edge: Edge) -> str:
    arrow = "--" if edge.symmetric else "->"
    label = f" ({edge.label})" if edge.label else ""
    places = ", ".join(f"{one.span}{' in prose' if one.prose else ''}" for one in edge.references)
    return f"{edge.relation}: {edge.source} {arrow} {edge.target}{label}: {places}"


@pytest.mark.parametrize("repository", REPOSITORIES)
def test_the_reading_of_a_made_up_repository(repository: str, tmp_path: Path) -> None:
    """Every agent, edge with its places, call, missing name and finding."""
    expected = (DATA / f"{repository}.txt").read_text(encoding="utf-8")
    assert reading(repository, tmp_path).splitlines() == expected.splitlines()


def test_all_shapes_are_there() -> None:
    """Sixty agents or more, in each dialect for which there are files without a program."""
    text = "".join((DATA / f"{repository}.txt").read_text(encoding="utf-8") for repository in REPOSITORIES)
    assert sum(int(line.split()[1]) for line in text.splitlines() if line.endswith(" agents")) >= 60
    raw = [path.read_bytes() for path in DATA.rglob("*.md")]
    assert any(b"\r\n" in content for content in raw)
    assert any(content.startswith(b"\xef\xbb\xbf") for content in raw)


def main() -> None:
    """Write the files anew, with the findings that tests of other things see."""
    check = rules.check
    with (
        tempfile.TemporaryDirectory() as folder,
        patch.object(rules, "check", lambda *given: [one for one in check(*given) if one.code in SETTLED]),
    ):
        for repository in REPOSITORIES:
            (DATA / f"{repository}.txt").write_text(reading(repository, Path(folder)), encoding="utf-8")


if __name__ == "__main__":
    main()
