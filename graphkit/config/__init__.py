"""The configuration of a run: relations, levels, special names, and which rules count."""

from __future__ import annotations

from graphkit.config.defaults import ATTRIBUTES, EXTERNALS, LEVELS, NOBODY, RELATIONS, WILDCARDS
from graphkit.config.settings import Config

__all__ = ["ATTRIBUTES", "EXTERNALS", "LEVELS", "NOBODY", "RELATIONS", "WILDCARDS", "Config"]
