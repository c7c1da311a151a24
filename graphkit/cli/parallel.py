"""`graphkit parallel`: the groups of agents that can run together, or whether some of them can."""

from __future__ import annotations

import click

from graphkit.cli.query import Query, resolve_agents, selected_agents_query


@click.command(
    epilog="""\b
Examples:
  graphkit parallel --in agents/              the groups in which every pair declares it
  graphkit parallel debugger tech-writer      whether these can run together
  graphkit parallel --agents level:senior     the groups among some only

Exit status: 0 yes, or groups were listed, 1 no, 2 could not run.""",
)
@click.argument("agents", nargs=-1, metavar="[AGENTS]...")
@click.pass_context
@selected_agents_query
def parallel(ctx: click.Context, query: Query, agents: tuple[str, ...]) -> None:
    """List the largest groups of agents that can all run in parallel: both sides of every pair declare it.

    Also the largest group of each agent, and the single lines that would make a larger one. With one of the AGENTS,
    the groups that it is in. With two or more: whether they can all run together, and what speaks against it. An
    agent is a name, or a selection such as level:senior.
    """
    from graphkit import selection
    from graphkit.analysis.groups import groups, mutual, together
    from graphkit.reporters.answers.parallel import document, verdict

    if not agents:
        found = groups(query.graph())
        query.write(found, document(found))
        return
    report = query.report()
    named = sorted({agent for name in agents for agent in resolve_agents(report, name)})
    if len(named) == 1:
        found = groups(selection.narrow(report.graph, {*named, *mutual(report.graph)[named[0]]}))
        query.write(found, document(found))
        return
    answer = together(report.graph, named)
    query.write(answer, verdict(answer))
    if not answer.together:
        ctx.exit(1)
