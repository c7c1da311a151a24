"""Pairs of agents that look like one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graphkit.analysis.metrics import metrics
from graphkit.analysis.overlap import Overlap, overlaps
from graphkit.model.definitions import Tools
from graphkit.model.graph import AgentGraph
from graphkit.model.values import Scalar
from graphkit.reporters import document_text
from graphkit.reporters.answers import metrics as metrics_text
from graphkit.reporters.style import Style
from tests.unit.graphs import agent, graph


def team(**knows: str) -> AgentGraph:
    """Return agents with expertise and, after a slash, tools: `a="sql go / Bash"`."""
    agents = {}
    for name, words in knows.items():
        skills, _, may_use = words.partition("/")
        allowed = tuple(Scalar(tool, 1, 1, len(tool)) for tool in may_use.split())
        agents[name] = replace(agent(name), expertise=tuple(skills.split()), tools=Tools(allowed=allowed))
    return replace(graph([], []), agents=agents)


def test_the_most_alike_pair_comes_first() -> None:
    """By common expertise, then by common tools, then by name; pairs with nothing in common are left out."""
    made = team(a="sql go/Bash", b="sql go/Read", c="sql", d="art", e="sql go/Bash Read")
    found, complete = overlaps(made)
    assert [(one.first, one.second, one.expertise, one.tools) for one in found] == [
        ("a", "e", 1.0, 0.5), ("b", "e", 1.0, 0.5), ("a", "b", 1.0, 0.0),
        ("a", "c", 0.5, 0.0), ("b", "c", 0.5, 0.0), ("c", "e", 0.5, 0.0),
    ]  # fmt: skip
    assert found[0].shared == ("go", "sql")
    assert complete
    assert len(overlaps(made, least=0.5)[0]) == 3


def test_two_agents_look_like_one_by_expertise_and_tools() -> None:
    """Half of each is enough, less of either is not."""
    assert Overlap("a", "b", 0.5, 0.5, ()).looks_like_one
    assert not Overlap("a", "b", 0.49, 1.0, ()).looks_like_one
    assert not Overlap("a", "b", 1.0, 0.49, ()).looks_like_one


def test_shares_are_rounded() -> None:
    """To four places."""
    ((pair,), _) = overlaps(team(a="x y/A B C", b="x z/A"))
    assert (pair.expertise, pair.tools) == (0.3333, 0.3333)


def test_common_expertise_tells_no_agents_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """What too many claim is left out of the comparison, and the answer says so."""
    monkeypatch.setattr("graphkit.analysis.overlap.COMMON", 2)
    made = team(a="python", b="python", c="python sql", d="sql")
    found = metrics(made)
    assert [(pair.first, pair.second) for pair in found.overlaps] == [("c", "d")]
    assert not found.overlaps_complete
    assert "was left out of the comparison" in document_text.write(metrics_text.document(found), Style())
    assert overlaps(team(a="python", b="python"))[1]
