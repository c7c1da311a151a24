"""Everything for programs, in one shape whatever happened: version 1, described by `json_v1.schema.json`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from graphkit.model.report import count_severities
from graphkit.version import VERSION

if TYPE_CHECKING:
    from graphkit.model.definitions import Definition, Reference
    from graphkit.model.findings import Finding
    from graphkit.model.graph import Edge
    from graphkit.model.report import Report
    from graphkit.reporters.style import Style

SCHEMA = "json_v1.schema.json"
"""The file beside this one that holds the JSON Schema."""


def write(report: Report, style: Style) -> str:  # noqa: ARG001 - the signature of every format
    """Return the graph, the findings and the counts of a run."""
    graph, stats = report.graph, report.stats
    findings = sorted((*report.live, *report.suppressed), key=lambda finding: finding.order)
    return _dump(
        agents=[_agent(agent) for agent in graph.agents.values()],
        edges=[_edge(edge) for edge in graph.edges],
        findings=[_finding(finding) for finding in findings],
        ghosts=sorted(graph.ghosts),
        skipped=[{"path": skipped.path, "reason": skipped.reason} for skipped in graph.skipped],
        summary={
            "files": stats.files,
            "agents": stats.agents,
            "edges": dict(stats.edges),
            "findings": dict(stats.findings),
        },
    )


def failure(message: str) -> str:
    """Return the same shape for a run that could not be made: nothing found, and `error` says why."""
    summary = {"files": 0, "agents": 0, "edges": {}, "findings": count_severities(())}
    return _dump(agents=[], edges=[], findings=[], ghosts=[], skipped=[], summary=summary, error=message)


def _dump(**content: Any) -> str:
    """Write pure ASCII: it survives every terminal and encoding, and no name can send a control character."""
    head = {"version": 1, "tool": {"name": "graphkit", "version": VERSION}}
    return json.dumps({**head, **content}, indent=2) + "\n"


def _agent(agent: Definition) -> dict[str, Any]:
    tools = agent.tools
    return {
        "id": agent.id,
        "name": agent.name,
        "path": agent.path,
        "line": agent.span.line,
        "level": agent.level.text if agent.level else None,
        "group": agent.group,
        "description": agent.description,
        "expertise": list(agent.expertise),
        "wildcards": list(agent.wildcards),
        "tools": {
            "access": tools.access.text if tools.access else None,
            "allowed": [tool.text for tool in tools.allowed],
            "forbidden": [tool.text for tool in tools.forbidden],
        },
    }


def _edge(edge: Edge) -> dict[str, Any]:
    return {
        "source": edge.source,
        "target": edge.target,
        "relation": edge.relation,
        "label": edge.label,
        "symmetric": edge.symmetric,
        "resolved": edge.resolved,
        "references": [_reference(reference) for reference in edge.references],
    }


def _reference(reference: Reference) -> dict[str, Any]:
    return {
        "agent": reference.agent,
        "field": reference.field,
        "path": reference.span.path,
        "line": reference.span.line,
        "column": reference.span.column,
        "text": reference.text,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.value,
        "message": finding.message,
        "agents": list(finding.agents),
        "path": finding.span.path,
        "line": finding.span.line,
        "column": finding.span.column,
        "related": [
            {"path": span.path, "line": span.line, "column": span.column, "message": message}
            for span, message in finding.related
        ],
        "edges": [list(edge) for edge in finding.edges],
        "cut": [list(edge) for edge in finding.cut],
        "hint": finding.hint,
        "suppressed": finding.suppressed,
    }
