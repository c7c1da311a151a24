"""A broken text costs that text, at any depth, and each cause is one finding at its true line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graphkit import check
from graphkit.model.values import RECOVERED, Scalar, Sequence, Value
from graphkit.readers import document_recovery, front_matter
from tests.unit.folders import edges, load, write

if TYPE_CHECKING:
    from pathlib import Path

    from graphkit.model.definitions import Problem


def shown(value: Value) -> object:
    """Return a value as Python data; a text that was only recovered has a `~` before it."""
    if isinstance(value, Scalar):
        return "~" * (value.quoted == RECOVERED) + value.text
    if isinstance(value, Sequence):
        return [shown(item) for item in value.items]
    return {key.text: shown(inner) for key, inner in value.entries}


def read(text: str) -> tuple[dict[str, object], list[Problem]]:
    """Parse a block whose first line is line 2 of its file."""
    entries, problems = front_matter.parse(text, 2, "a.md")
    return {key.text: shown(value) for key, value in entries}, list(problems)


def places(problems: list[Problem]) -> list[tuple[int, int, str]]:
    """Return line, column and kind of each problem."""
    return [(one.span.line, one.span.column, one.flaws[0].kind) for one in problems]


FIVE = """\
handoffs:
  - label: Plane
    agent: planer
  - label: Glue
    agent: gluer
    prompt: Remember: clamp it.
  - agent: sander
    send: true
  - label: Oil: twice
    agent: oiler
  - agent: packer
