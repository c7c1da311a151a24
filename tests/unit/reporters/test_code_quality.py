"""Formats of review tools, against schemas written by hand from what the tools document.

No package ships a schema of either: GitLab documents its fields in a table ("Code Quality report format"), reviewdog
its messages in `reviewdog.proto`.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import jsonschema

from graphkit.model.findings import Severity
from graphkit.model.report import Report
from graphkit.reporters import gitlab, rdjson
from graphkit.reporters.style import Style
from tests.unit.graphs import graph
from tests.unit.reporters.reports import finding, report

PAIR = graph(["a", "b"], [("a", "b")])
LINE = {"type": "integer", "minimum": 1}
TEXT = {"type": "string", "minLength": 1}
GITLAB: dict[str, Any] = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": TEXT,
            "check_name": TEXT,
            "fingerprint": TEXT,
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": r"^(?!\./)"},
                    "lines": {"type": "object", "required": ["begin"], "properties": {"begin": LINE}},
                },
            },
        },
    },
}


def message(required: list[str], **properties: Any) -> dict[str, Any]:
    """Return the schema of a protobuf message in JSON: a field that it does not know is an error."""
    return {"type": "object", "additionalProperties": False, "required": required, "properties": properties}


POSITION = message([], line=LINE, column=LINE)
RANGE = message(["start"], start=POSITION, end=POSITION)
SEVERITY = {"enum": ["UNKNOWN_SEVERITY", "ERROR", "WARNING", "INFO"]}
SOURCE = message([], name={"type": "string"}, url={"type": "string"})
RDJSON = message(
    ["diagnostics"],
    source=SOURCE,
    severity=SEVERITY,
    diagnostics={
        "type": "array",
        "items": message(
            ["message", "location"],
            message=TEXT,
            location=message(["path"], path=TEXT, range=RANGE),
            severity=SEVERITY,
            source=SOURCE,
            code=message(["value"], value=TEXT, url={"type": "string"}),
            suggestions={"type": "array", "items": message(["range"], range=RANGE, text={"type": "string"})},
            original_output={"type": "string"},
        ),
    },
)


def issues(outcome: Report) -> Any:
    """Write for GitLab, and insist on its schema."""
    found = json.loads(gitlab.write(outcome, Style()))
    jsonschema.validate(found, GITLAB)
    return found


def diagnostics(outcome: Report) -> Any:
    """Write for reviewdog, and insist on its schema."""
    found = json.loads(rdjson.write(outcome, Style()))
    jsonschema.validate(found, RDJSON)
    return found["diagnostics"]


def test_gitlab_issues() -> None:
    """Every live finding is an issue with its severity in GitLab's words."""
    found = issues(report(PAIR, *(finding(severity=severity, line=3) for severity in Severity)))
    assert [issue["severity"] for issue in found] == ["info", "minor", "major"]
    assert found[0]["location"] == {"path": "a.md", "lines": {"begin": 3}}
    assert found[0]["check_name"] == "GK999 invented"
    assert issues(report(PAIR)) == []


def test_gitlab_fingerprints_are_unique_and_stable() -> None:
    """GitLab drops an issue whose fingerprint it has seen, and calls one resolved whose fingerprint changed."""
    twins = [finding(agents=("a",), line=number) for number in (1, 2, 3)]
    marks = [issue["fingerprint"] for issue in issues(report(PAIR, *twins))]
    assert len(set(marks)) == 3
    moved = [replace(twin, span=twin.span._replace(line=twin.span.line + 5), message="reworded") for twin in twins]
    assert marks == [issue["fingerprint"] for issue in issues(report(PAIR, *moved))]


def test_reviewdog_counts_bytes() -> None:
    """A column is a byte of UTF-8 there: two for an umlaut, four for an emoji; the end is exclusive."""
    outcome = report(PAIR, finding(line=2, column=4, width=2), lines={("a.md", 2): "é🤖:né"})
    assert diagnostics(outcome)[0]["location"]["range"] == {
        "start": {"line": 2, "column": 8},
        "end": {"line": 2, "column": 11},
    }


def test_reviewdog_without_the_line_counts_as_written() -> None:
    """A file that vanished costs precision, nothing else."""
    (found,) = diagnostics(report(PAIR, finding(line=2, column=4, width=2, hint="do it")))
    assert found["location"]["range"]["start"] == {"line": 2, "column": 4}
    assert found["message"] == "something is wrong\ndo it"
    assert (found["severity"], found["code"]) == ("WARNING", {"value": "GK999"})


def test_a_comment_mentions_nobody() -> None:
    """The text of a finding becomes a comment: it must not notify people, link or embed."""
    (found,) = diagnostics(report(PAIR, finding("`x` @team <img src=x> [a](b)\n\n# big")))
    assert found["message"] == "`x` @\u2060team \\<img src=x> \\[a](b) # big"
