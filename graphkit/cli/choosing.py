"""Options by which a command chooses agents, and finds the one that a person named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from graphkit.model.graph import AgentGraph
    from graphkit.selection import Choice

select = click.option(
    "--select",
    "wanted",
    metavar="EXPR",
    help="Only these agents: +dev, level:staff, tool:Bash, ... (docs/selectors.md)",
)
exclude = click.option("--exclude", "unwanted", metavar="EXPR", help="Leave these agents out.")
only = click.option(
    "--only",
    "wanted",
    metavar="EXPR",
    help="Only findings that touch these agents: changed:main, +dev, level:staff, ...",
)


def choice(wanted: str | None, unwanted: str | None = None, *, cut: bool = True) -> Choice:
    """Return what was asked for; git is asked only by a `changed:`."""
    from graphkit import past
    from graphkit.selection import Choice

    return Choice(wanted, unwanted, past.changed, cut)


def agent(graph: AgentGraph, name: str) -> str:
    """Return the id of the agent that a name means.

    Raises UsageError for an unknown name, with the one that may have been meant, and for one that several bear, with
    those to choose from.
    """
    from graphkit.algorithms.lookup import bearers, nearest
    from graphkit.errors import UsageError

    found = bearers(graph, name)
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(f"{len(found)} agents are called `{name}`: {', '.join(found)}. Name one of these.")
    near = nearest(graph, name)
    if near:
        raise UsageError(f"there is no agent `{name}`. Did you mean `{near}`?")
    ghost = " Others refer to it, but no file defines it." if name in graph.ghosts else ""
    known = ", ".join(sorted(graph.agents)[:10]) + (", ..." if len(graph.agents) > 10 else "")
    raise UsageError(f"there is no agent `{name}`.{ghost} There are: {known}.")
