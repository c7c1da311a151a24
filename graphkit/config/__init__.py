"""What a run is told: which relations, levels and special names there are."""

from __future__ import annotations

from graphkit.config.defaults import ATTRIBUTES, EXTERNALS, LEVELS, NOBODY, RELATIONS, WILDCARDS
from graphkit.config.settings import Config

__all__ = ["ATTRIBUTES", "EXTERNALS", "LEVELS", "NOBODY", "RELATIONS", "WILDCARDS", "Config"]
