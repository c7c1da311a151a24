"""Open Agent Specification: swarms, managers with workers, and flows, in YAML or JSON."""

from __future__ import annotations

from graphkit.model.dialects import Claim, Dialect

_KINDS = r"Swarm|ManagerWorkers|Flow|(?:[A-Z]\w*)?Agent"
_MARK = rf"""["']?component_type["']?[ \t]*:[ \t]*["']?(?:{_KINDS})\b"""

DIALECT = Dialect(
    name="agent-spec",
    title="Open Agent Specification: agents, `Swarm`, `ManagerWorkers`, `Flow`",
    claims=tuple(
        Claim(f"*.{suffix}", text=_MARK, holds={"component_type": _KINDS, "agentspec_version": ""})
        for suffix in ("yaml", "yml", "json")
    ),
    components=True,
    attributes={"tools_allowed": ()},
    sources=("https://oracle.github.io/agent-spec/",),
    example_path="tannery.agentspec.yaml",
    example="""\
component_type: Swarm
name: tannery
agentspec_version: 25.4.2
first_agent: {$component_ref: fuller}
relationships:
  - - $component_ref: fuller
    - $component_ref: currier
$referenced_components:
  fuller: {component_type: Agent, id: fuller, name: Fuller}
  currier: {component_type: Agent, id: currier, name: Currier}
""",
)
