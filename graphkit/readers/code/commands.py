"""Where a node of LangGraph sends the work: `Command(goto=...)`, return annotations, and tools that hand off."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from graphkit.readers.code.contexts import Contexts
from graphkit.readers.code.values import (
    UNKNOWN,
    Function,
    Instance,
    Made,
    Many,
    Nothing,
    Outside,
    Text,
    choice,
    items,
    options,
)
from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.model.spans import Span
    from graphkit.readers.code.values import Frame, Value

PARENT = "__parent__"


class Goto(NamedTuple):
    """The targets of a command, and whether there may be others. `to_parent` leads out of the graph of the node.

    With `from_inside` it is a tool of the agent at the node that leads out of it: to another node of this graph.
    """

    targets: tuple[Text, ...]
    whole: bool
    span: Span
    to_parent: bool = False
    from_inside: bool = False


class Commands(Contexts):
    """Finds out where nodes lead to."""

    def gotos(self, action: Value) -> Iterator[Goto]:
        """Yield where a node leads to that runs something."""
        for one in options(action):
            if isinstance(one, Function):
                yield from self._of_function(one)
            elif isinstance(one, Instance):
                run = self.attribute(one, "__call__", one.call)
                yield from self.gotos(run) if isinstance(run, Function) else ()
            elif isinstance(one, Made) and one.kind in ("prebuilt", "tool_node"):
                yield from self._of_tools(one)

    def routes(self, path: Value) -> Value:
        """Return the targets of a function that chooses one: by its annotation, else by what it gives back."""
        found: list[Value] = []
        for one in options(path):
            if isinstance(one, Instance):
                one = self.attribute(one, "__call__", one.call)
            if not isinstance(one, Function):
                return UNKNOWN
            annotated = self.annotated(one, "")
            found.append(annotated if annotated is not None else self.result(one, self.of_owner(one)))
        return Many(tuple(found))

    def _of_function(self, function: Function, *, inside: bool = False) -> Iterator[Goto]:
        module = function.frame.module
        annotated = self.annotated(function, "Command")
        if annotated is not None and not isinstance(function.node, ast.Lambda):
            targets, whole = self.texts(annotated)
            yield Goto(tuple(targets), whole, module.span(function.node.returns or function.node))
        result = self.result(function, self.of_owner(function))
        for one in items(result):
            if isinstance(one, Made) and one.kind == "command":
                yield from self._of_command(one, is_annotated=annotated is not None, inside=inside)

    def of_owner(self, function: Function) -> dict[str, Value]:
        """Return the parameters of a function: those that are bound to it, Unknown for the others."""
        found = dict(super().of_owner(function))
        names = [one.arg for one in (*function.node.args.posonlyargs, *function.node.args.args)]
        found |= dict(zip(names, function.positional, strict=False))
        found |= {name: value for name, value in function.keywords.items() if name in found}
        return found

    def _of_command(self, command: Made, *, is_annotated: bool, inside: bool) -> Iterator[Goto]:
        expression = self.expression(command.call, "goto", None)
        if expression is None:
            return
        targets, whole = self.texts(self.value(expression, command.frame))
        graph = self.argument(command.call, "graph", None, command.frame)
        to_parent = any(
            (isinstance(one, Outside) and one.dotted.endswith(".PARENT"))
            or (isinstance(one, Text) and one.text == PARENT)
            for one in options(graph)
        )
        if targets or not (whole or is_annotated):
            span = command.frame.module.span(expression)
            yield Goto(tuple(targets), whole or is_annotated, span, to_parent, inside and to_parent)

    def _of_tools(self, agent: Made) -> Iterator[Goto]:
        """Yield where the tools of a prebuilt agent lead to: handoff tools, and tools that give a command."""
        position = 0 if agent.kind == "tool_node" else 1
        listed = self.expression(agent.call, "tools", position)
        if listed is None:
            return
        for one in items(self.value(listed, agent.frame)):
            if isinstance(one, Made) and one.kind == "handoff_tool" and one.value is not None:
                targets, whole = self.texts(one.value)
                yield Goto(tuple(targets), whole, one.frame.module.span(one.call), to_parent=True, from_inside=True)
            elif isinstance(one, Function):
                is_tool = agent.kind == "tool_node"
                for goto in self._of_function(one, inside=True):
                    if goto.to_parent or is_tool:
                        yield goto._replace(from_inside=True)

    def annotated(self, function: Function, generic: str) -> Value | None:
        """Return what a function is annotated to give back: `Literal["a"]`, or `Command[Literal["a"]]`."""
        returns = getattr(function.node, "returns", None)
        return None if returns is None else self._literals(returns, function.frame, generic, 0)

    def _literals(self, node: ast.expr, frame: Frame, generic: str, depth: int) -> Value | None:
        if depth > 8:
            return None
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            return self._quoted(node, frame, generic, depth)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
            found = [self._literals(one, frame, generic, depth + 1) for one in (node.left, node.right)]
            known = [one for one in found if one is not None]
            return choice(known) if known else None
        if isinstance(node, ast.Name | ast.Attribute):
            return self._alias(node, frame, generic, depth)
        if not isinstance(node, ast.Subscript):
            return None
        name = node.value.attr if isinstance(node.value, ast.Attribute) else getattr(node.value, "id", "")
        if name == "Literal":
            return None if generic else self._arguments(node.slice, frame)
        if generic and name == generic:
            return self._literals(node.slice, frame, "", depth + 1)
        if name in ("Union", "Optional", "Annotated", "list", "List", "Sequence", "Awaitable", "Coroutine"):
            inner = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
            found = [self._literals(one, frame, generic, depth + 1) for one in inner]
            known = [one for one in found if one is not None]
            return choice(known) if known else None
        return None

    def _arguments(self, node: ast.expr, frame: Frame) -> Value:
        found = self.value(node, frame)
        if isinstance(found, Many):
            return Many(tuple(one for one in found.items if not isinstance(one, Nothing)))
        return found

    def _alias(self, node: ast.Name | ast.Attribute, frame: Frame, generic: str, depth: int) -> Value | None:
        """Return what a name for an annotation stands for: `Route = Literal["a", "b"]`."""
        place = self.assignment(node, frame)
        return None if place is None else self._literals(*place, generic, depth + 1)

    def _quoted(self, node: ast.Constant, frame: Frame, generic: str, depth: int) -> Value | None:
        """Return what an annotation in quotes means; its places are those of the whole text."""
        try:
            tree = ast.parse(str(node.value), mode="eval")
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None
        pending: list[tuple[ast.AST, ast.AST]] = [(tree.body, node)]
        while pending:
            one, parent = pending.pop()
            frame.module.parents.setdefault(one, frame.module.parents.get(node, parent))
            if isinstance(one, ast.expr):
                ast.copy_location(one, node)
            pending += [(child, one) for child in ast.iter_child_nodes(one)]
        return self._literals(tree.body, frame, generic, depth + 1)

    @staticmethod
    def imported_name(value: Value) -> str | None:
        """Return the name of something that is imported and not in the repository."""
        return value.dotted.rpartition(".")[2] if isinstance(value, Outside) and "." in value.dotted else None

    @staticmethod
    def is_within(node: ast.AST, place: ast.AST, frame: Frame) -> bool:
        """Tell whether a node is a part of an expression."""
        while node is not place:
            parent = frame.module.parents.get(node)
            if parent is None or isinstance(node, ast.stmt):
                return False
            node = parent
        return True
