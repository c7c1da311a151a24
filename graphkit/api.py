"""graphkit from Python: the same answers as the command line, as values.

No function looks for a `graphkit.toml` by itself: without a `Config` they use the defaults. `load_config` reads one.
"""

from __future__ import annotations

import base64
import os
from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from graphkit import pipeline
from graphkit.analysis.agent_lookup import resolve_agent, resolve_node, resolve_relation
from graphkit.config import Config
from graphkit.model import graph as model
from graphkit.model.report import Report
from graphkit.reporters.notebook import for_notebook
from graphkit.support import escape
from graphkit.support.errors import RenderError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import networkx as nx

    from graphkit.analysis.agent_profile import AgentProfile, OutsiderProfile
    from graphkit.analysis.bottlenecks import Bottlenecks
    from graphkit.analysis.groups import Groups
    from graphkit.analysis.impact import Impact
    from graphkit.analysis.metrics import Metrics
    from graphkit.analysis.paths import DirectReferences, Paths
    from graphkit.analysis.plan import Plan
    from graphkit.model.comparison import Changes
    from graphkit.model.findings import Finding
    from graphkit.model.graph import Edge
    from graphkit.model.history import History
    from graphkit.renderers.options import RenderOptions

    Paths_ = str | os.PathLike[str] | Sequence[str | os.PathLike[str]]

PictureFormat: TypeAlias = Literal["svg", "png", "pdf", "dot", "mmd", "mermaid", "d2", "plantuml", "json", "html"]
ExportFormat: TypeAlias = Literal["graphml", "gexf", "node-link", "csv", "parquet", "cypher", "agent-spec", "edges"]


class AgentGraph(model.AgentGraph):
    """The graph of a team: it takes any spelling of a name, and a notebook shows it as a picture.

    An unknown agent or relation raises UsageError with the one that may be meant.
    """

    def __repr__(self) -> str:
        """Return how large the team is."""
        return f"<AgentGraph: {self._size()}>"

    def links(self, relation: str | None = None, *, declared: bool = False) -> Iterator[Edge]:
        """Yield the edges between two different, defined agents, of one relation or of all."""
        return super().links(None if relation is None else resolve_relation(self, relation), declared=declared)

    def outgoing(self, agent: str, relation: str) -> tuple[Edge, ...]:
        """Return the edges of a relation that leave an agent; symmetric edges count at both ends."""
        return super().outgoing(resolve_node(self, agent), resolve_relation(self, relation))

    def incoming(self, agent: str, relation: str) -> tuple[Edge, ...]:
        """Return the edges of a relation that reach an agent; symmetric edges count at both ends."""
        return super().incoming(resolve_node(self, agent), resolve_relation(self, relation))

    def successors(self, relation: str, *, declared: bool = False) -> dict[str, list[str]]:
        """Return the adjacency of a relation over all agents, each list sorted."""
        return super().successors(resolve_relation(self, relation), declared=declared)

    def view(self, relation: str) -> nx.DiGraph[str]:
        """Return one relation as a networkx graph of all agents, without self references and outsiders."""
        return super().view(resolve_relation(self, relation))

    def _repr_svg_(self) -> str | None:
        """Return the picture, or None where it cannot be drawn: then the notebook shows the text."""
        try:
            return render(self, "svg").decode()
        except RenderError:
            return None

    def _repr_html_(self) -> str:
        """Return how large the team is, and the picture as an image: nothing in it can run, no id can clash."""
        words = escape.xml(self._size())
        picture = self._repr_svg_()
        if picture is None:
            return f"<p>{words}</p>"
        data = base64.b64encode(picture.encode()).decode()
        return f'<p>{words}</p><img alt="{words}" src="data:image/svg+xml;base64,{data}">'

    def _size(self) -> str:
        counts = ", ".join(f"{count} {relation}" for relation, count in self.counts().items()) or "no relations"
        return f"{len(self.agents)} agents: {counts}"


