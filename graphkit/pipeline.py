"""The whole flow on one screen: discover, read, link, check, triage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit import discover, link, readers, rules, triage
from graphkit.collector import quiet
from graphkit.errors import NoAgentsError
from graphkit.readers import crowd

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from graphkit.config import Config
    from graphkit.model.graph import AgentGraph
    from graphkit.model.report import Report


def load(config: Config, paths: Sequence[str], told: Callable[[str, int, int], None] = crowd.unwatched) -> AgentGraph:
    """Read every definition below the paths into one graph; `told` learns how far it is.

    Without paths it looks where agents usually live. Raises UsageError for a path that does not exist, and
    NoAgentsError when no agent was found: nothing must never pass for clean.
    """
    sources = discover.discover(paths)
    with quiet():
        readings = [*sources.left_out, *crowd.each(lambda source: readers.read(source, config), sources.files, told)]
        graph = link.link(readings, config)
    if not graph.agents:
        raise NoAgentsError(discover.explain_nothing(sources, graph.skipped, graph.problems))
    return graph


def run(config: Config, paths: Sequence[str], told: Callable[[str, int, int], None] = crowd.unwatched) -> Report:
    """Load the graph, apply every rule, and return what is to be shown."""
    graph = load(config, paths, told)
    return triage.triage(graph, rules.check(graph, config), rules.catalogue())
