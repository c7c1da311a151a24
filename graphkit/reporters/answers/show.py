"""The profile of an agent or of an outsider, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.analysis.agent_profile import OutsiderProfile
from graphkit.reporters import wording
from graphkit.reporters.answers import phrases
from graphkit.reporters.document import Document, Section, Table, Untrusted, name, place, points, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.analysis.agent_profile import AgentProfile, Tie
    from graphkit.model.values import Scalar
    from graphkit.reporters.document import Part, Phrase

_ARROW = {"out": "→", "in": "←", "both": "↔"}
_DESCRIPTION = 240
_SIDE = {"both": "both", "this": "this one", "other": "the other"}


def document(profile: AgentProfile | OutsiderProfile) -> Document:
    """Return the profile: facts, relations, findings, the chain to the top, and similar agents."""
    return _outsider(profile) if isinstance(profile, OutsiderProfile) else _agent(profile)


def _agent(profile: AgentProfile) -> Document:
    agent = profile.agent
    lead: list[Phrase] = [(Untrusted(_brief(agent.description)),)] if agent.description else []
    return Document(
        title=(*phrases.agent(profile.graph, agent.id), " ", place(agent.span)),
        lead=tuple(lead),
        sections=(
            Section("Facts", _facts(profile)),
            Section(f"Relations ({len(profile.ties)})", _relations(profile)),
            *([Section(f"Called by ({len(profile.calls)})", _calls(profile))] if profile.calls else []),
            Section("Chain to the top", points(_chain(profile))),
            Section(f"Findings ({len(profile.findings)})", points(_findings(profile))),
            Section("Similar agents", _stand_ins(profile)),
        ),
    )


def _outsider(profile: OutsiderProfile) -> Document:
    if profile.external:
        lead = "An external: its definition is elsewhere, and no finding is about it."
    else:
        lead = "No agent defines this name; these references need an edit, or a definition is missing."
    return Document(
        title=phrases.agent(profile.graph, profile.outsider),
        lead=((lead,),),
        sections=(
            Section(f"Relations ({len(profile.ties)})", _relations(profile)),
            Section(f"Findings ({len(profile.findings)})", points(_findings(profile))),
        ),
    )


def _brief(text: str) -> str:
    """Return the beginning of a description; `--format json` has it all."""
    return text if len(text) <= _DESCRIPTION else f"{text[: _DESCRIPTION - 1].rstrip()}…"


def _facts(profile: AgentProfile) -> Table:
    agent, tools = profile.agent, profile.agent.tools
    rows: list[tuple[Phrase | Part, ...]] = [
        ("level", Untrusted(agent.level.text) if agent.level else "none"),
        ("group", Untrusted(agent.group)),
        ("expertise", _list(agent.expertise)),
    ]
    if agent.id != agent.name:
        rows.insert(0, ("id", Untrusted(agent.id)))
    if tools.access:
        rows.append(("tool access", Untrusted(tools.access.text)))
    rows += [("tools", _tools(tools.allowed)), ("forbidden tools", _tools(tools.forbidden))]
    if agent.wildcards:
        rows.append(("wildcards", _list(agent.wildcards)))
    return table(("Field", "Value"), rows)


def _tools(tools: tuple[Scalar, ...]) -> Phrase:
    return _list(tuple(tool.text for tool in tools))


def _list(texts: tuple[str, ...]) -> Phrase:
    found: list[Part] = []
    for text in texts:
        found += [", ", Untrusted(text)] if found else [Untrusted(text)]
    return tuple(found) or ("none",)


def _relations(profile: AgentProfile | OutsiderProfile) -> Table:
    head = ("Relation", "", "Agent", "Declared by", "Where")
    return table(head, (_tie(profile, tie) for tie in profile.ties))


def _tie(profile: AgentProfile | OutsiderProfile, tie: Tie) -> tuple[Phrase | Part, ...]:
    verb: tuple[Part, ...] = (" (", Untrusted(tie.label), ")") if tie.label else ()
    kind = wording.outsider(profile.graph, tie.other)
    other: tuple[Part, ...] = (name(profile.graph, tie.other), *((f" ({kind})",) if kind else ()))
    return ((tie.relation, *verb), _ARROW[tie.direction], other, _SIDE[tie.side], phrases.places(tie.references))


def _calls(profile: AgentProfile) -> Table:
    callers = profile.graph.callers
    rows = (
        (Untrusted(call.source), callers[call.source].kind, phrases.places(call.references)) for call in profile.calls
    )
    return table(("Caller", "Kind", "Where"), rows)


def _chain(profile: AgentProfile) -> Iterator[Phrase]:
    if profile.is_top:
        yield ("It is a final authority itself.",)
    elif profile.chain is None:
        yield (f"It reaches no final authority by {profile.hierarchy_relation}.",)
    for edge in profile.chain or ():
        yield (
            name(profile.graph, edge.source), " → ", *phrases.agent(profile.graph, edge.target), " ",
            phrases.places(edge.references)[0],
        )  # fmt: skip


def _findings(profile: AgentProfile | OutsiderProfile) -> Iterator[Phrase]:
    for finding in profile.findings:
        yield (f"{finding.severity} {finding.code}: ", Untrusted(finding.message), " ", place(finding.span))


def _stand_ins(profile: AgentProfile) -> Table:
    head = ("Agent", "Similarity", "Shared expertise", "Lacks the tools")
    rows = (
        (phrases.agent(profile.graph, one.agent), phrases.percent(one.score), _list(one.expertise), _list(one.lacks))
        for one in profile.stand_ins
    )
    return table(head, rows)
