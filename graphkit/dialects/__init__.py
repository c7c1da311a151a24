"""The dialects: every module here that has a `DIALECT` is one, and so is every entry point `graphkit.dialects`."""

from __future__ import annotations

import contextlib
import importlib
import os
import pkgutil
import re
import sys
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.model.dialects import Claim, Dialect
from graphkit.model.names import plain_key
from graphkit.support.errors import UsageError
from graphkit.support.files import read_bytes
from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.model.definitions import Definition
    from graphkit.model.spans import Source

GROUP = "graphkit.dialects"
"""The entry points by which another package adds dialects; each leads to a `Dialect`."""

AUTO = "auto"
"""Stands for no dialect: each file is read by the one that claims it."""

CANONICAL = "claude-config"
"""The dialect of Markdown files that no other one claims."""

_WILD = re.compile(r"[*?]")
DATA = (".json", ".jsonc", ".yaml", ".yml", ".toml")
DOCUMENTS = (".agentuse",)
"""Suffixes of Markdown files that hold nothing but agents."""


class Candidate(NamedTuple):
    """A claim whose glob matches a path; its content tests are still to be made.

    `needs` are the top-level fields without which they must fail, in the form in which fields are compared.
    """

    dialect: Dialect
    claim: Claim
    needs: frozenset[str]


@cache
def known() -> dict[str, Dialect]:
    """Return all dialects by name: the built-in ones, and those that other packages bring, which may replace one.

    Raises UsageError when one of those cannot be loaded.
    """
    return {dialect.name: dialect for dialect in (*_built_in(), *_brought())}


def find(name: str) -> Dialect:
    """Return the dialect of that name; `auto` is the canonical one. Raises UsageError, which lists them all."""
    name = CANONICAL if name == AUTO else name
    if name not in known():
        raise UsageError(f"there is no dialect `{name}`. Valid: {', '.join(sorted({AUTO, *known()}))}.")
    return known()[name]


def candidates(path: str, keys: frozenset[str] | None = None) -> tuple[Candidate, ...]:
    """Return the claims whose glob matches a path, the most exact first.

    A tool's folder or suffix goes before what any file may hold, then a tool's fields before those of a house; of equal
    ones more tests of the content, then the longer glob. With the top-level fields of the file (in the form in which
    they are compared) only those that may hold for it.
    """
    return tuple(matching(path, keys))


def matching(path: str, keys: frozenset[str] | None = None) -> Iterator[Candidate]:
    """Yield the candidates one by one: for most files only the first is asked for."""
    folder, name = os.path.split(path)
    suffix = name[name.rfind(".") + 1 :].lower()
    for pattern, candidate in _in_folder(_absolute(folder, os.getcwd()), suffix, keys):  # noqa: PTH109 - a Path is slower
        if pattern.fullmatch(name):
            yield candidate


@lru_cache(maxsize=4096)
def of_houses(keys: frozenset[str]) -> tuple[Candidate, ...]:
    """Return the claims of house dialects that may hold for a definition with these top-level fields."""
    return tuple(one for one in _claims() if one.dialect.is_house and one.needs <= keys)


@cache
def combined(name: str, house_dialects: tuple[str, ...]) -> Dialect:
    """Return a dialect with the fields, facts, levels and names of house dialects; its own go first."""
    dialect = known()[name]
    for house in map(known().__getitem__, house_dialects):
        facts, fields = dict(dialect.attributes), dict(dialect.fields)
        for name, paths in house.attributes.items():
            facts[name] = tuple(dict.fromkeys((*facts.get(name, ()), *paths)))
        for relation, more in house.fields.items():
            fields[relation] = tuple(dict.fromkeys((*fields.get(relation, ()), *more)))
        dialect = replace(
            dialect,
            attributes=facts,
            fields=fields,
            levels=dialect.levels or house.levels,
            externals=dialect.externals | house.externals,
            wildcards=dialect.wildcards | house.wildcards,
        )
    return dialect


def spoken_by(definition: Definition) -> Dialect | None:
    """Return the dialect of an agent with those of its house dialects; None for one that no dialect read."""
    return combined(definition.dialect, definition.house_dialects) if definition.dialect in known() else None


def by_suffix(path: str, *, followed: bool = False) -> tuple[Candidate, ...]:
    """Return the claims for files with this suffix, wherever they are: what is tried for a file that was named.

    `followed` says that another file names it by its path.
    """
    suffix = path[path.rfind(".") :].lower()
    return tuple(one for one in _claims() if one.claim.glob.endswith(suffix) and (followed or not one.claim.followed))


@lru_cache(maxsize=4096)
def naming(path: str) -> frozenset[str]:
    """Return the names of the dialects that may claim a file and whose files name others by their paths."""
    return frozenset(one.dialect.name for one in candidates(path) if one.dialect.follows)


def may_hold_agents(path: str, dialect: str = AUTO) -> bool:
    """Tell by the path alone whether a file that is no Markdown is worth opening; for one dialect, by its suffix."""
    if not path.lower().endswith((*DATA, *DOCUMENTS)):
        return False
    if dialect == AUTO:
        return bool(candidates(path))
    return any(candidate.dialect.name == dialect for candidate in by_suffix(path))


