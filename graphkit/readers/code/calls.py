"""Calls in Python code: what constructors of frameworks, functions and classes of the repository give."""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import TYPE_CHECKING

from graphkit.model import frameworks
from graphkit.readers.code.parameters import Parameters
from graphkit.readers.code.values import (
    UNKNOWN,
    Choice,
    Frame,
    Function,
    Instance,
    Klass,
    Later,
    Made,
    Many,
    Outside,
    Table,
    Text,
    choice,
    options,
)

if TYPE_CHECKING:
    from graphkit.readers.code.values import Value

GRAPHS = frozenset(("StateGraph", "MessageGraph", "Graph"))
PREBUILT = frozenset(("create_react_agent", "create_agent", "create_deep_agent"))
TEAMS = frozenset(("create_supervisor", "create_swarm"))
_CHAINED = frozenset((
    "add_node", "add_edge", "add_conditional_edges", "add_sequence", "set_entry_point", "set_finish_point",
    "set_conditional_entry_point", "validate", "with_config", "with_retry", "with_types", "with_fallbacks",
))  # fmt: skip
_COPIES = frozenset(("list", "tuple", "set", "frozenset", "sorted", "iter", "reversed", "deepcopy", "copy", "cast"))
_SPELLINGS = frozenset(("lower", "upper", "strip", "title", "capitalize", "replace"))


