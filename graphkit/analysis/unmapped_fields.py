"""Fields that no relation reads, though they seem to: their values name agents, or their names are near a known one."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from graphkit.analysis.unread_fields import LONGEST, fields, speaks, step
from graphkit.model.names import canonical, words
from graphkit.model.spans import Span
from graphkit.model.values import Mapping, Scalar

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from collections.abc import Mapping as ReadOnly

    from graphkit.analysis.unread_fields import Unread
    from graphkit.model.definitions import Definition
    from graphkit.model.graph import AgentGraph
    from graphkit.model.values import Value

_NAMES = ("agent", "name", "id", "to", "target")


class Named(NamedTuple):
    """One text that names an agent: in whose definition, whom, and where."""

    agent: str
    target: str
    span: Span


@dataclass(slots=True)
class Unmapped:
    """A field that names agents and is no relation. `texts` counts all its values, `named` those that name agents."""

    path: str
    texts: int = 0
    named: list[Named] = field(default_factory=list)

    @property
    def files(self) -> int:
        """In how many files it names agents."""
        return len({one.span.path for one in self.named})

    @property
    def targets(self) -> list[str]:
        """The agents that it names, sorted."""
        return sorted({one.target for one in self.named})


class Misspelt(NamedTuple):
    """A field whose name is near one that is read, and the places where it stands."""

    path: str
    meant: str
    spans: tuple[Span, ...]


def naming(graph: AgentGraph, entries: Sequence[Unread]) -> list[Unmapped]:
    """Return those of the unread fields that most probably are relations nobody told of, by their paths."""
    names = _names(graph)
    rows = {path: Unmapped(path) for path in _promising(entries, names)}
    for agent, path, value in fields(entries) if rows else ():
        if path in rows:
            texts = _listed(value)
            rows[path].texts += len(texts)
            for text in texts:
                target = names[agent.root].get(canonical(text.text))
                if target is not None and target != agent.id:
                    rows[path].named.append(Named(agent.id, target, _span(agent, text)))
    return [row for _, row in sorted(rows.items()) if _is_convincing(row, graph)]


def misspelt(entries: Iterable[Unread]) -> list[Misspelt]:
    """Return those of the unread fields whose names are near one that is read, by their names."""
    places: defaultdict[tuple[str, str], list[Span]] = defaultdict(list)
    for agent, key, _, judged in entries:
        if judged.near:
            places[step(key.text), judged.near].append(_span(agent, key))
    return [Misspelt(name, meant, tuple(sorted(spans))) for (name, meant), spans in sorted(places.items())]


def _promising(entries: Iterable[Unread], names: ReadOnly[str, ReadOnly[str, str]]) -> set[str]:
    """Return the paths under which a name stands at all: each text is judged once, wherever and however often it is."""
    lines: defaultdict[str, set[str]] = defaultdict(set)
    items: defaultdict[str, set[str]] = defaultdict(set)
    for _, path, value in fields(entries):
        if isinstance(value, Scalar):
            lines[path].add(value.text)
        elif isinstance(value, Mapping):
            items[path].update([key.text for key, _ in value.entries])
        else:
            items[path].update([text.text for text in _listed(value)])
    for path, said in lines.items():
        items[path].update(piece for text in said for piece in text.split(",") if len(piece) <= LONGEST)
    known = frozenset[str]().union(*names.values())
    return {path for path, said in items.items() if not known.isdisjoint(map(canonical, said))}


def _is_convincing(row: Unmapped, graph: AgentGraph) -> bool:
    """Tell whether most values name agents, and not by the accident that an agent is called like a topic."""
    if not row.named or 2 * len(row.named) < row.texts:
        return False
    long = [one for one in row.named if len(words(graph.label(one.target))) > 1]
    return bool(long) or (speaks(row.path) and 5 * len(row.named) >= 4 * row.texts)


def _names(graph: AgentGraph) -> dict[str, dict[str, str]]:
    """Return by root whom each name means."""
    found: dict[str, dict[str, str]] = {}
    for agent in graph.agents.values():
        names = map(canonical, (*agent.aliases, agent.name))
        found.setdefault(agent.root, {}).update(dict.fromkeys(names, agent.id))
    return found


def _listed(value: Value) -> list[Scalar]:
    if isinstance(value, Scalar):
        return _pieces(value)
    if isinstance(value, Mapping):
        return [key for key, _ in value.entries if len(key.text) <= LONGEST]
    found: list[Scalar] = []
    for item in value.items:
        if isinstance(item, Scalar) and item.text.strip() and len(item.text) <= LONGEST:
            found.append(item)
        elif isinstance(item, Mapping):
            named = {key.text: inner for key, inner in item.entries}
            found += (text for key in _NAMES if isinstance(text := named.get(key), Scalar))
    return found


def _pieces(value: Scalar) -> list[Scalar]:
    """Return what stands between the commas of a text; nothing for one that is no list of names but a sentence."""
    column = value.column + (1 if value.quoted and value.width > 1 else 0)
    found: list[Scalar] = []
    for piece in value.text.split(","):
        if len(piece) > LONGEST:
            return []
        if text := piece.strip():
            found.append(Scalar(text, value.line, column + piece.index(text), len(text), value.quoted))
        column += len(piece) + 1
    return found


def _span(agent: Definition, scalar: Scalar) -> Span:
    return Span(agent.path, scalar.line, scalar.column, scalar.width)
