"""An agent names another agent that no definition defines.

Most such names are those of agents that were renamed or removed; some are typing errors. Work that is sent there goes
nowhere, which is worst for an escalation (an error). A phrase or a key such as `to_beta_laed` is free text, unless it
nearly names an agent (a warning), or is a key of the form `to_NAME` that names none (info). Write the right name,
define the agent, or remove the entry. Names of people and of built-in agents (`user`, `general-purpose`) are
known and not reported.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.analysis.phrase_typos import phrase_typos
from graphkit.model.findings import Example, Finding, Label, Severity
from graphkit.model.names import spelled, without_remark
from graphkit.model.relations import Direction
from graphkit.model.repairs import Repair, ReplaceName
from graphkit.rules.support.field_names import field_of
from graphkit.rules.support.problem_findings import problem_findings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.analysis.phrase_typos import PhraseTypo
    from graphkit.config import Config
    from graphkit.model.graph import AgentGraph, Edge
    from graphkit.rules.support.missing_names import MissingNames

SEVERITY = Severity.WARNING
EXAMPLES = (
    Example(
        bad={"debugger": "escalation_to: [principal-architct]", "principal-architect": "escalation_to: []"},
        good={"debugger": "escalation_to: [principal-architect]", "principal-architect": "escalation_to: [user]"},
    ),
    Example(
        bad={"tester": "parallel_compatible:\n  - debuger", "debugger": "name: debugger"},
        good={"tester": "parallel_compatible:\n  - Debugger", "debugger": "name: debugger"},
    ),
    Example(
        bad={"tester": "workflow_integration: [hands_builds_to_tech_laed]", "tech-lead": "name: tech-lead"},
        good={"tester": "workflow_integration: [hands_builds_to_stakeholders]", "tech-lead": "name: tech-lead"},
    ),
)


def check(graph: AgentGraph, config: Config) -> Iterator[Finding]:
    """Yield one finding for each edge to a name that no agent defines; an error where authority is passed on."""
    yield from problem_findings(graph, "missing-target", SEVERITY)
    missing = [edge for edge in graph.dangling() if not graph.ghosts[_missing(edge)].external]
    if missing:
        from graphkit.rules.support.missing_names import MissingNames

        names = MissingNames(graph)
        yield from (_finding(graph, edge, names) for edge in missing)
    yield from (_typo(graph, typo) for typo in phrase_typos(graph, config.externals))


def _missing(edge: Edge) -> str:
    return edge.other(edge.references[0].agent)


def _finding(graph: AgentGraph, edge: Edge, names: MissingNames) -> Finding:
    relation = graph.relations[edge.relation]
    first, *others = edge.references
    agent, target = graph.agents[first.agent], graph.label(_missing(edge))
    if first.span.path != agent.path:  # a task in a file of its own
        said = f"`{first.field}` names `{target}`"
    elif first.direction is Direction.IN:
        said = f"`{field_of(agent, first)}` of `{agent.name}` says that `{target}` {relation.phrase} it"
    else:
        said = f"`{agent.name}` {relation.phrase} `{target}`"
    return Finding(
        message=f"{said}, but no agent defines `{target}`",
        span=first.span,
        agents=(first.agent,),
        related=tuple(Label(reference.span, f"`{target}` is named here too") for reference in others),
        edges=((edge.source, edge.target, edge.relation),),
        hint=names.hint(agent, target),
        severity=Severity.ERROR if relation.acyclic else SEVERITY,
        repairs=_repairs(edge, names.replacement(agent, target)),
    )


def _repairs(edge: Edge, meant: str | None) -> tuple[Repair, ...]:
    """Return the repair that writes the name that was meant; a guess, so only made when this rule is asked for."""
    own = [one for one in edge.references if not one.prose and not one.phrase]
    if meant is None or len(own) < len(edge.references):
        return ()
    changes = tuple(ReplaceName(one.span, spelled(without_remark(one.text)), meant) for one in own)
    return (Repair(f"Write `{meant}`", changes, default=False),)


def _typo(graph: AgentGraph, typo: PhraseTypo) -> Finding:
    reference, meant = typo.reference, typo.meant
    hint = f"Did you mean `{graph.label(meant)}`?" if meant else "Write the name of an agent, or reword the key."
    return Finding(
        message=(
            f"`{reference.text}` in `{reference.field}` of `{graph.label(reference.agent)}` names no agent: "
            f"no agent defines `{typo.name}`"
        ),
        span=reference.span,
        agents=(reference.agent,),
        hint=hint,
        severity=SEVERITY if meant else Severity.INFO,
        subject=f"{reference.field}: {reference.text}",
    )
