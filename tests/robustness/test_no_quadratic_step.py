"""Ten times the agents take ten times the work, not a hundred times: counted in calls, not in seconds."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from graphkit import rules
from graphkit.algorithms.similar import _ratio
from graphkit.config import Config
from graphkit.link import link
from graphkit.model.definitions import Definition, Reading, Reference
from graphkit.model.relations import Direction
from graphkit.model.spans import Span
from graphkit.reporters import json_v1, text
from graphkit.reporters.style import Style
from graphkit.triage import triage

CONFIG = Config()


def definition(number: int, name: str, target: str) -> Definition:
    """Return an agent that escalates to another."""
    span = Span(f"agents/t{number // 50}/a{number}.md", 2, 1)
    told = Reference(name, "escalation", Direction.OUT, "escalation_to", target, span)
    return Definition(name, name, (name, f"a{number}"), span, "agents", "g", f"a{number}", references=(told,))


TEAMS: dict[str, Callable[[int], list[Definition]]] = {
    "one name for all": lambda size: [definition(n, "twin", "twin") for n in range(size)],
    "everybody names a ghost of its own": lambda size: [definition(n, f"a-{n}", f"ghost-{n}") for n in range(size)],
    "everybody mistypes the next": lambda size: [definition(n, f"agent-{n}", f"agnet-{n + 1}") for n in range(size)],
    "everybody names one": lambda size: [definition(n, f"a-{n}", "a-0") for n in range(size)],
    "one long chain": lambda size: [definition(n, f"a-{n}", f"a-{n + 1}") for n in range(size)],
    "one large ring": lambda size: [definition(n, f"a-{n}", f"a-{(n + 1) % size}") for n in range(size)],
    "many small rings": lambda size: [definition(n, f"a-{n}", f"a-{n ^ 1}") for n in range(size)],
    "many groups": lambda size: [definition(n, f"a-{n}", f"a-{n // 4 * 4}") for n in range(size)],
}


def work(definitions: list[Definition]) -> int:
    """Count the calls, of Python and of C, that a whole run takes from linking to the report."""
    calls = 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    _ratio.cache_clear()  # else the second team of a kind has answers of the first
    before = sys.getprofile()
    sys.setprofile(count)
    try:
        graph = link([Reading((agent,)) for agent in definitions], CONFIG)
        report = triage(graph, rules.check(graph, CONFIG), rules.catalogue())
        text.write(report, Style())
        json_v1.write(report, Style())
    finally:
        sys.setprofile(before)
    return calls


@pytest.mark.parametrize("team", TEAMS)
def test_work_grows_with_the_team(team: str) -> None:
    """Three times the agents take at most five times the calls; a quadratic step would take nine times as many."""
    work(TEAMS[team](20))  # what is loaded and remembered once
    assert work(TEAMS[team](1_500)) < 5 * work(TEAMS[team](500))
