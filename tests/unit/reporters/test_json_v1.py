"""The JSON contract, version 1."""

from __future__ import annotations

import json
from dataclasses import replace

from graphkit.model.definitions import Skipped, Tools
from graphkit.model.findings import Severity
from graphkit.model.graph import Ghost
from graphkit.model.spans import Span
from graphkit.model.values import Scalar
from graphkit.reporters import json_v1
from graphkit.reporters.style import Style
from tests.unit.graphs import agent, graph
from tests.unit.reporters.reports import finding, label, report

PAIR = graph({"a": "senior", "b": None}, [("a", "b"), ("a", "b", "parallel"), ("a", "z")], ghosts=("z",))


def test_top_level_keys_keep_their_order() -> None:
    """Readers of the raw text find the sections where they always were."""
    keys = ["version", "tool", "agents", "edges", "findings", "ghosts", "skipped", "summary", "stale"]
    keys += ["callers", "calls"]
    keys += ["named", "places", "second_rank", "copies", "unread", "other_files"]
    assert list(json.loads(json_v1.write(report(PAIR), Style()))) == keys
    assert list(json.loads(json_v1.failure("no"))) == [*keys, "error"]


def test_an_agent_is_told_whole() -> None:
    """Level, group, description, expertise, wildcards and tools are there; what is absent is null or empty."""
    tools = Tools(Scalar("read_only", 3, 1), (Scalar("Read", 4, 1),), (Scalar("Write", 5, 1),))
    full = replace(agent("a", "staff"), description="d", expertise=("x",), wildcards=("parallel",), tools=tools)
    told = json.loads(json_v1.write(report(replace(PAIR, agents={"a": full, "b": agent("b")})), Style()))["agents"]
    assert told == [
        {
            "id": "a", "name": "a", "path": "agents/a.md", "line": 1, "level": "staff", "group": "agents",
            "root": "agents", "dialect": "", "description": "d", "expertise": ["x"], "wildcards": ["parallel"],
            "tools": {"access": "read_only", "allowed": ["Read"], "forbidden": ["Write"]},
        },
        {
            "id": "b", "name": "b", "path": "agents/b.md", "line": 1, "level": None, "group": "agents",
            "root": "agents", "dialect": "", "description": None, "expertise": [], "wildcards": [],
            "tools": {"access": None, "allowed": [], "forbidden": []},
        },
    ]  # fmt: skip


def test_a_symmetric_edge_has_the_references_of_both_sides() -> None:
    """A pair is one edge; each side's declaration keeps its place."""
    edges = json.loads(json_v1.write(report(PAIR), Style()))["edges"]
    (pair,) = [edge for edge in edges if edge["symmetric"]]
    assert (pair["source"], pair["target"], pair["label"], pair["resolved"]) == ("a", "b", None, True)
    assert [(r["agent"], r["path"], r["line"], r["text"]) for r in pair["references"]] == [
        ("a", "agents/a.md", 4, "b"),
        ("b", "agents/b.md", 4, "a"),
    ]


def test_findings_are_sorted_and_say_if_they_are_suppressed() -> None:
    """Findings that somebody excused are listed with the others, in the order of places, and not counted."""
    found = finding(
        path="z.md", severity=Severity.ERROR, agents=("a", "b"), related=(label("there"),), hint="h",
        edges=(("a", "b", "escalation"),), cut=(("a", "b", "escalation"),),
    )  # fmt: skip
    told = json.loads(json_v1.write(report(PAIR, found, suppressed=1), Style()))
    assert [(f["path"], f["suppressed"]) for f in told["findings"]] == [("a.md", True), ("z.md", False)]
    assert told["findings"][1] == {
        "code": "GK999", "name": "invented", "severity": "error", "message": "something is wrong",
        "agents": ["a", "b"], "path": "z.md", "line": 2, "column": 1,
        "related": [{"path": "b.md", "line": 1, "column": 1, "message": "there"}],
        "edges": [["a", "b", "escalation"]], "cut": [["a", "b", "escalation"]], "hint": "h", "suppressed": False,
        "suppression": None,
    }  # fmt: skip
    assert told["summary"]["findings"] == {"error": 1, "warning": 0, "info": 0}


def test_summary_counts_links_alone() -> None:
    """Edges to names that nobody defines are listed, and not counted."""
    told = json.loads(json_v1.write(report(replace(PAIR, skipped=(Skipped("r.md", "empty"),))), Style()))
    assert told["summary"]["edges"] == {"escalation": 1, "parallel": 1}
    assert len(told["edges"]) == 3
    assert told["skipped"] == [{"path": "r.md", "reason": "empty", "kind": ""}]


def test_ghosts_are_ids_in_order() -> None:
    """Ghosts are listed by the ids that edges use, sorted."""
    ghosts = {"user": Ghost("user", "user", external=True), "Zed": Ghost("Zed", "Zed", external=False)}
    assert json.loads(json_v1.write(report(replace(PAIR, ghosts=ghosts)), Style()))["ghosts"] == ["Zed", "user"]


def test_output_is_ascii_whatever_the_names() -> None:
    """No encoding of a terminal or file can break it, no control reaches a terminal, and nothing is lost."""
    evil = "\x1b[2J\u202e設😀\ud800\x7f"
    odd = replace(agent("a"), name=evil, span=Span(evil, 1, 1))
    written = json_v1.write(report(replace(PAIR, agents={"a": odd})), Style())
    assert written.isascii()
    assert written.isprintable() or set(written) - set(map(chr, range(32, 127))) == {"\n"}
    assert json.loads(written)["agents"][0]["name"] == evil
    assert written.endswith("}\n")
