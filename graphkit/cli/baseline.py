"""`graphkit baseline`: record current findings, so that only new ones are reported."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphkit.cli import options, survey
from graphkit.cli.options import GivenPath
from graphkit.cli.settings import Settings, configurable
from graphkit.git import repository
from graphkit.support.errors import MistakesError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graphkit.model.findings import BaselineEntry, Finding
    from graphkit.model.report import Report

_SHOWN = 5


@click.command(
    epilog="""\b
Examples:
  graphkit baseline agents/           write .graphkit-baseline.json; commit it
  graphkit baseline agents/ --prune   remove entries that no longer occur

You can add a "reason" and an "expires" date (2026-12-31) to an entry; both are kept.""",
)
@options.paths
@configurable
@click.option("--prune", is_flag=True, help="Remove entries that no longer occur.")
@click.option("--grow", is_flag=True, help="Add new findings to a baseline that exists.")
@click.option(
    "-o", "--output", type=GivenPath(dir_okay=False), metavar="FILE", help="The baseline; default: the configured one."
)
def baseline(settings: Settings, paths: tuple[str, ...], prune: bool, grow: bool, output: str | None) -> None:
    """Record current findings of the agents below PATHS as a baseline; `graphkit check` then reports only new ones.

    An existing baseline never grows without --grow.
    """
    from graphkit import pipeline
    from graphkit.cli.output import deliver
    from graphkit.cli.settings import BASELINE, baseline_path
    from graphkit.triage import baseline as known_findings
    from graphkit.triage import baseline_file

    config = settings.read()
    name = baseline_path(config, output) or BASELINE
    path = config.below_base(name)
    if output is None:
        _insist_inside(path, config.base)
    exists = Path(path).exists()
    if prune and not exists:
        raise UsageError(f"there is no baseline {path} to prune. `graphkit baseline` without --prune records one.")
    known: Sequence[BaselineEntry] = baseline_file.read(path) if exists else ()
    report = pipeline.run(replace(config, baseline=name if exists else None, strict_baseline=False), paths)
    survey.announce(survey.report_lines(report))
    if exists and report.live and not (grow or prune):
        raise MistakesError(*_refusal(path, report.live))
    found = (*report.live, *report.baselined)
    known = known_findings.renamed(known, report.graph, found, config.base)
    entries = known_findings.pruned(known, found, config.base) if prune else list(known)
    if grow or not exists:
        entries = known_findings.grown(entries, report.live, config.base)
    deliver(baseline_file.write(entries), path)
    click.echo(_summary(report, known, entries, config.base), err=True)


def _insist_inside(path: str, base: str) -> None:
    """Refuse to write where only a configuration says so, and nobody who runs graphkit would expect it."""
    top = Path(repository.top() or base).resolve()
    if not Path(os.path.realpath(path)).is_relative_to(top):
        raise UsageError(f"the baseline {path} of the configuration is outside {top}. `-o {path}` writes it there.")


def _refusal(path: str, live: Sequence[Finding]) -> list[str]:
    shown = [f"  {finding.span}: {finding.code} {finding.message}" for finding in live[:_SHOWN]]
    rest = [f"  and {len(live) - _SHOWN} more"] if len(live) > _SHOWN else []
    head = f"{path} is unchanged: it grows only with --grow. These findings are not in it:"
    return [head, *shown, *rest, "Fix them, or add them with --grow."]


def _summary(report: Report, known: Sequence[BaselineEntry], entries: Sequence[BaselineEntry], base: str) -> str:
    from graphkit.reporters.wording import count, gone
    from graphkit.triage.baseline import identity

    before, now = ({entry.identity for entry in some} for some in (known, entries))
    stale = [entry for entry in report.stale if entry.identity in now]
    left_out = [finding for finding in report.live if identity(finding, base) not in now]
    parts = [count(len(now), "known finding")]
    parts += [f"{len(now - before)} added"] if now - before else []
    parts += [f"{len(before - now)} removed"] if before - now else []
    parts += [f"{gone(len(stale))} (--prune removes what is gone)"] if stale else []
    parts += [f"{len(left_out)} new left out (--grow adds them)"] if left_out else []
    return ", ".join(parts)
