"""`graphkit path`: how one agent reaches another, and every direct reference between the two."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from graphkit.cli.query import Query, agents_query, resolve_relations

if TYPE_CHECKING:
    from graphkit.model.graph import AgentGraph

ANY = "any"


@click.command(
    epilog="""\b
Examples:
  graphkit path debugger principal-architect       what links them, and how a question climbs
  graphkit path debugger --to-top                  the way to a final authority
  graphkit path a b --relations workflow --limit 1
  graphkit path --longest --in agents/             the longest chain of escalations

Exit status: 0 there is a link or a path, 1 there is none, 2 could not run.""",
)
@click.argument("source", required=False)
@click.argument("target", required=False)
@click.option(
    "--relations",
    metavar="NAMES",
    help="Follow these, such as escalation,workflow; or any that has a direction: any.  [default: escalation]",
)
@click.option("--to-top", is_flag=True, help="From SOURCE to the nearest of the highest final authorities.")
@click.option("--longest", is_flag=True, help="The longest chain, of all or from SOURCE; a cycle counts as one step.")
@click.option("--limit", type=click.IntRange(1, 1000), default=5, show_default=True, help="How many paths to show.")
@click.pass_context
@agents_query
def path(
    ctx: click.Context,
    query: Query,
    source: str | None,
    target: str | None,
    relations: str | None,
    to_top: bool,
    longest: bool,
    limit: int,
) -> None:
    """Show every direct reference between SOURCE and TARGET, then how SOURCE reaches TARGET, step by step.

    With file and line for every step; without a path it says where the way ends. Either may be a name that other
    agents use and no file defines.
    """
    from graphkit.analysis.agent_lookup import resolve_agent, resolve_node
    from graphkit.analysis.paths import longest_path, paths, paths_to_top
    from graphkit.reporters.answers import path as answers
    from graphkit.support.errors import UsageError

    _check_arguments(source, target, relations, to_top=to_top, longest=longest)
    graph = query.graph()
    if longest:
        chain = longest_path(
            graph, _single_relation(graph, relations), resolve_agent(graph, source) if source else None
        )
        query.write(chain, answers.longest(chain), key="longest")
        found = bool(chain.hops)
    elif to_top:
        answer = paths_to_top(graph, resolve_agent(graph, source or ""), query.config().tops, limit)
        query.write(answer, answers.document(answer))
        found = answer.target is not None
    else:
        start, goal = resolve_node(graph, source or ""), resolve_node(graph, target or "")
        if start == goal:
            raise UsageError(f"`{source}` and `{target}` are the same agent. Name two different ones.")
        answer = paths(graph, start, goal, _relations(graph, relations), limit)
        query.write(answer, answers.document(answer))
        found = bool(answer.paths or answer.direct)
    if not found:
        ctx.exit(1)


def _check_arguments(
    source: str | None, target: str | None, relations: str | None, *, to_top: bool, longest: bool
) -> None:
    if to_top and longest:
        raise click.UsageError("--to-top and --longest exclude each other.")
    if target and (to_top or longest):
        raise click.UsageError(f"{'--to-top' if to_top else '--longest'} finds the end itself; leave out TARGET.")
    if to_top and relations:
        raise click.UsageError("--to-top follows the hierarchy; leave out --relations.")
    if not source and not longest:
        raise click.UsageError("name two agents: graphkit path SOURCE TARGET. --longest needs none.")
    if source and not (target or to_top or longest):
        raise click.UsageError("name a second agent, or add --to-top.")


def _relations(graph: AgentGraph, names: str | None) -> tuple[str, ...]:
    """Return the relations to follow; an empty tuple means any that has a direction."""
    from graphkit.analysis.hierarchy import hierarchy_relation

    if names is None:
        return (hierarchy_relation(graph),)
    return () if names.strip() == ANY else resolve_relations(graph, names)


def _single_relation(graph: AgentGraph, names: str | None) -> str:
    relations = _relations(graph, names)
    if len(relations) != 1 or graph.relations[relations[0]].symmetric:
        raise click.UsageError("--longest follows one relation that has a direction; name one with --relations.")
    return relations[0]
