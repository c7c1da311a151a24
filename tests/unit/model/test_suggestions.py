"""What is offered as "did you mean", and what had better not be."""

from __future__ import annotations

import pytest

from graphkit.model.suggestions import Misspellings, NearNames, edits, nearest_name

TEAM = (
    "debugger", "backend-staff", "ADR Creator", "product-strategy", "fullstack-lead", "principal-architect",
    "test-engineer", "devops-engineer", "frontend-engineer", "security-auditor", "project-manager",
)  # fmt: skip


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("debuger", "debugger"),
        ("Backend Staf", "backend-staff"),
        ("staff-backend", "backend-staff"),
        ("ADR Creation", "ADR Creator"),
        ("product-strategy-expert", "product-strategy"),
        ("architect", "principal-architect"),
        ("front-end-engineer", "frontend-engineer"),
        ("bakend-staf", "backend-staff"),
        ("security-audit", "security-auditor"),
    ],
)
def test_near_names_are_offered(written: str, meant: str) -> None:
    """Typing errors, other word forms, other separators, a word more or less."""
    assert nearest_name(written, TEAM) == meant


@pytest.mark.parametrize(
    "written", ["tech-lead", "product-manager", "backend-engineer", "engineer", "cto", "", "…", "d" * 500]
)
def test_other_agents_are_not_offered(written: str) -> None:
    """A shared word or many shared letters do not make another agent the one that was meant."""
    assert nearest_name(written, TEAM) is None


def test_a_tie_helps_nobody() -> None:
    """Of two equally near names neither is offered, unless one is excluded."""
    names = NearNames(["worker-a", "worker-b"])
    assert names.nearest("worker") is None
    assert names.nearest("worker", but="worker-a") == "worker-b"


def test_many_names_of_one_kind() -> None:
    """Where thousands share a word, the rarer parts of the name lead to the right one."""
    names = NearNames(f"{chr(97 + n % 26)}{n:04}x-engineer" for n in range(5000))
    assert names.nearest("a0026x-enginer") == "a0026x-engineer"


def test_overlong_names_are_not_compared() -> None:
    """A definition cannot make the run slow by a name of a million letters."""
    assert nearest_name("debugger", ["debugger" * 1000]) is None


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("qa_enginer", "qa-engineer"),
        ("beta_laed", "beta-lead"),
        ("harbor_master", "harbour-master"),
        ("back_end_staff", "backend-staff"),
        ("debuger", "debugger"),
        ("debugegr", "debugger"),
    ],
)
def test_a_misspelling_is_the_whole_name_but_for_a_letter_or_two(written: str, name: str) -> None:
    """A letter too few, too many, swapped, or words that are divided elsewhere."""
    names = Misspellings([*TEAM, "qa-engineer", "beta-lead", "harbour-master"])
    assert names.of(tuple(written.split("_"))) == [name]


@pytest.mark.parametrize(
    "written",
    ["project_strategy", "test_engineers", "debuggers", "text_engineer", "architect", "backend_staff", "lead"],
)
def test_another_word_is_no_misspelling(written: str) -> None:
    """A plural, another word of the trade, a part of the name, the name itself."""
    assert Misspellings(TEAM).of(tuple(written.split("_"))) == []


def test_edits_are_counted_letter_by_letter() -> None:
    """Adding, removing, replacing and swapping neighbours count one each."""
    assert [edits(*pair) for pair in (("", "ab"), ("ab", "ba"), ("abc", "adc"), ("abcd", "abd"), ("ca", "abc"))] == [
        2, 1, 1, 1, 3,
    ]  # fmt: skip
