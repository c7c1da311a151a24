"""An answer for programs: the value itself, field by field, in the shapes that `report --format json` uses."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence, Set
from dataclasses import fields, is_dataclass
from typing import Any

from graphkit.model.definitions import Definition
from graphkit.model.findings import Finding
from graphkit.model.graph import AgentGraph
from graphkit.model.references import Reference
from graphkit.model.spans import Span
from graphkit.reporters.json_v1 import agent_json, reference_json
from graphkit.support import escape
from graphkit.support.version import VERSION


def write(command: str, value: object, key: str | None = None) -> str:
    """Return the answer of a command below its name, or `key`; pure ASCII, so no name can send a control character."""
    return _dump({**_head(command), key or command: plain(value)})


def failure(command: str, message: str) -> str:
    """Return the same shape for a question that could not be answered; `error` says why."""
    return _dump({**_head(command), command: None, "error": message})


def plain(value: object) -> Any:
    """Return a value as JSON knows it. The graph that an answer was made from is left out: `report` has it."""
    if isinstance(value, Finding):
        about = {"code": value.code, "name": value.name, "severity": value.severity.value, "message": value.message}
        return {**about, **plain(value.span), "hint": value.hint}
    if isinstance(value, Definition):
        return agent_json(value)
    if isinstance(value, Reference):
        return reference_json(value)
    if isinstance(value, Span):
        return {"path": value.path, "line": value.line, "column": value.column}
    if is_dataclass(value) and not isinstance(value, type):
        pairs = ((field.name, getattr(value, field.name)) for field in fields(value))
        return {key: plain(item) for key, item in pairs if not isinstance(item, AgentGraph)}
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return {key: plain(item) for key, item in value._asdict().items()}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, Set):
        return sorted(plain(item) for item in value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [plain(item) for item in value]
    return round(value, 6) if isinstance(value, float) else value


def _head(command: str) -> dict[str, Any]:
    return {"version": 1, "tool": {"name": "graphkit", "version": VERSION}, "command": command}


def _dump(content: dict[str, Any]) -> str:
    return escape.json_text(json.dumps(content, indent=2)) + "\n"
