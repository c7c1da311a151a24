"""The command line: options, colours, streams and exit statuses; every other module only returns values.

Exit status: 0 clean, 1 findings at or above `--fail-on`, 2 could not run, 130 interrupted.
"""

from __future__ import annotations

import click

from graphkit.cli.command_group import CommandGroup, LazyCommands
from graphkit.support.version import VERSION

__all__ = ["main"]

COMMANDS = {
    "Check": {
        "check": "Report what is wrong, with file, line and column.",
        "fix": "Repair findings by edits of exact bytes.",
        "baseline": "Record current findings; only new ones are reported.",
        "diff": "Compare two git revisions, or two folders.",
        "rule": "List the rules, or explain one.",
    },
    "See": {
        "report": "Describe the team: hierarchy, authorities, cycles, orphans.",
        "render": "Draw the graph, a matrix of it, or a page to explore.",
        "serve": "Show the explorer in the browser, and keep it current.",
    },
    "Ask": {
        "show": "Show one agent: tools, relations, findings, stand-ins.",
        "path": "Show how one agent reaches another, and what links them.",
        "impact": "List what breaks if an agent is removed or renamed.",
        "parallel": "List agents that can run together, or check some.",
        "plan": "Order the agents into waves of work.",
        "metrics": "Measure the team, or rank its bottlenecks.",
        "history": "Follow the numbers and findings from commit to commit.",
    },
    "Change": {
        "rename": "Rename an agent, and every reference to it.",
        "remove": "Remove an agent, and every entry that names it.",
    },
    "Connect": {
        "lsp": "Serve editors: diagnostics, repairs, navigation.",
        "mcp": "Serve agents: who can help, escalate, run together.",
        "export": "Write the graph for other tools: GraphML, Parquet, ...",
    },
    "Set up": {
        "init": "Propose a configuration that fits your agents.",
        "config": "Show each setting and where it comes from.",
        "schema": "Print the JSON Schema of the output or configuration.",
        "completion": "Print the completion script of a shell.",
    },
}
"""Every command with its short help, by the groups of `graphkit --help`; each is a module of its name."""


@click.group(
    "graphkit",
    cls=CommandGroup,
    commands=LazyCommands(__name__, COMMANDS),
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit status: 0 clean, 1 findings or a no, 2 could not run.",
)
@click.option("--version", is_flag=True, help="Show the version; with -v also the layout engine.")
@click.option("-v", "--verbose", is_flag=True, hidden=True)
@click.pass_context
def main(ctx: click.Context, version: bool, verbose: bool) -> None:
    """Read a folder of AI agent definitions as one graph: check, describe, draw."""
    if version:
        from graphkit.cli.output import deliver

        deliver(f"graphkit {VERSION}\n" + (f"layout engine: {_engine()}\n" if verbose else ""), None)
        ctx.exit()
    if verbose:
        raise click.UsageError("write -v after the command: graphkit check -v.", ctx)
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help(), err=True)
        ctx.exit(2)


def _engine() -> str:
    from graphkit.renderers import describe_engine

    return describe_engine()
