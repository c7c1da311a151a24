"""Blocks of findings for people: one for each list that must change, one for each missing name, else one a finding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.model.findings import Label
from graphkit.reporters.wording import count
from graphkit.support.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from graphkit.model.findings import Finding, Severity
    from graphkit.model.graph import AgentGraph
    from graphkit.model.spans import Span

_NAMED = 8
"""Names in a message; the places below it show the others too."""


@dataclass(frozen=True, slots=True)
class Block:
    """What is shown together: a finding, or several about one list or one missing name.

    `places` are the other places, `excerpts` says whether the lines at them are shown too.
    """

    findings: tuple[Finding, ...]
    severity: Severity
    message: str
    span: Span
    places: tuple[Label, ...]
    hint: str | None
    excerpts: bool = True

    @property
    def code(self) -> str:
        """The code of the rule."""
        return self.findings[0].code

    @property
    def repaired_by(self) -> str:
        """The command that repairs findings of this block, `fix` or `fix --all`; empty where none does."""
        return min((command for finding in self.findings if (command := finding.repaired_by)), default="")

    @property
    def name(self) -> str:
        """The name of the rule."""
        return self.findings[0].name


def blocks(graph: AgentGraph, findings: Iterable[Finding]) -> list[Block]:
    """Return the blocks by place; findings about one list or one missing name are one block."""
    groups: dict[object, list[Finding]] = {}
    for number, finding in enumerate(findings):
        groups.setdefault(_topic(graph, finding) or number, []).append(finding)
    found = [_block(graph, group) for group in groups.values()]
    return sorted(found, key=lambda block: (block.span.path, block.span.line, block.span.column, block.code))


def _topic(graph: AgentGraph, finding: Finding) -> object:
    """Return what a finding shares with others of its block, None for one that is shown alone."""
    if finding.omission is not None:
        agent, field, span, _ = finding.omission
        return finding.code, finding.severity, agent, field, span
    missing = _missing(graph, finding)
    return (finding.code, missing) if missing else None


def _missing(graph: AgentGraph, finding: Finding) -> str | None:
    """Return the missing name that a finding is about."""
    if finding.name != "missing-target" or len(finding.edges) != 1:
        return None
    return next((end for end in finding.edges[0][:2] if end in graph.ghosts), None)


def _block(graph: AgentGraph, group: Sequence[Finding]) -> Block:
    first = group[0]
    if len(group) == 1:
        return Block((first,), first.severity, first.message, first.span, first.related, first.hint)
    missing = _missing(graph, first)
    return _missing_block(graph, group, missing) if missing else _omission_block(graph, group)


def _omission_block(graph: AgentGraph, group: Sequence[Finding]) -> Block:
    omissions = [finding.omission for finding in group if finding.omission is not None]
    owner, field, span, _ = omissions[0]
    name = graph.label(owner)
    names = [f"`{omission.missing}`" for omission in omissions]
    shown = ", ".join(names[:_NAMED]) + (", ..." if len(names) > _NAMED else "")
    return Block(
        tuple(group),
        group[0].severity,
        f"`{field}` of `{name}` omits {shown} ({len(names)})",
        span,
        tuple(
            Label(finding.span, f"`{omission.missing}` names `{name}`")
            for finding, omission in zip(group, omissions, strict=True)
        ),
        f"Add them to `{field}` in {span.path}, or remove `{name}` at these places.",
        excerpts=False,
    )


def _missing_block(graph: AgentGraph, group: Sequence[Finding], missing: str) -> Block:
    worst = max(group, key=lambda finding: finding.severity.weight)
    first = next(finding for finding in group if finding.severity is worst.severity)
    name = graph.label(missing)
    agents = {agent for finding in group for agent in finding.agents}
    places = [
        Label(finding.span, _use(graph, finding, name, worst.severity)) for finding in group if finding is not first
    ]
    hints = dict.fromkeys(finding.hint for finding in (first, *group) if finding.hint)
    return Block(
        tuple(group),
        worst.severity,
        f"no agent defines `{name}`, which is named by {count(len(agents), 'agent')}",
        first.span,
        (*first.related, *places, *(label for finding in group if finding is not first for label in finding.related)),
        " ".join(hints) or None,
        excerpts=False,
    )


def _use(graph: AgentGraph, finding: Finding, name: str, worst: Severity) -> str:
    source, _, relation = finding.edges[0]
    kind = graph.relations[relation]
    phrase = kind.phrase if source in graph.agents else kind.inverse_phrase
    agent = graph.label(finding.agents[0]) if finding.agents else source
    lower = "" if finding.severity is worst else f" ({finding.severity.value})"
    return f"`{agent}` {phrase} `{name}`{lower}"
