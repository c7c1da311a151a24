"""The whole flow on one screen: discover, read, link, check, triage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit import discover, link, readers, rules, selection, triage
from graphkit.errors import NoAgentsError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graphkit.config import Config
    from graphkit.model.graph import AgentGraph
    from graphkit.model.report import Report
    from graphkit.selection import Choice


def load(config: Config, paths: Sequence[str]) -> AgentGraph:
    """Read every definition below the paths into one graph.

    Without paths it looks where agents usually live. Raises UsageError for a path that does not exist, and
    NoAgentsError when no agent was found: nothing must never pass for clean.
    """
    sources = discover.discover(paths)
    readings = [*sources.left_out, *(readers.read(source, config) for source in sources.files)]
    graph = link.link(readings, config)
    if not graph.agents:
        raise NoAgentsError(discover.explain_nothing(sources, graph.skipped, graph.problems))
    return graph


def run(config: Config, paths: Sequence[str], choice: Choice | None = None) -> Report:
    """Load the graph, apply every rule, and return what is to be shown.

    A choice of agents comes last, though it decides what is drawn and told: rules need to see the whole team.
    """
    graph = load(config, paths)
    report = triage.triage(graph, rules.check(graph, config), rules.catalogue())
    if choice is None or choice.is_everything:
        return report
    keep = selection.select(graph, choice, lambda: report.live, report.rules)
    return selection.restrict(report, keep, cut=choice.cut)


def select(graph: AgentGraph, config: Config, choice: Choice) -> frozenset[str]:
    """Return the ids of the agents that a choice means; the rules run only if it asks for one."""
    return selection.select(graph, choice, lambda: rules.check(graph, config), rules.catalogue())
