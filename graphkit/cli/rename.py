"""`graphkit rename`: give an agent another name, everywhere."""

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
  graphkit rename debugger bug-hunter --diff     what would change
  graphkit rename debugger bug-hunter --in agents/

Exit status: 0 done, 2 could not run; nothing was written then.""",
)
@click.argument("old")
@click.argument("new")
@changing
@click.option("--mentions", is_flag=True, help="Also change mentions in running text.")
def rename(
    settings: Settings,
    paths: tuple[str, ...],
    old: str,
    new: str,
    diff: bool,
    keep_file: bool,
    include_ignored: bool,
    mentions: bool,
) -> None:
    """Rename the agent OLD to NEW: its definition, its file, and every reference in the spelling that is there.

    References are those of all relations, of phrases (`receives_x_from_old_name`) and of tools. Afterwards the graph is
    the same but for the name; where it would not be, nothing is written.
    """
    from graphkit.analysis.agent_lookup import resolve_agent
    from graphkit.fixes.agreement import after_rename
    from graphkit.fixes.rename import rename as make
    from graphkit.fixes.write import Guard
    from graphkit.workspace import edits

    guard = Guard(include_ignored=include_ignored)
    agents: list[str] = []

    def changes_of(graph: AgentGraph, files: Sequence[str]) -> Changeset:
        agents.append(resolve_agent(graph, old))
        agent = graph.agents[agents[0]]
        return make(graph, agent, new, guard.load, files, keep_file=keep_file, mentions=mentions)

    changes, before, after = edits.change(settings.load(), paths, changes_of)
    survey.announce(survey.report_lines(before))
    trouble = after_rename(before.graph, after.graph, agents[0])
    finish(changes, guard, diff=diff, trouble=trouble, what=f"Renamed `{old}` to `{new}`")
