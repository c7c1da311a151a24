"""The roster of a team: one Markdown table for a README or an AGENTS.md, an agent a row."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graphkit.analysis.groups import PARALLEL
from graphkit.analysis.hierarchy import hierarchy_relation
from graphkit.reporters import wording
from graphkit.reporters.document import Untrusted
from graphkit.reporters.document_markdown import shown
from graphkit.support import escape

if TYPE_CHECKING:
    from graphkit.model.definitions import Definition
    from graphkit.model.graph import AgentGraph
    from graphkit.model.report import Report
    from graphkit.reporters.style import Style

_HEAD = ("Agent", "Level", "What it does", "Escalates to", "Runs with", "Tools")
_LONGEST = 160
"""Characters of a description; it ends after its first sentence."""
_SENTENCE = re.compile(r"(?<=[.!?])\s")


def write(report: Report, _style: Style) -> str:
    """Return the table, the highest level first, then by name; without a heading, so that it fits into a section."""
    graph = report.graph
    agents = sorted(graph.agents.values(), key=lambda agent: (-_rank(graph, agent), agent.id))
    rows = (" | ".join(_row(graph, agent)) for agent in agents)
    rule = "|".join("---" for _ in _HEAD)
    return "\n".join([f"| {' | '.join(_HEAD)} |", f"|{rule}|", *(f"| {row} |" for row in rows)]) + "\n"


def _rank(graph: AgentGraph, agent: Definition) -> int:
    rank = graph.rank(agent.id)
    return -1 if rank is None else rank


def _row(graph: AgentGraph, agent: Definition) -> tuple[str, ...]:
    upward = hierarchy_relation(graph)
    above = [edge.target for edge in graph.outgoing(agent.id, upward) if not edge.is_loop]
    beside = [edge.other(agent.id) for edge in graph.outgoing(agent.id, PARALLEL) if not edge.is_loop]
    tools = dict.fromkeys(tool.text.partition("(")[0].strip() for tool in agent.tools.allowed)
    return (
        shown((Untrusted(agent.name, "place"),)),
        escape.markdown(agent.level.text) if agent.level else "",
        escape.markdown(_brief(agent.description or "")),
        _names(graph, above),
        "all" if PARALLEL in agent.wildcards else _names(graph, beside),
        ", ".join(escape.markdown(tool) for tool in tools if tool),
    )


def _brief(text: str) -> str:
    sentence = _SENTENCE.split(" ".join(text.split()), maxsplit=1)[0]
    return sentence if len(sentence) <= _LONGEST else f"{sentence[: _LONGEST - 1].rstrip()}…"


def _names(graph: AgentGraph, nodes: list[str]) -> str:
    def one(node: str) -> str:
        kind = wording.outsider(graph, node)
        return shown((Untrusted(graph.label(node), "place"), f" ({kind})" if kind else ""))

    return ", ".join(one(node) for node in sorted(set(nodes)))
