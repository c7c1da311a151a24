"""The findings that a change causes, and no others."""

from __future__ import annotations

from dataclasses import replace

from graphkit.model.comparison import Changes, CycleChange, FindingChange
from graphkit.model.findings import Finding, Severity
from graphkit.rules.support.cycle_findings import cycle_findings
from graphkit.triage.caused import only_caused
from tests.unit.graphs import graph
from tests.unit.reporters.reports import finding, report

TEAM = graph(list("abc"), [("a", "b"), ("b", "a"), ("b", "c"), ("c", "a")])
(CYCLE,) = cycle_findings(TEAM, TEAM.relations["escalation"], Severity.ERROR)


def caused(now: tuple[Finding, ...] = (), **changes: object) -> tuple[Finding, ...]:
    """Return what some changes cause; `now` are the findings of the new side."""
    new = report(TEAM, *now)
    made = only_caused(Changes(report(graph([], [])), new, **changes))  # type: ignore[arg-type]
    assert made.stats.agents == 3
    assert sum(made.stats.findings.values()) == len(made.live)
    return made.live


def test_new_findings_and_new_cycles_are_caused() -> None:
    """By their places; what was there before, and what is gone, is not."""
    late, early, old = finding(line=9), finding(line=2), finding(path="z.md")
    live = caused(
        (late, early, old), findings_added=(late,), cycles_new=(early,), findings_removed=(old,), cycles_healed=(old,)
    )
    assert live == (early, late)


def test_a_cycle_is_caused_only_if_an_edge_has_joined_it() -> None:
    """It is reported by what is new; one that became smaller is not."""
    new_edge = ("c", "a", "escalation")
    (told,) = caused(cycles_changed=(CycleChange((CYCLE,), CYCLE, (new_edge,), ()),))
    assert told.message == "a known escalation cycle has grown: 3 agents, new is `c` -> `a` -> `b` -> `c`"
    assert told.cut == (new_edge,)
    assert caused(cycles_changed=(CycleChange((CYCLE,), CYCLE, (), (new_edge,)),)) == ()


def test_a_finding_is_caused_if_it_became_more_severe() -> None:
    """The other way round is no fault."""
    light, heavy = (finding(severity=severity) for severity in (Severity.INFO, Severity.WARNING))
    assert caused(findings_changed=(FindingChange(light, heavy),)) == (heavy,)
    assert caused(findings_changed=(FindingChange(heavy, light),)) == ()
    assert caused(findings_changed=(FindingChange(heavy, heavy),)) == ()


def test_what_the_baseline_knows_is_not_caused() -> None:
    """It was accepted."""
    known, fresh = finding(line=3), finding(line=4)
    new = replace(report(TEAM, known, fresh), baselined=(known,))
    made = only_caused(Changes(report(graph([], [])), new, findings_added=(known, fresh)))
    assert made.live == (fresh,)
    assert made.stats.findings == {"error": 0, "warning": 1, "info": 0}
