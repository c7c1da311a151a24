"""`graphkit plan`: order the agents into waves of work."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from graphkit.cli.query import Query, resolve_relations, team_query

if TYPE_CHECKING:
    from graphkit.model.graph import AgentGraph


@click.command(
    epilog="""\b
Examples:
  graphkit plan agents/                                 which agents work first, which then
  graphkit plan agents/ --goal tech-writer              only what leads there

Exit status: 0 the workflow has an order, 1 cycles had to be ignored, 2 could not run.""",
)
@click.option("--goal", metavar="AGENT", help="Only the agents whose work leads to this one.")
@click.option(
    "--relations",
    default="workflow",
    show_default=True,
    metavar="NAMES",
    help="The relations that order the work, such as workflow,handoff.",
)
@click.pass_context
@team_query()
def plan(ctx: click.Context, query: Query, goal: str | None, relations: str) -> None:
    """Order the agents below PATHS by their workflow into waves; each wave is split into sets that can run together.

    Lists the edges that are ignored because they close a cycle, and the pairs that are serial only because they do
    not declare each other compatible.
    """
    from graphkit.analysis.agent_lookup import resolve_agent
    from graphkit.analysis.plan import plan as order
    from graphkit.reporters.answers.plan import document

    graph = query.graph()
    by = _directed(graph, relations)
    waves = order(graph, resolve_agent(graph, goal) if goal else None, by)
    query.write(waves, document(waves))
    if waves.ignored:
        ctx.exit(1)


def _directed(graph: AgentGraph, names: str) -> tuple[str, ...]:
    from graphkit.support.errors import UsageError

    relations = resolve_relations(graph, names)
    for name in relations:
        if graph.relations[name].symmetric:
            raise UsageError(f"`{name}` has no direction, so it orders no work. Name another relation.")
    return relations
