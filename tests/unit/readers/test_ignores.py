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
        ("name: x", "<!-- graphkit: ignore -->", "`ignore` names no rule, so it suppresses nothing"),
    ],
)
def test_one_that_cannot_work_is_a_problem(front_matter: str, body: str, said: str) -> None:
    """There is no blanket ignore, and a typing error does not pass in silence."""
    assert problems(front_matter, body) == [said]


def lines(path: str, text: str) -> list[int | None]:
    """Return the line that each ignore of a file is about."""
    return [one.line for one in collect(path, text)[0]]


def test_a_yaml_file_is_yaml_throughout() -> None:
    """It has no front matter, and no body."""
    assert lines("team.yaml", "a:\n  escalation_to: b # graphkit: ignore[GK101] later\n") == [2]


def test_the_body_may_ignore_its_next_line() -> None:
    """For findings about what the body says; in a code block it is an example."""
    body = "Text.\n\n<!-- graphkit: ignore[GK107] on purpose -->\n\nLaunch it.\n```\n<!-- graphkit: ignore[GK107] x -->\n```\n"
    assert told("name: x", body) == [(("GK107",), 8, "on purpose")]


def test_the_yaml_block_of_a_body_counts() -> None:
    """Where it is the definition; another block is an example."""
    text = "# x\n\n```yaml\nagent:\n  id: x\nhandoff_to: [y]  # graphkit: ignore[GK101] soon\n```\n"
    assert lines("a.md", text) == [6]
    assert lines("a.md", text.replace("agent:", "other:")) == []


def test_a_second_block_of_front_matter_counts() -> None:
    """It is read, so what is in it may be ignored."""
    assert lines("a.md", "---\nname: x\n---\n---\nhandoff_to: [y]  # graphkit: ignore[GK101] soon\n---\n") == [5]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('{"to": [\n  "x", // graphkit: ignore[GK101] soon\n  "y"]}', 2),
        ('{"to": [\n  // graphkit: ignore[GK101] soon\n\n  "x"]}', 4),
        ('{"to": [\n  "x" /* graphkit: ignore[GK101] soon */]}', 2),
        ('{\n  "$comment": "graphkit: ignore[GK101] soon",\n  "to": "x"\n}', 3),
        ('{"a": 1,\n "to": "x", "//": "graphkit: ignore[GK101] soon"}', 2),
        ('{"$comment": "graphkit: ignore-file[GK101] soon"}', None),
    ],
)
def test_json_has_comments_or_a_key_for_them(text: str, line: int | None) -> None:
    """At the end of a line, or alone above it; strict tools take the key."""
    (ignore,) = collect("a.json", text)[0]
    assert (ignore.line, ignore.reason) == (line, "soon")
    assert text.split("\n")[ignore.span.line - 1][ignore.span.column - 1 :].startswith("graphkit:")


@pytest.mark.parametrize("text", ['{"prompt": "graphkit: ignore[GK101] x"}', '{"url": "// graphkit: ignore[GK101] x"}'])
def test_a_text_in_json_is_text(text: str) -> None:
    """Only the keys for comments count."""
    assert lines("a.json", text) == []


def test_toml_has_comments() -> None:
    """In a string of several lines, a hash begins none."""
    text = (
        'prompt = """\n# graphkit: ignore[GK101] text\n"""\nto = ["x"] # graphkit: ignore[GK101] soon\nb = "# it\'s"\n'
    )
    assert lines("a.toml", text) == [4]


def test_a_script_has_comments() -> None:
    """After `#` or `//`."""
    assert lines("flow.js", "run('x')  // graphkit: ignore[GK107] soon\n") == [1]


@pytest.mark.parametrize("text", ["graphkit: \x00 # graphkit: ignore[GK1]", "---\n\t# graphkit: ignore[GK101]\n", "no"])
def test_nothing_stops_it(text: str) -> None:
    """Whatever a file holds, collecting ends."""
    collect("a.md", text)
    collect("a.yaml", text)
    collect("a.json", text)
    collect("a.toml", text)
