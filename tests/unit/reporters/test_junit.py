"""JUnit XML, as junitparser reads it."""

from __future__ import annotations

from junitparser import Failure, JUnitXml, Skipped, TestCase

from graphkit.model.findings import Severity
from graphkit.model.report import Report
from graphkit.reporters import junit
from graphkit.reporters.style import Style
from tests.unit.graphs import graph
from tests.unit.reporters.reports import finding, label, report

PAIR = graph(["a", "b"], [("a", "b")])


def cases(outcome: Report, bar: Severity = Severity.ERROR) -> tuple[JUnitXml, list[TestCase]]:
    """Write a report and read it again."""
    xml = JUnitXml.fromstring(junit.write(outcome, Style(bar=bar)).encode())
    return xml, [case for suite in xml for case in suite]


def test_what_fails_the_run_is_a_failed_test() -> None:
    """An error is a failure with all its places; a warning below the bar is skipped; a clean file has passed."""
    bad = finding("bad", "agents/a.md", severity=Severity.ERROR, related=(label("there"),), hint="mend it")
    xml, (first, second, third) = cases(report(PAIR, bad, finding("meh", "agents/a.md", 7)))
    assert (xml.tests, xml.failures, xml.errors) == (3, 1, 0)
    assert (first.classname, first.name) == ("agents/a.md", "GK999 invented at 2:1")
    (failure,) = first.result
    assert isinstance(failure, Failure)
    assert failure.text == "agents/a.md:2:1: bad\nb.md:1:1: there\nmend it"
    (skipped,) = second.result
    assert isinstance(skipped, Skipped)
    assert skipped.message == "warning: meh"
    assert (third.classname, third.result) == ("agents/b.md", [])


def test_the_bar_decides_what_is_a_failure() -> None:
    """With `--fail-on warning` a warning fails its test, as it fails the run."""
    xml, _ = cases(report(PAIR, finding("meh")), Severity.WARNING)
    assert xml.failures == 1


def test_hostile_text_is_only_text() -> None:
    """Nothing closes a CDATA section, opens a tag, or is no XML at all."""
    evil = ']]> </failure><x> & " \x00 \x1b[31m \ufffe \ud800'
    _, found = cases(report(PAIR, finding(evil, evil, severity=Severity.ERROR)))
    assert found[0].result[0].message == r']]> </failure><x> & " \x00 \x1b[31m \ufffe \ud800'
