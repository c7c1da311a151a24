"""graphkit: load agent definitions into one typed graph, find what is wrong, draw it.

>>> import graphkit
>>> graph = graphkit.load(["agents"])
>>> sorted(graph.agents)[:2]
['backend-staff', 'codebase-analyst']
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Sequence
    from os import PathLike

    from graphkit.config import Config
    from graphkit.model.graph import AgentGraph
    from graphkit.model.report import Report

__version__ = VERSION
__all__ = ["__version__", "check", "load"]


def load(paths: str | PathLike[str] | Sequence[str | PathLike[str]] = (), config: Config | None = None) -> AgentGraph:
    """Load every agent definition below the paths into one graph.

    Without paths it looks where agents usually live (`.claude/agents`, `agents`, ...) below the working directory.
    Raises GraphkitError when a path does not exist or no agent is found.
    """
    from graphkit import pipeline

    return pipeline.load(_config(config), _paths(paths))


def check(paths: str | PathLike[str] | Sequence[str | PathLike[str]] = (), config: Config | None = None) -> Report:
    """Load the graph and apply every rule; `report.live` are the findings. Raises like `load`."""
    from graphkit import pipeline

    return pipeline.run(_config(config), _paths(paths))


def _config(config: Config | None) -> Config:
    from graphkit.config import Config

    return config or Config()


def _paths(paths: str | PathLike[str] | Sequence[str | PathLike[str]]) -> list[str]:
    import os

    if isinstance(paths, str | os.PathLike):
        return [os.fspath(paths)]
    return [os.fspath(path) for path in paths]
