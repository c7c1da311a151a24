"""Ignores in the files: what they excuse, and those that excuse nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graphkit import rules
from graphkit.config import Config
from graphkit.model.findings import Finding, InlineIgnore
from graphkit.model.report import Report
from graphkit.model.spans import Span
from graphkit.triage import Policy, triage
from graphkit.triage.rule_selection import choose
from tests.unit.graphs import graph
from tests.unit.reporters.reports import finding, label

FOUND = finding(code="GK301", path="a.md", line=4, related=(label("there", "b.md", 9),))


def ignore(*rules: str, path: str = "a.md", line: int | None = 4, reason: str | None = "why") -> InlineIgnore:
    """Return an ignore that stands on line 3."""
    return InlineIgnore(Span(path, 3, 1), rules, line, reason)


def run(
    *ignores: InlineIgnore, found: tuple[Finding, ...] = (FOUND,), require: bool = False, **settings: object
) -> Report:
    """Return the report of a run over files with these ignores."""
    made = replace(graph(["a"], []), ignores=ignores)
    chosen = choose(Config(**settings), rules.catalogue())  # type: ignore[arg-type]
    return triage(made, found, (), Policy(chosen, require_reason=require))


@pytest.mark.parametrize(
    "one",
    [
        ignore("GK301"),
        ignore("one-sided-escalation"),
        ignore("gk301"),
        ignore("GK301", path="b.md", line=9),
        ignore("GK301", line=None),
        ignore("GK301", path="b.md", line=None, reason=None),
    ],
)
def test_an_ignore_counts_at_every_place_of_a_finding(one: InlineIgnore) -> None:
    """Its own line, that of another place, or one of their files; the reason is kept."""
    report = run(one)
    assert report.live == ()
    assert [(found.suppressed, found.excuse) for found in report.suppressed] == [(True, one.reason)]
    assert report.stats.findings == {"error": 0, "warning": 0, "info": 0}


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (ignore("GK302"), "this ignore of GK302 suppresses nothing: no such finding there"),
        (ignore("GK301", line=5), "this ignore of GK301 suppresses nothing: no such finding there"),
        (ignore("GK301", path="c.md"), "this ignore of GK301 suppresses nothing: no such finding there"),
        (ignore("GK302", line=None), "this ignore of GK302 suppresses nothing: no such finding in this file"),
        (ignore("GK3"), "this ignore names a rule `GK3` that does not exist"),
    ],
)
def test_one_that_excuses_nothing_is_told(one: InlineIgnore, said: str) -> None:
    """A family is no rule, for that would excuse what nobody has seen yet."""
    live = run(one).live
    assert FOUND in live
    assert [(found.message, found.severity) for found in live if found.code == "GK901"] == [(said, "warning")]


def test_each_rule_of_an_ignore_is_judged_by_itself() -> None:
    """One of two may be left over."""
    report = run(ignore("GK301", "GK101"))
    assert [found.subject for found in report.live] == ["GK101"]
    assert len(report.suppressed) == 1


def test_a_rule_that_is_switched_off_is_not_the_fault_of_the_ignore() -> None:
    """Nor is anything said if GK901 itself is off, be it for this file alone."""
    assert run(ignore("GK302"), ignore=("GK302",)).live == (FOUND,)
    assert run(ignore("GK302"), ignore=("GK901",)).live == (FOUND,)
    for rule in ("GK302", "GK901"):
        assert run(ignore("GK302"), per_file_ignores={"a.md": (rule,)}).live == (FOUND,)


def test_a_reason_may_be_required() -> None:
    """Without one the ignore does nothing, and says so."""
    live = run(ignore("GK301", reason=None), require=True).live
    assert [found.code for found in live] == ["GK901", "GK301"]
    assert live[0].message == "this ignore of GK301 gives no reason, so it suppresses nothing"
    assert run(ignore("GK301"), require=True).live == ()


def test_ignores_may_be_passed_over() -> None:
    """Then everything is live, and no ignore is unused."""
    made = replace(graph(["a"], []), ignores=(ignore("GK301"), ignore("GK302")))
    policy = Policy(choose(Config(), rules.catalogue()), inline_ignores=False)
    assert triage(made, [FOUND], (), policy).live == (FOUND,)
