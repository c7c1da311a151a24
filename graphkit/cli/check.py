"""`graphkit check`: what is wrong, for people and for CI."""

from __future__ import annotations

import click

from graphkit.cli import options
from graphkit.cli.settings import Settings, configurable
from graphkit.model.findings import Severity
from graphkit.reporters import CHECK


@click.command(
    short_help="Report what is wrong, with file, line and column.",
    epilog="""\b
Examples:
  graphkit check                                 the agents below this folder
  graphkit check agents/ --fail-on warning -q    strict and terse, for CI

Exit status: 0 clean, 1 findings at or above --fail-on, 2 could not run.""",
)
@options.paths
@configurable
@click.option("--format", "fmt", type=click.Choice(tuple(CHECK)), default="text", show_default=True)
@click.option(
    "--fail-on",
    type=click.Choice([severity.value for severity in reversed(Severity)]),
    default="error",
    show_default=True,
    help="The lowest severity that makes the exit status 1.",
)
@click.option("-v", "--verbose", is_flag=True, help="Also show info findings, and the files that hold no agent.")
@click.option("-q", "--quiet", is_flag=True, help="Show only the findings that make the run fail, and the summary.")
@click.option("--watch", is_flag=True, help="Stay, and check again whenever a definition changes; Ctrl-C stops it.")
@options.color
@click.pass_context
def check(
    ctx: click.Context,
    settings: Settings,
    paths: tuple[str, ...],
    fmt: str,
    fail_on: str,
    verbose: bool,
    quiet: bool,
    watch: bool,
    color: str,
) -> None:
    """Read the agents below PATHS (files or folders) and report every broken rule.

    Without PATHS it looks where agents usually live: .claude/agents, agents, .github/agents and others.
    """
    if verbose and quiet:
        raise click.UsageError("-v and -q exclude each other.")
    bar = Severity(fail_on)

    def once() -> bool:
        return _check(settings, paths, fmt, bar, verbose=verbose, quiet=quiet, color=color)

    if watch:
        from graphkit.cli.watching import repeat

        if fmt != "text":
            raise click.UsageError(f"--watch is for reading along; it writes no {fmt}.")
        repeat(once, settings, paths)
    elif not once():
        ctx.exit(1)


def _check(
    settings: Settings, paths: tuple[str, ...], fmt: str, bar: Severity, *, verbose: bool, quiet: bool, color: str
) -> bool:
    """Check and report once; tell whether the run passes."""
    from graphkit.cli.output import deliver
    from graphkit.cli.running import run
    from graphkit.cli.terminal import style
    from graphkit.quote import quote
    from graphkit.reporters import reporter

    report = run(settings, paths, fmt)
    if fmt == "text":
        report = quote(report)
    lowest = Severity.INFO if verbose else bar if quiet else min(Severity.WARNING, bar, key=lambda one: one.weight)
    deliver(reporter(CHECK[fmt]).write(report, style(color, lowest=lowest, verbose=verbose)), None)
    return not report.failing(bar)
