"""`graphkit mcp`: the server by which agents ask about the team."""

from __future__ import annotations

import click

from graphkit.cli import options
from graphkit.cli.settings import Settings, configurable


@click.command(
    epilog="""\b
Examples:
  graphkit mcp                       a client starts this (docs/mcp.md)
  graphkit mcp .claude/agents

Exit status: 0 when the client ends it, 2 could not run.""",
)
@options.paths
@configurable
def mcp(settings: Settings, paths: tuple[str, ...]) -> None:
    """Serve the Model Context Protocol on standard input and output, about the agents below PATHS.

    Tools: list_agents, show_agent, find_path, who_can_run_with, impact_of, check. Resources: the graph, each
    definition. They only read. It needs the extra `mcp`.
    """
    try:
        from graphkit.workspace.mcp_server import make_server
    except ImportError as error:
        from graphkit.support.errors import UsageError
        from graphkit.support.version import install

        raise UsageError(f"the MCP server needs one more package: {install('mcp')}.") from error
    from graphkit.workspace.team import Team

    make_server(Team(settings.load, paths)).run("stdio")
