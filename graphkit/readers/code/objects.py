"""Agents that are objects: what the constructors in the table of frameworks make, and whom their arguments name."""

from __future__ import annotations

import ast
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from graphkit.model import frameworks
from graphkit.model.code import CodeAgent
from graphkit.model.frameworks import FRAMEWORKS, Links
from graphkit.model.names import canonical
from graphkit.readers.code.agents import Agents, variable_of
from graphkit.readers.code.bindings import FUNCTIONS
from graphkit.readers.code.contexts import scope_of
from graphkit.readers.code.drafts import docstring, group_of
from graphkit.readers.code.values import (
    Choice,
    Frame,
    Function,
    Klass,
    Made,
    Nothing,
    Outside,
    Text,
    Unknown,
    items,
    options,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.model.frameworks import Argument
    from graphkit.readers.code.drafts import Drafts
    from graphkit.readers.code.modules import Module
    from graphkit.readers.code.values import Value

_COPYING = frozenset(method for row in FRAMEWORKS for method, _ in row.copies)
_COPIED = {
    one.keyword: [one] for row in FRAMEWORKS if row.copies for kind in row.constructors for one in kind.arguments
}
_ADDING = ("append", "extend", "insert", "add")


class Objects(Agents):
    """Reads the agents of one module that are objects."""

    def __init__(self, drafts: Drafts) -> None:
        super().__init__()
        self._drafts = drafts
        self._replaced: set[tuple[CodeAgent, str]] = set()

    def read(self, module: Module) -> None:
        """Take every agent that the module makes, and every edge that it declares."""
        arguments = {one.keyword for row in FRAMEWORKS for kind in row.constructors for one in kind.arguments}
        late = list(self._late(module, arguments))
        for statement, target, _ in late:
            if isinstance(statement, ast.Assign) and isinstance(module.parents[statement], (ast.Module, *FUNCTIONS)):
                for frame in self.frames_at(module, statement):
                    for agent in self.agents(self.value(target.value, frame)):
                        self._replaced.add((self.key(agent), target.attr))
        self._made = [one for call in module.calls if _may_make(call) for one in self._of_call(module, call)]
        copies = [one for call in module.calls if _may_copy(call) for one in self._of_copy(module, call)]
        others = list(self._of_factories(module))
        named = [one for one in others if isinstance(text := self._written(one), Text) and text.module is module]
        for agent in (*self._made, *copies, *named):  # the others are defined where their names are written
            self._define(agent)
        for agent in (*self._made, *copies, *others):
            self._relate(agent)
        for statement, target, value in late:
            for frame in self.frames_at(module, statement):
                for agent in self.agents(self.value(target.value, frame)):
                    for argument in agent.constructor.arguments if agent.constructor else ():
                        if argument.keyword == target.attr:
                            self._named(agent, argument, value, frame)

    def _of_call(self, module: Module, call: ast.Call) -> Iterator[Made]:
        if not any(
            map(self._makes_agents, options(self.value(call.func, self.frame_of(module, scope_of(module, call)))))
        ):
            return
        for frame in self.frames_at(module, call):
            for callee in options(self.value(call.func, frame)):
                made = self.call_of(callee, call, frame) if not isinstance(callee, Function) else None
                if isinstance(made, Made) and made.kind == "agent":
                    yield made

    def _of_factories(self, module: Module) -> Iterator[Made]:
        """Yield the agents that functions of other modules make of the arguments which this one gives them."""
        aliases = [node for node in module.parents if isinstance(node, ast.alias)]
        imported = {one.asname or one.name.partition(".")[0] for one in aliases}
        for call in module.calls:
            root: ast.expr = call.func
            while isinstance(root, ast.Attribute):
                root = root.value
            if not isinstance(root, ast.Name) or root.id not in imported or not (call.args or call.keywords):
                continue
            frame = self.frame_of(module, scope_of(module, call))
            if any(map(self._makes_elsewhere, options(self.value(call.func, frame)))):
                for inner in self.frames_at(module, call):
                    for one in self.agents(self.value(call, inner)):
                        if one.frame.module is not module and isinstance(one.frame.scope, FUNCTIONS):
                            yield one

    def _makes_elsewhere(self, callee: Value) -> bool:
        if not isinstance(callee, Function) or isinstance(callee.node, ast.Lambda):
            return False
        calls = callee.frame.module.calls
        return any(
            _may_make(one) and callee.node.lineno <= one.lineno <= (callee.node.end_lineno or 0) for one in calls
        )

    def _of_copy(self, module: Module, call: ast.Call) -> Iterator[Made]:
        """Yield the changed copies of agents that a call makes; where the agent is not known, relations are noted."""
        for frame in self.frames_at(module, call):
            found = list(options(self.value(call, frame)))
            yield from (one for one in found if isinstance(one, Made) and one.kind == "agent" and one.call is call)
            base = call.func.value if isinstance(call.func, ast.Attribute) else None
            if any(isinstance(one, Unknown) for one in options(self.value(base, frame))):
                for keyword in call.keywords:
                    for argument in _COPIED.get(keyword.arg or "", ()):
                        if not argument.wrapped or list(self.agents(self.value(keyword.value, frame))):
                            place = module.span(keyword.value)
                            self._drafts.unreadable(argument.relation, argument.keyword, module.path, place)

    def _makes_agents(self, callee: Value) -> bool:
        """Tell whether a class may be one of a framework; of what is not known only a parameter may be."""
        if isinstance(callee, Outside):
            return frameworks.constructor_of(callee.dotted) is not None
        return isinstance(callee, Klass) and self.constructor_of(callee) is not None

    def _define(self, agent: Made) -> None:
        key = self.key(agent)
        if isinstance(agent.value, Made) and key == self.key(agent.value):
            return
        aliases = [variable_of(agent.frame.module, agent.call)[0]]
        if agent.constructor and agent.constructor.alias:
            aliases += [
                one.text for one in options(self.given(agent, agent.constructor.alias)[0]) if isinstance(one, Text)
            ]
        about = [one.text for one in options(self.given(agent, "description")[0]) if isinstance(one, Text)]
        said = about[0] if about else docstring(agent.klass.node) if agent.klass else None
        self._drafts.agent(key, group_of(agent.frame.module), tuple(aliases), said)
        if self._is_used(agent):
            self._drafts.used[key] = None

    @staticmethod
    def _is_used(agent: Made) -> bool:
        """Tell whether something else may use an agent: it is at the top level, is given back, or is loaded."""
        module, call = agent.frame.module, agent.call
        statement = module.statement(call)
        if not isinstance(statement, ast.Assign | ast.AnnAssign) or isinstance(scope_of(module, statement), ast.Module):
            return True
        name, _ = variable_of(module, call)
        return bool(module.loads.get(name)) or not isinstance(module.parents.get(call), ast.Assign | ast.AnnAssign)

    def _relate(self, agent: Made) -> None:
        for argument in agent.constructor.arguments if agent.constructor else ():
            if (self.key(agent), argument.keyword) in self._replaced:
                continue
            found, expression, frame = self.given(agent, argument.keyword)
            if argument.links is not Links.ALL and expression is not None and not isinstance(found, Nothing):
                self._named(agent, argument, expression, frame, found)
            elif argument.links is Links.ALL and isinstance(found, Nothing) and found.constant is True:
                self._drafts.wildcard(self.key(agent), argument.relation)

    def _named(
        self, agent: Made, argument: Argument, expression: ast.expr, frame: Frame, value: Value | None = None
    ) -> None:
        """Take the edges of one argument: each agent at its own place where it is written in a list."""
        written: list[tuple[Value, ast.expr]] = []
        if isinstance(expression, ast.List | ast.Tuple | ast.Set):
            written = [(self.value(one, frame), one) for one in expression.elts]
        else:
            written = [(self.value(expression, frame) if value is None else value, expression)]
        ordered: list[tuple[CodeAgent, ast.expr] | None] = []
        for given, place in written:
            found = [pair for one in items(given) for pair in self._named_by(agent, argument, one, place, frame)]
            ordered += found if not isinstance(given, Choice) else [None]
            if argument.links is Links.EACH:
                for key, where in (pair for pair in found if pair is not None):
                    self._edge(argument, self.key(agent), key, where, frame)
        if argument.links is Links.CHAIN:
            for before, after in pairwise(ordered):
                if before and after and before[0] != after[0]:
                    self._edge(argument, before[0], after[0], after[1], frame)
        elif argument.links is Links.PAIRS:
            known = [one for one in ordered if one is not None]
            for (first, _), (other, where) in combinations(known, 2):
                if first != other:
                    self._edge(argument, first, other, where, frame)

    def _named_by(
        self, agent: Made, argument: Argument, one: Value, place: ast.expr, frame: Frame
    ) -> list[tuple[CodeAgent, ast.expr] | None]:
        """Return the agents that one item of an argument means; what is computed at run time is noted."""
        if isinstance(one, Made) and (one.kind == "wrapped" or (one.kind == "agent" and not argument.wrapped)):
            value = one if one.kind == "agent" else one.value
            found = [self.key(inner) for inner in self.agents(value)] if value is not None else []
            if isinstance(value, Text) and argument.by_name:
                return self._by_name(agent, argument, value, place, frame)
            if found:
                return [(key, place) for key in found]
        elif isinstance(one, Text) and argument.by_name:
            return self._by_name(agent, argument, one, place, frame)
        if argument.wrapped or isinstance(one, Nothing):
            return []
        if not isinstance(one, Outside) or argument.links is Links.EACH:
            self._drafts.unreadable(
                argument.relation, argument.keyword, frame.module.path, frame.module.span(place), self.key(agent).name
            )
        return [None]

    def _by_name(
        self, agent: Made, argument: Argument, text: Text, place: ast.expr, frame: Frame
    ) -> list[tuple[CodeAgent, ast.expr] | None]:
        """Return the agents of the module with a name; a name that none has is missing, if all names are known."""
        named = [one for one in self._drafts.definitions if canonical(one.name) == canonical(text.text)]
        if named:
            return [(named[0], place)]
        self._drafts.edge(
            argument.relation, argument.keyword, self.key(agent), text.text, text.text, frame.module.span(place)
        )
        return []

    def _edge(self, argument: Argument, source: CodeAgent, target: CodeAgent, place: ast.expr, frame: Frame) -> None:
        self._drafts.edge(argument.relation, argument.keyword, source, target, target.name, frame.module.span(place))

    def _late(self, module: Module, keywords: set[str]) -> Iterator[tuple[ast.stmt, ast.Attribute, ast.expr]]:
        """Yield what is added to an argument after the agent was made: `a.handoffs.append(b)`, `a.handoffs = [b]`."""
        for node in module.parents:
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Attribute):
                if node.targets[0].attr in keywords:
                    yield node, node.targets[0], node.value
            elif isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Attribute):
                if node.target.attr in keywords and isinstance(node.op, ast.Add):
                    yield node, node.target, node.value
            elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
                func = node.value.func
                base = func.value if isinstance(func, ast.Attribute) and func.attr in _ADDING else None
                if isinstance(base, ast.Attribute) and base.attr in keywords and node.value.args:
                    yield node, base, node.value.args[-1]


def _may_make(call: ast.Call) -> bool:
    """Tell by its spelling whether a call may be that of a class."""
    node = call.func.value if isinstance(call.func, ast.Subscript) else call.func
    name = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
    return name.lstrip("_")[:1].isupper()


def _may_copy(call: ast.Call) -> bool:
    """Tell by its name whether a call may be that of a method which copies an agent."""
    return isinstance(call.func, ast.Attribute) and call.func.attr in _COPYING and bool(call.args or call.keywords)
