"""Who the agents are that are objects, and what each is given: by its own call, by its class, or by what it copies."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from graphkit.model.code import CodeAgent
from graphkit.model.names import canonical
from graphkit.readers.code.bindings import FUNCTIONS
from graphkit.readers.code.contexts import Contexts, scope_of
from graphkit.readers.code.values import Frame, Function, Instance, Made, Nothing, Table, Text, items, options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.readers.code.modules import Module
    from graphkit.readers.code.values import Value


class Agents(Contexts):
    """Evaluates agents that are objects."""

    def agents(self, value: Value) -> Iterator[Made]:
        """Yield the agents that a value may be or contain, those in tools and handoffs included."""
        for one in items(value):
            if isinstance(one, Made) and one.kind == "agent":
                yield one
            elif isinstance(one, Made) and one.kind == "wrapped" and one.value is not None:
                yield from self.agents(one.value)

    def key(self, agent: Made) -> CodeAgent:
        """Return who an agent is: its file, the place of its name, and its name, else that of its variable.

        A copy without a name of its own goes by that of the agent that it is made from, in the running program too.
        """
        module = agent.frame.module
        written = self._written(agent)
        if isinstance(agent.value, Made) and not isinstance(written, Text):
            return self.key(agent.value)
        if isinstance(written, Text):
            direct = next((one.value for one in agent.call.keywords if one.arg == "name"), None)
            position = agent.constructor.position if agent.constructor and agent.value is None else None
            if direct is None and position is not None and position < len(agent.call.args):
                direct = agent.call.args[position]
            return CodeAgent(module.path, module.span(direct if direct is not None else agent.call.func), written.text)
        name, place = variable_of(module, agent.call)
        return CodeAgent(module.path, module.span(place or agent.call.func), name)

    def _written(self, agent: Made) -> Value | None:
        """Return the name that an agent is given, if it can be read."""
        for keyword in agent.constructor.name if agent.constructor else ():
            given = self.given(agent, keyword) if agent.value is None else self._of_change(agent, keyword)
            for found in options(given[0]):
                if isinstance(found, Text) and canonical(found.text):
                    return found
        return None

    def given(self, agent: Made, keyword: str) -> tuple[Value, ast.expr | None, Frame]:
        """Return an argument of an agent, its expression and the frame of that; also of a class of the repository."""
        if isinstance(agent.value, Made):
            changed = self._of_change(agent, keyword)
            return changed if changed[1] is not None else self.given(agent.value, keyword)
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

    def _of_change(self, copy: Made, keyword: str) -> tuple[Value, ast.expr | None, Frame]:
        """Return an argument that a copy changes, its expression, and the frame of that; None where it changes none."""
        call, frame = copy.call, copy.frame
        method = call.func.attr if isinstance(call.func, ast.Attribute) else ""
        wrapper = dict(copy.framework.copies).get(method, "") if copy.framework else ""
        if not wrapper:
            expression = self.expression(call, keyword, None)
            if expression is not None:
                return self.value(expression, frame), expression, frame
            found = self.argument(call, keyword, None, frame)
            return found, None if isinstance(found, Nothing) else call, frame
        written = self.expression(call, wrapper, 0)
        changes = self.value(written, frame) if written is not None else Nothing()
        if not isinstance(changes, Table):
            return changes, None if isinstance(changes, Nothing) else call, frame
        values = [value for key, value in changes.pairs if isinstance(key, Text) and key.text == keyword]
        pairs = zip(written.keys, written.values, strict=True) if isinstance(written, ast.Dict) else ()
        places = [node for key, node in pairs if isinstance(key, ast.Constant) and key.value == keyword]
        return (values[-1], places[-1] if places else call, frame) if values else (Nothing(), None, frame)


def _is_super(call: ast.Call) -> bool:
    func = call.func
    if not isinstance(func, ast.Attribute) or func.attr != "__init__":
        return False
    return isinstance(func.value, ast.Call | ast.Name)


def variable_of(module: Module, call: ast.Call) -> tuple[str, ast.expr | None]:
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
