"""A broken entry costs that entry, never the file."""

from __future__ import annotations

import pytest

from graphkit.model.definitions import Problem
from graphkit.model.spans import Span
from graphkit.model.values import RECOVERED, Mapping, Scalar, Sequence, Value
from graphkit.readers.front_matter import parse


def read(text: str) -> tuple[dict[str, Value], tuple[Problem, ...]]:
    """Parse a block whose first line is line 2 of its file."""
    entries, problems = parse(text, 2, "a.md")
    return {key.text: value for key, value in entries}, problems


@pytest.mark.parametrize(
    ("entry", "line", "cause", "kept"),
    [
        ("description: Use for: everything", 3, "a colon followed by a space", "Use for: everything"),
        ("tools: *", 3, "begins an alias", "*"),
        ("model: %best", 3, "character that YAML reserves", "%best"),
        ('title: "open', 3, "quotation mark", "open"),
        ("notes: one\ntwo\n  three: four", 4, "line 4 is not indented, so it ends `notes`", "one two three: four"),
    ],
)
def test_a_broken_entry_is_reported_and_the_others_are_kept(entry: str, line: int, cause: str, kept: str) -> None:
    """The message names the cause and the place, and the text is kept, marked as one that names no agent."""
    entries, problems = read(f"name: a\n{entry}\nescalation_to: [b]\n")
    assert {"name", "escalation_to"} <= set(entries)
    (problem,) = problems
    assert cause in problem.message
    assert "text is kept" in problem.message
    assert problem.span.line == line
    assert problem.hint
    broken = entries[entry.partition(":")[0]]
    assert isinstance(broken, Scalar)
    assert (broken.text, broken.quoted) == (kept, RECOVERED)


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("description: |\n  Opens it.\nThen closes it: at once.\n", 4, "Opens it.\nThen closes it: at once."),
        ("description: Opens it.\nuser: go\nassistant: yes\n", 3, "Opens it. user: go assistant: yes"),
        ("description: Opens it.\n<example>Context: night\n", 3, "Opens it. <example>Context: night"),
    ],
)
def test_a_description_that_goes_on_as_valid_yaml(text: str, line: int, said: str) -> None:
    """No other tool reads the lines at the left margin as its text, and none says so."""
    entries, (problem,) = read(f"{text}tools: Read\n")
    assert list(entries) == ["description", "tools"]
    description = entries["description"]
    assert isinstance(description, Scalar)
    assert (problem.span.line, description.text) == (line, said)
    assert problem.message.startswith(f"line {line} is not indented, so it ends `description`")
    assert problem.message.endswith("its text is kept")


@pytest.mark.parametrize(
    "text",
    [
        "description: |\n  Opens it.\nargument hint: x\n",
        "description: |\n  Opens it.\nUsage: x\n",
        "description: Opens it.\nThen closes it: at once.\n",
        "description: Opens it.\ncontext: fork\nagent: b\n",
        "description: Opens it.\nuser: b\n",
    ],
)
def test_fields_below_a_description(text: str) -> None:
    """They are fields as long as they may be."""
    entries, problems = read(f"{text}tools: Read\n")
    assert (len(entries), problems) == (text.count(":") + 1, ())


def test_lines_at_the_margin_belong_to_the_broken_entry_before_them() -> None:
    """`<example>Context: ...` at the left margin is no entry of its own."""
    entries, problems = read("description: Use it. Examples: <example>\n<example>Context: x\nlevel: staff\n")
    assert list(entries) == ["description", "level"]
    assert len(problems) == 1


@pytest.mark.parametrize(
    ("value", "names", "column"),
    [
        (" @boss", "@boss", 16),
        (" [@a, b-b, @c]", ["@a", "b-b", "@c"], 17),
        ("\n  - @boss", ["@boss"], 5),
        ("\n- @a  # why\n- b@c", ["@a", "b@c"], 3),
        (' {to: @boss, "why @me": x}', {"to": "@boss", "why @me": "x"}, None),
    ],
)
def test_an_at_sign_begins_a_name_and_is_reported(value: str, names: object, column: int | None) -> None:
    """People call agents by `@name`; YAML forbids it, but it can mean nothing else, so that no relation is lost."""
    entries, (problem,) = read(f"name: a\nescalation_to:{value}\n")
    assert (problem.message, problem.hint) == (
        "`escalation_to` contains an unquoted `@`, which YAML reserves; the names are read with it",
        'Put each such name in double quotes: "@name".',
    )
    found = entries["escalation_to"]
    if isinstance(found, Mapping):
        assert {key.text: inner.text for key, inner in found.entries if isinstance(inner, Scalar)} == names
    else:
        items = found.items if isinstance(found, Sequence) else [found]
        scalars = [item for item in items if isinstance(item, Scalar)]
        assert [item.text for item in scalars] == (names if isinstance(names, list) else [names])
        assert scalars[0].column == column


