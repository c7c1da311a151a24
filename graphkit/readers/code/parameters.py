"""Arguments of calls in Python code, and what a function gives back when it gets them."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from graphkit.readers.code.bindings import FUNCTIONS
from graphkit.readers.code.classes import Classes
from graphkit.readers.code.values import UNKNOWN, Frame, Function, Later, Many, Nothing, Table, Text, choice, options

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphkit.readers.code.values import Value

MOST_FRAMES = 6
"""Functions that call each other; a deeper chain is computed at run time."""


class Parameters(Classes):
    """Binds arguments to parameters."""

    def expression(self, node: ast.Call, keyword: str, position: int | None) -> ast.expr | None:
        """Return the expression of an argument, by its keyword or its place; None if it is not given."""
        for one in node.keywords:
            if one.arg == keyword:
                return one.value
        if (
            position is not None
            and position < len(node.args)
            and not any(isinstance(one, ast.Starred) for one in node.args[: position + 1])
        ):
            return node.args[position]
        return None

    def argument(self, node: ast.Call, keyword: str, position: int | None, frame: Frame) -> Value:
        """Return an argument of a call; Nothing if it is not given, Unknown if it may be in `**options`."""
        found = self.expression(node, keyword, position)
        if found is not None:
            return self.value(found, frame)
        for one in node.keywords:
            if one.arg is None and keyword:
                for given in options(self.value(one.value, frame)):
                    if not isinstance(given, Table):
                        return UNKNOWN
                    for key, value in given.pairs:
                        if isinstance(key, Text) and key.text == keyword:
                            return value
        return Nothing()

    def arguments(self, function: Function, node: ast.Call, frame: Frame) -> Mapping[str, Value]:
        """Return the parameters of a function with the values that a call gives them; defaults where it gives none."""
        spec = function.node.args
        names = [one.arg for one in (*spec.posonlyargs, *spec.args)]
        found: dict[str, Value] = self.defaults(function)
        given: list[Value] = list(function.positional)
        if names and function.owner is not None and not self.is_static(function):
            given.insert(0, function.owner)
        spread = False
        for one in node.args:
            if isinstance(one, ast.Starred):
                inner = self.iterated(self.value(one.value, frame))
                spread = spread or inner is None
                given += inner or []
            else:
                given.append(Later(one, frame))
        if spread:
            found |= dict.fromkeys(names, UNKNOWN)
        else:
            found |= dict(zip(names, given, strict=False))
            if spec.vararg:
                found[spec.vararg.arg] = Many(tuple(self.now(one) for one in given[len(names) :]))
        found |= function.keywords
        for keyword in node.keywords:
            if keyword.arg is not None:
                found[keyword.arg] = Later(keyword.value, frame)
                continue
            for given_by in options(self.value(keyword.value, frame)):
                if isinstance(given_by, Table):
                    found |= {key.text: value for key, value in given_by.pairs if isinstance(key, Text)}
                else:
                    found |= dict.fromkeys(set(self.names(function)) - found.keys(), UNKNOWN)
        return found

    def defaults(self, function: Function) -> dict[str, Value]:
        """Return the parameters of a function with their default values, Unknown for those that have none."""
        spec = function.node.args
        names = [one.arg for one in (*spec.posonlyargs, *spec.args)]
        found: dict[str, Value] = dict.fromkeys(self.names(function), UNKNOWN)
        for name, default in zip(reversed(names), reversed(spec.defaults), strict=False):
            found[name] = Later(default, function.frame)
        for one, given in zip(spec.kwonlyargs, spec.kw_defaults, strict=True):
            if given is not None:
                found[one.arg] = Later(given, function.frame)
        return found

    @staticmethod
    def names(function: Function) -> list[str]:
        """Return the names of all parameters of a function."""
        spec = function.node.args
        more = [one for one in (spec.vararg, spec.kwarg) if one is not None]
        return [one.arg for one in (*spec.posonlyargs, *spec.args, *spec.kwonlyargs, *more)]

    def result(self, function: Function, arguments: Mapping[str, Value]) -> Value:
        """Return what a function may give back: the values of its `return` and `yield`."""
        if function.node in self._running or len(self._running) >= MOST_FRAMES:
            return UNKNOWN
        self._running.append(function.node)
        try:
            inside = self.inside(function, arguments)
            if isinstance(function.node, ast.Lambda):
                return self.value(function.node.body, inside)
            found = [self.value(one.value, inside) for one in returns(function.node)]
            return choice(found) if found else Nothing()
        finally:
            self._running.pop()

    @staticmethod
    def inside(function: Function, arguments: Mapping[str, Value]) -> Frame:
        """Return the frame in which the body of a function is evaluated."""
        if isinstance(function.node, ast.Lambda):
            return function.frame.within(arguments)
        return Frame(function.frame.module, function.node, arguments, function.frame)


def returns(node: ast.FunctionDef | ast.AsyncFunctionDef) -> list[ast.Return | ast.Yield]:
    """Return the `return` and `yield` of a function itself, in their order, not those of functions in it."""
    found: list[ast.Return | ast.Yield] = []
    pending: list[ast.AST] = list(reversed(node.body))
    while pending:
        one = pending.pop()
        if isinstance(one, (*FUNCTIONS, ast.ClassDef, ast.Lambda)):
            continue
        if isinstance(one, ast.Return | ast.Yield):
            found.append(one)
        pending += reversed(list(ast.iter_child_nodes(one)))
    return found
