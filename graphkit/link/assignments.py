"""The agents of tasks: each must be defined beside its task, whether or not an edge comes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.config import NOBODY
from graphkit.dialects import worlds
from graphkit.model.definitions import Problem
from graphkit.model.names import canonical
from graphkit.model.suggestions import NearNames

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from graphkit.config import Config
    from graphkit.link.names import Names
    from graphkit.model.definitions import Definition, Link
    from graphkit.model.spans import Span


def without_source(links: Iterable[Link], problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems without those of connections between two tasks, whose agents are looked up by themselves."""
    assigned = {link.target.span for link in links if link.source is None}
    return [problem for problem in problems if problem.span not in assigned]


def unassigned(
    links: Iterable[Link], reported: Collection[Span], names: Names, definitions: Sequence[Definition], config: Config
) -> list[Problem]:
    """Return a problem for each task whose agent is defined nowhere in sight, unless an edge shows it already."""
    problems = []
    near: dict[str, NearNames] = {}
    for link in links:
        text, span = link.target.text, link.target.span
        name = canonical(text)
        if link.source is not None or span in reported or name in NOBODY or name in config.externals:
            continue
        seen = names.seen_from(link.root, link.root)
        if worlds.is_external(name, link) or seen.by_name(text, span.path) is not None:
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
