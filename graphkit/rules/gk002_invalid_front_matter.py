"""A text of the front matter is not valid YAML.

graphkit reads around it, so that only the broken text is affected and every other value is kept, at any depth; strict
readers reject the whole file, and the agent does not exist for them. Nearly always an unquoted text contains a colon
followed by a space, or goes on in a line that is not indented. Put the text in quotes, or write it as a block after
`>-`. A text that is kept this way describes its agent; it names no other.

A key that is in one mapping twice, a second block of front matter and a line `---` with a comment are reported too:
graphkit reads both parts, and other tools only one of them.
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
    """Yield one finding for each cause."""
    yield from problem_findings(graph, "invalid-front-matter", SEVERITY)
