"""A command, a skill or an agent calls an agent that no file defines.

The call fails when it runs, and nobody notices before: most such names are those of agents that were renamed or
removed. A warning is given only where the call is written as a tool runs it, in a file that runs, with a literal name;
an info where that is less sure: the agent is in another plugin, the text says "optional", or the file is a reference.
An info too is `agent:` of a skill without `context: fork`: Claude Code ignores it there, even if the agent exists.
Write the name of an agent that exists, define the agent, or remove the call. `--no-calls` looks at no calls.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from graphkit.model.calls import ABSENT
from graphkit.model.findings import Example, Finding, Label, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.config import Config
    from graphkit.model.calls import DeadCall
    from graphkit.model.graph import AgentGraph

SEVERITY = Severity.WARNING
_TEAM = {"architect": "name: architect", "debugger": "name: debugger"}
EXAMPLES = (
    Example(
        bad={**_TEAM, "lead.md": '---\nname: lead\n---\nStart it: `Task(subagent_type="architct")`.\n'},
        good={**_TEAM, "lead.md": '---\nname: lead\n---\nStart it: `Task(subagent_type="architect")`.\n'},
    ),
    Example(
        bad={**_TEAM, "lead.md": "---\nname: lead\n---\nThen run `subagent_type: tester`.\n"},
        good={**_TEAM, "lead.md": "---\nname: lead\n---\nNever run `subagent_type: tester`.\n"},
    ),
)


def check(graph: AgentGraph, config: Config) -> Iterator[Finding]:
    """Yield one finding for each name that a caller or an agent calls in vain, and one for each absent plugin."""
    calls = sorted(graph.dead_calls, key=lambda call: (call.source, call.name, not call.certain, call.span))
    absent: dict[str, list[DeadCall]] = {}
    for (_, name), group in groupby(calls, key=lambda call: (call.source, call.name)):
        found = list(group)
        if found[0].cause.endswith(ABSENT):
            absent.setdefault(name.partition(":")[0], []).extend(found)
        else:
            yield _finding(graph, found)
    for plugin, found in absent.items():
        yield _finding(graph, found) if len(found) == 1 else _of_plugin(plugin, found)


def _finding(graph: AgentGraph, calls: list[DeadCall]) -> Finding:
    first, *others = calls
    caller = graph.callers.get(first.source)
    who = f"the {caller.kind} `{caller.name}`" if caller else f"`{graph.label(first.source)}`"
    if caller and caller.kind == "instructions":
        who = f"`{caller.name}`"
    return Finding(
        message=f"{who} calls `{first.name}` ({first.form}), but {first.cause}",
        span=first.span,
        agents=() if caller else (first.source,),
        related=tuple(Label(call.span, f"`{call.name}` is called here too") for call in others),
        hint=first.hint,
        severity=SEVERITY if first.certain else Severity.INFO,
        subject=first.name,
    )


def _of_plugin(plugin: str, calls: list[DeadCall]) -> Finding:
    first, *others = sorted(calls, key=lambda call: call.span)
    return Finding(
        message=f"{len(calls)} calls name agents of the plugin `{plugin}`, which {ABSENT}",
        span=first.span,
        related=tuple(Label(call.span, f"`{call.name}` is called here") for call in others),
        hint=first.hint,
        severity=Severity.INFO,
        subject=plugin,
    )
