"""A field that is not read names agents, or has nearly the name of a relation.

Fields such as `collaborates_with: [tester]` or `escalate_to: architect` are meant as relations; graphkit does not read
them under these names, so the graph lacks the edges. A near miss of a known field is a warning, everything else an
info. Nothing is guessed: a field counts when it has its known name, or when the configuration says what it means. A
field whose own name says so (`can_delegate_to`) is reported even if no agent of these names is defined.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.analysis.unmapped_fields import unmapped
from graphkit.analysis.unread_fields import is_dotted
from graphkit.config import RELATIONS
from graphkit.model.findings import Example, Finding, Label, Severity
from graphkit.model.repairs import Repair, ReplaceName

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graphkit.analysis.unmapped_fields import Misspelt, Named, Unmapped
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
    Example(
        bad={"lead": "can_delegate_to: [night-watch]"},
        good={"lead": "delegates_to: [night-watch]", "night-watch": "name: night-watch"},
    ),
)


PHRASED = "Let each key be the name of an agent alone; then the field can be added to a relation."


def check(graph: AgentGraph, config: Config) -> Iterator[Finding]:
    """Yield one finding for each field, however many agents use it."""
    misspelt, naming = unmapped(graph)
    yield from map(_misspelt, misspelt)
    remedies = _remedies([row.path for row in naming if not row.phrased], config) if naming else {}
    yield from (_naming(row, remedies.get(row.path, PHRASED)) for row in naming)


def _remedies(paths: Iterable[str], config: Config) -> dict[str, str]:
    """Return what to do about each field; fields of one relation share a line of configuration."""
    from graphkit.analysis import field_proposals

    configured = {relation.name for relation in config.relations if relation not in RELATIONS}
    found = {}
    for relation, together in field_proposals.by_relation(path for path in paths if not is_dotted(path)).items():
        line = field_proposals.line(relation, together)
        for path in together:
            key = field_proposals.declaration(path, together).key
            there = f"`relations.{relation}.{key}` of the configuration."
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
        related=tuple(Label(span, f"`{row.path}` is here too") for span in others[:SHOWN]),
        hint=f"Did you mean `{row.meant}`? Else add `{row.path}` to the relation that it declares.",
        severity=Severity.WARNING,
        repairs=_renamed_key(row),
    )


def _renamed_key(row: Misspelt) -> tuple[Repair, ...]:
    """Return the repair that writes the known field wherever the misspelt one is."""
    (old, new) = (path.rpartition(".")[2] for path in (row.path, row.meant))
    changes = tuple(ReplaceName(span, old, new) for span in row.spans)
    return (Repair(f"Write `{new}`", changes, default=False),)


def _naming(row: Unmapped, remedy: str) -> Finding:
    first, *others = sorted(row.named or row.unknown, key=lambda one: one.span)
    nested = row.path.replace(".*", "").count(".") > 1
    return Finding(
        message=_dead(row) if not row.named else _alive(row),
        span=first.span,
        agents=(first.agent,),
        related=tuple(Label(one.span, f"`{row.path}` names an agent here too") for one in others[:SHOWN]),
        hint=remedy,
        severity=SEVERITY,
        subject=row.path if nested or not row.named else "",
    )


def _alive(row: Unmapped) -> str:
    agents = "1 agent" if len(row.targets) == 1 else f"{len(row.targets)} agents"
    files = "1 file" if row.files == 1 else f"{row.files} files"
    unknown = f" (and {_names(row.unknown)}, which no agent defines)" if row.unknown else ""
    return f"`{row.path}` names {agents} in {files} and is not a relation{unknown}"


def _dead(row: Unmapped) -> str:
    return f"`{row.path}` is not a relation, and no agent defines {_names(row.unknown)}, which it names"


def _names(unknown: Iterable[Named]) -> str:
    names = list(dict.fromkeys(f"`{one.target}`" for one in unknown))
    listed = names[:SHOWN] if len(names) <= SHOWN else [*names[:SHOWN], f"{len(names) - SHOWN} more"]
    return listed[0] if len(listed) == 1 else f"{', '.join(listed[:-1])} and {listed[-1]}"