def load_config(path: str | os.PathLike[str] | None = None) -> Config:
    """Return the settings of a file, or of the one that a command would use here: the nearest one upwards, if any.

    Raises GraphkitError with everything that is wrong with it.
    """
    from graphkit.config import load as module

    found = module.find(Path.cwd()) if path is None else Path(path)
    return module.load(found)


def load(paths: Paths_ = (), config: Config | None = None) -> AgentGraph:
    """Load every agent definition below the paths into one graph.

    Without paths it finds the agents below the working directory (docs/discovery.md).
    Raises GraphkitError when a path does not exist or no agent is found.
    """
    return _shown(pipeline.load(config or Config(), _listed(paths)))


def check(paths: Paths_ = (), config: Config | None = None) -> Report:
    """Load the graph and apply every rule; `report.live` are the findings. Raises as `load` does."""
    report = pipeline.run(config or Config(), _listed(paths))
    return for_notebook(replace(report, graph=_shown(report.graph)))


def diff(
    old: str | Report, new: str | Report | None = None, paths: Paths_ = (), config: Config | None = None
) -> Changes:
    """Return what changed between two reports of `check`, or two git revisions or dates; by default to the work tree.

    Raises UsageError for an unknown revision, or when a report is compared with a revision.
    """
    from graphkit.git import compare, revisions
    from graphkit.pipeline.revisions import changes

    if isinstance(old, Report) and isinstance(new, Report):
        return for_notebook(compare.compare(old, new))
    if isinstance(old, Report) or isinstance(new, Report):
        raise UsageError("diff() takes two reports of check(), or two git revisions; not one of each.")
    second = None if new is None else revisions.resolve(new)
    return for_notebook(changes(config or Config(), _listed(paths), revisions.resolve(old), second))


def write_baseline(report: Report, path: str | os.PathLike[str] = ".graphkit-baseline.json") -> int:
    """Record the findings of a report in a baseline file, beside those that it has; return how many it holds then.

    `check` with `Config(baseline=...)` reports only others. Raises BaselineError for a file that is no baseline.
    """
    from graphkit.support.files import write_atomic
    from graphkit.triage import baseline, baseline_file

    file = Path(path)
    base = os.fspath(file.parent)
    known = baseline_file.read(os.fspath(file)) if file.exists() else ()
    entries = baseline.renamed(known, report.graph, (*report.live, *report.baselined), base)
    entries = baseline.grown(entries, report.live, base)
    write_atomic(file, baseline_file.write(entries).encode())
    return len(entries)


def select(
    graph: model.AgentGraph, expression: str | None, exclude: str | None = None, config: Config | None = None
) -> AgentGraph:
    """Return the graph of the agents that a selection means (see docs/selectors.md).

    Raises SelectionError, which points at the character; the graph may be empty.
    """
    from graphkit.git import history
    from graphkit.selection import Choice, narrow

    choice = Choice(expression, exclude, history.changed)
    return _shown(narrow(_graph(graph), pipeline.select_agents(graph, config or Config(), choice)))


def card(
    graph: model.AgentGraph, agent: str, findings: Sequence[Finding] = (), tops: tuple[str, ...] = ()
) -> AgentProfile | OutsiderProfile:
    """Return all there is to know of an agent or an outsider; `findings` as of `check`.

    Raises UsageError for an unknown name.
    """
    from graphkit.analysis import agent_profile as module

    node = resolve_node(_graph(graph), agent)
    if node not in graph.agents:
        return for_notebook(module.outsider_profile(graph, node, findings))
    return for_notebook(module.agent_profile(graph, node, findings, tops))


def paths(
    graph: model.AgentGraph, source: str, target: str, relation: str | None = "escalation", limit: int = 5
) -> Paths:
    """Return the shortest paths by a relation (None: any). Raises UsageError for an unknown name or relation."""
    from graphkit.analysis import paths as module

    start, goal = resolve_node(_graph(graph), source), resolve_node(graph, target)
    by = None if relation is None else resolve_relation(graph, relation)
    return for_notebook(module.paths(graph, start, goal, by, limit))


