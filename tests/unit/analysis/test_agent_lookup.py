"""Names that a user types: exact before canonical, every namesake listed, and a suggestion for an unknown one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graphkit.analysis.agent_lookup import (
    agents_named,
    nearest_agent,
    outsider_named,
    resolve_agent,
    resolve_node,
    resolve_relation,
)
from graphkit.model.graph import AgentGraph, Ghost
from graphkit.support.errors import UsageError
from tests.unit.graphs import agent, graph


def team(*names: str, **ids: str) -> AgentGraph:
    """Return a graph of agents by name; `ids` gives ids that differ from the name."""
    found = {name: agent(name) for name in names}
    found |= {key: replace(agent(name), id=key) for key, name in ids.items()}
    return replace(graph([], []), agents=dict(sorted(found.items())))


def test_the_spelling_of_an_agent_goes_before_its_canonical_form() -> None:
    """Of `Deck Hand` and `deck_hand` the one that is typed is meant; a third spelling may mean both."""
    both = team("Deck Hand", "deck_hand")
    assert agents_named(both, "Deck Hand") == ("Deck Hand",)
    assert agents_named(both, "`deck_hand`") == ("deck_hand",)
    assert agents_named(both, "DECK HAND") == ("Deck Hand", "deck_hand")
    assert agents_named(both, "hand") == ()


def test_a_remark_is_dropped_only_where_no_agent_has_the_whole_name() -> None:
    """`Pilot (night)` is that agent before it is `Pilot`."""
    assert agents_named(team("Pilot", "Pilot (night)"), "`Pilot (night)`") == ("Pilot (night)",)
    assert agents_named(team("Pilot", "Pilot (night)"), "@Pilot (day)") == ("Pilot",)


def test_an_id_means_one_agent_though_its_name_means_several() -> None:
    """Namesakes are listed with the ids to choose from."""
    twins = replace(
        graph([], []),
        agents={key: replace(agent("lead"), id=key) for key in ("lead@a/lead.md", "lead@b/lead.md")},
    )
    assert resolve_agent(twins, "lead@b/lead.md") == "lead@b/lead.md"
    with pytest.raises(UsageError) as caught:
        resolve_agent(twins, "Lead")
    assert str(caught.value) == "2 agents are called `Lead`: lead@a/lead.md, lead@b/lead.md. Name one of these."


def test_an_alias_is_a_name() -> None:
    """The name of the file counts as well as the name in it."""
    aliased = replace(graph([], []), agents={"boss": replace(agent("boss"), name="Big Boss", aliases=("chief",))})
    for name in ("boss", "big boss", "CHIEF"):
        assert resolve_agent(aliased, name) == "boss"


def test_an_unknown_name_comes_with_what_may_be_meant() -> None:
    """The nearest name, else the first ten of those that exist."""
    with pytest.raises(UsageError) as caught:
        resolve_agent(team("skipper", "stoker"), "skiper")
    assert str(caught.value) == "there is no agent `skiper`. Did you mean `skipper`?"
    ten, eleven = ([f"a{number:02}" for number in range(size)] for size in (10, 11))
    with pytest.raises(UsageError) as caught:
        resolve_agent(team(*ten), "zzz")
    assert str(caught.value) == f"there is no agent `zzz`. There are: {', '.join(ten)}."
    with pytest.raises(UsageError) as caught:
        resolve_agent(team(*eleven), "zzz")
    assert str(caught.value) == f"there is no agent `zzz`. There are: {', '.join(ten)}, ...."
    assert nearest_agent(team("skipper"), "skiper") == "skipper"
    assert nearest_agent(team("skipper"), "zzz") is None


def test_a_name_without_a_definition_can_be_asked_about() -> None:
    """It is a node, but no agent; an agent of that name goes first."""
    made = replace(
        graph(["lead"], [("lead", "gone")], ("gone",)),
        ghosts={"gone": Ghost("gone", "gone", external=False), "Night Owl": Ghost("Night Owl", "Night Owl", False)},
    )
    assert outsider_named(made, "gone") == "gone"
    assert outsider_named(made, "night_owl") == "Night Owl"
    assert outsider_named(made, "lead") is None
    assert (resolve_node(made, "night owl"), resolve_node(made, "LEAD")) == ("Night Owl", "lead")
    with pytest.raises(UsageError) as caught:
        resolve_agent(made, "gone")
    assert str(caught.value) == (
        "there is no agent `gone`. Agents refer to it, but no file defines it. There are: lead."
    )
    shadowed = replace(made, ghosts={"lead@x": Ghost("lead@x", "lead", external=False)})
    assert resolve_node(shadowed, "lead") == "lead"
    with pytest.raises(UsageError, match="there is no agent `stranger`"):
        resolve_node(made, "stranger")


def test_a_relation_is_known_by_its_name_alone() -> None:
    """An unknown one is refused with the nearest and with all that there are."""
    made = team("a")
    assert resolve_relation(made, "escalation") == "escalation"
    with pytest.raises(UsageError) as caught:
        resolve_relation(made, "escalations")
    names = ", ".join(made.relations)
    assert str(caught.value) == (f"there is no relation `escalations`. Did you mean `escalation`? There are: {names}.")
    with pytest.raises(UsageError) as caught:
        resolve_relation(made, "zzz")
    assert str(caught.value) == f"there is no relation `zzz`. There are: {names}."
