"""Manifests of plugins: what a plugin is called, and the files and folders that it declares to be agents."""

from __future__ import annotations

import json
import posixpath
from typing import TYPE_CHECKING, Any, NamedTuple

from graphkit.discover import places
from graphkit.model.discovery import Plugin
from graphkit.support.files import read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graphkit.discover.tree import Folder

MOST = 4 * 1024 * 1024


class Declared(NamedTuple):
    """A path that a manifest says is an agent, or a folder of agents."""

    path: str
    plugin: str


def manifests(folders: Iterable[Folder]) -> tuple[list[Plugin], list[Declared]]:
    """Return the plugins that have a manifest among the folders, and what they declare."""
    plugins: dict[str, Plugin] = {}
    declared: list[Declared] = []
    for folder in folders:
        root = _root(folder) if folder.data else None
        if root is None:
            continue
        for file in folder.data:
            if file.name not in places.MANIFEST_NAMES:
                continue
            content = _parsed(folder.place(file.name))
            path = folder.path(file.name)
            if file.name == "plugin.json":
                _add(plugins, Plugin(_text(content.get("name")), root, path))
                declared += _declared(content, root)
            else:
                for entry, place in _entries(content, root):
                    _add(plugins, Plugin(_text(entry.get("name")), place, path))
                    declared += _declared(entry, place)
    return sorted(plugins.values(), key=lambda one: one.root), sorted(set(declared))


def _add(plugins: dict[str, Plugin], plugin: Plugin) -> None:
    """Note a plugin; what its own manifest says counts, rather than that of the marketplace."""
    if plugin.name and (plugin.root not in plugins or plugin.manifest.endswith("/plugin.json")):
        plugins[plugin.root] = plugin


def _root(folder: Folder) -> str | None:
    """Return the folder that a folder of manifests speaks of, None if it is none."""
    location = folder.location.replace("\\", "/")
    for ending in places.MANIFEST_FOLDERS:
        if location.endswith(f"/{ending}"):
            return posixpath.normpath(posixpath.join(folder.shown, *[".."] * len(ending.split("/"))))
    return None


def _entries(content: dict[str, Any], root: str) -> Iterator[tuple[dict[str, Any], str]]:
    """Yield the plugins of a marketplace that lie in the same repository, each with its folder."""
    metadata = content.get("metadata")
    base = _text(metadata.get("pluginRoot")) if isinstance(metadata, dict) else ""
    listed = content.get("plugins")
    for entry in listed if isinstance(listed, list) else ():
        if isinstance(entry, dict) and isinstance(entry.get("source"), str):
            source = entry["source"]
            inner = source if source.startswith(".") or not base else f"{base}/{source}"
            yield entry, _joined(root, inner)


def _declared(entry: dict[str, Any], root: str) -> Iterator[Declared]:
    agents = entry.get("agents")
    for path in agents if isinstance(agents, list) else [agents]:
        if isinstance(path, str) and path.strip():
            yield Declared(_joined(root, path.strip()), _text(entry.get("name")))


def _joined(root: str, path: str) -> str:
    return posixpath.normpath(f"{root}/{path}" if root != "." else path)


def _parsed(location: str) -> dict[str, Any]:
    try:
        value = json.loads(read_bytes(location, MOST))
    except (OSError, ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""
