"""What changed, in lines: the same for the terminal and for a comment on a pull request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.reporters import wording
from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graphkit.model.comparison import Changes, CycleChange, Fact
    from graphkit.model.definitions import Definition
    from graphkit.model.findings import EdgeKey, Finding
    from graphkit.model.graph import AgentGraph, Edge


class Row(NamedTuple):
    """One change: `+` came, `-` went, `~` changed; `what` it is about, and the rest in words."""

    mark: str
    what: str
    detail: str
    place: str


def heading(changes: Changes) -> str:
    """Return the whole change in one line: `agents +3 -1 ~2, edges +12, ...`."""
    counted = {
        name: "".join(f" {mark}{number}" for mark, number in zip("+-~", numbers, strict=True) if number)
        for name, numbers in changes.parts.items()
    }
    return ", ".join(f"{name}{numbers}" for name, numbers in counted.items() if numbers) or "no difference"


def sections(changes: Changes) -> dict[str, list[Row]]:
    """Return the lines by what they are about; a section without any is left out."""
    found = {
        "Agents": [*_agents(changes)],
        "Edges": [*_edges(changes)],
        "Calls": [*_calls(changes)],
        "Cycles": [*_cycles(changes)],
        "Findings": [*_findings(changes)],
    }
    return {title: rows for title, rows in found.items() if rows}


def _agents(changes: Changes) -> Iterator[Row]:
    for mark, agents in (("+", changes.agents_added), ("-", changes.agents_removed)):
        yield from (Row(mark, agent.name, _level(agent), str(agent.span)) for agent in agents)
    for agent, facts in changes.agents_changed:
        names = [f"{fact.before} -> {fact.after}" for fact in facts if fact.name == "name"]
        others = [fact for fact in facts if fact.name != "name"]
        yield Row("~", names[0] if names else agent.name, _facts(others) if others else "renamed", str(agent.span))


def _level(agent: Definition) -> str:
    return agent.level.text if agent.level else ""


def _edges(changes: Changes) -> Iterator[Row]:
    sides = (("+", changes.edges_added, changes.new), ("-", changes.edges_removed, changes.old))
    for mark, edges, side in sides:
        yield from (_edge(mark, edge, side.graph) for edge in edges)
    for edge, facts in changes.edges_changed:
        yield _edge("~", edge, changes.new.graph)._replace(detail=f"{edge.relation}; {_facts(facts)}")


def _calls(changes: Changes) -> Iterator[Row]:
    for mark, calls, side in (("+", changes.calls_added, changes.new), ("-", changes.calls_removed, changes.old)):
        for call in calls:
            what = f"{call.source} -> {side.graph.label(call.target)}"
            yield Row(mark, what, call.references[0].field, str(call.references[0].span))


def _edge(mark: str, edge: Edge, graph: AgentGraph) -> Row:
    arrow = "<->" if edge.symmetric else "->"
    ghost = "" if edge.resolved else ", not defined"
    detail = f"{edge.relation}, {edge.label}" if edge.label else edge.relation
    what = f"{graph.label(edge.source)} {arrow} {graph.label(edge.target)}"
    return Row(mark, what, detail + ghost, str(edge.primary.span))


def _cycles(changes: Changes) -> Iterator[Row]:
    for mark, kind, findings in (("+", "new", changes.cycles_new), ("-", "healed", changes.cycles_healed)):
        yield from (Row(mark, f"{kind} {_coded(finding)}", finding.message, str(finding.span)) for finding in findings)
    for change in changes.cycles_changed:
        finding = change.after
        detail = f"{finding.message}; {_otherwise(change, changes)}"
        yield Row("~", f"changed {_coded(finding)}", detail, str(finding.span))


def _otherwise(change: CycleChange, changes: Changes) -> str:
    was = " + ".join(str(len(finding.agents)) for finding in change.before)
    parts = [f"before {was} agents, now {len(change.after.agents)}"]
    parts += [f"new edge {arrow}" for arrow in _arrows(change.joined, changes.new.graph)]
    parts += [f"edge gone {arrow}" for arrow in _arrows(change.left, changes.old.graph)]
    return ", ".join(parts)


def _arrows(keys: Iterable[EdgeKey], graph: AgentGraph) -> list[str]:
    return [f"`{graph.label(source)}` -> `{graph.label(target)}`" for source, target, _ in keys]


def _findings(changes: Changes) -> Iterator[Row]:
    for mark, findings in (("+", changes.findings_added), ("-", changes.findings_removed)):
        for finding in findings:
            yield Row(mark, f"{finding.severity.value} {_coded(finding)}", finding.message, str(finding.span))
    for before, after in changes.findings_changed:
        what = f"{after.severity.value} {_coded(after)}"
        yield Row("~", what, f"was {before.severity.value}; {after.message}", str(after.span))


def _coded(finding: Finding) -> str:
    return f"{finding.code} {finding.name}"


def _facts(facts: Iterable[Fact]) -> str:
    return "; ".join(f"{fact.name} {_otherwise_now(fact)}" for fact in facts)


def _otherwise_now(fact: Fact) -> str:
    """Say what came and went in a list of tools, and of anything else what it was and is."""
    if not fact.name.endswith("tools"):
        return f"{fact.before or 'none'} -> {fact.after or 'none'}"
    before, after = ([item for item in text.split(", ") if item] for text in (fact.before, fact.after))
    came = [f"+{item}" for item in after if item not in before]
    return " ".join([*came, *(f"-{item}" for item in before if item not in after)])


def size(changes: Changes) -> str:
    """Return how much both sides hold: `9 agents before, 19 after`."""
    return f"{wording.count(changes.old.stats.agents, 'agent')} before, {changes.new.stats.agents} after"
