"""Typos in phrases: a workflow phrase or a key such as `to_qa_enginer` that nearly names an agent, or names none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.analysis.phrases import PREPOSITIONS, targets
from graphkit.config.defaults import EXTERNALS, GROUPS, NOBODY, PEOPLE, WILDCARDS
from graphkit.dialects import worlds
from graphkit.model.names import split, words
from graphkit.model.relations import Shape
from graphkit.model.suggestions import Misspellings
from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from graphkit.model.definitions import Definition
    from graphkit.model.graph import AgentGraph
    from graphkit.model.references import Reference


class PhraseTypo(NamedTuple):
    """A phrase that gave no edge, the name in it, and the id of the agent that is meant, None if none is near."""

    reference: Reference
    name: str
    meant: str | None


def phrase_typos(graph: AgentGraph, externals: Collection[str] = EXTERNALS) -> Iterator[PhraseTypo]:
    """Yield the phrases that nearly name an agent, and the keys of the form `to_NAME` that name none.

    A key that speaks of a group (`with_technical_teams`) or of people is no mistake, and any other phrase is free text.
    """
    phrased = [
        relation.name for relation in graph.relations.values()
        if any(field.shape in (Shape.PHRASES, Shape.KEYS) for field in relation.fields)
    ]  # fmt: skip
    linked = {
        (reference.agent, reference[3:])  # its place
        for relation in phrased
        for edge in graph.of_relation(relation)
        for reference in edge.references
    }
    near: dict[str, _NearAgents] = {}
    for agent in graph.agents.values():
        for reference in agent.references:
            if reference.kind.phrase and (agent.id, reference[3:]) not in linked:
                world = worlds.world(agent)
                if world not in near:
                    near[world] = _NearAgents(graph, world)
                if typo := _typo(agent, reference, near[world], externals):
                    yield typo


class _NearAgents:
    """The agents of a world by misspelt names."""

    def __init__(self, graph: AgentGraph, world: str) -> None:
        self._ids: dict[str, str] = {}
        for agent in graph.agents.values():
            if worlds.world(agent) == world:
                self._ids |= dict.fromkeys(agent.aliases, agent.id)
        self._names = Misspellings(self._ids)

    def meant(self, name: tuple[str, ...], but: str) -> str | None:
        """Return the id of the one agent that a name is a misspelling of; it is not `but`."""
        ids = {self._ids[found] for found in self._names.of(name)}
        return ids.pop() if len(ids) == 1 and but not in ids else None


def _typo(agent: Definition, reference: Reference, near: _NearAgents, externals: Collection[str]) -> PhraseTypo | None:
    said = split(reference.text)
    is_key = reference.label is not None and said[0] in PREPOSITIONS
    if is_key:
        found = near.meant(said[1:], agent.id)
        name = "_".join(said[1:])
        return PhraseTypo(reference, name, found) if found or _may_be_an_agent(said[1:], externals) else None
    for target in targets(said):
        for length in range(len(target), 0, -1):
            # A single word counts only where nothing else follows: `to_tester`, not `to_test_it_all`.
            if (length > 1 or len(target) == 1) and (found := near.meant(target[:length], agent.id)):
                return PhraseTypo(reference, "_".join(target[:length]), found)
    return None


def _may_be_an_agent(name: tuple[str, ...], externals: Collection[str]) -> bool:
    if not name or (name[-1].endswith("s") and not name[-1].endswith("ss")):
        return False  # several: a group
    joined = "-".join(name)
    if joined in externals or joined in WILDCARDS or joined in NOBODY or words(joined) != name:
        return False
    return (GROUPS | PEOPLE).isdisjoint(name)
