"""Who a selector means."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graphkit.model.definitions import Tools
from graphkit.model.values import Scalar
from graphkit.rules.support.contract_agents import select
from tests.unit.graphs import agent, graph

TEAM = replace(
    graph({"Lead": "Staff", "dev-a": "senior", "dev-b": None}, [("dev-a", "user")], ghosts=("user",)),
    agents={
        "dev-a": agent("dev-a", "senior", tools=Tools(allowed=(Scalar("Bash(git:*)", 1, 1),))),
        "dev-b": replace(agent("dev-b"), group="web"),
        "lead": replace(agent("Tech Lead", "Staff"), id="lead"),
    },
)


@pytest.mark.parametrize(
    ("selector", "found"),
    [
        ("dev-*", {"dev-a", "dev-b"}),
        ("tech_lead", {"lead"}),
        ("*", {"dev-a", "dev-b", "lead", "user"}),
        ("user", {"user"}),
        ("level:staff", {"lead"}),
        ("level:s*", {"lead", "dev-a"}),
        ("group:web", {"dev-b"}),
        ("path:agents/dev*", {"dev-a", "dev-b"}),
        ("path:dev-a.md", {"dev-a"}),
        ("tool: bash", {"dev-a"}),
        ("nobody", set()),
    ],
)
def test_names_are_globs_and_the_rest_has_a_prefix(selector: str, found: set[str]) -> None:
    """Names in any spelling; levels, groups and tools in any case."""
    assert select(TEAM, [selector]) == found
