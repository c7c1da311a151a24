"""Impact in words: what breaks without an agent or an outsider."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.dialects import worlds
from graphkit.reporters import wording
from graphkit.reporters.answers import phrases
from graphkit.reporters.document import Document, Section, Untrusted, name, names, place, points

if TYPE_CHECKING:
    from graphkit.analysis.impact import Impact
    from graphkit.reporters.document import Phrase

_MOST = 50


def document(found: Impact) -> Document:
    """Return the references without a target, the agents cut off, stranded or alone, and what would fall apart."""
    graph = found.graph
    lead: list[Phrase] = []
    if found.is_harmless:
        lead.append(("Nothing breaks if it is removed or renamed.",))
    if found.is_top:
        lead.append((f"It is a final authority: {found.hierarchy_relation} ends here.",))
    if found.outsiders:
        way = phrases.leaving(graph, (found.agent,), found.outsiders)
        lead.append((f"The {found.hierarchy_relation} leaves the team here: ", *way, "."))
    if found.edges or found.outside:
        outside = wording.outside(sum(found.outside.values())) if found.outside else ""
        edges = ", ".join(
            [*(f"{count} {relation}" for relation, count in found.edges.items()), *filter(None, [outside])]
        )
        lead.append((f"Edges that go with it: {edges}.",))
    agent = graph.agents.get(found.agent)
    for twin in worlds.namesakes(graph.agents.values(), agent) if agent else ():
        takes_over = (
            "has the same name: references would lead to it, and none would be missing that is not missing now."
        )
        lead.append((name(graph, twin.id), f" {takes_over}"))
    dangling = [phrases.said(graph, reference) for reference in found.dangling]
    calls = phrases.first([(Untrusted(call.agent), " ", place(call.span)) for call in found.calls], _MOST, "calls")
    return Document(
        title=("Without ", *phrases.agent(graph, found.agent)),
        lead=tuple(lead),
        sections=(
            Section(
                f"References without a target then; the lines to edit when it is renamed ({len(dangling)})",
                points(phrases.first(dangling, _MOST, "references")),
            ),
            *(
                [Section(f"Calls from commands, skills and the like ({len(found.calls)})", points(calls))]
                if found.calls
                else []
            ),
            _agents(found, "Cut off from every final authority", found.cut_off),
            _agents(found, "Without any other agent to escalate to", found.stranded),
            _agents(found, "Without any other relation", found.orphans),
            Section(
                f"The {found.hierarchy_relation} graph would fall into ({len(found.apart)})",
                points((f"{wording.count(len(group), 'agent')}: ", *names(graph, group)) for group in found.apart),
            ),
        ),
    )


def _agents(found: Impact, title: str, agents: tuple[str, ...]) -> Section:
    lines: list[Phrase] = [(name(found.graph, agent),) for agent in agents]
    return Section(f"{title} ({len(agents)})", points(phrases.first(lines, _MOST, "agents")))
