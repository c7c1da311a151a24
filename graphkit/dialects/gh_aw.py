"""GitHub Agentic Workflows: Markdown below `.github/workflows`, which dispatch each other and use agents."""

from __future__ import annotations

from graphkit.model.dialects import Claim, Dialect
from graphkit.model.relations import Field, Shape

_WORKFLOW = ("{}.md", "{}.yml", "{}.yaml", "{}.lock.yml")
_IMPORTS = ("imports", "imports.*.path", "imports.*.uses", "imports.aw")
_AGENT = ("../agents/{}.agent.md", "../agents/{}.md")

DIALECT = Dialect(
    name="gh-aw",
    title="GitHub Agentic Workflows, `.github/workflows/*.md` that say when they run (`on:`)",
    claims=(Claim(".github/workflows/*.md"),),
    fields={
        "delegation": tuple(
            Field(f"safe-outputs.{kind}{below}", shape=shape, files=_WORKFLOW)
            for kind in ("dispatch-workflow", "call-workflow")
            for below, shape in ((".workflows", Shape.NAMES), ("", Shape.LIST))
        ),
        "workflow": (
            *(Field(key, shape=Shape.PATHS, folder=".github/agents", verb="uses") for key in _IMPORTS),
            Field("engine.agent", files=_AGENT, verb="uses"),
        ),
    },
    attributes={"name": (), "alias": (), "tools_allowed": ()},
    sources=(
        "https://github.github.com/gh-aw/reference/safe-outputs/",
        "https://github.github.com/gh-aw/reference/imports/",
    ),
    started=True,
    description="optional",
    example_path=".github/workflows/harvest.md",
    example="""\
---
on:
  schedule: daily
engine:
  id: copilot
  agent: orchard-keeper
imports:
  - shared/weather.md
safe-outputs:
  dispatch-workflow:
    workflows: [pick-apples]
    max: 1
---
""",
)
