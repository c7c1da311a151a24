"""Connections beside the agents: an edge where both ends are known, and the agents of tasks that nobody defines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.config import NOBODY
from graphkit.dialects import worlds
from graphkit.model.definitions import Problem, Reference
from graphkit.model.names import canonical
from graphkit.model.relations import Direction
from graphkit.model.suggestions import NearNames

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graphkit.config import Config
    from graphkit.link.edges import Edges
    from graphkit.link.names import Names
    from graphkit.model.definitions import Definition, Link
    from graphkit.model.spans import Span


def connect(
    edges: Edges, links: Sequence[Link], names: Names, definitions: Sequence[Definition], config: Config
) -> list[Problem]:
    """Add the connections to the edges; return what is wrong with those that cannot be one, each name once."""
    assigned = {link.target.span for link in links if link.source is None}
    problems = []
    reported: set[Span] = set()
    for link in links:
        if link.source is None:
            continue
        connection = _connection(link, names)
        if isinstance(connection, Problem):
            if connection.span not in assigned:
                problems.append(connection)
        elif connection is not None:
            edges.add((connection,), link)
            if connection[1] is None:
                reported.add(connection[0].span)
    return problems + _unassigned([link for link in links if link.source is None], reported, names, definitions, config)


def _connection(link: Link, names: Names) -> tuple[Reference, str | None] | Problem | None:
    """Return a connection as a reference of one of its ends, and the other end; None is a ghost.

    None in place of all is a connection that leads to no agent on purpose.
    """
    if link.source is None:
        return None
    seen, path = names.seen_from(link.root, link.root), link.target.span.path
    source, target = seen.by_name(link.source.text, path), seen.by_name(link.target.text, path)
    if None in (source, target) and not NOBODY.isdisjoint((canonical(link.source.text), canonical(link.target.text))):
        return None
    if source is not None:
        out = Reference(source, link.relation, Direction.OUT, link.field, link.target.text, link.target.span)
        return out, target
    if target is not None:
        back = Reference(target, link.relation, Direction.IN, link.field, link.source.text, link.source.span)
        return back, None
    message = f"`{link.field}` connects `{link.source.text}` with `{link.target.text}`, and no agent defines either"
    return Problem("wrong-type", message, link.target.span, "Define both, or remove the connection.")


def _unassigned(
    links: Sequence[Link], reported: set[Span], names: Names, definitions: Sequence[Definition], config: Config
) -> list[Problem]:
    """Return a problem for each task whose agent is defined nowhere in its world, unless an edge shows it."""
    problems = []
    near: dict[str, NearNames] = {}
    for link in links:
        text, span = link.target.text, link.target.span
        name = canonical(text)
        seen = names.seen_from(link.root, link.root)
        known = name in NOBODY or name in config.externals or worlds.is_external(name, link.dialect)
        if known or span in reported or seen.by_name(text, span.path) is not None:
            continue
        if link.root not in near:
            near[link.root] = NearNames(one.name for one in definitions if one.root == link.root)
        meant = near[link.root].nearest(text)
        hint = (
            f"Did you mean `{meant}`?" if meant else f"Define `{text}` in the file of the agents, or correct the name."
        )
        message = f"`{link.field}` names `{text}`, but no agent beside this task is called so"
        problems.append(Problem("missing-target", message, span, hint))
    return problems
