"""Python code computes at run time which agent a relation leads to.

graphkit reads code without running it: a name that is written in the code, or that an assignment, an import or a loop
over names gives, is an edge. What only the running program knows is no edge, and is listed here, so that it is clear
what the graph leaves out. Nothing has to be done; a `Literal[...]` annotation, or `destinations=` of `add_node`, tells
both graphkit and the framework which agents may be meant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.model.findings import Example, Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.config import Config
    from graphkit.model.graph import AgentGraph

SEVERITY = Severity.INFO
EXAMPLES = (
    Example(
        bad={"langgraph.json": '{"graphs": {"desk": "desk.py"}}', "desk.py": "import os\nfrom agents import Agent\n\n"
             "clerk = Agent(name='clerk')\ndesk = Agent(name='desk', handoffs=[clerk, os.environ['NEXT']])\n"},
        good={"langgraph.json": '{"graphs": {"desk": "desk.py"}}', "desk.py": "from agents import Agent\n\n"
              "clerk = Agent(name='clerk')\ndesk = Agent(name='desk', handoffs=[clerk])\n"},
    ),
)  # fmt: skip


def check(graph: AgentGraph, config: Config) -> Iterator[Finding]:
    """Yield one finding for each place in code that names agents which are computed at run time."""
    for place in graph.computed:
        of = f" of `{graph.label(place.agent)}`" if place.agent else ""
        yield Finding(
            message=f"`{place.field}`{of} is computed at run time, so its {place.relation} is not in the graph",
            span=place.span,
            agents=(place.agent,) if place.agent else (),
            hint="Nothing has to be done. An annotation with `Literal[...]` would tell which agents may be meant.",
            severity=SEVERITY,
            subject=place.field,
        )
