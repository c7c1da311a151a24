"""One search over all paths, so that a file or folder that is reached twice counts once."""

from __future__ import annotations

import os
import posixpath
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.dialects.worlds import tool, users_own
from graphkit.discover import heads, places
from graphkit.discover.account import Account
from graphkit.discover.code import AskedCode
from graphkit.discover.ignores import Excluded
from graphkit.discover.position import shown_path, start
from graphkit.discover.tree import MARKDOWN, Tree
from graphkit.discover.units import units
from graphkit.model.code import DIALECT
from graphkit.model.discovery import Discovery, Place
from graphkit.model.spans import Source
from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graphkit.config import Config
    from graphkit.discover.position import Start
    from graphkit.discover.units import Unit
    from graphkit.model.calls import Plugin


class Taken(NamedTuple):
    """A file to be read, where it truly is, and whether a link leads there."""

    source: Source
    real: str
    is_link: bool


class Search:
    """Collects what the starts give; `named` are the files that were asked about, where there are others besides."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._excluded = Excluded(config.exclude, config.base)
        self._relations = heads.relation_fields(config)
        self._files: dict[str, Source] = {}
        self._at: defaultdict[str, dict[str, tuple[str, bool]]] = defaultdict(dict)
        self._named: set[str] = set()
        self._is_part = False
        self._plugins: dict[str, Plugin] = {}
        self._account = Account()
        self._inside: set[str] = set()

    def folder(self, path: str, *, named: bool) -> None:
        """Take what lies below a folder."""
        begin = start(path)
        found = self._below(begin, named=named, account=self._account)
        self._take(found)
        self._named.update(one.source.path for one in found)
        project = begin.project
        if not found and not named and project is not None and project != begin.shown:
            above = self._below(start(project), named=False, account=Account())
            roots = Counter(one.source.root for one in above)
            self._account.above = [Place(root, number) for root, number in sorted(roots.items())][:1]

    def part(self, path: str) -> None:
        """Take the team around a folder that lies in a home, and remember what lies below the folder itself."""
        begin = start(path)
        team = self._team(begin, begin.position.home or path, self._account)
        mine = {one.source.path for one in team if one.source.path.startswith(f"{begin.shown}/")}
        if not mine:
            self.folder(path, named=True)
            return
        self._is_part = True
        self._take(team)
        self._named |= mine

    def file(self, path: str) -> None:
        """Take a file that was named, whatever it is, and the team that it belongs to."""
        parent = os.fspath(Path(path).parent)
        begin = start(parent)
        shown, real = shown_path(path), os.path.realpath(path)
        team = self._team(begin, begin.position.home or parent, Account())
        own = next((one for one in team if one.real == real), None)
        if own is None and begin.position.home is None:
            team = []
        root = own.source.root if own else begin.position.home or begin.shown
        named = Source(shown, path, root, named=True, plugin=own.source.plugin if own else "")
        self._is_part = self._is_part or any(one is not own for one in team)
        self._take([Taken(named, real, Path(path).is_symlink()), *(one for one in team if one is not own)])
        self._named.add(shown)

    def users_own(self) -> None:
        """Take the agents of the user's own folders of the tools that were met, to resolve names only."""
        mine = {one.path for one in self._files.values()}
        self._named = self._named & mine if self._is_part else mine
        for world in sorted({tool(one.root) for one in self._files.values()} - {""}):
            folder = users_own(world)
            for name in sorted(places.AGENTS):
                if Path(folder, name).is_dir():
                    found = self._below(start(f"{folder}/{name}"), named=True, account=Account())
                    self._is_part = self._is_part or bool(found)
                    self._take(found)

    def result(self, looked: tuple[str, ...]) -> Discovery:
        """Return what was found, in the order of the paths, with what the files name by their paths."""
        if any(not path.endswith(MARKDOWN) for path in self._files):
            from graphkit.discover import follow

            below = follow.followed(self._files, sorted(self._inside))
            self._named |= below.keys() if self._named >= self._files.keys() else set()
            self._files |= below
        files = tuple(sorted(self._files.values()))
        named = frozenset(self._named) if self._is_part and len(self._named) < len(files) else None
        plugins = tuple(sorted(self._plugins.values(), key=lambda one: one.root))
        survey = self._account.survey(looked, files, code_was_asked_for=self._config.dialect == DIALECT)
        return Discovery(files, self._account.left_out(), survey, named, plugins)

    def _team(self, begin: Start, home: str, account: Account) -> list[Taken]:
        """Return the files of the team around a place: its home, and the plain homes that see each other with it."""
        mine = self._below(start(home), named=True, account=account)
        if begin.position.tool or begin.project is None:
            return mine
        around = self._below(start(begin.project), named=False, account=Account())
        known = {one.source.path for one in mine}
        return [*mine, *(one for one in around if not tool(one.source.root) and one.source.path not in known)]

    def _below(self, begin: Start, *, named: bool, account: Account) -> list[Taken]:
        """Return the files below a start that the rules take, and note the rest in an account."""
        self._inside.add(begin.inside)
        tree = Tree(self._excluded, self._config.max_files, follow_links=self._config.follow_links)
        folders = tree.walk(begin.shown, begin.position, begin.inside)
        asked = AskedCode(self._config.code, self._config.base, self._excluded)
        found = units(begin, folders, self._relations, self._config.dialect, asked, named=named)
        self._plugins.update((plugin.root, plugin) for plugin in found.plugins)
        taken = [one for unit in found.read for one in self._taken(unit)]
        account.add(tree, folders, found, frozenset(one.source.path for one in taken), named=named)
        return taken

    def _taken(self, unit: Unit) -> Iterator[Taken]:
        for folder, file in unit.files:
            path = folder.path(file.name)
            yield Taken(
                Source(path, folder.place(file.name), unit.root, plugin=self._plugin(path)), file.real, file.is_link
            )

    def _plugin(self, path: str) -> str:
        """Return the name of the plugin that a file belongs to, by the nearest manifest above it."""
        place = path
        while self._plugins and place:
            place = posixpath.dirname(place)
            plugin = self._plugins.get(place or ".")
            if plugin is not None:
                return plugin.name
        return ""

    def _take(self, found: Iterable[Taken]) -> None:
        """Take each file once for all folders that see each other; where links lead to it, at its own place."""
        for one in found:
            places = self._at["" if self._config.merge else tool(one.source.root)]
            path, is_link = places.get(one.real, ("", True))
            if path and (one.is_link or not is_link or self._files[path].named):
                continue
            if path:
                del self._files[path]
            places[one.real] = (one.source.path, one.is_link)
            self._files[one.source.path] = one.source
