"""What the search costs in a large repository: `pytest tests/bench/test_discovery.py --benchmark-only` (extra `bench`).

20,000 files in 1,600 folders, 4,000 of them Markdown, half with front matter, 50 ignore patterns, 150 agents.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from graphkit.discover import discover

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_benchmark.fixture import BenchmarkFixture

pytest.importorskip("pytest_benchmark")
FOLDERS, MARKDOWN, FILES, AGENTS = 1_600, 4_000, 20_000, 150
PAGE = "---\ntitle: Page {0}\nsidebar_position: {0}\n---\n# Page\n\nText.\n"
AGENT = "---\nname: agent-{0}\ndescription: Does part {0}.\ntools: Read\n---\nText.\n"


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the repository."""
    top: Path = tmp_path_factory.mktemp("repository")
    (top / ".git").mkdir()
    patterns = [f"*.tmp{number}" for number in range(20)] + [f"build-{number}/" for number in range(20)]
    (top / ".gitignore").write_text("\n".join([*patterns, *(f"/out/{number}/**/*.o" for number in range(10))]) + "\n")
    folders = [top / f"area{number % 40}" / f"part{number}" for number in range(FOLDERS)]
    for folder in folders:
        folder.mkdir(parents=True)
    for number in range(FILES):
        folder = folders[number % FOLDERS]
        if number < MARKDOWN:
            (folder / f"page{number}.md").write_text(PAGE.format(number) if number % 2 else "# Page\n")
        else:
            (folder / f"module{number}.py").write_text("x = 1\n")
    home = top / ".claude" / "agents"
    home.mkdir(parents=True)
    for number in range(AGENTS):
        (home / f"agent-{number}.md").write_text(AGENT.format(number))
    return top


@pytest.mark.parametrize("path", [".", ".claude/agents"])
def test_search(benchmark: BenchmarkFixture, repository: Path, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    """Find the agents, from the root and in their folder alone."""
    monkeypatch.chdir(repository)
    assert len(benchmark(discover, [path]).files) == AGENTS


def test_the_root_costs_little_more_than_the_folder(
    benchmark: BenchmarkFixture, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At most 0.3 s of processor time, the best of five."""
    monkeypatch.chdir(repository)

    def seconds(path: str) -> float:
        costs = []
        for _ in range(5):
            start = time.process_time()
            discover([path])
            costs.append(time.process_time() - start)
        return min(costs)

    more = benchmark.pedantic(lambda: seconds(".") - seconds(".claude/agents"), rounds=1)  # type: ignore[no-untyped-call]
    assert more <= 0.3
