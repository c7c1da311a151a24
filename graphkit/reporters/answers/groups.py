"""Who can run together, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.reporters import wording
from graphkit.reporters.answers import phrases
from graphkit.reporters.document import Document, Section, name, names, points, table

if TYPE_CHECKING:
    from graphkit.analysis.groups import Chance, Groups
    from graphkit.reporters.document import Phrase

_MOST = 20


def document(found: Groups) -> Document:
    """Return the groups, the largest one of each agent, and what one more line would make possible."""
    graph = found.graph
    groups: list[Phrase] = [(f"{len(group)}: ", *names(graph, group)) for group in found.groups]
    chances = [_chance(found, chance) for chance in found.chances]
    sizes = sorted(found.largest.items(), key=lambda item: (-item[1], item[0]))
    notes = () if found.complete else (
        ("There are too many groups to list: the search was cut off, and larger ones may exist. Try --select.",),
    )  # fmt: skip
    at_least = "" if found.complete else " (at least)"
    return Document(
        title=("Who can run together: both sides declare it",),
        lead=((f"{wording.count(len(found.groups), 'group')} among {wording.count(len(graph.agents), 'agent')}.",),),
        sections=(
            Section("Groups, the largest first", points(phrases.first(groups, _MOST, "groups"))),
            Section(
                f"Largest group of each agent{at_least}",
                table(("Agent", "Agents"), ((name(graph, agent), str(size)) for agent, size in sizes if size > 1)),
            ),
            Section("Can run with nobody", points((name(graph, agent),) for agent in found.loners)),
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
