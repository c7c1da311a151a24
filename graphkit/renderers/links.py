"""Links from a picture to the definitions: only below the prefix that the user gave."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from graphkit.support.errors import RenderError
from graphkit.support.escape import terminal

if TYPE_CHECKING:
    from graphkit.model.graph import AgentGraph

_SCHEMES = ("", "http", "https", "file", "vscode")


def checked(prefix: str) -> str:
    """Return a prefix for links. Raises RenderError when it would be more than an address, such as a script."""
    if urlsplit(prefix.strip()).scheme.lower() not in _SCHEMES:
        raise RenderError(f"`{terminal(prefix)}` is no prefix for links. Give an https:// address or a folder.")
    return prefix.strip()


def address(graph: AgentGraph, agent: str, prefix: str | None) -> str | None:
    """Return where an agent is defined, below the prefix: `https://host/blob/main/` + `agents/a.md#L1`."""
    definition = graph.agents.get(agent)
    if prefix is None or definition is None:
        return None
    return f"{checked(prefix)}{quote(definition.path)}#L{definition.span.line}"
