"""The ways to find agents: by name, path, level, group, relation, rule, cycle, change, tool or expertise."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from graphkit.analysis.agent_lookup import agents_named, nearest_agent, outsider_named
from graphkit.analysis.components import components
from graphkit.model.calls import KINDS
from graphkit.model.names import canonical
from graphkit.model.suggestions import nearest_name
from graphkit.support.errors import SelectionError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from graphkit.model.definitions import Definition
    from graphkit.model.findings import Finding, Rule
    from graphkit.model.graph import AgentGraph
    from graphkit.selection.parse import Term


class Finder:
    """Finds the agents of one term. What is named literally must exist; a glob may match no agent."""

    def __init__(
        self,
        graph: AgentGraph,
        expression: str,
        findings: Callable[[], Sequence[Finding]],
        rules: Sequence[Rule],
        changed: Callable[[str], Collection[str]],
    ) -> None:
        self.graph = graph
        self.expression = expression
        self.findings = findings
        self.rules = rules
        self.changed_paths = changed

    def find(self, term: Term) -> set[str]:
        """Return the ids of the agents that a term finds, before any walk."""
        find: Callable[[Term], set[str]] = getattr(self, f"_{term.method}")
        return find(term)

    def _name(self, term: Term) -> set[str]:
        if is_glob(term):
            return self._matching(term, lambda agent: (canonical(agent.id), *map(canonical, agent.aliases)), canonical)
        found = agents_named(self.graph, term.value)
        if not found and term.value in ("called", "uncalled"):
            return set(self.graph.called if term.value == "called" else self.graph.agents.keys() - self.graph.called)
        outsider = None if found else outsider_named(self.graph, term.value)
        if outsider and term.walks:
            return {outsider}
        if outsider:
            message = f"No agent defines `{term.value}`; `+{term.value}` selects the agents that lead to it"
            raise SelectionError(message, self.expression, term.position, len(term.value) + 2 * term.literal)
        if not found:
            self._fail(term, "agent", nearest_agent(self.graph, term.value), ())
        return set(found)

    def _path(self, term: Term) -> set[str]:
        wanted = term.value.removeprefix("./").rstrip("/")
        paths = {agent.id: agent.path for agent in self.graph.agents.values()}
        if term.literal or not is_glob(term):
            found = {agent for agent, path in paths.items() if path == wanted or path.startswith(f"{wanted}/")}
            if not found:
                near = nearest_name(wanted, {*paths.values(), *(path.rpartition("/")[0] for path in paths.values())})
                self._fail(term, "path", near, ())
            return found
        return {agent for agent, path in paths.items() if fnmatchcase(path, wanted)}

    def _level(self, term: Term) -> set[str]:
        return self._known(term, lambda agent: (agent.level.text.strip(),) if agent.level else (), self.graph.levels)

    def _group(self, term: Term) -> set[str]:
        return self._known(term, lambda agent: (agent.group,))

    def _tool(self, term: Term) -> set[str]:
        def tools(agent: Definition) -> tuple[str, ...]:
            texts = [tool.text.strip() for tool in agent.tools.allowed]
            return (*texts, *(text.partition("(")[0] for text in texts))

        return self._known(term, tools)

    def _expertise(self, term: Term) -> set[str]:
        return self._known(term, lambda agent: tuple(map(canonical, agent.expertise)), fold=canonical)

    def _relation(self, term: Term) -> set[str]:
        wanted = [name for name in self.graph.relations if same(term, name.casefold(), term.value.casefold())]
        if not wanted and not is_glob(term):
            self._fail(term, "relation", nearest_name(term.value, self.graph.relations), self.graph.relations)
        ends = ((edge.source, edge.target) for name in wanted for edge in self.graph.links(name))
        return {end for pair in ends for end in pair}

    def _rule(self, term: Term) -> set[str]:
        wanted = term.value.casefold()
        codes = {
            rule.code for rule in self.rules
            if rule.code.casefold().startswith(wanted) or same(term, rule.name, wanted)
        }  # fmt: skip
        if not codes and not is_glob(term):
            self._fail(term, "rule", nearest_name(term.value, [rule.name for rule in self.rules]), ())
        named = {agent for finding in self.findings() if finding.code in codes for agent in finding.agents}
        return named & self.graph.agents.keys()

    def _cycle(self, term: Term) -> set[str]:
        starts = self._name(term)
        names = [term.relation] if term.relation else [r.name for r in self.graph.relations.values() if not r.symmetric]
        groups = (group for name in names for group in components(self.graph.successors(name)))
        return {agent for group in groups if starts.intersection(group) for agent in group}

    def _changed(self, term: Term) -> set[str]:
        paths = self.changed_paths(term.value)
        return {agent.id for agent in self.graph.agents.values() if agent.path in paths}

    def _kind(self, term: Term) -> set[str]:
        kinds = {caller.id for caller in self.graph.callers.values() if same(term, caller.kind, term.value)}
        if not kinds and not is_glob(term) and term.value not in KINDS:
            self._fail(term, "kind of caller", nearest_name(term.value, KINDS), KINDS)
        return self._called_by(kinds)

    def _caller(self, term: Term) -> set[str]:
        """Return whom a caller calls, by its id, its name or its path."""
        wanted = {
            caller.id
            for caller in self.graph.callers.values()
            if any(same(term, name, term.value) for name in (caller.id, caller.name, caller.path))
        }
        if not wanted and not is_glob(term):
            self._fail(term, "caller", nearest_name(term.value, list(self.graph.callers)), ())
        return self._called_by(wanted)

    def _called_by(self, callers: Collection[str]) -> set[str]:
        return {call.target for call in self.graph.calls if call.source in callers}

    def _known(
        self,
        term: Term,
        values: Callable[[Definition], Iterable[str]],
        valid: Collection[str] = (),
        fold: Callable[[str], str] = str.casefold,
    ) -> set[str]:
        """Return the agents of which a value matches; a value that no agent has and that is not valid is an error."""
        found = self._matching(term, lambda agent: map(fold, values(agent)), fold)
        if not found and not is_glob(term) and fold(term.value) not in map(fold, valid):
            seen = sorted({value for agent in self.graph.agents.values() for value in values(agent)} | set(valid))
            self._fail(term, term.method, nearest_name(term.value, seen), seen if len(seen) <= 12 else ())
        return found

    def _matching(
        self, term: Term, values: Callable[[Definition], Iterable[str]], fold: Callable[[str], str]
    ) -> set[str]:
        wanted = fold(term.value)
        return {a.id for a in self.graph.agents.values() if any(same(term, value, wanted) for value in values(a))}

    def _fail(self, term: Term, noun: str, near: str | None, known: Collection[str] | Mapping[str, object]) -> None:
        meant = f" Did you mean `{near}`?" if near else ""
        there = f" There are {', '.join(f'`{name}`' for name in known)}." if known and not near else ""
        message = f"There is no {noun} `{term.value}`.{meant}{there}"
        raise SelectionError(message, self.expression, term.position, len(term.value) + 2 * term.literal)


def is_glob(term: Term) -> bool:
    """Return whether the value of a term is a glob."""
    return not term.literal and any(sign in term.value for sign in "*?[")


def same(term: Term, value: str, wanted: str) -> bool:
    """Return whether a value is the one that is wanted, or matches it as a glob."""
    return fnmatchcase(value, wanted) if is_glob(term) else value == wanted
