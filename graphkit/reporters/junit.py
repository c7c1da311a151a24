"""JUnit XML: what fails the run is a failed test, for every CI that shows test results."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from graphkit.support import escape

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from graphkit.model.findings import Finding
    from graphkit.model.report import Report
    from graphkit.reporters.style import Style


def write(report: Report, style: Style) -> str:
    """Return one test case a finding, failed or, below the bar of the run, skipped; and a passed one a clean file."""
    cases = [_case(finding, style) for finding in report.live]
    clean = {agent.path for agent in report.graph.agents.values()} - {finding.span.path for finding in report.live}
    cases += [
        ElementTree.Element("testcase", classname=escape.clean(path), name="no finding") for path in sorted(clean)
    ]
    failures = str(sum(case.find("failure") is not None for case in cases))
    skipped = str(sum(case.find("skipped") is not None for case in cases))
    counts: dict[str, Any] = {"tests": str(len(cases)), "failures": failures, "errors": "0"}
    root = ElementTree.Element("testsuites", name="graphkit", **counts)
    suite = ElementTree.SubElement(root, "testsuite", name="graphkit", **counts, skipped=skipped)
    suite.extend(cases)
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _case(finding: Finding, style: Style) -> Element:
    span = finding.span
    name = f"{finding.code} {finding.name} at {span.line}:{span.column}"
    case = ElementTree.Element("testcase", classname=escape.clean(span.path), name=name, file=escape.clean(span.path))
    case.set("line", str(span.line))
    if finding.severity.weight < style.bar.weight:
        ElementTree.SubElement(case, "skipped", message=f"{finding.severity.value}: {escape.clean(finding.message)}")
        return case
    failure = ElementTree.SubElement(
        case, "failure", type=finding.severity.value, message=escape.clean(finding.message)
    )
    places = [f"{label.span}: {label.message}" for label in finding.related]
    failure.text = "\n".join(map(escape.clean, [f"{span}: {finding.message}", *places, *filter(None, [finding.hint])]))
    return case
