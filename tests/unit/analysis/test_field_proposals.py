"""The relation that an unmapped field most probably declares, as a line to paste into a configuration."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graphkit.analysis import field_proposals
from graphkit.analysis.field_proposals import Declaration, by_relation, declaration, proposed_fields
from tests.unit.folders import load

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("paths", "line"),
    [
        (["escalates_up"], 'relations.escalation = { fields = ["escalates_up"] }'),
        (["handoff_protocol.receives_from"], 'relations.handoff = { inverse = ["handoff_protocol.receives_from"] }'),
        (["escalation_rules.sent_to"], 'relations.escalation = { fields = ["escalation_rules.sent_to"] }'),
        (
            ["handoff_protocol.praises"],
            'relations.praises = { fields = ["handoff_protocol.praises"] }',
        ),
        (["mentored_by", "mentors"], 'relations.mentors = { fields = ["mentors"], inverse = ["mentored_by"] }'),
        (["protocol.receives_from"], 'relations.delegation = { inverse = ["protocol.receives_from"] }'),
        (["collaborates_with"], 'relations.collaborates-with = { fields = ["collaborates_with"], symmetric = true }'),
        (["asks.*"], 'relations.asks = { fields = ["asks.*"] }'),
        (["42"], 'relations.custom = { fields = ["42"] }'),
        (["hands_on", "handed_by"], 'relations.handoff = { fields = ["hands_on"], inverse = ["handed_by"] }'),
    ],
)
def test_the_line_that_declares_them(paths: list[str], line: str) -> None:
    """Ready to paste: a built-in relation where the name speaks of one, and the direction that it says."""
    ((relation, together),) = field_proposals.by_relation(paths).items()
    assert field_proposals.line(relation, together) == line


@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("escalated_by", Declaration("escalation", "inverse", False)),
        ("delegates_from", Declaration("delegation", "inverse", False)),
        ("reports_upward", Declaration("reporting", "fields", False)),
        ("subagents", Declaration("delegation", "fields", False)),
        ("runs_parallel_by", Declaration("parallel", "fields", False)),
        ("handover.to", Declaration("handoff", "fields", False)),
        ("handoffs.*.agent", Declaration("handoff", "fields", False)),
        ("escalation.provides", Declaration("escalation", "fields", False)),
        ("escalation.receives", Declaration("escalation", "inverse", False)),
        ("inputs.receives_work", Declaration("delegation", "inverse", False)),
        ("inputs.gives_work", Declaration("gives-work", "fields", False)),
        ("day.mates.agents", Declaration("mates", "fields", False)),
        ("peers", Declaration("peers", "fields", True)),
        ("pairs.with", Declaration("pairs-with", "fields", True)),
        ("works_by", Declaration("works-by", "fields", False)),
        ("Über", Declaration("custom", "fields", False)),
        ("*", Declaration("custom", "fields", False)),
    ],
)
def test_what_a_field_declares(path: str, meant: Declaration) -> None:
    """A built-in relation where the name or a key above says so; `by`, `from` and `receives` turn it round."""
    assert declaration(path) == meant


def test_the_passive_of_another_field_is_its_inverse() -> None:
    """`mentored_by` of `mentors`, only where both are there; two passives are no pair."""
    assert declaration("guided_by", ["guides", "guided_by"]) == Declaration("guides", "inverse", False)
    assert declaration("guided_by", ["guided_by"]) == Declaration("guided-by", "fields", False)
    assert declaration("guided_by", ["guiding_from"]) == Declaration("guided-by", "fields", False)
    assert declaration("guides", ["guided_by"]) == Declaration("guides", "fields", False)
    assert declaration("led_by", ["pairs_with"]).relation == "led-by"


def test_fields_of_one_relation_are_one_line() -> None:
    """TOML lets a relation be in one line only; relations and fields are sorted."""
    assert by_relation(["sends_to", "escalates_up", "escalates_again", "mates"]) == {
        "escalation": ["escalates_again", "escalates_up"], "mates": ["mates"], "sends-to": ["sends_to"],
    }  # fmt: skip


def test_proposals_say_how_many_agents_they_would_link(tmp_path: Path) -> None:
    """In how many files; a field that names no agent is none, nor is one whose key has a dot in itself."""
    graph = load(
        tmp_path,
        {
            "a": "consults_agents: [night-watch, b]\ncan_delegate_to: [ghost-writer]\ncalls.for: [night-watch]",
            "b": "consults_agents: [night-watch]",
            "night-watch": "role: x",
        },
    )
    (proposal,) = proposed_fields(graph)
    assert proposal.line == 'relations.consults-agents = { fields = ["consults_agents"] }'
    assert [tuple(row) for row in proposal.fields] == [("consults_agents", 2, 2)]
