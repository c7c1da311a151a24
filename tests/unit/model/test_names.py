"""Names: what a definition is called is kept whole, and spelling is an equivalence, not a guess."""

from __future__ import annotations

import re
from fnmatch import translate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.model.names import canonical, last_verdict, matches, spelled, without_remark, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Backend Staff", "backend-staff"),
        ("@backend_staff", "backend-staff"),
        ("`backend-staff`", "backend-staff"),
        ("(on-call)", "(on-call)"),
        ("C#", "c#"),
        ("Shift #2", "shift-#2"),
        ("Diver (day)", "diver-(day)"),
        ("Straße", "strasse"),
        ("e\u0301cole", "école"),
    ],
)
def test_canonical_form(text: str, expected: str) -> None:
    """Case, separators and the marks around a name are no part of it; all else is."""
    assert canonical(text) == expected


@given(st.text())
def test_canonical_is_stable(text: str) -> None:
    """The canonical form of a canonical form is itself, unless it has marks around it once more."""
    once = canonical(text)
    if spelled(once) == once:
        assert canonical(once) == once


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("lock-keeper  # why", "lock-keeper"),
        ("lock-keeper (on-call)", "lock-keeper"),
        ("@Lock Keeper\t#1", "Lock Keeper"),
        ("Keeper (a) (b)", "Keeper (a)"),
        ("Keeper (a", "Keeper (a"),
        ("Keeper a)", "Keeper a)"),
        ("(a)", "(a)"),
        ("C#", "C#"),
    ],
)
def test_a_remark_is_what_stands_in_brackets_or_behind_a_hash(text: str, expected: str) -> None:
    """What people write behind a reference is dropped; a name of nothing but brackets stays."""
    assert without_remark(text) == expected


@given(st.text("ab*?", max_size=8), st.text("ab", max_size=8))
def test_a_pattern_covers_what_a_glob_covers(pattern: str, name: str) -> None:
    """Stars and question marks mean what they mean in any glob."""
    assert matches(pattern, name) == bool(re.match(translate(pattern), name))


def test_many_stars_take_no_long_time() -> None:
    """The steps are at most the product of the lengths: with a regular expression this would not end."""
    assert not matches("*a" * 40 + "b", "a" * 5000)


def test_the_last_rule_that_matches_decides() -> None:
    """As in OpenCode; without any there is no verdict."""
    rules = (("*", False), ("dome-*", True), ("dome-left", False))
    assert [last_verdict(rules, name) for name in ("dome-left", "dome-right", "oven")] == [False, True, False]
    assert last_verdict(rules[1:], "oven") is None


def test_words() -> None:
    """Any separator splits; case is folded."""
    assert words("provides_Specs-to tech_writer") == ("provides", "specs", "to", "tech", "writer")
