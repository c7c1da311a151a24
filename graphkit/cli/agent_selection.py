"""`--agents EXPR` and `--except EXPR`: the options by which every command selects agents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from typing import Any

    from graphkit.model.report import Report
    from graphkit.renderers import Highlight
    from graphkit.selection import Choice

_FORMS = "+dev, level:staff, tool:Bash, changed:main, ... (docs/selectors.md)"


def agents_options(what: str = "Only these agents") -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Give a command `--agents` and `--except`; it receives them as `wanted` and `unwanted`."""

    def give(command: Callable[..., Any]) -> Callable[..., Any]:
        command = click.option("--except", "unwanted", metavar="EXPR", help="Leave these agents out.")(command)
        return click.option("--agents", "wanted", metavar="EXPR", help=f"{what}: {_FORMS}")(command)

    return give


def choice(wanted: str | None, unwanted: str | None = None, *, cut: bool = True) -> Choice:
    """Return the selection of agents that was asked for; git is asked only by a `changed:`."""
    from graphkit.model.choice import Choice

    return Choice(wanted, unwanted, _changed, cut)


def _changed(revision: str) -> Collection[str]:
    from graphkit.git import history

    return history.changed(revision)


def restrict(report: Report, wanted: Choice, fmt: str, output: str | None = None) -> Report:
    """Return the part of a report that is about the selected agents.

    Raises GraphkitError for a bad selection, for an empty one (a variable without a value would hide every finding),
    and for one without agents: an empty picture would pass for an empty team. With format `json` the error has then
    been written as JSON too.
    """
    from graphkit import pipeline
    from graphkit.support.errors import GraphkitError, UsageError

    try:
        if wanted.select is not None and not wanted.select.strip():
            raise UsageError("the selection is empty. Name agents, or leave the option out.")
        selected = pipeline.select(report, wanted)
        if wanted.cut and not selected.graph.agents:
            raise UsageError(NO_AGENT)
    except GraphkitError as error:
        if fmt == "json":
            from graphkit.cli.output import deliver
            from graphkit.reporters import json_v1

            deliver(json_v1.failure(str(error)), output)
        raise
    return selected


NO_AGENT = "the selection contains no agent. Widen --agents, or narrow --except."


def highlighted(report: Report, expression: str) -> Highlight:
    """Return the agents that an expression selects, and how a legend calls them. Raises SelectionError."""
    from graphkit import selection
    from graphkit.renderers import Highlight

    agents = selection.select(report.graph, choice(expression), lambda: report.live, report.rules)
    method, _, revision = expression.strip().partition(":")
    return Highlight(agents, f"changed since {revision}" if method == "changed" else expression)
