"""graphkit beside its peers on made-up folders: `python -m tests.bench.compare --agents 9 --agents 10000`.

Whatever of agnix, cclint and claudelint (claude-code-lint) is on the PATH (or below `--peers`) takes part. All run on
the same folder in turn, one after the other, `--runs` times after one that does not count; the medians are printed, and
the ratios of graphkit to each. `floor` only reads the bytes. agnix runs without its two rules that take quadratic time,
and with its defaults. `graphkit, nothing changed` keeps its answer in the run that does not count, and gives it again
in the others. What takes longer than `--limit` seconds is ended and not run again.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
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
HEAD = """\
| agents | command | wall s | CPU s | peak MiB | graphkit / it, wall | graphkit / it, CPU |
|---:|---|---:|---:|---:|---:|---:|
"""


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
        "claude-code-lint": [shutil.which("claudelint", path=path), "validate-agents"],
        "import click, yaml": [sys.executable, "-c", "import click, yaml"],
        "floor": [sys.executable, "-c", FLOOR, AGENTS],
    }
    return {name: [str(part) for part in command] for name, command in found.items() if command[0]}


def run(command: list[str], folder: Path, limit: float) -> Cost | None:
    """Run a command to its end, its output thrown away; None if it had to be ended."""
    start = time.perf_counter()
    child = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        env={**_settled(), "PYTHONPATH": str(PROJECT)},
    )  # fmt: skip
    end = threading.Timer(limit, child.kill)
    end.start()
    _, status, used = os.wait4(child.pid, 0)
    end.cancel()
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode == -signal.SIGKILL:
        return None
    scale = 1024 if sys.platform == "linux" else 1024 * 1024
    return Cost(time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / scale)


def _settled() -> dict[str, str]:
    """Return the environment as users have it: what is installed has its bytecode, and so has what runs here."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def measure(folder: Path, runs: int, chosen: dict[str, list[str]], limit: float) -> dict[str, Cost | None]:
    """Return the medians of each command; they take turns, so that a slow minute meets all of them."""
    costs: dict[str, list[Cost]] = {name: [] for name in chosen}
    ended: set[str] = set()
    for turn in range(runs + 1):
        for name in (name for name in chosen if name not in ended):
            cost = run(chosen[name], folder, limit)
            if cost is None:
                ended.add(name)
            elif turn:
                costs[name].append(cost)
    return {name: None if name in ended else _medians(found) for name, found in costs.items()}


def _medians(found: list[Cost]) -> Cost:
    return Cost(*(median(figures) for figures in zip(*found, strict=True)))


def rows(medians: dict[str, Cost | None], agents: int, limit: float) -> list[str]:
    """Return the medians as rows of a table; the last columns say how many times as much graphkit takes."""
    own = medians["graphkit"]
    lines = []
    for name, cost in medians.items():
        if cost is None or own is None:
            lines.append(f"| {agents:,} | {name} | over {limit:.0f} | | | | |")
        else:
            figures = f"{cost.wall:.2f} | {cost.cpu:.2f} | {cost.peak:.0f} | {own.wall / cost.wall:.2f} | {own.cpu / cost.cpu:.2f}"
            lines.append(f"| {agents:,} | {name} | {figures} |")
    return lines


def main() -> None:
    """Make each folder, run everything, print one table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--agents", type=int, action="append", metavar="N", help="how many; again for more sizes")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--limit", type=float, default=120, metavar="SECONDS", help="the longest that one run may take")
    parser.add_argument("--peers", action="append", default=[], metavar="FOLDER", help="where more peers are installed")
    parser.add_argument("--only", action="append", default=[], metavar="NAME", help="run only these")
    asked = parser.parse_args()
    chosen = {n: c for n, c in commands(asked.peers).items() if not asked.only or n in ("graphkit", *asked.only)}
    machine = f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}"
    sys.stdout.write(f"Medians of {asked.runs} runs; {machine}\n\n" + HEAD)
    for agents in asked.agents or [10_000]:
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place)
            team.write(folder / ".claude", agents)
            (folder / "agnix.toml").write_text(AGNIX)
            (folder / "defaults.toml").write_text("")
            medians = measure(folder, asked.runs, chosen, asked.limit)
        sys.stdout.write("\n".join(rows(medians, agents, asked.limit)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
