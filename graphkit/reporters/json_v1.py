"""Everything for programs, in one shape whatever happened: version 1, described by `json_v1.schema.json`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from graphkit.model.discovery import Survey
from graphkit.model.report import count_severities
from graphkit.reporters import roots
from graphkit.support import escape
from graphkit.support.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graphkit.model.calls import Caller, DeadCall
    from graphkit.model.definitions import Definition
    from graphkit.model.findings import BaselineEntry, Finding
    from graphkit.model.graph import AgentGraph, Edge
    from graphkit.model.references import Reference
    from graphkit.model.repairs import Repair
    from graphkit.model.report import Report
    from graphkit.reporters.style import Style

SCHEMA = "json_v1.schema.json"
"""The file beside this one that contains the JSON Schema."""


def write(report: Report, _style: Style) -> str:
    """Return the graph, the findings and the counts of a run."""
    graph = report.graph
    return _dump(
        agents=[agent_json(agent) for agent in graph.agents.values()],
        edges=[edge_json(edge) for edge in graph.edges],
        findings=finding_rows(report),
        ghosts=sorted(graph.ghosts),
        skipped=[skipped._asdict() for skipped in graph.skipped],
        summary=summary_row(report),
        stale=[_stale(entry) for entry in report.stale],
        callers=[caller_json(caller) for caller in graph.callers.values()],
        calls=call_rows(graph),
        named=sorted(graph.agents if graph.named is None else graph.named),
        **_survey(graph.survey),
    )


def _survey(survey: Survey) -> dict[str, Any]:
    """Return what the search saw: where the agents are, and what it left alone."""
    return {
        "places": [place._asdict() for place in survey.places],
        "second_rank": [place._asdict() for place in survey.second_rank],
        "copies": [copies._asdict() for copies in survey.copies],
        "unread": [unread._asdict() for unread in survey.unread],
        "other_files": survey.kinds(),
    }


def finding_rows(report: Report) -> list[dict[str, Any]]:
    """Return all findings by place, with those that are excused or known, also for the formats that hold no more."""
    findings = sorted((*report.live, *report.suppressed, *report.baselined), key=lambda finding: finding.order)
    kinds = {id(finding): "ignore" for finding in report.suppressed}
    kinds |= {id(finding): "baseline" for finding in report.baselined}
    return [finding_json(finding, kinds.get(id(finding))) for finding in findings]


def summary_row(report: Report) -> dict[str, Any]:
    """Return the counts of a run."""
    stats = report.stats
    return {
        "files": stats.files,
        "agents": stats.agents,
        "edges": dict(stats.edges),
        "findings": dict(stats.findings),
        "suppressed": len(report.suppressed),
        "known": len(report.baselined),
        "stale": len(report.stale),
        "callers": stats.callers,
        "calls": stats.calls,
        "roots": [
            {**one._asdict(), "edges": dict(one.edges), "findings": dict(one.findings)} for one in roots.counts(report)
        ],
    }


def failure(message: str, skipped: Sequence[tuple[str, str, str]] = ()) -> str:
    """Return the same shape for a run that could not be made: `error` says why, `skipped` what was seen instead."""
    none = {"suppressed": 0, "known": 0, "stale": 0, "callers": 0, "calls": 0, "roots": []}
    summary = {"files": 0, "agents": 0, "edges": {}, "findings": count_severities(()), **none}
    return _dump(
        agents=[],
        edges=[],
        findings=[],
        ghosts=[],
        skipped=[dict(zip(("path", "reason", "kind"), one, strict=True)) for one in skipped],
        summary=summary,
        stale=[],
        callers=[],
        calls=[],
        named=[],
        **_survey(Survey()),
        error=message,
    )


def _dump(**content: Any) -> str:
    """Write pure ASCII: it survives every terminal and encoding, and no name can send a control character."""
    head = {"version": 1, "tool": {"name": "graphkit", "version": VERSION}}
    return escape.json_text(json.dumps({**head, **content}, indent=2)) + "\n"


def agent_json(agent: Definition) -> dict[str, Any]:
    """Return an agent as version 1 has it."""
    tools = agent.tools
    return {
        "id": agent.id,
        "name": agent.name,
        "path": agent.path,
        "line": agent.span.line,
        "level": agent.level.text if agent.level else None,
        "group": agent.group,
        "root": agent.root,
        "dialect": agent.dialect,
        "description": agent.description,
        "expertise": list(agent.expertise),
        "wildcards": list(agent.wildcards),
        "tools": {
            "access": tools.access.text if tools.access else None,
            "allowed": [tool.text for tool in tools.allowed],
            "forbidden": [tool.text for tool in tools.forbidden],
        },
    }


def edge_json(edge: Edge) -> dict[str, Any]:
    """Return an edge as version 1 has it, with every reference that declares it."""
    return {
        "source": edge.source,
        "target": edge.target,
        "relation": edge.relation,
        "label": edge.label,
        "symmetric": edge.symmetric,
        "resolved": edge.resolved,
        "via": edge.via,
        "references": [reference_json(reference) for reference in edge.references],
    }


def caller_json(caller: Caller) -> dict[str, Any]:
    """Return a caller as version 1 has it."""
    return {
        "id": caller.id,
        "kind": caller.kind,
        "name": caller.name,
        "path": caller.path,
        "line": caller.span.line,
        "plugin": caller.plugin,
    }


def call_rows(graph: AgentGraph) -> list[dict[str, Any]]:
    """Return the calls of all callers, those that lead to no agent too, by caller and agent."""
    dead: dict[tuple[str, str], list[DeadCall]] = {}
    for call in graph.dead_calls:
        if call.source in graph.callers and not call.resolved:
            dead.setdefault((call.source, call.name), []).append(call)
    rows = [call_json(call) for call in graph.calls] + [
        {
            "source": source,
            "target": name,
            "resolved": False,
            "prose": False,
            "references": [
                {
                    "agent": source,
                    "field": call.form,
                    "path": call.span.path,
                    "line": call.span.line,
                    "column": call.span.column,
                    "text": call.name,
                }
                for call in calls
            ],
        }
        for (source, name), calls in dead.items()
    ]
    return sorted(rows, key=lambda row: (row["source"], row["target"], not row["resolved"]))


def call_json(call: Edge) -> dict[str, Any]:
    """Return a call as version 1 has it: from the id of a caller to that of an agent."""
    return {
        "source": call.source,
        "target": call.target,
        "resolved": call.resolved,
        "prose": call.prose,
        "references": [reference_json(reference) for reference in call.references],
    }


def reference_json(reference: Reference) -> dict[str, Any]:
    """Return a reference as version 1 has it."""
    return {
        "agent": reference.agent,
        "field": reference.field,
        "path": reference.span.path,
        "line": reference.span.line,
        "column": reference.span.column,
        "text": reference.text,
        **({"prose": True} if reference.prose else {}),
    }


def _repair(repair: Repair) -> dict[str, Any]:
    """Return a way to resolve a finding: byte offsets and places, the end excluded."""
    edits = [
        {
            "path": edit.path,
            "start": edit.start,
            "end": edit.end,
            "text": edit.text,
            "line": edit.place[0],
            "column": edit.place[1],
            "end_line": edit.until[0],
            "end_column": edit.until[1],
        }
        for edit in repair.edits
    ]
    return {"title": repair.title, "safe": repair.safe, "edits": edits}


def _stale(entry: BaselineEntry) -> dict[str, Any]:
    about = entry.identity
    return {
        "code": about.code,
        "subject": about.subject or None,
        "agents": list(about.agents),
        "edges": [list(edge) for edge in about.edges],
        "path": about.path or None,
    }


def finding_json(finding: Finding, kind: str | None = None) -> dict[str, Any]:
    """Return a finding as version 1 has it; `kind` says what suppresses it, if anything does."""
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
        **({"fixes": [_repair(one) for one in finding.repairs if one.edits]} if finding.repairs else {}),
        "suppressed": finding.suppressed,
        "suppression": {"kind": kind, "reason": finding.excuse} if kind else None,
    }
