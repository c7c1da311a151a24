"""What a field that nobody told of most probably declares, by its name, as a line of configuration."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from graphkit.analysis.unmapped_fields import naming
from graphkit.analysis.unread_fields import is_dotted, unread
from graphkit.model.names import words
from graphkit.model.proposal import Row, Told

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from graphkit.analysis.unmapped_fields import Unmapped
    from graphkit.model.graph import AgentGraph

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


def by_relation(paths: Iterable[str]) -> dict[str, list[str]]:
    """Return the fields by the relation that they declare, both sorted; TOML lets a relation stand in one line only."""
    found: dict[str, list[str]] = {}
    for path in sorted(paths):
        found.setdefault(declaration(path).relation, []).append(path)
    return dict(sorted(found.items()))


def line(relation: str, paths: Sequence[str]) -> str:
    """Return the line that adds fields to a relation: it stands in graphkit.toml or below `[tool.graphkit]`."""
    import json

    made = {path: declaration(path) for path in paths}
    by_key = {key: [path for path, one in made.items() if one.key == key] for key in ("fields", "inverse")}
    parts = [f"{key} = {json.dumps(listed)}" for key, listed in by_key.items() if listed]
    parts += ["symmetric = true"] if any(one.symmetric for one in made.values()) else []
    return f"relations.{relation} = {{ {', '.join(parts)} }}"


def proposed_fields(graph: AgentGraph) -> list[Told]:
    """Return the lines of a configuration that would read the fields of a graph that name agents and are not read."""
    rows = {row.path: row for row in naming(graph, unread(graph)) if not is_dotted(row.path)}
    return [
        Told(line(relation, paths), tuple(_row(rows[path]) for path in paths))
        for relation, paths in by_relation(rows).items()
    ]


def _row(row: Unmapped) -> Row:
    return Row(row.path, len(row.targets), row.files)
