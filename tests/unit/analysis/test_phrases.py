"""Who a phrase speaks of: whole names after a preposition, the most direct and then the longest first."""

from __future__ import annotations

import pytest

from graphkit.analysis.phrases import Vocabulary
from graphkit.model.relations import Direction

VOCABULARY = Vocabulary(["backend-staff", "backend", "mobile-ui", "ui", "lead", "---"])


@pytest.mark.parametrize(
    ("phrase", "verb", "named"),
    [
        ("reports_to_backend_staff", "reports", ["backend staff"]),
        ("reports_to_backend_team", "reports", ["backend"]),
        ("to_the_lead", None, ["lead"]),
        ("hears from our lead and mobile ui", "hears", ["lead", "mobile ui"]),
        ("works_with_ui_or_lead_and_nobody", "works", ["ui", "lead"]),
        ("works_with_ui_and", "works", ["ui"]),
        ("analysis to lead, backend staff and ui", "analysis", ["lead", "backend staff", "ui"]),
        ("analysis to lead, ui, and backend", "analysis", ["lead", "ui", "backend"]),
        ("goes to lead/mobile-ui", "goes", ["lead", "mobile ui"]),
        ("goes to lead, ui approves", "goes", ["lead"]),
        ("goes to lead, of course", "goes", ["lead"]),
        ("reports_to_lead_ui", "reports", ["lead"]),
        ("gives_to_people_like_backend_staff_for_ui", "gives", ["ui"]),
        ("asks_for_ui_of_backend_by_lead", "asks", ["ui"]),
        ("gives_to_some_lead_of_mobile_ui", "gives", ["mobile ui"]),
        ("gives_to_some_ui_of_a_lead", "gives", ["ui"]),
        ("lead_answers_to", "lead", []),
        ("backend staff", "backend", []),
        ("reports_to_backen", "reports", []),
        ("to", None, []),
        ("", None, []),
    ],
)
def test_the_most_direct_and_then_the_longest_name_is_meant(phrase: str, verb: str | None, named: list[str]) -> None:
    """What stands before every preposition is a topic; `and` and `or` join names."""
    said, mentions = VOCABULARY.mentions(phrase)
    assert (said, [" ".join(mention.alias) for mention in mentions]) == (verb, named)


@pytest.mark.parametrize(
    ("phrase", "direction"),
    [
        ("reports_to_lead", Direction.OUT),
        ("hears_from_the_lead", Direction.IN),
        ("works_with_lead", Direction.BOTH),
        ("gets_from_others_things_for_lead", Direction.OUT),
        ("gets_specs_for_others_from_lead_to_do", Direction.IN),
    ],
)
def test_the_last_preposition_before_a_name_says_which_way(phrase: str, direction: Direction) -> None:
    """Those that come after the name belong to something else."""
    assert [mention.direction for mention in VOCABULARY.mentions(phrase)[1]] == [direction]


def test_nobody_speaks_of_himself() -> None:
    """The own name is passed over with all of its words, and what comes after it is found."""
    own = frozenset({("backend", "staff"), ("mobile", "ui")})
    _, (mention,) = VOCABULARY.mentions("reports_to_backend_staff_and_lead", own)
    assert mention.alias == ("lead",)
    _, (mention,) = VOCABULARY.mentions("reports_to_lead_and_backend_staff", own)
    assert mention.alias == ("lead",)
    _, chain = VOCABULARY.mentions("reports to lead, mobile ui and ui", own)
    assert [one.alias for one in chain] == [("lead",), ("ui",)]
    assert VOCABULARY.mentions("reports_to_backend_staff", own) == ("reports", [])
    assert VOCABULARY.mentions("reports_with_mobile_ui", own) == ("reports", [])


def test_without_names_nobody_is_named() -> None:
    """A team of none is searched too."""
    assert Vocabulary([]).mentions("reports_to_lead") == ("reports", [])
