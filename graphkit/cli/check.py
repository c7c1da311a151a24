"""`graphkit check`: the findings, for people and for CI."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from graphkit.cli import formats, options, survey
from graphkit.cli.formats import Output
from graphkit.cli.options import agents_options, choice, restrict
from graphkit.cli.settings import Settings, baseline_options, configurable, rule_options
from graphkit.model.findings import Severity
from graphkit.support import escape

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from graphkit.config import Config
    from graphkit.model.discovery import Discovery
    from graphkit.model.report import Answer, Report
    from graphkit.selection import Choice
    from graphkit.workspace.team import Team


@click.command(
    epilog="""\b
Examples:
  graphkit check                                 the agents below this folder
  graphkit check agents/ --fail-on warning -q    strict and terse, for CI

Exit status: 0 clean, 1 findings at or above --fail-on, 2 could not run.""",
)
@options.paths
@configurable
@rule_options
@agents_options("Only findings that touch these agents")
@baseline_options
@formats.outputs
@options.output
@click.option(
    "--fail-on",
    type=click.Choice([severity.value for severity in reversed(Severity)]),
    help="The lowest severity that makes the exit status 1.  [default: as configured, else error]",
)
@click.option("-v", "--verbose", is_flag=True, help="Also show info findings, and the files without an agent.")
@click.option("-q", "--quiet", is_flag=True, help="Show only the findings that make the run fail, and the summary.")
@click.option("--since", metavar="REV", help="Report only what the changes since this git revision or date cause.")
@click.option("--statistics", is_flag=True, help="Show the number of findings by rule instead of the findings.")
@click.option("--sarif-suppressions", is_flag=True, help="Keep ignored and baselined findings in SARIF.")
@click.option("--timings", is_flag=True, help="Print on stderr how long each stage took.")
@click.option("--exit-zero", is_flag=True, help="Exit 0 despite findings; 2 still means that the run failed.")
@click.option(
    "--cache/--no-cache",
    "use_cache",
    default=None,
    help="Store the result in .graphkit_cache, and reuse it while nothing changes.  [default: as configured, else no]",
)
@click.option("--watch", is_flag=True, help="Keep running and re-check on change; Ctrl-C stops it.")
@options.color
@click.pass_context
def check(
    ctx: click.Context,
    settings: Settings,
    paths: tuple[str, ...],
    wanted: str | None,
    unwanted: str | None,
    outputs: tuple[Output, ...],
    output: str | None,
    fail_on: str | None,
    verbose: bool,
    quiet: bool,
    since: str | None,
    statistics: bool,
    sarif_suppressions: bool,
    timings: bool,
    exit_zero: bool,
    use_cache: bool | None,
    watch: bool,
    color: str,
) -> None:
    """Read the agents below PATHS (files or folders) and report every broken rule.

    Without PATHS it finds the agents below this folder, and nothing but agents: docs/discovery.md says which files
    are. A file or a part of an agents folder is checked with its team: only findings of what is named are shown.
    """
    from graphkit.cli.survey import Stopwatch
    from graphkit.cli.terminal import repository_folder, style
    from graphkit.model.report import Answer
    from graphkit.reporters.style import Style

    if verbose and quiet:
        raise click.UsageError("-v and -q exclude each other.")
    outputs = formats.outputs_of(outputs, output)
    if watch and any(one.fmt != "text" or one.file for one in outputs):
        raise click.UsageError("--watch shows text on the terminal; leave out --format and -o.")
    selected = choice(wanted, unwanted, cut=False)
    shown = formats.with_summary(_counted(outputs) if statistics else outputs)
    only_files_decide = not (watch or timings or since is not None or "changed" in f"{wanted} {unwanted}".casefold())

    team = _team(settings, paths) if watch else None

    def styled(output: Output, bar: Severity) -> Style:
        lowest = Severity.INFO if verbose else bar if quiet else min(Severity.WARNING, bar, key=lambda one: one.weight)
        least = lowest if output.file is None or quiet else Severity.INFO
        made = style(color, file=output.file is not None, lowest=least, verbose=verbose, bar=bar)
        if output.fmt != "sarif":
            return made
        return replace(made, sarif_suppressions=sarif_suppressions, folder=repository_folder())

    def once() -> bool:
        """Check and report; return whether the run passes."""
        clock = Stopwatch()
        with formats.failures_as_json(outputs):
            config = settings.load()
            bar = Severity(fail_on or config.fail_on)
            styles = [styled(output, bar) for output in shown]

            def make(found: Discovery | None = None) -> Answer:
                report = _report(config, paths, selected, since, clock.lap, found, team)
                lines = survey.report_lines(report)
                return Answer(formats.texts(shown, styles, report), bool(report.failing(bar)), lines)

            if only_files_decide and (config.cache if use_cache is None else use_cache):
                answer = _cached(make, config, paths, (wanted, unwanted, [output.fmt for output in shown], styles))
            else:
                answer = make()
        survey.announce(() if quiet else answer.survey)
        formats.deliver_all(shown, answer.texts)
        clock.lap("report")
        if timings:
            click.echo(clock.table(), err=True)
        return exit_zero or not answer.fails

    if watch:
        from graphkit.cli.watch import repeat

        repeat(once, settings, paths)
    elif not once():
        ctx.exit(1)


def _team(settings: Settings, paths: Sequence[str]) -> Team:
    from graphkit.workspace.team import Team

    return Team(settings.load, paths)


def _report(
    config: Config,
    paths: Sequence[str],
    selected: Choice,
    since: str | None,
    on_stage: Callable[[str], None],
    found: Discovery | None,
    team: Team | None,
) -> Report:
    """Run the checks, and keep the findings that the options ask for."""
    from graphkit import pipeline
    from graphkit.cli.survey import progress

    with progress() as on_progress:
        report = (
            team.run(config, on_stage, on_progress)
            if team
            else pipeline.run(config, paths, on_stage, on_progress, found)
        )
    report = restrict(report, selected, "")
    if since is not None:
        from graphkit.pipeline.revisions import since as caused_since

        whole, report = report, caused_since(config, paths, since, report)
        if before := len(whole.live) - len(report.live):
            click.echo(f"{before} of {len(whole.live)} findings existed before; not shown.", err=True)
        on_stage("compare")
    return report


def _cached(make: Callable[[Discovery], Answer], config: Config, paths: Sequence[str], asked: object) -> Answer:
    """Return the stored result of the same run if nothing has changed, else the one that is made now."""
    from graphkit import pipeline
    from graphkit.workspace import cache

    found = pipeline.search(config, paths)
    answer, trouble = cache.answer(config, found, asked, lambda: make(found))
    if trouble:
        click.echo(f"graphkit: warning: {escape.terminal(trouble)}", err=True)
    return answer


def _counted(outputs: tuple[Output, ...]) -> tuple[Output, ...]:
    """Put the counts where the findings would have been shown as text."""
    if not any(output.fmt in ("text", "concise") for output in outputs):
        raise click.UsageError("--statistics shows a table in place of text; leave out --format, or add --format text.")
    return tuple(
        output._replace(fmt="statistics") if output.fmt in ("text", "concise") else output for output in outputs
    )
