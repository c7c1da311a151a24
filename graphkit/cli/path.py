"""`graphkit path`: find the shortest and alternative paths between two agents."""

from __future__ import annotations

import click

from graphkit.cli import asking
from graphkit.cli.asking import Ask


@click.command(
    epilog="""\b
Examples:
  graphkit path debugger principal-architect             how a question climbs
  graphkit path a b --relation workflow --limit 1        only the shortest, by another relation

Exit status: 0 there is a path, 1 there is none, 2 could not run.""",
)
@click.argument("source")
@click.argument("target")
@click.option("--relation", metavar="NAME", help="The relation to follow, or any.  [default: escalation]")
@click.option("--limit", type=click.IntRange(1, 1000), default=5, show_default=True, help="How many paths to show.")
@click.pass_context
@asking.about_agents
def path(ctx: click.Context, ask: Ask, source: str, target: str, relation: str | None, limit: int) -> None:
    """Find how SOURCE reaches TARGET, with file and line for every step; without a path, say where it ends.

    By escalation, unless --relation names another one, or any (whatever has a direction).
    """
    from graphkit.analysis.agent_lookup import resolve_agent
    from graphkit.analysis.hierarchy import hierarchy_relation
    from graphkit.analysis.paths import paths
    from graphkit.reporters.answers.path import document
    from graphkit.support.errors import UsageError

    graph = ask.graph()
    by = None if relation == "any" else asking.relation(graph, relation or hierarchy_relation(graph))
    start, goal = resolve_agent(graph, source), resolve_agent(graph, target)
    if start == goal:
        raise UsageError(f"`{source}` and `{target}` are the same agent. Name two different ones.")
    found = paths(graph, start, goal, by, limit)
    ask.tell(found, document(found))
    if not found.paths:
        ctx.exit(1)
