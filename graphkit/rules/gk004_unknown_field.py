"""A field names agents, or is nearly called like a relation, and is not read.

Whoever writes `collaborates_with: [tester]` or `escalate_to: architect` means a relation; graphkit knows it by no such
name, so the graph lacks it, and nobody would notice. Nothing is guessed: a field counts when it is
written by its known name, or when the configuration says what it means.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.analysis import field_proposals, unmapped_fields
from graphkit.analysis.unread_fields import is_dotted, unread
from graphkit.config import RELATIONS
from graphkit.model.findings import Example, Finding, Label, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graphkit.analysis.unmapped_fields import Misspelt, Unmapped
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
    named = unmapped_fields.naming(graph, entries)
    # A field of the name that is known in another place is misspelt only if nothing shows that a relation is meant.
    told = {row.path for row in named}
    wrong = [row for row in unmapped_fields.misspelt(entries) if "." not in row.meant or row.path not in told]
    yield from (_misspelt(row) for row in wrong)
    known = {row.path for row in wrong}
    left = [row for row in named if row.path not in known]
    remedies = _remedies([row.path for row in left], config)
    yield from (_naming(row, remedies[row.path]) for row in left)


def _remedies(paths: Iterable[str], config: Config) -> dict[str, str]:
    """Return what to do about each field; fields of one relation share a line, and one that is there gets no second."""
    configured = {relation.name for relation in config.relations if relation not in RELATIONS}
    found = {}
    for relation, together in field_proposals.by_relation(path for path in paths if not is_dotted(path)).items():
        line = field_proposals.line(relation, together)
        for path in together:
            there = f"`relations.{relation}.{field_proposals.declaration(path).key}` of the configuration."
            to = there if relation in configured else f"graphkit.toml, or below `[tool.graphkit]`: {line}"
            found[path] = f"Add it to {to}"
    dotted = "Rename the key: in a configuration a dot leads to a key within a key, so this one cannot be named there."
    return {path: found.get(path, dotted) for path in paths}


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


def _naming(row: Unmapped, remedy: str) -> Finding:
    first, *others = sorted(row.named, key=lambda one: one.span)
    agents = "1 agent" if len(row.targets) == 1 else f"{len(row.targets)} agents"
    files = "1 file" if row.files == 1 else f"{row.files} files"
    return Finding(
        message=f"`{row.path}` names {agents} in {files} and is not a relation",
        span=first.span,
        agents=(first.agent,),
        related=tuple(Label(one.span, f"`{row.path}` names an agent here too") for one in others[:SHOWN]),
        hint=remedy,
        severity=SEVERITY,
    )
