"""`graphkit why`: list every reference that joins two agents."""

from __future__ import annotations

import click

from graphkit.cli import asking
from graphkit.cli.asking import Ask


@click.command(
    epilog="""\b
Examples:
  graphkit why debugger backend-staff           each line that says so
  graphkit why dev lead --format markdown       to quote in a discussion

Exit status: 0 something joins them, 1 nothing does, 2 could not run.""",
)
@click.argument("first")
@click.argument("second")
@click.pass_context
@asking.about_agents
def why(ctx: click.Context, ask: Ask, first: str, second: str) -> None:
    """List every edge between FIRST and SECOND, in either direction, with every reference that makes it.

    Either may be a name that nobody defines.
    """
    from graphkit.analysis.agent_lookup import resolve_node
    from graphkit.analysis.direct_references import direct_references as explain
    from graphkit.reporters.answers.why import document

    graph = ask.graph()
    found = explain(graph, resolve_node(graph, first), resolve_node(graph, second))
    ask.tell(found, document(found))
    if not found.edges:
        ctx.exit(1)
