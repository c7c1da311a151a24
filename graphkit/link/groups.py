"""Names of plugins: as the target of a relation such a name means all agents of the plugin, and no single one."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from graphkit.dialects import worlds
from graphkit.model.names import canonical, without_remark

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from graphkit.model.definitions import Definition


class Groups:
    """The agents of each plugin, by the plugin's name in its manifest, or by its folder where it has none."""

    def __init__(self, definitions: Iterable[Definition]) -> None:
        self._by_name: dict[str, list[str]] = {}
        folders: dict[str, list[str]] = {}
        for definition in definitions:
            if definition.plugin:
                self._by_name.setdefault(canonical(definition.plugin), []).append(definition.id)
            elif not worlds.tool(definition.root):
                folder = canonical(PurePosixPath(definition.root).parent.name)
                folders.setdefault(folder, []).append(definition.id)
        if len(folders) + len(self._by_name) > 1:  # a single folder of agents is a project, and no plugin
            for folder, members in folders.items():
                if folder:
                    self._by_name.setdefault(folder, members)

    def members(self, text: str) -> Sequence[str]:
        """Return the ids of the agents of the plugin that a reference names, none for another name."""
        return self._by_name.get(canonical(without_remark(text)), ()) if self._by_name else ()
