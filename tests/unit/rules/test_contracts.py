"""What a contract means, kind by kind."""

from __future__ import annotations

from graphkit import rules
from graphkit.config import Config
from graphkit.config.contracts import Contract, contracts
from graphkit.model.findings import Finding
from graphkit.model.graph import AgentGraph
from tests.unit.graphs import graph


def broken(made: AgentGraph, **row: object) -> list[Finding]:
    """Return what the rules about contracts say of one contract."""
    found = contracts([{"name": "ours", **row}])
    return [one for one in rules.check(made, Config(contracts=found)) if one.code.startswith("GK7")]


def ways(made: AgentGraph, **row: object) -> list[str]:
    """Return the ways of a broken contract as words."""
    return [" ".join([edge[0] for edge in one.edges] + [one.edges[-1][1]]) for one in broken(made, **row)]


CHAIN = graph(["a", "b", "c", "d"], [("a", "b"), ("b", "c"), ("c", "d")])


def test_forbidden_looks_through_others_unless_only_edges_count() -> None:
    """The way is the shortest; with `direct` an intermediary makes it fine."""
    assert ways(CHAIN, kind="forbidden", **{"from": "a", "to": "d"}) == ["a b c d"]
    assert ways(CHAIN, kind="forbidden", direct=True, **{"from": "a", "to": "d"}) == []
    assert ways(CHAIN, kind="forbidden", direct=True, **{"from": "a", "to": "b"}) == ["a b"]
    assert ways(CHAIN, kind="forbidden", **{"from": "d", "to": "a"}) == []


def test_a_way_through_another_source_is_told_once() -> None:
    """Where two sources stand behind each other, the nearer one is the culprit."""
    assert ways(CHAIN, kind="forbidden", **{"from": ["a", "b"], "to": "d"}) == ["b c d"]


def test_the_evidence_is_hop_by_hop() -> None:
    """Each hop with its place, then the contract; agents are the ends, the subject is the contract."""
    (told,) = broken(CHAIN, kind="forbidden", message="Ask b.", **{"from": "a", "to": "c"})
    assert told.message == "contract `ours`: `a` must not reach `c`, and escalates to it by way of `b`"
    assert [label.message for label in told.related] == [
        "`a` escalates to `b`",
        "`b` escalates to `c`",
        "this contract forbids it",
    ]
    assert (told.agents, told.subject, told.hint, told.severity) == (("a", "c"), "ours", "Ask b.", "error")
    assert told.identity.agents == ("a", "c")


def test_a_known_name_without_a_definition_can_be_forbidden() -> None:
    """`user` is no agent, but one may have to leave it alone."""
    made = graph(["a"], [("a", "user")], ghosts=("user",))
    assert ways(made, kind="forbidden", **{"from": "a", "to": "user"}) == ["a user"]


def test_layers_allow_to_go_up_and_sideways_only() -> None:
    """Agents of no layer are looked through."""
    made = graph(
        {"low": "senior", "peer": "senior", "high": "staff", "top": "principal", "free": None},
        [("low", "peer"), ("low", "top"), ("high", "low"), ("top", "free"), ("free", "high")],
    )
    layers = ["level:senior", "level:staff", "level:principal"]
    assert ways(made, kind="layers", layers=layers) == ["high low", "top free high"]
    assert ways(made, kind="layers", layers=layers, skip=False) == ["high low", "low top", "top free high"]
    told = broken(made, kind="layers", layers=layers, skip=False)
    assert told[1].message.endswith("passes over a layer (level:senior to level:principal)")


def test_independent_groups_do_not_reach_each_other() -> None:
    """Neither way, not even through somebody of neither; inside a group everything goes."""
    made = graph(["a1", "a2", "b1", "x"], [("a1", "a2"), ("a2", "x"), ("x", "b1"), ("b1", "x")])
    assert ways(made, kind="independence", groups=["a*", "b*"]) == ["a2 x b1"]
    assert ways(made, kind="independence", groups=["a*", "b*"], direct=True) == []
    assert ways(made, kind="independence", groups=[["a1", "a2"], "x"]) == ["a2 x"]