def why(graph: model.AgentGraph, first: str, second: str) -> DirectReferences:
    """Return every edge between two agents, with its references. Raises UsageError for an unknown name."""
    from graphkit.analysis import paths as module

    ends = resolve_node(_graph(graph), first), resolve_node(graph, second)
    return for_notebook(module.direct_references(graph, *ends))


def impact(graph: model.AgentGraph, agent: str, tops: tuple[str, ...] = ()) -> Impact:
    """Return what breaks if an agent or an outsider goes or is renamed. Raises UsageError for an unknown name."""
    from graphkit.analysis import impact as module

    return for_notebook(module.impact(graph, resolve_node(_graph(graph), agent), tops))


def bottlenecks(graph: model.AgentGraph, tops: tuple[str, ...] = ()) -> Bottlenecks:
    """Return the agents on which too much depends, the heaviest first."""
    from graphkit.analysis import bottlenecks as module

    return for_notebook(module.bottlenecks(_graph(graph), tops))


def groups(graph: model.AgentGraph) -> Groups:
    """Return the groups of agents that can run together, the largest first."""
    from graphkit.analysis import groups as module

    return for_notebook(module.groups(_graph(graph)))


def metrics(graph: model.AgentGraph) -> Metrics:
    """Return the numbers of a team: sizes, relations, levels, tool privileges, overlap."""
    from graphkit.analysis import metrics as module

    return for_notebook(module.metrics(_graph(graph)))


def plan(graph: model.AgentGraph, goal: str | None = None, relations: Sequence[str] = ("workflow",)) -> Plan:
    """Return the waves of work, all or those that lead to a goal. Raises UsageError for an unknown name or relation."""
    from graphkit.analysis import plan as module

    by = [resolve_relation(_graph(graph), name) for name in relations]
    return for_notebook(module.plan(graph, resolve_agent(graph, goal) if goal else None, by))


def history(
    paths: Paths_ = (),
    config: Config | None = None,
    since: str | None = None,
    progress: Callable[[int, int], None] | None = None,
    *,
    all_commits: bool = False,
) -> History:
    """Return the numbers at every commit that touched the paths; `since` is a revision or a date.

    Raises UsageError without a repository.
    """
    from graphkit.pipeline.revisions import history as follow

    found, _ = follow(config or Config(), _listed(paths), since, progress, all_commits=all_commits)
    return for_notebook(found)


def render(
    graph: model.AgentGraph,
    fmt: PictureFormat = "svg",
    findings: Sequence[Finding] = (),
    options: RenderOptions | None = None,
) -> bytes:
    """Return the graph as a picture; `options` are those of `graphkit render`.

    Raises RenderError, with what to do, when it cannot be drawn.
    """
    from graphkit import renderers

    return renderers.render(_graph(graph), fmt, options, findings)


def export(graph: model.AgentGraph, fmt: ExportFormat) -> dict[str, bytes]:
    """Return the graph as the files of another tool, by name. Raises UsageError for a format that does not exist."""
    from graphkit import exporters

    return exporters.export(_graph(graph), fmt)


def _shown(graph: model.AgentGraph) -> AgentGraph:
    return AgentGraph(**{field.name: getattr(graph, field.name) for field in fields(graph)})


def _graph(graph: object) -> model.AgentGraph:
    if isinstance(graph, model.AgentGraph):
        return graph
    kind = "a report; use its .graph" if isinstance(graph, Report) else f"{type(graph).__name__}"
    raise UsageError(f"this takes a graph, as graphkit.load('agents') returns it, and got {kind}.")


def _listed(paths: Paths_) -> list[str]:
    if isinstance(paths, model.AgentGraph | Report):
        raise UsageError("this takes the paths of definitions, such as 'agents', and got a graph or a report.")
    if isinstance(paths, str | os.PathLike):
        return [os.fspath(paths)]
    return [os.fspath(path) for path in paths]
