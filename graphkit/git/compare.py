"""Compare two runs: what was added, removed and changed. Order and line numbers do not matter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.git import renames
from graphkit.model.comparison import AgentChange, Changes, CycleChange, EdgeChange, Fact, FindingChange

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from graphkit.model.definitions import Definition
    from graphkit.model.findings import EdgeKey, Finding
    from graphkit.model.graph import AgentGraph, Edge
    from graphkit.model.report import Report


def compare(old: Report, new: Report, moved: Mapping[str, str] = renames.NO_MOVES) -> Changes:
    """Return what differs; what is added one way round is removed the other way round.

    `moved` is the new path of each file that git says was moved or renamed. The old side is described by the ids of
    the new one: a renamed agent, and one whose namesake came or went, is the same agent.
    """
    old = renames.renamed(old, new.graph, moved)
    cycles_new, cycles_healed, cycles_changed = _cycles(old, new)
    findings_added, findings_removed, findings_changed = _findings(old, new)
    before, after = old.graph, new.graph
    old_edges, new_edges = _edges(before), _edges(after)
    return Changes(
        old=old,
        new=new,
        agents_added=tuple(agent for name, agent in after.agents.items() if name not in before.agents),
        agents_removed=tuple(agent for name, agent in before.agents.items() if name not in after.agents),
        agents_changed=tuple(_changed_agents(before, after)),
        edges_added=tuple(edge for key, edge in new_edges.items() if key not in old_edges),
        edges_removed=tuple(edge for key, edge in old_edges.items() if key not in new_edges),
        edges_changed=tuple(
            EdgeChange(edge, facts)
            for key, edge in new_edges.items()
            if key in old_edges and (facts := _facts(_edge_facts(old_edges[key]), _edge_facts(edge)))
        ),
        calls_added=_only_in(after, before),
        calls_removed=_only_in(before, after),
        cycles_new=cycles_new,
        cycles_healed=cycles_healed,
        cycles_changed=cycles_changed,
        findings_added=findings_added,
        findings_removed=findings_removed,
        findings_changed=findings_changed,
    )


def _only_in(graph: AgentGraph, other: AgentGraph) -> tuple[Edge, ...]:
    """Return the calls that one graph has and the other has not."""
    known = {(call.source, call.target) for call in other.calls}
    return tuple(call for call in graph.calls if (call.source, call.target) not in known)


def _edges(graph: AgentGraph) -> dict[tuple[str, str, str, str | None], Edge]:
    return {(edge.relation, edge.source, edge.target, edge.label): edge for edge in graph.edges}


def _changed_agents(old: AgentGraph, new: AgentGraph) -> Iterator[AgentChange]:
    for name, agent in new.agents.items():
        if name in old.agents:
            facts = _facts(_agent_facts(old.agents[name]), _agent_facts(agent))
            if facts:
                yield AgentChange(agent, facts)


def _agent_facts(agent: Definition) -> dict[str, str]:
    tools = agent.tools
    return {
        "name": agent.name,
        "level": agent.level.text if agent.level else "",
        "tool access": tools.access.text if tools.access else "",
        "allowed tools": ", ".join(sorted({tool.text for tool in tools.allowed})),
        "forbidden tools": ", ".join(sorted({tool.text for tool in tools.forbidden})),
        "file": agent.path,
    }


def _edge_facts(edge: Edge) -> dict[str, str]:
    return {
        "declared by": ", ".join(sorted({reference.agent for reference in edge.references})),
        "direction": "both" if edge.symmetric else "one",
        "ends": "both defined" if edge.resolved else "one not defined",
    }


def _facts(before: dict[str, str], after: dict[str, str]) -> tuple[Fact, ...]:
    return tuple(Fact(name, before[name], after[name]) for name in before if before[name] != after[name])


def _all(report: Report) -> tuple[Finding, ...]:
    """Return what is wrong, whether it is known or not; what a definition itself excuses is not."""
    return tuple(sorted((*report.live, *report.baselined), key=lambda finding: finding.order))


def _findings(old: Report, new: Report) -> tuple[tuple[Finding, ...], tuple[Finding, ...], tuple[FindingChange, ...]]:
    """Match the findings that are not about cycles by what they are about, then by their wording, then in order."""
    before, after = _by_identity(_all(old)), _by_identity(_all(new))
    added: list[Finding] = []
    removed: list[Finding] = []
    changed: list[FindingChange] = []
    for identity in before.keys() | after.keys():
        was, now = before.get(identity, []), after.get(identity, [])
        pairs = [*_same_words(was, now), *zip(was, now, strict=False)]
        changed += [FindingChange(one, other) for one, other in pairs if one.severity is not other.severity]
        added += [finding for finding in now if not any(finding is other for _, other in pairs)]
        removed += [finding for finding in was if not any(finding is one for one, _ in pairs)]
    return _sorted(added), _sorted(removed), tuple(sorted(changed, key=lambda change: change.after.order))


def _by_identity(findings: Iterable[Finding]) -> dict[object, list[Finding]]:
    found: dict[object, list[Finding]] = {}
    for finding in findings:
        if not finding.component:
            place = None if finding.edges or finding.agents else finding.span.path
            found.setdefault((finding.key, place), []).append(finding)
    return found


def _same_words(was: list[Finding], now: list[Finding]) -> list[tuple[Finding, Finding]]:
    """Take out the pairs that say the same."""
    pairs = []
    for finding in list(now):
        twin = next((other for other in was if other.message == finding.message), None)
        if twin is not None:
            pairs.append((twin, finding))
            was.remove(twin)
            now.remove(finding)
    return pairs


def _cycles(old: Report, new: Report) -> tuple[tuple[Finding, ...], tuple[Finding, ...], tuple[CycleChange, ...]]:
    """Match groups of agents that go in cycles by the agents that they share, not by the cycle that is shown."""
    old_edges, new_edges = _keys(old.graph), _keys(new.graph)
    before = [finding for finding in _all(old) if finding.component]
    after = [finding for finding in _all(new) if finding.component]
    fresh, changed = [], []
    continued: set[int] = set()
    for finding in after:
        kin = [number for number, other in enumerate(before) if _related(finding, other)]
        continued.update(kin)
        if not kin:
            fresh.append(finding)
            continue
        was = {key for number in kin for key in before[number].component}
        # Only an edge that the other side lacks altogether was added: a group that fell apart has lost, not gained.
        joined, left = set(finding.component) - old_edges, was - new_edges
        grown = {agent for number in kin for agent in before[number].agents} != set(finding.agents)
        if joined or left or grown:
            others = tuple(before[number] for number in kin)
            changed.append(CycleChange(others, finding, tuple(sorted(joined)), tuple(sorted(left))))
    healed = [finding for number, finding in enumerate(before) if number not in continued]
    return _sorted(fresh), _sorted(healed), tuple(sorted(changed, key=lambda change: change.after.order))


def _related(one: Finding, other: Finding) -> bool:
    """Return whether two groups may be one: the same rule and contract, common agents, a common relation."""
    ways, others = ({relation for _, _, relation in finding.component} for finding in (one, other))
    same = (one.code, one.subject) == (other.code, other.subject) and not ways.isdisjoint(others)
    return same and not set(one.agents).isdisjoint(other.agents)


def _keys(graph: AgentGraph) -> set[EdgeKey]:
    return {(edge.source, edge.target, edge.relation) for edge in graph.links() if not edge.symmetric}


def _sorted(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda finding: finding.order))
