"""What can be written at a place of a definition: agents in a relation, levels, tools, and names of fields."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lsprotocol import types

from graphkit import dialects
from graphkit.config import ATTRIBUTES
from graphkit.model.names import plain_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graphkit.config import Config
    from graphkit.model.graph import AgentGraph
    from graphkit.workspace.lsp.positions import Lines

_KEY = re.compile(r"(\s*(?:- +)?)([\w.-]+):(?:\s|$)")
_ITEM = re.compile(r"(\s*)-(?:\s|$)")
_TYPED_KEY = re.compile(r"\s*[\w-]*")
NAME_KEYS = frozenset(("agent", "to", "target", "subagent", "agents"))


def complete(
    graph: AgentGraph, config: Config, path: str, lines: Lines, line: int, column: int
) -> list[types.CompletionItem]:
    """Return what may be at a place: nothing outside front matter."""
    if not _in_front_matter(path, lines, line):
        return []
    before = lines.line(line)[: column - 1]
    keys = _keys(lines, line, before)
    if keys is None:
        if _TYPED_KEY.fullmatch(before):
            return [_item(name, types.CompletionItemKind.Field) for name in sorted(_fields(config, graph, path))]
        return []
    wanted = plain_key(keys[-1])
    if wanted in _last_parts(_relation_fields(config, graph, path)) or (
        wanted in NAME_KEYS
        and any(plain_key(key) in _last_parts(_relation_fields(config, graph, path)) for key in keys[:-1])
    ):
        names = {agent.name: agent for agent in graph.agents.values() if agent.path != path}
        return [
            types.CompletionItem(
                name,
                kind=types.CompletionItemKind.Class,
                detail=agent.level.text if agent.level else None,
                documentation=agent.description,
            )
            for name, agent in sorted(names.items())
        ]
    if wanted in _last_parts(ATTRIBUTES["level"]):
        return [_item(level, types.CompletionItemKind.EnumMember) for level in graph.levels]
    if wanted in _last_parts((*ATTRIBUTES["tools_allowed"], *ATTRIBUTES["tools_forbidden"])):
        used = {tool.text for agent in graph.agents.values() for tool in (*agent.tools.allowed, *agent.tools.forbidden)}
        return [_item(tool, types.CompletionItemKind.Value) for tool in sorted(used)]
    return []


def _item(label: str, kind: types.CompletionItemKind) -> types.CompletionItem:
    return types.CompletionItem(label, kind=kind)


def _in_front_matter(path: str, lines: Lines, line: int) -> bool:
    if not path.lower().endswith((".md", ".markdown", ".mdc")):
        return True
    fences = [number for number in range(1, line) if lines.line(number).rstrip() == "---"]
    return len(fences) == 1


def _keys(lines: Lines, line: int, before: str) -> list[str] | None:
    """Return the keys around a place, the outermost first, where a value is written; None where a key is."""
    own = _KEY.match(before)
    if own:
        return [*_parents(lines, line - 1, len(own[1].replace("-", " "))), own[2]]
    item = _ITEM.match(before)
    inside = item is not None or before.count("[") > before.count("]") or before.lstrip().startswith(("'", '"'))
    if not inside and not (before[:1] in (" ", "\t") and _flow_open(lines, line)):
        return None
    indent = len(item[1]) + 1 if item else len(before) - len(before.lstrip())
    return _parents(lines, line - 1, indent) or None


def _flow_open(lines: Lines, line: int) -> bool:
    """Return whether a bracket that opened on a line above is still open."""
    depth = 0
    for number in range(line - 1, max(line - 50, 0), -1):
        text = lines.line(number)
        depth += text.count("[") - text.count("]")
        if depth > 0:
            return True
        if _KEY.match(text):
            return False
    return False


def _parents(lines: Lines, line: int, indent: int) -> list[str]:
    keys: list[str] = []
    for number in range(line, 0, -1):
        text = lines.line(number)
        if text.rstrip() == "---":
            break
        key = _KEY.match(text)
        if key and len(key[1].replace("-", " ")) < indent:
            keys.insert(0, key[2])
            indent = len(key[1].replace("-", " "))
            if not indent:
                break
    return keys


def _relation_fields(config: Config, graph: AgentGraph, path: str) -> Iterator[str]:
    dialect = next((agent.dialect for agent in graph.agents.values() if agent.path == path), "")
    known = dialects.known().get(dialect)
    for relation in config.relations:
        yield from (field.path for field in relation.fields)
        if known:
            yield from (field.path for field in known.fields.get(relation.name, ()))


def _last_parts(paths: Iterable[str]) -> frozenset[str]:
    return frozenset(
        plain_key(part) for path in paths for part in [path.removesuffix(".*").rpartition(".")[2]] if part != "*"
    )


def _fields(config: Config, graph: AgentGraph, path: str) -> set[str]:
    names = {field.partition(".")[0] for field in _relation_fields(config, graph, path)}
    names |= {field.partition(".")[0] for fields in ATTRIBUTES.values() for field in fields}
    return names - {"*"}
