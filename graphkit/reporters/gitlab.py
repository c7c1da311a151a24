"""Code Quality report of GitLab: findings in the merge request widget, new and resolved ones apart."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from graphkit.model.findings import Severity
from graphkit.reporters.fingerprints import fingerprinted
from graphkit.support import escape

if TYPE_CHECKING:
    from graphkit.model.findings import Finding
    from graphkit.model.report import Report
    from graphkit.reporters.style import Style

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def write(report: Report, _style: Style) -> str:
    """Return all live findings as an array of issues; GitLab drops an issue whose fingerprint is not its own."""
    return (
        escape.json_text(json.dumps([_issue(finding, mark) for finding, mark in fingerprinted(report.live)], indent=2))
        + "\n"
    )


def _issue(finding: Finding, fingerprint: str) -> dict[str, Any]:
    return {
        "description": escape.clean(finding.message),
        "check_name": f"{finding.code} {finding.name}",
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[finding.severity],
        "location": {"path": finding.span.path, "lines": {"begin": finding.span.line}},
    }