def test_required_relations_may_be_symmetric() -> None:
    """A parallel edge counts for both of its agents."""
    made = graph(["dev", "ops", "writer"], [("dev", "writer", "parallel")])
    told = broken(made, kind="required", relation="parallel", **{"from": "*", "to": ["writer", "dev"]})
    assert [one.agents for one in told] == [("ops",)]
    assert told[0].message == "contract `ours`: `ops` runs in parallel with none of `writer` or `dev`"


def test_required_looks_through_others_only_when_allowed() -> None:
    """By default the edge itself must be there; the finding shows where it leads instead."""
    (told,) = broken(CHAIN, kind="required", **{"from": "a", "to": "d"})
    assert [label.message for label in told.related] == ["only `b`", "this contract requires it"]
    assert broken(CHAIN, kind="required", direct=False, **{"from": "a", "to": "d"}) == []
    far = broken(CHAIN, kind="required", direct=False, **{"from": "*", "to": ["b", "d"]})
    assert [one.agents for one in far] == [("d",)]


def test_protected_agents_are_for_the_selected_alone() -> None:
    """The protected may turn to each other."""
    made = graph(["a", "b", "boss", "chief"], [("a", "boss"), ("b", "boss"), ("chief", "boss")])
    assert ways(made, kind="protected", **{"from": "a", "to": ["boss", "chief"]}) == ["b boss"]


def test_acyclic_takes_relations_together_and_may_be_limited() -> None:
    """Two relations can make one circle; the component is what a baseline knows it by."""
    made = graph(
        ["a", "b", "c"], [("a", "b"), ("b", "a", "delegation"), ("b", "c"), ("c", "b"), ("a", "c", "parallel")]
    )
    both = ["escalation", "delegation", "parallel"]
    assert ways(made, kind="acyclic", relation="escalation") == ["b c b"]
    (told,) = broken(made, kind="acyclic", relation=both)
    assert (told.agents, len(told.component)) == (("a", "b", "c"), 4)
    assert ways(made, kind="acyclic", relation=both, **{"from": ["a", "c"]}) == []


def test_a_relation_that_goes_both_ways_is_told_once_with_its_verb() -> None:
    """A parallel entry between two groups is one breach, from the agent that declares it, and by the relation found."""
    made = graph(["a1", "b1", "b2"], [("a1", "b1", "parallel"), ("b2", "a1", "delegation")])
    kinds = ["escalation", "delegation", "parallel"]
    assert [one.message for one in broken(made, kind="independence", groups=["a*", "b*"], relation=kinds)] == [
        "contract `ours`: `a1` runs in parallel with `b1` of a group that it must not depend on",
        "contract `ours`: `b2` delegates to `a1` of a group that it must not depend on",
    ]


def test_a_path_over_several_relations_reaches() -> None:
    """No one verb is true of it."""
    made = graph(["a", "b", "c"], [("a", "b"), ("b", "c", "delegation")])
    row = {"from": "a", "to": "c", "relation": ["escalation", "delegation"]}
    assert [one.message for one in broken(made, kind="forbidden", **row)] == [
        "contract `ours`: `a` must not reach `c`, and reaches it by way of `b`"
    ]


def test_who_may_is_named() -> None:
    """A few by their names, many by the expression."""
    made = graph([*"abcdef", "boss"], [("f", "boss")])
    few = broken(made, kind="protected", **{"from": ["a", "b"], "to": "boss"})
    assert [one.message.partition("which ")[2] for one in few] == ["only `a` and `b` may"]
    many = broken(made, kind="protected", **{"from": "[a-e]", "to": "boss"})
    assert [one.message.partition("which ")[2] for one in many] == ["only `[a-e]` may"]


def test_a_contract_about_no_agent_is_no_finding() -> None:
    """The configuration is what is wrong, and the run says so."""
    assert broken(CHAIN, kind="protected", **{"from": "a*", "to": "zed"}) == []


def test_a_contract_made_in_python_needs_no_file() -> None:
    """The configuration is data."""
    made = Config(contracts=(Contract("mine", "protected", sources=("a",), targets=("c",)),))
    assert [one.code for one in rules.check(CHAIN, made) if one.subject == "mine"] == ["GK705"]
