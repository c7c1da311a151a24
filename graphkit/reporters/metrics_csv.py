"""A team in numbers, for spreadsheets: one number a row."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from graphkit.support import escape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.analysis.metrics import Metrics

HEAD = ("metric", "of", "value")


def write(found: Metrics) -> str:
    """Return the table: what is measured, of what, and the number."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(HEAD)
    for metric, of, value in _rows(found):
        table.writerow((metric, escape.csv(of), value))
    return out.getvalue()


def _rows(found: Metrics) -> Iterator[tuple[str, str, float]]:
    yield "agents", "", found.agents
    yield "missing", "", found.missing
    yield "depth", found.hierarchy_relation, found.depth
    yield "components", "", len(found.components)
    yield "largest_component", "", max(found.components, default=0)
    for row in found.relations:
        yield "edges", row.relation, row.edges
        if row.both is not None and row.reciprocity is not None:
            yield "declared_by_both", row.relation, row.both
            yield "reciprocity", row.relation, row.reciprocity
        yield "density", row.relation, row.density
        yield "mean_degree", row.relation, row.mean
        yield "most_out", row.relation, row.most_out
        yield "most_in", row.relation, row.most_in
    for level in found.levels:
        yield "width", level.level or "no level", level.agents
        for tool, count in level.tools.items():
            yield "may_use", f"{level.level or 'no level'}: {tool}", count
    for pair in found.overlaps:
        yield "expertise_overlap", f"{pair.first} / {pair.second}", pair.expertise
        yield "tools_overlap", f"{pair.first} / {pair.second}", pair.tools
