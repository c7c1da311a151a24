"""Links from a picture to the definitions: only below the prefix that the user gave."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from graphkit.support.errors import RenderError
from graphkit.support.escape import terminal

if TYPE_CHECKING:
    from graphkit.model.graph import AgentGraph

_EDITORS = ("vscode", "vscode-insiders", "vscodium", "cursor", "windsurf")
_SCHEMES = ("", "http", "https", "file", *_EDITORS, "idea", "subl", "txmt")


def checked(prefix: str) -> str:
    """Return a prefix or template for links. Raises RenderError when it would be more than an address: a script."""
    if urlsplit(prefix.strip()).scheme.lower() not in _SCHEMES:
        raise RenderError(
            f"`{terminal(prefix)}` is no prefix for links. Give an https:// address, a folder, or a template such as "
            "`vscode://file/srv/team/{path}:{line}`."
        )
    return prefix.strip()


def template(prefix: str) -> str:
    """Return the template that a prefix stands for: `{path}` and `{line}` are where the definition goes.

    Editors want `path:line`, pages `path#Lline`.
    """
    text = checked(prefix)
    if "{path}" in text:
        return text
    editor = urlsplit(text).scheme.lower() in _EDITORS
    return text + ("{path}:{line}" if editor else "{path}#L{line}")


def address(graph: AgentGraph, agent: str, prefix: str | None) -> str | None:
    """Return where an agent is defined: `https://host/blob/main/` gives `https://host/blob/main/agents/a.md#L1`."""
    definition = graph.agents.get(agent)
    if prefix is None or definition is None:
        return None
    line = str(definition.span.line)
    return template(prefix).replace("{path}", quote(definition.path)).replace("{line}", line)
