"""Static evaluation: what an expression of Python code means, from literals, names, imports and calls of functions."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from graphkit.readers.code import bindings
from graphkit.readers.code.names import Names
from graphkit.readers.code.values import (
    UNKNOWN,
    Choice,
    Frame,
    Function,
    Instance,
    Klass,
    Made,
    Many,
    Nothing,
    Outside,
    Table,
    Text,
    choice,
    items,
    options,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graphkit.readers.code.modules import Module
    from graphkit.readers.code.values import Value

DEEPEST = 60
MOST = 60_000
"""Expressions that are evaluated for one file; beyond that everything is computed at run time."""

_ENDS = {"START": "__start__", "END": "__end__"}


class Evaluator(Names):
    """Evaluates the expressions of one file and of what it imports."""

    def __init__(self) -> None:
        self._depth = 0
        self._steps = 0
        self._pending: set[tuple[int, int]] = set()
        self._running: list[ast.AST] = []
        self._frames: dict[str, Frame] = {}
        self._kept: dict[tuple[int, int], Value] = {}

    def module_frame(self, module: Module) -> Frame:
        """Return the frame of the top level of a module."""
        return self._frames.setdefault(module.location, Frame(module, module.tree))

    def value(self, node: ast.expr | None, frame: Frame) -> Value:
        """Return what an expression may be; Unknown for what is computed at run time, or goes too deep."""
        if node is None:
            return Nothing()
        key = (id(node), id(frame))
        if key in self._kept:
            return self._kept[key]
        self._steps += 1
        if self._depth > DEEPEST or self._steps > MOST or key in self._pending:
            return UNKNOWN
        self._pending.add(key)
        self._depth += 1
        try:
            method = getattr(self, f"_visit_{type(node).__name__.lower()}", None)
            found: Value = method(node, frame) if method else UNKNOWN
        finally:
            self._depth -= 1
            self._pending.discard(key)
        if not self._depth and self._frames.get(frame.module.location) is frame:  # not a part of what is still pending
            self._kept[key] = found
        return found

    def _visit_constant(self, node: ast.Constant, frame: Frame) -> Value:
        return Text(node.value, frame.module, node) if isinstance(node.value, str) else Nothing(node.value)

    def _visit_joinedstr(self, node: ast.JoinedStr, frame: Frame) -> Value:
        text = ""
        for part in node.values:
            plain = not isinstance(part, ast.FormattedValue) or (part.conversion == -1 and part.format_spec is None)
            found = self.value(part.value if isinstance(part, ast.FormattedValue) else part, frame)
            if not plain or not isinstance(found, Text):
                return UNKNOWN
            text += found.text
        return Text(text, frame.module, node)

    def _visit_list(self, node: ast.List | ast.Tuple | ast.Set, frame: Frame) -> Value:
        found: list[Value] = []
        for item in node.elts:
            if isinstance(item, ast.Starred):
                found += self.iterated(self.value(item.value, frame)) or [UNKNOWN]
            else:
                found.append(self.value(item, frame))
        return Many(tuple(found))

    _visit_tuple = _visit_set = _visit_list

    def _visit_dict(self, node: ast.Dict, frame: Frame) -> Value:
        pairs: list[tuple[Value, Value]] = []
        for key, item in zip(node.keys, node.values, strict=True):
            found = self.value(item, frame)
            if key is not None:
                pairs.append((self.value(key, frame), found))
            else:
                for one in options(found):
                    pairs += one.pairs if isinstance(one, Table) else [(UNKNOWN, UNKNOWN)]
        return Table(tuple(pairs))

    def _visit_ifexp(self, node: ast.IfExp, frame: Frame) -> Value:
        return choice([self.value(node.body, frame), self.value(node.orelse, frame)])

    def _visit_boolop(self, node: ast.BoolOp, frame: Frame) -> Value:
        if isinstance(node.op, ast.And):
            return UNKNOWN
        found = [self.value(one, frame) for one in node.values]
        return choice([one for one in found if not isinstance(one, Nothing)] or found)

    def _visit_await(self, node: ast.Await | ast.NamedExpr | ast.Starred, frame: Frame) -> Value:
        return self.value(node.value, frame)

    _visit_namedexpr = _visit_starred = _visit_await

    def _visit_lambda(self, node: ast.Lambda, frame: Frame) -> Value:
        return Function(node, frame)

    def _visit_binop(self, node: ast.BinOp, frame: Frame) -> Value:
        left, right = self.value(node.left, frame), self.value(node.right, frame)
        if isinstance(node.op, ast.Add):
            if isinstance(left, Text) and isinstance(right, Text):
                return Text(left.text + right.text, frame.module, node)
            if isinstance(left, Many) or isinstance(right, Many):
                return Many((*self.iterated_or_unknown(left), *self.iterated_or_unknown(right)))
        if isinstance(node.op, ast.BitOr) and isinstance(left, Table) and isinstance(right, Table):
            return Table((*left.pairs, *right.pairs))
        return UNKNOWN

    def _visit_subscript(self, node: ast.Subscript, frame: Frame) -> Value:
        base, key = self.value(node.value, frame), self.value(node.slice, frame)
        found: list[Value] = []
        for one in options(base):
            if isinstance(one, Table) and isinstance(key, Text):
                found += [value for name, value in one.pairs if isinstance(name, Text) and name.text == key.text][-1:]
            elif isinstance(one, Many) and isinstance(key, Nothing) and isinstance(key.constant, int):
                found += one.items[key.constant : key.constant + 1] if key.constant >= 0 else one.items[-1:]
            elif isinstance(one, Klass) and isinstance(key, Text):  # an enumeration by the name of its member
                found.append(self.attribute(one, key.text, node))
            elif isinstance(one, Klass | Outside):  # a generic class
                found.append(one)
            else:
                found.append(UNKNOWN)
        return choice(found) if found else UNKNOWN

    def _visit_listcomp(self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp, frame: Frame) -> Value:
        return Many(tuple(self.value(node.elt, one) if one else UNKNOWN for one in self._rounds(node, frame)))

    _visit_setcomp = _visit_generatorexp = _visit_listcomp

    def _visit_dictcomp(self, node: ast.DictComp, frame: Frame) -> Value:
        rounds = self._rounds(node, frame)
        return Table(
            tuple(
                (self.value(node.key, one), self.value(node.value, one)) if one else (UNKNOWN, UNKNOWN)
                for one in rounds
            )
        )

    def _rounds(
        self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp, frame: Frame
    ) -> list[Frame | None]:
        """Return the frame of each round of a comprehension; None for rounds that are not known."""
        frames: list[Frame | None] = [frame]
        for generator in node.generators:
            frames = [
                inner for one in frames for inner in (self._round(generator, one) if one is not None else [None])
            ][:1000]
        return frames

    def _round(self, generator: ast.comprehension, frame: Frame) -> list[Frame | None]:
        found = self.iterated(self.value(generator.iter, frame))
        if found is None or generator.ifs:
            return [None]
        return [
            frame.within({name: self.part(item, path) for name, path in bindings.targets(generator.target)})
            for item in found
        ]

    def part(self, value: Value, path: Sequence[int]) -> Value:
        """Return a part of nested tuples."""
        for place in path:
            if not isinstance(value, Many) or place < 0 or place >= len(value.items):
                return UNKNOWN
            value = value.items[place]
        return value

    def iterated(self, value: Value) -> list[Value] | None:
        """Return what a loop over a value goes through, None where that is not known."""
        if isinstance(value, Many):
            return list(value.items)
        if isinstance(value, Table):
            return [key for key, _ in value.pairs]
        if isinstance(value, Choice):
            return [item for one in value.options for item in self.iterated_or_unknown(one)]
        if isinstance(value, Klass):
            return self.members(value)
        return None

    def iterated_or_unknown(self, value: Value) -> list[Value]:
        """Return the same, one Unknown where it is not known."""
        found = self.iterated(value)
        return [UNKNOWN] if found is None else found

    def _visit_attribute(self, node: ast.Attribute, frame: Frame) -> Value:
        found = [self.attribute(one, node.attr, node) for one in options(self.value(node.value, frame))]
        return self.as_text(choice(found), node, frame)

    def as_text(self, value: Value, node: ast.expr, frame: Frame) -> Value:
        """Return `START` and `END` of LangGraph as the names that they stand for."""
        if isinstance(value, Outside) and value.dotted.startswith("langgraph."):
            end = _ENDS.get(value.dotted.rpartition(".")[2])
            if end is not None:
                return Text(end, frame.module, node)
        return value

    def _visit_call(self, node: ast.Call, frame: Frame) -> Value:
        return self.called(node, frame)

    def texts(self, value: Value) -> tuple[list[Text], bool]:
        """Return the texts that a value may be or contain, and whether there may be others."""
        found, whole = [], True
        for one in items(value):
            if isinstance(one, Text):
                found.append(one)
            elif isinstance(one, Made) and one.kind == "send" and one.value is not None:
                inner, all_of_it = self.texts(one.value)
                found += inner
                whole = whole and all_of_it
            elif not isinstance(one, Nothing | Instance):
                whole = False
        return found, whole
