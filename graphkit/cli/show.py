"""`graphkit show`: the profile of an agent: tools, relations, findings, stand-ins."""

from __future__ import annotations

import click

from graphkit.cli.query import Query, agents_query, resolve_agents


@click.command(
    epilog="""\b
Examples:
  graphkit show debugger                     everything about one agent
  graphkit show 'level:staff' --in agents/   a profile for each

Exit status: 0 answered, 2 could not run.""",
)
@click.argument("agents", nargs=-1, required=True, metavar="AGENTS...")
@agents_query
def show(query: Query, agents: tuple[str, ...]) -> None:
    """Show all that is known about each of AGENTS: a name, or a selection such as level:staff.

    Level, tools, expertise, every relation in and out with the side that declares it and its place, findings, the
    chain to the top, and which agents could stand in.
    """
    from graphkit.analysis.agent_profile import agent_profile, outsider_profile
    from graphkit.reporters.answers.show import document

    report = query.report()
    tops = query.config().tops
    ids = dict.fromkeys(agent for name in agents for agent in resolve_agents(report, name))
    profiles = [
        agent_profile(report.graph, agent, report.live, tops)
        if agent in report.graph.agents
        else outsider_profile(report.graph, agent, report.live)
        for agent in ids
    ]
    query.write(profiles, *map(document, profiles))
