"""LangGraph: the nodes and edges of `StateGraph`, of supervisors and of swarms, `Command(goto=...)` included."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from graphkit.model.code import END, START, CodeAgent
from graphkit.readers.code.commands import Commands, Goto
from graphkit.readers.code.drafts import group_of
from graphkit.readers.code.graphs import RELATION, Arrow, Graph, Node
from graphkit.readers.code.values import (
    Choice,
    Frame,
    Function,
    Instance,
    Made,
    Many,
    Nothing,
    Table,
    Text,
    items,
    options,
)

if TYPE_CHECKING:
    from graphkit.model.spans import Span
    from graphkit.readers.code.drafts import Drafts
    from graphkit.readers.code.modules import Module
    from graphkit.readers.code.values import Value

_METHODS = (
    "add_node", "add_edge", "add_conditional_edges", "add_sequence", "set_entry_point", "set_finish_point",
    "set_conditional_entry_point",
)  # fmt: skip
_BRANCHES = ("add_conditional_edges", "set_conditional_entry_point")
_TEAMS = ("create_supervisor", "create_swarm")


class LangGraph(Commands):
    """Reads the graphs of one module."""

    def __init__(self, drafts: Drafts) -> None:
        super().__init__()
        self._drafts = drafts
        self._graphs: dict[tuple[str, int, int], Graph] = {}
        self._actions: dict[tuple[str, int, int], list[Value]] = {}

    def read(self, module: Module) -> None:
        """Take every graph that the module builds, and every team."""
        self._collect(module)
        for name in _TEAMS:
            for call in module.calls_by_name.get(name, ()):
                for frame in self.frames_at(module, call):
                    for one in options(self.value(call, frame)):
                        if isinstance(one, Made) and one.kind == name and one.call is call:
                            self._team(one)
        for graph in list(self._graphs.values()):
            for node in list(graph.nodes.values()):
                self._run(graph, node)
        for graph in self._graphs.values():
            graph.write(self._drafts)

    def _collect(self, module: Module) -> None:
        calls = sorted(
            (call for name in _METHODS for call in module.calls_by_name.get(name, ())),
            key=lambda call: (call.end_lineno or 0, call.end_col_offset or 0),
        )
        later = []
        for call in calls:
            if not isinstance(call.func, ast.Attribute):
                continue
            for frame in self.frames_at(module, call):
                for base in options(self.value(call.func.value, frame)):
                    if isinstance(base, Made) and base.kind == "graph":
                        graph = self._graph(base)
                        if call.func.attr == "add_node":
                            self._add_node(graph, call, frame)
                        else:
                            later.append((graph, call, frame, call.func.attr))
        for graph, call, frame, method in later:
            getattr(self, f"_{method}")(graph, call, frame)

    def _graph(self, base: Made) -> Graph:
        path, line, _ = base.place
        known = self._graphs.get(base.place)
        if known is None:
            known = self._graphs[base.place] = Graph(f"{path}:{line}", group_of(base.frame.module))
        return known

    def _add_node(self, graph: Graph, call: ast.Call, frame: Frame) -> None:
        first = self.expression(call, "node", 0)
        if first is None:
            return
        second = self.expression(call, "action", 1)
        value = self.value(first, frame)
        action = value if second is None else self.value(second, frame)
        names = [self._name(one, first, second is None) for one in options(value)]
        span = frame.module.span(first)
        for name in names:
            if name is None:
                graph.is_open = True
                self._drafts.unreadable(RELATION, "add_node", graph.root, span)
                continue
            node = self._node(graph, name, span)
            node.actions.append(action)
            for keyword in call.keywords:
                if keyword.arg == "destinations":
                    found = self.value(keyword.value, frame)
                    keys = self.iterated(found) if isinstance(found, Table) else None
                    node.destinations.append((Many(tuple(keys)) if keys else found, frame.module.span(keyword.value)))

    def _name(self, value: Value, node: ast.expr, alone: bool) -> str | None:
        if isinstance(value, Text):
            return value.text
        if not alone:
            return None
        if isinstance(value, Function) and not isinstance(value.node, ast.Lambda):
            return value.node.name
        if isinstance(value, Made):
            return value.name.text if value.name else "tools" if value.kind == "tool_node" else None
        if isinstance(value, Instance):
            return value.klass.node.name
        if isinstance(node, ast.Name | ast.Attribute) and self.imported_name(value):
            return self.imported_name(value)
        return None

    def _node(self, graph: Graph, name: str, span: Span) -> Node:
        if name not in graph.nodes:
            graph.nodes[name] = Node(CodeAgent(graph.root, span, name))
        return graph.nodes[name]

    def _add_edge(self, graph: Graph, call: ast.Call, frame: Frame) -> None:
        first, second = self.expression(call, "start_key", 0), self.expression(call, "end_key", 1)
        if first is None or second is None:
            return
        self._between(graph, self.value(first, frame), self.value(second, frame), "add_edge", first, second, frame)

    def _between(
        self, graph: Graph, source: Value, target: Value, field: str, first: ast.expr, second: ast.expr, frame: Frame
    ) -> None:  # fmt: skip
        """Take the edges from some nodes to others; where one end is not known, none is guessed."""
        sources, known = self.texts(source)
        targets, whole = self.texts(target)
        mixed = isinstance(source, Choice) and isinstance(target, Choice)
        if not known or mixed:
            self._drafts.unreadable(RELATION, field, graph.root, frame.module.span(first))
            return
        for one in sources:
            if not whole:
                self._drafts.unreadable(RELATION, field, graph.root, frame.module.span(second), one.text)
            for other in targets:
                self._edge(graph, one.text, other, field, second, frame, first)

    def _edge(
        self, graph: Graph, source: str, target: Text, field: str, place: ast.expr, frame: Frame, first: ast.expr
    ) -> None:
        """Take one edge, at the place of its target; one to a node that the graph lacks is not lost."""
        is_route = (
            field in _BRANCHES and frame.module.parents.get(place) is not None and not isinstance(place, ast.Dict)
        )
        written = self.is_within(target.node, place, frame) or (is_route and target.module is frame.module)
        span = target.module.span(target.node) if written else frame.module.span(place)
        if source == START or source not in graph.nodes:
            graph.arrows.append(Arrow(source, target.text, field, source, frame.module.span(first)))
        else:
            graph.arrows.append(Arrow(source, target.text, field, target.text, span))

    def _set_entry_point(self, graph: Graph, call: ast.Call, frame: Frame) -> None:
        self._to_or_from(graph, call, frame, "set_entry_point")

    def _set_finish_point(self, graph: Graph, call: ast.Call, frame: Frame) -> None:
        self._to_or_from(graph, call, frame, "set_finish_point")

    def _to_or_from(self, graph: Graph, call: ast.Call, frame: Frame, field: str) -> None:
        key = self.expression(call, "key", 0)
        if key is None:
            return
        end = Text(START if field == "set_entry_point" else END, frame.module, key)
        here, there = (end, self.value(key, frame)) if field == "set_entry_point" else (self.value(key, frame), end)
        self._between(graph, here, there, field, key, key, frame)

    def _add_conditional_edges(self, graph: Graph, call: ast.Call, frame: Frame) -> None:
        source = self.expression(call, "source", 0)
        if source is not None:
            self._branch(graph, self.value(source, frame), source, call, 1, frame)

    def _set_conditional_entry_point(self, graph: Graph, call: ast.Call, frame: Frame) -> None:
        place = call.func
        self._branch(graph, Text(START, frame.module, place), place, call, 0, frame)

    def _branch(
        self, graph: Graph, source: Value, first: ast.expr, call: ast.Call, position: int, frame: Frame
    ) -> None:  # fmt: skip
        """Take conditional edges: to what the map says, else what the function is annotated with, or gives back."""
        field = "add_conditional_edges" if position else "set_conditional_entry_point"
        chosen = self.expression(call, "path_map", position + 1) or self.expression(
            call, "conditional_edge_mapping", None
        )
        if chosen is not None and not isinstance(mapped := self.value(chosen, frame), Nothing):
            self._between(graph, source, self._of_map(mapped), field, first, chosen, frame)
            return
        path = self.expression(call, "path", position)
        if path is not None:
            found = self.routes(self.value(path, frame))
            self._between(graph, source, found, field, first, path, frame)

    @staticmethod
    def _of_map(mapped: Value) -> Value:
        if isinstance(mapped, Table):
            return Many(tuple(value for _, value in mapped.pairs))
        return mapped

    def _add_sequence(self, graph: Graph, call: ast.Call, frame: Frame) -> None:
        listed = self.expression(call, "nodes", 0)
        found = self.iterated(self.value(listed, frame)) if listed is not None else None
        if listed is None or found is None:
            graph.is_open = True
            self._drafts.unreadable(RELATION, "add_sequence", graph.root, frame.module.span(call))
            return
        places = (
            listed.elts
            if isinstance(listed, ast.List | ast.Tuple) and len(listed.elts) == len(found)
            else [listed] * len(found)
        )
        before = ""
        for one, place in zip(found, places, strict=True):
            pair = one.items if isinstance(one, Many) and len(one.items) == 2 else (one, one)
            name = self._name(pair[0], place, pair[0] is pair[1])
            if name is None:
                graph.is_open = True
                before = ""
                continue
            self._node(graph, name, frame.module.span(place)).actions.append(pair[1])
            if before:
                graph.arrows.append(Arrow(before, name, "add_sequence", name, frame.module.span(place)))
            before = name

    def _team(self, team: Made) -> None:
        module = team.frame.module
        graph = self._graph(team)
        members: list[Text] = []
        listed = self.expression(team.call, "agents", 0)
        for one in items(self.value(listed, team.frame)) if listed is not None else ():
            if isinstance(one, Made) and one.name is not None:
                members.append(one.name)
                self._node(graph, one.name.text, one.name.module.span(one.name.node)).actions.append(one)
            else:
                graph.is_open = True
                self._drafts.unreadable(RELATION, team.kind, graph.root, module.span(listed or team.call))
        if team.kind == "create_swarm":
            for member in members:
                graph.arrows.append(Arrow(START, member.text, team.kind, START, module.span(team.call.func)))
            return
        lead = team.name or Text("supervisor", module, team.call.func)
        self._node(graph, lead.text, lead.module.span(lead.node))
        graph.arrows.append(Arrow(START, lead.text, team.kind, START, module.span(team.call.func)))
        graph.arrows.append(Arrow(lead.text, END, team.kind, END, module.span(team.call.func)))
        for member in members:
            place = member.module.span(member.node)
            graph.arrows.append(Arrow(lead.text, member.text, team.kind, member.text, place))
            graph.arrows.append(Arrow(member.text, lead.text, team.kind, lead.text, lead.module.span(lead.node)))

    def _run(self, graph: Graph, node: Node) -> None:
        name = node.key.name
        for value, span in node.destinations:
            targets, whole = self.texts(value)
            for target in targets:
                graph.arrows.append(Arrow(name, target.text, "destinations", target.text, span))
            if not whole:
                self._drafts.unreadable(RELATION, "destinations", graph.root, span, name)
        for action in node.actions:
            for one in options(action):
                for goto in self.gotos(one):
                    if goto.to_parent and not goto.from_inside:
                        continue
                    self._go(graph, name, goto)
                    if not goto.whole and not node.destinations:
                        self._drafts.unreadable(RELATION, "Command", graph.root, goto.span, name)
                if isinstance(one, Made) and one.kind in ("graph", *_TEAMS) and one.place in self._graphs:
                    self._enter(graph, node, self._graphs[one.place])

    def _enter(self, graph: Graph, node: Node, inner: Graph) -> None:
        """Take what a node that is a graph itself does: its entries are started by it, and `PARENT` leads out of it."""
        for source, target, *_ in list(inner.arrows):
            if source == START and target in inner.nodes:
                self._drafts.edge("delegation", "add_node", node.key, inner.nodes[target].key, target, node.key.span)
        for one in list(inner.nodes.values()):
            for action in one.actions:
                for goto in self.gotos(action):
                    if goto.to_parent:
                        self._go(graph, node.key.name, goto)

    @staticmethod
    def _go(graph: Graph, source: str, goto: Goto) -> None:
        for target in goto.targets:
            span = target.module.span(target.node)
            graph.arrows.append(Arrow(source, target.text, "Command", target.text, span))
