"""Which agent a call means, and what is known of a name that no agent has."""

from __future__ import annotations

import re
from enum import Enum
from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from graphkit import dialects
from graphkit.dialects import worlds
from graphkit.link.names import Namesakes
from graphkit.model.call_sites import Weight
from graphkit.model.calls import ABSENT
from graphkit.model.names import canonical, without_remark, words
from graphkit.model.suggestions import NearNames

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from graphkit.config import Config
    from graphkit.link.names import Names
    from graphkit.model.call_sites import CallSite
    from graphkit.model.calls import Plugin
    from graphkit.model.definitions import Definition

_QUALIFIED = re.compile(r"(?P<plugin>[^:\s]+):(?:[^:\s]+:)*(?P<name>[^:\s]+)$")
_MODES = frozenset(
    ("agent", "ask", "edit", "plan", "fork", "build", "general", "compaction", "title", "summary", "main")
)
"""What may also be said where an agent is called: a mode of the tool, or the session itself, which does it alone."""


class Missing(Enum):
    """Why a call has no target."""

    NOWHERE = "nobody"
    BUILT_IN = "built in"
    UNKNOWN_PLUGIN = "the plugin is not in the run"
    OTHER_PLUGIN = "only another plugin defines it"
    BUILT_IN_OF_PLUGIN = "a built-in agent, written with a plugin"
    SEVERAL = "several are equally near"
    ELSEWHERE = "another tool's folder defines it"


