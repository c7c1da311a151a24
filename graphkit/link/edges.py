"""References are gathered into edges, and names without a definition into ghosts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit import scopes
from graphkit.model.graph import Edge, Ghost
from graphkit.model.names import bare, canonical
from graphkit.model.relations import Direction

if TYPE_CHECKING:
    from graphkit.config import Config
    from graphkit.model.definitions import Definition, Link, Reference


class Edges:
    """Gathers references into edges: one for each relation, source, target and label."""

    def __init__(self, config: Config, agents: set[str]) -> None:
        self._agents = agents
        self.ghosts: dict[str, Ghost] = {}
        self._spelling: dict[str, str] = {}
        self._externals = config.externals
        self._symmetric = {relation.name for relation in config.relations if relation.symmetric}
        self._found: dict[tuple[str, str, str, str], list[Reference]] = {}
        self._both_ways: set[tuple[str, str, str, str]] = set()

    def add(self, reference: Reference, end: str) -> None:
        """Take a reference; `end` is the id of the agent or ghost that it names."""
        source, target = (end, reference.agent) if reference.direction is Direction.IN else (reference.agent, end)
        symmetric = reference.direction is Direction.BOTH or reference.relation in self._symmetric
        if symmetric and target < source:
            source, target = target, source
        key = (reference.relation, source, target, reference.label or "")
        self._found.setdefault(key, []).append(reference)
        if symmetric:
            self._both_ways.add(key)

    def sorted(self) -> tuple[Edge, ...]:
        """Return the edges by relation, source, target and label; what was gathered is given up for them."""
        edges = []
        keys = sorted(self._found, reverse=True)
        while keys:
            relation, source, target, label = key = keys.pop()
            references = self._found.pop(key)
            if len(references) > 1:
                references.sort(key=lambda reference: reference.span)
            resolved = source not in self.ghosts and target not in self.ghosts
            both_ways = key in self._both_ways
            edges.append(Edge(source, target, relation, label or None, both_ways, resolved, tuple(references)))
        return tuple(edges)

    def ghost(self, reference: Reference, user: Definition | Link) -> str:
        """Return the id of a ghost: its name as it is written first, whatever its later spellings.

        Where another world has an agent of that name, the id says which root lacks it.
        """
        key = canonical(reference.text)
        name = self._spelling.setdefault(key, bare(reference.text))
        ghost = f"{name}@{user.root}" if name in self._agents else name
        known = self.ghosts.get(ghost)
        if known is None or not known.external:
            self.ghosts[ghost] = Ghost(ghost, name, key in self._externals or key in scopes.externals(user.dialect))
        return ghost
