"""Unmapped fields: unread fields that seem to be relations, for they name agents or have nearly the name of one."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import field
from functools import cached_property
from itertools import chain
from posixpath import dirname, normpath
from typing import TYPE_CHECKING

from graphkit.analysis.unread_fields import names_listed, unread
from graphkit.config.defaults import EXTERNALS, NOBODY, WILDCARDS
from graphkit.model.names import canonical, plain_key, without_remark, words
from graphkit.model.spans import Span
from graphkit.model.values import Mapping, Scalar
from graphkit.support.patterns import pattern
from graphkit.support.records import NamedTuple, dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from graphkit.analysis.unread_fields import KeyMeaning, UnreadField
    from graphkit.model.definitions import Definition
    from graphkit.model.graph import AgentGraph
    from graphkit.model.values import Value

_PREPOSITION = re.compile(r"^(?:to|with|from|for|by)[_-]", re.IGNORECASE)
_NAME = pattern(r"@?[^\W\d_][\w.'-]*(?: [A-Z][\w.'-]*){0,4}")
"""What may be the name of an agent that no definition has: one word, or several that begin with a capital."""


class Named(NamedTuple):
    """One text that names an agent: the agent in whose definition it is, the agent it names, and its place."""

    agent: str
    target: str
    span: Span


@dataclass(slots=True)
class Unmapped:
    """A field that is no relation and seems to be one.

    `texts` counts its values, `named` are those that name agents, `unknown` those that may be names of agents that no
    definition has. `speaks` and `declares` are said by its key.
    """

    path: str
    texts: int = 0
    speaks: bool = False
    phrased: bool = False
    """Whether a key says more than a name: `notify_mail_carrier`."""
    declares: bool = False
    named: list[Named] = field(default_factory=list)
    unknown: list[Named] = field(default_factory=list)

    @property
    def files(self) -> int:
        """The number of files in which it names agents."""
        return len({one.span.path for one in self.named})

    @property
    def targets(self) -> list[str]:
        """The agents that it names, sorted."""
        return sorted({one.target for one in self.named})


class Misspelt(NamedTuple):
    """A field with nearly the name of one that is read: the places of its keys, and the agents that it names.

    `path` is spelled as in the first file.
    """

    path: str
    meant: str
    spans: tuple[Span, ...]
    named: tuple[Named, ...]


class UnmappedFields(NamedTuple):
    """The unread fields of a graph that seem to be relations: no field is in both lists."""

    misspelt: list[Misspelt]
    naming: list[Unmapped]


def unmapped(graph: AgentGraph) -> UnmappedFields:
    """Return the fields that are misspelt, and those that name agents or whose key says so, by their paths."""
    fields = unread(graph)
    if not fields:
        return UnmappedFields([], [])
    names = _Names(graph)
    naming = _naming(graph, fields, names)
    paths = {row.path for row in naming if row.named}
    # A field of the name that is known in another place is misspelt only if nothing shows that a relation is meant.
    misspelt = [
        row
        for row in _misspelt(fields, names)
        if "." not in row.meant or "." in row.path or plain_key(row.path) not in paths
    ]
    known = {plain_key(row.path) for row in misspelt}
    return UnmappedFields(misspelt, [row for row in naming if row.path not in known])


def places_of(graph: AgentGraph, target: str) -> list[Span]:
    """Return the places at which unread fields name an agent, also in fields that may be no relations.

    A name of one word counts only in a field that seems to be a relation: elsewhere it may be a topic.
    """
    misspelt, naming = unmapped(graph)
    rows = chain(chain.from_iterable(row.named for row in misspelt), chain.from_iterable(row.named for row in naming))
    found = {one.span for one in rows if one.target == target}
    if len(words(graph.label(target))) > 1:
        names = _Names(graph)
        found |= {
            _span(agent, text)
            for agent, _, value, _, _ in unread(graph)
            for text in names_listed(value)
            if names.of(agent, text.text) == target and not text.text.casefold().endswith(".md")
        }
    return sorted(found)


def _naming(graph: AgentGraph, fields: Sequence[UnreadField], names: _Names) -> list[Unmapped]:
    """Return the fields that most probably are relations."""
    rows: dict[str, Unmapped] = {}
    silent: defaultdict[tuple[str, int, bool], dict[str | tuple[str, ...], int]] = defaultdict(dict)
    """How many texts are in a value that names nobody, by the value: most are in many definitions."""
    for agent, _, value, meaning, below_topic in fields:
        row = rows.get(meaning.path)
        if row is None:
            row = rows[meaning.path] = Unmapped(meaning.path, speaks=meaning.speaks, declares=meaning.declares)
        is_topic = meaning.topic or (below_topic and not meaning.speaks)
        # Meanings are there once for each key, so that their ids tell them apart.
        known = silent[agent.root, id(meaning), is_topic]
        said = value.text if isinstance(value, Scalar) else _keys(value)
        if said is not None and said in known:
            row.texts += known[said]
        else:
            before = row.texts
            if not _take(row, agent, value, names, meaning, is_topic=is_topic) and said is not None:
                known[said] = row.texts - before
    answered = _answered(rows.values())
    return [row for _, row in sorted(rows.items()) if _is_convincing(row, graph, answered)]


def _keys(value: Value) -> tuple[str, ...] | None:
    """Return the keys of a mapping, which are all that it may name agents by; None for a list."""
    return tuple([key.text for key, _ in value.entries]) if isinstance(value, Mapping) else None


def _take(
    row: Unmapped, agent: Definition, value: Value, names: _Names, meaning: KeyMeaning, *, is_topic: bool
) -> bool:
    """Count the texts of a value; return whether one of them names an agent, or in another definition might do so."""
    as_key, speaks = isinstance(value, Mapping), False
    for text in names_listed(value):
        row.texts += 1
        target = names.of_file(agent, text.text) if is_topic else names.of(agent, text.text, as_key=as_key)
        speaks = speaks or target is not None or text.text.casefold().endswith(".md")
        if target is not None and target != agent.id:
            row.named.append(Named(agent.id, target, _span(agent, text)))
            row.phrased = row.phrased or (as_key and names.of(agent, text.text) is None)
        elif target is None and meaning.declares and _is_name(text.text, as_key=as_key):
            row.unknown.append(Named(agent.id, text.text, _span(agent, text)))
            speaks = True
    return speaks


def _answered(rows: Iterable[Unmapped]) -> set[str]:
    """Return the paths of fields whose agents name each other: `mentors` of one, and `mentored_by` of the other."""
    said: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for row in rows:
        for one in row.named:
            said[one.agent, one.target].add(row.path)
    return {
        path for (agent, target), paths in said.items() for path in paths if said.get((target, agent), set()) - {path}
    }


def _is_convincing(row: Unmapped, graph: AgentGraph, answered: set[str]) -> bool:
    """Return whether most values name agents, and not by the accident that an agent is called like a topic."""
    if row.declares and row.texts and len(row.named) + len(row.unknown) == row.texts:
        return True
    if not row.named or 2 * len(row.named) < row.texts:
        return False
    long = any(len(words(graph.label(one.target))) > 1 for one in row.named)
    return long or ((_any_speaks(row) or row.path in answered) and 5 * len(row.named) >= 4 * row.texts)


def _any_speaks(row: Unmapped) -> bool:
    return row.speaks or row.path.endswith(".*")


def _misspelt(fields: Iterable[UnreadField], names: _Names) -> list[Misspelt]:
    """Return those of the unread fields whose names are near one that is read and whose values may be names."""
    places: defaultdict[tuple[str, str], list[tuple[Span, str]]] = defaultdict(list)
    named: defaultdict[tuple[str, str], list[Named]] = defaultdict(list)
    for agent, key, value, meaning, _ in [one for one in fields if one.meaning.near]:
        texts = names_listed(value)
        if not all(names.of(agent, text.text) or _is_name(text.text) for text in texts):
            continue
        if not texts and isinstance(value, Scalar) and value.text:
            continue  # a sentence
        row = meaning.path, meaning.near
        places[row].append((_span(agent, key), _spelled(meaning.path, key.text)))
        targets = ((text, names.of(agent, text.text)) for text in texts)
        named[row] += [Named(agent.id, target, _span(agent, text)) for text, target in targets if target]
    found = []
    for (path, meant), there in sorted(places.items()):
        spans, spellings = zip(*sorted(there), strict=True)
        found.append(Misspelt(spellings[0], meant, spans, tuple(named[path, meant])))
    return found


def _spelled(path: str, key: str) -> str:
    above, dot, last = path.rpartition(".")
    return f"{above}{dot}{key}" if last == plain_key(key) else path


class _Names:
    """The agents that texts name, seen from the root in which a text is."""

    def __init__(self, graph: AgentGraph) -> None:
        self._by_root: dict[str, dict[str, str]] = {}
        self._known: dict[tuple[str, str, bool], str | None] = {}
        self._agents = graph.agents.values()
        for agent in graph.agents.values():
            names = map(canonical, (*agent.aliases, agent.name))
            self._by_root.setdefault(agent.root, {}).update(dict.fromkeys(names, agent.id))

    def of(self, agent: Definition, text: str, *, as_key: bool = False) -> str | None:
        """Return the agent that a text names: by a name, a key such as `to_tester`, or the path of its file.

        The key of a mapping may say more: `notify_mail_carrier` names mail-carrier; a name of one word has to be alone.
        """
        place = agent.root, text, as_key
        if place not in self._known:
            self._known[place] = self._named(*place)
        return self._known[place] or self.of_file(agent, text)

    def _named(self, root: str, text: str, as_key: bool) -> str | None:
        names = self._by_root[root]
        found = names.get(canonical(text)) or names.get(canonical(without_remark(text)))
        if found is None and _PREPOSITION.match(text):
            found = names.get(canonical(_PREPOSITION.sub("", text)))
        if found is None and as_key:
            parts = text.split("_")
            endings = ("-".join(parts[place:]) for place in range(1, len(parts) - 1))
            found = next((names[one] for ending in endings if (one := canonical(ending)) in names), None)
        return found

    @cached_property
    def _by_path(self) -> dict[str, str]:
        return {normpath(agent.path): agent.id for agent in self._agents}

    def of_file(self, agent: Definition, text: str) -> str | None:
        """Return the agent whose file a text leads to, from the folder of the definition or from above."""
        if not text.casefold().endswith(".md"):
            return None
        found = self._by_path.get(normpath(f"{dirname(agent.path)}/{text}")) or self._by_path.get(normpath(text))
        if found is None and "/" in text.removeprefix("./"):
            root = agent.root.rpartition("/")[0]
            found = self._by_path.get(normpath(f"{root}/{text}" if root else text))
        return found


def _is_name(text: str, *, as_key: bool = False) -> bool:
    """Return whether a text may be the name of an agent: not `user`, not `all`, no sentence; a key needs a hyphen."""
    key = canonical(without_remark(text))
    if as_key and "-" not in key:
        return False
    if not _NAME.fullmatch(text.strip()) or key in NOBODY or key in WILDCARDS or key in EXTERNALS:
        return False
    return key not in ("true", "false", "yes", "no", "null")


def _span(agent: Definition, scalar: Scalar) -> Span:
    return Span(agent.path, scalar.line, scalar.column, scalar.width)
