"""Misspellings are found without a look at every name."""

from __future__ import annotations

import random

import pytest

from graphkit.model import suggestions
from graphkit.model.suggestions import Misspellings, is_misspelt


def test_no_misspelling_of_a_word_is_overlooked() -> None:
    """What a comparison with every name finds is found, whichever letter is wrong, missing, added or swapped."""
    chance = random.Random(7)
    names = {"".join(chance.choices("abc", k=chance.randint(4, 8))) for _ in range(300)}
    near = Misspellings(names)
    for said in ("".join(chance.choices("abc", k=chance.randint(4, 8))) for _ in range(300)):
        assert set(near.of((said,))) == {name for name in names if is_misspelt((said,), (name,))}


def test_names_that_begin_alike_are_not_compared_with_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """The work grows with the names, not with their pairs."""
    compared = 0

    def count(said: tuple[str, ...], name: tuple[str, ...]) -> bool:
        nonlocal compared
        compared += 1
        return is_misspelt(said, name)

    monkeypatch.setattr(suggestions, "is_misspelt", count)

    def work(size: int) -> int:
        nonlocal compared
        compared = 0
        names = [f"agent{number * 7919 % 100_000:05}" for number in range(size)]
        near = Misspellings(names)
        for name in names:
            near.of((f"{name}x",))
        return compared

    assert work(1200) <= 5 * work(300)
