"""Pure functions: adjacency or graph in, values out; the same answer whatever the order of the input."""

from __future__ import annotations

from graphkit.algorithms.chains import longest_chains, reaching
from graphkit.algorithms.circles import circles, hop_label
from graphkit.algorithms.closing import closing
from graphkit.algorithms.components import components, joined, weak_components
from graphkit.algorithms.cycles import cut, shortest_cycle
from graphkit.algorithms.disguise import has_invisible, skeleton
from graphkit.algorithms.problems import problems
from graphkit.algorithms.reciprocity import one_sided, sides
from graphkit.algorithms.similar import Lookalikes, similar
from graphkit.algorithms.spoken import spoken_escalations

__all__ = [
    "Lookalikes",
    "circles",
    "closing",
    "components",
    "cut",
    "has_invisible",
    "hop_label",
    "joined",
    "longest_chains",
    "one_sided",
    "problems",
    "reaching",
    "shortest_cycle",
    "sides",
    "similar",
    "skeleton",
    "spoken_escalations",
    "weak_components",
]
