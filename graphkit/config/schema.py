"""The JSON Schema of the configuration, made from the keys: editors complete and check `graphkit.toml` by it."""

from __future__ import annotations

from typing import Any

from graphkit.config.keys import KEYS


def schema() -> dict[str, Any]:
    """Return the schema of a `graphkit.toml`, and so of `[tool.graphkit]`. Draft 7 is what TOML editors understand."""
    extend = {"type": "string", "description": "Another file whose keys apply where this one has none."}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": "urn:graphkit:config",
        "title": "graphkit configuration",
        "type": "object",
        "additionalProperties": False,
        "properties": {**{key.name: {"description": key.doc, **key.schema} for key in KEYS}, "extend": extend},
    }
