"""The plugins of a run, by their manifests: names that qualify agents (`north:oven-tender`)."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.model.calls import Plugin
from graphkit.support.files import read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graphkit.model.spans import Source

MANIFESTS = (".claude-plugin", ".github/plugin", ".cursor-plugin", ".codex-plugin")
_MOST = 1 << 20


def find(sources: Sequence[Source]) -> tuple[Plugin, ...]:
    """Return the plugins whose manifest is in a folder above some agent, up to the working directory."""
    folders = {"."}
    for folder in {source.path.rpartition("/")[0] for source in sources}:
        folders.update(str(place) for place in (Path(folder), *Path(folder).parents))
    found: dict[tuple[str, str], Plugin] = {}
    for folder in sorted(folders):
        for place in MANIFESTS:
            for plugin in _in_folder(folder, os.path.join(folder, place)):
                known = found.get((plugin.name, plugin.root))
                found[plugin.name, plugin.root] = (
                    plugin if known is None else known._replace(listed=(*known.listed, *plugin.listed))
                )
    return tuple(sorted(found.values()))


def _in_folder(folder: str, place: str) -> Iterator[Plugin]:
    own, market = _path(place, "plugin.json"), _path(place, "marketplace.json")
    manifest = _json(own)
    name = manifest.get("name")
    if isinstance(name, str) and name:
        yield Plugin(name, _path(folder, ""), own, tuple(_path(folder, one) for one in _texts(manifest.get("agents"))))
    plugins = _json(market).get("plugins")
    for entry in plugins if isinstance(plugins, list) else ():
        if isinstance(entry, dict) and isinstance(entry.get("name"), str) and isinstance(entry.get("source"), str):
            root = _path(folder, entry["source"])
            listed = tuple(_path(folder, os.path.join(entry["source"], one)) for one in _texts(entry.get("agents")))
            # One that is the repository itself holds what it lists, and all of it only if it lists nothing.
            yield Plugin(entry["name"], root if root or not listed else listed[0], market, listed)


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


def _path(folder: str, inner: str) -> str:
    shown = os.path.normpath(os.path.join(folder, inner)).replace(os.sep, "/")
    return "" if shown == "." else shown


def _json(path: str) -> dict[str, object]:
    """Return an object of a JSON file, an empty one where there is none: a broken manifest qualifies nothing."""
    try:
        value = json.loads(read_bytes(path, _MOST).decode("utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}
