"""References are gathered into edges, and names without a definition into ghosts."""

from __future__ import annotations

from collections import defaultdict
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from graphkit.dialects import worlds
from graphkit.model.edges import Edge, EdgeKind, Ghost, edge_of
from graphkit.model.names import canonical, without_remark
from graphkit.model.relations import Direction

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graphkit.config import Config
    from graphkit.model.definitions import Definition, Link
    from graphkit.model.references import Reference, ReferenceKind
    from graphkit.model.spans import Span

_BY_PLACE = itemgetter(slice(3, None))


class Edges:
    """Gathers references into edges: one for each relation, source, target and label."""

    def __init__(self, config: Config, agents: set[str]) -> None:
        self._agents = agents
        self.ghosts: dict[str, Ghost] = {}
        self._spelling: dict[str, str] = {}
        self._externals = config.externals
        self._symmetric = {relation.name for relation in config.relations if relation.symmetric}
        self.connection_ends: list[tuple[Span, str]] = []
        self._found: defaultdict[str, defaultdict[str, dict[str, Reference | list[Reference]]]]
        self._found = defaultdict(lambda: defaultdict(dict))
        """By relation, source and target what declares an edge; nearly always that is one reference."""
        self._kinds: dict[tuple[Any, ...], EdgeKind] = {}

    def add(self, said: Iterable[tuple[Reference, str | None]], user: Definition | Link) -> None:
        """Take the references of a user, each with the id of the agent that it names, or None where that is a ghost."""
        found, symmetric = self._found, self._symmetric
        for reference, named in said:
            end = self._ghost(reference, user) if named is None else named
            agent, kind = reference.agent, reference.kind
            relation, direction = kind.relation, kind.direction
            both_ways = direction is Direction.BOTH or relation in symmetric
            turned = end < agent if both_ways else direction is Direction.IN
            source, target = (end, agent) if turned else (agent, end)
            targets = found[relation][source]
            held = targets.get(target)
            if held is None:
                targets[target] = reference
            elif isinstance(held, list):
                held.append(reference)
            else:
                targets[target] = [held, reference]

    def sorted(self) -> tuple[Edge, ...]:
        """Return the edges by relation, source, target and label; what was gathered is given up for them."""
        found: list[Edge] = []
        for relation in sorted(self._found):
            self._move(relation, found)
        return tuple(found)

    def _move(self, relation: str, found: list[Edge]) -> None:
        """Make the edges of a relation, one after the other, so that all walks over them are fast.

        What was gathered is given up source by source, so that it is never in memory together with all edges.
        """
        gathered, ghosts, symmetric = self._found.pop(relation), self.ghosts, relation in self._symmetric
        last: ReferenceKind | None = None
        edge_kind: EdgeKind | None = None
        for source in sorted(gathered):
            targets = gathered.pop(source)
            is_agent = source not in ghosts
            for target in sorted(targets) if len(targets) > 1 else targets:
                said, resolved = targets[target], is_agent and target not in ghosts
                if isinstance(said, list):
                    found += self._several(source, target, said, resolved=resolved)
                    continue
                kind = said.kind
                if edge_kind is None or kind is not last or resolved is not edge_kind.resolved or kind.via:
                    both_ways, via = symmetric or kind.direction is Direction.BOTH, said.text if kind.via else None
                    edge_kind = self._kind(relation, kind.label or None, both_ways, resolved, via, kind.prose)
                    last = kind
                found.append(edge_of((source, target, edge_kind, said)))

    def _several(self, source: str, target: str, said: list[Reference], *, resolved: bool) -> Iterator[Edge]:
        """Yield the edges from one agent to another: one for each label, sorted, its references by their places."""
        said.sort(key=_BY_PLACE)
        labels = {one.kind.label or "" for one in said}
        for label in sorted(labels):
            references = said if len(labels) == 1 else [one for one in said if (one.kind.label or "") == label]
            kinds = [one.kind for one in references]
            both_ways = kinds[0].relation in self._symmetric or Direction.BOTH in [kind.direction for kind in kinds]
            via = references[0].text if all(kind.via for kind in kinds) else None
            prose = all(kind.prose for kind in kinds)
            kind = self._kind(kinds[0].relation, label or None, both_ways, resolved, via, prose)
            yield edge_of((source, target, kind, *references))

    def _kind(self, *parts: Any) -> EdgeKind:
        """Return the kind that has these parts; edges that are alike share it."""
        kind = self._kinds.get(parts)
        if kind is None:
            kind = self._kinds[parts] = EdgeKind(*parts)
        return kind

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
