"""References become edges: one for each relation, source, target and label, with its references in order."""

from __future__ import annotations

from dataclasses import replace
from sys import getsizeof

from graphkit.config import Config
from graphkit.link.edges import Edges
from graphkit.model.graph import Edge, Ghost
from graphkit.model.references import Reference
from graphkit.model.relations import Direction
from tests.unit.link.made import connection, definition, reference

USER = definition("team/a.md")


def edges(*said: tuple[Reference, str | None]) -> tuple[Edge, ...]:
    """Return the edges of references, each with the agent that it means."""
    made = Edges(Config(), {"a", "b", "c"})
    made.add(said, USER)
    return made.sorted()


def test_an_inverse_field_turns_the_edge_round() -> None:
    """`escalation_from` of a is an escalation to a."""
    out, inward = reference("a", "b"), reference("b", "a", direction=Direction.IN)
    (edge,) = edges((out, "b"), (inward, "a"))
    assert (edge.source, edge.target, edge.references) == ("a", "b", (out, inward))


def test_a_symmetric_edge_is_once_whichever_side_says_it() -> None:
    """By the relation, or because a phrase says that it goes both ways."""
    one, other = (reference(a, b, relation="parallel", direction=Direction.BOTH) for a, b in ("ba", "ab"))
    (edge,) = edges((one, "a"), (other, "b"))
    assert (edge.source, edge.target, edge.symmetric, len(edge.references)) == ("a", "b", True, 2)
    (lone,) = edges((one, "a"))
    assert (lone.source, lone.target, lone.symmetric) == ("a", "b", True)
    phrase = reference("c", "b", relation="workflow", direction=Direction.BOTH, label="works")
    out = reference("b", "c", relation="workflow", label="works")
    assert [(made.source, made.target, made.symmetric) for made in edges((phrase, "b"))] == [("b", "c", True)]
    assert [made.symmetric for made in edges((out, "c"), (phrase, "b"))] == [True]
    assert [made.symmetric for made in edges((out, "c"))] == [False]
    inward = reference("b", "a", relation="parallel", direction=Direction.IN)
    assert [(made.source, made.target) for made in edges((inward, "a"))] == [("a", "b")]


def test_edges_come_by_relation_source_target_and_label() -> None:
    """Each label is an edge of its own, none comes first."""
    flow = [reference("b", "c", 2, relation="workflow", label=label) for label in ("sends", None, "asks", "sends")]
    found = edges(
        *((one, "c") for one in flow),
        (reference("b", "a"), "a"),
        (reference("a", "c"), "c"),
        (reference("a", "b"), "b"),
    )
    assert [(made.relation, made.source, made.target, made.label, len(made.references)) for made in found] == [
        ("escalation", "a", "b", None, 1), ("escalation", "a", "c", None, 1), ("escalation", "b", "a", None, 1),
        ("workflow", "b", "c", None, 1), ("workflow", "b", "c", "asks", 1), ("workflow", "b", "c", "sends", 2),
    ]  # fmt: skip
    assert [made.label for made in edges((flow[0], "c"))] == ["sends"]
    assert [made.label for made in edges((flow[0]._replace(label=""), "c"))] == [None]


def test_references_of_an_edge_are_in_the_order_of_their_places() -> None:
    """By path, then by line."""
    first, second, third = (
        reference("a", "b", 3),
        reference("a", "b", 9),
        reference("b", "a", 1, direction=Direction.IN),
    )
    (edge,) = edges((third, "a"), (second, "b"), (first, "b"))
    assert edge.references == (first, second, third)


def test_a_name_without_a_definition_is_a_ghost_as_it_is_written_first() -> None:
    """Whatever its later spellings, without the remark behind it; the edge is not resolved."""
    made = Edges(Config(), {"a", "b"})
    made.add([(reference("a", "Night Watch (late)"), None), (reference("a", "b"), "b")], USER)
    made.add([(reference("b", "night_watch", direction=Direction.IN), None)], USER)
    assert made.ghosts == {"Night Watch": Ghost("Night Watch", "Night Watch", external=False)}
    assert [(one.source, one.target, one.resolved) for one in made.sorted()] == [
        ("Night Watch", "b", False), ("a", "Night Watch", False), ("a", "b", True),
    ]  # fmt: skip


def test_several_references_to_a_ghost_are_one_edge_that_is_not_resolved() -> None:
    """However many there are."""
    made = Edges(Config(), {"a"})
    made.add([(reference("a", "gone", line), None) for line in (2, 3)], USER)
    assert [(one.resolved, len(one.references)) for one in made.sorted()] == [(False, 2)]


def test_a_name_that_only_another_world_defines_says_which_root_lacks_it() -> None:
    """Its id is not that of the agent."""
    made = Edges(Config(), {"a", "b"})
    made.add([(reference("a", "b"), None)], USER)
    assert made.ghosts == {"b@team": Ghost("b@team", "b", external=False)}


def test_an_external_is_known_elsewhere() -> None:
    """By the settings or by the tool of the user; once external, it stays so. A file that is missing is none."""
    made = Edges(replace(Config(), externals=frozenset({"night-owl"})), {"a"})
    made.add([(reference("a", "Night Owl"), None), (reference("a", "gone"), None)], USER)
    assert {ghost.id: ghost.external for ghost in made.ghosts.values()} == {"Night Owl": True, "gone": False}
    filed = Edges(replace(Config(), externals=frozenset({"x.md"})), {"a"})
    filed.add([(reference("a", "x", file="x.md"), None)], USER)
    assert filed.ghosts == {"x.md": Ghost("x.md", "x.md", external=False)}
    tool = Edges(replace(Config(), externals=frozenset()), {"a"})
    tool.add([(reference("a", "Explore"), None)], replace(USER, dialect="claude-code"))
    tool.add([(reference("a", "explore"), None)], replace(USER, dialect="crewai"))
    assert tool.ghosts["Explore"].external
    late = Edges(replace(Config(), externals=frozenset()), {"a"})
    late.add([(reference("a", "explore"), None)], replace(USER, dialect="crewai"))
    assert not late.ghosts["explore"].external
    late.add([(reference("a", "explore"), None)], connection("a", "explore", dialect="claude-code"))
    assert late.ghosts["explore"].external


def test_an_agent_that_only_patterns_name_is_covered() -> None:
    """The edge says by which pattern, unless the agent is named itself too."""
    pattern, again = (reference("a", text, line, via=True) for text, line in (("dome-*", 2), ("d*", 3)))
    plain = reference("a", "b", 4)
    assert [edge.via for edge in edges((pattern, "b"))] == ["dome-*"]
    assert [edge.via for edge in edges((again, "b"), (pattern, "b"))] == ["dome-*"]
    assert [edge.via for edge in edges((pattern, "b"), (plain, "b"))] == [None]
    assert [edge.via for edge in edges((plain, "b"))] == [None]


def test_edges_of_one_field_share_what_they_have_in_common() -> None:
    """There are millions of them: beside its ends and its reference each holds the same kind."""
    first, second = edges((reference("a", "b"), "b"), (reference("a", "c"), "c"))
    assert first.kind is second.kind
    assert getsizeof(first) == getsizeof((1, 2, 3, 4))
