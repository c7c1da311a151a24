"""Canonical names: an equivalence, not a guess."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.model.names import bare, canonical, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Backend Staff", "backend-staff"),
        ("@backend_staff", "backend-staff"),
        ("backend-staff  # why", "backend-staff"),
        ("backend-staff (on-call)", "backend-staff"),
        ("`backend-staff`", "backend-staff"),
        ("(on-call)", "(on-call)"),
        ("C#", "c#"),
        ("Straße", "strasse"),
    ],
)
def test_canonical_form(text: str, expected: str) -> None:
    """What people write around a name is no part of it."""
    assert canonical(text) == expected


@given(st.text())
def test_canonical_is_stable(text: str) -> None:
    """The canonical form of a canonical form without remarks is itself."""
    once = canonical(text)
    if bare(once) == once:
        assert canonical(once) == once


def test_words() -> None:
    """Any separator splits; case is folded."""
    assert words("provides_Specs-to tech_writer") == ("provides", "specs", "to", "tech", "writer")
