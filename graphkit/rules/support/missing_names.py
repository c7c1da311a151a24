"""Missing names: what to do about a reference to an agent that no definition defines."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from graphkit.analysis.phrases import PREPOSITIONS
from graphkit.dialects import worlds
from graphkit.model.names import canonical
from graphkit.model.suggestions import NearNames

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.model.definitions import Definition
    from graphkit.model.graph import AgentGraph

_MARKERS = (".agent", ".chatmode")
_MAIN = frozenset({"agent", "agents", "index", "skill"})


class MissingNames:
    """The reasons why a name may be missing, by what an agent can see: any other agent would not help."""

    def __init__(self, graph: AgentGraph) -> None:
        self._graph = graph
        self._worlds: dict[str, list[Definition]] = {}
        for agent in graph.agents.values():
            self._worlds.setdefault(worlds.world(agent), []).append(agent)
        self._visible: dict[str, tuple[NearNames, dict[str, str]]] = {}

    def hint(self, speaker: Definition, target: str) -> str:
        """Return what to do about a name that no agent in sight defines."""
        key = canonical(target)
        if unread := self._unread.get(key):
            return unread
        names, _ = self._names_in(worlds.world(speaker))
        if renamed := self._renamed(speaker, key):
            return f"Its file was renamed: write `{renamed.name}` ({renamed.path})."
        if meant := self._near(speaker, target):
            return f"Did you mean `{meant}`?"
        if several := names.namesakes(target):
            return f"Did you mean {' or '.join(f'`{name}`' for name in several)}?"
        if elsewhere := self._elsewhere.get(key):
            there = f"{elsewhere} defines one, but the agents of {speaker.root} do not see it"
            return f"{there}: define it there too, or remove the entry."
        return f"Define `{target}`, write the name of an agent that exists, or remove the entry."

    def replacement(self, speaker: Definition, target: str) -> str | None:
        """Return the name that was most probably meant: the new one of a renamed file, or the only near miss."""
        key = canonical(target)
        if key in self._unread:
            return None
        if renamed := self._renamed(speaker, key):
            return renamed.name
        return self._near(speaker, target)

    def _near(self, speaker: Definition, target: str) -> str | None:
        """Return the name that is most like the one that is missing; `to_x` may stand for `x`."""
        names, files = self._names_in(worlds.world(speaker))
        found = files.get(target) or names.nearest(target, but=speaker.name)
        first, _, rest = target.partition("_")
        return names.nearest(rest, but=speaker.name) if found is None and first in PREPOSITIONS and rest else found

    def _names_in(self, world: str) -> tuple[NearNames, dict[str, str]]:
        """Return the names in a world, and those of the agents that do not go by the name of their file."""
        if world not in self._visible:
            agents = self._worlds[world]
            files = {agent.stem: agent.name for agent in agents if agent.stem not in agent.aliases}
            self._visible[world] = NearNames(agent.name for agent in agents), files
        return self._visible[world]

    def _renamed(self, speaker: Definition, key: str) -> Definition | None:
        """Return the agent whose file had that name before."""
        world = worlds.world(speaker)
        agents = (self._agents_by_path.get(path) for path in self._renames.get(key, ()))
        return next(
            (agent for agent in agents if agent and agent is not speaker and worlds.world(agent) == world), None
        )

    @cached_property
    def _agents_by_path(self) -> dict[str, Definition]:
        return {agent.path: agent for agent in self._graph.agents.values()}

    @cached_property
    def _renames(self) -> dict[str, list[str]]:
        """The paths of today by the names that their files had; git is asked only where a name is missing."""
        from graphkit.git.renamed_files import renamed_files

        found: dict[str, list[str]] = {}
        for old, new in renamed_files(sorted(self._graph.by_root())).items():
            for name in _names_of(old):
                found.setdefault(name, []).append(new)
        return found

    @cached_property
    def _unread(self) -> dict[str, str]:
        """Why the file that would define a name gave no agent, by the name."""
        found: dict[str, str] = {}
        for skipped in self._graph.skipped:
            if skipped.kind == "disabled":
                found.setdefault(canonical(skipped.reason.split("`")[1]), f"{skipped.reason}.")
                continue
            for name in _names_of(skipped.path):
                found.setdefault(name, f"{skipped.path} is not read as an agent: {skipped.reason}.")
        for problem in self._graph.problems:
            if problem.rule == "unreadable-file":
                for name in _names_of(problem.span.path):
                    found[name] = f"{problem.span.path} could not be read: {problem.message}."
        return found

    @cached_property
    def _elsewhere(self) -> dict[str, str]:
        """Where each name is defined, if there are several worlds."""
        agents = [agent for among in self._worlds.values() for agent in among] if len(self._worlds) > 1 else []
        return {canonical(alias): agent.path for agent in reversed(agents) for alias in agent.aliases}


def _names_of(path: str) -> Iterator[str]:
    """Yield the names, in canonical form, of the agent that a file would define."""
    folder, _, name = path.rpartition("/")
    stem = name.rpartition(".")[0] or name
    for marker in _MARKERS:
        stem = stem.removesuffix(marker)
    yield canonical(folder.rpartition("/")[2] if stem.casefold() in _MAIN else stem)