"""


def test_five_handoffs_stay_five() -> None:
    """Two of them contain one broken text each; the findings name the inner keys."""
    entries, problems = read(FIVE)
    handoffs = entries["handoffs"]
    assert isinstance(handoffs, list)
    assert [one["agent"] for one in handoffs] == ["planer", "gluer", "sander", "oiler", "packer"]
    assert handoffs[1]["prompt"] == "~Remember: clamp it."
    assert [one.message.partition(" ")[0] for one in problems] == ["`prompt`", "`label`"]
    assert places(problems) == [(7, 21, "colon"), (10, 15, "colon")]
    assert not any("handoffs" in f"{one.message}{one.hint}" for one in problems)


@pytest.mark.parametrize(
    ("text", "kept", "line"),
    [
        (
            "coordination_protocols:\n  handoff_to:\n    gluer: When dry: at once\n    oiler: later\n  escalation_path: [x]\n",
            {"handoff_to": {"gluer": "~When dry: at once", "oiler": "later"}, "escalation_path": ["x"]},
            4,
        ),
        ("a:\n  - b\n  - %c\n  - d\n", ["b", "~%c", "d"], 4),
        ("a: [b, c: d: e, f]\n", ["b", {"c": "~d: e"}, "f"], 2),
        ("a: {b: c, d: e: f, g: [h, `i`]}\n", {"b": "c", "d": "~e: f", "g": ["h", "~`i`"]}, 2),
        ("a: ['b' 'c', d]\n", ["b", "c", "d"], 2),
        ("a: [b, c\nz: y\n", ["b", "c"], 2),
        ("a:\n  - b: {c: [d, e\n  - f\n", [{"b": {"c": ["d", "e"]}}, "f"], 3),
        ("a:\n  - b\n - c\n  - d\n", ["b", "c", "d"], 4),
        ("a:\n  - b: 1\n    c: 2\n   d: 3\n  - e\n", [{"b": "1", "c": "2", "d": "3"}, "e"], 5),
        ('a:\n  b: "C:\\dir"\n  c: d\n', {"b": '~"C:\\dir"', "c": "d"}, 3),
        ("a:\n  b: |\n      one\n     two\n  c: d\n", {"b": "~ one\ntwo", "c": "d"}, 5),
    ],
)
def test_a_broken_text_costs_that_text(text: str, kept: object, line: int) -> None:
    """Whatever is wrong with it, and wherever it is, what is beside it is read."""
    entries, problems = read(text)
    assert entries["a" if "a" in entries else "coordination_protocols"] == kept
    assert {one.span.line for one in problems} == {line}


def test_an_entry_that_is_indented_too_far_is_read_where_it_belongs() -> None:
    """`tools` below `name` is a slip of the hand; several in a row are one."""
    entries, (problem,) = read("name: planer\n  tools: [Read]\n  escalation_to: [gluer]\nlevel: staff\n")
    assert entries == {"name": "planer", "tools": ["Read"], "escalation_to": ["gluer"], "level": "staff"}
    assert "`tools` and 1 more line" in problem.message
    assert [(flaw.line, flaw.column) for flaw in problem.flaws] == [(3, 3), (4, 3)]


DIALOGUE = """\
description: Planes boards. Example: <example>
Context: the board is rough
user: "It splinters."
<commentary>
Rough: planer first.
</commentary>
</example>
"""


@pytest.mark.parametrize(
    ("text", "place", "kept"),
    [
        (DIALOGUE, (2, 36), 'user: "It splinters." <commentary>'),
        ("description: Planes boards.\nuser: hi\nassistant: ho\n<p>\n", (3, 1), "user: hi assistant: ho <p>"),
        ("description:\nPlanes boards, and nothing else.\n", (3, 1), "Planes boards, and nothing else."),
        ("description: |\n  Planes\nboards\n", (4, 1), "Planes\nboards"),
        ("description: |\nUse it: when rough\nor wet\n", (3, 1), "Use it: when rough\nor wet"),
        ('description: "Planes" the boards\n', (2, 23), '"Planes" the boards'),
        (
            "description:\n  Planes boards that are\n  not smooth: rough,\n  or wet.\n",
            (4, 13),
            "smooth: rough, or wet.",
        ),
        ("description:\n  Use it for boards: rough,\n  or wet.\n", (3, 20), "Use it for boards: rough, or wet."),
        ("description: Use it when:\n- it is rough\n- it is wet\n", (2, 25), "Use it when: - it is rough - it is wet"),
    ],
)
def test_one_cause_is_one_finding_at_its_line(text: str, place: tuple[int, int], kept: str) -> None:
    """The text is kept, with all that evidently belongs to it, and the entries behind it are read."""
    entries, problems = read(f"{text}tools: Read\nhandoff_to: [gluer]\n")
    assert list(entries) == ["description", "tools", "handoff_to"]
    assert [(one.span.line, one.span.column) for one in problems] == [place]
    assert str(entries["description"]).startswith("~")
    assert kept in str(entries["description"])


def test_a_field_ends_a_text_that_is_broken() -> None:
    """A tag that is never closed does not swallow the relations below."""
    entries, problems = read("description: Use: <example>\nescalation_to: [gluer]\nnight_shift: yes\n")
    assert list(entries) == ["description", "escalation_to", "night_shift"]
    assert len(problems) == 1


@pytest.mark.parametrize("text", ["escalation_to: Ask: gluer\n", "escalation_to:\n  - a\n  - Ask: gluer: now\n"])
def test_a_recovered_text_names_no_agent(tmp_path: Path, text: str) -> None:
    """It is no name that anybody wrote: what it says is reported once, as broken, and not again as missing."""
    found = check(write(tmp_path, {"planer": text, "a": "name: a"}))
    assert sorted(one.code for one in found.live if one.code in ("GK002", "GK003", "GK101")) == ["GK002"]


def test_one_word_below_its_key_is_a_name() -> None:
    """Nothing else can be meant; the line is reported."""
    entries, problems = read("escalation_to:\ngluer\nlevel: staff\n")
    assert entries == {"escalation_to": "gluer", "level": "staff"}
    assert places(problems) == [(3, 1, "not-indented")]


def test_a_flaw_has_the_exact_extent_of_the_text() -> None:
    """An edit that quotes it needs no more: it begins behind the key and ends with its last character."""
    text = "handoffs:\n  - agent: gluer\n    prompt: Mind this: now   # why\n"
    _, (problem,) = read(text)
    (flaw,) = problem.flaws
    line = text.split("\n")[flaw.line - 2]
    assert (flaw.kind, flaw.key, flaw.in_list) == ("colon", "prompt", False)
    assert line[flaw.column - 1 : flaw.end_column - 1] == "Mind this: now   # why"
    assert flaw.line == flaw.end_line


def test_a_roster_loses_no_more_than_the_text(tmp_path: Path) -> None:
    """In a YAML file as in a front matter, at any depth, and the description of the agent is the text."""
    team = (
        "agents:\n  planer:\n    description: Planes: boards\n    model: m\n    sub_agents: [gluer, %x]\n"
        "  gluer:\n    model: m\n    instruction: Glue\n"
    )
    graph = load(tmp_path, {"team.yaml": team})
    assert edges(graph, "delegation") == [("planer", "gluer")]
    assert graph.agents["planer"].description == "Planes: boards"
    assert [one.span.line for one in graph.problems] == [3, 5]


def test_documents_in_one_file_are_read_as_one() -> None:
    """A line `---` between the entries costs none of them."""
    entries, problems = document_recovery.recover(["a: b", "---", "c: d"], 1, "a.yaml")
    assert ([(key.text, shown(value)) for key, value in entries], problems) == ([("a", "b"), ("c", "d")], [])


def test_a_bomb_of_aliases_beside_a_flaw_is_not_expanded() -> None:
    """What is shared stays shared while texts are put back."""
    bomb = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 25))
    entries, problems = front_matter.parse(f"a0: &a0 [@x]\n{bomb}description: a: b\n", 2, "a.md")
    values = {key.text: value for key, value in entries}
    last = values["a24"]
    assert isinstance(last, Sequence)
    assert all(item is values["a23"] for item in last.items)
    assert [problem.flaws[0].kind for problem in problems] == ["at-sign", "colon"]
