"""Agents that are objects: what the constructors in the table of frameworks make, and whom their arguments name."""

from __future__ import annotations

import ast
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from graphkit.dialects import frameworks
from graphkit.dialects.frameworks import FRAMEWORKS, Links
from graphkit.model.code import CodeAgent
from graphkit.model.names import canonical
from graphkit.readers.code.bindings import FUNCTIONS
from graphkit.readers.code.contexts import Contexts, scope_of
from graphkit.readers.code.drafts import docstring, group_of
from graphkit.readers.code.values import (
    Choice,
    Frame,
    Function,
    Instance,
    Klass,
    Made,
    Nothing,
    Outside,
    Text,
    items,
    options,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.dialects.frameworks import Argument
    from graphkit.readers.code.drafts import Drafts
    from graphkit.readers.code.modules import Module
    from graphkit.readers.code.values import Value

_ADDING = ("append", "extend", "insert", "add")


class Objects(Contexts):
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
        for agent in self._made:
            self._define(agent)
        for agent in self._made:
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

    def _makes_agents(self, callee: Value) -> bool:
        """Tell whether a class may be one of a framework; of what is not known only a parameter may be."""
        if isinstance(callee, Outside):
            return frameworks.constructor_of(callee.dotted) is not None
        return isinstance(callee, Klass) and self.constructor_of(callee) is not None

    def agents(self, value: Value) -> Iterator[Made]:
        """Yield the agents that a value may be or contain, those in tools and handoffs included."""
        for one in items(value):
            if isinstance(one, Made) and one.kind == "agent":
                yield one
            elif isinstance(one, Made) and one.kind == "wrapped" and one.value is not None:
                yield from self.agents(one.value)

    def key(self, agent: Made) -> CodeAgent:
        """Return who an agent is: its file, the place of its name, and its name, else that of its variable."""
        module = agent.frame.module
        written = self._written(agent)
        if isinstance(written, Text):
            direct = next((one.value for one in agent.call.keywords if one.arg == "name"), None)
            position = agent.constructor.position if agent.constructor else None
            if direct is None and position is not None and position < len(agent.call.args):
                direct = agent.call.args[position]
            return CodeAgent(module.path, module.span(direct if direct is not None else agent.call.func), written.text)
        name, place = _variable(module, agent.call)
        return CodeAgent(module.path, module.span(place or agent.call.func), name)

    def _written(self, agent: Made) -> Value | None:
        """Return the name that an agent is given, if it can be read."""
        for keyword in agent.constructor.name if agent.constructor else ():
            for found in options(self.given(agent, keyword)[0]):
                if isinstance(found, Text) and canonical(found.text):
                    return found
        return None

    def given(self, agent: Made, keyword: str) -> tuple[Value, ast.expr | None, Frame]:
        """Return an argument of an agent, its expression and the frame of that; also of a class of the repository."""
        constructor = agent.constructor
        position = constructor.position if constructor and constructor.name[:1] == (keyword,) else None
        expression = self.expression(agent.call, keyword, position)
        if expression is not None:
            return self.value(expression, agent.frame), expression, agent.frame
        found = self.argument(agent.call, keyword, None, agent.frame)
        if agent.klass is None or not isinstance(found, Nothing):
            return found, None if isinstance(found, Nothing) else agent.call, agent.frame
        for klass in self.lineage(agent.klass):
            for method in klass.node.body:
                if isinstance(method, FUNCTIONS) and method.name == "__init__":
                    owner = Instance(agent.klass, agent.call, agent.frame)
                    function = Function(method, self.class_frame(klass), owner)
                    inside = self.inside(function, self.arguments(function, agent.call, agent.frame))
                    for call in ast.walk(method):
                        if isinstance(call, ast.Call) and _is_super(call):
                            inner = self.expression(call, keyword, None)
                            if inner is not None:
                                return self.value(inner, inside), inner, inside
            for one in klass.node.body:
                target = one.targets[0] if isinstance(one, ast.Assign) else getattr(one, "target", None)
                value = getattr(one, "value", None)
                if isinstance(target, ast.Name) and target.id == keyword and isinstance(value, ast.expr):
                    frame = self.class_frame(klass)
                    return self.value(value, frame), value, frame
        return Nothing(), None, agent.frame

    def _define(self, agent: Made) -> None:
        key = self.key(agent)
        aliases = [_variable(agent.frame.module, agent.call)[0]]
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
        name, _ = _variable(module, call)
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


def _is_super(call: ast.Call) -> bool:
    func = call.func
    if not isinstance(func, ast.Attribute) or func.attr != "__init__":
        return False
    return isinstance(func.value, ast.Call | ast.Name)


def _variable(module: Module, call: ast.Call) -> tuple[str, ast.expr | None]:
    """Return what an agent without a name is called: its variable, else its function, else its class."""
    node: ast.AST = call
    while node in module.parents and not isinstance(node, ast.stmt):
        node = module.parents[node]
        if isinstance(node, ast.List | ast.Tuple | ast.Dict | ast.Call | ast.ListComp):
            break
    if isinstance(node, ast.Assign | ast.AnnAssign):
        target = node.targets[0] if isinstance(node, ast.Assign) else node.target
        if isinstance(target, ast.Name):
            return target.id, target
        if isinstance(target, ast.Attribute):
            return target.attr, target
    scope = scope_of(module, call)
    if isinstance(node, ast.Return) and isinstance(scope, FUNCTIONS):
        return scope.name, None
    func = call.func.value if isinstance(call.func, ast.Subscript) else call.func
    return (func.attr if isinstance(func, ast.Attribute) else func.id if isinstance(func, ast.Name) else "agent"), None
