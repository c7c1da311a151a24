"""`graphkit remove`: remove an agent, and every entry that names it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from graphkit.cli import survey
from graphkit.cli.change import changing, finish

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graphkit.cli.settings import Settings
    from graphkit.fixes.changeset import Changeset
    from graphkit.model.graph import AgentGraph


@click.command(
    epilog="""\b
Examples:
  graphkit remove debugger --diff                what would change
  graphkit remove debugger --instead backend-staff

Exit status: 0 done, 2 could not run; nothing was written then.""",
)
@click.argument("agent")
@click.option("--instead", metavar="OTHER", help="Let references name this agent from now on.")
@changing
def remove(
    settings: Settings,
    paths: tuple[str, ...],
    agent: str,
    instead: str | None,
    diff: bool,
    keep_file: bool,
    include_ignored: bool,
) -> None:
    """Remove AGENT: its definition, its entries in lists, and the phrases that name it.

    A list that would become empty goes with its key, since an empty list contradicts the other side. With --keep-file
    only the references go.
    """
    from graphkit.analysis.agent_lookup import resolve_agent
    from graphkit.fixes.agreement import after_removal
    from graphkit.fixes.delete import delete
    from graphkit.fixes.write import Guard
    from graphkit.workspace import edits

    guard = Guard(include_ignored=include_ignored)
    gone: list[str] = []

    def changes_of(graph: AgentGraph, files: Sequence[str]) -> Changeset:
        gone.append(resolve_agent(graph, agent))
        other = graph.agents[resolve_agent(graph, instead)] if instead else None
        return delete(graph, graph.agents[gone[0]], guard.load, files, instead=other, keep_file=keep_file)

    changes, before, after = edits.change(settings.load(), paths, changes_of)
    survey.announce(survey.report_lines(before))
    trouble = after_removal(before.graph, after.graph, gone[0], keep_file=keep_file)
    finish(changes, guard, diff=diff, trouble=trouble, what=f"Removed `{agent}`")
