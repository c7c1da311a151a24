"""Reaching definitions: which assignments a name may come from at a place in Python code, and what changes them."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, TypeAlias

from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from graphkit.readers.code.modules import Module
    from graphkit.readers.code.values import Scope

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
CHANGES = frozenset(("append", "extend", "insert", "add", "update", "setdefault"))
"""Methods that add to a list, a set or a dict."""
LOSSES = frozenset(("remove", "pop", "clear", "discard", "popitem", "sort", "reverse"))
"""Methods after which it is not known what is left."""


class Bound(NamedTuple):
    """One way in which a name gets its value: the node that says so, and the expression if there is one.

    `path` are the places in a tuple (`a, b = ...`). The value of a `node` that is no assignment may not be known.
    """

    node: ast.AST
    value: ast.expr | None = None
    path: tuple[int, ...] = ()


class Changed(NamedTuple):
    """A statement that adds to the value of a name, or changes it in another way: `x.append(y)`, `x[k] = y`."""

    node: ast.stmt


Step: TypeAlias = "Bound | Changed"


class _Left(NamedTuple):
    """What leaves a statement: the steps, latest first; whether one surely happens; and whether what follows is run."""

    steps: list[Step]
    definite: bool = False
    falls: bool = True


_NONE = _Left([])


def reaching(module: Module, node: ast.AST, name: str, scope: Scope) -> tuple[list[Step], bool]:
    """Return the steps by which a name may have its value at a node, the latest first, and whether that is all.

    `scope` is the function, class or module in which the node is; False if the name may have its value from the
    parameters or from around the scope.
    """
    steps: list[Step] = [Bound(one, one.value) for one in module.walrus.get(name, ()) if _scope(module, one) is scope]
    child = node
    while child is not scope:
        parent = module.parents.get(child)
        if parent is None:
            break
        block = _block_of(parent, child)
        if block is not None:
            for statement in reversed(block[: block.index(child)]):
                left = _leaving(statement, name)
                steps += left.steps
                if left.definite:
                    return steps, True
        if _opens(parent, child, name, steps):
            return steps, True
        if parent is scope:
            break
        child = parent
    return steps, False


def final(module: Module, name: str, scope: Scope) -> tuple[list[Step], bool]:
    """Return the steps by which a name may have its value when a scope has run, the latest first."""
    steps: list[Step] = [Bound(one, one.value) for one in module.walrus.get(name, ()) if _scope(module, one) is scope]
    if isinstance(scope, ast.Lambda):
        return steps, False
    if isinstance(scope, ast.Module):
        for function in module.globals.get(name, ()):
            if isinstance(function, FUNCTIONS):
                steps += _anywhere(function.body, name)
    left = _block(scope.body, name, to_the_end=True)
    return [*steps, *left.steps], left.definite


def targets(node: ast.expr, path: tuple[int, ...] = ()) -> Iterable[tuple[str, tuple[int, ...]]]:
    """Yield the names that an assignment binds, each with its place in nested tuples."""
    if isinstance(node, ast.Name):
        yield node.id, path
    elif isinstance(node, ast.Starred):
        yield from targets(node.value, (*path, -1))
    elif isinstance(node, ast.Tuple | ast.List):
        for place, item in enumerate(node.elts):
            yield from targets(item, (*path, place))


def _scope(module: Module, node: ast.AST) -> ast.AST:
    while not isinstance(node, (*FUNCTIONS, ast.Lambda, ast.ClassDef, ast.Module)):
        node = module.parents[node]
    return node


def _block_of(parent: ast.AST, child: ast.AST) -> Sequence[ast.AST] | None:
    for field in ("body", "orelse", "finalbody", "handlers", "cases"):
        block = getattr(parent, field, None)
        if isinstance(block, list) and any(one is child for one in block):
            return block if field not in ("handlers", "cases") else None
    return None


def _opens(parent: ast.AST, child: ast.AST, name: str, steps: list[Step]) -> bool:
    """Add what the head of a compound statement binds for what is in it; tell whether that is surely so."""
    if isinstance(parent, ast.For | ast.AsyncFor | ast.While):
        in_body = any(one is child for one in parent.body)
        if in_body:
            steps += _anywhere(parent.body, name)
        if isinstance(parent, ast.While) or child is parent.iter:
            return False
        for bound, path in targets(parent.target):
            if bound == name and in_body:
                steps.append(Bound(parent, None, path))
                return True
    elif isinstance(parent, ast.With | ast.AsyncWith):
        left = _with(parent, name)
        if any(one is child for one in parent.body) and left.definite:
            steps += left.steps
            return True
    elif isinstance(parent, ast.Try | ast.TryStar):
        if not any(one is child for one in parent.body):
            left = _block(parent.body, name)
            steps += left.steps
            if any(one is child for one in parent.orelse):
                return left.definite
    elif isinstance(parent, ast.ExceptHandler):
        if parent.name == name:
            steps.append(Bound(parent))
            return True
    elif isinstance(parent, ast.match_case) and name in _captured(parent.pattern):
        steps.append(Bound(parent))
        return True
    return False


def _block(statements: Sequence[ast.stmt], name: str, *, to_the_end: bool = False) -> _Left:
    steps: list[Step] = []
    definite = False
    if not to_the_end and not all(map(_falls, statements)):
        return _Left([], falls=False)
    for statement in reversed(statements):
        left = _leaving(statement, name)
        steps += left.steps
        if left.definite:
            definite = True
            break
    return _Left(steps, definite)


def _falls(statement: ast.stmt) -> bool:
    """Tell whether what comes after a statement may be run."""
    if isinstance(statement, ast.Return | ast.Raise | ast.Continue | ast.Break):
        return False
    if isinstance(statement, ast.If):
        return not statement.orelse or all(map(_falls, statement.body)) or all(map(_falls, statement.orelse))
    if isinstance(statement, ast.With | ast.AsyncWith):
        return all(map(_falls, statement.body))
    return True


def _leaving(statement: ast.AST, name: str) -> _Left:
    """Return what a statement does to a name."""
    if isinstance(statement, ast.Assign):
        return _assigned(statement, statement.targets, statement.value, name)
    if isinstance(statement, ast.AnnAssign):
        return _assigned(statement, [statement.target], statement.value, name) if statement.value else _NONE
    if isinstance(statement, ast.AugAssign):
        return _Left([Changed(statement)]) if _is(statement.target, name) else _NONE
    if isinstance(statement, ast.Expr):
        return _Left([Changed(statement)]) if _changes(statement.value, name) else _NONE
    if isinstance(statement, (*FUNCTIONS, ast.ClassDef)):
        return _Left([Bound(statement)], definite=True) if statement.name == name else _NONE
    if isinstance(statement, ast.Import | ast.ImportFrom):
        return _imported(statement, name)
    if isinstance(statement, ast.If):
        return _joined([_block(statement.body, name), _block(statement.orelse, name)])
    if isinstance(statement, ast.For | ast.AsyncFor | ast.While):
        steps = _anywhere([*statement.body, *statement.orelse], name)
        if not isinstance(statement, ast.While):
            steps += [Bound(statement, None, path) for bound, path in targets(statement.target) if bound == name]
        return _Left(steps)
    if isinstance(statement, ast.With | ast.AsyncWith):
        inner, head = _block(statement.body, name), _with(statement, name)
        return _Left([*inner.steps, *head.steps], inner.definite or head.definite, inner.falls)
    if isinstance(statement, ast.Try | ast.TryStar):
        return _tried(statement, name)
    if isinstance(statement, ast.Match):
        left = _joined([*(_block(case.body, name) for case in statement.cases), _NONE])
        return left._replace(definite=False)
    if isinstance(statement, ast.Delete) and any(_is(target, name) for target in statement.targets):
        return _Left([Bound(statement)], definite=True)
    return _NONE


def _assigned(statement: ast.stmt, found: Sequence[ast.expr], value: ast.expr, name: str) -> _Left:
    for target in found:
        for bound, path in targets(target):
            if bound == name:
                return _Left([Bound(statement, value, path)], definite=True)
        if isinstance(target, ast.Subscript) and _is(target.value, name):
            return _Left([Changed(statement)])
    return _NONE


def _imported(statement: ast.Import | ast.ImportFrom, name: str) -> _Left:
    for alias in statement.names:
        bound = alias.asname or (alias.name.partition(".")[0] if isinstance(statement, ast.Import) else alias.name)
        if bound == name:
            return _Left([Bound(statement, None)], definite=True)
        if bound == "*":
            return _Left([Bound(statement, None)])
    return _NONE


def _joined(branches: Sequence[_Left]) -> _Left:
    """Return what leaves branches of which one is run; one that ends in `return` does not go on."""
    going = [branch for branch in branches if branch.falls]
    steps = [step for branch in going for step in branch.steps]
    return _Left(steps, bool(going) and all(branch.definite for branch in going), bool(going))


def _tried(statement: ast.Try | ast.TryStar, name: str) -> _Left:
    last = _block(statement.finalbody, name)
    if last.definite:
        return last
    body = _block([*statement.body, *statement.orelse], name)
    handlers = [_block(handler.body, name) for handler in statement.handlers]
    joined = _joined([body, *handlers])
    steps = joined.steps if body.falls else [*_anywhere(statement.body, name), *joined.steps]
    return _Left([*last.steps, *steps], joined.definite, joined.falls)


def _with(statement: ast.With | ast.AsyncWith, name: str) -> _Left:
    for item in statement.items:
        if item.optional_vars is not None:
            for bound, path in targets(item.optional_vars):
                if bound == name:
                    return _Left([Bound(statement, None if path else item.context_expr)], definite=True)
    return _NONE


def _anywhere(statements: Sequence[ast.AST], name: str) -> list[Step]:
    """Return every step in statements, in whatever order they are run: what a loop leaves behind."""
    steps: list[Step] = []
    pending = list(statements)
    while pending:
        node = pending.pop()
        if isinstance(node, ast.If | ast.For | ast.AsyncFor | ast.While | ast.With | ast.AsyncWith | ast.Match):
            if not isinstance(node, ast.If | ast.While | ast.Match):
                steps += _head(node, name)
            pending += [child for child in ast.iter_child_nodes(node) if isinstance(child, ast.stmt | ast.match_case)]
        elif isinstance(node, ast.Try | ast.TryStar | ast.ExceptHandler | ast.match_case):
            pending += [
                child for child in ast.iter_child_nodes(node) if isinstance(child, ast.stmt | ast.ExceptHandler)
            ]
        else:
            steps += _leaving(node, name).steps
    return steps


def _head(node: ast.For | ast.AsyncFor | ast.With | ast.AsyncWith, name: str) -> list[Step]:
    if isinstance(node, ast.With | ast.AsyncWith):
        return _with(node, name).steps
    return [Bound(node, None, path) for bound, path in targets(node.target) if bound == name]


def _is(node: ast.expr, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def _changes(node: ast.expr, name: str) -> bool:
    node = node.value if isinstance(node, ast.Await) else node
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    return _is(node.func.value, name) and node.func.attr in CHANGES | LOSSES


def _captured(pattern: ast.pattern) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(pattern):
        for field in ("name", "rest"):
            if isinstance(bound := getattr(node, field, None), str):
                names.add(bound)
    return names
