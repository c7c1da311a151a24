"""GK004: what it advises works when it is done."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import graphkit
from graphkit.config.load import load
from tests.unit.folders import write

TEAM: dict[str, str | bytes] = {"a/lead": "role: x", "a/dev-one": "role: x", "a/dev-two": "role: x"}
TWICE = {
    **TEAM,
    "a/one": "collaborates_with: [dev-one]\nhandoff_protocol: {collaborates_with: [dev-two]}",
}


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def said(configuration: str = "") -> list[tuple[str, str]]:
    """Return message and hint of each finding under a configuration."""
    Path("graphkit.toml").write_text(configuration, encoding="utf-8")
    report = graphkit.check("a", load(Path("graphkit.toml")))
    return [(found.message, found.hint or "") for found in report.live if found.code == "GK004"]


def test_fields_of_one_relation_share_a_line() -> None:
    """All lines of all hints together are a configuration, under which there is nothing left to say."""
    write(Path(), TWICE)
    lines = {hint.partition(": ")[2] for _, hint in said()}
    fields = '["collaborates_with", "handoff_protocol.collaborates_with"]'
    assert lines == {f"relations.collaborates-with = {{ fields = {fields}, symmetric = true }}"}
    assert tomllib.loads("\n".join(lines))
    assert said("\n".join(lines)) == []


def test_a_relation_that_is_configured_gets_no_second_line() -> None:
    """TOML would refuse it, so the hint names the key that is there; and no field is told to be meant for itself."""
    write(Path(), TWICE)
    line = "relations.collaborates-with = {{ fields = {}, symmetric = true }}"
    ((message, hint),) = said(line.format('["handoff_protocol.collaborates_with"]'))
    assert message == "`collaborates_with` names 1 agent in 1 file and is not a relation"
    assert hint == "Add it to `relations.collaborates-with.fields` of the configuration."
    assert said(line.format('["handoff_protocol.collaborates_with", "collaborates_with"]')) == []


def test_a_near_miss_names_the_whole_path() -> None:
    """What is read within another key is told by its full path; a name at the top goes before it."""
    write(Path(), {**TEAM, "a/one": "asks_about: [nobody-known]\nescalate_to: lead"})
    messages = [message for message, _ in said('relations.asks = { fields = ["protocol.asks_about"] }')]
    assert sorted(messages) == [
        "`asks_about` is not read; `protocol.asks_about` is",
        "`escalate_to` is not read; `escalates_to` is",
    ]


def test_a_key_with_a_dot_is_to_be_renamed() -> None:
    """No configuration can name it, so no line is proposed."""
    write(Path(), {**TEAM, "a/one": "asks.for.help: [dev-one]"})
    ((message, hint),) = said()
    assert message == '`"asks.for.help"` names 1 agent in 1 file and is not a relation'
    assert hint.startswith("Rename the key: ")


@pytest.mark.parametrize(
    "front_matter",
    [
        "rota:\n  night:\n    - wakes: dev-one\n    - wakes: dev-two",
        "steps:\n  - path: ./dev-one.md\n  - path: ./dev-two.md",
        "handoff_triggers:\n  to_dev_one: the build is red",
        "shift_focus:\n  consults_with: [dev-one]",
        "shift:\n  early:\n    mates: [dev-one, dev-two]",
    ],
)
def test_the_line_of_a_nested_field_is_read(front_matter: str) -> None:
    """At any depth, through lists, in keys and as paths: under the proposed configuration there are edges."""
    write(Path(), {**TEAM, "a/one": front_matter})
    ((_, hint),) = said()
    assert said(hint.partition(": ")[2]) == []
    edges = graphkit.load("a", load(Path("graphkit.toml"))).edges
    assert {"one", "dev-one"} in [{edge.source, edge.target} for edge in edges]


def test_a_near_miss_weighs_more_than_a_field_that_only_names_agents() -> None:
    """A warning, where the other is an info; of a sentence nothing is said."""
    write(Path(), {**TEAM, "a/one": "escalateTo: [nobody-known]\nlikes: [dev-one]\nescalation: Call when it burns."})
    findings = [one for one in graphkit.check("a").live if one.code == "GK004"]
    assert [(one.severity, one.message) for one in findings] == [
        ("warning", "`escalateTo` is not read; `escalates_to` is"),
        ("info", "`likes` names 1 agent in 1 file and is not a relation"),
    ]


def test_dead_names_are_listed() -> None:
    """Each field of this kind is a finding of its own for a baseline."""
    write(Path(), {**TEAM, "a/one": "can_delegate_to: [gone-one, gone-two]\nhandoff_agents: [gone-one, dev-one]"})
    dead, alive = [one for one in graphkit.check("a").live if one.code == "GK004"]
    assert dead.message == (
        "`can_delegate_to` is not a relation, and no agent defines `gone-one` and `gone-two`, which it names"
    )
    assert alive.message == (
        "`handoff_agents` names 1 agent in 1 file and is not a relation (and `gone-one`, which no agent defines)"
    )
    assert dead.identity != alive.identity


def test_two_fields_that_answer_each_other() -> None:
    """Names of one word may be topics, but not where each side names the other; one side alone says too little."""
    sides = {"a/mid": "mentors: [ann, cid]", "a/ann": "mentored_by: [mid]", "a/cid": "domains: [web]"}
    write(Path(), sides)
    line = 'relations.mentors = { fields = ["mentors"], inverse = ["mentored_by"] }'
    assert {hint.partition("`: ")[2] for _, hint in said()} == {line}
    assert said(line) == []
    write(Path(), {"a/ann": "description: Learns."})
    assert said() == []
