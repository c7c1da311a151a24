"""Ids of namesakes: the name, and as much of the path as tells them apart."""

from __future__ import annotations

from dataclasses import replace

from graphkit.link.identifiers import with_new_ids, with_unique_ids
from graphkit.model.definitions import PossibleName, Problem
from graphkit.model.spans import Span
from tests.unit.link.made import definition, reference


def ids(*paths: str) -> list[str]:
    """Return the ids of agents called `lead` in these files."""
    return [one.id for one in with_unique_ids([definition(path, "lead") for path in paths])]


def test_a_name_of_its_own_is_the_id() -> None:
    """Whatever the path."""
    assert [one.id for one in with_unique_ids([definition("a/lead.md"), definition("b/dev.md")])] == ["lead", "dev"]


def test_namesakes_get_the_end_of_their_path() -> None:
    """As short as tells them apart from all others."""
    assert ids("web/agents/lead.md", "api/agents/boss.md") == ["lead@lead.md", "lead@boss.md"]
    assert ids("web/agents/lead.md", "api/agents/lead.md") == ["lead@web/agents/lead.md", "lead@api/agents/lead.md"]
    assert ids("x/web/lead.md", "x/api/lead.md", "y/api/lead.md") == [
        "lead@web/lead.md", "lead@x/api/lead.md", "lead@y/api/lead.md",
    ]  # fmt: skip
    assert ids("lead.md", "a/lead.md") == ["lead@lead.md", "lead@a/lead.md"]


def test_namesakes_in_one_file_get_their_line() -> None:
    """With the file."""
    made = with_unique_ids([definition("team.yaml", "lead", line) for line in (2, 9)])
    assert [one.id for one in made] == ["lead@team.yaml:2", "lead@team.yaml:9"]
    assert with_unique_ids([*made[:0], definition("a/lead.md", "lead", 7), definition("b/lead.md", "lead", 8)])[
        0
    ].id == ("lead@a/lead.md")


def test_what_a_namesake_says_is_its_own() -> None:
    """Its references, its possible names and their pieces have the new id."""
    said = reference("lead", "boss")
    possible = PossibleName(said, pieces=(said, said))
    twins = [definition(f"{folder}/lead.md", references=(said,), possible_names=(possible,)) for folder in "ab"]
    for one in with_unique_ids(twins):
        assert one.id in ("lead@a/lead.md", "lead@b/lead.md")
        assert {made.agent for made in one.references} == {one.id}
        assert (
            {made.agent for made in one.possible_names[0].pieces} == {one.possible_names[0].reference.agent} == {one.id}
        )
        assert (one.name, one.aliases) == ("lead", ("lead",))


def test_problems_follow_their_agent() -> None:
    """By the file; of several agents in one file the last that begins before the place."""
    before = [
        definition("team.yaml", "lead", 2),
        definition("team.yaml", "lead", 9),
        definition("other.md", "lead"),
        definition("dev.md"),
    ]
    now = with_unique_ids(before)

    def agent(path: str, line: int, name: str | None = "lead") -> str | None:
        (problem,) = with_new_ids([Problem("x", "m", Span(path, line, 1), agent=name)], before, now)
        return problem.agent

    assert agent("team.yaml", 5) == "lead@team.yaml:2"
    assert agent("team.yaml", 9) == "lead@team.yaml:9"
    assert agent("team.yaml", 30) == "lead@team.yaml:9"
    assert agent("other.md", 4) == "lead@other.md"
    assert agent("dev.md", 4, "dev") == "dev"
    assert agent("elsewhere.md", 4) == "lead"
    assert agent("team.yaml", 5, None) is None
    late = [replace(one, span=one.span._replace(line=one.span.line + 5)) for one in before]
    (early,) = with_new_ids([Problem("x", "m", Span("team.yaml", 1, 1), agent="lead")], late, with_unique_ids(late))
    assert early.agent == "lead@team.yaml:14"


def test_without_namesakes_problems_stay_as_they_are() -> None:
    """The same list."""
    problems = [Problem("x", "m", Span("a.md", 1, 1), agent="a")]
    alone = [definition("a.md")]
    assert with_new_ids(problems, alone, with_unique_ids(alone)) is problems
