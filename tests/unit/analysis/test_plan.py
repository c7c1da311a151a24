"""In which order agents can work, and which of them at the same time."""

from __future__ import annotations

import pytest

from graphkit.analysis.plan import MOST_SERIAL, generations, plan
from graphkit.model.graph import AgentGraph
from graphkit.reporters import document_text
from graphkit.reporters.answers import plan as plan_text
from graphkit.reporters.style import Style
from tests.unit.graphs import graph


def team(agents: str, *flows: str, parallel: tuple[str, ...] = ()) -> AgentGraph:
    """Return a workflow, `ab` for a before b, and pairs that can run together."""
    return graph(
        list(agents), [*((f[0], f[1], "workflow") for f in flows), *((p[0], p[1], "parallel") for p in parallel)]
    )


def test_agents_work_when_all_before_them_have() -> None:
    """In a wave one after the other, unless they agree to run together."""
    found = plan(team("abcde", "ac", "bc", "cd", parallel=("ab",)))
    assert [wave.sets for wave in found.waves] == [(("a", "b"),), (("c",),), (("d",),)]
    assert (found.idle, found.complete, found.circles, found.ignored) == (("e",), True, (), ())
    assert found.relations == ("workflow",)


def test_a_pair_that_takes_turns_says_who_is_silent() -> None:
    """Sorted, with those that have not declared the other compatible."""
    found = plan(team("abz", "az", "bz"))
    assert found.waves[0].sets == (("a",), ("b",))
    assert [(one.first, one.second, one.silent) for one in found.waves[0].serial] == [("a", "b", ("a", "b"))]


def test_a_wave_is_split_into_few_sets() -> None:
    """The largest first; an agent with few friends chooses before one with many, and joins the largest set that fits."""
    found = plan(team("abcdz", "az", "bz", "cz", "dz", parallel=("ab", "bc", "ac", "cd")))
    assert found.waves[0].sets == (("a", "b", "c"), ("d",))
    assert [(one.first, one.second) for one in found.waves[0].serial] == [("a", "d"), ("b", "d")]
    larger = plan(team("abcdez", "az", "bz", "cz", "dz", "ez", parallel=("ab", "ac", "bc", "de", "ce", "cd")))
    assert larger.waves[0].sets == (("a", "b", "c"), ("d", "e"))


def test_a_cycle_is_in_one_wave() -> None:
    """Its members wait for each other, and the edges among them are ignored, which the answer says."""
    found = plan(team("abcd", "ab", "bc", "cb", "cd"))
    assert [wave.sets for wave in found.waves] == [(("a",),), (("b",), ("c",)), (("d",),)]
    assert found.circles == (("b", "c"),)
    assert [(edge.source, edge.target) for edge in found.ignored] == [("b", "c"), ("c", "b")]


def test_with_a_goal_only_what_leads_to_it_works() -> None:
    """All others are idle."""
    made = team("abcxyg", "ab", "bg", "xy", "gc")
    found = plan(made, "g")
    assert ([wave.sets for wave in found.waves], found.idle, found.goal) == (
        [(("a",),), (("b",),), (("g",),)], ("c", "x", "y"), "g",
    )  # fmt: skip
    assert plan(team("abxy", "ab", "xy", "yx"), "b").ignored == ()
    assert [wave.sets for wave in plan(team("ab", "ab"), "a").waves] == [(("a",),)]


def test_other_relations_can_be_planned_and_edges_without_direction_never() -> None:
    """Two relations together are one order."""
    made = graph(list("abc"), [("a", "b", "delegation"), ("b", "c", "workflow"), ("a", "c", "parallel")])
    assert [wave.sets for wave in plan(made, relations=("delegation",)).waves] == [(("a",),), (("b",),)]
    both = plan(made, relations=("delegation", "workflow"))
    assert [wave.sets for wave in both.waves] == [(("a",),), (("b",),), (("c",),)]
    assert plan(made, relations=("parallel",)).waves == ()


def test_generations_take_agents_of_one_home_as_one() -> None:
    """Each generation is sorted; a generation comes when all before it have come."""
    assert generations({"b": ["d"], "a": ["d", "c"], "c": ["d"], "d": []}, {}) == [["a", "b"], ["c"], ["d"]]
    assert generations({"a": ["b"], "b": ["a", "c"], "c": []}, {"a": "a", "b": "a"}) == [["a", "b"], ["c"]]
    assert generations({}, {}) == []


def test_serial_pairs_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """A wave of many agents does not list every pair, and two waves share the bound."""
    monkeypatch.setattr("graphkit.analysis.plan.MOST_SERIAL", 10)
    names = [f"a{number:02}" for number in range(20)]
    found = plan(graph([*names, "z"], [(name, "z", "workflow") for name in names]))
    assert len(found.waves[0].serial) == 10
    assert not found.complete
    assert "Not every pair was looked at" in document_text.write(plan_text.document(found), Style())
    two = plan(team("abcdefgh", "ae", "bf", "cg", "dh"))
    assert [len(wave.serial) for wave in two.waves] == [6, 4]
    assert MOST_SERIAL == 10_000
