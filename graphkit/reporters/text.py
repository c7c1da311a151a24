"""Findings for people: the place, what is wrong, the line with a caret, the other side, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.reporters import roots, wording
from graphkit.reporters.excerpt import excerpt
from graphkit.support import escape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.model.findings import Finding
    from graphkit.model.report import Report
    from graphkit.model.spans import Span
    from graphkit.reporters.roots import RootCount
    from graphkit.reporters.style import Style

_RELATED = 8
"""How many other places a finding shows: a cycle of fifty hops must not hide its neighbours."""


def write(report: Report, style: Style) -> str:
    """Return all findings that the style lets through, and the summary line."""
    blocks = [
        "\n".join(_finding(finding, report, style))
        for finding in report.live
        if finding.severity.weight >= style.lowest.weight
    ]
    if style.verbose and (report.graph.skipped or report.graph.survey.others):
        blocks.append("\n".join(_skipped(report, style)))
    if len(report.graph.by_root()) > 1:
        blocks.append("\n".join(_roots(roots.counts(report), style)))
    return "\n\n".join([*blocks, summary(report, style)]) + "\n"


def _finding(finding: Finding, report: Report, style: Style) -> Iterator[str]:
    severity = finding.severity.value
    kind = style.paint(severity, f"{severity} {finding.code}")
    message = style.paint("strong", escape.terminal(finding.message))
    yield f"{_place(finding.span, style)}: {kind} {finding.name}: {message}"
    related = finding.related if style.verbose else finding.related[:_RELATED]
    numbers = [finding.span.line, *(label.span.line for label in related)]
    gutter = len(str(max(numbers))) + 2
    yield from _source(finding.span, severity, report, style, gutter)
    for label in related:
        yield f"  {_place(label.span, style)}: {escape.terminal(label.message)}"
        if label.span != finding.span:
            yield from _source(label.span, "info", report, style, gutter)
    if len(related) < len(finding.related):
        yield f"  and {wording.count(len(finding.related) - len(related), 'more place')} (-v shows them)"
    if finding.hint:
        yield f"  {style.paint('hint', 'hint:')} {escape.terminal(finding.hint)}"


def _source(span: Span, role: str, report: Report, style: Style, gutter: int) -> Iterator[str]:
    text = report.lines.get((span.path, span.line), "")
    if not text.strip():
        return
    shown = excerpt(text, span.column, span.width, max(20, style.width - gutter - 3), style.glyphs.cut)
    yield f"{style.paint('faint', f'{span.line:>{gutter}} |')} {escape.terminal(shown.line)}"
    carets = shown.carets.lstrip(" ")
    indent = " " * (len(shown.carets) - len(carets))
    yield f"{style.paint('faint', ' ' * gutter + ' |')} {indent}{style.paint(role, carets)}"


def _place(span: Span, style: Style) -> str:
    return style.paint("place", escape.terminal(str(span)))


def _skipped(report: Report, style: Style) -> Iterator[str]:
    rows = {skipped.path: skipped.reason for skipped in report.graph.skipped}
    rows |= {other.path: other.reason for other in report.graph.survey.others}
    yield style.paint("strong", f"{wording.count(len(rows), 'file')} without an agent:")
    for path, reason in sorted(rows.items()):
        yield f"  {style.paint('place', escape.terminal(path))}: {escape.terminal(reason)}"


def _roots(found: list[RootCount], style: Style) -> Iterator[str]:
    shown = found if style.verbose else roots.largest(found)
    yield style.paint("strong", f"{len(found)} roots, each a graph of its own (--merge makes one of them):")
    for one in shown:
        words = f"{wording.count(one.agents, 'agent')}, {wording.edges(one.edges)}"
        faults = ", ".join(wording.severities(one.findings))
        yield f"  {style.paint('place', escape.terminal(one.root))}: {words}: {faults}"
    if len(shown) < len(found):
        yield f"  and {len(found) - len(shown)} more (-v shows them)"


def summary(report: Report, style: Style) -> str:
    """Return the last line: how much was read, and how much of it is wrong."""
    found = report.stats.findings
    parts = [
        style.paint(severity if number else "faint", words)
        for (severity, number), words in zip(found.items(), wording.severities(found), strict=True)
    ]
    hidden = any(finding.severity.weight < style.lowest.weight for finding in report.live)
    more = " (-v shows them)" if hidden else ""
    return f"{wording.size(report.stats)}: {', '.join(parts)}{more}{let_pass(report)}"


def let_pass(report: Report) -> str:
    """Return a line about what is not shown, so that it is not taken for gone."""
    ignored = f", {len(report.suppressed)} suppressed" if report.suppressed else ""
    known = f", {len(report.baselined)} known" if report.baselined or report.stale else ""
    stale = f", {wording.gone(len(report.stale))} (graphkit baseline --prune)" if report.stale else ""
    return f"{ignored}{known}{stale}"
