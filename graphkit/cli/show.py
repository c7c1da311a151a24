"""`graphkit show`: show one agent's card: tools, relations, findings, stand-ins."""

from __future__ import annotations

import click

from graphkit.cli import asking
from graphkit.cli.asking import Ask


@click.command(
    epilog="""\b
Examples:
  graphkit show debugger                 everything about one agent
  graphkit show 'level:staff' --in agents/   a card for each

Exit status: 0 answered, 2 could not run.""",
)
@click.argument("agents", nargs=-1, required=True, metavar="AGENT...")
@asking.about_agents
def show(ask: Ask, agents: tuple[str, ...]) -> None:
    """Show what there is to know of each AGENT: a name, or a selection such as level:staff.

    Level, tools, expertise, every relation in and out with the side that declares it and its place, findings, the
    chain to the top, and who could stand in.
    """
    from graphkit.analysis.agent_profile import agent_profile, outsider_profile
    from graphkit.reporters.answers.show import document

    report = ask.report()
    tops = ask.config().tops
    selected = dict.fromkeys(node for name in agents for node in asking.meant(report, name))
    profiles = [
        agent_profile(report.graph, node, report.live, tops)
        if node in report.graph.agents
        else outsider_profile(report.graph, node, report.live)
        for node in selected
    ]
    ask.tell(profiles, *map(document, profiles))
