"""Names in Python code: what an assignment, a definition, a parameter or an import gives them."""

from __future__ import annotations

import ast
from abc import abstractmethod
from typing import TYPE_CHECKING

from graphkit.readers.code import bindings, imports
from graphkit.readers.code.bindings import FUNCTIONS, Bound
from graphkit.readers.code.calls import Calls
from graphkit.readers.code.modules import Imported
from graphkit.readers.code.values import (
    UNKNOWN,
    Frame,
    Function,
    Klass,
    Later,
    Many,
    ModuleValue,
    Outside,
    Table,
    choice,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graphkit.readers.code.bindings import Changed, Step
    from graphkit.readers.code.modules import Module
    from graphkit.readers.code.values import Value


class Names(Calls):
    """Evaluates names."""

    _pending: set[tuple[int, int]]

    @abstractmethod
    def module_frame(self, module: Module) -> Frame:
        """Return the frame of the top level of a module."""

    @abstractmethod
    def part(self, value: Value, path: Sequence[int]) -> Value:
        """Return a part of nested tuples."""

    @abstractmethod
    def as_text(self, value: Value, node: ast.expr, frame: Frame) -> Value:
        """Return `START` and `END` of LangGraph as the names that they stand for."""

    def now(self, value: Value) -> Value:
        """Return the value of an argument."""
        return self.value(value.node, value.frame) if isinstance(value, Later) else value

    def _visit_name(self, node: ast.Name, frame: Frame) -> Value:
        if node.id in frame.inner:
            return self.now(frame.inner[node.id])
        steps, closed = bindings.reaching(frame.module, node, node.id, frame.scope)
        return self.as_text(self._folded(steps, frame, closed, node.id), node, frame)

    def _folded(self, steps: Sequence[Step], frame: Frame, closed: bool, name: str) -> Value:
        """Return what comes of the steps that lead to a name, from the earliest to the latest."""
        found: list[Value] = [] if closed else self._around(name, frame)
        for step in reversed(steps):
            if isinstance(step, Bound):
                value = self.bound(step, frame, name)
                if not _is_star(step.node) or isinstance(value, ModuleValue) or not found:
                    found.append(value)
            elif found:
                found = [self._changed(choice(found), step, frame)]
        return choice(found) if found else Outside(name)

    def _around(self, name: str, frame: Frame) -> list[Value]:
        """Return what a name is before its scope binds it: a parameter, or what the scopes around it say."""
        if name in frame.bindings:
            return [self.now(frame.bindings[name])]
        if isinstance(frame.scope, ast.Module) or frame.parent is None:
            return []
        outer = frame.parent
        if name in outer.inner:
            return [self.now(outer.inner[name])]
        while isinstance(outer.scope, ast.ClassDef) and outer.parent is not None:
            outer = outer.parent
        steps, closed = bindings.final(outer.module, name, outer.scope)
        found = self._folded(steps, outer, closed, name)
        return [] if isinstance(found, Outside) and found.dotted == name else [found]

    def bound(self, step: Bound, frame: Frame, name: str) -> Value:
        """Return what one binding gives a name."""
        node = step.node
        if isinstance(node, FUNCTIONS):
            return Function(node, frame)
        if isinstance(node, ast.ClassDef):
            return Klass(node, frame)
        if isinstance(node, ast.Import | ast.ImportFrom):
            return self._imported(node, name, frame)
        if isinstance(node, ast.For | ast.AsyncFor):
            if node in frame.loops:
                return self.part(frame.loops[node], step.path)
            found = self.iterated(self.value(node.iter, frame))
            return UNKNOWN if found is None else choice([self.part(item, step.path) for item in found] or [UNKNOWN])
        if step.value is None:
            return UNKNOWN
        return self.part(self.value(step.value, frame), step.path)

    def _changed(self, before: Value, step: Changed, frame: Frame) -> Value:
        """Return a list or a dict after a statement that adds to it."""
        found = [self.grown(before, step.node, one) for one in self.rounds_of(step.node, frame)]
        return choice(found) if len(found) == 1 else self._joined(before, found)

    @staticmethod
    def _joined(before: Value, found: Sequence[Value]) -> Value:
        """Return what several rounds of a loop leave of a list: all that any of them adds."""
        if all(isinstance(one, Table) for one in found) and found:
            return Table(tuple(pair for one in found if isinstance(one, Table) for pair in one.pairs))
        if all(isinstance(one, Many) for one in found) and isinstance(before, Many):
            more = [item for one in found if isinstance(one, Many) for item in one.items[len(before.items) :]]
            return Many((*before.items, *more))
        return UNKNOWN if found else before

    def _imported(self, node: ast.Import | ast.ImportFrom, name: str, frame: Frame) -> Value:
        for alias in node.names:
            if isinstance(node, ast.Import):
                if name == (alias.asname or alias.name.partition(".")[0]):
                    dotted = alias.name if alias.asname else name
                    return self._module(Imported(dotted, "", 0), frame.module) or Outside(dotted)
            elif alias.name == "*":
                found = self._taken(Imported(node.module or "", name, node.level), frame.module)
                return Outside(f"{node.module or ''}.{name}") if found is None else found
            elif name == (alias.asname or alias.name):
                wanted = Imported(node.module or "", alias.name, node.level)
                return self._taken(wanted, frame.module) or Outside(f"{node.module or ''}.{alias.name}".strip("."))
        return Outside(name)

    def _module(self, wanted: Imported, importer: Module) -> Value | None:
        if self.is_framework(f"{wanted.module}."):
            return None
        for location, _ in imports.files(wanted, importer.location):
            if not imports.is_sdk(location) and (found := imports.load(location)) is not None:
                return ModuleValue(found)
        return None

    def _taken(self, wanted: Imported, importer: Module) -> Value | None:
        """Return what an import takes from a module of the repository; None if there is no such module or name."""
        if wanted.level == 0 and self.is_framework(f"{wanted.module}.{wanted.name}"):
            return None
        for location, is_name in imports.files(wanted, importer.location):
            found = None if imports.is_sdk(location) else imports.load(location)
            if found is None:
                continue
            if is_name:
                return ModuleValue(found)
            taken = self.member(found, wanted.name)
            if taken is not None:
                return taken
        return None

    def member(self, module: Module, name: str) -> Value | None:
        """Return what a module calls by a name when it has run; None if it does not."""
        key = (id(module), hash(name))
        if key in self._pending:
            return None
        self._pending.add(key)
        try:
            steps, closed = bindings.final(module, name, module.tree)
            found = self._folded(steps, self.module_frame(module), closed, name) if steps else None
        finally:
            self._pending.discard(key)
        return None if isinstance(found, Outside) and found.dotted == name else found

    def assignment(self, node: ast.expr, frame: Frame) -> tuple[ast.expr, Frame] | None:
        """Return the expression that a name stands for, and its frame: of one that is assigned once."""
        if not isinstance(node, ast.Name):
            return None
        steps, closed = bindings.reaching(frame.module, node, node.id, frame.scope)
        while not steps and not closed and frame.parent is not None:
            frame = frame.parent
            steps, closed = bindings.final(frame.module, node.id, frame.scope)
        if len(steps) != 1 or not isinstance(steps[0], Bound):
            return None
        if not isinstance(steps[0].node, ast.ImportFrom):
            return None if steps[0].value is None else (steps[0].value, frame)
        name = next((one.name for one in steps[0].node.names if node.id == (one.asname or one.name)), node.id)
        wanted = Imported(steps[0].node.module or "", name, steps[0].node.level)
        for location, is_name in imports.files(wanted, frame.module.location):
            found = None if is_name else imports.load(location)
            inner = bindings.final(found, name, found.tree)[0] if found else []
            if found and len(inner) == 1 and isinstance(inner[0], Bound) and inner[0].value is not None:
                return inner[0].value, self.module_frame(found)
        return None


def _is_star(node: ast.AST) -> bool:
    return isinstance(node, ast.ImportFrom) and node.names[0].name == "*"
