"""Prompts in JSON, TOML and YAML are read as prose, each name at its own place."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import graphkit
from graphkit.config import Config
from tests.unit import folders

if TYPE_CHECKING:
    from pathlib import Path

PROMPT = 'You are "Me" \\ here.\n\n## Escalation\n- `tech-lead`: hard cases\n\nThen hand off to qa-bot.\tDone'


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (".kiro/agents/me.json", json.dumps({"name": "me", "prompt": PROMPT, "tools": []})),
        (".kiro/agents/me.json", json.dumps({"name": "me", "prompt": PROMPT}, indent=2)),
        (".codex/agents/me.toml", f'name = "me"\ndeveloper_instructions = """{PROMPT[15:]}"""\nmodel = "x"\n'),
        (".codex/agents/me.toml", f'name = "me"\ndeveloper_instructions = {json.dumps(PROMPT)}\n'),
    ],
    ids=["json", "json-indented", "toml-block", "toml-line"],
)
def test_prompts(name: str, text: str, tmp_path: Path) -> None:
    """Relation, field and place of each name."""
    folder = name.rpartition("/")[0]
    suffix = name.rpartition(".")[2]
    others = {
        f"{folder}/{other}.{suffix}": json.dumps({"name": other, "prompt": "x"})
        if suffix == "json"
        else f'name = "{other}"\nmodel = "x"\n'
        for other in ("tech-lead", "qa-bot")
    }
    graph = graphkit.load(folders.write(tmp_path, {name: text, **others}), Config(prose=True))
    assert {(edge.relation, edge.target) for edge in graph.links()} == {
        ("escalation", "tech-lead"),
        ("handoff", "qa-bot"),
    }
    lines = text.split("\n")
    for edge in graph.links():
        (reference,) = edge.references
        assert reference.field in ("prompt", "developer_instructions")
        assert lines[reference.span.line - 1][reference.span.column - 1 :].startswith(edge.target)


def test_rosters_have_no_prose_yet(tmp_path: Path) -> None:
    """A file of several agents is left alone: its texts are not read, and nothing is lost."""
    roster = "agents:\n  one:\n    instruction: Hand off to two.\n    sub_agents: [two]\n  two:\n    instruction: x\n"
    graph = graphkit.load(folders.write(tmp_path, {"team.yaml": f"version: 2\n{roster}"}), Config(prose=True))
    assert [edge.relation for edge in graph.links()] == ["delegation"]
