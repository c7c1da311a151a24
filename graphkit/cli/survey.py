"""What a run says on stderr before its answer: how many agents are where, and what was left alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from graphkit.support import escape

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graphkit.model.discovery import Survey
    from graphkit.model.graph import AgentGraph
    from graphkit.model.report import Report


def lines(graph: AgentGraph) -> tuple[str, ...]:
    """Return the lines about the search that found the agents of a graph."""
    from graphkit.analysis import discovery_summary

    found = discovery_summary.lines(graph.survey, None if graph.named is None else len(graph.named))
    return (*found, *discovery_summary.computed(graph))


def search_lines(survey: Survey) -> tuple[str, ...]:
    """Return the lines about a search of which nothing else is known."""
    from graphkit.analysis import discovery_summary

    return tuple(discovery_summary.lines(survey))


def report_lines(report: Report) -> tuple[str, ...]:
    """Return the same of a report, with its notes."""
    return (*lines(report.graph), *(f"note: {note}" for note in report.notes))


def announce(texts: Iterable[str]) -> None:
    """Write the lines about a search to stderr; paths in them are those of a foreign repository."""
    for line in texts:
        click.echo(escape.terminal(line), err=True)
