"""The settings of one run."""

from __future__ import annotations

import os
from dataclasses import field
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from graphkit.config.defaults import EXTERNALS, LEVELS, RELATIONS, WILDCARDS
from graphkit.model.calls import KINDS
from graphkit.support.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphkit.config.contracts import Contract
    from graphkit.model.relations import Relation
    from graphkit.model.spans import Span

NONE: Mapping[str, str] = MappingProxyType({})
NO_PLACES: Mapping[tuple[str | int, ...], Span] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Calls:
    """The table `calls`: whether callers are read, of which kinds, which files not, and agents built into tools."""

    enabled: bool = True
    kinds: tuple[str, ...] = KINDS
    exclude: tuple[str, ...] = ()
    builtins: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Config:
    """Every setting that a stage may read. The defaults are what graphkit knows without any configuration.

    `levels` run from the lowest to the highest. `externals` are names that are used though no file defines them;
    `wildcards` are names for every agent; `tops` are the final authorities. All are compared in canonical form.
    `severity` maps the code or name of a rule to a severity or `off`. `max_escalations_in` is a bound for a level,
    or for every level under `*`. `origin` says for each key that was set where that was. The paths in it (`paths`,
    `exclude`, `code`, `per_file_ignores`, `baseline`) are relative to `base`, the folder of the configuration.

    `places` has the place of each item of `tops` and `contracts`, by its path: `("contracts", 2, "from")`.

    `inline_ignores` and `user` are set by the command line alone: whether ignores in the files count, and whether
    agents of the user's own folders are read to resolve names.
    """

    paths: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    follow_links: bool = False
    user: bool = False
    max_files: int = 1_000_000
    dialect: str = "auto"
    code: tuple[str, ...] = ()
    prose: bool = False
    calls: Calls = Calls()
    merge: bool = False
    relations: tuple[Relation, ...] = RELATIONS
    levels: tuple[str, ...] = LEVELS
    externals: frozenset[str] = EXTERNALS
    wildcards: frozenset[str] = WILDCARDS
    tops: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, str] = field(default_factory=lambda: NONE)
    per_file_ignores: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    fail_on: str = "error"
    max_depth: int | None = None
    max_escalations_in: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    require_ignore_reason: bool = False
    baseline: str | None = None
    strict_baseline: bool = False
    cache: bool = False
    contracts: tuple[Contract, ...] = ()
    origin: Mapping[str, str] = field(default_factory=lambda: NONE)
    places: Mapping[tuple[str | int, ...], Span] = field(default_factory=lambda: NO_PLACES)
    base: str = "."
    inline_ignores: bool = True

    def below_base(self, path: str) -> str:
        """Return a path of the configuration as seen from the working directory, with forward slashes."""
        return os.path.normpath(Path(self.base, path)).replace(os.sep, "/")
