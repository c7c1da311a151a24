"""A small team whose escalations end at an agent, at an external and at a misspelt name."""

from __future__ import annotations

from dataclasses import replace

from graphkit.model.graph import AgentGraph, Ghost
from tests.unit.graphs import graph

EDGES = [("pilot", "captain"), ("captain", "owner"), ("stoker", "mate"), ("mate", "skiper"), ("cook", "purser")]


def crew() -> AgentGraph:
    """Build a crew: the captain escalates to an external, the mate to a typo, the purser to no one."""
    agents = ["pilot", "captain", "stoker", "mate", "cook", "purser"]
    built = graph(agents, EDGES, ("owner", "skiper"))
    return replace(built, ghosts={**built.ghosts, "owner": Ghost("owner", "Owner", external=True)})
