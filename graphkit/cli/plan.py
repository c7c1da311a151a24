"""`graphkit plan`: order the agents into waves of work."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from graphkit.cli import asking
from graphkit.cli.asking import Ask

if TYPE_CHECKING:
    from graphkit.model.graph import AgentGraph


@click.command(
    epilog="""\b
Examples:
  graphkit plan agents/                                 who works first, who then
  graphkit plan agents/ --goal tech-writer              only what leads there

Exit status: 0 the workflow has an order, 1 cycles had to be ignored, 2 could not run.""",
)
@click.option("--goal", metavar="AGENT", help="Only the agents whose work leads to this one.")
@click.option(
    "--relation",
    "relations",
    multiple=True,
    default=("workflow",),
    show_default=True,
    metavar="NAME",
    help="The relation that orders the work; may be repeated.",
)
@click.pass_context
@asking.about_paths
def plan(ctx: click.Context, ask: Ask, goal: str | None, relations: tuple[str, ...]) -> None:
    """Order the agents below PATHS by their workflow into waves; each wave is split into sets that can run together.

    Says which edges it had to ignore because they close a cycle, and which pairs are serial only because nobody
    declared them compatible.
    """
    from graphkit.analysis.agent_lookup import resolve_agent
    from graphkit.analysis.plan import plan as order
    from graphkit.reporters.answers.plan import document

    graph = ask.graph()
    by = [_directed(graph, name) for name in relations]
    found = order(graph, resolve_agent(graph, goal) if goal else None, by)
    ask.tell(found, document(found))
    if found.ignored:
        ctx.exit(1)


def _directed(graph: AgentGraph, name: str) -> str:
    from graphkit.support.errors import UsageError

    relation = asking.relation(graph, name)
    if graph.relations[relation].symmetric:
        raise UsageError(f"`{name}` has no direction, so it puts nobody before anybody else. Name another relation.")
    return relation
