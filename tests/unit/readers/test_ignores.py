"""Ignores in definitions: where they count, and where they are only text."""

from __future__ import annotations

import pytest

from graphkit.readers.ignores import collect


def told(front_matter: str, body: str = "", path: str = "a.md") -> list[tuple[tuple[str, ...], int | None, str | None]]:
    """Return rules, line and reason of each ignore; the front matter begins on line 2."""
    ignores, _ = collect(path, f"---\n{front_matter}\n---\n{body}\n")
    return [(one.rules, one.line, one.reason) for one in ignores]


def problems(front_matter: str, body: str = "") -> list[str]:
    """Return what is said about ignores that cannot work."""
    return [problem.message for problem in collect("a.md", f"---\n{front_matter}\n---\n{body}\n")[1]]


@pytest.mark.parametrize(
    ("front_matter", "line"),
    [
        ("escalation_to: b  # graphkit: ignore[GK301] agreed", 2),
        ("escalation_to:\n  # graphkit: ignore[GK301] agreed\n  - b", 4),
        ("# graphkit: ignore[GK301] agreed\n\n# another remark\nescalation_to: b", 5),
        ("description: |  # graphkit: ignore[GK301] agreed\n  text", 2),
        ("description: a: b  # graphkit: ignore[GK301] agreed\nname: x", 2),
        ("#graphkit:ignore[GK301]agreed\nname: x", 3),
        ("name: x\n# graphkit: ignore[GK301]: agreed", 3),
        ("name: 'x'  # why # graphkit: ignore[GK301] - agreed", 2),
    ],
)
def test_a_comment_is_about_its_line_or_the_next_entry(front_matter: str, line: int) -> None:
    """On the line of an entry it is about that line; alone, about the entry below."""
    assert told(front_matter) == [(("GK301",), line, "agreed")]


@pytest.mark.parametrize(
    "front_matter",
    [
        "description: |\n  text\n  # graphkit: ignore[GK301] agreed\n  more",
        "description: >-\n  # graphkit: ignore[GK301] agreed",
        'description: "a # graphkit: ignore[GK301] agreed"',
        "description: 'a\n  # graphkit: ignore[GK301] agreed'",
        "description: a#graphkit: ignore[GK301]",
        "broken: a: b\ndescription: |\n  # graphkit: ignore[GK301] agreed",
        "# graphkit: our tool, see the handbook",
        "# see graphkit: ignore[GK301]",
    ],
)
def test_what_is_text_to_yaml_is_no_ignore(front_matter: str) -> None:
    """A block or a quoted text may well speak of graphkit."""
    assert collect("a.md", f"---\n{front_matter}\n---\n") == ((), ())


def test_a_block_ends_where_its_lines_do() -> None:
    """The comment below a block is a comment again."""
    assert told("description: |\n  text\n# graphkit: ignore[GK301] yes\nname: x") == [(("GK301",), 5, "yes")]


def test_a_whole_file_is_excused_in_the_body_or_the_front_matter() -> None:
    """Several rules may stand in one bracket, by code or name."""
    html = "Text.\n\n<!-- graphkit: ignore-file[GK501, missing-target] on purpose -->"
    assert told("name: x", html) == [(("GK501", "missing-target"), None, "on purpose")]
    assert told("# graphkit: ignore-file[GK501]\nname: x") == [(("GK501",), None, None)]


@pytest.mark.parametrize(
    "body",
    [
        "```md\n<!-- graphkit: ignore-file[GK501] no -->\n```",
        "~~~\n```\n<!-- graphkit: ignore-file[GK501] no -->\n~~~",
        "Write `<!-- graphkit: ignore-file[GK501] no -->` to excuse it.",
        "# graphkit: ignore-file[GK501] a heading",
    ],
)
def test_a_body_may_show_how_to_ignore(body: str) -> None:
    """Inside a code block or a sentence it is an example."""
    assert told("name: x", body) == []


def test_the_place_is_that_of_the_directive() -> None:
    """An editor jumps to the word `graphkit:`."""
    ((ignore,), _) = collect("a.md", "---\nname: x\nescalation_to: b  # graphkit: ignore[GK301] y\n---\n")
    assert (ignore.span.line, ignore.span.column, ignore.span.width) == (3, 21, len("graphkit: ignore[GK301] y"))
    ((html,), _) = collect("a.md", "---\nname: x\n---\n\n <!-- graphkit: ignore-file[GK301] -->\n")
    assert (html.span.line, html.span.column) == (5, 7)


@pytest.mark.parametrize(
    ("front_matter", "body", "said"),
    [
        ("name: x  # graphkit: ignore", "", "`ignore` names no rule, so it suppresses nothing"),
        ("name: x  # graphkit: ignore[]", "", "`ignore` names no rule, so it suppresses nothing"),
        ("name: x  # graphkit: ignroe[GK301]", "", "`ignroe` is no directive"),
        ("name: x", "<!-- graphkit: ignore[GK301] -->", "`ignore` in the body excuses no line"),
    ],
)
def test_one_that_cannot_work_is_a_problem(front_matter: str, body: str, said: str) -> None:
    """There is no blanket ignore, and a typing error does not pass in silence."""
    assert problems(front_matter, body) == [said]


def test_other_formats_are_yaml_throughout() -> None:
    """A file that is no Markdown has no front matter, and no body."""
    ignores, _ = collect("team.yaml", "a:\n  escalation_to: b # graphkit: ignore[GK101] later\n")
    assert [(one.rules, one.line) for one in ignores] == [(("GK101",), 2)]


@pytest.mark.parametrize("text", ["graphkit: \x00 # graphkit: ignore[GK1]", "---\n\t# graphkit: ignore[GK101]\n", "no"])
def test_nothing_stops_it(text: str) -> None:
    """Whatever a file holds, collecting ends."""
    collect("a.md", text)
    collect("a.yaml", text)
