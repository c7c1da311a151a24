"""Who could do an agent's work: what two agents have in common, and what the other lacks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from graphkit.analysis.agent_similarity import expertise, jaccard, stand_ins, ties, tools
from graphkit.model.definitions import Definition, Tools
from graphkit.model.graph import AgentGraph
from graphkit.model.values import Scalar
from tests.unit.graphs import agent, graph


def skilled(name: str, knows: str = "", may_use: str = "", level: str | None = None) -> Definition:
    """Return an agent with expertise and tools, given as words."""
    allowed = tuple(Scalar(tool, 1, 1, len(tool)) for tool in may_use.split())
    return replace(agent(name, level), expertise=tuple(knows.split()), tools=Tools(allowed=allowed))


def team(agents: Sequence[Definition], edges: Sequence[tuple[str, ...]] = ()) -> AgentGraph:
    """Return a graph of these agents."""
    names = [one.id for one in agents]
    return replace(graph(names, edges), agents={one.id: one for one in sorted(agents, key=lambda one: one.id)})


def test_jaccard() -> None:
    """The share of what is in both; nothing has nothing in common."""
    assert jaccard({"a", "b"}, {"b", "c"}) == 1 / 3
    assert jaccard({"a"}, {"a"}) == 1.0
    assert jaccard(set(), set()) == 0.0


def test_expertise_and_tools_are_compared_without_their_spelling() -> None:
    """`Bash(git:*)` is `Bash`, and `Data Bases` is `data-bases`."""
    one = replace(skilled("a", may_use="Bash(git:*) Read"), expertise=("Data Bases", "data_bases"))
    assert expertise(one) == {"data-bases"}
    assert tools(one) == {"Bash", "Read"}
    assert tools(skilled("b", may_use="(x)")) == frozenset()


def test_ties_are_by_relation_and_direction_without_loops() -> None:
    """A symmetric edge counts both ways."""
    made = graph(list("abc"), [("a", "b"), ("c", "a"), ("a", "a"), ("a", "c", "parallel")])
    assert ties(made, "a") == {
        ("escalation", "out", "b"), ("escalation", "in", "c"), ("parallel", "out", "c"), ("parallel", "in", "c"),
    }  # fmt: skip


def test_the_most_similar_agent_comes_first() -> None:
    """Expertise weighs most, then relations, then tools, then the level; what is lacking is named."""
    made = team(
        [
            skilled("a", "sql go", "Bash Read Write", "staff"), skilled("b", "go rust sql", "Read", "staff"),
            skilled("c", "go", "Read", "senior"), skilled("d", "art", "Bash Read Write", "staff"),
            skilled("lead"),
        ],
        [("a", "lead"), ("b", "lead"), ("d", "b")],
    )  # fmt: skip
    first, second = stand_ins(made, "a")
    assert (first.agent, first.expertise, first.lacks) == ("b", ("go", "sql"), ("Bash", "Write"))
    assert first.score == round(0.4 * 2 / 3 + 0.3 * 1 / 2 + 0.2 * 1 / 3 + 0.1, 3)
    assert (second.agent, second.score, second.expertise) == ("c", round(0.4 / 2 + 0.2 / 3, 3), ("go",))


def test_the_same_tools_alone_make_no_stand_in() -> None:
    """Nor does the same level: there must be common expertise or a common neighbour."""
    alike = [skilled("a", "sql", "Bash", "staff"), skilled("b", "art", "Bash", "staff")]
    assert stand_ins(team(alike), "a") == ()
    shared = team([*alike, skilled("lead")], [("a", "lead"), ("b", "lead")])
    assert [(one.agent, one.score) for one in stand_ins(shared, "a")] == [("b", 0.6)]
    asked = team([*alike, skilled("lead")], [("lead", "a"), ("lead", "b")])
    assert [one.agent for one in stand_ins(asked, "a")] == ["b"]


def test_agents_without_a_level_are_not_alike_by_it() -> None:
    """No level is no level in common."""
    made = team([skilled("a", "go"), skilled("b", "go")])
    assert [one.score for one in stand_ins(made, "a")] == [0.4]


def test_only_the_best_are_listed_equal_ones_by_name() -> None:
    """Three by default."""
    made = team([skilled(name, "go") for name in "edcba"])
    assert [one.agent for one in stand_ins(made, "c")] == ["a", "b", "d"]
    assert [one.agent for one in stand_ins(made, "c", most=1)] == ["a"]


def test_a_missing_name_is_no_neighbour() -> None:
    """Two agents that name the same typo are not brought together by it."""
    made = replace(
        team([skilled("a"), skilled("b")]), ghosts={}, edges=graph(["a", "b"], [("a", "x"), ("b", "x")], ("x",)).edges
    )
    assert stand_ins(made, "a") == ()
