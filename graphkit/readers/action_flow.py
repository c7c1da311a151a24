"""Microsoft's declarative workflows: actions in their order, with conditions, loops and jumps; some call an agent."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from graphkit.model.definitions import Definition, End, Link, Reading
from graphkit.model.names import canonical
from graphkit.model.spans import Span
from graphkit.model.values import Mapping, Sequence, Value
from graphkit.readers import definition
from graphkit.readers.fields import Fields
from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from graphkit.config import Config
    from graphkit.model.dialects import Dialect
    from graphkit.model.spans import Source

_AGENT = ("agent.name", "agent", "agentname")
_ENDS = ("endworkflow", "endconversation", "enddialog", "cancelalldialogs")
_LOOPS = ("foreach", "repeatuntil", "while")
_PASSES = 12
"""How often the actions are gone through until jumps lead nowhere new."""

_DEEPEST = 40
Ends = frozenset[End]
_NOWHERE: Ends = frozenset()


class _Call(NamedTuple):
    """An action that calls an agent, and what may come after it."""

    agent: End
    after: Ends


def read(source: Source, fields: Fields, dialect: Dialect, config: Config) -> Reading:
    """Return a workflow and the agents that it calls: to which it gives work, and in what order."""
    flow = _Flow(source.path)
    for path in ("trigger.actions", "actions", "begindialog.actions"):
        for _, actions in fields.at(path):
            flow.settle(actions)
    if not flow.calls:
        return Reading()
    name = fields.scalar(("name", "trigger.id", "id"))
    stem = definition.stem(source.path)
    start = Span(source.path, name.line, name.column, name.width) if name else Span(source.path, 1, 1)
    called = name.text if name else stem
    made = [definition.build(source, fields.entries, called, start, config, dialect=dialect, name=name)]
    own = End(called, start, source.path)
    links = []
    first: dict[str, End] = {}
    for call in sorted(flow.calls, key=lambda call: call.agent.span):
        if first.setdefault(canonical(call.agent.text), call.agent) is call.agent:
            made.append(_agent(call.agent, source, dialect))
            links.append(Link("delegation", "actions", own, call.agent, source.path, dialect.name))
    pairs: dict[tuple[str, str], Link] = {}
    for call in sorted(flow.calls, key=lambda call: call.agent.span):
        for goal in sorted(call.after, key=lambda goal: goal.span):
            pair = canonical(call.agent.text), canonical(goal.text)
            if pair[0] != pair[1]:
                pairs.setdefault(pair, Link("workflow", "actions", call.agent, goal, source.path, dialect.name))
    links += pairs.values()
    return Reading(tuple(_in_file(one, source) for one in made), links=tuple(links))


def _agent(end: End, source: Source, dialect: Dialect) -> Definition:
    called = canonical(end.text) or end.text
    return Definition(
        id=called, name=end.text, aliases=(end.text,), span=end.span, root=source.path,
        group=definition.stem(source.path), stem=end.text, dialect=dialect.name,
    )  # fmt: skip


def _in_file(agent: Definition, source: Source) -> Definition:
    return replace(agent, root=source.path, group=definition.stem(source.path))


class _Flow:
    """Which calls of agents may follow each other: worked out backwards, until jumps bring nothing new."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._at: dict[str, Ends] = {}
        self._after: dict[End, Ends] = {}

    @property
    def calls(self) -> list[_Call]:
        """The actions that call agents, each with the agents that may come next."""
        return [_Call(agent, after) for agent, after in self._after.items()]

    def settle(self, actions: Value) -> None:
        """Take the actions of a workflow."""
        for _ in range(_PASSES):
            before = dict(self._at)
            self._begin(actions, _NOWHERE, 0)
            if self._at == before:
                break

    def _begin(self, actions: Value, then: Ends, depth: int) -> Ends:
        """Return which agents may be called first in a list of actions, after which `then` may be called."""
        if not isinstance(actions, Sequence) or depth > _DEEPEST:
            return then
        for action in reversed(actions.items):
            if isinstance(action, Mapping):
                then = self._action(Fields(action.entries), then, depth)
        return then

    def _action(self, row: Fields, then: Ends, depth: int) -> Ends:
        scalar, mark = row.scalar(("kind",)), row.scalar(("id",))
        kind = scalar.text.casefold() if scalar else ""
        name = row.scalar(_AGENT)
        if kind.startswith("invoke") and kind.endswith("agent") and name is not None and name.text[:1] != "=":
            end = End(name.text.strip(), Span(self._path, name.line, name.column, name.width))
            self._after[end] = self._after.get(end, _NOWHERE) | then
            then = frozenset((end,))
        elif kind == "gotoaction":
            goal = row.scalar(("actionid",))
            then = self._at.get(goal.text, _NOWHERE) if goal else _NOWHERE
        elif kind in _ENDS:
            then = _NOWHERE
        else:
            then = self._nested(row, kind, then, depth)
        if mark is not None:
            self._at[mark.text] = self._at.get(mark.text, _NOWHERE) | then
        return then

    def _nested(self, row: Fields, kind: str, then: Ends, depth: int) -> Ends:
        """Return what may be called first in an action that holds others: in a branch, in a loop, or behind it."""
        branches = [value for path in ("conditions.*", "cases.*") for _, value in row.at(path)]
        otherwise = [value for path in ("elseactions", "else.actions", "defaultactions") for _, value in row.at(path)]
        if branches or otherwise:
            rows = [Fields(one.entries) for one in branches if isinstance(one, Mapping)]
            inner = [actions for one in rows for _, actions in one.at("actions")]
            reached = [self._begin(actions, then, depth + 1) for actions in (*inner, *otherwise)]
            return frozenset().union(*reached, *(() if otherwise else (then,)))
        body = [actions for _, actions in row.at("actions")]
        for actions in body:
            first = self._begin(actions, then, depth + 1)
            then = self._begin(actions, then | first, depth + 1) | then if kind in _LOOPS else first
        return then
