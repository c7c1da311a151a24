"""Parallel groups: who can run together, what one more line would allow, and what keeps agents apart."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

from graphkit.analysis.groups import groups, mutual, says, together
from graphkit.model.graph import AgentGraph
from graphkit.reporters import document_text
from graphkit.reporters.answers import parallel as groups_text
from graphkit.reporters.style import Style
from tests.unit.graphs import graph


def team(agents: str, *pairs: str) -> AgentGraph:
    """Return a graph of parallel edges: `ab` is declared by both, `a>b` by a alone; `*` at an agent is a wildcard."""
    names = [name for name in agents if name != "*"]
    made = graph(names, [(pair[0], pair[-1], "parallel") for pair in pairs])
    edges = []
    for edge in made.edges:
        speaker = next(
            (pair[0] for pair in pairs if {pair[0], pair[-1]} == {edge.source, edge.target} and ">" in pair), None
        )
        said = edge.references if speaker is None else edge.declared_by(speaker)
        edges.append(edge._replace(references=said))
    wild = {agents[place - 1] for place, sign in enumerate(agents) if sign == "*"}
    found = {name: replace(one, wildcards=("parallel",)) if name in wild else one for name, one in made.agents.items()}
    return replace(made, edges=tuple(edges), agents=found)


def everyone_but_two(trios: int) -> AgentGraph:
    """Return agents in threes that agree with everyone but their own three: 3^n maximal groups."""
    names = [f"a{number:03}" for number in range(3 * trios)]
    pairs = [(a, b) for a, b in combinations(names, 2) if int(a[1:]) // 3 != int(b[1:]) // 3]
    return graph(names, [(a, b, "parallel") for a, b in pairs])


def test_groups_are_maximal_and_the_largest_comes_first() -> None:
    """An agent may be in several; one that agrees with none is alone."""
    found = groups(team("abcdefg", "ab", "bc", "ac", "cd", "ef"))
    assert found.groups == (("a", "b", "c"), ("c", "d"), ("e", "f"))
    assert found.largest == {"a": 3, "b": 3, "c": 3, "d": 2, "e": 2, "f": 2, "g": 1}
    assert (found.loners, found.complete) == (("g",), True)


def test_both_sides_have_to_agree() -> None:
    """What one side alone says makes no group, a wildcard agrees with everybody."""
    assert groups(team("ab", "a>b")).groups == ()
    assert groups(team("ab*", "a>b")).groups == (("a", "b"),)
    assert says(team("ab*c", "a>b")) == {"a": {"b"}, "b": {"a", "c"}, "c": set()}
    assert mutual(team("ab*c", "a>b")) == {"a": {"b"}, "b": {"a"}, "c": set()}


def test_a_chance_is_a_line_that_makes_a_larger_group() -> None:
    """It names who is silent, who has spoken, and the group that would be."""
    found = groups(team("abcd", "ab", "a>c", "bc", "d>a"))
    assert [(one.missing, one.other, one.group) for one in found.chances] == [
        ("c", "a", ("a", "b", "c")), ("a", "d", ("a", "d")),
    ]  # fmt: skip
    assert [reference.agent for reference in found.chances[0].declared] == ["a"]


def test_a_line_that_makes_no_larger_group_is_no_chance() -> None:
    """Both have a group of three, and have nothing in common."""
    made = team("abcxyz", "ab", "bc", "ac", "xy", "yz", "xz", "a>x")
    assert groups(made).chances == ()
    larger = team("abcx", "ab", "bc", "ac", "a>x")
    assert [one.group for one in groups(larger).chances] == [("a", "x")]
    common = team("abcd", "ab", "ac", "bd", "cd", "bc", "a>d")
    assert [one.group for one in groups(common).chances] == [("a", "b", "c", "d")]
    single = team("abmn", "am", "bm", "a>b", "an", "mn")
    assert [one.group for one in groups(single).chances] == [("a", "b", "m")]


def test_the_largest_chance_comes_first() -> None:
    """Equal ones by the agents."""
    made = team("abcdxy", "b>a", "a>x", "cd", "c>y", "dy")
    assert [one.group for one in groups(made).chances] == [("c", "d", "y"), ("a", "b"), ("a", "x")]


def test_together_lists_every_pair_that_speaks_against_it() -> None:
    """With those of the two that are silent, and what the other one declares."""
    made = team("abcd", "ab", "a>c", "bc")
    yes = together(made, ["b", "a"])
    assert (yes.agents, yes.together, yes.obstacles) == (("a", "b"), True, ())
    no = together(made, ["c", "d", "a"])
    assert not no.together
    assert [(one.first, one.second, one.missing) for one in no.obstacles] == [
        ("a", "c", ("c",)), ("a", "d", ("a", "d")), ("c", "d", ("c", "d")),
    ]  # fmt: skip
    assert [[reference.agent for reference in one.declared] for one in no.obstacles] == [["a"], [], []]


def test_groups_are_bounded() -> None:
    """3^12 groups are not listed: the search stops at the budget and says so; each that is listed is one."""
    found = groups(everyone_but_two(12), budget=500)
    assert (len(found.groups), found.complete) == (500, False)
    assert all(len({int(name[1:]) // 3 for name in group}) == len(group) == 12 for group in found.groups)
    text = document_text.write(groups_text.document(found), Style())
    assert "the search was cut off" in text
    assert "... and 480 more groups; --format json has them all" in text
    assert groups(everyone_but_two(5), budget=500).complete
    three = everyone_but_two(1)
    assert (groups(three, budget=3).complete, groups(three, budget=2).complete) == (True, False)
