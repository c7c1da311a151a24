"""Six synthetic teams, the same ones every time: what the gallery draws beside `agents/`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

LEVELS = ("principal", "staff", "senior", "specialist")
AREAS = ("web", "data", "mobile", "platform", "security", "docs", "search", "billing", "quality", "research")
ROLES = ("lead", "architect", "builder", "tester", "reviewer", "writer", "analyst", "operator", "planner", "keeper")


class Agent(NamedTuple):
    """One agent of a team: where it stands, and whom it names."""

    name: str
    level: str | None = None
    folder: str = "team"
    up: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    flows: tuple[str, ...] = ()

    def text(self) -> str:
        """Return its definition."""
        lines = ["---", f"name: {self.name}", f"description: Works as {self.name}."]
        lines += [f"specialization_level: {self.level}"] if self.level else []
        for field, names in (("escalation_to", self.up), ("parallel_compatible", self.beside)):
            lines += [f"{field}:", *(f"  - {name}" for name in names)] if names else []
        lines += ["workflow_integration:", *(f"  - {phrase}" for phrase in self.flows)] if self.flows else []
        return "\n".join([*lines, "---", "", f"# {self.name}", ""])


class Team(NamedTuple):
    """A team and why it is worth looking at."""

    name: str
    title: str
    about: str
    agents: tuple[Agent, ...]


def teams() -> tuple[Team, ...]:
    """Return all of them, the smallest first."""
    return (
        Team("nine", "Nine agents", "A small team without a fault.", tuple(_nine())),
        Team("cycle", "A cycle", "Twelve agents; two knots, and which edges to cut (dashed).", tuple(_cycle())),
        Team("ghosts", "Ghosts and orphans", "Names that nobody defines, and agents without relations.",
             tuple(_ghosts())),
        Team("dense", "Dense parallel work", "Nineteen agents, most of whom may work side by side, some by their own "
             "word alone: the drawing leaves those pairs out, the matrix shows them.", tuple(_dense())),
        Team("sixty", "Sixty agents", "Six areas in folders of their own.", tuple(_company(6, 10))),
        Team("two-hundred", "Two hundred agents", "Ten areas of twenty.", tuple(_company(10, 20))),
    )  # fmt: skip


def _nine() -> Iterator[Agent]:
    yield Agent("chief", "principal")
    for area in ("web", "data"):
        yield Agent(
            f"{area}-lead", "staff", up=("chief",), beside=tuple(f"{a}-lead" for a in ("web", "data") if a != area)
        )
        for role in ("builder", "tester"):
            other = "tester" if role == "builder" else "builder"
            yield Agent(f"{area}-{role}", "senior", up=(f"{area}-lead",), beside=(f"{area}-{other}",))
    yield Agent("writer", "specialist", up=("web-lead",), flows=("receives_drafts_from_web_builder",))
    yield Agent("auditor", "specialist", up=("chief",), flows=("provides_findings_to_data_lead",))


def _cycle() -> Iterator[Agent]:
    ring = ("planner", "builder", "reviewer", "operator")
    for name, following in zip(ring, ring[1:] + ring[:1], strict=True):
        yield Agent(name, "senior", up=(following, "head"))
    yield Agent("head", "principal")
    yield Agent("left-hand", "staff", up=("right-hand", "head"))
    yield Agent("right-hand", "staff", up=("left-hand",))
    yield Agent("loner", "specialist", up=("loner", "head"))
    for number, boss in enumerate(("planner", "reviewer", "left-hand", "right-hand")):
        yield Agent(f"helper-{number + 1}", "specialist", up=(boss,))


def _ghosts() -> Iterator[Agent]:
    yield Agent("captain", "principal", up=("admiral",))
    yield Agent("pilot", "staff", up=("captain",), beside=("navigator", "co-pilot"))
    yield Agent("navigator", "staff", up=("captain",), beside=("pilot",))
    yield Agent("engineer", "senior", up=("chief-engineer", "captain"))
    yield Agent("medic", "senior", up=("captain", "user"), flows=("provides_reports_to_surgeon",))
    for name, boss in (("rigger", "engineer"), ("welder", "engineer"), ("cook", "quartermaster")):
        yield Agent(name, "specialist", up=(boss,))
    for name in ("stowaway", "parrot", "cabin-boy", "lookout", "figurehead"):
        yield Agent(name, None if name == "parrot" else "specialist")


def _dense() -> Iterator[Agent]:
    names = [f"{area}-{role}" for area in AREAS[:3] for role in ROLES[:6]]
    yield Agent("director", "principal")
    for place, name in enumerate(names):
        lead = place % 6 == 0
        beside = tuple(n for other, n in enumerate(names) if other != place and (other * 7 + place * 3) % 5 < 2)
        up = ("director",) if lead else (names[place - place % 6],)
        yield Agent(name, "staff" if lead else LEVELS[2 + place % 2], up=up, beside=beside)


def _company(areas: int, size: int) -> Iterator[Agent]:
    yield Agent("president", "principal", "board")
    for place, area in enumerate(AREAS[:areas]):
        mates = areas * size - 1
        for number in range(size - (place == 0)):
            name = _named(area, number)
            boss = "president" if number == 0 else _named(area, (number - 1) // 4)
            level = LEVELS[1] if number == 0 else LEVELS[2] if number < size // 3 else LEVELS[3]
            beside = (_named(area, number ^ 1),) if number > 4 and number ^ 1 < size - (place == 0) else ()
            next_area = AREAS[(place + 1) % areas]
            flows = (f"provides_results_to_{_named(next_area, number).replace('-', '_')}",) if number % 7 == 2 else ()
            extra = (_named(next_area, 0),) if number == mates % 5 + 1 else ()
            yield Agent(name, level, area, (boss, *extra), beside, flows)


def _named(area: str, number: int) -> str:
    role = ROLES[number % len(ROLES)]
    return f"{area}-{role}" if number < len(ROLES) else f"{area}-{role}-{number // len(ROLES) + 1}"
