"""`graphkit impact`: say what breaks if an agent is removed or renamed."""

from __future__ import annotations

import click

from graphkit.cli import asking
from graphkit.cli.asking import Ask


@click.command(
    epilog="""\b
Examples:
  graphkit impact principal-architect            before you retire it
  graphkit impact dev --in agents/ -q            only the exit status

Exit status: 0 nothing breaks, 1 something does, 2 could not run.""",
)
@click.argument("agent")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing; the exit status answers.")
@click.pass_context
@asking.about_agents
def impact(ctx: click.Context, ask: Ask, agent: str, quiet: bool) -> None:
    """Say what breaks if AGENT is removed or renamed.

    Dangling references, agents cut off from every final authority, agents left with nobody to escalate to or without
    any relation, and the groups into which the escalation graph would fall.
    """
    from graphkit.analysis.agent_lookup import resolve_node
    from graphkit.analysis.impact import impact as measure
    from graphkit.reporters.answers.impact import document

    graph = ask.graph()
    found = measure(graph, resolve_node(graph, agent), ask.config().tops)
    if not quiet:
        ask.tell(found, document(found))
    if not found.is_harmless:
        ctx.exit(1)
