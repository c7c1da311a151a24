"""`graphkit baseline`: let today's findings pass, so that tomorrow's stand out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphkit.cli import options
from graphkit.cli.settings import Settings, configurable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graphkit.model.findings import Identity
    from graphkit.model.known import Known

_SHOWN = 5


@click.command(
    short_help="Let today's findings pass, so that new ones stand out.",
    epilog="""\b
Examples:
  graphkit baseline agents/           write .graphkit-baseline.json; commit it
  graphkit baseline agents/ --prune   remove what no longer occurs, and nothing else

An entry may be given a "reason" and an "expires" date (2026-12-31) by hand; both are kept.""",
)
@options.paths
@configurable
@click.option("--prune", is_flag=True, help="Remove entries that no longer occur.")
@click.option("--grow", is_flag=True, help="Add new findings to a baseline that exists.")
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False), metavar="FILE", help="The baseline; default: the configured one."
)
def baseline(settings: Settings, paths: tuple[str, ...], prune: bool, grow: bool, output: str | None) -> None:
    """Write the findings of the agents below PATHS as known; `graphkit check` then reports only others.

    A baseline that exists never grows unless --grow is said.
    """
    from graphkit import pipeline
    from graphkit.cli.guarding import BASELINE, known_file
    from graphkit.cli.output import deliver
    from graphkit.triage import baseline as known_findings
    from graphkit.triage import baseline_file

    config = settings.read()
    path = config.below_base(known_file(config, output) or BASELINE)
    known = baseline_file.read(path) if Path(path).exists() else ()
    is_new = not Path(path).exists()
    found = pipeline.run(replace(config, baseline=None), paths).live
    kept = known_findings.pruned(known, found) if prune else list(known)
    entries = known_findings.grown(kept, found) if grow or (is_new and not prune) else kept
    more = [] if grow or is_new else _missing(known_findings.grown(known, found), known)
    stale = len(known) - len(known_findings.pruned(known, found))
    if more and not prune:
        raise click.UsageError(_refusal(path, more))
    deliver(baseline_file.write(entries), path)
    click.echo(_summary(path, entries, known, stale if not prune else 0, len(more)), err=True)


def _missing(whole: Sequence[Known], known: Sequence[Known]) -> list[Identity]:
    before = {entry.identity for entry in known}
    return [entry.identity for entry in whole if entry.identity not in before]


def _refusal(path: str, more: Sequence[Identity]) -> str:
    from graphkit.triage.baseline import describe

    shown = "; ".join(describe(about) for about in more[:_SHOWN])
    rest = f"; and {len(more) - _SHOWN} more" if len(more) > _SHOWN else ""
    noun = "1 finding is" if len(more) == 1 else f"{len(more)} findings are"
    return f"{noun} not in {path}: {shown}{rest}. Mend them, or let them pass too with --grow."


def _summary(path: str, entries: Sequence[Known], known: Sequence[Known], stale: int, more: int) -> str:
    from graphkit.reporters.wording import count

    before = {entry.identity for entry in known}
    now = {entry.identity for entry in entries}
    parts = [f"{path}: {count(len(entries), 'known finding')}"]
    parts += [f"{len(now - before)} added"] if now - before else []
    parts += [f"{len(known) - len(entries)} removed"] if len(known) > len(entries) else []
    parts += [f"{stale} no longer occur (--prune removes them)"] if stale else []
    parts += [f"{more} new left out (--grow adds them)"] if more else []
    return ", ".join(parts)
