"""Every form of a selection, on the nine agents of `agents/`; the expected sets were read off the files."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import pytest

import graphkit
from graphkit import pipeline
from graphkit.config import Config
from graphkit.model.graph import AgentGraph
from graphkit.selection import Choice
from graphkit.support.errors import SelectionError, UsageError
from tests.unit import folders
from tests.unit.graphs import graph

ROOT = Path(__file__).resolve().parents[3]
HERE = Path(os.path.relpath(ROOT / "agents")).as_posix()
ALL = {
    "backend-staff", "codebase-analyst", "debugger", "mobile-ui", "principal-architect", "product-strategy-expert",
    "project-orchestrator", "tech-writer", "ui-designer",
}  # fmt: skip


@cache
def nine() -> AgentGraph:
    """Load the sample agents from wherever the tests run."""
    return graphkit.load([ROOT / "agents"])


def select(expression: str | None, exclude: str | None = None, graph: AgentGraph | None = None) -> set[str]:
    """Return the chosen agents; `changed:v1` are the debugger and the writer."""
    changed = {agent.path for agent in nine().agents.values() if agent.id in ("debugger", "tech-writer")}
    choice = Choice(expression, exclude, lambda revision: changed if revision == "v1" else frozenset())
    return set(pipeline.select_agents(graph or nine(), Config(), choice))


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("debugger", {"debugger"}),
        ("Backend_Staff", {"backend-staff"}),
        ('"backend staff"', {"backend-staff"}),
        ("*-staff", {"backend-staff"}),
        ("p[!r]*", set()),
        ("*", ALL),
        ("escalation:+backend-staff", {"backend-staff", "codebase-analyst", "debugger"}),
        ("escalation:1+principal-architect", ALL - {"codebase-analyst", "tech-writer"}),
        ("escalation:tech-writer+", {"tech-writer", "product-strategy-expert", "principal-architect"}),
        ("escalation:tech-writer+1", {"tech-writer", "product-strategy-expert"}),
        (
            "escalation:1+project-orchestrator+1",
            {"codebase-analyst", "debugger", "project-orchestrator", "principal-architect", "product-strategy-expert"},
        ),
        ("escalation:@backend-staff", ALL),
        ("delegation:@project-orchestrator", {"project-orchestrator", "tech-writer"}),
        ("handoff:ui-designer+", {"ui-designer", "mobile-ui"}),
        ("parallel:product-strategy-expert+1", {"backend-staff", "product-strategy-expert", "tech-writer"}),
        ("escalation:+level:staff,level:specialist", {"tech-writer"}),
        ("0+debugger", {"debugger"}),
        ("path:*ui*.md", {"mobile-ui", "ui-designer"}),
        (f"path:{HERE}", ALL),
        (f'path:"./{HERE}/debugger.md"', {"debugger"}),
        ("level:staff", {"backend-staff", "principal-architect"}),
        ("level:SPEC*", {"tech-writer"}),
        ("level:principal", set()),
        ("group:agents", ALL),
        ("relation:delegation", {"project-orchestrator", "tech-writer"}),
        ("relation:hand*", {"ui-designer", "mobile-ui"}),
        ("rule:GK3", set()),
        ("rule:one-sided-*", set()),
        (
            "cycle:debugger",
            {"backend-staff", "codebase-analyst", "debugger", "mobile-ui", "tech-writer", "ui-designer"},
        ),
        ("escalation:cycle:debugger", set()),
        ("changed:v1", {"debugger", "tech-writer"}),
        ("changed:v2", set()),
        ("tool:NotebookEdit", {"backend-staff", "principal-architect", "project-orchestrator"}),
        ("tool:notebook*,level:staff", {"backend-staff", "principal-architect"}),
        ("expertise:release_*", {"project-orchestrator", "tech-writer"}),
        ("expertise:plain-language", {"tech-writer"}),
        ("debugger tech-writer", {"debugger", "tech-writer"}),
        ("level:staff,tool:Bash  ui-designer", {"backend-staff", "principal-architect", "ui-designer"}),
        ("debugger,tech-writer", set()),
    ],
)
def test_each_form(expression: str, expected: set[str]) -> None:
    """A form means exactly the agents that its page promises."""
    assert select(expression) == expected


def test_a_walk_without_a_relation_takes_every_edge_that_has_a_direction() -> None:
    """`x+1` follows escalation, delegation, handoff and directed workflow edges, but no parallel pair."""
    assert select("project-orchestrator+1") >= {"principal-architect", "product-strategy-expert", "tech-writer"}
    team = graph(["a", "b", "c", "d"], [("a", "b"), ("b", "c", "handoff"), ("c", "d", "parallel")])
    assert select("a+", graph=team) == {"a", "b", "c"}
    assert select("+c", graph=team) == {"a", "b", "c"}
    assert select("parallel:+c", graph=team) == {"c", "d"}


def test_around_is_all_below_and_everybody_above_these() -> None:
    """`@x` takes x, all it reaches, and everybody who reaches any of these."""
    team = graph(list("abcdz"), [("a", "b"), ("b", "c"), ("d", "c")])
    assert select("@b", graph=team) == {"a", "b", "c", "d"}


def test_exclude_takes_away() -> None:
    """`--except` alone leaves the rest; with `--select` it takes away from it."""
    assert select(None, "level:senior") == {"backend-staff", "principal-architect", "tech-writer"}
    assert select("level:staff debugger", "backend-*") == {"principal-architect", "debugger"}
    assert select(None) == ALL


def test_rules_are_asked_for_their_findings(tmp_path: Path) -> None:
    """`rule:` takes a code, a prefix of codes, or a name, and means the agents that the findings name."""
    team = folders.load(
        tmp_path, {"a/one": "escalation_to: [two]", "a/two": "escalation_from: []", "a/alone": "role: x"}
    )
    assert select("rule:GK301", graph=team) == {"one", "two"}
    assert select("rule:gk5", graph=team) == {"alone"}
    assert select("rule:orphan-agent", graph=team) == {"alone"}


def test_twins_are_both_meant(tmp_path: Path) -> None:
    """A name that two definitions bear selects both; an id of one of them selects that one."""
    team = folders.load(tmp_path, {"a/x/dev": "name: dev", "a/y/dev": "name: dev"})
    assert select("dev", graph=team) == {"dev@x/dev.md", "dev@y/dev.md"}
    assert select("dev@x/dev.md", graph=team) == {"dev@x/dev.md"}


def test_signs_of_the_language_in_a_name_can_be_quoted(tmp_path: Path) -> None:
    """Quoted, plus signs, colons and stars are letters like others."""
    team = folders.load(tmp_path, {"a/one": 'name: "c++"', "a/two": 'name: "ops:*"', "a/three": "name: ops:x"})
    assert select('"c++"', graph=team) == {"c++"}
    assert select("'ops:*'", graph=team) == {"ops:*"}


@pytest.mark.parametrize(
    ("expression", "position", "said"),
    [
        ("debugger backnd-staff", 9, "Did you mean `backend-staff`?"),
        ("+levl:staff", 1, "did you mean `level:`?"),
        ("level:stff", 6, "Did you mean `staff`?"),
        ("level:intern", 6, "There are `principal`, `senior`, `specialist`, `staff`."),
        ("tool:Bsh", 5, "There is no tool `Bsh`."),
        ("group:x", 6, "There are `agents`."),
        ("relation:escalate", 9, "Did you mean `escalation`?"),
        ("rule:GK8", 5, "There is no rule `GK8`."),
        ("path:nowhere", 5, "There is no path `nowhere`."),
        ("cycle:debuger", 6, "Did you mean `debugger`?"),
        ("expertise:", 9, "`expertise:` needs a value"),
        ("level:staff,", 11, "One side of a comma is empty"),
        (",a", 0, "One side of a comma is empty"),
        ('debugger "tech', 9, "This quote is never closed"),
        ("+", 0, "The name of an agent is missing here"),
        ("escalation:debugger", 0, "restricts a walk"),
    ],
)
def test_errors_point_at_the_character(expression: str, position: int, said: str) -> None:
    """Whoever mistypes sees where, and what was probably meant."""
    with pytest.raises(SelectionError) as caught:
        select(expression)
    assert said in str(caught.value)
    assert f"(character {position + 1} of the selection)" in str(caught.value)
    shown, pointer = caught.value.evidence
    assert shown == f"  {expression}"
    assert pointer.index("^") == position + 2


def test_changed_needs_somebody_who_knows() -> None:
    """From Python, without a history at hand, `changed:` says so."""
    with pytest.raises(UsageError, match="needs the history"):
        pipeline.select_agents(nine(), Config(), Choice("changed:main"))
