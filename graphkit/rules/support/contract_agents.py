"""Who a contract is about: globs for names, and `level:`, `group:`, `path:`, `tool:` with a glob after the colon."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from graphkit.model.names import canonical

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graphkit.model.definitions import Definition
    from graphkit.model.graph import AgentGraph


def select(graph: AgentGraph, selectors: Iterable[str]) -> set[str]:
    """Return the ids of all that any of the selectors means; names also mean those that no file defines (`user`)."""
    found: set[str] = set()
    for selector in selectors:
        kind, colon, pattern = selector.partition(":")
        if colon:
            found.update(agent.id for agent in graph.agents.values() if _has(agent, kind, pattern.strip()))
        else:
            glob = canonical(selector)
            found.update(agent.id for agent in graph.agents.values() if _named(agent.aliases, glob))
            found.update(ghost.id for ghost in graph.ghosts.values() if _named((ghost.name,), glob))
    return found


def _named(aliases: Iterable[str], glob: str) -> bool:
    return any(fnmatchcase(canonical(alias), glob) for alias in aliases)


def _has(agent: Definition, kind: str, pattern: str) -> bool:
    if kind == "path":
        return fnmatchcase(agent.path, pattern) or fnmatchcase(agent.path, f"*/{pattern}")
    if kind == "level":
        values = [agent.level.text.strip()] if agent.level else []
    elif kind == "group":
        values = [agent.group]
    else:
        values = [tool.text.partition("(")[0].strip() for tool in agent.tools.allowed]
    return any(fnmatchcase(value.casefold(), pattern.casefold()) for value in values)
