"""JSON Lines: a finding a line, as in `json`, and a last line with the counts: no line at all is no clean run."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from graphkit.reporters.json_v1 import finding_row

if TYPE_CHECKING:
    from graphkit.model.report import Report
    from graphkit.reporters.style import Style


def write(report: Report, style: Style) -> str:  # noqa: ARG001 - the signature of every format
    """Return lines of `kind` `finding`, by place, then one of `kind` `summary`."""
    findings = sorted((*report.live, *report.suppressed), key=lambda finding: finding.order)
    stats = report.stats
    counts = {
        "files": stats.files,
        "agents": stats.agents,
        "edges": dict(stats.edges),
        "findings": dict(stats.findings),
    }
    lines = [_line("finding", finding_row(finding)) for finding in findings]
    return "\n".join([*lines, _line("summary", counts)]) + "\n"


def _line(kind: str, content: dict[str, Any]) -> str:
    return json.dumps({"kind": kind, **content})
