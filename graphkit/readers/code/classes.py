"""Objects in Python code: attributes of modules, classes and instances, and lists and dicts that grow."""

from __future__ import annotations

import ast
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from graphkit.model import frameworks
from graphkit.readers.code import bindings, imports
from graphkit.readers.code.bindings import FUNCTIONS, LOSSES
from graphkit.readers.code.modules import Imported
from graphkit.readers.code.values import (
    UNKNOWN,
    Frame,
    Function,
    Instance,
    Klass,
    Made,
    Many,
    ModuleValue,
    Nothing,
    Outside,
    Table,
    Text,
    choice,
    options,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from graphkit.model.frameworks import Constructor, Framework
    from graphkit.readers.code.modules import Module
    from graphkit.readers.code.values import Value

_PROPERTIES = frozenset(("property", "cached_property"))


class Classes(ABC):
    """Evaluates attributes."""

    _running: list[ast.AST]

    @abstractmethod
    def value(self, node: ast.expr | None, frame: Frame) -> Value:
        """Return what an expression may be."""

    @abstractmethod
    def now(self, value: Value) -> Value:
        """Return the value of an argument."""

    @abstractmethod
    def member(self, module: Module, name: str) -> Value | None:
        """Return what a module calls by a name."""

    @abstractmethod
    def iterated(self, value: Value) -> list[Value] | None:
        """Return what a loop over a value goes through."""

    @abstractmethod
    def bound(self, step: bindings.Bound, frame: Frame, name: str) -> Value:
        """Return what one binding gives a name."""

    @abstractmethod
    def result(self, function: Function, arguments: Mapping[str, Value]) -> Value:
        """Return what a function may give back."""

    @abstractmethod
    def defaults(self, function: Function) -> dict[str, Value]:
        """Return the parameters of a function with their default values."""

    @abstractmethod
    def arguments(self, function: Function, node: ast.Call, frame: Frame) -> Mapping[str, Value]:
        """Return the parameters of a function with the values that a call gives them."""

    @abstractmethod
    def inside(self, function: Function, arguments: Mapping[str, Value]) -> Frame:
        """Return the frame in which the body of a function is evaluated."""

    @abstractmethod
    def rounds_of(self, node: ast.AST, frame: Frame) -> list[Frame]:
        """Return a frame for each round of the loops around a node."""

    def attribute(self, base: Value, name: str, node: ast.expr) -> Value:
        """Return an attribute of a value."""
        if isinstance(base, ModuleValue):
            return self._of_module(base.module, name)
        if isinstance(base, Outside):
            return Outside(f"{base.dotted}.{name}")
        if isinstance(base, Text) and name == "value":  # of a member of an enumeration
            return base
        if isinstance(base, Made) and base.kind == "agent":
            return self._of_agent(base, name)
        if isinstance(base, Made) and name == "name" and base.name is not None:
            return base.name
        if isinstance(base, Function) and name == "__name__" and not isinstance(base.node, ast.Lambda):
            return Text(base.node.name, base.frame.module, node)
        if isinstance(base, Klass | Instance):
            found = self._of_class(base, name)
            return UNKNOWN if found is None else found
        return UNKNOWN

    def _of_module(self, module: Module, name: str) -> Value:
        found = self.member(module, name)
        if found is not None:
            return found
        inner = self.submodule(module, name)
        return UNKNOWN if inner is None else ModuleValue(inner)

    @staticmethod
    def submodule(module: Module, name: str) -> Module | None:
        """Return a module in a package by its name."""
        for location, is_name in imports.files(Imported("", name, 1), module.location):
            if is_name:
                return imports.load(location)
        return None

    def _of_agent(self, agent: Made, name: str) -> Value:
        for keyword in agent.call.keywords:
            if keyword.arg == name:
                return self.value(keyword.value, agent.frame)
        position = agent.constructor.position if agent.constructor and name == "name" else None
        if position is not None and position < len(agent.call.args):
            return self.value(agent.call.args[position], agent.frame)
        if agent.klass is not None:
            found = self._of_class(Instance(agent.klass, agent.call, agent.frame), name)
            if found is not None:
                return found
        return UNKNOWN

    def _of_class(self, owner: Klass | Instance, name: str) -> Value | None:
        klass = owner.klass if isinstance(owner, Instance) else owner
        for one in self.lineage(klass):
            frame = self.class_frame(one)
            found: list[Value] = []
            steps, _ = bindings.final(one.frame.module, name, one.node)
            for step in reversed(steps):
                if isinstance(step, bindings.Bound):
                    found.append(self._member(step, frame, name, owner))
            for method, statement in self._set_on_self(one, name):
                found = self._on_self(found, method, statement, one, owner)
            if found:
                return choice(found)
        return None

    def _member(self, step: bindings.Bound, frame: Frame, name: str, owner: Klass | Instance) -> Value:
        value = self.bound(step, frame, name)
        if isinstance(value, Function):
            method = Function(value.node, value.frame, owner)
            decorators = getattr(value.node, "decorator_list", [])
            if any(_last(one) in _PROPERTIES for one in decorators):
                return self.result(method, self.of_owner(method))
            return method
        return value

    def _on_self(
        self, before: list[Value], method: ast.FunctionDef | ast.AsyncFunctionDef, statement: ast.stmt, klass: Klass,
        owner: Klass | Instance,
    ) -> list[Value]:  # fmt: skip
        """Return what an attribute of `self` may be after a statement in one of the methods."""
        function = Function(method, self.class_frame(klass), owner)
        if method.name == "__init__" and isinstance(owner, Instance):
            frame = self.inside(function, self.arguments(function, owner.call, owner.frame))
        else:
            frame = self.inside(function, self.of_owner(function))
        if isinstance(statement, ast.Assign | ast.AnnAssign) and not isinstance(_target(statement), ast.Subscript):
            return [*before, self.value(statement.value, frame)]
        grown = choice(before) if before else Many(())
        for one in self.rounds_of(statement, frame):
            grown = self.grown(grown, statement, one)
        return [grown]

    def of_owner(self, function: Function) -> dict[str, Value]:
        """Return the parameters of a method of which only the object is known."""
        known: dict[str, Value] = dict.fromkeys(self.defaults(function), UNKNOWN)
        names = [one.arg for one in (*function.node.args.posonlyargs, *function.node.args.args)]
        if names and function.owner is not None and not self.is_static(function):
            known[names[0]] = function.owner
        return known

    @staticmethod
    def is_static(function: Function) -> bool:
        """Tell whether a method takes no object."""
        return any(_last(one) == "staticmethod" for one in getattr(function.node, "decorator_list", []))

    @staticmethod
    def class_frame(klass: Klass) -> Frame:
        """Return the frame of the body of a class."""
        return Frame(klass.frame.module, klass.node, {}, klass.frame)

    def lineage(self, klass: Klass) -> Iterator[Klass]:
        """Yield a class and those of the repository that it is derived from."""
        pending, seen = [klass], set[int]()
        while pending and len(seen) < 20:
            one = pending.pop(0)
            if id(one.node) in seen:
                continue
            seen.add(id(one.node))
            yield one
            for base in one.node.bases:
                pending += [found for found in options(self.value(base, one.frame)) if isinstance(found, Klass)]

    def constructor_of(self, klass: Klass) -> tuple[Framework, Constructor] | None:
        """Return the constructor of a framework that a class is derived from."""
        for one in self.lineage(klass):
            for base in one.node.bases:
                for found in options(self.value(base, one.frame)):
                    if isinstance(found, Outside) and (made := frameworks.constructor_of(found.dotted)):
                        return made
        return None

    def members(self, klass: Klass) -> list[Value]:
        """Return the values of an enumeration, in their order."""
        frame = self.class_frame(klass)
        return [
            self.value(one.value, frame)
            for one in klass.node.body
            if isinstance(one, ast.Assign) and isinstance(one.targets[0], ast.Name)
        ]

    @staticmethod
    def _set_on_self(klass: Klass, name: str) -> list[tuple[ast.FunctionDef | ast.AsyncFunctionDef, ast.stmt]]:
        """Return the statements in methods that set or change an attribute of the object, in their order."""
        found = []
        for method in klass.node.body:
            if isinstance(method, FUNCTIONS) and method.args.args:
                own = method.args.args[0].arg
                found += [
                    (method, one) for one in ast.walk(method) if isinstance(one, ast.stmt) and _sets(one, own, name)
                ]
        return sorted(found, key=lambda one: one[1].lineno)

    def grown(self, before: Value, statement: ast.stmt, frame: Frame) -> Value:
        """Return a list or a dict after a statement that adds to it; Unknown after one that takes away."""
        if isinstance(statement, ast.AugAssign):
            added = self.iterated(self.value(statement.value, frame))
            if isinstance(before, Many) and isinstance(statement.op, ast.Add) and added is not None:
                return Many((*before.items, *added))
            return UNKNOWN if not isinstance(before, Many) else Many((*before.items, UNKNOWN))
        if isinstance(statement, ast.Assign):
            target = statement.targets[0]
            if isinstance(before, Table) and isinstance(target, ast.Subscript):
                return Table((*before.pairs, (self.value(target.slice, frame), self.value(statement.value, frame))))
            return UNKNOWN
        call = statement.value if isinstance(statement, ast.Expr) else None
        call = call.value if isinstance(call, ast.Await) else call
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute) or call.func.attr in LOSSES:
            return UNKNOWN
        return self._added(before, call.func.attr, [self.value(one, frame) for one in call.args])

    def _added(self, before: Value, method: str, arguments: Sequence[Value]) -> Value:
        if isinstance(before, Many) and arguments:
            if method in ("append", "add", "insert"):
                return Many((*before.items, arguments[-1]))
            more = self.iterated(arguments[0])
            return Many((*before.items, *([UNKNOWN] if more is None else more)))
        if isinstance(before, Table) and method == "update" and arguments and isinstance(arguments[0], Table):
            return Table((*before.pairs, *arguments[0].pairs))
        if isinstance(before, Table) and method == "setdefault" and len(arguments) == 2:
            return Table((*before.pairs, (arguments[0], arguments[1])))
        return before if isinstance(before, Nothing) else UNKNOWN


def _last(decorator: ast.expr) -> str:
    node = decorator.func if isinstance(decorator, ast.Call) else decorator
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _target(statement: ast.stmt) -> ast.expr | None:
    if isinstance(statement, ast.Assign):
        return statement.targets[0]
    return statement.target if isinstance(statement, ast.AnnAssign | ast.AugAssign) else None


def _sets(statement: ast.stmt, own: str, name: str) -> bool:
    def is_it(node: ast.expr | None) -> bool:
        if isinstance(node, ast.Subscript):
            node = node.value
        return (
            isinstance(node, ast.Attribute)
            and node.attr == name
            and isinstance(node.value, ast.Name)
            and node.value.id == own
        )

    if isinstance(statement, ast.AnnAssign):
        return statement.value is not None and is_it(statement.target)
    if isinstance(statement, ast.Assign | ast.AugAssign):
        return is_it(_target(statement))
    if isinstance(statement, ast.Expr):
        call = statement.value
        return (
            isinstance(call, ast.Call)
            and isinstance(call.func, ast.Attribute)
            and call.func.attr in bindings.CHANGES
            and is_it(call.func.value)
        )
    return False
