"""What is beside the agents and calls them is joined to the graph, and nothing is where nothing calls."""

from __future__ import annotations

from dataclasses import replace

from graphkit.config import Config
from graphkit.link import Surroundings, link
from graphkit.link.calls import ignores
from graphkit.model.call_sites import CallSite
from graphkit.model.calls import CallerSource, CallerText
from graphkit.model.definitions import Reading, Skipped
from graphkit.model.findings import InlineIgnore
from graphkit.model.graph import AgentGraph
from graphkit.model.spans import Span
from tests.unit.link.made import definition

GO = CallerSource("commands/go.md", "commands/go.md", "agents", "command", "go")


def call(name: str, line: int, path: str = GO.path) -> CallSite:
    """Return a call of an agent by a tool."""
    return CallSite("subagent_type", name, Span(path, line, 1, len(name)))


def team(*texts: CallerText, config: Config | None = None, **more: object) -> AgentGraph:
    """Link cook and mate, and what calls them."""
    cook = replace(definition("agents/cook.md"), **more)  # type: ignore[arg-type]
    readings = [
        Reading((cook,)),
        Reading((definition("agents/mate.md"),)),
        Reading(skipped=Skipped("agents/smith.md", "x")),
    ]
    sources = [text.source for text in texts]
    return link(readings, config or Config(), Surroundings(texts, sources))


def test_without_a_call_there_are_no_callers() -> None:
    """Nothing is looked for."""
    made = team()
    assert (made.callers, made.calls, made.dead_calls) == ({}, (), ())


def test_calls_in_an_agents_body_are_delegations() -> None:
    """Of others, not of itself; one that leads nowhere is kept with its cause."""
    path = "agents/cook.md"
    made = team(calls=(call("mate", 4, path), call("cook", 5, path), call("sailor", 6, path)))
    (edge,) = made.edges
    assert (edge.source, edge.target, edge.relation) == ("cook", "mate", "delegation")
    assert (edge.references[0].field, edge.references[0].text, str(edge.references[0].span)) == (
        "subagent_type", "mate", "agents/cook.md:4:1",
    )  # fmt: skip
    assert [(dead.source, dead.name, dead.form, dead.span.line) for dead in made.dead_calls] == [
        ("cook", "sailor", "subagent_type", 6)
    ]
    assert made.calls == ()


def test_calls_of_callers_are_edges_of_their_own() -> None:
    """One for each caller and agent, with all places in order; the caller has its name and file."""
    made = team(CallerText(GO, (call("mate", 9), call("cook", 2), call("mate", 3), call("gone", 5))))
    assert [(one.source, one.target, [made.span.line for made in one.references]) for one in made.calls] == [
        ("command:go", "cook", [2]), ("command:go", "mate", [3, 9]),
    ]  # fmt: skip
    assert all(one.relation == "calls" and not one.symmetric and one.resolved for one in made.calls)
    caller = made.callers["command:go"]
    assert (caller.kind, caller.name, str(caller.span), caller.root, caller.plugin) == (
        "command", "go", "commands/go.md:1:1", "agents", None,
    )  # fmt: skip
    assert [(dead.source, dead.name) for dead in made.dead_calls] == [("command:go", "gone")]


def test_a_caller_without_a_call_is_none() -> None:
    """One whose only call is dead is one, for the finding is about it."""
    other = replace(GO, path="commands/x.md", name="x")
    made = team(CallerText(GO, (call("gone", 5),)), CallerText(other))
    assert list(made.callers) == ["command:go"]


def test_dead_calls_are_in_the_order_of_their_places() -> None:
    """Those of agents and of callers together."""
    made = team(CallerText(GO, (call("gone", 5), call("lost", 1))), calls=(call("smith", 6, "agents/cook.md"),))
    assert [(dead.name, dead.certain) for dead in made.dead_calls] == [("smith", False), ("lost", True), ("gone", True)]
    assert made.dead_calls[0].cause == "`agents/smith.md` has that name, and is not read as an agent"


def test_skills_and_commands_may_be_meant_by_a_name() -> None:
    """A call of one is a doubt; a file of a skill besides its main one is not meant."""
    sail = CallerSource("skills/sail/SKILL.md", "skills/sail/SKILL.md", "agents", "skill", "sail")
    part = CallerSource("skills/sail/deck.md", "skills/sail/deck.md", "agents", "skill", "sail", main=False)
    script = CallerSource("scripts/hoist.js", "scripts/hoist.js", "agents", "workflow", "hoist")
    made = team(
        CallerText(GO, (call("sail", 1), call("deck", 2), call("hoist", 3))),
        CallerText(sail),
        CallerText(part),
        CallerText(script),
    )
    assert [(dead.name, dead.certain) for dead in made.dead_calls] == [("sail", False), ("deck", True), ("hoist", True)]


def test_where_all_roots_are_one_callers_are_in_it_too() -> None:
    """So that they call the agents of every tool."""
    readings = [Reading((definition(".claude/agents/cook.md"),)), Reading((definition(".opencode/agent/mate.md"),))]
    source = replace(GO, root=".claude/agents", path=".claude/commands/go.md")
    beside = Surroundings([CallerText(source, (call("mate", 2),))], [source])
    assert link(readings, Config(), beside).calls == ()
    assert [one.target for one in link(readings, Config(merge=True), beside).calls] == ["mate"]
    assert link([], Config(merge=True), beside).calls == ()


def test_ignores_of_agents_and_of_callers_count() -> None:
    """In all files."""
    here, there = (InlineIgnore(Span(path, 1, 1), ("GK101",), 1, None) for path in ("a.md", "b.md"))
    found = ignores([Reading(ignores=(here,))], Surroundings([CallerText(GO, ignores=(there,))]))
    assert list(found) == [here, there]
