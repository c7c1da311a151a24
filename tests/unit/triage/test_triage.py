"""What the rules found becomes a report that also says how much was looked at."""

from __future__ import annotations

from dataclasses import replace

from graphkit.model.calls import Caller
from graphkit.model.definitions import Problem, Skipped
from graphkit.model.edges import Edge
from graphkit.model.findings import Finding, Severity
from graphkit.model.references import Reference
from graphkit.model.relations import Direction
from graphkit.model.spans import Span
from graphkit.triage import triage
from tests.unit.graphs import graph


def finding(path: str, line: int, severity: Severity) -> Finding:
    """Return a finding at a place."""
    return Finding("wrong", Span(path, line, 1), severity=severity)


def test_findings_come_sorted_by_place() -> None:
    """Whoever reads a report goes through each file once, from top to bottom."""
    found = [finding("b.md", 1, Severity.INFO), finding("a.md", 9, Severity.INFO), finding("a.md", 2, Severity.INFO)]
    report = triage(graph(["a"], []), found, ())
    assert [str(f.span) for f in report.live] == ["a.md:2:1", "a.md:9:1", "b.md:1:1"]
    assert report.suppressed == ()


def test_the_report_says_how_much_was_read() -> None:
    """Files with an agent, skipped ones and unreadable ones are all counted, each once."""
    built = replace(
        graph(["a", "b"], [("a", "b"), ("a", "ghost")], ghosts=("ghost",)),
        skipped=(Skipped("agents/README.md", "no front matter"),),
        problems=(
            Problem("unreadable-file", "gone", Span("agents/c.md", 1, 1)),
            Problem("invalid-front-matter", "colon", Span("agents/a.md", 3, 1)),
        ),
    )
    found = [finding("agents/a.md", 3, Severity.WARNING), finding("agents/c.md", 1, Severity.ERROR)]
    stats = triage(built, found, ()).stats
    assert (stats.files, stats.agents, stats.skipped) == (4, 2, 1)
    assert (stats.callers, stats.calls) == (0, 0)
    assert stats.edges == {"escalation": 1}
    assert stats.findings == {"error": 1, "warning": 1, "info": 0}


def test_the_report_says_how_many_callers_call_an_agent() -> None:
    """And how many pairs of a caller and an agent there are."""
    callers = {name: Caller(name, "command", name, Span(f"{name}.md", 1, 1), "agents") for name in ("x", "y")}
    said = [
        (target, Reference(caller, "calls", Direction.OUT, "body", target, Span(f"{caller}.md", 1, 1)))
        for caller, target in (("x", "a"), ("x", "b"), ("x", "b"), ("y", "b"))
    ]
    calls = tuple(Edge(one.agent, target, "calls", None, False, True, (one,)) for target, one in said)
    stats = triage(replace(graph(["a", "b"], []), callers=callers, calls=calls), [], ()).stats
    assert (stats.callers, stats.calls) == (2, 3)
