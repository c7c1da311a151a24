"""What the page of two states tells of each change: in words, and where in the picture it is to be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from graphkit.model.comparison import Changes, Fact
    from graphkit.model.definitions import Definition
    from graphkit.model.findings import EdgeKey, Finding
    from graphkit.model.graph import AgentGraph, Edge

LONGEST = 5000
ADDED, REMOVED, OTHERWISE = "added", "removed", "changed"


def rows(changes: Changes, numbers: Mapping[str, int], line: Callable[[Edge], int]) -> list[dict[str, Any]]:
    """Return the changes in the order of the list: agents, edges, cycles, findings; what came first, then what went.

    `numbers` are those of the agents, `line` returns the number of the drawn line of an edge, or -1.
    A fact is a name, what it was and what it is: both the same where it came or went as a whole.
    """
    found = [*_agents(changes), *_edges(changes, line), *_cycles(changes), *_findings(changes)]
    return [{**row, "agents": [numbers[agent] for agent in row["agents"] if agent in numbers]} for row in found]


def _row(what: str, fate: str, text: str, agents: Sequence[str], place: object, **more: Any) -> dict[str, Any]:
    base = {"what": what, "fate": fate, "text": text[:LONGEST], "agents": agents, "place": str(place)}
    return {**base, "facts": [], "lines": [], "edges": [], **more}


def _agents(changes: Changes) -> Iterator[dict[str, Any]]:
    for fate, agents in ((ADDED, changes.agents_added), (REMOVED, changes.agents_removed)):
        yield from (_agent(fate, agent) for agent in agents)
    yield from (_agent(OTHERWISE, agent, facts) for agent, facts in changes.agents_changed)


def _agent(fate: str, agent: Definition, facts: Sequence[Fact] = ()) -> dict[str, Any]:
    return _row("Agents", fate, agent.name, [agent.id], agent.span, facts=_texts(facts))


def _edges(changes: Changes, line: Callable[[Edge], int]) -> Iterator[dict[str, Any]]:
    before, after = changes.old.graph, changes.new.graph
    for fate, edges, graph in ((ADDED, changes.edges_added, after), (REMOVED, changes.edges_removed, before)):
        yield from (_edge(fate, edge, graph, line) for edge in edges)
    yield from (_edge(OTHERWISE, edge, after, line, facts) for edge, facts in changes.edges_changed)


def _edge(
    fate: str, edge: Edge, graph: AgentGraph, line: Callable[[Edge], int], facts: Sequence[Fact] = ()
) -> dict[str, Any]:
    kind = f"{edge.relation}, {edge.label}" if edge.label else edge.relation
    text = f"{graph.label(edge.source)} {'↔' if edge.symmetric else '→'} {graph.label(edge.target)} ({kind})"
    drawn = [number for number in (line(edge),) if number >= 0]
    ends = [edge.source, edge.target]
    return _row("Edges", fate, text, ends, edge.primary.span, facts=_texts(facts), lines=drawn)


def _cycles(changes: Changes) -> Iterator[dict[str, Any]]:
    for fate, findings in ((ADDED, changes.cycles_new), (REMOVED, changes.cycles_healed)):
        yield from (_finding("Cycles", fate, finding) for finding in findings)
    for change in changes.cycles_changed:
        was = " + ".join(str(len(finding.agents)) for finding in change.before)
        facts = [["agents", was, str(len(change.after.agents))]]
        graphs = (("new edge", change.joined, changes.new.graph), ("edge gone", change.left, changes.old.graph))
        facts += [[name, text, text] for name, keys, graph in graphs for text in _arrows(keys, graph)]
        yield {**_finding("Cycles", OTHERWISE, change.after), "facts": facts}


def _arrows(keys: Sequence[EdgeKey], graph: AgentGraph) -> list[str]:
    return [f"{graph.label(source)} → {graph.label(target)}"[:LONGEST] for source, target, _ in keys]


def _findings(changes: Changes) -> Iterator[dict[str, Any]]:
    for fate, findings in ((ADDED, changes.findings_added), (REMOVED, changes.findings_removed)):
        yield from (_finding("Findings", fate, finding) for finding in findings)
    for before, after in changes.findings_changed:
        facts = [["severity", before.severity.value, after.severity.value]]
        yield {**_finding("Findings", OTHERWISE, after), "facts": facts}


def _finding(what: str, fate: str, finding: Finding) -> dict[str, Any]:
    text = f"{finding.code} {finding.message}"
    return _row(what, fate, text, sorted(set(finding.agents)), finding.span, edges=finding.edges)


def _texts(facts: Sequence[Fact]) -> list[list[str]]:
    return [[fact.name, fact.before[:LONGEST], fact.after[:LONGEST]] for fact in facts]
