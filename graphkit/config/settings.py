"""The settings of one run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphkit.config.defaults import EXTERNALS, LEVELS, RELATIONS, WILDCARDS

if TYPE_CHECKING:
    from graphkit.model.relations import Relation


@dataclass(frozen=True, slots=True)
class Config:
    """Everything that a stage may be told. The defaults are what graphkit knows without any configuration.

    `levels` run from the lowest to the highest. `externals` are names that are used though no file defines them;
    `wildcards` are names for everybody. Both are compared in canonical form.
    """

    relations: tuple[Relation, ...] = RELATIONS
    levels: tuple[str, ...] = LEVELS
    externals: frozenset[str] = EXTERNALS
    wildcards: frozenset[str] = WILDCARDS
