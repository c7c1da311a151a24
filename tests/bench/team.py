"""Made-up teams of any size, as people write them: `python -m tests.bench.team 10000 FOLDER`.

The same size and seed give the same bytes everywhere. Each agent has about 1.3 KB of front matter with ten references
and a body of 4 KB; agents stand in folders of a hundred.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path
from typing import NamedTuple

ROLES = ("engineer", "reviewer", "architect", "tester", "analyst", "planner", "writer", "auditor", "operator", "lead")
FIELDS = ("backend", "frontend", "data", "mobile", "security", "release", "billing", "search", "platform", "support")
LEVELS = ("specialist", "senior", "staff", "principal")
TOOLS = ("Read", "Write", "Edit", "Grep", "Glob", "Bash", "WebFetch", "TodoWrite")
SENTENCES = (
    "Work in small steps and show what was measured before anything is called done.",
    "Ask for the missing facts first; a guess costs more than a question.",
    "Prefer the change that removes code, and say what it removes.",
    "Write down who decides, by when, and what happens if nobody does.",
    "Every claim names the file and the line that it rests on.",
)
BODY = 4096
FOLDER = 100


class Shares(NamedTuple):
    """How many agents of a hundred have which fault."""

    broken: int = 5
    dangling: int = 5
    cyclic: int = 2
    one_sided: int = 20


def name(number: int) -> str:
    """Return the name of an agent: `data-reviewer-0042`."""
    return f"{FIELDS[number % 10]}-{ROLES[number // 10 % 10]}-{number:04d}"


def write(folder: Path, agents: int, seed: int = 0, shares: Shares | None = None) -> None:
    """Write a team into a folder, which is made; the first hundredth of the agents are its principals."""
    for number in range(agents):
        place = folder / "agents" / f"team-{number // FOLDER:04d}"
        if number % FOLDER == 0:
            place.mkdir(parents=True, exist_ok=True)
        text = definition(number, agents, seed, shares or Shares())
        (place / f"{name(number)}.md").write_text(text, encoding="utf-8", newline="\n")


def definition(number: int, agents: int, seed: int = 0, shares: Shares | None = None) -> str:
    """Return the text of one agent of a team."""
    chance = random.Random(f"{seed}/{number}")
    shares = shares or Shares()
    return "\n".join(["---", *_front_matter(number, agents, seed, chance, shares), "---", "", _body(number, chance)])


def _front_matter(number: int, agents: int, seed: int, chance: random.Random, shares: Shares) -> list[str]:
    rank = _rank(number, agents)
    above = _some(chance, 0, max(1, number), 2) if rank < 3 else []
    if number % 4 < 3 and random.Random(f"{seed}/ring/{number // 4}").randrange(100) < shares.cyclic:
        above = [name(number // 4 * 4 + (number + 1) % 3)]
    if chance.randrange(100) < shares.dangling:
        above = [*above[:1], f"{above[0] if above else 'tech-lead'}-retired"]
    below = _some(chance, number + 1, agents, 2) if number + 1 < agents else []
    parallel = [name(other) for other in (number ^ 1, number ^ 2) if other < agents]
    if chance.randrange(100) < shares.one_sided:
        parallel += _some(chance, 0, agents, 1)
    gap = ": " if chance.randrange(100) < shares.broken else ", "
    quality = chance.choice(("thorough", "quick", "careful", "frugal"))
    tools = sorted(chance.sample(TOOLS, 5))
    described = " ".join(chance.choice(SENTENCES).replace(";", ",") for _ in range(2))
    return [
        f"name: {name(number)}",
        f"description: A {quality} {ROLES[number // 10 % 10]} of the team. Use it early{gap}{described}",
        f"model: {chance.choice(('opus', 'sonnet', 'haiku'))}",
        f"color: {chance.choice(('blue', 'green', 'red', 'purple'))}",
        f"specialization_level: {LEVELS[rank]}",
        "domain_expertise:",
        *(f"  - {FIELDS[(number + step) % 10]}_{ROLES[(number + step) % 10]}_practice" for step in range(4)),
        "tool_access: full_access",
        "tool_restrictions:",
        f"  allowed: [{', '.join(tools)}]",
        "  forbidden: [NotebookEdit]",
        *_list("escalation_to", above),
        *_list("parallel_compatible", parallel),
        *_list("delegates_to", below),
        "coordination_protocols:",
        "  handoff_to:",
        *(f"    {target}: when the work is {quality} and {why}" for target, why in _reasons(number, chance, agents)),
        "workflow_integration:",
        f"  - provides_findings_to_{_some(chance, number, agents, 1)[0].replace('-', '_')}",
        f"  - receives_specs_from_{_some(chance, 0, number, 1)[0].replace('-', '_')}",
        "quality_standards:",
        f"  coverage: {chance.randrange(70, 100)}",
        f'  review: "{chance.choice(SENTENCES)}"',
        "  notes: |",
        f"    {chance.choice(SENTENCES)}",
        f"    {chance.choice(SENTENCES)}",
    ]


def _list(field: str, names: list[str]) -> list[str]:
    return [f"{field}:", *(f"  - {entry}" for entry in names)] if names else [f"{field}: []"]


def _reasons(number: int, chance: random.Random, agents: int) -> list[tuple[str, str]]:
    return [(target, chance.choice(("done", "urgent", "stuck"))) for target in _some(chance, number, agents, 2)]


def _some(chance: random.Random, first: int, end: int, count: int) -> list[str]:
    return [name(chance.randrange(first, max(first + 1, end))) for _ in range(count)]


def _rank(number: int, agents: int) -> int:
    """Return the level of an agent: few principals, more staff, most are specialists."""
    place = number / max(agents, 1)
    return 3 if place < 0.01 else 2 if place < 0.1 else 1 if place < 0.4 else 0


def _body(number: int, chance: random.Random) -> str:
    lines = [f"# {name(number).replace('-', ' ').title()}", ""]
    while sum(map(len, lines)) + len(lines) < BODY:
        lines += [" ".join(chance.choice(SENTENCES) for _ in range(3)), ""]
    return "\n".join(lines)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("agents", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    write(asked.folder, asked.agents, asked.seed)
