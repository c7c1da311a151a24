"""What the page of two states says of each change."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

from graphkit import rules
from graphkit.config import Config
from graphkit.git.compare import compare
from graphkit.model.comparison import Changes
from graphkit.model.findings import Severity
from graphkit.model.report import Report
from graphkit.renderers import render
from graphkit.renderers.changes import render_changes
from graphkit.renderers.explorer.drawing import looks
from graphkit.renderers.options import RenderOptions
from graphkit.triage import triage
from tests.unit.graphs import graph
from tests.unit.renderers.pictures import diagram
from tests.unit.reporters.reports import finding, report


def told(changes: Changes) -> dict[str, Any]:
    """Return what the page of two states knows."""
    page = render_changes(changes, "html", RenderOptions(engine="embedded")).decode()
    island = re.search(r'<script type="application/json" id="data">(.*?)</script>', page)
    assert island is not None
    found: dict[str, Any] = json.loads(island[1])
    return found


def run(*arrows: str) -> Report:
    """Judge a graph of escalations, written `ab` for a -> b, by the rules about cycles."""
    built = graph(list("abc"), [(arrow[0], arrow[1]) for arrow in arrows])
    found = [one for one in rules.check(built, Config()) if one.code == "GK201"]
    return triage(built, found, rules.catalogue())


def brief(data: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Return kind, fate and words of every change."""
    return [(row["what"], row["fate"], row["text"]) for row in data["changes"]]


def test_agents_and_edges_with_their_places_in_the_picture() -> None:
    """An edge leads to its own line: the removed one to the removed line, though the added one joins the same two."""
    data = told(compare(report(graph(["a", "b"], [("a", "b")])), report(graph(["a", "b", "c"], [("b", "a")]))))
    assert brief(data) == [
        ("Agents", "added", "c"),
        ("Edges", "added", "b → a (escalation)"),
        ("Edges", "removed", "a → b (escalation)"),
    ]
    painted = [[data["lines"][line]["looks"] for line in row["lines"]] for row in data["changes"]]
    assert painted == [[], ["added"], ["removed"]]
    assert [agent["change"] for agent in data["agents"]] == ["unchanged", "unchanged", "added"]


def test_a_cycle_that_grew_says_by_which_edges() -> None:
    """How many agents it held and holds, and what closed it."""
    data = told(compare(run("ab", "ba"), run("ab", "ba", "bc", "cb")))
    (row,) = (row for row in data["changes"] if row["what"] == "Cycles")
    assert row["fate"] == "changed"
    assert row["facts"] == [
        ["agents", "2", "3"], ["new edge", "b → c", "b → c"], ["new edge", "c → b", "c → b"],
    ]  # fmt: skip
    assert row["edges"]
    assert [fate for what, fate, _ in brief(told(compare(run("ab", "ba"), run("ab")))) if what == "Cycles"] == [
        "removed"
    ]
    assert [fate for what, fate, _ in brief(told(compare(run("ab"), run("ab", "ba")))) if what == "Cycles"] == ["added"]


def test_a_finding_that_became_graver() -> None:
    """It is one change, with both severities; what is about nobody has no agents."""
    old, new = (finding("odd", agents=("a",), severity=severity) for severity in (Severity.INFO, Severity.ERROR))
    one = graph(["a"], [])
    data = told(compare(report(one, old, finding("gone")), report(one, new)))
    assert brief(data) == [("Findings", "removed", "GK999 gone"), ("Findings", "changed", "GK999 odd")]
    assert data["changes"][1]["facts"] == [["severity", "info", "error"]]
    assert [row["agents"] for row in data["changes"]] == [[], [0]]


def test_no_difference() -> None:
    """The list is empty then; on a page of one state there is none at all."""
    one = graph(["a"], [])
    assert told(compare(report(one), report(one)))["changes"] == []
    assert b'"changes":null' in render(one, "html", RenderOptions(engine="embedded"))


def test_the_looks_of_a_line() -> None:
    """In prose only: dotted; on a cycle, and suggested for removal: dashed, as in the plain picture."""
    page = render(graph(["a", "b"], [("a", "b"), ("b", "a")]), "html", RenderOptions(engine="embedded")).decode()
    assert 'class="edge escalation cycle cut"' in page
    drawn = diagram(graph(["a", "b"], [("a", "b")]))
    assert looks(replace(drawn.links[0], prose=True)) == ["prose"]
    assert looks(replace(drawn.links[0], ghost=True)) == ["missing"]
