"""The explorer page of a report, with the first lines of each definition."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graphkit.model.report import Report
    from graphkit.renderers import RenderOptions

LINES = 40
"""Lines of a definition that the page quotes."""
MOST_QUOTED = 1000
"""Agents up to which the page quotes definitions: above, it would grow too large to open at once."""


def explore(
    report: Report, options: RenderOptions, *, live: str | None = None, link_prefix: str | None = None
) -> bytes:
    """Return the page of a report. `live` is the address at which a server announces changes."""
    from graphkit.renderers.explorer import page
    from graphkit.reporters import source_lines

    excerpts = source_lines.excerpts(report.graph, LINES) if len(report.graph.agents) <= MOST_QUOTED else {}
    return page(report.graph, options, report.live, excerpts, live=live, link_prefix=link_prefix)
