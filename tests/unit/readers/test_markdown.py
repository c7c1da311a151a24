"""Finding the front matter, and losing nothing on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graphkit.readers.markdown_structure import front_matter as split
from tests.unit.folders import load, write

if TYPE_CHECKING:
    from pathlib import Path

AGENT = "---\nname: lead\nescalation_to: [user]\n---\nBody.\n"


@pytest.mark.parametrize(
    ("text", "first_line"),
    [
        (AGENT, 2),
        ("\n\n" + AGENT, 4),
        (AGENT.replace("---\nBody", "...\nBody"), 2),
        (AGENT.replace("---", "---  "), 2),
    ],
)
def test_a_block_is_found_however_it_is_fenced(text: str, first_line: int) -> None:
    """Blank lines before it, trailing blanks and a closing `...` make no difference."""
    block = split(text)
    assert block is not None
    assert (block.first_line, block.closed) == (first_line, True)
    assert block.text == "name: lead\nescalation_to: [user]\n"


@pytest.mark.parametrize("text", ["# Guide\n---\nname: x\n---\n", "Text", " ---\nname: x\n---\n", "---\n\n# A rule\n"])
def test_markdown_without_a_block_at_its_top_is_no_agent(text: str) -> None:
    """A rule (`---`) further down, or one that no `key:` follows, is only Markdown."""
    assert split(text) is None


def test_a_block_that_is_never_closed_ends_where_yaml_ends(tmp_path: Path) -> None:
    """The agent is read, the body is not taken for YAML, and the missing line is reported."""
    graph = load(
        tmp_path, {"lead.md": "---\nname: lead\nescalation_to:\n  - boss\n\n# Role\nYou: lead.\n", "boss": "name: boss"}
    )
    assert [(edge.source, edge.target) for edge in graph.edges] == [("lead", "boss")]
    assert ["never closed" in problem.message for problem in graph.problems] == [True]


@pytest.mark.parametrize(
    ("encoded", "problems"),
    [
        (AGENT.encode(), 0),
        (b"\xef\xbb\xbf" + AGENT.encode(), 0),
        (AGENT.replace("\n", "\r\n").encode(), 0),
        (AGENT.replace("\n", "\r").encode(), 0),
        (AGENT.encode("utf-16"), 0),
        (AGENT.replace("Body", "Größe").encode("latin-1"), 1),
        (AGENT.replace("user]", "user]\nnote: a\x1bb").encode(), 0),
    ],
    ids=["utf-8", "bom", "crlf", "cr", "utf-16", "latin-1", "control character"],
)
def test_every_encoding_and_line_end_gives_the_same_agent(tmp_path: Path, encoded: bytes, problems: int) -> None:
    """What an editor or a system did to the bytes costs neither the agent nor the place of its references."""
    graph = load(tmp_path, {"lead.md": encoded})
    (reference,) = graph.agents["lead"].references
    assert (reference.text, reference.span.line, reference.span.column) == ("user", 3, 17)
    assert len(graph.problems) == problems


def test_what_is_no_agent_is_skipped_with_a_reason(tmp_path: Path) -> None:
    """Guides, empty files and front matter that holds no entry are counted, never silently dropped."""
    graph = load(
        tmp_path, {"lead.md": AGENT, "README.md": "# Hi\n", "empty.md": "", "rule.md": "---\njust text\n---\n"}
    )
    assert [(entry.path.rpartition("/")[2], entry.reason) for entry in graph.skipped] == [
        ("README.md", "no front matter"),
        ("empty.md", "empty file"),
        ("rule.md", "its front matter contains no `key: value` line"),
    ]


def test_what_cannot_be_read_is_a_problem_and_the_rest_is_loaded(tmp_path: Path) -> None:
    """A binary file, a dangling link and a huge file each say so."""
    write(tmp_path, {"lead.md": AGENT, "binary.md": b"---\0\1\2", "huge.md": b"-" * (16 * 1024 * 1024 + 1)})
    (tmp_path / "gone.md").symlink_to(tmp_path / "nowhere.md")
    graph = load(tmp_path, {})
    assert list(graph.agents) == ["lead"]
    said = sorted((p.span.path.rpartition("/")[2], p.message) for p in graph.problems if p.rule == "unreadable-file")
    assert [name for name, _ in said] == ["binary.md", "gone.md", "huge.md"]
    assert "binary" in said[0][1]
    assert "leads nowhere" in said[1][1]
    assert "too large" in said[2][1]


def test_an_agent_is_named_by_its_name_else_by_its_file(tmp_path: Path) -> None:
    """`.agent` and `.chatmode` are no part of a name."""
    graph = load(
        tmp_path,
        {
            "a.agent.md": "---\nmode: x\n---\n",
            "b.chatmode.md": "---\nmode: x\n---\n",
            "c.md": "---\nname: Sea Lead\ndescription: x\nreports_to: a\n---\n",
        },
    )
    assert {agent.id: (agent.name, agent.aliases) for agent in graph.agents.values()} == {
        "a": ("a", ("a",)),
        "b": ("b", ("b",)),
        "sea-lead": ("Sea Lead", ("Sea Lead", "c")),
    }


def test_an_empty_front_matter_is_an_agent_all_the_same(tmp_path: Path) -> None:
    """Somebody began to write it; the orphan rule will say the rest."""
    assert list(load(tmp_path, {"lead.md": "---\n---\nBody.\n"}).agents) == ["lead"]


def test_a_broken_entry_that_is_the_only_one_costs_no_agent(tmp_path: Path) -> None:
    """The file is there, so is the agent; others that name it are right."""
    graph = load(tmp_path, {"lead": "escalation_to: [boss", "dev": "escalation_to: lead"})
    assert list(graph.agents) == ["dev", "lead"]
    assert [(problem.rule, problem.agent) for problem in graph.problems] == [("invalid-front-matter", "lead")]
    assert list(graph.ghosts) == ["boss"]  # what a bracket that is never closed contains is read


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("---\nname: planer\n---\n\n---\nescalation_to: [gluer]\n---\n", "second block"),
        ("---\nname: planer\n\n---\n\nescalation_to: [gluer]\n---\nBody.\n", "ends the front matter"),
        ("---\n---\nescalation_to: [gluer]\n---\n", "is empty"),
        ("---\n\n---\n---\nescalation_to:\n- gluer\n---\n", "is empty"),
        ("---\nescalation_to: [gluer]\n--- # the end\nBody.\n", "contains a comment"),
        ("--- # mine\nescalation_to: [gluer]\n---\nBody.\n", "contains a comment"),
    ],
)
def test_front_matter_in_two_parts_is_read_and_reported(tmp_path: Path, text: str, said: str) -> None:
    """Other tools read the first part only, so that both the agent and its author would lose the rest."""
    graph = load(tmp_path, {"planer.md": text, "gluer": "name: gluer"})
    assert [(edge.source, edge.target) for edge in graph.edges] == [("planer", "gluer")]
    (problem,) = graph.problems
    assert problem.rule == "invalid-front-matter"
    assert said in problem.message


@pytest.mark.parametrize(
    "body",
    [
        "Text.\n\n---\n\nname: this is text\n\n---\n",
        "note: this is text\n\n---\n\nMore.\n",
        "Mind this: it is wet\n---\n",
        "tools: see below, and\nmind the rest.\n\n---\n",
        "---\n\n# A rule, then a heading\n\n---\n",
        "---\nA rule, then text.\n\n---\n",
        "description: the last line of the file\n",
    ],
)
def test_rules_in_the_body_are_no_front_matter(tmp_path: Path, body: str) -> None:
    """Markdown uses `---` for rules, and sentences have colons."""
    graph = load(tmp_path, {"planer.md": f"---\nname: planer\n---\n{body}"})
    assert graph.problems == ()
    assert [key.text for key, _ in graph.agents["planer"].entries] == []


def test_dots_close_before_a_later_line_of_dashes(tmp_path: Path) -> None:
    """What is between them is the body, though it looks like entries."""
    graph = load(tmp_path, {"planer.md": "---\nname: planer\n...\nText here.\nescalation_to: [gluer]\n---\nMore.\n"})
    assert graph.problems == ()
    assert graph.agents["planer"].references == ()


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("---\nname: planer\nescalation_to: [gluer]\n", True),
        ("---\nname: planer\n\n# Role\nescalation_to: [gluer]\n", False),
        ("---\nname: planer\nPlanes boards.\nescalation_to: [gluer]\n", False),
    ],
)
def test_an_unclosed_block_ends_at_the_first_line_that_is_no_entry(tmp_path: Path, text: str, target: bool) -> None:
    """A heading after a blank line, or a sentence, begins the body."""
    graph = load(tmp_path, {"planer.md": text, "gluer": "name: gluer"})
    assert bool(graph.agents["planer"].references) is target
    assert ["never closed" in problem.message for problem in graph.problems] == [True]


@pytest.mark.parametrize(
    ("text", "line", "key"),
    [
        ("tools:\n  bash: true\n  bash: false\n", 4, "bash"),
        ("coordination_protocols:\n  handoff_to: [a]\n  handoff_to: [b]\n", 4, "handoff_to"),
        ("x: {y: 1, z: 2, y: 3}\n", 2, "y"),
        ("handoffs:\n  - agent: a\n    agent: b\n", 4, "agent"),
        ('x:\n  - y: |\n      text\n    y: ["a"]\n', 5, "y"),
        ("name: a\nname: b\n", 3, "name"),
    ],
)
def test_a_key_twice_is_reported_at_every_depth(tmp_path: Path, text: str, line: int, key: str) -> None:
    """Parsers disagree about which one counts; graphkit reads both."""
    graph = load(tmp_path, {"planer.md": f"---\n{text}---\n"})
    assert [(one.span.line, one.message.partition(" ")[0]) for one in graph.problems] == [(line, f"`{key}`")]


def test_keys_of_two_mappings_are_no_repetition(tmp_path: Path) -> None:
    """Each item of a list may have the same keys, and a merge key brings what is overridden."""
    text = "---\nbase: &b {x: 1, y: 2}\nlist:\n  - {<<: *b, x: 3}\n  - x: 4\n---\n"
    assert load(tmp_path, {"planer.md": text}).problems == ()
