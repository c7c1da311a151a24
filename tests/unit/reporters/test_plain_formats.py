"""Concise lines, counts, JSON Lines and Markdown."""

from __future__ import annotations

import json
from dataclasses import replace

from graphkit.model.findings import Severity
from graphkit.reporters import concise, jsonl, markdown, statistics
from graphkit.reporters.style import Style
from tests.unit.graphs import graph
from tests.unit.reporters.reports import finding, report, tagged

PAIR = graph(["a", "b"], [("a", "b")])
ERROR = finding("bad\x1b[31m", line=4, severity=Severity.ERROR, code="GK998", name="other")
INFO = finding("fyi", severity=Severity.INFO)
END = "2 files, 2 agents, 1 escalation edge: 1 error, 2 warnings, 1 info (-v shows them)\n"


def test_concise_is_a_line_a_finding() -> None:
    """Place, severity, code and message, then the summary; nothing hostile reaches the terminal."""
    outcome = report(PAIR, ERROR, finding(), INFO, finding(line=9))
    assert concise.write(outcome, Style()) == (
        "a.md:2:1: warning GK999 something is wrong\n"
        "a.md:4:1: error GK998 bad\\x1b[31m\n"
        "a.md:9:1: warning GK999 something is wrong\n" + END
    )
    assert concise.write(report(PAIR, ERROR), Style(paint=tagged)).startswith("<place:a.md:4:1>: <error:error GK998> ")


def test_statistics_count_per_rule() -> None:
    """The rule that is broken most stands first; what is hidden is not counted in the table."""
    outcome = report(PAIR, ERROR, finding(), INFO, finding(line=9))
    assert statistics.write(outcome, Style()) == "2  GK999  invented  warning\n1  GK998  other     error\n" + END
    assert statistics.write(report(PAIR), Style()).startswith("2 files")


def test_json_lines() -> None:
    """Each finding is a line of its own, suppressed ones too; the last line counts."""
    outcome = replace(report(PAIR, ERROR, INFO), suppressed=(finding("excused", line=3, suppressed=True),))
    *findings, last = map(json.loads, jsonl.write(outcome, Style()).splitlines())
    assert [(row["kind"], row["line"], row["suppressed"]) for row in findings] == [
        ("finding", 2, False), ("finding", 3, True), ("finding", 4, False),
    ]  # fmt: skip
    assert last == {
        "kind": "summary", "files": 2, "agents": 2, "edges": {"escalation": 1},
        "findings": {"error": 1, "warning": 0, "info": 1}, "suppressed": 1, "known": 0, "stale": 0,
        "callers": 0, "calls": 0,
        "roots": [
            {
                "root": "agents", "agents": 2, "edges": {"escalation": 1},
                "findings": {"error": 0, "warning": 0, "info": 0},
            }
        ],
    }  # fmt: skip


def test_markdown_is_a_table() -> None:
    """Errors come first; a name with markup in it is only text."""
    outcome = replace(
        report(PAIR, finding("<b>|x", hint="*do*"), ERROR, suppressed=2), baselined=(finding("known", line=7),)
    )
    assert markdown.write(outcome, Style()) == (
        "## graphkit: 1 error, 1 warning, 0 info, 2 suppressed, 1 known\n"
        "\n"
        "Read: 2 files, 2 agents, 1 escalation edge.\n"
        "\n"
        "| severity | rule | place | what |\n"
        "|---|---|---|---|\n"
        "| error | GK998 other | a.md\\:4\\:1 | bad\\\\x1b\\[31m |\n"
        "| warning | GK999 invented | a.md\\:2\\:1 | &lt;b&gt;\\|x<br>\\*do\\* |\n"
    )
    assert "| severity" not in markdown.write(report(PAIR), Style())


def test_markdown_stays_small() -> None:
    """A service refuses a page that is too long: the rest is counted."""
    page = markdown.write(report(PAIR, *(finding(line=number) for number in range(1, 502))), Style())
    assert page.count("| warning |") == 500
    assert page.endswith("And 1 more row.\n")
