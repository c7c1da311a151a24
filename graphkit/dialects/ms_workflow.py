"""Microsoft Agent Framework: declarative workflows, whose actions call agents."""

from __future__ import annotations

from graphkit.model.dialects import Claim, Dialect

DIALECT = Dialect(
    name="ms-workflow",
    title="Microsoft's declarative workflows: `kind: Workflow` with `InvokeAzureAgent`",
    claims=tuple(
        Claim(f"*.{suffix}", text=r"(?m)^[ \t-]*kind:[ \t]*Invoke\w*Agent\b", holds={"kind": "Workflow"})
        for suffix in ("yaml", "yml")
    ),
    actions=True,
    attributes={"tools_allowed": ()},
    sources=("https://learn.microsoft.com/en-us/agent-framework/workflows/declarative",),
    example_path="workflows/post_office.yaml",
    example="""\
kind: Workflow
trigger:
  kind: OnConversationStart
  id: post_office
  actions:
    - kind: InvokeAzureAgent
      id: sort
      agent:
        name: Sorter
    - kind: ConditionGroup
      id: is_parcel
      conditions:
        - condition: =Local.Parcel
          actions:
            - kind: InvokeAzureAgent
              id: weigh
              agent:
                name: Weigher
            - kind: GotoAction
              actionId: sort
      elseActions:
        - kind: InvokeAzureAgent
          id: carry
          agent:
            name: Postman
""",
)
