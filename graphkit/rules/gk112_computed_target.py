"""The target of a reference is computed at run time, or lies outside of the folder.

A template such as `{{ stage }}-reviewer` names another agent each time it is filled in, and a file on another machine
cannot be opened. Python code is read without running it: a name that is written there, or that an assignment, an import
or a loop over names gives, is an edge; what only the running program knows is listed here. Such a reference is no
mistake: it makes no edge, and where it leads is not checked. Where the target is always the same, write its name;
in code an annotation with `Literal[...]`, or `destinations=` of `add_node`, says which agents may be meant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.model.findings import Example, Finding, Severity
from graphkit.rules.support.problem_findings import problem_findings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.config import Config
    from graphkit.model.graph import AgentGraph

SEVERITY = Severity.INFO
EXAMPLES = (
    Example(
        bad={"lead": "delegates_to: ['{{ stage }}-tester']", "unit-tester": "receives_from: [lead]"},
        good={"lead": "delegates_to: [unit-tester]", "unit-tester": "receives_from: [lead]"},
    ),
    Example(
        bad={"langgraph.json": '{"graphs": {"desk": "desk.py"}}', "desk.py": "import os\nfrom agents import Agent\n\n"
             "clerk = Agent(name='clerk')\ndesk = Agent(name='desk', handoffs=[clerk, os.environ['NEXT']])\n"},
        good={"langgraph.json": '{"graphs": {"desk": "desk.py"}}', "desk.py": "from agents import Agent\n\n"
              "clerk = Agent(name='clerk')\ndesk = Agent(name='desk', handoffs=[clerk])\n"},
    ),
)  # fmt: skip


def check(graph: AgentGraph, config: Config) -> Iterator[Finding]:
    """Yield one finding for each reference whose target is not known before it runs."""
    yield from problem_findings(graph, "computed-target", SEVERITY)
    for place in graph.computed:
        of = f" of `{graph.label(place.agent)}`" if place.agent else ""
        yield Finding(
            message=f"`{place.field}`{of} is computed at run time, so its {place.relation} is not in the graph",
            span=place.span,
            agents=(place.agent,) if place.agent else (),
            hint="Nothing has to be done. An annotation with `Literal[...]` says which agents may be meant.",
            severity=SEVERITY,
            subject=place.field,
        )
