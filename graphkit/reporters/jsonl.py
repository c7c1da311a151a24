"""JSON Lines: a finding a line, as in `json`, and a last line with the counts: no line at all is no clean run."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from graphkit.reporters.json_v1 import finding_rows, summary_row
from graphkit.support import escape

if TYPE_CHECKING:
    from graphkit.model.report import Report
    from graphkit.reporters.style import Style


def write(report: Report, _style: Style) -> str:
    """Return lines of `kind` `finding`, by place, then one of `kind` `summary`."""
    lines = [_line("finding", row) for row in finding_rows(report)]
    return "\n".join([*lines, _line("summary", summary_row(report))]) + "\n"


def _line(kind: str, content: dict[str, Any]) -> str:
    return escape.json_text(json.dumps({"kind": kind, **content}))
