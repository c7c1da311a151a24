"""A file cannot be opened or decoded.

The file looks like an agent definition, but its content could not be read: permission is denied, it vanished,
or it contains bytes that are no text. Whatever it defines is missing from the graph, so that other findings
may only be its consequences. Make the file readable, or move it out of the folder.
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

SEVERITY = Severity.ERROR
EXAMPLES = (
    Example(
        bad={"debugger": "name: debugger", "picture.md": b"---\nname: \x00\x01\x02\x00\n---\n"},
        good={"debugger": "name: debugger", "accents.md": b"---\nname: caf\xe9\n---\n"},
    ),
)


def check(graph: AgentGraph, config: Config) -> Iterator[Finding]:
    """Yield one finding for each file that could not be read."""
    yield from problem_findings(graph, "unreadable-file", SEVERITY)
