"""What changed from one graph to another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.support.records import NamedTuple, dataclass

if TYPE_CHECKING:
    from graphkit.model.definitions import Definition
    from graphkit.model.findings import EdgeKey, Finding
    from graphkit.model.graph import Edge
    from graphkit.model.report import Report


class Fact(NamedTuple):
    """One thing that is declared differently now; lists are in the order in which they are written."""

    name: str
    before: str
    after: str


class AgentChange(NamedTuple):
    """An agent that both sides have, and what is declared differently of it: level, tools, file."""

    agent: Definition
    facts: tuple[Fact, ...]


class EdgeChange(NamedTuple):
    """An edge that both sides have, and what changed about it: who declares it, whether it leads to an agent."""

    edge: Edge
    facts: tuple[Fact, ...]


class FindingChange(NamedTuple):
    """A finding that both sides have with another severity."""

    before: Finding
    after: Finding


class CycleChange(NamedTuple):
    """A group of agents that went in cycles before and still does, with other agents or other edges.

    `joined` and `left` are the edges inside the group that only the new or only the old side has.
    """

    before: tuple[Finding, ...]
    after: Finding
    joined: tuple[EdgeKey, ...]
    left: tuple[EdgeKey, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that differs between two runs; each part is sorted, and empty when nothing of its kind differs.

    `names` are those of the two sides, for people. Findings about cycles are in the `cycles_` parts only; all others
    in the `findings_` parts.
    """

    old: Report
    new: Report
    names: tuple[str, str] = ("old", "new")
    agents_added: tuple[Definition, ...] = ()
    agents_removed: tuple[Definition, ...] = ()
    agents_changed: tuple[AgentChange, ...] = ()
    edges_added: tuple[Edge, ...] = ()
    edges_removed: tuple[Edge, ...] = ()
    edges_changed: tuple[EdgeChange, ...] = ()
    calls_added: tuple[Edge, ...] = ()
    calls_removed: tuple[Edge, ...] = ()
    cycles_new: tuple[Finding, ...] = ()
    cycles_healed: tuple[Finding, ...] = ()
    cycles_changed: tuple[CycleChange, ...] = ()
    findings_added: tuple[Finding, ...] = ()
    findings_removed: tuple[Finding, ...] = ()
    findings_changed: tuple[FindingChange, ...] = ()
    notes: tuple[str, ...] = ()
    """What a reader of the comparison has to know, such as a side without agents."""

    @property
    def parts(self) -> dict[str, tuple[int, int, int]]:
        """How many agents, edges, calls, cycles and findings came, went, and are declared differently."""
        calls = len(self.calls_added), len(self.calls_removed), 0
        return {
            "agents": (len(self.agents_added), len(self.agents_removed), len(self.agents_changed)),
            "edges": (len(self.edges_added), len(self.edges_removed), len(self.edges_changed)),
            **({"calls": calls} if any(calls) else {}),
            "cycles": (len(self.cycles_new), len(self.cycles_healed), len(self.cycles_changed)),
            "findings": (len(self.findings_added), len(self.findings_removed), len(self.findings_changed)),
        }

    @property
    def any(self) -> bool:
        """Whether anything differs."""
        return any(map(any, self.parts.values()))
