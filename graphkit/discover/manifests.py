"""Manifests of plugins: what a plugin is called, and the files and folders that it declares to be agents."""

from __future__ import annotations

import posixpath
import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from graphkit.discover import places
from graphkit.model.calls import Plugin
from graphkit.support.files import read_bytes
from graphkit.support.patterns import pattern
from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from graphkit.discover.tree import Folder
    from graphkit.model.spans import Source

MOST = 4 * 1024 * 1024

_COMMENT = pattern(r'("(?:[^"\\\n]|\\.)*")|//[^\n]*|/\*.*?\*/', re.DOTALL)
_LAST_COMMA = pattern(r'("(?:[^"\\\n]|\\.)*")|,(?=\s*[}\]])')


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
            if file.name in places.MANIFEST_NAMES:
                for plugin in _plugins(folder.place(file.name), folder.path(file.name), root):
                    if plugin.name and (plugin.root not in plugins or file.name == "plugin.json"):
                        plugins[plugin.root] = plugin  # its own manifest counts, rather than the marketplace
                    declared += [Declared(path, plugin.name) for path in plugin.listed]
    return sorted(plugins.values(), key=lambda one: one.root), sorted(set(declared))


def above(sources: Sequence[Source]) -> tuple[Plugin, ...]:
    """Return the plugins whose manifest is in a folder above some agent, up to the working directory."""
    folders = {"."}
    for folder in {source.path.rpartition("/")[0] for source in sources}:
        folders.update(map(str, (PurePosixPath(folder), *PurePosixPath(folder).parents)))
    found: dict[tuple[str, str], Plugin] = {}
    for folder in sorted(folders):
        for place in places.MANIFEST_FOLDERS:
            for name in sorted(places.MANIFEST_NAMES, reverse=True):
                path = _joined(folder, f"{place}/{name}")
                for plugin in _plugins(path, path, folder):
                    if plugin.name:
                        one = _held(plugin)
                        known = found.get((one.name, one.root))
                        listed = (*known.listed, *one.listed) if known else one.listed
                        found[one.name, one.root] = (known or one)._replace(listed=listed)
    return tuple(sorted(found.values()))


def _held(plugin: Plugin) -> Plugin:
    """Return a plugin by the places that it holds: one that is the repository holds what it lists, if it lists any."""
    root = "" if plugin.root == "." else plugin.root
    is_market = plugin.manifest.endswith("/marketplace.json")
    return plugin._replace(root=root if root or not plugin.listed or not is_market else plugin.listed[0])


def _root(folder: Folder) -> str | None:
    """Return the folder that a folder of manifests speaks of, None if it is none."""
    location = folder.location.replace("\\", "/")
    for ending in places.MANIFEST_FOLDERS:
        if location.endswith(f"/{ending}"):
            return posixpath.normpath(posixpath.join(folder.shown, *[".."] * len(ending.split("/"))))
    return None


def _plugins(location: str, manifest: str, root: str) -> Iterator[Plugin]:
    """Yield the plugin of a `plugin.json`, or those of a `marketplace.json` that lie in the same repository."""
    content = _parsed(location)
    if manifest.endswith("/plugin.json"):
        yield _plugin(content, root, manifest)
        return
    metadata = content.get("metadata")
    base = _text(metadata.get("pluginRoot")) if isinstance(metadata, dict) else ""
    listed = content.get("plugins")
    for entry in listed if isinstance(listed, list) else ():
        if isinstance(entry, dict) and isinstance(entry.get("source"), str):
            source = entry["source"]
            inner = source if source.startswith(".") or not base else f"{base}/{source}"
            yield _plugin(entry, _joined(root, inner), manifest)


def _plugin(entry: dict[str, Any], root: str, manifest: str) -> Plugin:
    agents = entry.get("agents")
    paths = agents if isinstance(agents, list) else [agents]
    listed = tuple(_joined(root, path.strip()) for path in paths if isinstance(path, str) and path.strip())
    return Plugin(_text(entry.get("name")), root, manifest, listed)


def _joined(root: str, path: str) -> str:
    return posixpath.normpath(f"{root}/{path}" if root not in ("", ".") else path)


def _parsed(location: str) -> dict[str, Any]:
    """Return an object of a JSON file, comments and trailing commas left out; a broken manifest says nothing."""
    try:
        text = read_bytes(location, MOST).decode("utf-8-sig")
        import json  # most folders have no manifest

        if "//" in text or "/*" in text:
            text = _COMMENT.sub(lambda match: match[1] or " ", text)
        value = json.loads(_LAST_COMMA.sub(lambda match: match[1] or " ", text))
    except (OSError, ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""
