"""The name of an agent does not look like what it is.

It holds characters that nobody sees (zero-width, direction marks), or looks like the name of another agent and is
spelt with letters of another alphabet, as with a Cyrillic `а` for a Latin `a`. People cannot tell the two apart,
and a reference to one may be meant for the other: a mistake of copying, or a trap. Write the name anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.analysis.confusables import has_invisible, skeleton
from graphkit.model.findings import Example, Finding, Label, Severity
from graphkit.model.names import canonical

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
    """Yield one finding for each name with characters that nobody sees, and each that looks like an earlier one."""
    if all(agent.name.isascii() for agent in graph.agents.values()):
        return
    alike: dict[str, Definition] = {}
    for agent in sorted(graph.agents.values(), key=lambda agent: (not agent.name.isascii(), agent.span)):
        if agent.name.isascii():
            alike.setdefault(skeleton(agent.name), agent)
            continue
        if has_invisible(agent.name):
            yield Finding(
                message=f"the name `{agent.name}` holds characters that nobody sees",
                span=agent.span,
                agents=(agent.id,),
                hint="Write the name anew, letter by letter.",
                severity=SEVERITY,
            )
        twin = alike.setdefault(skeleton(agent.name), agent)
        if canonical(twin.name) != canonical(agent.name):
            yield Finding(
                message=f"the name `{agent.name}` looks like `{twin.name}` and is spelt with other letters",
                span=agent.span,
                agents=(twin.id, agent.id),
                related=(Label(twin.span, "the name that it looks like"),),
                hint="Write one of the names anew, letter by letter.",
                severity=SEVERITY,
            )
