"""Agents that a configuration names: the language is that of `--agents`, and what selects no agent is a mistake."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import graphkit
from graphkit.config import Config
from graphkit.config.load import ConfigError, load
from graphkit.model.definitions import Tools
from graphkit.model.values import Scalar
from graphkit.selection.configured import members
from tests.unit.folders import write
from tests.unit.graphs import agent, graph

TEAM = replace(
    graph(
        {"lead": "Staff", "dev-a": "senior", "dev-b": None}, [("dev-a", "user"), ("dev-a", "lead")], ghosts=("user",)
    ),
    agents={
        "dev-a": agent("dev-a", "senior", tools=Tools(allowed=(Scalar("Bash(git:*)", 1, 1),))),
        "dev-b": replace(agent("dev-b"), group="web", expertise=("Oven Doors",)),
        "lead": replace(agent("Tech Lead", "Staff"), id="lead"),
    },
)


@pytest.mark.parametrize(
    ("selector", "found"),
    [
        ("dev-*", {"dev-a", "dev-b"}),
        ("tech_lead", {"lead"}),
        ("'Tech Lead'", {"lead"}),
        ("*", {"dev-a", "dev-b", "lead", "user"}),
        ("user", {"user"}),
        ("human", set()),
        ("level:staff", {"lead"}),
        ("level:s*", {"lead", "dev-a"}),
        ("group:web", {"dev-b"}),
        ("path:agents", {"dev-a", "dev-b", "lead"}),
        ("path:agents/dev*", {"dev-a", "dev-b"}),
        ("tool:bash", {"dev-a"}),
        ("expertise:oven-doors", {"dev-b"}),
        ("+lead", {"lead", "dev-a"}),
        ("level:senior,tool:bash dev-b", {"dev-a", "dev-b"}),
        ("stranger", set()),
        ("rule:GK101", set()),
    ],
)
def test_the_language_is_that_of_the_command_line(selector: str, found: set[str]) -> None:
    """Names in any spelling, those without a definition too; a name that selects no agent adds nothing."""
    assert members(TEAM, Config(), [selector]) == found


def test_paths_are_relative_to_the_configuration() -> None:
    """As everything in it."""
    assert members(TEAM, Config(base="agents"), ["path:dev-a.md"]) == {"dev-a"}
    assert members(TEAM, Config(base=".."), ["path:dev-a.md"]) == set()


@pytest.fixture
def team(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make a team in two groups the working directory."""
    monkeypatch.chdir(tmp_path)
    write(Path(), {"agents/web/weaver": "x: 1", "agents/ops/sifter": "escalation_to: [head]", "agents/head": "x: 1"})


def mistakes(configuration: str) -> list[str]:
    """Return what is wrong with a configuration once the team is read."""
    Path("graphkit.toml").write_text(configuration, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        graphkit.check("agents", load(Path("graphkit.toml")))
    return [str(caught.value), *caught.value.evidence]


FINE = '[[contracts]]\nname = "fine"\nkind = "protected"\nfrom = "sifter"\nto = "head"\n'


@pytest.mark.usefixtures("team")
def test_each_mistake_has_its_own_line() -> None:
    """In lists, in lists of lists, and beside names that are right; a name that may be meant is offered."""
    said = mistakes(
        f'tops = ["head", "siftr"]\n{FINE}[[contracts]]\nname = "x"\nkind = "layers"\nlayers = [\n  "head",\n  ["group:opps"],\n]\n'
        '[[contracts]]\nname = "y"\nkind = "acyclic"\nfrom = "zzz*"\n'
    )
    assert said == [
        "graphkit.toml:1: `tops` names `siftr`, and no agent defines that name. Did you mean `sifter`?",
        (
            "graphkit.toml:12: `layers` of the contract `x` selects no agent by `group:opps`: There is no group `opps`."
            " Did you mean `ops`? (character 7 of the selection)"
        ),
        "graphkit.toml:17: `from` of the contract `y` selects no agent by `zzz*`.",
    ]


@pytest.mark.usefixtures("team")
def test_names_without_a_definition_are_no_mistakes() -> None:
    """People, whether an agent names them or not."""
    Path("graphkit.toml").write_text(f'tops = ["user", "head"]\n{FINE}', encoding="utf-8")
    assert graphkit.check("agents", load(Path("graphkit.toml"))).notes == ()


@pytest.mark.usefixtures("team")
def test_a_part_of_the_team_gives_a_note(tmp_path: Path) -> None:
    """What is not read cannot be known to be missing."""
    Path("graphkit.toml").write_text(f'tops = ["head"]\n{FINE}', encoding="utf-8")
    write(Path(), {"more/agents/other": "x: 1"})
    report = graphkit.check("more/agents", load(Path("graphkit.toml")))
    assert [note.partition(": ")[0] for note in report.notes] == [
        "graphkit.toml:1",
        "graphkit.toml:5",
        "graphkit.toml:6",
    ]
    assert [finding for finding in report.live if finding.code in ("GK403", "GK705")] == []
