"""The export formats: complete, read back by their own tools, inert, the same every time."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path

import networkx as nx
import pytest

import graphkit
from graphkit.exporters import EXPORTS, export
from graphkit.exporters.network import network
from graphkit.exporters.tables import EDGE, NODE, edges, nodes
from graphkit.model.graph import AgentGraph
from graphkit.support.errors import UsageError
from tests.unit import folders
from tests.unit.graphs import graph

ROOT = Path(__file__).resolve().parents[3]
HOSTILE = (
    '=cmd|"/c calc"!A1',
    "+1",
    "-1",
    "@sum",
    "'; MATCH (n) DETACH DELETE n; //",
    "a\\",
    '"]}',
    "<b>&",
    "${x}",
    "x\ty",
)


@cache
def nine() -> AgentGraph:
    """Load the sample agents."""
    return graphkit.load(ROOT / "agents")


def hostile() -> AgentGraph:
    """Return agents whose names try to break out of every format, and a ghost."""
    chain = [(a, b, "workflow", "'x\"") for a, b in zip(HOSTILE, HOSTILE[1:], strict=False)]  # noqa: RUF007
    return graph(dict.fromkeys(HOSTILE, "staff"), [*chain, (HOSTILE[0], "gone")], ghosts=("gone",))


@pytest.mark.parametrize("made", [nine, hostile])
def test_graphml_comes_back(made: object) -> None:
    """Networkx reads equal nodes, edges and attributes."""
    team = made()  # type: ignore[operator]  # one of two functions
    text = export(team, "graphml")["graphml"].decode()
    back = nx.parse_graphml(text, force_multigraph=True)
    judge = network(team)
    assert dict(back.nodes(data=True)) == dict(judge.nodes(data=True))
    assert sorted(map(str, back.edges(keys=True, data=True))) == sorted(map(str, judge.edges(keys=True, data=True)))


@pytest.mark.parametrize("made", [nine, hostile])
def test_gexf_comes_back(made: object) -> None:
    """Networkx reads equal nodes, edges and attributes; the file holds no date."""
    team = made()  # type: ignore[operator]  # one of two functions
    data = export(team, "gexf")["gexf"]
    assert b"lastmodified" not in data
    back = nx.read_gexf(io.BytesIO(data))
    judge = network(team)
    assert {n: {k: v for k, v in d.items() if k != "label"} for n, d in back.nodes(data=True)} == dict(
        judge.nodes(data=True)
    )
    assert {node: d["label"] for node, d in back.nodes(data=True)} == {n: d["name"] for n, d in judge.nodes(data=True)}

    def plain(edge: tuple[str, str, dict[str, object]]) -> tuple[str, str, list[tuple[str, str]]]:
        source, target, data = edge
        return source, target, sorted((k, str(v)) for k, v in data.items() if k != "id")

    assert sorted(map(plain, back.edges(data=True))) == sorted(map(plain, judge.edges(data=True)))


@pytest.mark.parametrize("made", [nine, hostile])
def test_node_link_comes_back(made: object) -> None:
    """Networkx reads every attribute, lists and absent ones included."""
    team = made()  # type: ignore[operator]  # one of two functions
    back = nx.node_link_graph(json.loads(export(team, "node-link")["node-link"]), edges="edges")
    assert {node: {"id": node, **data} for node, data in back.nodes(data=True)} == {
        row["id"]: row for row in nodes(team)
    }
    rows = [{"source": s, "target": t, **data} for s, t, data in back.edges(data=True)]
    assert sorted(map(str, rows)) == sorted(map(str, edges(team)))


def test_every_attribute_is_kept(tmp_path: Path) -> None:
    """All that a definition says about an agent stands in its row."""
    team = folders.load(
        tmp_path,
        {
            "a/dev": "description: Builds.\nspecialization_level: senior\nexpertise: [x, y]\ntool_access: full\n"
            "tools: {allowed: [Read], forbidden: [Bash]}\nparallel_compatible: all_agents\nescalation_to: [gone, user]"
        },
    )
    rows = {row["id"]: row for row in nodes(team)}
    assert {key: value for key, value in rows["dev"].items() if key != "path"} == {
        "id": "dev", "canonical": "dev", "name": "dev", "defined": True, "external": False, "line": 1, "level": "senior",
        "rank": 1, "group": "a", "description": "Builds.", "expertise": ["x", "y"], "wildcards": ["parallel"],
        "tool_access": "full", "tools_allowed": ["Read"], "tools_forbidden": ["Bash"],
    }  # fmt: skip
    assert (rows["gone"]["defined"], rows["gone"]["external"]) == (False, False)
    assert (rows["user"]["defined"], rows["user"]["external"]) == (False, True)
    assert all(tuple(row) == NODE for row in rows.values())
    assert all(tuple(row) == EDGE for row in edges(team))


def test_csv_cells_are_no_formulas() -> None:
    """A spreadsheet runs nothing; a reader gets the columns, and the lists as JSON."""
    files = export(hostile(), "csv")
    for data in files.values():
        for row in csv.reader(io.StringIO(data.decode())):
            assert not any(cell.lstrip().startswith(("=", "+", "-", "@")) for cell in row)
    rows = list(csv.DictReader(io.StringIO(export(nine(), "csv")["nodes.csv"].decode())))
    assert tuple(rows[0]) == NODE
    assert json.loads(rows[0]["tools_allowed"])[0] == "Bash"
    assert rows[0]["defined"] == "true"
    assert len(rows) == 9


def test_parquet_keeps_types() -> None:
    """Lists are lists, references are structs, absent is null; both tables have all rows."""
    from pyarrow import parquet

    files = export(hostile(), "parquet")
    table = parquet.read_table(io.BytesIO(files["nodes.parquet"]))
    assert table.column_names == list(NODE)
    assert table.to_pylist() == list(nodes(hostile()))
    links = parquet.read_table(io.BytesIO(files["edges.parquet"]))
    assert links.to_pylist() == list(edges(hostile()))


def test_parquet_takes_any_text(tmp_path: Path) -> None:
    """Lone surrogates, which no Parquet text can hold, are dropped."""
    team = graph(["a"], [])
    odd = replace(team, agents={"a": replace(team.agents["a"], description="x\ud800y", expertise=("\udfffz",))})
    from pyarrow import parquet

    (row,) = parquet.read_table(io.BytesIO(export(odd, "parquet")["nodes.parquet"])).to_pylist()
    assert (row["description"], row["expertise"]) == ("x\\ud800y", ["\\udfffz"])


def test_parquet_without_its_library(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who has not installed the extra is told how."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UsageError, match=r"pip install pyarrow"):
        export(nine(), "parquet")


def test_cypher_strings_cannot_be_left() -> None:
    """One statement a line; outside of its strings no line holds a word of a definition."""
    lines = export(hostile(), "cypher")["cypher"].decode().splitlines()
    assert len(lines) == 1 + len(HOSTILE) + 1 + len(hostile().edges)
    for line in lines[1:]:
        outside = re.sub(r"'(?:[^'\\]|\\.)*'", "''", line)
        assert "DETACH" not in outside
        assert outside.count(";") == 1
        assert re.fullmatch(
            r"(MERGE \(a:Agent \{id: ''\}\) SET a \+= \{[^'{}]*(''[^'{}]*)*\};"
            r"|MATCH \(a:Agent \{id: ''\}\), \(b:Agent \{id: ''\}\) MERGE \(a\)-\[r:[A-Z_]+ \{verb: ''\}\]->\(b\)"
            r" SET r \+= \{[^'{}]*(''[^'{}]*)*\};)",
            outside,
        )


def test_the_edge_list_has_four_fields() -> None:
    """Parted by tabs, whatever the names hold."""
    for line in export(hostile(), "edges")["edges"].decode().splitlines():
        assert line.count("\t") == 3


@pytest.mark.parametrize("fmt", EXPORTS)
def test_the_same_bytes_every_time(fmt: str) -> None:
    """Two exports of one graph are equal."""
    assert export(nine(), fmt) == export(graphkit.load(ROOT / "agents"), fmt)


def test_an_unknown_format() -> None:
    """The message lists those that there are."""
    with pytest.raises(UsageError, match=r"no export format `xls`\. Choose one of: graphml, gexf"):
        export(nine(), "xls")


def _emptied(line: str) -> str:
    return re.sub(r'"(?:[^"\\]|\\.)*"', '""', line)
