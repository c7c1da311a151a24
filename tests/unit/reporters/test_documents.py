"""Answers as text, Markdown and JSON: alignment, escapes, plain values."""

from __future__ import annotations

from types import MappingProxyType

from graphkit.model.spans import Span
from graphkit.reporters import answer_json, document_markdown, document_text
from graphkit.reporters.document import Document, Section, Table, Untrusted, names, phrase, points, table
from graphkit.reporters.style import ASCII, Style
from tests.unit.graphs import graph

HOSTILE = Untrusted("a|b`\x1b[31m<i>\n# x", "place")
PAGE = Document(
    title=phrase("About ", HOSTILE),
    lead=(phrase("first"),),
    sections=(
        Section("Numbers", table(("Who", "Count"), [(HOSTILE, "9"), ("b", "10"), ("c", "-")])),
        Section("Nothing", points([])),
        Section("Nobody", Table(("a",), ())),
        Section("Arrows", points([phrase("a → b ↔ c")])),
    ),
    notes=(phrase("left out"),),
)


def test_numbers_stand_to_the_right() -> None:
    """Columns are padded by what is seen; colours have no width."""
    painted = document_text.write(PAGE, Style(paint=lambda role, text: f"\x1b[1m{text}\x1b[0m"))
    plain = document_text.write(PAGE, Style())
    lines = [line for line in plain.splitlines() if line.rstrip().endswith(("9", "10", "Count", "-"))]
    assert len({len(line) for line in lines}) == 1
    assert painted.replace("\x1b[1m", "").replace("\x1b[0m", "") == plain


def test_text_is_escaped() -> None:
    """No control of a definition is sent, no line break breaks the table."""
    text = document_text.write(PAGE, Style())
    assert "\x1b" not in text
    assert "a|b`\\x1b[31m<i> # x" in text
    assert text.count("none") == 2
    assert "note: left out" in text


def test_old_terminals_get_ascii() -> None:
    """Arrows are spelt where they cannot be shown."""
    assert "a -> b <-> c" in document_text.write(PAGE, Style(glyphs=ASCII))


def test_markdown_is_escaped() -> None:
    """A name can end neither its cell nor its line, nor begin HTML."""
    page = document_markdown.write(PAGE, Style())
    (row,) = [line for line in page.splitlines() if line.startswith("| a")]
    assert row.replace("\\|", "").count("|") == 3
    assert "<i>" not in page
    assert "\x1b" not in page
    assert page.count("None.") == 2
    assert "> left out" in page


def test_a_table_without_a_head() -> None:
    """Markdown needs a head, if only an empty one."""
    page = Document(phrase("x"), sections=(Section("y", table((), [("a", "b")])),))
    assert "|  |  |\n|---|---|\n| a | b |" in document_markdown.write(page, Style())
    assert "  a  b" in document_text.write(page, Style())


def test_values_as_json() -> None:
    """Places are objects, sets are sorted, numbers are rounded, mappings keep their keys."""
    value = {"at": Span("a.md", 1, 2, 3), "set": {"b", "a"}, "map": MappingProxyType({1: 0.123456789}), "no": None}
    assert answer_json.plain(value) == {
        "at": {"path": "a.md", "line": 1, "column": 2}, "set": ["a", "b"], "map": {"1": 0.123457}, "no": None,
    }  # fmt: skip


def test_names_of_nobody() -> None:
    """An empty list of agents reads `none`."""
    assert names(graph([], []), []) == ("none",)
