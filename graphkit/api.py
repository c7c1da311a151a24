"""graphkit from Python: the same answers as the command line, as values.

No function looks for a `graphkit.toml` by itself: without a `Config` they use the defaults. `load_config` reads one.
"""

from __future__ import annotations

import base64
import os
from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit import pipeline
from graphkit.config import Config
from graphkit.model import graph as model
from graphkit.support import escape
from graphkit.support.errors import RenderError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from graphkit.analysis.agent_profile import AgentProfile
    from graphkit.analysis.bottlenecks import Bottlenecks
    from graphkit.analysis.direct_references import DirectReferences
    from graphkit.analysis.impact import Impact
    from graphkit.analysis.paths import Paths
    from graphkit.analysis.plan import Plan
    from graphkit.model.findings import Finding
    from graphkit.model.history import History
    from graphkit.model.report import Report

    Paths_ = str | os.PathLike[str] | Sequence[str | os.PathLike[str]]


class AgentGraph(model.AgentGraph):
    """The graph of a team, which a notebook shows as a picture."""

    def _repr_svg_(self) -> str | None:
        """Return the picture, or None where it cannot be drawn: then the notebook shows the text."""
        try:
            return render(self, "svg").decode()
        except RenderError:
            return None

    def _repr_html_(self) -> str:
        """Return how large the team is, and the picture as an image: nothing in it can run, no id can clash."""
        counts = ", ".join(f"{count} {relation}" for relation, count in self.counts().items()) or "no relations"
        words = escape.xml(f"{len(self.agents)} agents: {counts}")
        picture = self._repr_svg_()
        if picture is None:
            return f"<p>{words}</p>"
        data = base64.b64encode(picture.encode()).decode()
        return f'<p>{words}</p><img alt="{words}" src="data:image/svg+xml;base64,{data}">'


def load_config(path: str | os.PathLike[str] | None = None) -> Config:
    """Return the settings of a file, or of the one that a command would use here: the nearest one upwards, if any.

    Raises GraphkitError with everything that is wrong with it.
    """
    from graphkit.config import load as module

    found = module.find(Path.cwd()) if path is None else Path(path)
    return module.load(found)


def load(paths: Paths_ = (), config: Config | None = None) -> AgentGraph:
    """Load every agent definition below the paths into one graph.

    Without paths it looks where agents usually live (`.claude/agents`, `agents`, ...) below the working directory.
    Raises GraphkitError when a path does not exist or no agent is found.
    """
    return _shown(pipeline.load(config or Config(), _listed(paths)))


def check(paths: Paths_ = (), config: Config | None = None) -> Report:
    """Load the graph and apply every rule; `report.live` are the findings. Raises as `load` does."""
    report = pipeline.run(config or Config(), _listed(paths))
    return replace(report, graph=_shown(report.graph))


def select(
    graph: model.AgentGraph, expression: str | None, exclude: str | None = None, config: Config | None = None
) -> AgentGraph:
    """Return the graph of the agents that a selection means (see docs/selectors.md).

    Raises SelectionError, which points at the character; the graph may be empty.
    """
    from graphkit.git import history
    from graphkit.selection import Choice, narrow

    choice = Choice(expression, exclude, history.changed)
    return _shown(narrow(graph, pipeline.select_agents(graph, config or Config(), choice)))


def card(
    graph: model.AgentGraph, agent: str, findings: Sequence[Finding] = (), tops: tuple[str, ...] = ()
) -> AgentProfile:
    """Return all there is to know of an agent; `findings` as of `check`. Raises UsageError for an unknown name."""
    from graphkit.analysis import agent_profile as module
    from graphkit.analysis.agent_lookup import resolve_agent

    return module.agent_profile(graph, resolve_agent(graph, agent), findings, tops)


def paths(
    graph: model.AgentGraph, source: str, target: str, relation: str | None = "escalation", limit: int = 5
) -> Paths:
    """Return the shortest paths by a relation (None: any). Raises UsageError for an unknown name."""
    from graphkit.analysis import paths as module
    from graphkit.analysis.agent_lookup import resolve_agent

    return module.paths(graph, resolve_agent(graph, source), resolve_agent(graph, target), relation, limit)


def why(graph: model.AgentGraph, first: str, second: str) -> DirectReferences:
    """Return every edge between two agents, with its references. Raises UsageError for an unknown name."""
    from graphkit.analysis import direct_references as module
    from graphkit.analysis.agent_lookup import resolve_node

    return module.direct_references(graph, resolve_node(graph, first), resolve_node(graph, second))


def impact(graph: model.AgentGraph, agent: str, tops: tuple[str, ...] = ()) -> Impact:
    """Return what breaks if an agent is removed or renamed. Raises UsageError for an unknown name."""
    from graphkit.analysis import impact as module
    from graphkit.analysis.agent_lookup import resolve_agent

    return module.impact(graph, resolve_agent(graph, agent), tops)


def bottlenecks(graph: model.AgentGraph, tops: tuple[str, ...] = ()) -> Bottlenecks:
    """Return whom too much depends on, the heaviest first."""
    from graphkit.analysis import bottlenecks as module

    return module.bottlenecks(graph, tops)


def plan(graph: model.AgentGraph, goal: str | None = None, relations: Sequence[str] = ("workflow",)) -> Plan:
    """Return the waves of work, all or those that lead to a goal. Raises UsageError for an unknown name."""
    from graphkit.analysis import plan as module
    from graphkit.analysis.agent_lookup import resolve_agent

    return module.plan(graph, resolve_agent(graph, goal) if goal else None, relations)


def history(
    paths: Paths_ = (),
    config: Config | None = None,
    since: str | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> History:
    """Return the numbers at every commit that touched the paths. Raises UsageError without a repository."""
    from graphkit.pipeline.revisions import history as follow

    return follow(config or Config(), _listed(paths), since, progress)


def render(graph: model.AgentGraph, fmt: str = "svg", findings: Sequence[Finding] = ()) -> bytes:
    """Return the graph as a picture: `svg`, `png`, `dot` or `mmd`. Raises RenderError when it cannot be drawn."""
    from graphkit import renderers

    return renderers.render(graph, fmt, None, findings)


def _shown(graph: model.AgentGraph) -> AgentGraph:
    return AgentGraph(**{field.name: getattr(graph, field.name) for field in fields(graph)})


def _listed(paths: Paths_) -> list[str]:
    if isinstance(paths, str | os.PathLike):
        return [os.fspath(paths)]
    return [os.fspath(path) for path in paths]
