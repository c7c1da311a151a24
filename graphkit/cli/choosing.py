"""Options by which a command chooses agents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Collection

    from graphkit.model.report import Report
    from graphkit.renderers import Highlight
    from graphkit.selection import Choice

select = click.option(
    "--select",
    "wanted",
    metavar="EXPR",
    help="Only these agents: +dev, level:staff, tool:Bash, ... (docs/selectors.md)",
)
exclude = click.option("--exclude", "unwanted", metavar="EXPR", help="Leave these agents out.")
only = click.option(
    "--only",
    "wanted",
    metavar="EXPR",
    help="Only findings that touch these agents: changed:main, +dev, level:staff, ...",
)


def choice(wanted: str | None, unwanted: str | None = None, *, cut: bool = True) -> Choice:
    """Return what was asked for; git is asked only by a `changed:`."""
    from graphkit.selection import Choice

    return Choice(wanted, unwanted, _changed, cut)


def _changed(revision: str) -> Collection[str]:
    from graphkit.git import history

    return history.changed(revision)


def kept(report: Report, wanted: Choice, fmt: str, output: str | None = None) -> Report:
    """Return what was chosen of a report.

    Raises GraphkitError for a bad selection, for an empty one (a variable without a value would hide every finding),
    and for one that leaves nobody: an empty picture would pass for an empty team. With format `json` that has then been
    told in JSON too.
    """
    from graphkit import pipeline
    from graphkit.support.errors import GraphkitError, UsageError

    try:
        if wanted.select is not None and not wanted.select.strip():
            raise UsageError("the selection is empty. Name agents, or leave the option out.")
        found = pipeline.select(report, wanted)
        if wanted.cut and not found.graph.agents:
            raise UsageError("the selection holds no agent. Widen --select, or narrow --exclude.")
    except GraphkitError as error:
        if fmt == "json":
            from graphkit.cli.output import deliver
            from graphkit.reporters import json_v1

            deliver(json_v1.failure(str(error)), output)
        raise
    return found


def highlighted(report: Report, expression: str) -> Highlight:
    """Return the agents that an expression means, and how a legend calls them. Raises SelectionError."""
    from graphkit import selection
    from graphkit.renderers import Highlight

    agents = selection.select(report.graph, choice(expression), lambda: report.live, report.rules)
    method, _, revision = expression.strip().partition(":")
    return Highlight(agents, f"changed since {revision}" if method == "changed" else expression)
