"""IBM watsonx Orchestrate: an agent a file, which names its collaborators."""

from __future__ import annotations

from graphkit.model.dialects import Claim, Dialect
from graphkit.model.relations import Field

_MARK = r"""(?m)^[ \t{]*["']?spec_version["']?[ \t]*:"""
_EITHER = (
    {"kind": "native|external|assistant"},
    *({key: ""} for key in ("collaborators", "style", "instructions")),
    {"type": "external"},
)

DIALECT = Dialect(
    name="watsonx",
    title="IBM watsonx Orchestrate agents, `spec_version` and `kind`",
    claims=tuple(
        Claim(f"*.{suffix}", text=_MARK, holds={"spec_version": "", "name": "", **more})
        for suffix in ("yaml", "yml", "json")
        for more in (
            {"kind": "native|external|assistant"},
            {"collaborators": ""},
            {"style": ""},
            {"instructions": ""},
            {"type": "external"},
        )
    ),
    fields={"delegation": (Field("collaborators"),)},
    sources=("https://developer.watson-orchestrate.ibm.com/agents/build_agent",),
    by_stem=False,
    description="required",
    example_path="agents/ticket_office.yaml",
    example="""\
spec_version: v1
kind: native
name: ticket_office
description: Sells tickets, and knows whom to ask about trains.
style: default
collaborators:
  - time_table
tools: []
""",
)
