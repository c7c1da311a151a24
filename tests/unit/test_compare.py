"""Two runs side by side."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from graphkit import rules
from graphkit.compare import compare, only_caused
from graphkit.config import Config
from graphkit.model.comparison import Changes
from graphkit.model.findings import Severity
from graphkit.model.report import Report
from graphkit.model.values import Scalar
from graphkit.triage import triage
from tests.unit.graphs import graph
from tests.unit.reporters.reports import finding, report

NAMES = "abcdef"
PAIR = graph(["a", "b"], [("a", "b")])


def run(*arrows: str, agents: str = NAMES) -> Report:
    """Judge a graph of escalations, written `ab` for a -> b, by the rules about cycles."""
    built = graph(list(agents), [(arrow[0], arrow[1]) for arrow in arrows])
    found = [found for found in rules.check(built, Config()) if found.code == "GK201"]
    return triage(built, found, rules.catalogue())


GRAPHS = st.sets(
    st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)).filter(lambda pair: pair[0] != pair[1]), max_size=12
).map(lambda pairs: run(*("".join(pair) for pair in sorted(pairs))))


@given(GRAPHS)
def test_nothing_differs_from_itself(one: Report) -> None:
    """A run compared with itself is no change, and causes nothing."""
    changes = compare(one, one)
    assert not changes.any
    assert only_caused(changes).live == ()


@given(GRAPHS, GRAPHS)
def test_there_and_back(one: Report, other: Report) -> None:
    """What came one way round went the other way round."""
    there, back = compare(one, other), compare(other, one)
    assert there.edges_added == back.edges_removed
    assert there.agents_added == back.agents_removed
    assert there.findings_added == back.findings_removed
    assert there.cycles_new == back.cycles_healed
    assert there.any == back.any


@given(GRAPHS, GRAPHS)
def test_every_cycle_is_accounted_for(one: Report, other: Report) -> None:
    """A circle of the new side is new, changed, or was there as it is; nothing falls between the parts."""
    changes = compare(one, other)
    told = {*changes.cycles_new, *(change.after for change in changes.cycles_changed)}
    untold = [found for found in other.live if found not in told]
    assert all(any(set(found.agents) == set(before.agents) for before in one.live) for found in untold)


@given(GRAPHS, GRAPHS)
def test_only_an_added_edge_can_cause_a_cycle(one: Report, other: Report) -> None:
    """Without a new edge no circle is blamed on the change; and every circle that has a new edge is."""
    changes = compare(one, other)
    added = {(edge.source, edge.target) for edge in changes.edges_added}
    caused = {found.agents for found in only_caused(changes).live}
    for found in other.live:
        inside = {hop for hop in added if set(hop) <= set(found.agents)}
        assert (found.agents in caused) == bool(inside)


def cycles(changes: Changes) -> tuple[list[str], list[str], list[str]]:
    """Return the members of the circles that are new, healed and changed."""
    return (
        ["".join(found.agents) for found in changes.cycles_new],
        ["".join(found.agents) for found in changes.cycles_healed],
        ["".join(change.after.agents) for change in changes.cycles_changed],
    )


def test_a_new_and_a_healed_cycle() -> None:
    """A circle among other agents is another circle."""
    changes = compare(run("ab", "ba"), run("cd", "dc"))
    assert cycles(changes) == (["cd"], ["ab"], [])


def test_an_edge_that_closes_another_circle_in_a_known_group() -> None:
    """A shortest circle of the group is old; the one that is reported goes through the edge that is to blame."""
    changes = compare(run("ab", "ba", "bc"), run("ab", "ba", "bc", "ca"))
    assert cycles(changes) == ([], [], ["abc"])
    assert changes.cycles_changed[0].joined == (("c", "a", "escalation"),)
    (blamed,) = only_caused(changes).live
    assert blamed.edges == (("c", "a", "escalation"), ("a", "b", "escalation"), ("b", "c", "escalation"))
    assert "`c` -> `a` (agents/c.md:6:5)" in (blamed.hint or "")


def test_a_group_that_fell_apart_has_caused_nothing() -> None:
    """Healing half of a knot must not look like making a new one."""
    changes = compare(run("ab", "ba", "bc", "cb"), run("ab", "ba", "bc"))
    assert cycles(changes) == ([], [], ["ab"])
    assert changes.cycles_changed[0].left == (("c", "b", "escalation"),)
    assert only_caused(changes).live == ()


def test_circles_of_two_relations_or_contracts_are_not_mixed_up() -> None:
    """The same agents may go round by escalation and by delegation, or break two contracts: each is one of its own."""

    def circle(relation: str, subject: str = "") -> Report:
        ring = (("a", "b", relation), ("b", "a", relation))
        pair = graph(["a", "b"], [("a", "b", relation), ("b", "a", relation)])
        return report(pair, finding(agents=("a", "b"), edges=ring, component=ring, subject=subject))

    assert cycles(compare(circle("escalation"), circle("delegation"))) == (["ab"], ["ab"], [])
    assert cycles(compare(circle("escalation", "one"), circle("escalation", "two"))) == (["ab"], ["ab"], [])
    assert not compare(circle("escalation", "one"), circle("escalation", "one")).any


def test_what_is_told_of_an_agent() -> None:
    """Level, tools and file are compared; the order of tools, lines and descriptions are not."""
    old, new = report(graph({"a": "senior"}, [])), report(graph({"a": "staff"}, []))
    here = old.graph.agents["a"]
    tools = replace(here.tools, allowed=(Scalar("Write", 1, 1, 1), Scalar("Read", 1, 1, 1)))
    turned = replace(here.tools, allowed=tools.allowed[::-1], access=Scalar("full", 1, 1, 1))
    before = replace(old, graph=replace(old.graph, agents={"a": replace(here, tools=tools, description="x")}))
    after = replace(new, graph=replace(new.graph, agents={"a": replace(new.graph.agents["a"], tools=turned)}))
    (change,) = compare(before, after).agents_changed
    assert change.facts == (("level", "senior", "staff"), ("tool access", "", "full"))


def test_what_is_told_of_an_edge() -> None:
    """An edge that the other side now declares too, or whose target is gone, is the same edge told otherwise."""
    one, other = report(PAIR), report(graph(["a"], [("a", "b")], ("b",)))
    (change,) = compare(one, other).edges_changed
    assert change.facts == (("ends", "both defined", "one not defined"),)
    edge = PAIR.edges[0]
    twice = edge._replace(references=(edge.references[0], edge.references[0]._replace(agent="b")))
    (change,) = compare(one, report(replace(PAIR, edges=(twice,)))).edges_changed
    assert change.facts == (("declared by", "a", "a, b"),)


def test_findings_are_matched_by_what_they_are_about() -> None:
    """Moved and reworded is the same; one more of a kind is one more; a graver one is told as such."""
    old = report(PAIR, finding("x", agents=("a",), line=1), finding("gone", agents=("b",)))
    new = report(
        PAIR, finding("new words", agents=("a",), line=2, severity=Severity.ERROR), finding("x", agents=("a",), line=5)
    )
    changes = compare(old, new)
    assert [found.message for found in changes.findings_added] == ["new words"]
    assert [found.message for found in changes.findings_removed] == ["gone"]
    graver = compare(report(PAIR, finding("x", agents=("a",))), report(PAIR, new.live[0]))
    assert [(change.before.severity, change.after.severity) for change in graver.findings_changed] == [
        (Severity.WARNING, Severity.ERROR)
    ]
    assert only_caused(graver).live == graver.new.live
    assert only_caused(compare(graver.new, graver.old)).live == ()


def test_findings_about_a_file_alone_are_told_apart_by_it() -> None:
    """Two unreadable files are two findings though nothing else distinguishes them."""
    changes = compare(report(PAIR, finding("x", "one.md")), report(PAIR, finding("x", "two.md")))
    assert [found.span.path for found in changes.findings_added] == ["two.md"]


def test_only_what_is_caused_is_counted() -> None:
    """The summary of `--since` counts what is shown; what a baseline knows is not shown."""
    new = report(PAIR, finding("mine", agents=("a",)), finding("old", agents=("b",)))
    known = finding("known", agents=("c",))
    shown = only_caused(compare(report(PAIR, finding("old", agents=("b",))), replace(new, baselined=(known,))))
    assert [found.message for found in shown.live] == ["mine"]
    assert shown.stats.findings["warning"] == 1
