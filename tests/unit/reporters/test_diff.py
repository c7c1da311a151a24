"""What changed, in words, where the command line tests do not reach."""

from __future__ import annotations

import json
from dataclasses import replace

from graphkit.git.compare import compare
from graphkit.model.findings import Severity
from graphkit.model.report import Report
from graphkit.reporters import diff_json, diff_markdown, diff_text
from graphkit.reporters.style import ASCII, Style
from tests.unit.git.test_compare import run
from tests.unit.graphs import graph
from tests.unit.reporters.reports import finding, report, tagged


def shown(old: Report, new: Report) -> list[str]:
    """Return the lines of the text below its heading."""
    return diff_text.write(compare(old, new), Style(glyphs=ASCII)).splitlines()[2:]


def test_edges_that_are_told_otherwise() -> None:
    """Who declares an edge, its verb, and whether its ends are defined."""
    old = graph(["a", "b"], [("a", "b", "workflow", "informs")])
    new = graph(["a"], [("a", "b", "workflow", "informs")], ("b",))
    assert shown(report(old), report(new)) == [
        "Agents",
        "  - b  agents/b.md:1:1",
        "",
        "Edges",
        "  ~ a -> b: workflow; ends both defined -> one not defined  agents/a.md:3:5",
    ]


def test_a_verb_is_part_of_an_edge() -> None:
    """The same two agents with another verb are another edge."""
    old, new = (report(graph(["a", "b"], [("a", "b", "workflow", verb)])) for verb in ("informs", "asks"))
    assert shown(old, new)[1:] == [
        "  + a -> b: workflow, asks  agents/a.md:3:5",
        "  - a -> b: workflow, informs  agents/a.md:3:5",
    ]


def test_a_circle_that_grew() -> None:
    """It says how many went round before and now, and by which edges it differs."""
    (line,) = (line for line in shown(run("ab", "ba", "cb"), run("ab", "bc", "cb", "ca")) if "changed GK201" in line)
    assert line.endswith(
        "before 2 agents, now 3, new edge `b` -> `c`, new edge `c` -> `a`, edge gone `b` -> `a`  agents/b.md:4:5"
    )


def test_a_finding_that_is_graver() -> None:
    """The severity of before stands beside it."""
    pair = graph(["a", "b"], [("a", "b")])
    old, new = finding(agents=("a",)), finding(agents=("a",), severity=Severity.ERROR)
    assert shown(report(pair, old), report(pair, new)) == [
        "Findings",
        "  ~ error GK999 invented: was warning; something is wrong  a.md:2:1",
    ]


def test_colours_tell_the_sides_apart() -> None:
    """Green came, red went, yellow is told otherwise."""
    old, new = (report(graph({name: None, "x": level}, [])) for name, level in (("a", None), ("b", "staff")))
    text = diff_text.write(compare(old, new), Style(paint=tagged))
    assert "<good:+ b>" in text
    assert "<error:- a>" in text
    assert "<warning:~ x>: level none -> staff" in text


def test_a_comment_stays_within_the_limit() -> None:
    """GitHub takes 65,536 characters: the rest is counted, section by section, and long sections are folded."""
    names = [f"{'long-' * 20}{number}" for number in range(900)]
    page = diff_markdown.write(compare(report(graph(["a"], [])), report(graph(["a", *names], []))), Style())
    assert len(page) < 65_536
    assert "<details><summary>Agents (900)</summary>" in page
    assert page.count("➕") + int(page.partition("And ")[2].partition(" more")[0]) == 900


def test_names_of_the_sides_are_untrusted() -> None:
    """A branch can be called almost anything."""
    one = report(graph(["a"], []))
    changes = replace(compare(one, one), names=("\x1b[2J<b>", "::error::x"))
    assert diff_text.write(changes, Style()).startswith("\\x1b[2J<b> → \\x3a:error::x: no difference")
    assert "&lt;b&gt; → \\: \\:error\\:\\:x" in diff_markdown.write(changes, Style())


def test_json_of_a_changed_circle() -> None:
    """Both findings, and the edges by which the group differs."""
    content = json.loads(diff_json.write(compare(run("ab", "ba"), run("ab", "ba", "bc", "ca")), Style()))
    (changed,) = content["cycles"]["changed"]
    assert changed["joined"] == [["b", "c", "escalation"], ["c", "a", "escalation"]]
    assert changed["left"] == []
    assert [one["agents"] for one in changed["before"]] == [["a", "b"]]
