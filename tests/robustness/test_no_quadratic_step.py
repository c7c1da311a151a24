"""Ten times the agents take ten times the work, not a hundred times: counted in calls and lines, not in seconds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from graphkit import readers, rules
from graphkit.config import Config
from graphkit.link import link
from graphkit.model.definitions import Definition, Reading
from graphkit.model.references import Reference
from graphkit.model.relations import Direction
from graphkit.model.spans import Source, Span
from graphkit.model.suggestions import _ratio
from graphkit.reporters import json_v1, text
from graphkit.reporters.style import Style
from graphkit.triage import triage
from tests.robustness.steps import steps

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
    """Count what a whole run takes from linking to the report."""

    def run() -> None:
        graph = link([Reading((agent,)) for agent in definitions], CONFIG)
        report = triage(graph, rules.check(graph, CONFIG), rules.catalogue())
        text.write(report, Style())
        json_v1.write(report, Style())

    _ratio.cache_clear()  # else the second team of a kind has answers of the first
    return steps(run)


@pytest.mark.parametrize("text", [
    "escalation_to: [{}]".format, "escalation_to: |\n  {}".format, 'escalation_to: "{}"'.format,
    "workflow_integration: |\n  {}".format,
])  # fmt: skip
@pytest.mark.parametrize("comma", [", ", ",\n  ", "\\n  ", ",\\n"])
def test_work_grows_with_the_names_in_one_field(tmp_path: Path, text: Callable[[str], str], comma: str) -> None:
    """However they stand in it: on one line, on many, or behind escapes, where their places have to be looked for."""

    def run(size: int) -> int:
        names = comma.join(f"gives_to_x{number}" for number in range(size))
        path = tmp_path / "a.md"
        path.write_text(f"---\n{text(names)}\n---\n")
        return steps(lambda: readers.read(Source(str(path), str(path), "."), CONFIG))

    run(20)
    few = run(300)  # before the many, whose names are remembered
    assert run(900) < 5 * few


@pytest.mark.parametrize("team", TEAMS)
def test_work_grows_with_the_team(team: str) -> None:
    """Three times the agents take at most five times the work; a quadratic step would take nine times as many."""
    work(TEAMS[team](20))  # what is loaded and remembered once
    assert work(TEAMS[team](1_500)) < 5 * work(TEAMS[team](500))
