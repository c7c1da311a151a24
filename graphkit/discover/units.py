"""What counts below one start: homes, bare collections, declared agents and rosters, by rank."""

from __future__ import annotations

import posixpath
from dataclasses import field
from pathlib import PurePath
from typing import TYPE_CHECKING

from graphkit.dialects.worlds import tool
from graphkit.discover import bare, copies, data, heads, kinds, manifests, places
from graphkit.discover.kinds import Verdict
from graphkit.model.code import DIALECT
from graphkit.model.discovery import Copies, Place
from graphkit.support.records import NamedTuple, dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from graphkit.discover.bare import Bare
    from graphkit.discover.code import AskedCode
    from graphkit.discover.kinds import Home
    from graphkit.discover.manifests import Declared
    from graphkit.discover.position import Start
    from graphkit.discover.tree import File, Folder
    from graphkit.model.calls import Plugin

FIRST, SECOND, THIRD = 1, 2, 3


class Unit(NamedTuple):
    """Files that count together: the folder that is their root, their rank, and where each of them is.

    `is_single` tells those of one agent each in JSON, TOML or YAML, outside of homes, from a roster.
    """

    root: str
    rank: int
    files: tuple[tuple[Folder, File], ...]
    is_single: bool = False


@dataclass(slots=True)
class Found:
    """What the rules say of all that lies below one start: what is read, and what is left alone."""

    read: list[Unit] = field(default_factory=list)
    second: list[Place] = field(default_factory=list)
    third: list[Place] = field(default_factory=list)
    copies: list[Copies] = field(default_factory=list)
    others: list[Verdict] = field(default_factory=list)
    plugins: list[Plugin] = field(default_factory=list)


def units(
    start: Start, folders: Sequence[Folder], relations: frozenset[str], dialect: str, asked: AskedCode, *, named: bool
) -> Found:
    """Apply the rules to the folders below a start; `named` says that somebody asked for it by its path."""
    found = Found()
    code = [Unit(*one) for one in asked.units(folders, dialect)]
    if dialect == DIALECT:
        found.read = [unit for unit in code if unit.rank < THIRD] or code
        return found
    found.plugins, declared = manifests.manifests(folders)
    homes = kinds.homes(folders, relations)
    rosters = [*_data(homes, folders, dialect), *code]
    workflows = list(_workflows(folders, relations))
    outside = [folder for folder in folders if folder.position.home is None]
    loose = [pair for folder in outside for pair in _by_suffix(folder, relations)]
    taken = {(folder.shown, file.name) for folder, file in loose}
    looked = [bare.look(folder, relations, taken) for folder in outside if folder.markdown]
    collected = bare.collections(looked, start.shown)
    every = [_of_home(home) for home in homes if home.size]
    every += [*_declared(declared, folders, every), *_together(loose)]
    if not every and not rosters and not collected:
        collected = bare.probable(looked, named=named)
    bare.look_closer(collected)
    every += _of_collections(collected)
    if named and not every and not rosters:
        every += _anything(start, folders, relations)
    rank = _rank({unit.rank for unit in every}, may_be_tests=named and not rosters)
    found.copies = copies.copies([home for home in homes if home.size and home.rank == rank])
    copied = {one.path for one in found.copies}
    found.read = [unit for unit in every if unit.rank == rank and unit.root not in copied]
    single = [unit for unit in rosters if unit.is_single]
    nearest = rank or min((unit.rank for unit in single), default=FIRST)
    found.read += [unit for unit in workflows if unit.rank < THIRD or not found.read]
    found.read += [
        unit for unit in rosters if unit.rank <= nearest or (unit.rank < THIRD and not unit.is_single) or not found.read
    ]
    every += [unit for unit in single if unit.rank > nearest]
    found.second = _places(unit for unit in every if max(rank, 1) < unit.rank == SECOND)
    found.third = _places(unit for unit in every if rank < unit.rank == THIRD)
    found.others = list(_others(homes, looked, found))
    return found


def _rank(ranks: set[int], *, may_be_tests: bool) -> int:
    """Return the rank that is read: the first there is; tests only if they were named, and nothing else is there."""
    lowest = min(ranks, default=THIRD)
    return lowest if lowest < THIRD or may_be_tests else 0


def _of_home(home: Home) -> Unit:
    return Unit(home.path, home.rank, (*((one.folder, one.file) for one in home.agents), *home.data))


def _data(homes: Iterable[Home], folders: Iterable[Folder], dialect: str) -> Iterator[Unit]:
    """Yield the rosters; files of one agent each go to the home that they lie in, or are told together by folder."""
    by_path = {home.path: home for home in homes}
    alone: dict[tuple[str, int], list[tuple[Folder, File]]] = {}
    for folder in folders:
        for file in folder.data:
            if data.claimed(folder, file, dialect):
                home = by_path.get(folder.position.home or "")
                root, rank = folder.position.home or folder.shown, folder.position.rank
                if data.is_roster(folder, file, dialect):
                    yield Unit(root, rank, ((folder, file),))
                elif home is not None:
                    home.data.append((folder, file))
                else:
                    alone.setdefault((root, rank), []).append((folder, file))
    for (root, rank), files in alone.items():
        yield Unit(root, rank, tuple(files), is_single=True)


