"""A module of Python code: its syntax tree, what encloses each node, and the place of each in characters."""

from __future__ import annotations

import ast
import warnings
from functools import cached_property
from typing import TYPE_CHECKING

from graphkit.model.spans import Span
from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST = 2 * 1024 * 1024
"""Bytes of a file that is parsed; a larger one is generated."""

DEEPEST = 400
"""Levels of nested expressions; what is deeper is not written by a person, and not read."""

MANY = 400_000
"""Nodes of the syntax tree of one file."""


class BrokenError(Exception):
    """A file that is no valid Python, or beyond the limits; with the line and column where that is so."""

    def __init__(self, message: str, line: int = 1, column: int = 1) -> None:
        super().__init__(message)
        self.line, self.column = line, column


class Module:
    """One file of Python code: its syntax tree, and what encloses each node."""

    def __init__(self, path: str, location: str, text: str) -> None:
        self.path, self.location = path, location
        self.lines = text.split("\n")
        self.tree = _parse(text)
        self.parents: dict[ast.AST, ast.AST] = {}
        self.calls: list[ast.Call] = []
        self._index()

    def _index(self) -> None:
        pending: list[tuple[ast.AST, int]] = [(self.tree, 0)]
        seen = 0
        while pending:
            node, depth = pending.pop()
            seen += 1
            if depth > DEEPEST or seen > MANY:
                raise BrokenError("its expressions are nested too deeply, or there are too many of them")
            if isinstance(node, ast.Call):
                self.calls.append(node)
            for child in ast.iter_child_nodes(node):
                if isinstance(child, ast.expr_context | ast.operator | ast.boolop | ast.cmpop | ast.unaryop):
                    continue
                self.parents[child] = node
                pending.append((child, 0 if isinstance(child, ast.stmt) and depth < 40 else depth + 1))
        self.calls.sort(key=lambda call: (call.end_lineno or 0, call.end_col_offset or 0))

    def span(self, node: ast.expr | ast.stmt) -> Span:
        """Return the place of a node; `ast` counts the bytes of UTF-8, graphkit characters."""
        column = self._column(node.lineno, node.col_offset)
        end = self._column(node.lineno, node.end_col_offset or 0) if node.end_lineno == node.lineno else column + 1
        return Span(self.path, node.lineno, column, max(1, end - column))

    def span_of_name(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> Span:
        """Return the place of the name of a function or a class."""
        start = self._column(node.lineno, node.col_offset)
        line = self.lines[node.lineno - 1] if node.lineno <= len(self.lines) else ""
        return Span(self.path, node.lineno, max(line.find(node.name, start), start - 1) + 1, len(node.name))

    def _column(self, line: int, offset: int) -> int:
        text = self.lines[line - 1] if line <= len(self.lines) else ""
        return (
            offset + 1
            if text.isascii()
            else len(text.encode("utf-8", "surrogatepass")[:offset].decode("utf-8", "ignore")) + 1
        )

    def statement(self, node: ast.AST) -> ast.AST:
        """Return the statement in which a node is."""
        while not isinstance(node, ast.stmt) and node in self.parents:
            node = self.parents[node]
        return node

    @cached_property
    def walrus(self) -> dict[str, list[ast.NamedExpr]]:
        """The assignments within expressions, by name."""
        found: dict[str, list[ast.NamedExpr]] = {}
        for node in self.parents:
            if isinstance(node, ast.NamedExpr):
                found.setdefault(node.target.id, []).append(node)
        return found

    @cached_property
    def globals(self) -> dict[str, list[ast.AST]]:
        """The functions that declare a name `global`, by the name."""
        found: dict[str, list[ast.AST]] = {}
        for node in self.parents:
            if isinstance(node, ast.Global):
                for name in node.names:
                    found.setdefault(name, []).append(self.parents[node])
        return found

    @cached_property
    def calls_by_name(self) -> dict[str, list[ast.Call]]:
        """The calls by the last part of what is called."""
        found: dict[str, list[ast.Call]] = {}
        for call in self.calls:
            if isinstance(call.func, ast.Name):
                found.setdefault(call.func.id, []).append(call)
            elif isinstance(call.func, ast.Attribute):
                found.setdefault(call.func.attr, []).append(call)
        return found

    @cached_property
    def loads(self) -> dict[str, list[ast.Name]]:
        """The places that use a name, by the name."""
        found: dict[str, list[ast.Name]] = {}
        for node in self.parents:
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                found.setdefault(node.id, []).append(node)
        return found

    def imports(self) -> Iterator[Imported]:
        """Yield what the module imports, wherever in it."""
        for node in self.parents:
            if isinstance(node, ast.Import):
                yield from (Imported(alias.name, "", 0) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield from (Imported(node.module or "", alias.name, node.level) for alias in node.names)


class Imported(NamedTuple):
    """One import: the module, the name that is taken from it (`*` for all), and the number of leading dots."""

    module: str
    name: str
    level: int


def _parse(text: str) -> ast.Module:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text)
    except SyntaxError as error:
        reason = (error.msg or "invalid syntax").rstrip(".")
        raise BrokenError(reason, max(error.lineno or 1, 1), max(error.offset or 1, 1)) from error
    except (ValueError, RecursionError, MemoryError) as error:
        raise BrokenError("its expressions are nested too deeply, or it contains a null byte") from error
