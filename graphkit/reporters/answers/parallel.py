"""Parallel groups, and whether some agents can run together, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.reporters import wording
from graphkit.reporters.answers import phrases
from graphkit.reporters.document import Document, Section, name, names, points, table

if TYPE_CHECKING:
    from graphkit.analysis.groups import Chance, Groups, Obstacle, Together
    from graphkit.reporters.document import Phrase

_MOST = 20


def document(found: Groups) -> Document:
    """Return the groups, the largest group of each agent, and what one more line would make possible."""
    graph = found.graph
    groups: list[Phrase] = [(f"{len(group)}: ", *names(graph, group)) for group in found.groups]
    chances = [_chance(found, chance) for chance in found.chances]
    sizes = sorted(found.largest.items(), key=lambda item: (-item[1], item[0]))
    notes = () if found.complete else (
        ("There are too many groups to list: the search was cut off, and larger ones may exist. Try --agents.",),
    )  # fmt: skip
    at_least = "" if found.complete else " (at least)"
    return Document(
        title=("Agents that can run together: both sides declare it",),
        lead=((f"{wording.count(len(found.groups), 'group')} among {wording.count(len(graph.agents), 'agent')}.",),),
        sections=(
            Section("Groups, the largest first", points(phrases.first(groups, _MOST, "groups"))),
            Section(
                f"Largest group of each agent{at_least}",
                table(("Agent", "Agents"), ((name(graph, agent), str(size)) for agent, size in sizes if size > 1)),
            ),
            Section("Can run with no other agent", points((name(graph, agent),) for agent in found.loners)),
            Section("One line away from a larger group", points(phrases.first(chances, _MOST, "pairs"))),
        ),
        notes=notes,
    )


def _chance(found: Groups, chance: Chance) -> Phrase:
    graph = found.graph
    return (
        "if ", name(graph, chance.missing), " listed ", name(graph, chance.other),
        f", these {len(chance.group)} could run together: ", *names(graph, chance.group),
        " (", phrases.places(chance.declared)[0], " says so already)",
    )  # fmt: skip


def verdict(found: Together) -> Document:
    """Return whether the agents can run together, and each pair that speaks against it."""
    graph = found.graph
    title = ("Can ", *names(graph, found.agents), " run together?")
    if found.together:
        return Document(title, (("Yes: both sides of every pair declare it.",),))
    pairs: list[Phrase] = [_obstacle(found, obstacle) for obstacle in found.obstacles]
    verb = "is" if len(pairs) == 1 else "are"
    lead = (
        f"No: {len(pairs)} of {wording.count(_pairs(len(found.agents)), 'pair')} {verb} not declared by both sides.",
    )
    return Document(title, (lead,), (Section("What speaks against it", points(phrases.first(pairs, _MOST, "pairs"))),))


def _pairs(agents: int) -> int:
    return agents * (agents - 1) // 2


def _obstacle(found: Together, obstacle: Obstacle) -> Phrase:
    graph = found.graph
    pair: Phrase = (name(graph, obstacle.first), " and ", name(graph, obstacle.second), ": ")
    if len(obstacle.missing) > 1:
        return (*pair, "neither lists the other")
    silent = obstacle.missing[0]
    other = obstacle.second if silent == obstacle.first else obstacle.first
    where: Phrase = (" (", *phrases.places(obstacle.declared), " declares it)") if obstacle.declared else ()
    return (*pair, name(graph, silent), " does not list ", name(graph, other), *where)
