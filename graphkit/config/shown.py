"""A configuration as text: each value and where it comes from."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from graphkit.config.keys import KEYS

if TYPE_CHECKING:
    from graphkit.config.settings import Config


def shown(config: Config) -> str:
    """Return one line a key, `key = value  # where it was set`; the values are written as in TOML."""
    rows = [(f"{key.name} = {_value(getattr(config, key.attribute))}", _origin(config, key.name)) for key in KEYS]
    return "".join(f"{row}  # {place}\n" for row, place in rows)


def _origin(config: Config, key: str) -> str:
    place = config.origin.get(key)
    if place is None:
        return "default"
    path, line = re.fullmatch(r"(.*?)((?::\d+)?)", place, re.DOTALL).groups()  # type: ignore[union-attr]  # matches all
    return f"{os.path.relpath(path)}{line}".replace(os.sep, "/")


def _value(value: object) -> str:
    """Write a value; of relations and contracts only the names, which stand where the comment says."""
    if value is None:
        return "(not set)"
    if isinstance(value, frozenset):
        return _value(sorted(value))
    if isinstance(value, Mapping):
        inner = ", ".join(f"{json.dumps(key)} = {_value(entry)}" for key, entry in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, tuple | list):
        return f"[{', '.join(_value(getattr(item, 'name', item)) for item in value)}]"
    return json.dumps(value)
