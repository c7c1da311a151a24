"""A field names agents, or is nearly called like a relation, and is not read.

Whoever writes `collaborates_with: [tester]` or `escalate_to: architect` means a relation; graphkit knows it by no such
name, so the graph lacks it, and nobody would notice. Nothing is guessed: a field counts when it is
written by its known name, or when the configuration says what it means.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.algorithms import declarations, unmapped
from graphkit.algorithms.unread import unread
from graphkit.model.findings import Example, Finding, Label, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.algorithms.unmapped import Misspelt, Unmapped
    from graphkit.config import Config
    from graphkit.model.graph import AgentGraph

SEVERITY = Severity.INFO
SHOWN = 8
EXAMPLES = (
    Example(
        bad={"debugger": "escalate_to: architect", "architect": "name: architect"},
        good={"debugger": "escalation_to: architect", "architect": "name: architect"},
    ),
    Example(
        bad={"tech-writer": "collaborates_with: [debugger]", "debugger": "name: debugger"},
        good={"tech-writer": "tags: [security]\nlanguages: [python]", "security": "name: security", "python": ""},
    ),
)


def check(graph: AgentGraph, config: Config) -> Iterator[Finding]:
    """Yield one finding for each field, however many agents use it."""
    entries = unread(graph)
    wrong = unmapped.misspelt(entries)
    yield from (_misspelt(row) for row in wrong)
    known = {row.path for row in wrong}
    yield from (_naming(row) for row in unmapped.naming(graph, entries) if row.path not in known)


def _misspelt(row: Misspelt) -> Finding:
    first, *others = row.spans
    times = f" (in {len(row.spans)} places)" if others else ""
    return Finding(
        message=f"`{row.path}` is not read{times}; `{row.meant}` is",
        span=first,
        related=tuple(Label(span, f"`{row.path}` stands here too") for span in others[:SHOWN]),
        hint=f"Did you mean `{row.meant}`? Else add `{row.path}` to the relation that it declares.",
        severity=SEVERITY,
    )


def _naming(row: Unmapped) -> Finding:
    first, *others = sorted(row.named, key=lambda one: one.span)
    agents = "1 agent" if len(row.targets) == 1 else f"{len(row.targets)} agents"
    files = "1 file" if row.files == 1 else f"{row.files} files"
    return Finding(
        message=f"`{row.path}` names {agents} in {files} and is not a relation",
        span=first.span,
        agents=(first.agent,),
        related=tuple(Label(one.span, f"`{row.path}` names an agent here too") for one in others[:SHOWN]),
        hint=f"Add it to graphkit.toml, or below `[tool.graphkit]`: {declarations.line_for(row.path)}",
        severity=SEVERITY,
    )
