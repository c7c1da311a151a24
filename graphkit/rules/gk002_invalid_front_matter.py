"""An entry of the front matter is not valid YAML.

graphkit reads entry by entry, so that the broken one is lost and every other one is kept; strict readers reject the
whole file, and the agent does not exist for them. Nearly always a text holds a colon followed by a blank
and has no quotes. Put the value into quotes, or write it as a block after `|`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.model.findings import Example, Severity
from graphkit.rules.support.problem_findings import problem_findings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.config import Config
    from graphkit.model.findings import Finding
    from graphkit.model.graph import AgentGraph

SEVERITY = Severity.WARNING
EXAMPLES = (
    Example(
        bad={"debugger": "description: Finds bugs. Example: a crash\nspecialization_level: senior"},
        good={"debugger": 'description: "Finds bugs. Example: a crash"\nspecialization_level: senior'},
    ),
)


def check(graph: AgentGraph, config: Config) -> Iterator[Finding]:
    """Yield one finding for each entry that YAML rejects."""
    yield from problem_findings(graph, "invalid-front-matter", SEVERITY)
