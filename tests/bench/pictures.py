"""What the drawings cost their reader: `python -m tests.bench.pictures` prints the table, before and now.

Crossings, lines through boxes, size and shape of the plain drawing of real and of made-up teams. The figures before
are those of the layout that the hierarchy alone shaped. With `--beside GRAPHKIT`, another installation of graphkit, both
draw the same folders in turn, and the medians of their CPU time are compared.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from graphkit import pipeline
from graphkit.config import load
from graphkit.renderers import RenderOptions, engine
from graphkit.renderers.compose import compose
from graphkit.renderers.layout import place
from graphkit.renderers.layout.cost import cost
from tests.integration.corpora import CORPORA
from tests.unit.graphs import graph

if TYPE_CHECKING:
    from graphkit.model.graph import AgentGraph
    from graphkit.renderers.layout.cost import Cost


class Row(NamedTuple):
    """A team: its folder below the corpora, empty for the sample agents; crossings, width and height before."""

    folder: str
    crossings: int
    width: int
    height: int


TEAMS = {
    "nine": Row("", 70, 505, 302),
    "002": Row("claude-config/002-0b60d2a-claude-agents", 250, 1436, 522),
    "028": Row("claude-config/028-64d1070-claude-agents", 112, 1161, 1174),
    "038": Row("claude-config/038-39be928-claude-agents", 391, 766, 803),
    "hve-core": Row("wild/microsoft__hve-core", 43, 949, 840),
    "ProjectOdyssey": Row("wild/HomericIntelligence__ProjectOdyssey", 135, 1430, 997),
    "cagent": Row("wild/docker__cagent", 0, 759, 1602),
    "ChatDev": Row("wild/OpenBMB__ChatDev", 17, 4189, 3676),
}
MADE_UP = {1: Row("", 323, 868, 450), 2: Row("", 216, 1103, 450), 3: Row("", 409, 789, 519)}
"""By seed."""
SEEDS = tuple(MADE_UP)


def real(row: Row) -> AgentGraph:
    """Return the graph of a folder of the corpora, or of the sample agents."""
    folder = str(CORPORA / row.folder) if row.folder else "agents"
    return pipeline.run(load.load(None), [folder]).graph


def made_up(seed: int) -> AgentGraph:
    """Return a team of twenty-five with one or two escalations each, and lines of work across."""
    dice = random.Random(seed)
    names = [f"{area}-{role}" for area in ("billing", "search", "mobile", "data", "platform")
             for role in ("lead", "writer", "tester", "planner", "auditor")]  # fmt: skip
    edges: dict[tuple[str, ...], None] = {}
    for number, name in enumerate(names):
        for other in dice.sample(names[:number], min(number, dice.choice((1, 1, 2)))):
            edges[name, other] = None
        for relation, count in (("parallel", dice.choice((0, 1, 1))), ("handoff", dice.choice((0, 1, 2)))):
            for other in dice.sample([one for one in names if one != name], count):
                edges[name, other, relation] = None
    levels = {name: "principal" if n < 1 else "staff" if n < 5 else "senior" if n < 13 else "specialist"
              for n, name in enumerate(names)}  # fmt: skip
    return graph(levels, list(edges))


def figures(team: AgentGraph) -> Cost:
    """Lay out the plain drawing with the embedded engine, and measure it."""
    (embedded,) = engine.available("embedded")
    diagram = compose(team, RenderOptions())
    placed = place(diagram, lambda source, *arguments: engine.run(embedded, arguments, source, 60))
    return cost(diagram, placed, (0, 1))


def seconds(command: list[str], folder: str) -> float:
    """Return the CPU time of a command that draws a folder, and of the engines that it starts."""
    compiled = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with tempfile.TemporaryDirectory() as target:
        picture = str(Path(target, "team.svg"))
        subprocess.run([*command, "render", folder, "-o", picture], check=True, capture_output=True, env=compiled)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def written(team: AgentGraph, folder: Path) -> str:
    """Write a made-up team as a folder of definitions, for other versions of graphkit."""
    fields = {"escalation": "escalation_to", "parallel": "parallel_compatible", "handoff": "handoff_to"}
    for agent in team.agents.values():
        lines = ["---", f"level: {agent.level and agent.level.text}"]
        for relation, field in fields.items():
            names = [edge.target for edge in team.edges if (edge.source, edge.relation) == (agent.id, relation)]
            lines += [f"{field}: [{', '.join(names)}]"] if names else []
        (folder / f"{agent.id}.md").write_text("\n".join([*lines, "---", ""]), encoding="utf-8")
    return str(folder)


def beside(other: str, runs: int) -> None:
    """Print the CPU time of another installation and of this one, in turn, and the ratio of the medians."""
    commands = [[other], [sys.executable, "-m", "graphkit"]]
    with tempfile.TemporaryDirectory() as place:
        folders = {name: str(CORPORA / row.folder) if row.folder else "agents" for name, row in TEAMS.items()}
        for seed in SEEDS:
            made = Path(place, f"made-up-{seed}")
            made.mkdir()
            folders[made.name] = written(made_up(seed), made)
        for name, folder in folders.items():
            for command in commands:
                seconds(command, folder)  # the first run compiles
            pairs = [[seconds(command, folder) for command in commands] for _ in range(runs)]
            before, now = map(median, zip(*pairs, strict=True))
            sys.stdout.write(f"{name:16} {before:6.2f} s {now:6.2f} s {now / before:6.2f}\n")


def main() -> None:
    """Print a line for each team."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--beside", metavar="GRAPHKIT")
    parser.add_argument("--runs", type=int, default=5)
    chosen = parser.parse_args()
    if chosen.beside:
        beside(chosen.beside, chosen.runs)
        return
    line = "{:16} {:>16} {:>8} {:>14} {:>14} {:>7}\n"
    sys.stdout.write(line.format("team", "crossings", "through", "before", "now", "shape"))
    teams = {name: (row, real(row)) for name, row in TEAMS.items()}
    teams |= {f"made up {seed}": (MADE_UP[seed], made_up(seed)) for seed in SEEDS}
    for name, (row, team) in teams.items():
        now = figures(team)
        before, size = f"{row.width}x{row.height}", f"{now.width:.0f}x{now.height:.0f}"
        both = f"{row.crossings} -> {now.crossings}"
        sys.stdout.write(line.format(name, both, now.through, before, size, f"{now.aspect:.2f}"))


if __name__ == "__main__":
    main()
