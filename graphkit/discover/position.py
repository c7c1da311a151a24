"""Where in a tree a folder lies: in which home, among what kind of files, and how soon its agents count."""

from __future__ import annotations

from graphkit.discover import places
from graphkit.support.records import NamedTuple


class Position(NamedTuple):
    """What the names on the way from the start to a folder say.

    `name` is that of the folder, in lower case. `home` is the shown path of the agents folder it belongs to, None
    outside; `tool` is the shown path of the tool's folder whose home that is, "" for a plain home. `kind` is that of
    the nearest folder which has one, below the home if there is a home. `rank_above` is the rank but for the folder's
    own name. `is_skill` is a folder with a SKILL.md. `below_start` is a tool's folder directly below the start;
    `only_homes` is one that .gitignore names: nothing but its agents count.
    """

    name: str
    home: str | None = None
    tool: str = ""
    kind: str | None = None
    rank: int = 1
    rank_above: int = 1
    no_home: bool = False
    in_skill: bool = False
    is_skill: bool = False
    dotted: bool = False
    below_start: bool = False
    only_homes: bool = False

    @property
    def is_tool_folder(self) -> bool:
        """Whether an agents folder directly below is a tool's home."""
        return (self.name.startswith(".") and self.name.strip(".") != "") or self.name in places.TOOLS_WITHOUT_DOT

    def below(self, name: str, shown: str) -> Position:
        """Return the position of a folder directly below; `shown` is its path."""
        low = name.lower()
        if self.is_skill:
            return self._in_a_skill(low, shown)
        if self.name == "plugins" and self.home is None and low not in places.AGENTS:
            # A plugin: `plugins/research`, `plugins/hooks` say what it is called, not what is in it.
            return self._replace(name=low, rank_above=self.rank, dotted=self.dotted or low.startswith("."))
        if low in places.AGENTS and self._opens_home():
            tool = (shown.rpartition("/")[0] or ".") if self.is_tool_folder else ""
            return Position(low, shown, tool, None, max(self.rank, 2 if self.in_skill else 1), self.rank)
        kind = places.kind_of_folder(low)
        if self.home is not None:
            return self._replace(name=low, kind=kind or self.kind, in_skill=kind == "skill" or self.in_skill)
        return self._replace(
            name=low,
            kind=kind or self.kind,
            rank=max(self.rank, places.rank_of_folder(low)),
            rank_above=self.rank,
            no_home=self.no_home or low in places.NO_HOME_BELOW,
            in_skill=self.in_skill or kind == "skill",
            dotted=self.dotted or low.startswith("."),
            below_start=False,
        )

    def _in_a_skill(self, low: str, shown: str) -> Position:
        """Return the position of a folder of a skill: `references/agents` holds pages, `agents` may hold agents."""
        plain = self._replace(is_skill=False)
        if low in places.PARTS_OF_A_SKILL:
            return plain._replace(name=low, kind="document", no_home=True, below_start=False)
        return plain.below(low, shown)

    def _opens_home(self) -> bool:
        """Whether an agents folder here is a home: within another home only that of a tool or of a skill is."""
        return not self.no_home and (self.home is None or self.is_tool_folder or self.kind == "skill")
