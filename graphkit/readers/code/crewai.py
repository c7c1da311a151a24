"""CrewAI: the tasks of a crew, which say whose work goes to whom, its manager, and the steps of a `Flow`."""

from __future__ import annotations

import ast
import posixpath
from typing import TYPE_CHECKING

from graphkit.model.code import START, CodeAgent, Described
from graphkit.readers.code.bindings import FUNCTIONS
from graphkit.readers.code.contexts import scope_of
from graphkit.readers.code.drafts import docstring, group_of
from graphkit.readers.code.objects import Objects
from graphkit.readers.code.values import (
    Function,
    Instance,
    Klass,
    Made,
    Nothing,
    Outside,
    Text,
    Unknown,
    items,
    options,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.readers.code.modules import Module
    from graphkit.readers.code.values import Frame, Value

_FLOW = "crewai.flow"
_AGENTS = "config/agents.yaml"
"""Where the agents of a crew are described, if its class says nothing else."""
_STEPS = ("start", "listen", "router")


class Crews(Objects):
    """Reads the crews and flows of one module, besides its agents."""

    def read(self, module: Module) -> None:
        """Take the agents, then what tasks, crews and flows say of them."""
        super().read(module)
        if not any("crewai" in one.module for one in module.imports()):
            return
        for agent in self._made:
            self._of_config(agent)
        for name, kind in (("Task", "task"), ("Crew", "crew")):
            for call in module.calls_by_name.get(name, ()):
                for frame in self.frames_at(module, call):
                    for made in options(self.value(call, frame)):
                        if isinstance(made, Made) and made.kind == kind and made.call is call:
                            (self._of_task if kind == "task" else self._of_crew)(made)
        for node in module.parents:
            if isinstance(node, ast.ClassDef):
                for frame in self.frames_of(module, scope_of(module, module.parents[node])):
                    self._of_flow(Klass(node, frame))

    def _of_config(self, agent: Made) -> None:
        """Note that an agent is the one of a file in YAML: `config=self.agents_config["writer"]`."""
        given = self.expression(agent.call, "config", None)
        if not isinstance(given, ast.Subscript):
            return
        key, file = self.value(given.slice, agent.frame), self.value(given.value, agent.frame)
        name = given.value.attr if isinstance(given.value, ast.Attribute) else getattr(given.value, "id", "")
        if name != "agents_config" or not isinstance(key, Text):
            return
        module = agent.frame.module
        if isinstance(given.value, ast.Attribute):
            owner = self.value(given.value.value, agent.frame)
            if not isinstance(owner, Klass | Instance):
                return
            module = (owner if isinstance(owner, Klass) else owner.klass).frame.module
        written = file.text if isinstance(file, Text) else _AGENTS if isinstance(file, Unknown) else ""
        if written:
            path = posixpath.normpath(posixpath.join(posixpath.dirname(module.path), written))
            self._drafts.described[Described(self.key(agent), path, key.text)] = None

    def _of_task(self, task: Made) -> None:
        """Take an edge from the agent of each task of a `context` to the agent of the task."""
        owners = self._owners(task)
        context = self.expression(task.call, "context", None)
        if context is None:
            return
        places = context.elts if isinstance(context, ast.List | ast.Tuple) else [context]
        for place in places:
            span = task.frame.module.span(place)
            for one in items(self.value(place, task.frame)):
                if isinstance(one, Made) and one.kind == "task":
                    for source in self._owners(one):
                        for target in owners:
                            self._drafts.edge("handoff", "context", source, target, source.name, span)
                elif not isinstance(one, Nothing):
                    self._drafts.unreadable("handoff", "context", task.frame.module.path, span)

    def _owners(self, task: Made) -> list[CodeAgent]:
        owner = self.expression(task.call, "agent", None)
        return [] if owner is None else [self.key(one) for one in self.agents(self.value(owner, task.frame))]

    def _of_crew(self, crew: Made) -> None:
        """Take an edge from the manager of a crew to each of its agents."""
        manager, listed = (self.expression(crew.call, keyword, None) for keyword in ("manager_agent", "agents"))
        if manager is None or listed is None:
            return
        leads = [self.key(one) for one in self.agents(self.value(manager, crew.frame))]
        span = crew.frame.module.span(manager)
        for one in self._members(listed, crew.frame):
            members = [self.key(agent) for agent in self.agents(one)]
            for lead in leads:
                for member in members:
                    self._drafts.edge("delegation", "manager_agent", lead, member, lead.name, span)
                if not members:
                    place = crew.frame.module.span(listed)
                    self._drafts.unreadable("delegation", "agents", crew.frame.module.path, place, lead.name)

    def _members(self, listed: ast.expr, frame: Frame) -> list[Value]:
        """Return the agents of a crew; `self.agents` are what all methods give that `@agent` marks."""
        found = list(items(self.value(listed, frame)))
        if not isinstance(listed, ast.Attribute) or listed.attr != "agents" or not all(map(_is_unknown, found)):
            return found
        owners = [one for one in options(self.value(listed.value, frame)) if isinstance(one, Klass)]
        return [
            self.result(function, self.of_owner(function))
            for owner in owners
            for method in owner.node.body
            if isinstance(method, FUNCTIONS) and any(map(_marks_agent, method.decorator_list))
            for function in (Function(method, self.class_frame(owner), owner),)
        ] or found

    def _of_flow(self, klass: Klass) -> None:
        """Take the steps of a flow: each is started, or listens to another one or to what a router gives back."""
        bases = [found for base in klass.node.bases for found in options(self.value(base, klass.frame))]
        if not any(isinstance(base, Outside) and base.dotted.startswith(_FLOW) for base in bases):
            return
        module = klass.frame.module
        root = f"{module.path}:{klass.node.lineno}"
        frame = self.class_frame(klass)
        steps: dict[str, CodeAgent] = {}
        routers: list[tuple[CodeAgent, Function]] = []
        triggers: list[tuple[CodeAgent, ast.Call]] = []
        for method in klass.node.body:
            for name, decorator in self._decorators(method, frame):
                if isinstance(method, FUNCTIONS):
                    key = steps.setdefault(method.name, CodeAgent(root, module.span_of_name(method), method.name))
                    self._drafts.agent(key, group_of(module), (), docstring(method))
                    if name == "router":
                        routers.append((key, Function(method, frame, klass)))
                    if name == "start":
                        self._drafts.edge("handoff", "start", START, key, START, module.span(decorator))
                    elif isinstance(decorator, ast.Call):
                        triggers.append((key, decorator))
        labels = {key: self.texts(self.result(one, self.of_owner(one))) for key, one in routers}
        for key, decorator in triggers:
            for argument in decorator.args:
                for one in items(self.value(argument, frame)):
                    self._listen(key, one, argument, steps, labels, frame)

    def _listen(
        self, key: CodeAgent, one: Value, place: ast.expr, steps: dict[str, CodeAgent],
        labels: dict[CodeAgent, tuple[list[Text], bool]], frame: Frame,
    ) -> None:  # fmt: skip
        """Take the edge from the step, or the routers, that one condition of a listener names."""
        span = frame.module.span(place)
        name = one.text if isinstance(one, Text) else getattr(getattr(one, "node", None), "name", "")
        if name in steps:
            self._drafts.edge("handoff", "listen", steps[name], key, name, span)
            return
        known = [router for router, (texts, _) in labels.items() if any(text.text == name for text in texts)]
        for router in known:
            self._drafts.edge("handoff", "listen", router, key, router.name, span)
        if not known:
            self._drafts.unreadable("handoff", "listen", key.root, span)

    def _decorators(self, method: ast.stmt, frame: Frame) -> Iterator[tuple[str, ast.expr]]:
        """Yield the decorators of a method that make it a step, by their names."""
        for decorator in getattr(method, "decorator_list", ()):
            node = decorator.func if isinstance(decorator, ast.Call) else decorator
            for found in options(self.value(node, frame)):
                name = found.dotted.rpartition(".")[2] if isinstance(found, Outside) else ""
                if name in _STEPS and isinstance(found, Outside) and found.dotted.startswith(_FLOW):
                    yield name, decorator


def _is_unknown(value: Value) -> bool:
    return isinstance(value, Unknown)


def _marks_agent(decorator: ast.expr) -> bool:
    return isinstance(decorator, ast.Name) and decorator.id == "agent"
