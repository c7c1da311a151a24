"""What an expression of Python code may be at run time, as far as its text says so: nothing is executed."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from graphkit.model.frameworks import Constructor, Framework
    from graphkit.readers.code.modules import Module

Scope: TypeAlias = "ast.Module | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda"


@dataclass(frozen=True, eq=False)
class Frame:
    """Where an expression is evaluated: a scope of a module, the values of its parameters, and the scope around it.

    `inner` are the names of a comprehension or a lambda, which go before all others; `loops` has the item that each
    loop is at, by the node of the loop. `owner` is what the first parameter of a method stands for.
    """

    module: Module
    scope: Scope
    bindings: Mapping[str, Value] = field(default_factory=dict)
    parent: Frame | None = None
    inner: Mapping[str, Value] = field(default_factory=dict)
    loops: Mapping[ast.AST, Value] = field(default_factory=dict)

    def within(self, names: Mapping[str, Value]) -> Frame:
        """Return the frame of a comprehension or a lambda in this one."""
        return replace(self, inner={**self.inner, **names})

    def at(self, loop: ast.AST, item: Value) -> Frame:
        """Return this frame while a loop is at one of its items."""
        return replace(self, loops={**self.loops, loop: item})


@dataclass(frozen=True, eq=False)
class Later:
    """An argument of a call: it is evaluated when somebody asks for it."""

    node: ast.expr
    frame: Frame


@dataclass(frozen=True)
class Unknown:
    """A value that is computed at run time."""


@dataclass(frozen=True)
class Nothing:
    """None, a number, or another constant that names nobody."""

    constant: object = None


@dataclass(frozen=True, eq=False)
class Text:
    """A text, and the expression by which it is written."""

    text: str
    module: Module
    node: ast.expr


@dataclass(frozen=True, eq=False)
class Many:
    """A list, a tuple or a set."""

    items: tuple[Value, ...]


@dataclass(frozen=True, eq=False)
class Table:
    """A dict: its keys and values; a key that is not readable is Unknown."""

    pairs: tuple[tuple[Value, Value], ...]


@dataclass(frozen=True, eq=False)
class Choice:
    """One of several values, by what is known at run time only."""

    options: tuple[Value, ...]


@dataclass(frozen=True, eq=False)
class Outside:
    """Something that is imported and not in the repository, by its dotted name."""

    dotted: str


@dataclass(frozen=True, eq=False)
class ModuleValue:
    """A module of the repository."""

    module: Module


@dataclass(frozen=True, eq=False)
class Function:
    """A function or a method, the frame around it, and arguments that are bound to it already."""

    node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
    frame: Frame
    owner: Klass | Instance | None = None
    keywords: Mapping[str, Value] = field(default_factory=dict)
    positional: tuple[Value, ...] = ()


@dataclass(frozen=True, eq=False)
class Klass:
    """A class of the repository."""

    node: ast.ClassDef
    frame: Frame


@dataclass(frozen=True, eq=False)
class Instance:
    """An object of a class of the repository that is no agent, and the call that makes it."""

    klass: Klass
    call: ast.Call
    frame: Frame


@dataclass(frozen=True, eq=False)
class Made:
    """What a call of a framework makes: an agent, a graph, a tool, a command; `kind` says which.

    `agent`: an instance of `constructor`; of a changed copy `value` is the agent that it is made from. `graph`: a
    builder of LangGraph, or what it compiles to; `name` is that of the compiled one. `prebuilt`: `create_react_agent`
    and its like. `team`: a supervisor or a swarm. `wrapped`: an agent as a tool or a handoff; `value` is the agent.
    `command`, `task`, `crew`: objects of those names.
    """

    kind: str
    call: ast.Call
    frame: Frame
    dotted: str = ""
    framework: Framework | None = None
    constructor: Constructor | None = None
    value: Value | None = None
    name: Text | None = None
    klass: Klass | None = None

    @property
    def place(self) -> tuple[str, int, int]:
        """Where the call is: two values of one place are one object, but for the name that a factory gives."""
        return self.frame.module.path, self.call.lineno, self.call.col_offset


_Plain: TypeAlias = "Later | Unknown | Nothing | Text | Many | Table | Choice | Outside"
_Object: TypeAlias = "ModuleValue | Function | Klass | Instance | Made"
Value: TypeAlias = "_Plain | _Object"

UNKNOWN = Unknown()
MOST = 64
"""Alternatives that are kept of one value; more are none that a person wrote."""


def options(value: Value) -> Iterator[Value]:
    """Yield each thing that a value may be."""
    if isinstance(value, Choice):
        for one in value.options:
            yield from options(one)
    else:
        yield value


def choice(values: list[Value]) -> Value:
    """Return one of several values; the value itself where there is only one."""
    flat = [one for value in values for one in options(value)]
    unique: list[Value] = []
    for one in flat:
        if not any(one is other or one == other or _same_text(one, other) for other in unique):
            unique.append(one)
    if len(unique) > MOST:
        return UNKNOWN
    return unique[0] if len(unique) == 1 else Choice(tuple(unique)) if unique else UNKNOWN


def _same_text(one: Value, other: Value) -> bool:
    return isinstance(one, Text) and isinstance(other, Text) and one.text == other.text


def items(value: Value) -> Iterator[Value]:
    """Yield what a value contains: the items of a list, the values of a dict, else the value itself."""
    for one in options(value):
        if isinstance(one, Many):
            for item in one.items:
                yield from items(item)
        elif isinstance(one, Table):
            for _, inner in one.pairs:
                yield from items(inner)
        else:
            yield one
