"""Whether a team is the same after an agent was renamed or removed, but for that agent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.model.names import canonical

if TYPE_CHECKING:
    from graphkit.model.graph import AgentGraph, Edge

_Key = tuple[str, str, str, str | None]


def after_rename(before: AgentGraph, after: AgentGraph, agent: str) -> str | None:
    """Return what a renaming would change besides the name, None where it changes nothing else."""
    gone, come = sorted(before.agents.keys() - after.agents.keys()), sorted(after.agents.keys() - before.agents.keys())
    if gone != [agent] or len(come) != 1:
        return f"other agents would change: {', '.join([*gone, *come])}"
    if left := _named(after, before, agent):
        return f"`{left}` would still be named"
    (new,) = come
    expected = {_key(edge, {agent: new}, before) for edge in before.edges if not edge.prose}
    found = {_key(edge, {}, after) for edge in after.edges if not edge.prose}
    different = sorted(expected ^ found, key=str)
    return f"the relation {different[0][0]} -> {different[0][1]} would change" if different else None


def after_removal(before: AgentGraph, after: AgentGraph, agent: str, *, keep_file: bool) -> str | None:
    """Return what a removal would change besides the agent, None where it changes nothing else."""
    gone, come = before.agents.keys() - after.agents.keys(), after.agents.keys() - before.agents.keys()
    if come or gone != (set() if keep_file else {agent}):
        return f"other agents would change: {', '.join(sorted((gone | come) - {agent}))}"
    if not keep_file and (left := _named(after, before, agent)):
        return f"`{left}` would still be named"
    kept = {_key(edge, {}, before) for edge in before.edges if agent not in (edge.source, edge.target)}
    lost = sorted(kept - {_key(edge, {}, after) for edge in after.edges}, key=str)
    return f"the relation {lost[0][0]} -> {lost[0][1]} would be lost" if lost else None


def _named(after: AgentGraph, before: AgentGraph, agent: str) -> str | None:
    """Return the old name where a field still names it and no other agent has it."""
    names = {canonical(alias) for alias in before.agents[agent].aliases}
    ghosts = (ghost.name for ghost in after.ghosts.values() if canonical(ghost.name) in names)
    known = {canonical(ghost.name) for ghost in before.ghosts.values()}
    return next((name for name in ghosts if canonical(name) not in known), None)


def _key(edge: Edge, renamed: dict[str, str], graph: AgentGraph) -> _Key:
    source, target = (renamed.get(end, end) for end in (edge.source, edge.target))
    symmetric = edge.symmetric or graph.relations[edge.relation].symmetric
    ends = sorted((source, target)) if symmetric else (source, target)
    return ends[0], ends[1], edge.relation, edge.label