class Targets:
    """The agents of a run as calls name them, from wherever the call is."""

    def __init__(
        self, definitions: Sequence[Definition], names: Names, plugins: Sequence[Plugin], config: Config,
        others: Iterable[str],
    ) -> None:  # fmt: skip
        self._definitions = definitions
        self._names = names
        self._plugins: dict[str, list[Plugin]] = {}
        for plugin in plugins:
            self._plugins.setdefault(canonical(plugin.name), []).append(plugin)
        self._builtins = config.externals | config.calls.builtins | _MODES
        self._others = others
        self._worlds = {agent.root: worlds.world(agent) for agent in definitions}

    def find(self, text: str, root: str, path: str) -> str | Missing:
        """Return the id of the agent that a call in a file means: of its plugin, else the nearest; or what lacks."""
        key = canonical(text)
        qualified = _QUALIFIED.match(text)
        if qualified and canonical(qualified["plugin"]) in self._plugins:
            return self._in_plugin(qualified["plugin"], qualified["name"])
        world = self._worlds.get(root, worlds.tool(root))
        candidates = [agent for agent in self._everywhere.get(key, ()) if worlds.world(agent) == world]
        if not candidates:
            known = self._names.seen_from(root, world).by_name(text, path)
            if isinstance(known, str):
                return known
            if self._is_builtin(key):
                return Missing.BUILT_IN
            if qualified:
                return Missing.UNKNOWN_PLUGIN
            return Missing.ELSEWHERE if key in self._everywhere else Missing.NOWHERE
        return self._nearest(candidates, root, path)

    def find_words(self, alias: tuple[str, ...], root: str, path: str) -> str | None:
        """Return the id of the agent whose name is made of these words: the nearest, None where several are."""
        world = self._worlds.get(root, worlds.tool(root))
        candidates = [agent for agent in self._by_words.get(alias, ()) if worlds.world(agent) == world]
        found = self._nearest(candidates, root, path) if candidates else None
        return found if isinstance(found, str) else None

    def _in_plugin(self, plugin: str, name: str) -> str | Missing:
        held = self._plugins[canonical(plugin)]
        named = self._everywhere.get(canonical(name), [])
        inside = [agent for agent in named if any(one.holds(agent.path) for one in held)]
        if inside:
            return inside[0].id
        if self._is_builtin(canonical(name)):
            return Missing.BUILT_IN_OF_PLUGIN
        return Missing.OTHER_PLUGIN if named else Missing.NOWHERE

    def _nearest(self, candidates: Sequence[Definition], root: str, path: str) -> str | Missing:
        if len(candidates) == 1:
            return candidates[0].id
        plugins = [plugin for held in self._plugins.values() for plugin in held if plugin.root and plugin.holds(path)]
        own = [agent for agent in candidates if any(plugin.holds(agent.path) for plugin in plugins)]
        at_home = [agent for agent in candidates if agent.root == root]
        nearest = Namesakes(own or at_home or candidates).nearest(path)
        return nearest[0].id if len(nearest) == 1 else Missing.SEVERAL

    def cause(self, site: CallSite, missing: Missing) -> tuple[bool, str, str] | None:
        """Return whether a call without target surely fails, why, and what to do; None where nothing is to be said."""
        name = site.text
        if site.weight is Weight.LOOSE or missing is Missing.BUILT_IN or len(name) < 3:
            return None
        certain = site.weight is Weight.FIRM and len(self._definitions) > 1
        short = name.rpartition(":")[2]
        if missing is Missing.BUILT_IN_OF_PLUGIN:
            return certain, f"`{short}` comes with the tool, not with a plugin", f"Write `{short}` without the plugin."
        if missing is Missing.SEVERAL:
            return False, f"several agents are called `{name}`, and none is nearest", "Qualify it: `plugin:name`."
        if missing is Missing.UNKNOWN_PLUGIN:
            plugin, _, rest = name.partition(":")
            if called := self._called.get((plugin, canonical(short))):
                return False, f"the plugin in `{plugin}` is called `{called}`", f"Write `{called}:{rest}`."
            return False, f"the plugin `{plugin}` {ABSENT}", "Check the spelling of the plugin."
        if missing is Missing.OTHER_PLUGIN:
            where = self._everywhere[canonical(short)][0].path
            return False, f"`{where}` defines `{short}`, which is not in that plugin", "Check the name of the plugin."
        if missing is Missing.ELSEWHERE:
            where = self._everywhere[canonical(name)][0].path
            return False, f"only `{where}` defines it, which this file's tool does not read", "Define it there too."
        if (other := self._stems.get(canonical(short))) is not None:
            return False, f"`{other}` has that name, and is not read as an agent", "See why with `graphkit check -v`."
        meant = self._near_names.nearest(short)
        return certain, "no agent has that name", f"Did you mean `{meant}`?" if meant else (
            "Write the name of an agent that exists, define it, or remove the call."
        )  # fmt: skip

    def _is_builtin(self, name: str) -> bool:
        return name in self._builtins or any(worlds.comes_with(name, dialect) for dialect in dialects.known())

    @cached_property
    def _everywhere(self) -> dict[str, list[Definition]]:
        """All agents by their names in canonical form, whoever sees them."""
        found: dict[str, list[Definition]] = {}
        for agent in sorted(self._definitions, key=lambda agent: agent.path):
            for alias in dict.fromkeys(canonical(alias) for alias in agent.aliases):
                found.setdefault(alias, []).append(agent)
        return found

    @cached_property
    def _called(self) -> dict[tuple[str, str], str]:
        """The names of plugins by what they are easily mistaken for: their folder, with each agent in it."""
        return {
            (PurePosixPath(plugin.root).name, canonical(alias)): plugin.name
            for held in self._plugins.values()
            for plugin in held
            for agent in self._definitions
            if plugin.holds(agent.path)
            for alias in agent.aliases
        }

    @cached_property
    def _by_words(self) -> dict[tuple[str, ...], list[Definition]]:
        found: dict[tuple[str, ...], list[Definition]] = {}
        for agent in self._definitions:
            for alias in dict.fromkeys(map(words, agent.aliases)):
                found.setdefault(alias, []).append(agent)
        return found

    @cached_property
    def _stems(self) -> dict[str, str]:
        """Files that are no agents by their names: one of that name may be meant."""
        stems: dict[str, str] = {}
        for path in sorted(self._others):
            parts = PurePosixPath(path)
            stem = (
                parts.parent.name if parts.name.casefold() in ("skill.md", "agent.md") else parts.name.partition(".")[0]
            )
            stems.setdefault(canonical(stem), path)
        return stems

    @cached_property
    def _near_names(self) -> NearNames:
        names = {without_remark(alias) for agent in self._definitions for alias in agent.aliases[:1]}
        return NearNames(sorted(names | {"general-purpose", "Explore", "Plan"}))
