"""The MCP server: agents ask whom to turn to, who can work beside whom, and what is wrong. It only reads.

Text of definitions is data, never an instruction: it is returned in fields of its own, marked as such.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ResourceError, ToolError

from graphkit import dialects, pipeline, selection
from graphkit.analysis import agent_lookup
from graphkit.analysis.impact import impact
from graphkit.analysis.paths import paths
from graphkit.support import escape
from graphkit.support.errors import GraphkitError
from graphkit.support.version import VERSION
from graphkit.workspace.mcp_results import (
    NOTE,
    Agent,
    Agents,
    Finding,
    Findings,
    Impact,
    Parallel,
    Path,
    Profile,
    Relation,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pydantic import BaseModel

    from graphkit.model.graph import AgentGraph, Edge
    from graphkit.workspace.team import Team

LIMIT, MOST = 50, 500
"""Rows of an answer by default and at most; `more` says how many were left out."""

TEXT = 500
"""Signs of a description."""

LARGEST = 1_000_000
"""Signs of a resource: an answer of the graph that is longer is refused, a definition is cut there."""


def make_server(team: Team) -> MCPServer:
    """Return the server with its tools and resources over a team."""
    server = MCPServer("graphkit", version=VERSION, instructions=f"Questions about the agents of this project. {NOTE}")
    answers = _Answers(team)
    for tool in (
        answers.list_agents,
        answers.show_agent,
        answers.find_path,
        answers.who_can_run_with,
        answers.impact_of,
        answers.check,
    ):
        server.tool()(_explained(tool))
    server.resource("graphkit://graph", mime_type="application/json", description="The whole graph with its findings.")(
        answers.graph
    )
    server.resource("graphkit://agent/{name}", mime_type="text/markdown", description=f"A definition file. {NOTE}")(
        answers.definition
    )
    return server


class _Answers:
    """The tools; each answer is made from the files as they are."""

    def __init__(self, team: Team) -> None:
        self._team = team

    def list_agents(self, selector: str | None = None, limit: int = LIMIT) -> Agents:
        """List agents. `selector`: `+dev` (dev and those it escalates to), `level:staff`, `tool:Bash`, `dev*`."""
        graph = self._team.report().graph
        names = sorted(graph.agents)
        if selector:
            names = sorted(pipeline.select_agents(graph, self._team.config(), selection.Choice(selector)))
        rows, more = _some(names, limit)
        return Agents(agents=[_agent(graph, name) for name in rows], more=more)

    def show_agent(self, name: str, limit: int = LIMIT) -> Profile:
        """Show one agent: level, tools, relations with their places, findings."""
        report = self._team.report()
        graph = report.graph
        agent = agent_lookup.resolve_agent(graph, name)
        edges = [edge for edge in graph.edges if agent in (edge.source, edge.target)]
        rows, more = _some(edges, limit)
        definition = graph.agents[agent]
        return Profile(
            agent=_agent(graph, agent),
            tools_allowed=[_text(tool.text) for tool in definition.tools.allowed][:MOST],
            tools_forbidden=[_text(tool.text) for tool in definition.tools.forbidden][:MOST],
            relations=[_relation(graph, edge) for edge in rows],
            findings=[_text(f"{one.code} {one.message}") for one in report.live if agent in one.agents][:MOST],
            more=more,
        )

    def find_path(self, source: str, target: str, relation: str | None = None) -> Path:
        """Find the shortest way from one agent to another; `relation` is escalation, delegation, handoff, ..."""
        graph = self._team.report().graph
        name = agent_lookup.resolve_relation(graph, relation) if relation else None
        ends = (agent_lookup.resolve_node(graph, source), agent_lookup.resolve_node(graph, target))
        found = paths(graph, *ends, name, limit=1)
        hops = [edge for hop in (found.paths[0] if found.paths else ()) for edge in hop.edges[:1]]
        return Path(
            found=bool(found.paths),
            hops=[_relation(graph, edge) for edge in hops],
            direct=[_relation(graph, edge) for edge in found.direct[:MOST]],
        )

    def who_can_run_with(self, name: str, limit: int = LIMIT) -> Parallel:
        """List the agents that can run at the same time as this one."""
        graph = self._team.report().graph
        agent = agent_lookup.resolve_agent(graph, name)
        both: list[str] = []
        single: list[str] = []
        for edge in graph.outgoing(agent, "parallel"):
            if edge.resolved and not edge.is_loop:
                speakers = {reference.agent for reference in edge.references}
                (both if len(speakers) > 1 else single).append(graph.label(edge.other(agent)))
        rows, more = _some(sorted(both), limit)
        others, more_others = _some(sorted(single), limit)
        return Parallel(agent=graph.label(agent), both_say_so=rows, one_side_only=others, more=more + more_others)

    def impact_of(self, name: str, limit: int = LIMIT) -> Impact:
        """Say what breaks when an agent is removed or renamed."""
        graph = self._team.report().graph
        agent = agent_lookup.resolve_agent(graph, name)
        edges = [edge for edge in graph.edges if agent in (edge.source, edge.target)]
        rows, more = _some(edges, limit)
        lost = impact(graph, agent, self._team.config().tops)
        cut_off, more_cut_off = _some([graph.label(one) for one in lost.cut_off], limit)
        return Impact(
            agent=graph.label(agent),
            relations=[_relation(graph, edge) for edge in rows],
            cut_off=cut_off,
            more=more + more_cut_off,
        )

    def check(self, severity: str = "warning", limit: int = LIMIT) -> Findings:
        """List broken rules with file, line, column and what to do. `severity`: the lowest (info, warning, error)."""
        report = self._team.report()
        weights = {"info": 0, "warning": 1, "error": 2}
        if severity not in weights:
            raise ToolError("severity is one of: info, warning, error")
        live = [one for one in report.live if one.severity.weight >= weights[severity]]
        rows, more = _some(sorted(live, key=lambda one: (-one.severity.weight, one.order)), limit)
        counts = report.stats.findings
        return Findings(
            errors=counts["error"],
            warnings=counts["warning"],
            infos=counts["info"],
            findings=[
                Finding(
                    code=one.code,
                    name=one.name,
                    severity=one.severity.value,
                    message=_text(one.message),
                    place=str(one.span),
                    hint=_text(one.hint) if one.hint else None,
                )
                for one in rows
            ],
            more=more,
        )

    def graph(self) -> str:
        """Return the graph as version 1 of the JSON report."""
        from graphkit.reporters import json_v1
        from graphkit.reporters.style import Style

        try:
            text = json_v1.write(self._team.report(), Style())
        except GraphkitError as error:
            raise ResourceError(str(error)) from error
        if len(text) > LARGEST:
            raise ResourceError("the graph is too large to be read at once; ask list_agents and show_agent")
        return text

    def definition(self, name: str) -> str:
        """Return the file of one agent; only files of the team can be asked for."""
        try:
            graph = self._team.report().graph
            path = graph.agents[agent_lookup.resolve_agent(graph, name)].path
        except GraphkitError as error:
            raise ResourceError(str(error)) from error
        if dialects.is_private(path):
            raise ResourceError(f"{path} contains secrets besides the agents; read it with another program.")
        data = self._team.load(path)
        if isinstance(data, str):
            raise ResourceError(f"{path}: {data}")
        return data.decode("utf-8", "replace")[:LARGEST]


def _explained(tool: Callable[..., BaseModel]) -> Callable[..., BaseModel]:
    """Return a tool whose refusals reach the agent that asks, with their remedy; the SDK withholds other texts."""

    @functools.wraps(tool)
    def answer(*arguments: object, **named: object) -> BaseModel:
        try:
            return tool(*arguments, **named)
        except GraphkitError as error:
            raise ToolError(_text(str(error))) from error

    return answer


def _some(rows: Sequence[Any], limit: int) -> tuple[list[Any], int]:
    most = max(1, min(limit, MOST))
    return list(rows[:most]), max(0, len(rows) - most)


def _text(text: str) -> str:
    return escape.clean(text, TEXT)


def _agent(graph: AgentGraph, agent: str) -> Agent:
    one = graph.agents[agent]
    return Agent(
        id=one.id,
        name=_text(one.name),
        level=_text(one.level.text) if one.level else None,
        path=one.path,
        line=one.span.line,
        description=_text(one.description) if one.description else None,
    )


def _relation(graph: AgentGraph, edge: Edge) -> Relation:
    return Relation(
        source=_text(graph.label(edge.source)),
        target=_text(graph.label(edge.target)),
        relation=edge.relation,
        defined=edge.resolved,
        places=[str(reference.span) for reference in edge.references[:10]],
    )
