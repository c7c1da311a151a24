"""An ignore in a file suppresses nothing.

`# graphkit: ignore[GK301] reason` at an entry, or alone on the line above it, suppresses the findings of that rule
there: in front matter, in the YAML block of a body, in YAML and TOML files. In the body it is an HTML comment alone on
the line above. `<!-- graphkit: ignore-file[GK501] reason -->` in the body, or `# graphkit: ignore-file[GK501] reason`,
suppresses those of the whole file. In JSON it is a comment (`// graphkit: ignore[GK101] reason`) or, for tools that
take none, the value of a key on that line, or alone above it: `"$comment": "graphkit: ignore[GK101] reason"`.

One that suppresses nothing hides tomorrow's mistake: what it was for is fixed, it is in the wrong place, it names a
rule that does not exist, or none at all, or it lacks the reason that the configuration asks for. Remove it, or
correct it.
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
OPTIONS = ("require-ignore-reason",)
EXAMPLES = (
    Example(
        bad={"debugger": "escalation_to:\n  - architect  # graphkit: ignore[GK301]", "architect": "name: architect"},
        good={
            "debugger": "escalation_to:\n  - architect  # graphkit: ignore[GK301] agreed, not yet written down",
            "architect": "escalation_from: []",
        },
    ),
    Example(
        bad={"debugger": "escalation_to: newcomer  # graphkit: ignore"},
        good={"debugger": "escalation_to: newcomer  # graphkit: ignore[GK101] comes next week"},
    ),
)


def check(graph: AgentGraph, config: Config) -> Iterator[Finding]:
    """Yield one finding for each ignore that cannot be understood; triage, which knows all findings, adds the rest."""
    yield from problem_findings(graph, "unused-ignore", SEVERITY)
