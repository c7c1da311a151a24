"""What changed, for programs: version 1; fields are only added within it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from graphkit.reporters.json_v1 import finding_json
from graphkit.support import escape
from graphkit.support.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graphkit.model.comparison import Changes, Fact
    from graphkit.model.definitions import Definition
    from graphkit.model.findings import EdgeKey
    from graphkit.model.graph import Edge
    from graphkit.reporters.style import Style


def write(changes: Changes, _style: Style) -> str:
    """Return agents, edges, cycles and findings that came, went, or changed."""
    content = {
        "version": 1,
        "tool": {"name": "graphkit", "version": VERSION},
        "old": changes.names[0],
        "new": changes.names[1],
        "agents": {
            "added": [_agent(agent) for agent in changes.agents_added],
            "removed": [_agent(agent) for agent in changes.agents_removed],
            "changed": [{**_agent(agent), "facts": _facts(facts)} for agent, facts in changes.agents_changed],
        },
        "edges": {
            "added": [_edge(edge) for edge in changes.edges_added],
            "removed": [_edge(edge) for edge in changes.edges_removed],
            "changed": [{**_edge(edge), "facts": _facts(facts)} for edge, facts in changes.edges_changed],
        },
        "cycles": {
            "new": [finding_json(finding) for finding in changes.cycles_new],
            "healed": [finding_json(finding) for finding in changes.cycles_healed],
            "changed": [
                {
                    "before": [finding_json(finding) for finding in before],
                    "after": finding_json(after),
                    "joined": _keys(joined),
                    "left": _keys(left),
                }
                for before, after, joined, left in changes.cycles_changed
            ],
        },
        "findings": {
            "added": [finding_json(finding) for finding in changes.findings_added],
            "removed": [finding_json(finding) for finding in changes.findings_removed],
            "changed": [
                {"before": before.severity.value, "after": finding_json(after)}
                for before, after in changes.findings_changed
            ],
        },
        "calls": {
            "added": [_edge(call) for call in changes.calls_added],
            "removed": [_edge(call) for call in changes.calls_removed],
        },
    }
    return escape.json_text(json.dumps(content, indent=2)) + "\n"


def _agent(agent: Definition) -> dict[str, Any]:
    level = agent.level.text if agent.level else None
    return {"id": agent.id, "name": agent.name, "path": agent.path, "line": agent.span.line, "level": level}


def _edge(edge: Edge) -> dict[str, Any]:
    span = edge.primary.span
    return {
        "source": edge.source,
        "target": edge.target,
        "relation": edge.relation,
        "label": edge.label,
        "symmetric": edge.symmetric,
        "resolved": edge.resolved,
        "path": span.path,
        "line": span.line,
        "column": span.column,
    }


def _facts(facts: Iterable[Fact]) -> list[dict[str, str]]:
    return [{"name": fact.name, "before": fact.before, "after": fact.after} for fact in facts]


def _keys(keys: Iterable[EdgeKey]) -> list[list[str]]:
    return [list(key) for key in keys]
