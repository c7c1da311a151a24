"""The name of an agent does not look like what it is.

It contains invisible characters (zero-width, direction marks, fillers), or looks like the name of another agent and is
spelled with letters of another alphabet, as with a Cyrillic `а` for a Latin `a`. People cannot tell the two apart,
and a reference to one may be meant for the other: a mistake of copying, or a trap. Write the name anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.model.findings import Example, Finding, Label, Severity
from graphkit.model.names import canonical
from graphkit.support import invisible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.config import Config
    from graphkit.model.definitions import Definition
    from graphkit.model.graph import AgentGraph

SEVERITY = Severity.WARNING
EXAMPLES = (
    Example(
        bad={"debugger": "name: debugger", "other": "name: dеbuggеr"},
        good={"debugger": "name: debugger", "отладчик": "name: отладчик"},
    ),
    Example(
        bad={"debugger": "name: debug\u200bger"},
        good={"debugger": "name: debugger"},
    ),
)


def check(graph: AgentGraph, config: Config) -> Iterator[Finding]:
    """Yield one finding for each name with invisible characters, and each that looks like an earlier one."""
    if all(_is_plain(agent) for agent in graph.agents.values()):
        return
    from graphkit.analysis.confusables import skeleton

    alike: dict[str, Definition] = {}
    for agent in sorted(graph.agents.values(), key=lambda agent: (not _is_plain(agent), agent.span)):
        twin = alike.setdefault(skeleton(agent.name), agent)
        if hidden := list(dict.fromkeys(invisible.find(agent.name))):
            yield _invisible(agent, twin, hidden)
        elif not _is_plain(agent) and canonical(twin.name) != canonical(agent.name):
            yield Finding(
                message=f"the name `{agent.name}` looks like `{twin.name}` and is spelled with other letters",
                span=agent.span,
                agents=(twin.id, agent.id),
                related=(Label(twin.span, "the name that it looks like"),),
                hint="Write one of the names anew, letter by letter.",
                severity=SEVERITY,
            )


def _is_plain(agent: Definition) -> bool:
    return agent.name.isascii() and agent.name.isprintable()


def _invisible(agent: Definition, twin: Definition, hidden: list[str]) -> Finding:
    """Return the finding about a name with invisible characters, and about the name that it looks like, if any."""
    codes = ", ".join(f"U+{ord(char):04X}" for char in hidden[:5])
    more = f" and {len(hidden) - 5} more" if len(hidden) > 5 else ""
    is_twin = twin is not agent
    return Finding(
        message=f"the name `{agent.name}` contains invisible characters ({codes}{more})"
        + (f" and looks like `{twin.name}`" if is_twin else ""),
        span=agent.span,
        agents=(agent.id,),
        related=(Label(twin.span, "the name that it looks like"),) if is_twin else (),
        hint="Write the name anew, letter by letter.",
        severity=SEVERITY,
    )
