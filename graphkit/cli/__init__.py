"""The command line: options, colours, streams and exit statuses; every other module only returns values.

Exit status: 0 clean, 1 findings at or above `--fail-on`, 2 could not run, 130 interrupted.
"""

from __future__ import annotations

import click

from graphkit.cli.baseline import baseline
from graphkit.cli.bottlenecks import bottlenecks
from graphkit.cli.check import check
from graphkit.cli.completion import completion
from graphkit.cli.config import config
from graphkit.cli.diff import diff
from graphkit.cli.export import export
from graphkit.cli.groups import groups
from graphkit.cli.history import history
from graphkit.cli.impact import impact
from graphkit.cli.init import init
from graphkit.cli.metrics import metrics
from graphkit.cli.path import path
from graphkit.cli.plan import plan
from graphkit.cli.program import Program
from graphkit.cli.render import render
from graphkit.cli.report import report
from graphkit.cli.rule import rule
from graphkit.cli.schema import schema
from graphkit.cli.serve import serve
from graphkit.cli.show import show
from graphkit.cli.why import why
from graphkit.version import VERSION

__all__ = ["main"]


@click.group(
    "graphkit",
    cls=Program,
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
        click.echo(f"graphkit {VERSION}")
        if verbose:
            click.echo(f"layout engine: {_engine()}")
        ctx.exit()
    if verbose:
        raise click.UsageError("Write -v after the command: graphkit check -v.", ctx)
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help(), err=True)
        ctx.exit(2)


def _engine() -> str:
    from graphkit.renderers import describe_engine

    return describe_engine()


_QUESTIONS = (show, path, why, impact, bottlenecks, groups, plan, metrics, history, export)

for _command in (check, report, render, serve, diff, baseline, *_QUESTIONS, rule, init, config, schema, completion):
    main.add_command(_command)
