"""Connections beside the agents of a file: lists of edges, tasks and their contexts, steps in their order."""

from __future__ import annotations

import posixpath
import re
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, NamedTuple

from graphkit.model.definitions import End, Link, Problem
from graphkit.model.names import canonical
from graphkit.model.spans import Span
from graphkit.model.suggestions import NearNames
from graphkit.model.values import Mapping, Pair, Scalar, Sequence
from graphkit.readers.dialect import passes
from graphkit.readers.fields import Fields

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.model.dialects import Dialect, EdgeList, Steps

_COMPUTED = re.compile(r"\{\{|\{%|\$\{|\$\(|<%|\{[a-z_.]+\}")
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]+://|~|[a-z]:[\\/]|/", re.IGNORECASE)
NODE_NAMES = ("name", "id")
_MOST = 60
"""Agents that start at once and are connected each with each."""


class Place(NamedTuple):
    """The file in which connections stand, the root of its agents, and its dialect."""

    path: str
    root: str
    dialect: str


def is_computed(text: str) -> bool:
    """Return whether a text is a template: what it names is known at run time only."""
    return _COMPUTED.search(text) is not None


def file_of(text: str, path: str) -> str:
    """Return the path of the file that a text in a file names; empty for one that lies elsewhere, or is computed."""
    name = text.strip()
    if not name or is_computed(name) or _ELSEWHERE.match(name):
        return ""
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), name.replace("\\", "/")))


def connections(fields: Fields, dialect: Dialect, place: Place) -> list[Link]:
    """Return the connections of a file, and the agents of its tasks."""
    found = [link for edges in dialect.edges for link in _links(fields, edges, place)]
    return [*found, *(link for steps in dialect.steps for link in _in_order(fields, steps, place))]


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
    owners = {key.text: row.scalar((edges.target,)) for key, row in rows} if edges.through else {}
    nodes = _nodes(fields, edges, place.path)
    field = edges.target if edges.through else edges.path.removesuffix(".*")
    for _, row in rows:
        for target in [found] if (found := row.scalar((edges.target,))) else _scalars(row, edges.target):
            for goal in _ends(target, nodes, edges, place.path):
                if edges.through:
                    yield Link(edges.relation, field, None, goal, place.root, place.dialect)
                for source in _scalars(row, edges.source):
                    end = owners.get(source.text.strip()) if edges.through else source
                    for start in _ends(end, nodes, edges, place.path) if end is not None else ():
                        yield Link(edges.relation, field, start, goal, place.root, place.dialect)


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


def _in_order(fields: Fields, steps: Steps, place: Place) -> Iterator[Link]:
    if not passes(steps.when, fields):
        return
    ends = [end for _, row in _rows(fields, steps.path) if (end := _of_step(row, steps, place.path))]
    field = steps.path.partition(".*")[0]
    pairs = combinations(ends[:_MOST], 2) if steps.relation == "parallel" else pairwise(ends)
    for one, other in pairs:
        if (one.file, canonical(one.text)) != (other.file, canonical(other.text)):
            yield Link(steps.relation, field, one, other, place.root, place.dialect)


def _of_step(row: Fields, steps: Steps, path: str) -> End | None:
    if (file := row.scalar(steps.file)) is not None:
        return _end(file, path, file_of(file.text, path)) if file_of(file.text, path) else None
    name = row.scalar(steps.agent)
    return None if name is None or is_computed(name.text) else _end(name, path)


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
