"""graphkit beside its peers on one made-up folder: `python -m tests.bench.compare --agents 10000`.

Whatever of agnix, cclint and claudelint is on the PATH (or below `--peers`) takes part. All run on the same folder in
turn, one after the other, `--runs` times after one that does not count; the medians are printed, and the ratios
of graphkit to each. `floor` only reads the bytes. agnix runs without its two rules that take quadratic time, and with its defaults.
`graphkit, nothing changed` keeps its answer in the run that does not count, and gives it again in the others.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import NamedTuple

from tests.bench import team

PROJECT = Path(__file__).parents[2]
FLOOR = """
import os, sys
for folder, _, names in os.walk(sys.argv[1]):
    for name in names:
        with open(os.path.join(folder, name), "rb") as file:
            file.read()
"""
AGNIX = '[rules]\ndisabled_rules = ["CC-AG-021", "CC-AG-023"]\n'
AGENTS = ".claude/agents"


class Cost(NamedTuple):
    """One run as a whole process and its children: seconds and MiB."""

    wall: float
    cpu: float
    peak: float


def commands(peers: list[str]) -> dict[str, list[str]]:
    """Return what takes part; all run in the folder that holds `.claude/agents`."""
    path = os.pathsep.join([*peers, os.environ.get("PATH", "")])
    found: dict[str, list[str | None]] = {
        "graphkit": [sys.executable, "-m", "graphkit", "check", AGENTS],
        "graphkit, nothing changed": [sys.executable, "-m", "graphkit", "check", "--cache", AGENTS],
        "agnix": [shutil.which("agnix", path=path), "--config", "agnix.toml", "."],
        "agnix, its defaults": [shutil.which("agnix", path=path), "--config", "defaults.toml", "."],
        "cclint": [shutil.which("cclint", path=path), "agents"],
        "claudelint": [shutil.which("claudelint", path=path), "validate-agents"],
        "import click, yaml": [sys.executable, "-c", "import click, yaml"],
        "floor": [sys.executable, "-c", FLOOR, AGENTS],
    }
    return {name: [str(part) for part in command] for name, command in found.items() if command[0]}


def run(command: list[str], folder: Path) -> Cost:
    """Run a command to its end, its output thrown away."""
    start = time.perf_counter()
    child = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        env={**_settled(), "PYTHONPATH": str(PROJECT)},
    )  # fmt: skip
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    scale = 1024 if sys.platform == "linux" else 1024 * 1024
    return Cost(time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / scale)


def _settled() -> dict[str, str]:
    """Return the environment as users have it: what is installed has its bytecode, and so has what runs here."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def measure(folder: Path, runs: int, chosen: dict[str, list[str]]) -> dict[str, Cost]:
    """Return the medians of each command; they take turns, so that a slow minute meets all of them."""
    costs: dict[str, list[Cost]] = {name: [] for name in chosen}
    for turn in range(runs + 1):
        for name, command in chosen.items():
            cost = run(command, folder)
            if turn:
                costs[name].append(cost)
    return {name: Cost(*(median(figures) for figures in zip(*found, strict=True))) for name, found in costs.items()}


def table(medians: dict[str, Cost], agents: int) -> str:
    """Return the medians as a Markdown table; the last columns say how many times as much graphkit takes."""
    own = medians["graphkit"]
    lines = [
        f"{agents:,} agents; {platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}",
        "",
        "| command | wall s | CPU s | peak MiB | graphkit / it, wall | graphkit / it, CPU |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    lines += [
        f"| {name} | {cost.wall:.2f} | {cost.cpu:.2f} | {cost.peak:.0f} "
        f"| {own.wall / cost.wall:.2f} | {own.cpu / cost.cpu:.2f} |"
        for name, cost in medians.items()
    ]
    return "\n".join(lines)


def main() -> None:
    """Make the folder, run everything, print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--agents", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--peers", action="append", default=[], metavar="FOLDER", help="where more peers are installed")
    parser.add_argument("--only", action="append", default=[], metavar="NAME", help="run only these")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        team.write(folder / ".claude", asked.agents)
        (folder / "agnix.toml").write_text(AGNIX)
        (folder / "defaults.toml").write_text("")
        chosen = {n: c for n, c in commands(asked.peers).items() if not asked.only or n in ("graphkit", *asked.only)}
        sys.stdout.write(table(measure(folder, asked.runs, chosen), asked.agents) + "\n")


if __name__ == "__main__":
    main()
