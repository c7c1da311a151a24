"""Mutation testing of the core: which changes of the code no test notices. `make mutants`.

mutmut writes some 8,000 changed versions ("mutants") of linking, triage, analysis and the reading of front matter. All of them
take hours, so a run tries a sample: as many as `--budget` says, drawn with `--seed`. A mutant that fails a test is killed.
One that lives shows a missing test, or changes nothing that a user could see; the latter are in `tests/mutants.toml`
with the reason why.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

BAR = 0.9
LIVING = ("survived", "no tests")
ACCEPTED = Path(__file__).with_suffix(".toml")
SMALLEST = "graphkit.analysis.confusables.*"


def main() -> None:
    """Try a sample, list the survivors, and fail below the bar or on a survivor without a reason."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--budget", type=int, default=400, help="how many mutants to try")
    parser.add_argument("--seed", type=int, default=1, help="which ones")
    options = parser.parse_args()
    mutmut("run", SMALLEST)  # writes all mutants, and learns which tests reach which function
    names = sorted(statuses())
    sample = random.Random(options.seed).sample(names, min(options.budget, len(names)))
    mutmut("run", *sample)
    outcome = statuses()
    tried = {name: outcome[name] for name in sample}
    living = {name: change(name) for name in sample if tried[name] in LIVING}
    reasons = {(entry["function"], entry["change"]): entry["reason"] for entry in accepted()}
    unexplained = 0
    for name, diff in sorted(living.items()):
        reason = reasons.get((function(name), diff))
        unexplained += reason is None
        print(f"\n{name}\n{diff}\n  {reason or 'no reason is written down in ' + ACCEPTED.name}")
    killed = 1 - len(living) / len(tried)
    counts = ", ".join(f"{count} {status}" for status, count in sorted(Counter(tried.values()).items()))
    print(f"\n{len(tried)} of {len(names)} mutants tried (seed {options.seed}): {counts}; {killed:.1%} killed")
    if killed < BAR or unexplained:
        sys.exit(f"below {BAR:.0%}, or {unexplained} survivors without a reason")


def mutmut(*arguments: str) -> str:
    """Run mutmut in the root of the project, with what it says on standard output."""
    run = subprocess.run([sys.executable, "-m", "mutmut", *arguments], capture_output=True, text=True, check=False)
    if run.returncode:
        sys.exit(run.stdout[-2000:] + run.stderr[-2000:])
    return run.stdout


def statuses() -> dict[str, str]:
    """Return what became of each mutant: `killed`, `survived`, `timeout`, `not checked`, ..."""
    lines = (line.strip().rpartition(": ") for line in mutmut("results", "--all", "true").splitlines())
    return {name: status for name, _, status in lines if name}


def change(name: str) -> str:
    """Return the lines that a mutant takes out and puts in."""
    lines = mutmut("show", name).splitlines()
    return "\n".join(
        f"{line[0]} {line[1:].strip()}"
        for line in lines
        if line.startswith(("-", "+")) and not line.startswith(("---", "+++"))
    )


def function(name: str) -> str:
    """Return the function of a mutant; numbers of mutants change with the code, functions seldom."""
    return name.rpartition("__mutmut_")[0]


def accepted() -> list[dict[str, str]]:
    """Return the survivors that may live."""
    entries: list[dict[str, str]] = tomllib.loads(ACCEPTED.read_text())["survivor"]
    return entries


if __name__ == "__main__":
    main()
