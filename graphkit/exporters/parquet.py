"""Two Parquet files with typed columns: for DuckDB, Spark and GraphFrames, and fleets beyond one machine."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from graphkit.exporters import tables
from graphkit.support import escape
from graphkit.support.errors import UsageError
from graphkit.support.version import install

if TYPE_CHECKING:
    from graphkit.model.graph import AgentGraph

_TEXTS = ("expertise", "wildcards", "tools_allowed", "tools_forbidden")


def write(graph: AgentGraph) -> dict[str, bytes]:
    """Return `nodes.parquet` and `edges.parquet`; lists are lists, references are structs.

    Raises UsageError when pyarrow is not installed.
    """
    try:
        import pyarrow as pa
    except ImportError as error:
        raise UsageError(f"Parquet needs one more package: {install('parquet')}.") from error
    types = {"defined": pa.bool_(), "external": pa.bool_(), "line": pa.int32(), "rank": pa.int32()}
    types |= dict.fromkeys(_TEXTS, pa.list_(pa.string()))
    node = pa.schema([(name, types.get(name, pa.string())) for name in tables.NODE])
    numbers = {"line", "column"}
    place = [(name, pa.int32() if name in numbers else pa.string()) for name in _REFERENCE]
    truths = dict.fromkeys(("symmetric", "resolved", "both_sides"), pa.bool_())
    kinds = truths | {"references": pa.list_(pa.struct(place))}
    edge = pa.schema([(name, kinds.get(name, pa.string())) for name in tables.EDGE])
    return {
        "nodes.parquet": _file(pa.Table.from_pylist([_clean(row) for row in tables.nodes(graph)], schema=node)),
        "edges.parquet": _file(pa.Table.from_pylist([_clean(row) for row in tables.edges(graph)], schema=edge)),
    }


_REFERENCE = ("agent", "field", "path", "line", "column", "text")


def _file(table: Any) -> bytes:
    from pyarrow import parquet

    out = io.BytesIO()
    parquet.write_table(table, out)
    return out.getvalue()


def _clean(value: Any) -> Any:
    """Return a value without lone surrogates, which UTF-8 cannot hold."""
    if isinstance(value, dict):
        return {key: _clean(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_clean(item) for item in value]
    return escape.value(value) if isinstance(value, str) else value
