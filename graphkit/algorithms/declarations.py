"""What a field that nobody told of most probably declares, by its name, as a line of configuration."""

from __future__ import annotations

import re
from typing import NamedTuple

from graphkit.model.names import words

_BUILT_IN = {
    "escalat": "escalation", "report": "reporting", "delegat": "delegation", "subagent": "delegation",
    "receives": "delegation", "handoff": "handoff", "hand": "handoff", "parallel": "parallel",
}  # fmt: skip
_MUTUAL = frozenset({"with", "peer", "peers", "related", "partner", "partners", "complements"})
_NAME = re.compile(r"[a-z][a-z0-9-]*")


class Declaration(NamedTuple):
    """A relation, the key of it (`fields` or `inverse`) that a field belongs to, and whether it goes both ways."""

    relation: str
    key: str
    symmetric: bool


def declaration(path: str) -> Declaration:
    """Return what a field declares: a built-in relation if its name speaks of one, else a relation of its own."""
    last = path.removesuffix(".*").rpartition(".")[2]
    said = words(last.replace("_", " "))
    for word in said:
        for beginning, relation in _BUILT_IN.items():
            if word.startswith(beginning):
                inward = said[-1] in ("from", "by") and relation != "parallel"
                return Declaration(relation, "inverse" if inward else "fields", symmetric=False)
    name = "-".join(said)
    return Declaration(
        name if _NAME.fullmatch(name) else "custom", "fields", symmetric=bool(said) and said[-1] in _MUTUAL
    )


def line(relation: str, fields: list[str], inverse: list[str], symmetric: bool) -> str:
    """Return the line that adds fields to a relation: it stands in graphkit.toml or below `[tool.graphkit]`."""
    import json

    parts = [f"{key} = {json.dumps(paths)}" for key, paths in (("fields", fields), ("inverse", inverse)) if paths]
    return f"relations.{relation} = {{ {', '.join([*parts, *(['symmetric = true'] if symmetric else [])])} }}"


def line_for(path: str) -> str:
    """Return the line that adds one field."""
    relation, key, symmetric = declaration(path)
    return line(relation, [path] if key == "fields" else [], [path] if key == "inverse" else [], symmetric)
