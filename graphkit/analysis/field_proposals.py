"""Field proposals: the relation that an unmapped field most probably declares, as a line of configuration."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graphkit.analysis.unmapped_fields import unmapped
from graphkit.analysis.unread_fields import is_dotted
from graphkit.model.names import words
from graphkit.model.proposal import FieldProposal, Row
from graphkit.support import escape
from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from graphkit.analysis.unmapped_fields import Unmapped
    from graphkit.model.graph import AgentGraph

_BUILT_IN = {
    "escalat": "escalation", "report": "reporting", "delegat": "delegation", "subagent": "delegation",
    "handoff": "handoff", "handover": "handoff", "hand": "handoff", "parallel": "parallel",
}  # fmt: skip
"""Beginnings of words that speak of one built-in relation."""

_GENERAL = ("receiv", "provid", "send", "sent", "accept", "take", "give", "pass", "trigger", "target", "to", "from")
"""Beginnings of words that only say which way: the keys above say of what, if they do."""

_MUTUAL = frozenset({"with", "peer", "peers", "related", "partner", "partners", "complements"})
_NAME = re.compile(r"[a-z][a-z0-9-]*")
_WITHIN = ("path", "file", "agent", "agents", "name", "id", "to", "from", "with", "by")
"""Last keys that only complete the one above: `mates.agents`, `handoff.to`."""

_PASSIVE = frozenset({"by", "from"})
_ENDING = re.compile(r"(?:ed|es|ing|s|d|e)$")


class Declaration(NamedTuple):
    """A relation, the key of it (`fields` or `inverse`) that a field belongs to, and whether it goes both ways."""

    relation: str
    key: str
    symmetric: bool


def declaration(path: str, among: Iterable[str] = ()) -> Declaration:
    """Return what a field declares: a built-in relation if its name or a key above says so, else one of its own.

    `among` are all fields that are looked at together: `mentored_by` is the inverse of `mentors`.
    """
    above, last = _said(path)
    inward = bool(last) and (last[-1] in _PASSIVE or last[0].startswith("receiv"))
    relation = _built_in(last)
    if relation is None and last[:1] and last[0].startswith(_GENERAL):
        relation = _built_in(above) or ("delegation" if last[0].startswith("receiv") else None)
    if relation is not None:
        key = "inverse" if inward and relation != "parallel" else "fields"
        return Declaration(relation, key, symmetric=False)
    partner = next((other for other in among if _is_inverse(last, _said(other)[1])), None)
    if partner is not None:
        return declaration(partner)._replace(key="inverse")
    name = "-".join(last)
    mutual = bool(last) and last[-1] in _MUTUAL
    return Declaration(name if _NAME.fullmatch(name) else "custom", "fields", symmetric=mutual)


def by_relation(paths: Iterable[str]) -> dict[str, list[str]]:
    """Return the fields by the relation that they declare, both sorted; TOML lets a relation be in one line only."""
    found: dict[str, list[str]] = {}
    among = sorted(paths)
    for path in among:
        found.setdefault(declaration(path, among).relation, []).append(path)
    return dict(sorted(found.items()))


def line(relation: str, paths: Sequence[str]) -> str:
    """Return the line that adds fields to a relation: it belongs in graphkit.toml or below `[tool.graphkit]`."""
    made = {path: declaration(path, paths) for path in paths}
    by_key = {key: [path for path, one in made.items() if one.key == key] for key in ("fields", "inverse")}
    parts = [f"{key} = [{', '.join(map(escape.toml, listed))}]" for key, listed in by_key.items() if listed]
    parts += ["symmetric = true"] if any(one.symmetric for one in made.values()) else []
    return f"relations.{relation} = {{ {', '.join(parts)} }}"


def proposed_fields(graph: AgentGraph) -> list[FieldProposal]:
    """Return the lines of a configuration that would read the unmapped fields of a graph that name agents."""
    rows = {
        row.path: row for row in unmapped(graph).naming if row.named and not row.phrased and not is_dotted(row.path)
    }
    return [
        FieldProposal(line(relation, paths), tuple(_row(rows[path]) for path in paths))
        for relation, paths in by_relation(rows).items()
    ]


def _said(path: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the words of the keys above, and of the last key of a path; wildcards and name keys say nothing."""
    steps = [step for step in path.split(".") if step != "*"]
    if len(steps) > 1 and steps[-1] in _WITHIN:
        *steps, inner = steps
        steps[-1] = f"{steps[-1]}_{inner}" if inner in _WITHIN[-4:] else steps[-1]
    *above, last = [words(step.replace("_", " ")) for step in steps] or [()]
    return tuple(word for said in above for word in said), last


def _built_in(said: Iterable[str]) -> str | None:
    return next((name for word in said for start, name in _BUILT_IN.items() if word.startswith(start)), None)


def _is_inverse(passive: Sequence[str], active: Sequence[str]) -> bool:
    """Return whether one key is the passive of another: `mentored_by` of `mentors`."""
    if len(passive) < 2 or passive[-1] not in _PASSIVE or not active or active[-1] in _PASSIVE:
        return False
    return _ENDING.sub("", passive[0]) == _ENDING.sub("", active[0])


def _row(row: Unmapped) -> Row:
    return Row(row.path, len(row.targets), row.files)
