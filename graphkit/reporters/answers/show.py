"""The card of an agent, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.reporters.answers import phrases
from graphkit.reporters.document import Document, Said, Section, Table, name, place, points, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.analysis.agent_profile import AgentProfile, Tie
    from graphkit.model.values import Scalar
    from graphkit.reporters.document import Part, Phrase

_ARROW = {"out": "→", "in": "←", "both": "↔"}
_DESCRIPTION = 240
_SIDE = {"both": "both sides", "this": "this agent only", "other": "the other only"}


def document(card: AgentProfile) -> Document:
    """Return the card: facts, relations, findings, the chain to the top, and who could stand in."""
    agent = card.agent
    lead: list[Phrase] = [(Said(_brief(agent.description)),)] if agent.description else []
    return Document(
        title=(*phrases.agent(card.graph, agent.id), " ", place(agent.span)),
        lead=tuple(lead),
        sections=(
            Section("What it is", _facts(card)),
            Section(f"Relations ({len(card.ties)})", _relations(card)),
            Section("Chain to the top", points(_chain(card))),
            Section(f"Findings ({len(card.findings)})", points(_findings(card))),
            Section("Who could stand in", _stand_ins(card)),
        ),
    )


def _brief(text: str) -> str:
    """Return as much of a description as a card holds; `--format json` has it all."""
    return text if len(text) <= _DESCRIPTION else f"{text[: _DESCRIPTION - 1].rstrip()}…"


def _facts(card: AgentProfile) -> Table:
    agent, tools = card.agent, card.agent.tools
    rows: list[tuple[Phrase | Part, ...]] = [
        ("level", Said(agent.level.text) if agent.level else "none"),
        ("group", Said(agent.group)),
        ("expertise", _list(agent.expertise)),
    ]
    if agent.id != agent.name:
        rows.insert(0, ("id", Said(agent.id)))
    if tools.access:
        rows.append(("tool access", Said(tools.access.text)))
    rows += [("tools", _tools(tools.allowed)), ("forbidden tools", _tools(tools.forbidden))]
    if agent.wildcards:
        rows.append(("names everybody", _list(agent.wildcards)))
    return table(("Field", "Value"), rows)


def _tools(tools: tuple[Scalar, ...]) -> Phrase:
    return _list(tuple(tool.text for tool in tools))


def _list(texts: tuple[str, ...]) -> Phrase:
    found: list[Part] = []
    for text in texts:
        found += [", ", Said(text)] if found else [Said(text)]
    return tuple(found) or ("none",)


def _relations(card: AgentProfile) -> Table:
    head = ("Relation", "", "Agent", "Declared by", "Where")
    return table(head, (_tie(card, tie) for tie in card.ties))


def _tie(card: AgentProfile, tie: Tie) -> tuple[Phrase | Part, ...]:
    verb: tuple[Part, ...] = (" (", Said(tie.label), ")") if tie.label else ()
    who: tuple[Part, ...] = (name(card.graph, tie.other),)
    if not tie.resolved:
        external = card.graph.ghosts[tie.other].external
        who += (" (lives elsewhere)" if external else " (nobody defines it)",)
    return ((tie.relation, *verb), _ARROW[tie.direction], who, _SIDE[tie.side], phrases.places(tie.references))


def _chain(card: AgentProfile) -> Iterator[Phrase]:
    if card.is_top:
        yield ("It is a final authority itself.",)
    elif card.chain is None:
        yield (f"It reaches no final authority by {card.hierarchy_relation}.",)
    for edge in card.chain or ():
        yield (
            name(card.graph, edge.source), " → ", *phrases.agent(card.graph, edge.target), " ",
            phrases.places(edge.references)[0],
        )  # fmt: skip


def _findings(card: AgentProfile) -> Iterator[Phrase]:
    for finding in card.findings:
        yield (f"{finding.severity} {finding.code}: ", Said(finding.message), " ", place(finding.span))


def _stand_ins(card: AgentProfile) -> Table:
    head = ("Agent", "Likeness", "Knows too", "Lacks the tools")
    rows = (
        (phrases.agent(card.graph, one.agent), phrases.percent(one.score), _list(one.expertise), _list(one.lacks))
        for one in card.stand_ins
    )
    return table(head, rows)
