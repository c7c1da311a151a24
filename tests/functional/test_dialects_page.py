"""The page about dialects tells what the code knows."""

from __future__ import annotations

from graphkit import dialects
from tests.functional.dialects_page import PAGE, page


def test_the_page_is_current() -> None:
    """Every dialect with its files, its fields and one example, as they are in the data."""
    assert PAGE.read_text(encoding="utf-8") == page(), "stale: run `python -m tests.functional.dialects_page`"


def test_each_dialect_has_an_example_and_a_title() -> None:
    """Whoever writes agents finds out what they look like."""
    for name, dialect in dialects.known().items():
        assert name == dialect.name
        assert dialect.title
        assert dialect.example.endswith("\n")
        assert dialect.example_path
        assert f"## {name}\n" in page()
