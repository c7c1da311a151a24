"""The part of a run that somebody asked for. It comes after the rules, which need to see the whole team."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit import pipeline, rules, selection

if TYPE_CHECKING:
    from graphkit.config import Config
    from graphkit.model.graph import AgentGraph
    from graphkit.model.report import Report
    from graphkit.selection import Choice


def report(whole: Report, choice: Choice) -> Report:
    """Return the report of the chosen agents. Raises SelectionError, which points at the character."""
    if choice.is_everything:
        return whole
    keep = selection.select(whole.graph, choice, lambda: whole.live, whole.rules)
    return selection.restrict(whole, keep, cut=choice.cut)


def agents(graph: AgentGraph, config: Config, choice: Choice) -> frozenset[str]:
    """Return the ids of the agents that a choice means; the rules run only if it asks for one."""
    return selection.select(graph, choice, lambda: pipeline.judge(graph, config).live, rules.catalogue())
