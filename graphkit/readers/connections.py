"""Connections beside the agents of a file: lists of edges, tasks and their contexts, steps in their order."""

from __future__ import annotations

from itertools import combinations, pairwise, product
from typing import TYPE_CHECKING

from graphkit.model.call_sites import CallSite, RosterCaller
from graphkit.model.definitions import End, Link, Problem
from graphkit.model.names import canonical, is_pattern
from graphkit.model.paths import file_of, is_computed
from graphkit.model.spans import Span
from graphkit.model.suggestions import NearNames
from graphkit.model.values import Mapping, Pair, Scalar, Sequence
from graphkit.readers.dialect import passes
from graphkit.readers.fields import Fields
from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Container, Iterator
    from collections.abc import Mapping as Mapping_

    from graphkit.model.dialects import Dialect, EdgeList, Steps
    from graphkit.model.spans import Source

NODE_NAMES = ("name", "id")
_MOST = 60
"""Agents that start at once and are connected each with each."""


class Place(NamedTuple):
    """The file in which connections stand, the root of its agents, and its dialect."""

    path: str
    root: str
    dialect: str


def connections(fields: Fields, dialect: Dialect, place: Place, names: Container[str] = ()) -> list[Link]:
    """Return the connections of a file, and the agents of its tasks; `names` are those of its agents."""
    found = [link for edges in dialect.edges for link in _links(fields, edges, place)]
    for steps in dialect.steps:
        parts = [Fields(value.entries) for path in steps.within for value in _mappings(fields, path)]
        found += [
            link for part in (parts if steps.within else [fields]) for link in _in_order(part, steps, place, names)
        ]
    return found


def known_ends(links: list[Link], names: set[str]) -> tuple[list[Link], list[Problem]]:
    """Return the connections between agents of a roster, and a problem for each name that is none of them."""
    missing: dict[Span, Problem] = {}
    for link in links:
        for end in (link.source, link.target):
            if end is not None and canonical(end.text) not in names:
                message = f"`{link.field}` names `{end.text}`, which is no agent of this file"
                hint = f"Define `{end.text}`, or write the name of an agent that exists."
                missing[end.span] = Problem("missing-target", message, end.span, hint)
    kept = [link for link in links if missing.keys().isdisjoint(end.span for end in link[2:4] if end is not None)]
    return kept, list(missing.values())


def callers(fields: Fields, dialect: Dialect, source: Source, root: str) -> tuple[RosterCaller, ...]:
    """Return what starts agents in a roster: its commands, and the entry that names the first agent."""
    found = []
    for starts in dialect.starts:
        above, star, field = starts.path.partition(".*.")
        rows = _rows(fields, f"{above}.*") if star else [(None, fields)]
        for key, row in rows:
            agent = row.scalar((field if star else starts.path,))
            if agent is not None and not is_computed(agent.text):
                name = key.text if key else starts.path
                end = _end(agent, source.path)
                site = CallSite(starts.path.replace("*", name), end.text, end.span)
                found.append(RosterCaller(starts.kind, name, source.path, source.location, root, site))
    return tuple(found)


def problems(fields: Fields, dialect: Dialect, path: str) -> list[Problem]:
    """Return a problem for each task and node that is named and that is not there."""
    return [one for edges in dialect.edges for one in _unknown(fields, edges, path)]


def nodes_without_files(fields: Fields, dialect: Dialect) -> list[tuple[Scalar, tuple[Pair, ...]]]:
    """Return the nodes that are agents themselves, for they name no file: the name and the entries of each."""
    return [
        (name, tuple(row.entries))
        for edges in dialect.edges
        for _, row in (_rows(fields, edges.nodes) if edges.nodes else ())
        if (name := row.scalar(NODE_NAMES)) and not any(_scalars(row, place) for place in edges.files)
    ]


def _links(fields: Fields, edges: EdgeList, place: Place) -> Iterator[Link]:
    """Yield the connections of a list; with `through`, the agent of each task besides."""
    rows = _rows(fields, edges.path)
    owners = _owners(fields, edges) if edges.through else {}
    nodes = _nodes(fields, edges, place.path)
    field = (edges.target or edges.source) if edges.through else edges.path.removesuffix(".*")
    for key, row in rows:
        for target in _targets(key, row, edges, owners):
            for goal in _ends(target, nodes, edges, place.path):
                if edges.through and edges.target:
                    yield Link(edges.relation, field, None, goal, place.root, place.dialect)
                for source in _scalars(row, edges.source):
                    end = owners.get(source.text.strip()) if edges.through else source
                    if end is None or (edges.through and canonical(end.text) == canonical(target.text)):
                        continue  # who goes on with its own work hands nothing off
                    for start in _ends(end, nodes, edges, place.path):
                        yield Link(edges.relation, field, start, goal, place.root, place.dialect)


def _targets(key: Scalar, row: Fields, edges: EdgeList, owners: Mapping_[str, Scalar | None]) -> list[Scalar]:
    if not edges.target:
        return [owner] if (owner := owners.get(key.text.strip())) else []
    return [found] if (found := row.scalar((edges.target,))) else _scalars(row, edges.target)


