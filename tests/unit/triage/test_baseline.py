"""Findings against a baseline: known, new, stale; and how a baseline grows and shrinks."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from graphkit import rules
from graphkit.config import Config
from graphkit.config.contracts import contracts
from graphkit.model.findings import BaselineEntry, Finding, Identity, Severity
from graphkit.model.graph import AgentGraph
from graphkit.rules.support.cycle_findings import cycle_findings
from graphkit.triage import Policy, triage
from graphkit.triage.baseline import compare, describe, grown, pruned
from graphkit.triage.rule_selection import choose
from tests.unit.graphs import graph
from tests.unit.reporters.reports import finding

CHOSEN = choose(Config(), rules.catalogue())
PAIR = graph(["a", "b"], [("a", "b")])
ONE = finding(code="GK301", name="one-sided-escalation", edges=(("a", "b", "escalation"),), agents=("a", "b"))
OTHER = finding(code="GK501", name="orphan-agent", agents=("a",))


def policy(*known: BaselineEntry, strict: bool = False) -> Policy:
    """Return the policy of a run on the 1st of May 2030 with these entries."""
    return Policy(CHOSEN, known=known, baseline="known.json", strict=strict, today="2030-05-01")


def entry(found: Finding, **more: str) -> BaselineEntry:
    """Return the entry of a finding."""
    return BaselineEntry(found.identity, **more)  # type: ignore[arg-type]


def ring(*names: str) -> list[tuple[str, str]]:
    """Return the edges of a cycle."""
    return list(pairwise((*names, names[0])))


def cycles(made: AgentGraph) -> list[Finding]:
    """Return what GK201 says."""
    found = cycle_findings(made, made.relations["escalation"], Severity.ERROR)
    return [replace(one, code="GK201", name="escalation-cycle") for one in found]


def test_a_known_finding_is_let_pass_wherever_it_stands_now() -> None:
    """Lines and words may change; what it is about may not."""
    moved = replace(ONE, message="other words", span=ONE.span._replace(line=99))
    report = triage(PAIR, [moved, OTHER], (), policy(entry(ONE, reason="agreed")))
    assert report.live == (OTHER,)
    assert [(one.code, one.suppressed, one.excuse) for one in report.baselined] == [("GK301", True, "agreed")]
    assert report.stale == ()
    assert report.stats.findings == {"error": 0, "warning": 1, "info": 0}


def test_what_no_longer_occurs_is_stale_and_an_error_only_when_strict() -> None:
    """Whoever mends something must not be punished for it, unless the team wants the file kept tidy."""
    gone = entry(OTHER)
    assert triage(PAIR, [ONE], (), policy(gone, entry(ONE))).stale == (gone,)
    (told,) = triage(PAIR, [], (), policy(replace(gone, line=7), strict=True)).live
    assert (told.code, told.severity, str(told.span)) == ("GK902", "error", "known.json:7:1")
    assert told.message == "GK501 of `a` is in the baseline, and no longer occurs"
    assert told.subject == "GK501 of `a`"


def test_stale_entries_are_no_findings_where_that_rule_is_switched_off() -> None:
    """A strict run may leave GK902 out, or change its severity like that of any rule."""
    strict = policy(entry(OTHER), strict=True)
    without = choose(Config(ignore=("GK902",)), rules.catalogue())
    assert triage(PAIR, [], (), replace(strict, chosen=without)).live == ()
    light = choose(Config(severity={"stale-baseline": "info"}), rules.catalogue())
    assert [one.severity for one in triage(PAIR, [], (), replace(strict, chosen=light)).live] == ["info"]


def test_an_entry_of_a_rule_that_is_switched_off_is_not_stale() -> None:
    """It was not looked for."""
    chosen = choose(Config(ignore=("GK501",)), rules.catalogue())
    report = triage(
        PAIR, [ONE], (), replace(policy(entry(OTHER), BaselineEntry(Identity("GK555", path="x"))), chosen=chosen)
    )
    assert [one.identity.code for one in report.stale] == ["GK555"]


def test_an_entry_that_stands_twice_is_not_stale() -> None:
    """Git merges two branches that both added it."""
    report = triage(PAIR, [ONE], (), policy(entry(ONE), replace(entry(ONE), line=9, reason="again")))
    assert (report.live, report.stale) == ((), ())


def test_an_entry_counts_until_its_last_day() -> None:
    """Afterwards the finding is back, and says why."""
    last = triage(PAIR, [ONE], (), policy(entry(ONE, expires="2030-05-01")))
    assert (len(last.live), len(last.baselined)) == (0, 1)
    late = triage(PAIR, [ONE], (), policy(entry(ONE, expires="2030-04-30")))
    assert late.live[0].hint == " Its baseline entry expired on 2030-04-30."
    assert late.stale == ()


def test_a_smaller_cycle_is_known() -> None:
    """A component whose edges are a subset holds nothing new, even if it has come apart."""
    before = cycles(graph(list("abcd"), [*ring("a", "b", "c", "d"), ("b", "a"), ("d", "c")]))
    after = graph(list("abcd"), [*ring("a", "b"), *ring("c", "d")])
    report = triage(after, cycles(after), (), policy(*map(entry, before)))
    assert (report.live, len(report.baselined), report.stale) == ((), 2, ())


def test_a_cycle_that_has_grown_is_told_by_what_is_new() -> None:
    """The evidence is the shortest cycle through the new edge, and only that edge is suggested for removal."""
    before = graph(list("abcd"), [*ring("a", "b"), *ring("b", "c", "d")])
    after = graph(list("abcd"), [*ring("a", "b"), *ring("b", "c", "d"), ("d", "a")])
    (told,) = triage(after, cycles(after), (), policy(*map(entry, cycles(before)))).live
    assert told.message == "a known escalation cycle has grown: 4 agents, new is `d` -> `a` -> `b` -> `c` -> `d`"
    assert [edge[:2] for edge in told.edges] == [("d", "a"), ("a", "b"), ("b", "c"), ("c", "d")]
    assert told.cut == (("d", "a", "escalation"),)
    assert str(told.span).startswith("agents/d.md:")
    assert len(told.related) == 4


def test_a_contract_about_several_relations_can_grow_too() -> None:
    """The hops may be of different relations."""
    both = contracts([{"name": "ours", "kind": "acyclic", "relation": ["delegation", "escalation"]}])

    def told(made: AgentGraph) -> list[Finding]:
        return [one for one in rules.check(made, Config(contracts=both)) if one.code == "GK706"]

    before = graph(list("abc"), [("a", "b"), ("b", "a", "delegation")])
    after = graph(list("abc"), [("a", "b"), ("b", "a", "delegation"), ("b", "c", "delegation"), ("c", "a")])
    (grew,) = triage(after, told(after), (), policy(*map(entry, told(before)))).live
    assert grew.message == "contract `ours`: a known cycle has grown: 3 agents, new is `b` -> `c` -> `a` -> `b`"
    assert [edge[2] for edge in grew.edges] == ["delegation", "escalation", "escalation"]
    assert triage(before, told(before), (), policy(*map(entry, told(after)))).live == ()


def test_a_cycle_elsewhere_is_new_as_a_whole() -> None:
    """It is nothing that has grown."""
    after = graph(list("abcd"), [*ring("a", "b"), *ring("c", "d")])
    known = cycles(graph(list("ab"), ring("a", "b")))
    (told,) = triage(after, cycles(after), (), policy(*map(entry, known))).live
    assert told.message == "escalation cycle of 2 agents: `c` -> `d` -> `c`"


def test_growing_adds_what_is_missing_and_keeps_reasons() -> None:
    """An entry for a cycle takes the new edges in; an end that has come is lifted."""
    small, large = (cycles(graph(list("abc"), edges)) for edges in (ring("a", "b"), [*ring("a", "b"), *ring("b", "c")]))
    known = [entry(small[0], reason="old"), entry(ONE, reason="agreed", expires="2020-01-01")]
    told = grown(known, [*large, ONE, OTHER])
    assert [(one.identity.code, one.reason, one.expires) for one in told] == [
        ("GK301", "agreed", None),
        ("GK201", "old", None),
        ("GK501", None, None),
    ]
    assert told[1].identity == large[0].identity


def test_growing_keeps_the_older_edges_of_a_cycle() -> None:
    """An edge that is gone today may come back tomorrow, and was accepted."""
    before = cycles(graph(list("abc"), [*ring("a", "b"), *ring("b", "c")]))
    today = cycles(graph(list("abcd"), [*ring("a", "b"), *ring("b", "d")]))
    (told,) = grown([entry(before[0])], today)
    assert {edge[:2] for edge in told.identity.edges} == {
        *ring("a", "b"), *ring("b", "c"), *ring("b", "d"),
    }  # fmt: skip


def test_pruning_only_removes() -> None:
    """What is gone goes, also single edges of a cycle; what is new stays out, reasons and dates stay."""
    large, small = (cycles(graph(list("abc"), edges)) for edges in ([*ring("a", "b"), *ring("b", "c")], ring("a", "b")))
    known = [entry(large[0], reason="old"), entry(ONE, expires="2031-01-01"), entry(OTHER)]
    assert pruned(known, [*small, ONE, finding(code="GK101", agents=("z",))]) == [
        BaselineEntry(small[0].identity, "old"),
        known[1],
    ]
    assert pruned(known, []) == []


def test_paths_of_entries_are_relative_to_the_folder_of_the_configuration() -> None:
    """Also where entries are pruned or added from elsewhere."""
    known = [BaselineEntry(Identity("GK001", path="x.md"), "agreed")]
    found = finding(code="GK001", path="team/x.md")
    assert pruned(known, [found], "team") == grown(known, [found], "team") == known
    assert pruned(known, [found]) == []


def test_without_a_baseline_everything_is_new() -> None:
    """No entry is known, and none is stale."""
    assert compare(PAIR, (ONE, OTHER), policy()) == ([ONE, OTHER], [], [])


@pytest.mark.parametrize(
    ("found", "key"),
    [
        (ONE, Identity("GK301", edges=(("a", "b", "escalation"),))),
        (OTHER, Identity("GK501", agents=("a",))),
        (finding(code="GK601", agents=("a",), subject="bash"), Identity("GK601", "bash", agents=("a",))),
        (finding(code="GK001", path="x.md"), Identity("GK001", path="x.md")),
        (replace(ONE, subject="rule of ours"), Identity("GK301", "rule of ours", agents=("a", "b"))),
    ],
)
def test_what_makes_a_finding_the_same_tomorrow(found: Finding, key: Identity) -> None:
    """Edges, else agents, else the file; the subject tells apart what is wrong with the same agents."""
    assert found.identity == key
    assert found.key == tuple(key)


def test_an_identity_in_words() -> None:
    """So that a person recognises it."""
    assert describe(ONE.identity) == "GK301 of `a` -> `b` (escalation)"
    assert describe(Identity("GK601", "bash", agents=("a", "b"))) == "GK601 (bash) of `a`, `b`"
    assert describe(Identity("GK001", path="x.md")) == "GK001 of x.md"
    assert describe(cycles(graph(["a", "b"], ring("a", "b")))[0].identity).endswith("(escalation) and 1 more")
