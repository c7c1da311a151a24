"""`graphkit impact`: what breaks if an agent is removed or renamed."""

from __future__ import annotations

import click

from graphkit.cli.query import Query, agents_query


@click.command(
    epilog="""\b
Examples:
  graphkit impact principal-architect            before you retire it
  graphkit impact dev --in agents/ -q            only the exit status

Exit status: 0 nothing breaks, 1 something does, 2 could not run.""",
)
@click.argument("agent")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing; the exit status answers.")
@click.pass_context
@agents_query
def impact(ctx: click.Context, query: Query, agent: str, quiet: bool) -> None:
    """List what breaks if AGENT is removed or renamed.

    Dangling references, agents cut off from every final authority, agents left without anyone to escalate to or
    without any relation, and the groups into which the escalation graph would fall.
    """
    from graphkit.analysis.agent_lookup import resolve_node
    from graphkit.analysis.impact import impact as measure
    from graphkit.reporters.answers.impact import document

    graph = query.graph()
    damage = measure(graph, resolve_node(graph, agent), query.config().tops)
    if not quiet:
        query.write(damage, document(damage))
    if not damage.is_harmless:
        ctx.exit(1)
