"""`graphkit fix`: repair findings by edits of exact bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from graphkit.cli import options, survey
from graphkit.cli.options import agents_options, choice
from graphkit.cli.settings import Settings, baseline_options, configurable, rule_options
from graphkit.model.findings import Severity
from graphkit.support import escape

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from graphkit.fixes.rounds import Outcome
    from graphkit.model.findings import Finding
    from graphkit.model.repairs import Repair
    from graphkit.model.report import Report


@click.command(
    epilog="""\b
Examples:
  graphkit fix                       the safe repairs: quote a value, drop a repeated entry
  graphkit fix --all --diff          what all repairs would change, without writing
  graphkit fix --all --select GK302  complete one-sided parallel relations

Exit status: 0 nothing is left at or above --fail-on, 1 findings are left
(with --check or --diff: something would change), 2 could not run.""",
)
@options.paths
@configurable
@rule_options
@agents_options("Only findings that touch these agents")
@baseline_options
@click.option("--all", "everything", is_flag=True, help="Also make the repairs that are a decision, by their default.")
@click.option(
    "--one-sided",
    type=click.Choice(("add", "remove")),
    default="add",
    show_default=True,
    help="With --all: complete a one-sided relation on the other side, or withdraw it.",
)
@click.option("--diff", is_flag=True, help="Print a unified diff and write nothing.")
@click.option("--check", "checks", is_flag=True, help="Write nothing; exit 1 when something would change.")
@click.option("--only-named", is_flag=True, help="Edit no file outside PATHS.")
@click.option("--include-ignored", is_flag=True, help="Also edit files that git ignores.")
@click.option(
    "--fail-on",
    type=click.Choice([severity.value for severity in reversed(Severity)]),
    help="The lowest severity of a finding that is left and makes the exit status 1.  [default: as configured]",
)
@click.option(
    "-v", "--verbose", is_flag=True, help="List every repair, and every finding that is left with its reason."
)
@click.pass_context
def fix(
    ctx: click.Context,
    settings: Settings,
    paths: tuple[str, ...],
    wanted: str | None,
    unwanted: str | None,
    everything: bool,
    one_sided: str,
    diff: bool,
    checks: bool,
    only_named: bool,
    include_ignored: bool,
    fail_on: str | None,
    verbose: bool,
) -> None:
    """Repair findings of the agents below PATHS.

    Only the bytes that a repair names change: quotes, comments, order, indentation and line ends stay. Every edited
    file is read again in memory before anything is written, and an edit that would change more is left out.
    """
    from graphkit import pipeline
    from graphkit.cli.change import deliver_diff
    from graphkit.fixes.diff import unified
    from graphkit.fixes.write import Guard, write
    from graphkit.workspace import edits

    config = settings.load()
    guard = Guard(include_ignored=include_ignored)
    choose = _chooser(everything=everything, one_sided=one_sided, asked=config.select)
    selection = choice(wanted, unwanted, cut=False)
    outcome, report = edits.repair(
        config, paths, choose, guard.load, only_named=only_named, within=lambda whole: pipeline.select(whole, selection)
    )
    survey.announce(survey.report_lines(report))
    changes = outcome.changes
    changed = sorted(path for path in changes.after if changes.after[path] != changes.before[path])
    if diff:
        deliver_diff(unified(changes))
    elif not checks:
        if changed and not guard.in_git:
            click.echo("There is no git here to undo this; `--diff` shows the changes without writing.", err=True)
        write(changes)
    more = 0 if everything else _more(report, lambda path: changes.after.get(path) or guard.load(path))
    click.echo(_summary(outcome, report, changed, more, written=not (diff or checks), verbose=verbose), err=diff)
    would_change = bool(changed) and (diff or checks)
    if would_change or report.failing(Severity(fail_on or config.fail_on)):
        ctx.exit(1)


def _chooser(*, everything: bool, one_sided: str, asked: Sequence[str]) -> Callable[[Finding], Repair | None]:
    """Return what picks the repair of a finding: a guess only for a rule that `--select` names in full."""

    def choose(finding: Finding) -> Repair | None:
        named = not {finding.code, finding.name}.isdisjoint(asked)
        offered = [one for one in finding.repairs if one.safe or (everything and (one.default or named))]
        return next((one for one in offered if one.side in ("", one_sided)), None)

    return choose


def _more(report: Report, load: Callable[[str], bytes | str]) -> int:
    """Return how many findings `--all` would repair besides; `load` returns the bytes of a file as repaired."""
    from graphkit.fixes.plan import with_edits

    return sum(finding.repaired_by == "fix --all" for finding in with_edits(report.live, load, by_command=True))


def _summary(outcome: Outcome, report: Report, changed: list[str], more: int, *, written: bool, verbose: bool) -> str:
    lines = []
    if verbose:
        lines += [
            f"{one.finding.span}: {one.finding.code} {one.repair.title}"
            for one in sorted(outcome.fixed, key=lambda one: one.finding.order)
        ]
    verb = "Repaired" if written else "Would repair"
    lines.append(f"{verb} {_count(len(outcome.fixed), 'finding')} in {_count(len(changed), 'file')}.")
    reasons: dict[str, list[Finding]] = {}
    for finding, reason in outcome.left:
        reasons.setdefault(reason, []).append(finding)
    for reason, findings in sorted(reasons.items()):
        lines.append(f"Not repaired, since {reason}: {_count(len(findings), 'finding')}.")
        if verbose:
            lines += [f"  {finding.span}: {finding.code}" for finding in findings]
    if more:
        lines.append(f"{_count(more, 'more finding')} can be repaired with `graphkit fix --all`.")
    lines.append(f"{_count(len(report.live), 'finding')} left: `graphkit check` lists them." if report.live else "")
    return "\n".join(escape.terminal(line) for line in lines if line)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