@pytest.mark.parametrize(
    ("value", "hint"),
    [
        ("\n  - a\n  - b: c: d", 'Put the value in double quotes: `b: "..."`, or write it as a block: `b: >-`.'),
        ("\n  - a\n  - Mind this: the: wind", 'Put the item in double quotes: `- "..."`.'),
        ("\n  - %x", 'Put the item in double quotes: `- "..."`.'),
        (" [%a, b]", 'Put the item in double quotes: `"..."`.'),
        (" {a: b: c}", 'Put the value in double quotes: `a: "..."`.'),
        (" a: b", 'Put the value in double quotes: `tools: "..."`, or write it as a block: `tools: >-`.'),
        (' "a": b', "Put the value in single quotes: `tools: '...'`, or write it as a block: `tools: >-`."),
        (' a: "b\' c"', "Write the value as a block: `tools: >-`, with its text indented on the lines below."),
    ],
)
def test_the_remedy_fits_what_is_broken(value: str, hint: str) -> None:
    """A list in quotes would be one strange name."""
    _, (problem,) = read(f"name: a\ntools:{value}\n")
    assert problem.hint == hint


def test_a_block_in_braces_that_is_never_closed_has_no_key_to_name() -> None:
    """The message names the front matter."""
    entries, problems = read("{name: a, tools: [b]\n")
    assert list(entries) == ["name", "tools"]
    assert [problem.message for problem in problems] == [
        "the front matter is not valid YAML: a bracket is opened and never closed; its items are read"
    ]


def test_text_before_the_first_key_has_its_place_and_remedy() -> None:
    """At its own line and width, with what to do; a comment and an empty line are none."""
    entries, problems = read("\n# mine\nsome text\nname: a\n")
    assert list(entries) == ["name"]
    assert problems == (
        Problem(
            "invalid-front-matter", "this text before the first `key:` is not read", Span("a.md", 4, 1, 9), "Remove it."
        ),
    )
    assert read("\n# mine\nname: a\n")[1] == ()


def test_a_block_may_be_one_mapping_in_braces() -> None:
    """Nothing of it is left over."""
    entries, problems = read("{name: a, tools: [b]}\n")
    assert (list(entries), problems) == (["name", "tools"], ())


def test_a_tab_after_a_dash_is_read_too() -> None:
    """It looks like a list, and means one."""
    entries, (problem,) = read("name: a\ntools:\n-\tRead\n-\tWrite\n")
    assert "indented with tabs" in problem.message
    value = entries["tools"]
    assert isinstance(value, Sequence)
    assert [item.text for item in value.items if isinstance(item, Scalar)] == ["Read", "Write"]


def test_a_block_may_be_indented_as_a_whole() -> None:
    """That is valid YAML; the places are those of the file."""
    entries, problems = read("\n  # mine\n  name: a\n  tools: [b]\n")
    assert (list(entries), problems) == (["name", "tools"], ())
    assert (entries["tools"].line, entries["tools"].column) == (5, 10)


def test_an_indented_block_that_is_broken_is_read_too() -> None:
    """Its entries begin where the first one does."""
    entries, (problem,) = read("  name: a\n  description: bad: colon\n  tools: [b]\n")
    assert list(entries) == ["name", "description", "tools"]
    assert (problem.span.line, problem.span.column) == (3, 19)


def test_an_anchor_holds_beside_a_broken_entry() -> None:
    """Only what is broken by itself is lost, and blamed; what uses the anchor of another entry is read."""
    entries, (problem,) = read(
        "description: Use: this\nteam: &t [b, c]\nparallel_compatible: *t\nbase: &b {level: staff}\n<<: *b\nlast: x\n"
    )
    assert list(entries) == ["description", "team", "parallel_compatible", "base", "level", "last"]
    assert problem.message.startswith("`description` is not valid YAML")
    assert isinstance(entries["parallel_compatible"], Sequence)
    assert isinstance(entries["description"], Scalar)
    assert entries["description"].quoted == RECOVERED


