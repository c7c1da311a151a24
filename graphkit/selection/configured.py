"""Agents that the configuration names: the members of contracts, the final authorities, and names that select none."""

from __future__ import annotations

from dataclasses import replace
from posixpath import join, normpath
from typing import TYPE_CHECKING

from graphkit.analysis.agent_lookup import agents_named, nearest_agent, outsider_named
from graphkit.model.names import canonical
from graphkit.selection import evaluate
from graphkit.selection.methods import Finder, is_glob, same
from graphkit.support.errors import SelectionError
from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from graphkit.config import Config
    from graphkit.config.contracts import Contract
    from graphkit.model.graph import AgentGraph
    from graphkit.model.spans import Span
    from graphkit.selection.parse import Term


class Unmatched(NamedTuple):
    """A name or an expression of the configuration that selects no agent: what is wrong, and its place if known."""

    message: str
    place: Span | None


def members(graph: AgentGraph, config: Config, expressions: Iterable[str]) -> set[str]:
    """Return the ids of all that any of the expressions selects; one that selects none adds nothing.

    Names that no definition defines (`user`) are members too: a contract may forbid to turn to them.
    """
    found: set[str] = set()
    for expression in expressions:
        try:
            found |= _select(graph, config, expression)
        except SelectionError:
            continue  # `unmatched` reports it
    return found


def authorities(graph: AgentGraph, config: Config) -> dict[str, tuple[str, ...]]:
    """Return the ids of the final authorities by the names in `tops`, those without a definition (`user`) included."""
    return {name: found for name in config.tops if (found := _named(graph, name))}


def unmatched(graph: AgentGraph, config: Config) -> list[Unmatched]:
    """Return what of `tops` and of the contracts selects no agent, in the order of the file."""
    found = [
        Unmatched(f"`tops` names `{name}`, and no agent defines that name.{_meant(graph, name)}", _place(config, path))
        for number, name in enumerate(config.tops)
        if not _named(graph, name) and canonical(name) not in config.externals
        for path in [("tops", number)]
    ]
    for number, contract in enumerate(config.contracts):
        for key, position, expression in _expressions(contract):
            reason = _reason(graph, config, expression)
            if reason is not None:
                place = _place(config, ("contracts", number, key, *position)) or contract.place
                said = f"`{key}` of the contract `{contract.name}` selects no agent by `{expression}`"
                found.append(Unmatched(f"{said}: {reason}" if reason else f"{said}.", place))
    return found


def _expressions(contract: Contract) -> Iterator[tuple[str, tuple[int, ...], str]]:
    """Yield each expression with its key and its place in the value of the key."""
    for key, expressions in (("from", contract.sources), ("to", contract.targets)):
        yield from ((key, (number,), expression) for number, expression in enumerate(expressions))
    key = "layers" if contract.kind == "layers" else "groups"
    for outer, part in enumerate(contract.parts):
        yield from ((key, (outer, inner), expression) for inner, expression in enumerate(part))


def _reason(graph: AgentGraph, config: Config, expression: str) -> str | None:
    """Return why an expression selects no agent, "" where there is no more to say, None if it selects some."""
    try:
        found = _select(graph, config, expression)
    except SelectionError as error:
        return str(error)
    return None if found or canonical(expression) in config.externals else ""


def _select(graph: AgentGraph, config: Config, expression: str) -> frozenset[str]:
    return evaluate(graph, expression, _ConfiguredFinder(graph, config, expression))


def _named(graph: AgentGraph, name: str) -> tuple[str, ...]:
    outsider = outsider_named(graph, name)
    return agents_named(graph, name) or ((outsider,) if outsider else ())


def _meant(graph: AgentGraph, name: str) -> str:
    near = nearest_agent(graph, name)
    return f" Did you mean `{near}`?" if near else ""


def _place(config: Config, path: tuple[str | int, ...]) -> Span | None:
    while path and path not in config.places:
        path = path[:-1]
    return config.places.get(path)


class _ConfiguredFinder(Finder):
    """Finds names without a definition too, and takes paths relative to the folder of the configuration."""

    def __init__(self, graph: AgentGraph, config: Config, expression: str) -> None:
        def no_findings() -> Collection[object]:
            raise SelectionError("`rule:` cannot be asked for in a configuration", expression, 0)

        def no_changes(revision: str) -> Collection[str]:
            raise SelectionError(f"`changed:{revision}` cannot be asked for in a configuration", expression, 0)

        super().__init__(graph, expression, no_findings, (), no_changes)  # type: ignore[arg-type]
        self._config = config

    def _name(self, term: Term) -> set[str]:
        key = canonical(term.value)
        if is_glob(term):
            ghosts = {ghost.id for ghost in self.graph.ghosts.values() if same(term, canonical(ghost.name), key)}
            return super()._name(term) | ghosts
        if outsider := not agents_named(self.graph, term.value) and outsider_named(self.graph, term.value):
            return {outsider}
        return set() if key in self._config.externals else super()._name(term)

    def _path(self, term: Term) -> set[str]:
        base = self._config.base
        return super()._path(replace(term, value=normpath(join(base, term.value))) if base != "." else term)
