"""Two runs side by side."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit import rules
from graphkit.config import Config
from graphkit.git.compare import compare
from graphkit.model.comparison import Changes
from graphkit.model.findings import Severity
from graphkit.model.report import Report
from graphkit.model.values import Scalar
from graphkit.triage import triage
from graphkit.triage.caused import only_caused
from tests.unit.folders import OPS, WEB, judge, moved
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


CIRCLE: dict[str, str | bytes] = {"web/agents/a": "escalation_to: [b]", "web/agents/b": "escalation_to: [a]"}


@pytest.mark.parametrize("files", [WEB, CIRCLE], ids=["findings", "cycle"])
def test_a_namesake_changes_nobody_else(tmp_path: Path, files: dict[str, str | bytes]) -> None:
    """It came, and went the other way round: nothing else differs, and it is not to blame for what is old."""
    twins = OPS if files is WEB else {"ops/agents/a": "escalation_to: [b]", "ops/agents/b": "escalation_from: [a]"}
    alone, both = judge(tmp_path / "alone", files), judge(tmp_path / "both", {**files, **twins})
    assert any("@" in agent for agent in both.graph.agents)
    there, back = compare(alone, both), compare(both, alone)
    assert {agent.root for agent in (*there.agents_added, *back.agents_removed)} == {"ops/agents"}
    assert {edge.references[0].span.path for edge in (*there.edges_added, *back.edges_removed)} <= {
        f"{name}.md" for name in twins
    }
    counted = {"agents": len(twins), "edges": len(there.edges_added), "cycles": 0, "findings": 0}
    assert there.parts == {part: (count, 0, 0) for part, count in counted.items()}
    assert back.parts == {part: (0, count, 0) for part, count in counted.items()}
    assert only_caused(there).live == only_caused(back).live == ()


def test_what_a_namesake_does_wrong_too_is_new(tmp_path: Path) -> None:
    """The same words about another agent are another finding; a circle among the namesakes is another circle."""
    alone = judge(tmp_path / "alone", {**WEB, **CIRCLE})
    both = judge(tmp_path / "both", {**WEB, **CIRCLE, **moved({**WEB, **CIRCLE}, "web", "ops")})
    caused = only_caused(compare(alone, both)).live
    assert sorted((found.code, found.span.path) for found in caused) == sorted(
        (found.code, found.span.path.replace("web/", "ops/")) for found in alone.live
    )


def test_a_folder_that_moved_among_namesakes(tmp_path: Path) -> None:
    """Only the files of its agents differ."""
    before = judge(tmp_path / "before", {**WEB, **OPS})
    changes = compare(before, judge(tmp_path / "after", {**moved(WEB, "web", "shop"), **OPS}))
    assert changes.parts == {"agents": (0, 0, 3), "edges": (0, 0, 0), "cycles": (0, 0, 0), "findings": (0, 0, 0)}
    assert {fact.name for change in changes.agents_changed for fact in change.facts} == {"file"}


def test_a_name_that_nobody_defines_gets_a_namesake(tmp_path: Path) -> None:
    """A ghost is called by its root once another world has an agent of its name; it is the same one all the same."""
    alone: dict[str, str | bytes] = {
        ".claude/agents/dev": "escalation_to: [lead]",
        ".opencode/agent/dev": "escalation_to: [Lead]",
    }
    twin: dict[str, str | bytes] = {".gemini/agents/lead": "escalation_to: []\ndescription: d"}
    one, other = judge(tmp_path / "one", alone), judge(tmp_path / "other", {**alone, **twin})
    assert set(one.graph.ghosts) == {"lead"}
    assert set(other.graph.ghosts) == {"lead@.claude/agents", "lead@.opencode/agent"}
    for changes in (compare(one, other), compare(other, one)):
        assert [len(changes.agents_added) + len(changes.agents_removed), *map(sum, list(changes.parts.values())[1:])] == [
            1, 0, 0, 0,
        ]  # fmt: skip


def test_twins_in_one_file_are_told_apart_by_their_order(tmp_path: Path) -> None:
    """Their ids hold lines, which may shift."""
    text = "graph:\n  nodes:\n    - id: dev\n      type: agent\n    - id: dev\n      type: agent\n"
    before = judge(tmp_path / "before", {"team.yaml": text})
    after = judge(tmp_path / "after", {"team.yaml": f"# Our\n# team\n{text}"})
    assert (*before.graph.agents, *after.graph.agents) == (
        "dev@team.yaml:3", "dev@team.yaml:5", "dev@team.yaml:5", "dev@team.yaml:7",
    )  # fmt: skip
    assert not compare(before, after).any
