"""Open Agent Specification: components within components, or referenced by id; agents are found wherever they are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from graphkit.model.definitions import End, Link, Reading
from graphkit.model.names import canonical
from graphkit.model.spans import Span
from graphkit.model.values import Mapping, Scalar, Sequence, Value
from graphkit.readers import definition
from graphkit.readers.fields import Fields
from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.config import Config
    from graphkit.model.definitions import Definition
    from graphkit.model.dialects import Dialect
    from graphkit.model.spans import Source

_REFERENCE = "$component_ref"
_SHARED = "$referenced_components"
_GROUPS = ("Swarm", "ManagerWorkers", "Flow")
_DEEPEST = 60


class _Component(NamedTuple):
    """One component: its type, what it is known by, and its entries."""

    kind: str
    name: Scalar
    id: str
    entries: tuple[tuple[Scalar, Value], ...]

    @property
    def is_agent(self) -> bool:
        """Whether it is an agent, and no group of them."""
        return self.kind.endswith("Agent")


def read(source: Source, fields: Fields, dialect: Dialect, config: Config) -> Reading:
    """Return the agents of a specification, and what its swarms, managers and flows say of them."""
    parts: dict[str, _Component] = {}
    top = Mapping(tuple(fields.entries), 1, 1)
    for part in _components(top):
        parts.setdefault(part.id, part)
    group = _Groups(parts, source, dialect.name)
    links = [link for part in parts.values() for link in group.links(part)]
    agents = [part for part in parts.values() if part.is_agent or part.id in group.members]
    definitions = tuple(_definition(part, source, dialect, config) for part in agents)
    return Reading(definitions, links=tuple(links))


def _components(value: Value, key: str = "", above: str = "", depth: int = 0) -> Iterator[_Component]:
    """Yield every component below a value; one that is there to be referenced is known by its key too."""
    if depth > _DEEPEST:
        return
    if isinstance(value, Sequence):
        for item in value.items:
            yield from _components(item, depth=depth + 1)
    elif isinstance(value, Mapping):
        row = Fields(value.entries)
        kind, name = row.scalar(("component_type",)), row.scalar(("name",))
        if kind is not None:
            known = row.scalar(("id",))
            shared = key if above == _SHARED else ""
            yield _Component(
                kind.text, name or known or kind, known.text if known else shared or _inline(row), value.entries
            )
        for inner, below in value.entries:
            yield from _components(below, inner.text, key, depth + 1)


def _inline(row: Fields) -> str:
    """Return what a component without an id is known by: a node and its agent may well have one name."""
    kind, name = row.scalar(("component_type",)), row.scalar(("name",))
    return f"{kind.text if kind else ''}:{name.text if name else ''}"


class _Groups:
    """What groups of agents say; `members` are the groups that are members of another one."""

    def __init__(self, parts: dict[str, _Component], source: Source, dialect: str) -> None:
        self._parts, self._source, self._dialect = parts, source, dialect
        self.members: set[str] = set()

    def links(self, part: _Component) -> Iterator[Link]:
        """Yield the connections that a component makes between agents."""
        row = Fields(part.entries)
        if part.kind == "Swarm":
            for _, pair in row.at("relationships.*"):
                ends = [self._end(one) for one in pair.items] if isinstance(pair, Sequence) else []
                if len(ends) == 2:
                    yield from self._link("handoff", "relationships", *ends)
        elif part.kind == "ManagerWorkers":
            for _, manager in row.at("group_manager"):
                for _, worker in row.at("workers.*"):
                    yield from self._link("delegation", "workers", self._end(manager), self._end(worker))
        elif part.kind == "Flow":
            yield from self._flow(row)

    def _flow(self, row: Fields) -> Iterator[Link]:
        """Yield the connections of a flow: from each agent to the next ones, through nodes that are no agents."""
        after: dict[str, list[str]] = {}
        for _, edge in row.at("control_flow_connections.*"):
            ends = Fields(edge.entries) if isinstance(edge, Mapping) else Fields(())
            for _, start in ends.at("from_node"):
                for _, goal in ends.at("to_node"):
                    after.setdefault(self._id(start), []).append(self._id(goal))
        agents = {node: end for node in {*after, *(goal for goals in after.values() for goal in goals)}
                  if (end := self._agent_of(node))}  # fmt: skip
        for node in sorted(agents):
            pending, seen = list(after.get(node, ())), {node}
            while pending:
                step = pending.pop()
                if step in seen:
                    continue
                seen.add(step)
                if step in agents:
                    yield from self._link("workflow", "control_flow_connections", agents[node], agents[step])
                else:
                    pending += after.get(step, ())

    def _agent_of(self, node: str) -> End | None:
        """Return the agent that a node of a flow runs."""
        part = self._parts.get(node)
        values = Fields(part.entries).at("agent") if part is not None and part.kind == "AgentNode" else ()
        return next((self._end(value) for _, value in values), None)

    def _end(self, value: Value) -> End | None:
        """Return an agent as it is named: by a reference, or by a component in its place."""
        part = self._parts.get(self._id(value))
        row = Fields(value.entries) if isinstance(value, Mapping) else Fields(())
        written = row.scalar((_REFERENCE,)) or row.scalar(("name",)) or row.scalar(("id",))
        if written is None:
            return None
        if part is not None and part.kind in _GROUPS:
            self.members.add(part.id)
        return End(written.text, Span(self._source.path, written.line, written.column, written.width))

    @staticmethod
    def _id(value: Value) -> str:
        row = Fields(value.entries) if isinstance(value, Mapping) else Fields(())
        known = row.scalar((_REFERENCE,)) or row.scalar(("id",))
        return known.text if known else _inline(row)

    def _link(self, relation: str, field: str, one: End | None, other: End | None) -> Iterator[Link]:
        if one is not None and other is not None and canonical(one.text) != canonical(other.text):
            yield Link(relation, field, one, other, self._source.path, self._dialect)


def _definition(part: _Component, source: Source, dialect: Dialect, config: Config) -> Definition:
    span = Span(source.path, part.name.line, part.name.column, part.name.width)
    made = definition.build(source, part.entries, part.name.text, span, config, dialect=dialect, name=part.name)
    return replace(made, root=source.path, group=definition.stem(source.path))