def is_data(path: str) -> bool:
    """Return whether a file is JSON, TOML or YAML, by its name."""
    return path.lower().endswith(DATA)


def is_code(path: str) -> bool:
    """Return whether a file is Python code, by its name."""
    return path.lower().endswith(".py")


def is_at_home(source: Source) -> bool:
    """Return whether a file was named, or lies where a dialect keeps nothing but agents."""
    return source.named or any("/" in candidate.claim.glob for candidate in candidates(source.path))


@lru_cache(maxsize=4096)
def is_private(path: str) -> bool:
    """Return whether a file may hold secrets, by the dialects that may claim it."""
    return any(one.dialect.private for one in candidates(path))


def clear() -> None:
    """Forget all dialects, so that those of a package that was installed meanwhile are found."""
    known.cache_clear()
    _claims.cache_clear()
    _in_folder.cache_clear()
    of_houses.cache_clear()
    combined.cache_clear()


@cache
def _built_in() -> tuple[Dialect, ...]:
    names = sorted(info.name for info in pkgutil.iter_modules(__path__))
    modules = [importlib.import_module(f"{__name__}.{name}") for name in names]
    return tuple(module.DIALECT for module in modules if hasattr(module, "DIALECT"))


def _brought() -> list[Dialect]:
    if not _somebody_brings():
        return []
    from importlib.metadata import entry_points

    found = []
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: (entry.name, entry.value)):
        try:
            dialect = entry.load()
            if not isinstance(dialect, Dialect):
                raise UsageError(f"the dialect `{entry.name}` ({entry.value}) is no `graphkit.model.dialects.Dialect`.")
            _check(dialect)
        except (ImportError, AttributeError, re.error) as error:
            raise UsageError(f"the dialect `{entry.name}` ({entry.value}) cannot be loaded: {error}.") from error
        found.append(dialect)
    return found


def _somebody_brings() -> bool:
    """Return whether an installed package may bring dialects: importlib.metadata costs as much as reading a team."""
    wanted = GROUP.encode()
    for folder in sys.path:
        with contextlib.suppress(OSError), os.scandir(folder or ".") as entries:
            for entry in entries:
                if entry.name.endswith((".dist-info", ".egg-info")):
                    with contextlib.suppress(OSError):
                        if wanted in read_bytes(f"{entry.path}/entry_points.txt"):
                            return True
    return False


def _check(dialect: Dialect) -> None:
    """Compile every pattern of a dialect. Raises re.error for one that is none."""
    for claim in dialect.claims:
        for pattern in (claim.text, dialect.body, *claim.holds.values()):
            re.compile(pattern)


@cache
def _claims() -> tuple[Candidate, ...]:
    """Return every claim, the most exact first; of equal ones a built-in dialect's comes last."""
    own = {id(dialect) for dialect in _built_in()}
    found = [Candidate(dialect, claim, _needs(claim)) for dialect in known().values() for claim in dialect.claims]
    return tuple(sorted(found, key=lambda one: _exactness(one, id(one.dialect) in own)))


def _needs(claim: Claim) -> frozenset[str]:
    first = {plain_key(path.partition(".")[0]) for path in claim.holds}
    return frozenset(first - {"*"})


def _exactness(candidate: Candidate, own: bool) -> tuple[int, int, int, bool, str]:
    dialect, claim, _ = candidate
    kind = 0 if claim.is_place else 2 if dialect.is_house else 1 if claim.holds else 3
    return kind, -len(claim.holds), -len(claim.glob), own, dialect.name


@lru_cache(maxsize=4096)
def _absolute(folder: str, here: str) -> str:
    return os.path.abspath(Path(here, folder)).replace(os.sep, "/")


@lru_cache(maxsize=4096)
def _in_folder(folder: str, suffix: str, keys: frozenset[str] | None) -> tuple[tuple[re.Pattern[str], Candidate], ...]:
    """Return the claims for files in a folder, each with the pattern of a file's name: computed once a folder."""
    if keys is not None:
        return tuple((pattern, one) for pattern, one in _in_folder(folder, suffix, None) if one.needs <= keys)
    found = []
    for candidate in _claims():
        if candidate.claim.followed:
            continue
        above, _, name = candidate.claim.glob.rpartition("/")
        ending = name.rpartition(".")[2].lower()
        if ending != suffix and not _WILD.search(ending):
            continue
        if not above or _is_named(f"{folder}/", f"/{above}/"):
            found.append((_pattern(name), candidate))
    return tuple(found)


def _is_named(folder: str, glob: str) -> bool:
    """Return whether a folder is one that a glob names, or with `**/` at its end one below; most need no pattern."""
    names = glob.removesuffix("**/")
    if _WILD.search(names):
        return _pattern(f"**{glob}").fullmatch(folder) is not None
    return names.lower() in folder.lower() if names != glob else folder.lower().endswith(names.lower())


@cache
def _pattern(glob: str) -> re.Pattern[str]:
    """Return a glob as a pattern: `**/` is any number of folders, `*` anything within one name."""
    wild = re.escape(glob).replace(r"\*\*/", "(?:[^/]*/)*").replace(r"\*", "[^/]*").replace(r"\?", "[^/]")
    return re.compile(wild, re.IGNORECASE)