def test_merge_keys_hold_below_the_top_too() -> None:
    """What a mapping inherits is as good as written; its own keys go first, then the first of a list."""
    entries, problems = read(
        "one: &one {a: '1', b: '1'}\ntwo: &two {b: '2', c: '2'}\nthree:\n  <<: [*one, *two]\n  c: own\nfour: {<<: x}\n"
    )
    three, four = entries["three"], entries["four"]
    assert isinstance(three, Mapping)
    assert isinstance(four, Mapping)
    assert [(key.text, value.text) for key, value in three.entries if isinstance(value, Scalar)] == [
        ("a", "1"), ("b", "1"), ("c", "own"),
    ]  # fmt: skip
    assert [key.text for key, _ in four.entries] == ["<<"]
    assert problems == ()


def test_tabs_are_read_as_blanks_and_reported() -> None:
    """YAML forbids them; people type them."""
    entries, problems = read("escalation_to:\n\t- a\n\t- b\n")
    value = entries["escalation_to"]
    assert isinstance(value, Sequence)
    assert [item.text for item in value.items if isinstance(item, Scalar)] == ["a", "b"]
    assert [(problem.span.line, problem.span.column) for problem in problems] == [(3, 1)]
    assert "tabs" in problems[0].message


def test_an_anchor_may_be_used_in_another_entry() -> None:
    """What is valid YAML as a whole is read as a whole, merge keys included."""
    entries, problems = read("base: &b\n  level: staff\n<<: *b\nname: a\n")
    assert problems == ()
    assert isinstance(entries["level"], Scalar)
    assert entries["level"].text == "staff"


def test_own_keys_win_over_merged_ones() -> None:
    """As YAML defines it."""
    entries, _ = read("<<: {level: staff}\nlevel: senior\n")
    assert isinstance(entries["level"], Scalar)
    assert entries["level"].text == "senior"


def test_a_merge_key_at_the_top_needs_no_key_that_is_there_twice() -> None:
    """What it brings counts as written, once; the key itself is no entry."""
    entries, problems = read("name: a\n<<: {level: staff, model: m}\ntools: Read\n")
    assert list(entries) == ["name", "level", "model", "tools"]
    assert problems == ()


def test_a_key_that_stands_twice_is_reported() -> None:
    """Parsers disagree about which one counts, so nobody should rely on it."""
    _, problems = read("name: a\nlevel: staff\nname: b\n")
    assert [(problem.span.line, "second time" in problem.message) for problem in problems] == [(4, True)]


def test_text_before_the_first_key_is_reported() -> None:
    """Nothing is skipped silently."""
    _, problems = read("# a comment\nstray\nname: a\n")
    assert [problem.span.line for problem in problems] == [3]


def test_values_stay_as_written_and_keep_their_place() -> None:
    """`on`, `no` and numbers are text; null is empty; places are those of the file."""
    entries, _ = read('a: on\nb: ~\nc: "5"\nd:\n  - x # why\n  - "y z"\ne: {k: 1.0}\n')
    assert entries["a"] == Scalar("on", 2, 4, 2, False)
    assert entries["b"] == Scalar("", 3, 4, 1, False)
    assert entries["c"] == Scalar("5", 4, 4, 3, True)
    assert entries["d"] == Sequence((Scalar("x", 6, 5, 1), Scalar("y z", 7, 5, 5, True)), 6, 3)
    assert entries["e"] == Mapping(((Scalar("k", 8, 5, 1), Scalar("1.0", 8, 8, 3)),), 8, 4)


@pytest.mark.parametrize(
    "value",
    ["[" * 10_000 + "]" * 10_000, "- " * 10_000 + "x", "&a [*a]", "{a: " * 5_000 + "}" * 5_000],
    ids=["brackets", "dashes", "self-reference", "braces"],
)
def test_nesting_without_end_is_one_broken_entry(value: str) -> None:
    """Neither the stack nor the time runs out."""
    entries, problems = read(f"name: a\nbomb: {value}\n")
    assert next(iter(entries)) == "name"
    assert len(problems) == 1


def test_an_alias_bomb_is_not_expanded() -> None:
    """Ten levels of ten aliases each stay ten small values."""
    bomb = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 11))
    entries, problems = read(bomb + "name: a\n")
    assert "name" in entries
    assert problems == ()