def _workflows(folders: Iterable[Folder], relations: frozenset[str]) -> Iterator[Unit]:
    """Yield the agentic workflows of GitHub: Markdown files that say when they run, and with what."""
    for folder in folders:
        if tuple(PurePath(folder.location).parts[-2:]) == (".github", "workflows") and folder.markdown:
            read = [(file, heads.read(folder.place(file.name), relations)) for file in folder.markdown]
            files = [file for file, head in read if head is not None and _is_agentic(head.keys)]
            if files:
                yield Unit(folder.shown, folder.position.rank, tuple((folder, file) for file in files))


def _is_agentic(keys: frozenset[str]) -> bool:
    return "on" in keys and not keys.isdisjoint(places.AGENTIC_KEYS)


def _by_suffix(folder: Folder, relations: frozenset[str]) -> Iterator[tuple[Folder, File]]:
    """Yield the files that say by their names that they are agents: `*.agent.md`, `*.chatmode.md`."""
    for file in folder.markdown:
        if file.name.lower().endswith(places.AGENT_SUFFIXES):
            head = heads.read(folder.place(file.name), relations)
            if head is not None and not kinds.is_template(file.name, head):
                yield folder, file


def _together(pairs: Iterable[tuple[Folder, File]]) -> Iterator[Unit]:
    """Yield files that lie scattered: those of one tool, or of none, know each other."""
    groups: dict[tuple[str, int], list[tuple[Folder, File]]] = {}
    for folder, file in pairs:
        groups.setdefault((tool(folder.shown), folder.position.rank), []).append((folder, file))
    for (_, rank), files in sorted(groups.items()):
        yield Unit(_common(folder.shown for folder, _ in files), rank, tuple(files))


def _of_collections(collected: Sequence[Bare]) -> Iterator[Unit]:
    """Yield bare collections: their root is the lowest folder that contains all of it, else every agent is alone."""
    for rank in sorted({one.rank for one in collected}):
        mine = [one for one in collected if one.rank == rank]
        files = tuple((verdict.folder, verdict.file) for one in mine for verdict in one.agents)
        yield Unit(_common(one.folder.shown for one in mine), rank, files)


def _declared(declared: Sequence[Declared], folders: Sequence[Folder], homes: Sequence[Unit]) -> Iterator[Unit]:
    """Yield what manifests declare to be agents, wherever it lies, but for what is in a home anyway."""
    if not declared:
        return
    known = {(folder.shown, file.name) for unit in homes for folder, file in unit.files}
    by_plugin: dict[str, dict[tuple[str, str], tuple[Folder, File]]] = {}
    wanted = {one.path: one.plugin for one in declared}
    for folder in folders:
        plugin = next((wanted[above] for above in _upwards(folder.shown) if above in wanted), None)
        for file in folder.markdown:
            named = wanted.get(folder.path(file.name), plugin)
            is_agent = folder.path(file.name) in wanted or not kinds.is_document_name(file.name)
            if named is not None and is_agent and (folder.shown, file.name) not in known:
                by_plugin.setdefault(named, {})[folder.shown, file.name] = (folder, file)
    for _, files in sorted(by_plugin.items()):
        yield Unit(_common(folder.shown for folder, _ in files.values()), FIRST, tuple(files.values()))


def _upwards(shown: str) -> Iterator[str]:
    while shown:
        yield shown
        shown = posixpath.dirname(shown)


def _anything(start: Start, folders: Iterable[Folder], relations: frozenset[str]) -> Iterator[Unit]:
    """Yield whatever has a field of an agent in a folder that was named and that no rule finds anything in."""
    every = [
        [_alone(folder, file, relations) for file in folder.markdown] for folder in folders if not folder.position.kind
    ]
    agents = [[one for one in verdicts if not one.kind] for verdicts in every]
    if any(agents):
        chosen = [
            one
            for verdicts, sure in zip(every, agents, strict=True)
            for one in (*sure, *(other for other in verdicts if other.file.name in kinds.linked(verdicts, sure)))
        ]
    else:
        chosen = [one for verdicts in every for one in verdicts if kinds.is_blank(one)]
    if chosen:
        yield Unit(start.position.home or start.shown, FIRST, tuple((one.folder, one.file) for one in chosen))


def _alone(folder: Folder, file: File, relations: frozenset[str]) -> Verdict:
    """Return what a file is by itself; no kind is an agent."""
    if kind := places.kind_of_name(file.name.lower()):
        return Verdict(folder, file, None, kind)
    head = heads.read(folder.place(file.name), relations)
    if head is None:
        reason = heads.without_front_matter(folder.place(file.name))
        return Verdict(folder, file, None, "document" if reason else "", reason)
    return Verdict(folder, file, head, *bare.refusal(file.name, head))


def _places(found: Iterable[Unit]) -> list[Place]:
    return sorted(Place(unit.root, len(unit.files)) for unit in found)


def _others(homes: Iterable[Home], looked: Iterable[Bare], found: Found) -> Iterator[Verdict]:
    """Yield the Markdown files that are not read, but for those of homes that are reported as a whole."""
    read = {(folder.shown, file.name) for unit in found.read for folder, file in unit.files}
    roots = {place.path for place in (*found.second, *found.third)} | {copy.path for copy in found.copies}
    for home in homes:
        if home.path not in roots:
            yield from (one for one in home.others if (one.folder.shown, one.file.name) not in read)
    for one in looked:
        if one.folder.shown in roots:
            continue
        for verdict in one.refused:
            if (verdict.folder.shown, verdict.file.name) not in read:
                yield verdict


def _common(paths: Iterable[str]) -> str:
    return posixpath.commonpath(list(paths)) or "."
