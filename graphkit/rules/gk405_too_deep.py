"""A problem may be passed on too often before it reaches whoever decides.

Every step of an escalation costs time and loses detail. The configuration says how long a chain may be (`max-depth`);
without it the rule is silent. Agents that escalate in a cycle count as one step, for
GK201 reports the cycle. Let an agent near the start of the chain escalate further up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.model.findings import Example, Finding, Severity
from graphkit.model.relations import Rank

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.config import Config
    from graphkit.model.graph import AgentGraph, Edge
    from graphkit.model.relations import Relation

SEVERITY = Severity.INFO
OPTIONS = ("max-depth",)
EXAMPLES = (
    Example(
        bad={
            "junior": "escalation_to: senior",
            "senior": "escalation_to: lead",
            "lead": "escalation_to: chief",
            "chief": "escalation_to: []",
        },
        good={
            "junior": "escalation_to: lead",
            "senior": "escalation_to: lead",
            "lead": "escalation_to: chief",
            "chief": "escalation_to: []",
        },
        config="max-depth = 2\n",
    ),
)


def check(graph: AgentGraph, config: Config) -> Iterator[Finding]:
    """Yield one finding for each agent at which too long a chain begins."""
    if config.max_depth is None:
        return
    from graphkit.analysis.chains import longest_chains

    for relation in graph.relations.values():
        if relation.rank is Rank.UP:
            hops: dict[tuple[str, str], Edge] = {}
            for edge in graph.links(relation.name, declared=True):
                hops.setdefault((edge.source, edge.target), edge)
            for chain in longest_chains(graph.successors(relation.name)):
                if len(chain) > config.max_depth:
                    yield _finding(graph, relation, [hops[hop] for hop in chain], config.max_depth)


def _finding(graph: AgentGraph, relation: Relation, chain: list[Edge], bound: int) -> Finding:
    from graphkit.analysis.hop_labels import hop_label

    start, end = graph.label(chain[0].source), graph.label(chain[-1].target)
    return Finding(
        message=f"from `{start}` to `{end}` it takes {len(chain)} escalations, {bound} are allowed",
        span=chain[0].primary.span,
        agents=(chain[0].source,),
        related=tuple(hop_label(graph, relation, edge) for edge in chain),
        edges=tuple((edge.source, edge.target, edge.relation) for edge in chain),
        hint=f"Let `{start}`, or the next of the chain, escalate further up.",
        severity=SEVERITY,
        subject=relation.name,
    )
