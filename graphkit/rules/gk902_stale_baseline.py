"""An entry of the baseline no longer occurs.

A baseline lets known findings pass. When one is fixed its entry stays, and would let the same mistake pass again.
`graphkit check` says how many there are; with `--strict-baseline` each is an error, so that nobody forgets to remove
it. `graphkit baseline --prune` removes such entries and nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.model.findings import Example, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.config import Config
    from graphkit.model.findings import Finding
    from graphkit.model.graph import AgentGraph

SEVERITY = Severity.ERROR
OPTIONS = ("baseline", "strict-baseline")
_KNOWN = '{\n"version": 1,\n"known": [\n{"code": "GK101", "edges": [["debugger", "architect", "escalation"]]}\n]\n}\n'
EXAMPLES = (
    Example(
        bad={"debugger": "escalation_to: architect", "architect": "name: architect", "known.json": _KNOWN},
        good={"debugger": "escalation_to: architect", "known.json": _KNOWN},
        config='baseline = "known.json"\nstrict-baseline = true\n',
    ),
)


def check(graph: AgentGraph, config: Config) -> Iterator[Finding]:
    """Yield nothing: only what all other rules found can tell, so triage reports it."""
    return iter(())
