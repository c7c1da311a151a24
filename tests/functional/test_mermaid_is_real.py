"""Mermaid is what GitHub draws: its own parser reads what graphkit writes.

GRAPHKIT_MERMAID names a folder with `node_modules` that holds mermaid and jsdom; `.ci/run` makes one.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from graphkit.renderers import RenderOptions, render
from tests.unit.graphs import graph
from tests.unit.renderers.pictures import diagram, hostile, ring, team

HERE = Path(__file__).parent
FOLDER = os.environ.get("GRAPHKIT_MERMAID", "")


@pytest.fixture
def node() -> str:
    """Return the program that runs the parser; in CI its absence is a failure, elsewhere a reason to skip."""
    found = shutil.which("node")
    if found and (Path(FOLDER) / "node_modules" / "mermaid").is_dir():
        return found
    missing = "needs node, and GRAPHKIT_MERMAID: a folder where `npm install mermaid jsdom` was run"
    if os.environ.get("CI", "").casefold() == "true":
        pytest.fail(missing)
    pytest.skip(missing)


def read(node: str, files: list[Path]) -> list[dict[str, object]]:
    """Return what the parser found in each file."""
    command = [node, str(HERE / "mermaid.mjs"), str(Path(FOLDER).resolve()), *map(str, files)]
    run = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert run.returncode == 0, run.stderr
    return [json.loads(line) for line in run.stdout.splitlines()]


def test_its_own_parser_reads_every_graph(node: str, tmp_path: Path) -> None:
    """Nothing, a team, a cycle, frames, hostile names: each is a flowchart with all its boxes and lines."""
    files, wanted = [], []
    for number, drawn in enumerate((graph([], []), team(), ring(), hostile())):
        for options in (RenderOptions(), RenderOptions(cluster="group", direction="LR", title='a"]\n%%{init}%%')):
            file = tmp_path / f"{number}-{options.direction}.mmd"
            file.write_bytes(render(drawn, "mermaid", options))
            files.append(file)
            shown = diagram(drawn, options)
            lines = sum(hasattr(swatch.sample, "arrow") for swatch in shown.legend)
            framed = bool(shown.legend)  # the frame of the legend has a style, and counts as a box
            boxes = len(shown.legend) - lines + framed
            chained = file.read_text(encoding="utf-8").count("~~~")  # invisible lines keep the legend in one row
            nodes, edges = len(shown.nodes) + boxes + 2 * lines, len(shown.links) + lines + chained
            wanted.append({"type": "flowchart-v2", "nodes": nodes, "edges": edges})
    assert read(node, files) == wanted


def test_the_parser_would_notice(node: str, tmp_path: Path) -> None:
    """The test can fail: a label that is not closed is refused."""
    broken = tmp_path / "broken.mmd"
    broken.write_text('flowchart BT\n  a["x]\n', encoding="utf-8")
    with pytest.raises(AssertionError, match=r"Parse error|Lexical error|Expecting"):
        read(node, [broken])
