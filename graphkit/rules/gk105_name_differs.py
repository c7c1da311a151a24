"""The `name:` of an agent is not the name of its file.

Both names work as references (for Copilot only `name:` does), but people look for an agent by its file, and tools
disagree on which of the two counts. Spelling does not matter: `Backend Staff` or `BackendStaff` in
`backend-staff.md` is fine, and so is `kit-backend-staff` where the plugin is called `kit`. Rename the file, or change
`name:`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit import dialects
from graphkit.model.findings import Example, Finding, Severity
from graphkit.model.names import without_remark, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.config import Config
    from graphkit.model.graph import AgentGraph

SEVERITY = Severity.INFO
EXAMPLES = (
    Example(
        bad={"debugger": "name: bug-hunter"},
        good={"bug-hunter": "name: Bug Hunter", "note-taker": "name: NoteTaker"},
    ),
)


def check(graph: AgentGraph, config: Config) -> Iterator[Finding]:
    """Yield one finding for each agent whose name differs from its file."""
    for agent in graph.agents.values():
        if agent.name == agent.stem:
            continue
        spoken = dialects.known().get(agent.dialect)
        if spoken is not None and (spoken.follows or not spoken.by_stem):
            continue  # the file is named as a whole, or its name means nothing
        own = {_letters(agent.stem), _letters(agent.plugin) + _letters(agent.stem)}
        if _letters(agent.name) not in own:
            yield Finding(
                message=f"`{agent.name}` is in a file that is called `{agent.stem}`",
                span=agent.span,
                agents=(agent.id,),
                hint="Rename the file, or change `name:`.",
                severity=SEVERITY,
            )


def _letters(name: str) -> str:
    return "".join(words(without_remark(name)))