def _owners(fields: Fields, edges: EdgeList) -> dict[str, Scalar | None]:
    """Return the agent of each task: the one that it names, or else the one in whose entry it stands."""
    if edges.target:
        return {key.text.strip(): row.scalar((edges.target,)) for key, row in _rows(fields, edges.path)}
    above, _, below = edges.path.removesuffix(".*").rpartition(".*.")
    return {task.text.strip(): owner for owner, row in _rows(fields, f"{above}.*") for task, _ in row.at(f"{below}.*")}


def _mappings(fields: Fields, path: str) -> list[Mapping]:
    return [value for _, value in fields.at(path) if isinstance(value, Mapping)]


def _rows(fields: Fields, path: str) -> list[tuple[Scalar, Fields]]:
    return [(key, Fields(value.entries)) for key, value in fields.at(path) if isinstance(value, Mapping)]


def _ends(scalar: Scalar, nodes: dict[str, list[End]], edges: EdgeList, path: str) -> list[End]:
    """Return the agents at one end of a connection: what it names, or those of the node that it names."""
    return nodes.get(scalar.text.strip(), []) if edges.nodes else [_end(scalar, path)]


def _nodes(fields: Fields, edges: EdgeList, path: str) -> dict[str, list[End]]:
    """Return the agents of each node, by its name: those of its files, or else one that is called as the node."""
    found: dict[str, list[End]] = {}
    for _, row in _rows(fields, edges.nodes) if edges.nodes else ():
        name = row.scalar(NODE_NAMES)
        if name is not None:
            files = [scalar for place in edges.files for scalar in _scalars(row, place)]
            found[name.text.strip()] = [_end(file, path, file_of(file.text, path)) for file in files] or [
                _end(name, path)
            ]
    return found


def _in_order(fields: Fields, steps: Steps, place: Place, names: Container[str]) -> Iterator[Link]:
    if not passes(steps.when, fields) or (steps.unless and passes(steps.unless, fields)):
        return
    if steps.agent or steps.file:
        groups = [_of_step(row, steps, place.path) for _, row in _rows(fields, steps.path)]
    else:
        groups = [_named([value], place.path) for _, value in fields.at(steps.path) if isinstance(value, Scalar)]
    if steps.mixed:
        groups = [[end for end in group if canonical(end.text) in names] for group in groups]
    groups = [group for group in groups if group]
    if steps.relation == "parallel":
        pairs = [("parallel", *pair) for pair in combinations([end for group in groups for end in group][:_MOST], 2)]
    else:
        pairs = [
            (steps.relation, *pair)
            for before, after in pairwise(groups)
            for pair in product(before[:_MOST], after[:_MOST])
        ]
        for _, row in _rows(fields, steps.path):
            together = _named([one for path in steps.all_of for one in _scalars(row, path)], place.path)
            pairs += [("parallel", *pair) for pair in combinations(together[:_MOST], 2)]
    field = steps.path.partition(".*")[0]
    known: set[tuple[str, str, str]] = set()
    for relation, one, other in pairs:
        key = relation, one.file or canonical(one.text), other.file or canonical(other.text)
        if key[1] != key[2] and key not in known:
            known.add(key)
            yield Link(relation, field, one, other, place.root, place.dialect)


def _of_step(row: Fields, steps: Steps, path: str) -> list[End]:
    """Return the agents of a step: one, or several of which one or each acts."""
    if (file := row.scalar(steps.file)) is not None:
        return [_end(file, path, there)] if (there := file_of(file.text, path)) else []
    if (name := row.scalar(steps.agent)) is not None:
        return _named([name], path)
    return _named([one for field in (*steps.any_of, *steps.all_of) for one in _scalars(row, field)], path)


def _named(scalars: list[Scalar], path: str) -> list[End]:
    return [_end(one, path) for one in scalars if not is_computed(one.text) and not is_pattern(one.text)]


def _unknown(fields: Fields, edges: EdgeList, path: str) -> Iterator[Problem]:
    rows = _rows(fields, edges.path)
    if edges.through:
        known = {key.text.strip() for key, _ in rows}
        named = [(key.text, edges.source, "task", one) for key, row in rows for one in _scalars(row, edges.source)]
    elif edges.nodes:
        known = {*_nodes(fields, edges, path), *edges.bounds}
        ends = (edges.source, edges.target)
        named = [("", end, "node", one) for _, row in rows for end in ends for one in _scalars(row, end)]
    else:
        return
    near = None
    for key, field, noun, scalar in named:
        name = scalar.text.strip()
        if name not in known and not is_computed(name):
            near = near or NearNames(known)
            meant = near.nearest(name, but=key)
            of = f" of `{key}`" if key else ""
            message = f"`{field}`{of} names the {noun} `{name}`, which is not defined here"
            hint = f"Did you mean `{meant}`?" if meant else "Define it, or remove the name."
            yield Problem("missing-target", message, _end(scalar, path).span, hint)


def _end(scalar: Scalar, path: str, file: str = "") -> End:
    return End(scalar.text.strip(), Span(path, scalar.line, scalar.column, scalar.width), file)


def _scalars(row: Fields, path: str) -> list[Scalar]:
    values = [value for _, value in row.at(path)]
    items = [item for value in values for item in (value.items if isinstance(value, Sequence) else (value,))]
    return [item for item in items if isinstance(item, Scalar) and item.text.strip()]
