"""The command line: options, colours, streams and exit statuses; every other module only returns values.

Exit status: 0 clean, 1 findings at or above `--fail-on`, 2 could not run, 130 interrupted.
"""

from __future__ import annotations

import click

from graphkit.cli.program import Program, Shelf
from graphkit.support.version import VERSION

__all__ = ["main"]

COMMANDS = {
    "check": "Report what is wrong, with file, line and column.",
    "report": "Describe the graph: hierarchy, authorities, cycles, orphans.",
    "render": "Draw the graph, a matrix of it, or a page to look around in.",
    "serve": "Show the explorer in the browser, and keep it current.",
    "diff": "Compare two git revisions, or two folders.",
    "fix": "Repair findings by edits of exact bytes.",
    "baseline": "Let today's findings pass, so that new ones stand out.",
    "show": "Show one agent's card: tools, relations, findings, stand-ins.",
    "path": "Find the shortest and alternative paths between two agents.",
    "why": "List every reference that joins two agents.",
    "impact": "Say what breaks if an agent is removed or renamed.",
    "bottlenecks": "Rank single points of failure and overload.",
    "groups": "List who can run together.",
    "plan": "Order the agents into waves of work.",
    "metrics": "Measure the team: sizes, reciprocity, overlap, privileges.",
    "history": "Follow the numbers and findings from commit to commit.",
    "export": "Write the graph for other tools: GraphML, Parquet, Cypher, ...",
    "rule": "List the rules, or explain one.",
    "init": "Propose a configuration that fits your agents.",
    "config": "Show each setting and where it comes from.",
    "schema": "Print the JSON Schema of the JSON output.",
    "completion": "Print the completion script of a shell.",
}
"""Every command and what it is for, in the order in which people need them; each is a module of its name."""


@click.group(
    "graphkit",
    cls=Program,
    commands=Shelf(__name__, COMMANDS),
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="""\b
Examples:
  graphkit check agents/            what is wrong, with file, line and column
  graphkit render -o team.svg       draw the agents found below this folder

Exit status: 0 clean, 1 findings at or above --fail-on, 2 could not run.""",
)
@click.option("--version", is_flag=True, help="Show the version; with -v also the layout engine in use.")
@click.option("-v", "--verbose", is_flag=True, help="With --version: more of it.")
@click.pass_context
def main(ctx: click.Context, version: bool, verbose: bool) -> None:
    """Read a folder of AI agent definitions as one graph: check it, describe it, draw it."""
    if version:
        from graphkit.cli.output import deliver

        deliver(f"graphkit {VERSION}\n" + (f"layout engine: {_engine()}\n" if verbose else ""), None)
        ctx.exit()
    if verbose:
        raise click.UsageError("Write -v after the command: graphkit check -v.", ctx)
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help(), err=True)
        ctx.exit(2)


def _engine() -> str:
    from graphkit.renderers import describe_engine

    return describe_engine()
