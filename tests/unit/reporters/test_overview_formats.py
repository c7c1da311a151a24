"""The overview in a terminal and as a document."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graphkit.model.report import Report
from graphkit.reporters import REPORT, overview_markdown, overview_text, reporter
from graphkit.reporters.style import ASCII, Style
from tests.unit.graphs import agent, graph
from tests.unit.reporters.reports import report, tagged

CIRCLE = graph({"a": "staff", "b": None, "c": None}, [("a", "b"), ("b", "a"), ("b", "c"), ("c", "b")])


def test_a_terminal_without_line_drawing_gets_ascii() -> None:
    """Every sign of the tree, the bars and the arrows has an ASCII form."""
    assert overview_text.write(report(CIRCLE), Style(glyphs=ASCII)).isascii()


def test_a_cycle_names_its_group_when_it_is_larger() -> None:
    """The shortest way round, then all who are in the group, then the places."""
    shown = overview_text.write(report(CIRCLE), Style())
    assert "  a → b → a (escalation, 3 agents)\n    among a, b, c\n    (agents/a.md:3:5)\n" in shown


def test_sections_without_content_say_so() -> None:
    """`none` is an answer; a heading that is missing would be a question."""
    shown = overview_text.write(report(graph(["a"], [])), Style())
    assert shown.startswith("1 file, 1 agent, no edges\n")
    assert shown.count("\n  none") == 8
    assert overview_markdown.write(report(graph(["a"], [])), Style()).count("\nNone.") == 8


def test_roles_are_painted() -> None:
    """Headings, agents and levels can be told apart."""
    shown = overview_text.write(report(CIRCLE), Style(paint=tagged))
    assert "<strong:Levels>" in shown
    assert "<place:a> <faint:(staff)>" in shown


def test_depth_does_not_indent_without_end() -> None:
    """A chain of two hundred agents is indented to a limit; in the terminal a row says how far down it is."""
    names = [f"n{number:03}" for number in range(200)]
    chain = report(graph(names, list(zip(names[1:], names[:-1], strict=True))))
    last = next(line for line in overview_text.write(chain, Style()).splitlines() if "n199" in line and "down" in line)
    assert last.strip() == "└─ (199 down) n199"
    depth = max(len(line) - len(line.lstrip()) for line in overview_markdown.write(chain, Style()).splitlines())
    assert depth == 40


@pytest.fixture
def hostile() -> Report:
    """Return a report on an agent whose name is an attack on every format."""
    name = "a|b](http://x)<script>`*_@team\n# h\x1b[2J\u202e"
    built = graph(["a", "b"], [("b", "a"), ("a", "b")])
    return report(replace(built, agents={"a": replace(agent("a", "x|y"), name=name), "b": agent("b")}))


@pytest.mark.parametrize("module", sorted(set(REPORT.values())))
def test_controls_reach_no_format(hostile: Report, module: str) -> None:
    """No format sends an escape sequence, a bidirectional override or a line break of a name."""
    shown = reporter(module).write(hostile, Style())
    assert not set(shown) & set("\x1b\u202e")
    assert not any(line.startswith("# h") for line in shown.splitlines())


def test_markup_in_a_name_is_text(hostile: Report) -> None:
    """Tables keep their columns, and a name makes no link, no HTML and no mention."""
    shown = overview_markdown.write(hostile, Style())
    assert "<script" not in shown
    assert "](" not in shown
    assert " @team" not in shown
    (row,) = [line for line in shown.splitlines() if line.startswith("| x")]
    assert row.replace("\\|", "").count("|") == 4
