"""Known findings whose agents have other ids today: `dev` is `dev@web/agents/dev.md` once it has a namesake.

An id does not always tell which of the namesakes it meant. So an entry stands for one finding and no more, and for
none where it might be any of several: better a known finding reported again than a new one hidden.
"""

from __future__ import annotations

import os
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from graphkit.model.findings import Identity
from graphkit.model.names import canonical

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from graphkit.model.findings import BaselineEntry, EdgeKey
    from graphkit.model.graph import AgentGraph

_LINE = re.compile(r":\d+$")
_NO, _MAYBE, _SURE = range(3)


def renamed(
    known: Sequence[BaselineEntry], found: Iterable[Identity], graph: AgentGraph, base: str
) -> list[BaselineEntry]:
    """Return the entries in their order, with the ids of today in those that mean a finding by ids of other days.

    Those that mean a finding as they are written are left alone, and so is whoever still has the id of an entry.
    """
    before, today = {entry.identity for entry in known}, set(found)
    if before >= today:
        return list(known)
    names = _Names(graph, base)
    plain, hops = (_matched(names, part(before), part(today)) for part in (_plain, _hops))

    def now(about: Identity) -> Identity:
        if len(about.edges) < 2:
            return plain.get(about, about)
        edges = {hops.get(hop, hop).edges[0] for hop in _hops([about])}
        return about._replace(edges=tuple(sorted(edges)))

    return [replace(entry, identity=now(entry.identity)) for entry in known]


def _plain(some: Iterable[Identity]) -> list[Identity]:
    return sorted(about for about in some if len(about.edges) < 2 and not about.path)


def _hops(some: Iterable[Identity]) -> list[Identity]:
    """Return cycles edge by edge, for they are known so."""
    return [about._replace(edges=(edge,)) for about in sorted(some) if len(about.edges) > 1 for edge in about.edges]


def _matched(names: _Names, before: Sequence[Identity], today: Sequence[Identity]) -> dict[Identity, Identity]:
    """Return what is meant today by what is not there as it is written, the surest first, and each at most once.

    Where fewer could be meant than there are, nobody can tell which of them is new, so all are.
    """
    there, known = set(today), set(before)
    free: dict[object, list[Identity]] = {}
    for about in before:
        if about not in there:
            free.setdefault(names.key(about), []).append(about)
    left = [about for about in today if about not in known]
    found: dict[Identity, Identity] = {}
    for least in (_SURE, _MAYBE):
        rivals: dict[tuple[Identity, ...], list[Identity]] = {}
        for about in left:
            alike = (entry for entry in free.get(names.key(about), ()) if entry not in found)
            rivals.setdefault(tuple(entry for entry in alike if names.fit(entry, about) >= least), []).append(about)
        for entries, meant in rivals.items():
            unused = [entry for entry in entries if entry not in found]
            if len(meant) <= len(unused):
                found.update(zip(unused, meant, strict=False))
        done = set(found.values())
        left = [about for about in left if about not in done]
    return found


class _Names:
    """Which agents of today an id may mean."""

    def __init__(self, graph: AgentGraph, base: str) -> None:
        self._graph, self._base = graph, base
        self._symmetric = {relation.name for relation in graph.relations.values() if relation.symmetric}
        self._bearers: dict[str, list[str]] = {}
        for agent in graph.agents.values():
            self._bearers.setdefault(_name(agent.name), []).append(agent.id)
        self._meant: dict[tuple[str, str], set[str]] = {}

    def key(self, about: Identity) -> object:
        """Return what two identities have in common if one may mean the other: all but the places in their ids."""
        edges = [(*self._ends(source, target, relation), relation) for source, target, relation in about.edges]
        return about.code, about.subject, tuple(sorted(map(_bare, about.agents))), tuple(edges)

    def fit(self, old: Identity, new: Identity) -> int:
        """Tell how surely an identity of the same key means another: as surely as the least sure of its ids."""
        pairs = list(zip(sorted(old.agents, key=_order), sorted(new.agents, key=_order), strict=True))
        for one, other in zip(old.edges, new.edges, strict=True):
            pairs += zip(self._in_order(one), self._in_order(other), strict=True)
        return min((self._same(*pair) for pair in pairs), default=_NO)

    def _ends(self, source: str, target: str, relation: str) -> tuple[str, str]:
        first, second = self._in_order((source, target, relation))
        return _bare(first), _bare(second)

    def _in_order(self, edge: EdgeKey) -> tuple[str, str]:
        """Return the ends; those of a symmetric relation are in the order of ids, which is not that of names."""
        source, target, relation = edge
        return (target, source) if relation in self._symmetric and _order(target) < _order(source) else (source, target)

    def _same(self, old: str, new: str) -> int:
        if old == new:
            return _SURE
        if new in self._graph.ghosts:
            name = _name(self._graph.ghosts[new].name)
            return _SURE if _is_of(_name(old), name) else _NO
        if new not in self._graph.agents or old in self._graph.agents:
            return _NO
        name = _name(self._graph.agents[new].name)
        if not _is_of(old, name):
            return _NO
        if old == name:
            return _MAYBE
        meant = self._at_place(old, name)
        if meant:
            return _SURE if new in meant else _NO
        # Nobody is left at its place. It may have moved; but one that has lost its last namesake has not.
        return _MAYBE if new != name else _NO

    def _at_place(self, old: str, name: str) -> set[str]:
        """Return the agents of a name that stand where an id says, which is the end of a path, perhaps with a line."""
        if (old, name) not in self._meant:
            tail = "/" + _LINE.sub("", old[len(name) + 1 :]).removeprefix("/")
            while tail.startswith("/../"):
                tail = tail[3:]
            bearers = self._bearers.get(name, ())
            self._meant[old, name] = {agent for agent in bearers if self._path(agent).endswith(tail)}
        return self._meant[old, name]

    def _path(self, agent: str) -> str:
        path = os.path.relpath(self._graph.agents[agent].path, self._base)
        return "/" + path.replace(os.sep, "/")


def _name(text: str) -> str:
    return canonical(text) or text


def _is_of(identifier: str, name: str) -> bool:
    return identifier == name or identifier.startswith(f"{name}@")


def _bare(identifier: str) -> str:
    """Return an id without the place that tells namesakes apart."""
    return canonical(identifier.partition("@")[0])


def _order(identifier: str) -> tuple[str, str]:
    return _bare(identifier), identifier
