"""Longest chains: how many steps a relation leads, cycles taken as one."""

from __future__ import annotations

from graphkit.analysis.chains import longest_chains


def test_one_chain_for_each_place_at_which_chains_begin() -> None:
    """The longest from there; a node that leads nowhere and is reached from nowhere has an empty one."""
    after = {"a": ["b", "d"], "b": ["c"], "c": ["d"], "d": [], "x": ["c"], "alone": []}
    assert longest_chains(after) == [[("a", "b"), ("b", "c"), ("c", "d")], [], [("x", "c"), ("c", "d")]]


def test_of_equal_chains_the_first_by_name_is_taken() -> None:
    """Whatever the order of the input."""
    after = {"a": ["z", "m"], "z": ["e"], "m": ["e"]}
    assert longest_chains(after) == [[("a", "m"), ("m", "e")]]
    assert longest_chains(dict(reversed(after.items()))) == [[("a", "m"), ("m", "e")]]


def test_a_cycle_is_one_step() -> None:
    """Edges inside it are no part of a chain, those into it and out of it are."""
    after = {"in": ["a"], "a": ["b"], "b": ["a", "out"], "out": ["end"]}
    assert longest_chains(after) == [[("in", "a"), ("b", "out"), ("out", "end")]]
    assert longest_chains({"a": ["b"], "b": ["a"]}) == [[]]


def test_a_target_that_is_no_key_ends_a_chain() -> None:
    """It has no successors of its own."""
    assert longest_chains({"a": ["b"]}) == [[("a", "b")]]
    assert longest_chains({}) == []


def test_a_chain_may_be_longer_than_any_recursion() -> None:
    """Five thousand steps."""
    names = [f"n{number:04}" for number in range(5000)]
    (chain,) = longest_chains({name: [after] for name, after in zip(names, names[1:], strict=False)})  # noqa: RUF007
    assert len(chain) == 4999
