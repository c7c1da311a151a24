"""Rules that go by the configuration: final authorities, depth, and how many turn to one."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphkit import rules
from graphkit.config import Config
from tests.unit.graphs import graph
from tests.unit.rules.files import findings, related


def messages(folder: Path, files: dict[str, str | bytes], code: str, config: str) -> list[str]:
    """Return what the rule says."""
    return [found.message for found in findings(folder, files, code, config)]


@pytest.mark.parametrize("code", ["GK403", "GK405", "GK406"])
def test_without_a_setting_the_rule_is_silent(tmp_path: Path, code: str) -> None:
    """Nobody is measured by a bound that nobody chose."""
    assert messages(tmp_path, {"a": "escalation_to: b", "b": "escalation_to: c", "c": "name: c"}, code, "") == []


def test_a_final_authority_may_be_known_without_a_definition(tmp_path: Path) -> None:
    """`user` can have the last word; whoever escalates to everybody reaches it."""
    files: dict[str, str | bytes] = {
        "a": "escalation_to: b",
        "b": "escalation_to: user",
        "c": "escalation_to: []",
        "d": "escalation_to: all",
        "e": "escalation_to: c",
        "f": "name: f",
    }
    assert messages(tmp_path, files, "GK403", 'tops = ["User"]') == [
        "no escalation of `c` ever reaches `User`: it escalates to no agent",
        "no escalation of `e` ever reaches `User`",
        "no escalation of `f` ever reaches `User`: it escalates to no agent",
    ]


def test_a_final_authority_that_no_agent_defines_is_never_advised() -> None:
    """The others count; where none is known the rule is silent, for the configuration is what is wrong."""
    built = graph(["architect", "dev", "poet"], [("dev", "architect")])
    (found,) = [one for one in rules.check(built, Config(tops=("architct", "architect"))) if one.code == "GK403"]
    assert (found.agents, found.hint) == (
        ("poet",),
        "Name `architect` in `escalation_to`, or an agent that escalates there.",
    )
    assert [one for one in rules.check(built, Config(tops=("architct",))) if one.code == "GK403"] == []


def test_a_chain_is_shown_from_its_start(tmp_path: Path) -> None:
    """Hop by hop; a circle on the way counts as one step."""
    files: dict[str, str | bytes] = {
        "a": "escalation_to: b",
        "b": "escalation_to: [c, d]",
        "c": "escalation_to: b",
        "d": "escalation_to: e",
        "e": "name: e",
        "x": "escalation_to: e",
    }
    (found,) = findings(tmp_path, files, "GK405", "max-depth = 2")
    assert found.message == "from `a` to `e` it takes 3 escalations, 2 are allowed"
    assert related(found) == [("a.md", 2), ("b.md", 2), ("d.md", 2)]
    assert findings(tmp_path, files, "GK405", "max-depth = 3") == []


def test_a_bound_of_a_level_goes_before_that_of_everybody(tmp_path: Path) -> None:
    """Without either nobody is too busy."""
    files: dict[str, str | bytes] = {
        "lead": "specialization_level: Staff",
        "chief": "name: chief",
        "a": "escalation_to: [lead, chief]",
        "b": "escalation_to: [lead, chief]",
    }
    told = {
        "max-escalations-in = 1": [
            "2 agents escalate to `chief`, 1 are allowed",
            "2 agents escalate to `lead`, 1 are allowed",
        ],
        "[max-escalations-in]\nstaff = 1": ["2 agents escalate to `lead`, 1 are allowed"],
        "[max-escalations-in]\nstaff = 2\n'*' = 1": ["2 agents escalate to `chief`, 1 are allowed"],
    }
    for config, said in told.items():
        assert messages(tmp_path, files, "GK406", config) == said
