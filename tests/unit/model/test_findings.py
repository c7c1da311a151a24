"""Findings: the edges of a large cycle are kept as the targets of each source."""

from __future__ import annotations

import pickle

from graphkit.model.findings import EdgeKeys

KEYS = EdgeKeys("escalation", {"a": ["b", "c"], "b": ["a"]})
PLAIN = (("a", "b", "escalation"), ("a", "c", "escalation"), ("b", "a", "escalation"))


def test_keys_of_edges_are_the_tuple_that_they_stand_for() -> None:
    """For whoever counts, compares or takes some of them."""
    assert (len(KEYS), tuple(KEYS), KEYS[1], KEYS[-1], KEYS[:2]) == (3, PLAIN, PLAIN[1], PLAIN[2], PLAIN[:2])
    assert KEYS == PLAIN
    assert PLAIN == KEYS
    assert PLAIN[:2] != KEYS
    assert KEYS != ["a"]
    assert (hash(KEYS), repr(KEYS)) == (hash(PLAIN), repr(PLAIN))
    assert pickle.loads(pickle.dumps(KEYS)) == PLAIN
    assert not EdgeKeys("escalation", {})
