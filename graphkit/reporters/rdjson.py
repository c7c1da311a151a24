"""Reviewdog's diagnostic format: review comments on any host that reviewdog knows."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from graphkit.support import escape

if TYPE_CHECKING:
    from graphkit.model.findings import Finding
    from graphkit.model.report import Report
    from graphkit.reporters.style import Style


def write(report: Report, _style: Style) -> str:
    """Return all live findings as one `DiagnosticResult`."""
    diagnostics = [_diagnostic(finding, report) for finding in report.live]
    return escape.json_text(json.dumps({"source": {"name": "graphkit"}, "diagnostics": diagnostics}, indent=2)) + "\n"


def _diagnostic(finding: Finding, report: Report) -> dict[str, Any]:
    span = finding.span
    text = report.lines.get((span.path, span.line), "")
    parts = [finding.message, *([finding.hint] if finding.hint else [])]
    return {
        "message": "\n".join(map(escape.comment, parts)),
        "location": {
            "path": span.path,
            "range": {
                "start": {"line": span.line, "column": _bytes(text, span.column)},
                "end": {"line": span.line, "column": _bytes(text, span.column + span.width)},
            },
        },
        "severity": finding.severity.value.upper(),
        "code": {"value": finding.code},
    }


def _bytes(text: str, column: int) -> int:
    """Turn a column in characters into one in bytes of UTF-8, which is how reviewdog counts."""
    before = text[: column - 1]
    return column + len(before.encode("utf-8", "replace")) - len(before)
