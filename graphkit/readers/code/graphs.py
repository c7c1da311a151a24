"""A graph of LangGraph while it is read: its nodes, what they run, and its edges; at the end they become drafts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graphkit.model.code import END, START
from graphkit.model.definitions import Problem
from graphkit.readers.code.drafts import docstring
from graphkit.readers.code.values import Function, Instance, Klass, options
from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.model.code import CodeAgent
    from graphkit.model.spans import Span
    from graphkit.readers.code.drafts import Drafts
    from graphkit.readers.code.values import Value

RELATION = "handoff"


@dataclass(eq=False)
class Node:
    """A node of a graph: who it is, and what it runs."""

    key: CodeAgent
    actions: list[Value] = field(default_factory=list)
    destinations: list[tuple[Value, Span]] = field(default_factory=list)


class Arrow(NamedTuple):
    """An edge by the names of its nodes; `text` is the name that is written at `span`."""

    source: str
    target: str
    field: str
    text: str
    span: Span


@dataclass(eq=False)
class Graph:
    """A graph while it is read. `is_open` says that it has nodes whose names are not known."""

    root: str
    group: str
    nodes: dict[str, Node] = field(default_factory=dict)
    arrows: list[Arrow] = field(default_factory=list)
    is_open: bool = False

    def write(self, drafts: Drafts) -> None:
        """Take the nodes as agents, and the edges; one to a node that the graph lacks is not lost."""
        for node in self.nodes.values():
            about = next((text for one in node.actions for text in _descriptions(one)), None)
            drafts.agent(node.key, self.group, description=about)
        for source, target, where, text, span in self.arrows:
            here, there = self.nodes.get(source), self.nodes.get(target)
            is_end = source == START or target == END
            if not here and not there:
                self._nowhere(drafts, source, target, where, span)
            elif (here and there) or (is_end and (here or there)) or not self.is_open:
                drafts.edge(RELATION, where, here.key if here else source, there.key if there else target, text, span)
            else:
                drafts.unreadable(RELATION, where, self.root, span, source if here else "")

    def _nowhere(self, drafts: Drafts, source: str, target: str, where: str, span: Span) -> None:
        """Take an edge of which neither end is a node: that is a mistake, unless some names of nodes are not known."""
        ends = [f"`{name}`" for name in (source, target) if name not in (START, END)]
        if not ends:
            return
        if self.is_open:
            drafts.unreadable(RELATION, where, self.root, span)
            return
        lacks = "these names" if ends[1:] else "this name"
        message = f"`{where}` names {' and '.join(ends)}, and the graph has no node of {lacks}"
        drafts.problems[Problem("missing-target", message, span, "Add the node, or correct the name.")] = None


def _descriptions(action: Value) -> Iterator[str]:
    for one in options(action):
        node = one.node if isinstance(one, Function | Klass) else one.klass.node if isinstance(one, Instance) else None
        if node is not None and (text := docstring(node)):
            yield text
