"""The rule set as people ask for it: by code or by name."""

from __future__ import annotations

import pytest

from graphkit.rules import catalogue, find


def test_rules_come_sorted_and_each_once() -> None:
    """Codes and names are unique, and the list is in the order of the codes."""
    codes = [rule.code for rule in catalogue()]
    assert codes == sorted(set(codes))
    assert len({rule.name for rule in catalogue()}) == len(codes)


@pytest.mark.parametrize("wanted", ["GK101", "gk101", " missing-target "])
def test_code_and_name_find_the_same_rule(wanted: str) -> None:
    """Nobody has to remember which of the two a command wants."""
    rule = find(wanted)
    assert rule is not None
    assert (rule.code, rule.name) == ("GK101", "missing-target")


def test_an_unknown_rule_is_not_guessed() -> None:
    """A wrong code gives nothing rather than another rule's page."""
    assert find("GK1") is None
