"""Findings for people."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graphkit.model.definitions import Skipped
from graphkit.model.findings import Omission, Severity
from graphkit.model.repairs import Edit, Repair
from graphkit.model.spans import Span
from graphkit.reporters import text
from graphkit.reporters.style import ASCII, Style
from tests.unit.graphs import graph
from tests.unit.reporters.reports import finding, label, report, tagged

PAIR = graph(["a", "b"], [("a", "b")])


def test_without_its_line_a_finding_still_says_everything() -> None:
    """A file that vanished, or an empty line, costs the quotation alone."""
    found = finding("gone", hint="look for it", related=(label("here too", "b.md", 7),))
    assert text.write(report(PAIR, found, lines={("b.md", 7): "  "}), Style()) == (
        "a.md:2:1: warning GK999 invented: gone\n"
        "  b.md:7:1: here too\n"
        "  hint: look for it\n"
        "\n"
        "2 files, 2 agents, 1 escalation edge: 0 errors, 1 warning, 0 info\n"
    )


def test_line_numbers_of_one_finding_share_a_gutter() -> None:
    """All bars of a finding stand in one column, however many digits its line numbers have."""
    found = finding(line=9, related=(label("there", "b.md", 1024),))
    shown = text.write(report(PAIR, found, lines={("a.md", 9): "one", ("b.md", 1024): "two"}), Style())
    assert len({line.index("|") for line in shown.splitlines() if "|" in line}) == 1


def test_the_same_line_is_not_shown_twice() -> None:
    """A second place that is the first one is named, not quoted again."""
    found = finding(related=(label("starts here", "a.md", 2),))
    shown = text.write(report(PAIR, found, lines={("a.md", 2): "escalation_to: [b]"}), Style())
    assert shown.count("escalation_to: [b]") == 1
    assert "  a.md:2:1: starts here\n" in shown


def test_many_places_are_counted() -> None:
    """On a terminal a finding with fifty places shows eight, and says how to see the others; a pipe gets them all."""
    found = finding(related=tuple(label(f"hop {number}", line=number) for number in range(1, 51)))
    shown = text.write(report(PAIR, found), Style(wrap=100))
    assert shown.count(": hop ") == 8
    assert "  and 42 more places (-v shows them)\n" in shown
    assert text.write(report(PAIR, found), Style(verbose=True, wrap=100)).count(": hop ") == 50
    assert text.write(report(PAIR, found), Style()).count(": hop ") == 50


def test_hidden_findings_are_announced() -> None:
    """What is not shown is counted, with the way to see it; suppressed findings are counted apart."""
    outcome = report(PAIR, finding(severity=Severity.INFO), suppressed=3)
    assert text.write(outcome, Style()).endswith("edge: 0 errors, 0 warnings, 1 info (-v shows them), 3 suppressed\n")
    assert "-v shows them" not in text.write(outcome, Style(lowest=Severity.INFO))


def test_skipped_files_are_listed_on_request() -> None:
    """`-v` names every file that holds no agent, with the reason."""
    outcome = report(replace(PAIR, skipped=(Skipped("x/\x1b.md", "no front matter"), Skipped("y.md", "empty"))))
    assert "README" not in text.write(outcome, Style())
    shown = text.write(outcome, Style(verbose=True))
    assert shown.startswith("2 files without an agent:\n  x/\\x1b.md: no front matter\n  y.md: empty\n")


def test_a_long_line_fits_the_terminal() -> None:
    """The quotation never wraps: a description of four thousand characters is shown through a window."""
    lines = {("a.md", 2): "description: " + "x" * 4000}
    for glyphs in (Style().glyphs, ASCII):
        shown = text.write(report(PAIR, finding(column=2000), lines=lines), Style(width=60, glyphs=glyphs))
        quoted = [line for line in shown.splitlines() if "|" in line]
        assert len(quoted) == 2
        assert all(len(line) <= 60 for line in quoted)


def test_colours_follow_the_severity() -> None:
    """Severity and carets of an error are painted as such; carets of the other side are not."""
    found = finding(severity=Severity.ERROR, width=3, related=(label("there"),), hint="mend it")
    lines = {("a.md", 2): "abc", ("b.md", 1): "def"}
    shown = text.write(report(PAIR, found, lines=lines), Style(paint=tagged))
    assert "<place:a.md:2:1>: <error:error GK999> invented: <strong:something is wrong>\n" in shown
    assert "<error:^^^>" in shown
    assert "<info:^>" in shown
    assert "<hint:hint:> mend it" in shown
    assert shown.endswith("<error:1 error>, <faint:0 warnings>, <faint:0 info>\n")


def test_nothing_of_a_definition_is_sent_raw() -> None:
    """Message, hint, paths and labels are escaped."""
    evil = "\x1b]0;x\x07\u202e"
    found = finding(evil, evil, hint=evil, related=(label(evil, evil),))
    shown = text.write(report(PAIR, found, lines={(evil, 1): evil, (evil, 2): evil}), Style(verbose=True))
    assert not set(shown) & set(evil) - set("]0;x")


EDIT = Edit("a.md", 0, 1, "x", (1, 1), (1, 2))
SAFE = Repair("quote it", (), safe=True, edits=(EDIT,))
DECIDED = Repair("add it", (), side="add", edits=(EDIT,))


def test_what_fix_repairs_is_marked_and_counted() -> None:
    """A finding names the command that repairs it, and the summary counts both; `--all` repairs the safe ones too."""
    outcome = report(
        PAIR,
        finding("quoted", line=2, repairs=(SAFE,)),
        finding("completed", line=3, repairs=(DECIDED,)),
        finding("left", line=4),
    )
    shown = text.write(outcome, Style(paint=tagged))
    assert "<strong:quoted> <hint:[fix]>\n" in shown
    assert "<strong:completed> <hint:[fix --all]>\n" in shown
    assert "<strong:left>\n" in shown
    assert shown.endswith("; 1 can be repaired with `graphkit fix`, 2 with `graphkit fix --all`\n")


@pytest.mark.parametrize(
    "repair",
    [SAFE._replace(edits=()), DECIDED._replace(default=False), DECIDED._replace(side="remove")],
    ids=["not possible in that file", "a guess", "the other way round"],
)
def test_what_fix_does_not_repair_by_itself_has_no_mark(repair: Repair) -> None:
    """No mark promises an edit that neither `fix` nor `fix --all` makes."""
    shown = text.write(report(PAIR, finding(repairs=(repair,))), Style())
    assert "[fix" not in shown
    assert "can be repaired" not in shown


def test_a_block_is_marked_once() -> None:
    """Several findings about one list share a mark, and each of them counts."""
    omission = Omission("b", "parallel_compatible", Span("b.md", 1, 1), "a")
    found = (finding(line=line, repairs=(DECIDED,), omission=omission) for line in (2, 3))
    shown = text.write(report(PAIR, *found), Style())
    assert shown.count("[fix --all]") == 1
    assert shown.endswith("; 2 can be repaired with `graphkit fix --all`\n")
