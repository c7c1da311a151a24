"""A team that stays open: `python -m tests.bench.live` prints what one changed file costs beside a full run.

`--before FOLDER` is the tree of an earlier graphkit: then `serve` and `check --watch` of both run in turn on the same team of
`--agents`, and the time from saving a file to the new page, or to the new report, is taken from each.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from graphkit import pipeline
from graphkit.config import Config
from graphkit.workspace.file_memory import SETTLED
from graphkit.workspace.team import Team
from tests.bench import team

if TYPE_CHECKING:
    from collections.abc import Iterator

PROJECT = Path(__file__).parents[2]
ROUNDS = 5


EDITS = {
    "description": ("description: ", "description: Also "),
    "target": ("escalation_to:", "escalation_to: [somebody-else]\nformer_escalation_to:"),
    "body": ("\n---\n", "\n---\nMore of it.\n"),
}
"""What is changed in one file, by what of it changes: the text that is replaced, and by what."""


def _edits(folder: Path, what: str = "description") -> Iterator[None]:
    """Change one agent back and forth, for ever; the folder is then as it was every other time."""
    file = min(folder.rglob("*-0003.md"))
    text = file.read_text(encoding="utf-8")
    changed = text.replace(*EDITS[what], 1)
    assert changed != text
    while True:
        for version in (changed, text):
            file.write_text(version, encoding="utf-8")
            yield


def answers(agents: int) -> str:
    """Return a line with the medians of a full run and of a second answer after a change of one file, wall and CPU."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        team.write(folder / ".claude", agents)
        live, edits = Team(Config, [name]), {what: _edits(folder, what) for what in EDITS}
        time.sleep(SETTLED / 1e9)  # a file that has just been written is not trusted
        live.report()
        costs: dict[str, list[tuple[float, float]]] = {}
        for _ in range(ROUNDS):
            costs.setdefault("full run", []).append(_cost(lambda: pipeline.run(Config(), [name])))
            for what, changes in edits.items():
                next(changes)
                costs.setdefault(f"another {what}", []).append(_cost(live.report))
                next(changes)
                live.report()
    rows = {what: tuple(median(one) for one in zip(*found, strict=True)) for what, found in costs.items()}
    return f"{agents} agents: " + ", ".join(
        f"{what} {wall:.3f} s (CPU {cpu:.3f} s)" for what, (wall, cpu) in rows.items()
    )


def _cost(work: object) -> tuple[float, float]:
    assert callable(work)
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - cpu


def served(tree: Path, folder: Path) -> list[float]:
    """Return the seconds from saving a file to the page of `graphkit serve` that shows it."""
    process = _start(tree, folder, "serve", "--port", "0")
    assert process.stderr is not None
    edits, found = _edits(folder), []
    try:
        address = ""
        while "http://" not in address:
            address = process.stderr.readline()
        url = address.split()[1]
        with urllib.request.urlopen(f"{url}events", timeout=600) as events:
            for _ in range(ROUNDS):
                time.sleep(1)
                start = time.perf_counter()
                next(edits)
                while not events.readline().startswith(b"event: changed"):
                    pass
                with urllib.request.urlopen(url, timeout=600) as page:
                    page.read()
                found.append(time.perf_counter() - start)
    finally:
        process.kill()
        process.wait()
    return found


def watched(tree: Path, folder: Path) -> list[float]:
    """Return the seconds from saving a file to the last line of the report of `graphkit check --watch`."""
    process = _start(tree, folder, "check", "--watch")
    assert process.stdout is not None
    edits, found = _edits(folder), []
    try:
        _summary(process)
        for _ in range(ROUNDS):
            time.sleep(1)
            start = time.perf_counter()
            next(edits)
            _summary(process)
            found.append(time.perf_counter() - start)
    finally:
        process.kill()
        process.wait()
    return found


def _summary(process: subprocess.Popen[str]) -> None:
    assert process.stdout is not None
    for line in process.stdout:
        if " agents, " in line and "edges" in line:
            return
    raise AssertionError("the report ended before its summary")


def _start(tree: Path, folder: Path, *arguments: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": str(tree), "PYTHONUNBUFFERED": "1"}
    return subprocess.Popen(
        [sys.executable, "-m", "graphkit", *arguments],
        cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE if arguments[0] == "serve" else None,
        text=True,
    )  # fmt: skip


def main() -> None:
    """Print the lines."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--agents", type=int, default=10_000)
    parser.add_argument("--before", type=Path, help="the tree of an earlier graphkit")
    asked = parser.parse_args()
    for agents in sorted({600, asked.agents}):
        sys.stdout.write(answers(agents) + "\n")
        sys.stdout.flush()
    trees = {"before": asked.before, "now": PROJECT} if asked.before else {"now": PROJECT}
    with tempfile.TemporaryDirectory() as name:
        team.write(Path(name, ".claude"), asked.agents)
        for command, measure in (("serve", served), ("check --watch", watched)):
            for when, tree in trees.items():
                seconds = measure(tree, Path(name))
                listed = ", ".join(f"{one:.2f}" for one in seconds)
                sys.stdout.write(f"{command}, {when}: {median(seconds):.2f} s from saving to the answer ({listed})\n")
                sys.stdout.flush()


if __name__ == "__main__":
    main()
