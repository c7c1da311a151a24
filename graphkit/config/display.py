"""A configuration as text: each value and where it comes from."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from typing import TYPE_CHECKING

from graphkit.config.keys import KEYS
from graphkit.config.settings import Calls
from graphkit.support import escape

if TYPE_CHECKING:
    from graphkit.config.settings import Config


def shown(config: Config) -> list[str]:
    """Return one line a key, `key = value  # where it was set`; the values are written as in TOML."""
    return [f"{name} = {row['value']}  # {row['origin']}" for name, row in settings(config).items()]


def settings(config: Config) -> dict[str, dict[str, str]]:
    """Return the value, as in TOML, and the origin of each key."""
    return {
        key.name: {"value": value(getattr(config, key.attribute)), "origin": _origin(config, key.name)} for key in KEYS
    }


def _origin(config: Config, key: str) -> str:
    place = config.origin.get(key)
    if place is None:
        return "default"
    path, _, line = place.rpartition(":")
    shown = f"{os.path.relpath(path)}:{line}" if path and line.isdecimal() else os.path.relpath(place)
    return shown.replace(os.sep, "/")


def value(setting: object) -> str:
    """Write a value as in TOML; of relations and contracts only the names."""
    if setting is None:
        return "(not set)"
    if isinstance(setting, frozenset):
        return value(sorted(setting))
    if isinstance(setting, Calls):
        return value({name: getattr(setting, name) for name in ("enabled", "kinds", "exclude", "builtins")})
    if isinstance(setting, Mapping):
        inner = ", ".join(f"{escape.json_text(json.dumps(key))} = {value(entry)}" for key, entry in setting.items())
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(setting, tuple | list):
        return f"[{', '.join(value(getattr(item, 'name', item)) for item in setting)}]"
    return escape.json_text(json.dumps(setting, ensure_ascii=False))
