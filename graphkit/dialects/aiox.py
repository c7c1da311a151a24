"""AIOX and BMAD: the definition is in a YAML block of the body."""

from __future__ import annotations

from graphkit.model.dialects import Claim, Dialect
from graphkit.model.relations import Direction, Field, Shape

DIALECT = Dialect(
    name="aiox",
    title="AIOX and BMAD, a YAML block in the body",
    claims=(Claim("*.md", holds={"agent.id": ""}), Claim("*.md", holds={"agent.name": ""})),
    attributes={
        "name": ("agent.id", "name", "agent.name"),
        "alias": ("id", "agent.name"),
        "description": ("agent.whenToUse", "description", "agent.title"),
        "tools_allowed": ("tools", "dependencies.tools"),
    },
    fields={
        "handoff": (Field("agent.handoff_to"), Field("agent.handoff_from", Direction.IN)),
        "workflow": (Field("persona.responsibility_boundaries", shape=Shape.KEYS, only=("delegate",)),),
    },
    body=r"^agent:[ \t]*(?:#.*)?$",
    example_path=".bmad-core/agents/dyer.md",
    example="""\
# dyer

```yaml
agent:
  name: Indigo
  id: dyer
  title: Dyer of wool
handoff_to:
  - agent: "@weaver"
    when: the colour holds
```
""",
)
