"""Which agents are meant: `+backend-staff`, `level:staff,tool:Bash`, `cycle:x changed:main`. One language everywhere.

Blanks join, commas intersect; docs/selectors.md has every form.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from graphkit.analysis.reach import adjacency, reach, reversed_adjacency
from graphkit.model.choice import Choice
from graphkit.selection.methods import Finder
from graphkit.selection.narrow import narrow, part, restrict
from graphkit.selection.parse import parse

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from graphkit.model.findings import Finding, Rule
    from graphkit.model.graph import AgentGraph
    from graphkit.selection.parse import Term

__all__ = ["Choice", "evaluate", "narrow", "part", "restrict", "select"]


def select(
    graph: AgentGraph, choice: Choice, findings: Callable[[], Sequence[Finding]], rules: Sequence[Rule] = ()
) -> frozenset[str]:
    """Return the ids of the chosen agents.

    `findings` is asked only where the expression has a `rule:`. Raises SelectionError, which points at the character.
    """

    def chosen(expression: str) -> frozenset[str]:
        finder = Finder(graph, expression, findings, rules, choice.changed)
        return evaluate(graph, expression, finder) & graph.agents.keys()

    everything = frozenset(graph.agents) if choice.select is None else chosen(choice.select)
    return everything if choice.exclude is None else everything - chosen(choice.exclude)


def evaluate(graph: AgentGraph, expression: str, finder: Finder) -> frozenset[str]:
    """Return the ids of what an expression means: agents, and names without a definition. Raises SelectionError."""
    walks = _Walks(graph)
    found: set[str] = set()
    for terms in parse(expression, graph.relations, graph.callers):
        sets = [walks.walk(term, finder.find(term)) for term in terms]
        found |= set.intersection(*sets)
    return frozenset(found)


class _Walks:
    """Walks along the edges of one relation, or of all that have a direction."""

    def __init__(self, graph: AgentGraph) -> None:
        self._graph = graph
        self._adjacencies: dict[
            tuple[str | None, frozenset[str]], tuple[dict[str, list[str]], dict[str, list[str]]]
        ] = {}

    def walk(self, term: Term, starts: set[str]) -> set[str]:
        if term.method in ("caller", "kind") and term.down:  # the first step is the call itself
            term = replace(term, down=term.down - 1)
        if not term.walks:
            return starts
        outside = frozenset(starts - self._graph.agents.keys())
        after, before = self._adjacency(term.relation, outside)
        if term.around:
            return set(reach(before, reach(after, starts)))
        up = reach(before, starts, term.up)
        return starts | up.keys() | reach(after, starts, term.down).keys()

    def _adjacency(
        self, relation: str | None, outside: frozenset[str]
    ) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
        asked = relation, outside
        if asked not in self._adjacencies:
            after = adjacency(self._graph, relation, outside)
            self._adjacencies[asked] = after, reversed_adjacency(after)
        return self._adjacencies[asked]
