"""Two CSV files; no cell of them can run as a formula."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from graphkit.exporters import tables
from graphkit.support import escape

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graphkit.model.graph import AgentGraph


def write(graph: AgentGraph) -> dict[str, bytes]:
    """Return `nodes.csv` and `edges.csv`, UTF-8; lists are JSON, truth values `true` and `false`."""
    return {
        "nodes.csv": _table(tables.NODE, tables.nodes(graph)),
        "edges.csv": _table(tables.EDGE, tables.edges(graph)),
    }


def _table(columns: tuple[str, ...], rows: Iterable[dict[str, Any]]) -> bytes:
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(columns)
    for row in rows:
        cells = tables.flat(row)
        table.writerow([_cell(cells.get(column)) for column in columns])
    return out.getvalue().encode("utf-8", "replace")


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    return escape.csv(value) if isinstance(value, str) else value
