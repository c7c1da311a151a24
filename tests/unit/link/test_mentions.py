"""Which agents a passage names: spellings, marks, chains, and what only looks like a name."""

from __future__ import annotations

import pytest

from graphkit.link.mentions import Names
from graphkit.model.definitions import Passage
from graphkit.model.names import words
from graphkit.model.relations import Direction
from graphkit.model.spans import Span

TEAM = ("tech-lead", "backend-staff", "shell-5.1-expert", "CI/CD Keeper", "writer", "staff")
NAMES = Names(words(name) for name in TEAM)


def named(text: str, *, own: str = "me", subject: str = "", lead: bool = False, sure: bool = True) -> list[str]:
    """Return the names that a passage with that text names, as they are written."""
    passage = Passage("workflow", Direction.OUT, "works", "body", text, Span("a.md", 1, 1), subject, lead, sure)
    return [text[start:end] for _, start, end in NAMES.of(passage, frozenset({words(own)}))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tech-lead", "tech-lead"),
        (" the tech_lead", "tech_lead"),
        ("Tech Lead", "Tech Lead"),
        ("your **tech lead**", "tech lead"),
        ("tech lead agent", "tech lead"),
        ("`tech-lead`", "tech-lead"),
        ("`@tech-lead`", "tech-lead"),
        ("@tech-lead", "tech-lead"),
        ("[the boss](../x/tech-lead.md#top)", "the boss"),
        ("[Tech Lead](boss.md)", "Tech Lead"),
        ("Backend Staff", "Backend Staff"),
        ("shell-5.1-expert.", "shell-5.1-expert"),
        ("CI/CD Keeper for builds", "CI/CD Keeper"),
        ("writer, at last", "writer"),
    ],
)
def test_spellings(text: str, expected: str) -> None:
    """Slugs, titles, code, bold, at-signs and links; the longest name counts."""
    assert named(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "", "nobody", "lead", "tech lead", "Tech Lead Guild", "tech-leads", "tech-lead-two", "tech-lead.md", "tech-lead(x)",
        "`tech-lead --help`", "tech-lead skill", "tech-lead's desk", "writer guild", "[Tech Lead](https://x.org/a.html)",
        "[boss](boss.md)", "all of tech-lead",
    ],
)  # fmt: skip
def test_no_names(text: str) -> None:
    """Other words around it, parts of words, plain words and files are no agents."""
    assert named(text) == []


def test_single_words_need_a_strong_verb() -> None:
    """After a weak verb, one plain word is too little; marked, or called an agent, it will do."""
    assert named("writer for texts", sure=False) == []
    assert named("`writer` for texts", sure=False) == ["writer"]
    assert named("writer agent", sure=False) == ["writer"]
    assert named("tech-lead for code and writer for texts", sure=False) == ["tech-lead", "writer"]


def test_chains_end() -> None:
    """A name that merely follows in the sentence is not part of the chain."""
    assert named("tech-lead, writer and backend-staff") == ["tech-lead", "writer", "backend-staff"]
    assert named("tech-lead when stuck, and backend-staff signs") == ["tech-lead"]
    assert named("tech-lead / writer / nobody / backend-staff") == ["tech-lead", "writer", "backend-staff"]
    assert named("tech-lead about what writer said") == ["tech-lead"]


def test_own_names_are_skipped_within_a_chain() -> None:
    """An agent does not name itself, and those beside it still count."""
    assert named("tech-lead, writer and backend-staff", own="writer") == ["tech-lead", "backend-staff"]
    assert named("writer and tech-lead", own="writer") == ["tech-lead"]


def test_the_subject_decides() -> None:
    """What another agent does is not told of this one; what this one does is."""
    assert named("tech-lead", subject="the **writer** often ") == []
    assert named("tech-lead", subject="writer often ", own="writer") == ["tech-lead"]


def test_a_lead_stands_apart() -> None:
    """At the head of a list item a name is followed by a sign or a reason, not by a sentence."""
    assert named("**Tech Lead**: code", lead=True) == ["Tech Lead"]
    assert named("tech-lead for code", lead=True) == ["tech-lead"]
    assert named("tech-lead decides late", lead=True) == []


def test_no_agents() -> None:
    """Without any alias nothing is found."""
    passage = Passage("workflow", Direction.OUT, None, "body", "tech-lead", Span("a.md", 1, 1))
    assert list(Names(()).of(passage, frozenset())) == []
