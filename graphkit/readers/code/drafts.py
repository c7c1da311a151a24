"""Agents and edges of one file of Python code, gathered while it is read."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from graphkit.model.code import DIALECT, CodeAgent, CodeEdge, CodeEnd, CodeFacts, ComputedTarget, Described
from graphkit.model.definitions import Definition, Problem, Reading
from graphkit.model.names import canonical
from graphkit.readers import definition

if TYPE_CHECKING:
    from graphkit.model.spans import Span
    from graphkit.readers.code.modules import Module


@dataclass
class Drafts:
    """What was found so far; each agent, edge and place counts once."""

    module: Module
    definitions: dict[CodeAgent, Definition] = field(default_factory=dict)
    edges: dict[CodeEdge, None] = field(default_factory=dict)
    computed: dict[ComputedTarget, None] = field(default_factory=dict)
    used: dict[CodeAgent, None] = field(default_factory=dict)
    described: dict[Described, None] = field(default_factory=dict)
    problems: dict[Problem, None] = field(default_factory=dict)

    def agent(self, key: CodeAgent, group: str, aliases: tuple[str, ...] = (), description: str | None = None) -> None:
        """Take an agent."""
        if key not in self.definitions:
            self.definitions[key] = Definition(
                id=canonical(key.name) or key.name,
                name=key.name,
                aliases=tuple(dict.fromkeys((key.name, *aliases))),
                span=key.span,
                root=key.root,
                group=group,
                stem=key.name,
                description=description,
                dialect=DIALECT,
                world=key.root,
            )

    def wildcard(self, key: CodeAgent, relation: str) -> None:
        """Take that an agent may turn to all others."""
        agent = self.definitions[key]
        self.definitions[key] = replace(agent, wildcards=tuple(sorted({*agent.wildcards, relation})))

    def edge(self, relation: str, field: str, source: CodeEnd, target: CodeEnd, text: str, span: Span) -> None:
        """Take an edge between two agents, or one agent and a name."""
        self.edges[CodeEdge(relation, field, source, target, text, span)] = None

    def unreadable(self, relation: str, field: str, root: str, span: Span, agent: str = "") -> None:
        """Take a place of which the agents are computed at run time."""
        self.computed[ComputedTarget(span, relation, field, root, agent)] = None

    def reading(self) -> Reading:
        """Return all of it."""
        facts = CodeFacts(tuple(self.edges), tuple(self.computed), tuple(self.used), tuple(self.described))
        return Reading(tuple(self.definitions.values()), tuple(self.problems), code=facts)


def group_of(module: Module) -> str:
    """Return what the agents of a module are grouped by: the name of its file, or that of its folder."""
    stem = definition.stem(module.path)
    return definition.group(module.path) if stem in ("__init__", "__main__") else stem


def docstring(node: ast.AST) -> str | None:
    """Return the first paragraph of a docstring in one line."""
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return None
    text = ast.get_docstring(node)
    return " ".join(text.strip().split("\n\n")[0].split()) if text and text.strip() else None