class Calls(Parameters):
    """Evaluates calls."""

    @staticmethod
    def is_framework(dotted: str) -> bool:
        """Tell whether an import is one of a framework, whatever the repository contains."""
        found = frameworks.framework_of(dotted)
        return found is not None and not found.shadowed

    def called(self, node: ast.Call, frame: Frame) -> Value:
        """Return what a call gives."""
        if isinstance(node.func, ast.Attribute):
            if (inner := self._chain(node, frame)) is not None:
                return inner
            found = [
                self._method(one, node, node.func.attr, frame) for one in options(self.value(node.func.value, frame))
            ]
            return choice(found)
        return choice([self.call_of(one, node, frame) for one in options(self.value(node.func, frame))])

    def _chain(self, node: ast.Call, frame: Frame) -> Value | None:
        """Return the graph at the beginning of `StateGraph(...).add_node(...).add_edge(...)`, however long it is."""
        inner: ast.expr = node
        while isinstance(inner, ast.Call) and isinstance(inner.func, ast.Attribute) and inner.func.attr in _CHAINED:
            inner = inner.func.value
        if inner is node:
            return None
        found = self.value(inner, frame)
        return found if all(isinstance(one, Made | Function) for one in options(found)) else UNKNOWN

    def _method(self, base: Value, node: ast.Call, name: str, frame: Frame) -> Value:
        if isinstance(base, Made):
            if name == "compile" and base.kind in ("graph", *TEAMS):
                given = self.argument(node, "name", None, frame)
                return Made(
                    base.kind, base.call, base.frame, base.dotted, base.framework, value=base.value,
                    name=given if isinstance(given, Text) else base.name,
                )  # fmt: skip
            if base.kind == "agent" and base.framework is not None and name in base.framework.methods:
                return Made("wrapped", node, frame, framework=base.framework, value=base)
            if base.kind == "agent" and base.framework is not None and name in dict(base.framework.copies):
                return replace(base, call=node, frame=frame, value=base)
        if isinstance(base, Text) and name in _SPELLINGS:
            arguments = [self.value(one, frame) for one in node.args]
            if all(isinstance(one, Text) for one in arguments) and not node.keywords:
                texts = [one.text for one in arguments if isinstance(one, Text)]
                try:
                    return Text(str(getattr(base.text, name)(*texts)), frame.module, node)
                except TypeError:
                    return UNKNOWN
        if isinstance(base, Table) and name in ("values", "keys", "items"):
            pairs = {"values": [one for _, one in base.pairs], "keys": [one for one, _ in base.pairs]}
            return Many(tuple(pairs[name] if name in pairs else [Many(pair) for pair in base.pairs]))
        if isinstance(base, Table | Many) and name == "copy":
            return base
        return self.call_of(self.attribute(base, name, node), node, frame)

    def call_of(self, callee: Value, node: ast.Call, frame: Frame) -> Value:
        """Return what a call of a value gives."""
        if isinstance(callee, Choice):
            return choice([self.call_of(one, node, frame) for one in callee.options])
        if isinstance(callee, Outside):
            return self._outside(callee.dotted, node, frame)
        if isinstance(callee, Function):
            return self.result(callee, self.arguments(callee, node, frame))
        if isinstance(callee, Klass):
            made = self.constructor_of(callee)
            if made is not None:
                return Made("agent", node, frame, made[0].name, made[0], made[1], klass=callee)
            return Instance(callee, node, frame)
        return UNKNOWN

    def _outside(self, dotted: str, node: ast.Call, frame: Frame) -> Value:
        name = dotted.rpartition(".")[2]
        made = frameworks.constructor_of(dotted)
        if made is not None:
            return Made("agent", node, frame, dotted, *made)
        framework = frameworks.framework_of(dotted)
        for wrapper, keyword in framework.wrappers if framework else ():
            if wrapper == name:
                return Made("wrapped", node, frame, dotted, framework, value=self.argument(node, keyword, 0, frame))
        if dotted.startswith(("langgraph", "langchain", "deepagents")):
            return self._of_langgraph(name, dotted, node, frame)
        if framework is not None and framework.name == "CrewAI":
            if name in ("Task", "Crew"):
                return Made(name.lower(), node, frame, dotted, framework)
            if name in ("or_", "and_"):
                return Many(tuple(self.value(one, frame) for one in node.args))
        if name == "partial" and node.args:
            return self._partial(node, frame)
        if name in _COPIES and node.args:
            given = self.value(node.args[-1 if name == "cast" else 0], frame)
            found = self.iterated(given)
            return given if found is None else Many(tuple(found))
        if name == "dict":
            return self._dict_of(node, frame)
        if name == "zip":
            lists = [self.iterated(self.value(one, frame)) for one in node.args]
            known = [one for one in lists if one is not None]
            return UNKNOWN if len(known) < len(lists) else Many(tuple(Many(row) for row in zip(*known, strict=False)))
        if name == "enumerate" and node.args:
            found = self.iterated(self.value(node.args[0], frame))
            return UNKNOWN if found is None else Many(tuple(Many((UNKNOWN, one)) for one in found))
        if name == "str" and len(node.args) == 1:
            return self.value(node.args[0], frame)
        return UNKNOWN

    def _of_langgraph(self, name: str, dotted: str, node: ast.Call, frame: Frame) -> Value:
        if name in GRAPHS:
            return Made("graph", node, frame, dotted)
        if name in PREBUILT:
            given = self.argument(node, "name", None, frame)
            return Made("prebuilt", node, frame, dotted, name=given if isinstance(given, Text) else None)
        if name in TEAMS:
            keyword = "supervisor_name" if name == "create_supervisor" else ""
            given = self.argument(node, keyword, None, frame)
            return Made(name, node, frame, dotted, name=given if isinstance(given, Text) else None)
        if name == "Command":
            return Made("command", node, frame, dotted)
        if name == "Send":
            return Made("send", node, frame, dotted, value=self.argument(node, "node", 0, frame))
        if name == "create_handoff_tool":
            return Made("handoff_tool", node, frame, dotted, value=self.argument(node, "agent_name", None, frame))
        if name in ("ToolNode", "ValidationNode"):
            return Made("tool_node", node, frame, dotted, name=self._name_of(node, frame))
        if name in ("RunnableLambda", "RunnableCallable") and node.args:
            return self.value(node.args[0], frame)
        return UNKNOWN

    def _name_of(self, node: ast.Call, frame: Frame) -> Text | None:
        given = self.argument(node, "name", None, frame)
        return given if isinstance(given, Text) else None

    def _partial(self, node: ast.Call, frame: Frame) -> Value:
        base = self.value(node.args[0], frame)
        if not isinstance(base, Function):
            return base if isinstance(base, Klass) else UNKNOWN
        keywords: dict[str, Value] = {one.arg: Later(one.value, frame) for one in node.keywords if one.arg}
        given = tuple(Later(one, frame) for one in node.args[1:])
        return Function(base.node, base.frame, base.owner, {**base.keywords, **keywords}, (*base.positional, *given))

    def _dict_of(self, node: ast.Call, frame: Frame) -> Value:
        pairs: list[tuple[Value, Value]] = []
        for one in node.args:
            given = self.value(one, frame)
            if isinstance(given, Table):
                pairs += given.pairs
            elif isinstance(given, Many):
                pairs += [
                    (item.items[0], item.items[1])
                    if isinstance(item, Many) and len(item.items) == 2
                    else (UNKNOWN, UNKNOWN)
                    for item in given.items
                ]
            else:
                pairs.append((UNKNOWN, UNKNOWN))
        for keyword in node.keywords:
            key: Value = UNKNOWN if keyword.arg is None else Text(keyword.arg, frame.module, keyword.value)
            pairs.append((key, self.value(keyword.value, frame)))
        return Table(tuple(pairs))
