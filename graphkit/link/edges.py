"""References are gathered into edges, and names without a definition into ghosts."""

from __future__ import annotations

from collections import defaultdict
from itertools import islice, zip_longest
from operator import itemgetter
from typing import TYPE_CHECKING

from graphkit.dialects import worlds
from graphkit.model.graph import Edge, Ghost
from graphkit.model.names import canonical, without_remark
from graphkit.model.relations import Direction

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from graphkit.config import Config
    from graphkit.model.definitions import Definition, Link
    from graphkit.model.references import Reference
    from graphkit.model.spans import Span


class Edges:
    """Gathers references into edges: one for each relation, source, target and label."""

    def __init__(self, config: Config, agents: set[str]) -> None:
        self._agents = agents
        self.ghosts: dict[str, Ghost] = {}
        self._spelling: dict[str, str] = {}
        self._externals = config.externals
        self._symmetric = {relation.name for relation in config.relations if relation.symmetric}
        self.connection_ends: list[tuple[Span, str]] = []
        self._found: defaultdict[str, defaultdict[str, list[tuple[str, Reference]]]]
        self._found = defaultdict(lambda: defaultdict(list))

    def add(self, said: Iterable[tuple[Reference, str | None]], user: Definition | Link) -> None:
        """Take the references of a user, each with the id of the agent that it names, or None where that is a ghost."""
        for reference, named in said:
            end = self._ghost(reference, user) if named is None else named
            agent, kind = reference.agent, reference.kind
            relation, direction = kind.relation, kind.direction
            if direction is Direction.BOTH or relation in self._symmetric:
                turned = end < agent
            else:
                turned = direction is Direction.IN
            self._found[relation][end if turned else agent].append((agent if turned else end, reference))

    def sorted(self) -> tuple[Edge, ...]:
        """Return the edges by relation, source, target and label; what was gathered is given up for them."""
        return tuple([edge for relation in sorted(self._found) for edge in self._of(relation)])

    def _of(self, relation: str) -> Iterator[Edge]:
        """Yield the edges of a relation. They are made one after the other, so that all walks over them are fast.

        What was gathered is given up source by source, so that it is never in memory together with all edges.
        """
        gathered = self._found.pop(relation)
        for source in sorted(gathered):
            yield from self._from(source, relation, gathered.pop(source))

    def _from(self, source: str, relation: str, found: list[tuple[str, Reference]]) -> Iterator[Edge]:
        found.sort(key=itemgetter(0))
        symmetric, ghosts = relation in self._symmetric, self.ghosts
        held: list[Reference] = []
        for (target, reference), after in zip_longest(found, islice(found, 1, None)):
            if after is not None and after[0] == target:
                held.append(reference)
                continue
            resolved = source not in ghosts and target not in ghosts
            if held:
                for label, said in _by_label([*held, reference]):
                    both_ways = symmetric or any(one.direction is Direction.BOTH for one in said)
                    yield Edge(source, target, relation, label, both_ways, resolved, said, _via(said))
                held = []
            else:
                kind = reference.kind
                both_ways = symmetric or kind.direction is Direction.BOTH
                via = reference.text if kind.via else None
                yield Edge(source, target, relation, kind.label or None, both_ways, resolved, (reference,), via)

    def _ghost(self, reference: Reference, user: Definition | Link) -> str:
        """Return the id of a ghost: its name as it is written first, whatever its later spellings.

        Where another world has an agent of that name, the id says which root lacks it.
        """
        written = reference.file or without_remark(reference.text)
        key = canonical(written)
        name = self._spelling.setdefault(key, written)
        ghost = f"{name}@{user.root}" if name in self._agents else name
        known = self.ghosts.get(ghost)
        if known is None or not known.external:
            is_other_file = bool(reference.file) and not reference.firm
            by_name = not reference.file and (key in self._externals or worlds.is_external(key, user))
            external = is_other_file or by_name
            self.ghosts[ghost] = Ghost(ghost, name, external)
        return ghost


def _via(references: Sequence[Reference]) -> str | None:
    """Return the pattern by which alone an agent is named, None if it is named itself too."""
    return references[0].text if all(reference.via for reference in references) else None


def _by_label(references: list[Reference]) -> Iterator[tuple[str | None, tuple[Reference, ...]]]:
    """Yield each label, sorted, with the references that have it in the order of their places."""
    labels: dict[str, list[Reference]] = {}
    for reference in sorted(references, key=lambda reference: reference.span):
        labels.setdefault(reference.label or "", []).append(reference)
    return ((label or None, tuple(labels[label])) for label in sorted(labels))
