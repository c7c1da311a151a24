"""What callers cost: `check` on 150 agents with 1,000 commands and skills, with calls and without."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench import team

AGENTS, CALLERS, ROUNDS = 150, 1_000, 15
CALLING = 10
"""One file in so many calls an agent, in three forms; half of the others speak of agents."""


def write(folder: Path) -> None:
    """Write the agents, and around them commands and skills of 4 KB."""
    home = folder / ".claude"
    for place in ("agents", "commands"):
        (home / place).mkdir(parents=True)
    for number in range(AGENTS):
        text = team.definition(number, AGENTS)
        (home / "agents" / f"{team.name(number)}.md").write_text(text, encoding="utf-8", newline="\n")
    filler = "\n".join(team.SENTENCES)
    for number in range(CALLERS):
        name = team.name(number % AGENTS)
        calls = f'Task(subagent_type="{name}", prompt="x")\n- `subagent_type: {name}`\nTask({name}, "y")\n'
        talk = "Whoever is free takes the next agent of the list.\n" if number % 2 else ""
        text = f"---\ndescription: Does step {number}.\n---\n# Step\n\n{talk}{filler * 10}\n"
        text += calls if number % CALLING == 0 else ""
        path = home / (f"commands/step-{number}.md" if number % 2 else f"skills/step-{number}/SKILL.md")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


def seconds(folder: Path, *options: str) -> float:
    """Return the processor time of the fastest of some checks: what else the machine does is of no account."""
    command = [sys.executable, "-m", "graphkit", "check", ".claude/agents", "--isolated", "--exit-zero", "-q", *options]
    times = []
    for _ in range(ROUNDS):
        process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, process.returncode, usage = os.wait4(process.pid, 0)
        times.append(usage.ru_utime + usage.ru_stime)
    return min(times)


def test_calls_cost_little(tmp_path: Path) -> None:
    """At most a fifth more than `--no-calls`: what cannot call is not even decoded."""
    pytest.importorskip("pytest_benchmark")
    if not hasattr(os, "wait4"):
        pytest.skip("this system does not tell the processor time of a process")
    write(tmp_path)
    without, with_calls = seconds(tmp_path, "--no-calls"), seconds(tmp_path)
    assert with_calls <= 1.2 * without, f"{with_calls:.3f} s in place of {without:.3f} s"
