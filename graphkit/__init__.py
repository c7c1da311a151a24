"""graphkit: load agent definitions into one typed graph, find what is wrong, ask it, draw it.

>>> import graphkit
>>> graph = graphkit.load(["agents"])
>>> sorted(graph.agents)[:2]
['backend-staff', 'codebase-analyst']

What `__all__` names is stable; everything is loaded when it is first used. docs/python.md shows it at work.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from graphkit.support.version import VERSION

if TYPE_CHECKING:
    from graphkit.api import (
        AgentGraph,
        ExportFormat,
        PictureFormat,
        bottlenecks,
        card,
        check,
        diff,
        export,
        groups,
        history,
        impact,
        load,
        load_config,
        metrics,
        paths,
        plan,
        render,
        select,
        why,
        write_baseline,
    )
    from graphkit.config import Config
    from graphkit.renderers.options import RenderOptions
    from graphkit.support.errors import GraphkitError

__version__ = VERSION
__all__ = [
    "AgentGraph",
    "Config",
    "ExportFormat",
    "GraphkitError",
    "PictureFormat",
    "RenderOptions",
    "__version__",
    "bottlenecks",
    "card",
    "check",
    "diff",
    "export",
    "groups",
    "history",
    "impact",
    "load",
    "load_config",
    "metrics",
    "paths",
    "plan",
    "render",
    "select",
    "why",
    "write_baseline",
]

_ELSEWHERE = {
    "Config": "config",
    "GraphkitError": "support.errors",
    "RenderOptions": "renderers.options",
}
"""The names that do not live in `graphkit.api`, and where they do."""


def __getattr__(name: str) -> object:
    """Load a public name when it is first used."""
    if name not in __all__:
        raise AttributeError(f"module 'graphkit' has no attribute {name!r}")
    value = getattr(importlib.import_module(f"graphkit.{_ELSEWHERE.get(name, 'api')}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
