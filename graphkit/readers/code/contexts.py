"""Contexts of a statement in Python code: each call of the function, and each round of the loops around it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from graphkit.readers.code import bindings
from graphkit.readers.code.bindings import FUNCTIONS
from graphkit.readers.code.evaluate import Evaluator
from graphkit.readers.code.values import UNKNOWN, Frame, Function, Instance, Klass, options

if TYPE_CHECKING:
    from graphkit.readers.code.modules import Module
    from graphkit.readers.code.values import Scope

MOST = 64
"""Contexts of one statement; where there are more its values are computed at run time."""
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.GeneratorExp, ast.DictComp)


class Contexts(Evaluator):
    """Evaluates a statement in each of its contexts, so that the values of one call never mix with another's."""

    def __init__(self) -> None:
        super().__init__()
        self._known: dict[int, list[Frame]] = {}
        self._entered: set[int] = set()

    def frames_at(self, module: Module, node: ast.AST) -> list[Frame]:
        """Return a frame for each way in which a node of a module may be run."""
        found = [
            inner for frame in self.frames_of(module, scope_of(module, node)) for inner in self.rounds_of(node, frame)
        ]
        return found if len(found) <= MOST else found[:1]

    def frames_of(self, module: Module, scope: Scope) -> list[Frame]:
        """Return a frame for each call of a function in its module; one of unknown parameters if there is none."""
        if isinstance(scope, ast.Module):
            return [self.module_frame(module)]
        if id(scope) in self._known:
            return self._known[id(scope)]
        around = self.frames_of(module, scope_of(module, module.parents[scope]))
        if isinstance(scope, ast.ClassDef):
            found = [Frame(module, scope, {}, one) for one in around]
        else:
            found = self._calls_of(module, scope) if id(scope) not in self._entered else []
            found = found or [self._uncalled(scope, one) for one in around]
            if len(found) > MOST:
                found = [self._uncalled(scope, around[0])]
        if id(scope) not in self._entered:
            self._known[id(scope)] = found
        return found

    def frame_of(self, module: Module, scope: Scope) -> Frame:
        """Return one frame for a scope, in which no parameter is known."""
        if isinstance(scope, ast.Module):
            return self.module_frame(module)
        around = self.frame_of(module, scope_of(module, module.parents[scope]))
        return Frame(module, scope, {}, around) if isinstance(scope, ast.ClassDef) else self._uncalled(scope, around)

    def _calls_of(self, module: Module, scope: Scope) -> list[Frame]:
        if isinstance(scope, ast.Lambda | ast.Module | ast.ClassDef) or not scope.args.args + scope.args.kwonlyargs:
            return []
        self._entered.add(id(scope))
        try:
            if scope.name == "__init__" and isinstance(module.parents[scope], ast.ClassDef):
                return self._objects_of(module, scope, module.parents[scope])
            return [
                self.inside(one, self.arguments(one, call, frame))
                for call in module.calls_by_name.get(scope.name, ())[:MOST]
                for frame in self.frames_at(module, call)
                for one in options(self.value(call.func, frame))
                if isinstance(one, Function) and one.node is scope
            ]
        finally:
            self._entered.discard(id(scope))

    def _objects_of(self, module: Module, method: ast.FunctionDef | ast.AsyncFunctionDef, node: ast.AST) -> list[Frame]:
        """Return a frame of the constructor of a class for each call that makes an object of it."""
        found = []
        for call in module.calls_by_name.get(getattr(node, "name", ""), ())[:MOST]:
            for frame in self.frames_at(module, call):
                for one in options(self.value(call.func, frame)):
                    if isinstance(one, Klass) and one.node is node:
                        owner = Instance(one, call, frame)
                        function = Function(method, self.class_frame(one), owner)
                        found.append(self.inside(function, self.arguments(function, call, frame)))
        return found

    def _uncalled(self, scope: Scope, around: Frame) -> Frame:
        if isinstance(scope, ast.Module | ast.ClassDef):
            return around
        owner = Klass(around.scope, around.parent or around) if isinstance(around.scope, ast.ClassDef) else None
        function = Function(scope, around, owner)
        return self.inside(function, self.of_owner(function))

    def rounds_of(self, node: ast.AST, frame: Frame) -> list[Frame]:
        """Return a frame for each round of the loops around a node; where these are not known, one for all."""
        around: list[ast.AST] = []
        child = node
        while child is not frame.scope and child in frame.module.parents:
            parent = frame.module.parents[child]
            if isinstance(parent, ast.For | ast.AsyncFor) and parent not in frame.loops:
                if child is not parent.iter and child is not parent.target:
                    around.append(parent)
            elif (isinstance(parent, _COMPREHENSIONS) and not isinstance(child, ast.comprehension)) or isinstance(
                parent, ast.Lambda
            ):
                around.append(parent)
            child = parent
        frames = [frame]
        for loop in reversed(around):
            frames = [inner for one in frames for inner in self._rounds_in(loop, one)]
            if len(frames) > MOST * 4:
                return [frame]
        return frames

    def _rounds_in(self, loop: ast.AST, frame: Frame) -> list[Frame]:
        if isinstance(loop, ast.Lambda):
            names = self.names(Function(loop, frame))
            return [frame.within(dict.fromkeys(names, UNKNOWN))]
        if isinstance(loop, _COMPREHENSIONS):
            unknown = {name: UNKNOWN for part in loop.generators for name, _ in bindings.targets(part.target)}
            return [one or frame.within(unknown) for one in self._rounds(loop, frame)]
        if isinstance(loop, ast.For | ast.AsyncFor):
            found = self.iterated(self.value(loop.iter, frame))
            return [frame] if found is None else [frame.at(loop, item) for item in found]
        return [frame]


def scope_of(module: Module, node: ast.AST) -> Scope:
    """Return the function, class or module in which a node is."""
    while not isinstance(node, (*FUNCTIONS, ast.ClassDef, ast.Module)):
        node = module.parents[node]
    return node
