"""Python files: the agents that code defines for a framework. Nothing is executed or imported; only `ast` reads it."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit import dialects
from graphkit.model import frameworks
from graphkit.model.definitions import Problem, Reading, Skipped
from graphkit.model.spans import Source, Span
from graphkit.readers.code import imports, modules
from graphkit.readers.code.modules import BrokenError, Module

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graphkit.config import Config

FARTHEST = 2_000
"""Files that are parsed because others import them."""

_LIKELY = re.compile(r"\b(?:StateGraph|create_supervisor|create_swarm|\w*Agent|Team|Crew)\s*[(\[]")
"""What a file that cannot be parsed must contain to be missed."""
_HINT = "Correct it, or leave the file out. Code for Python 2, or for a newer Python than this one, cannot be read."


def read(source: Source, text: str, config: Config) -> Reading:  # noqa: ARG001 - every reader has these parameters
    """Return the agents that a file of Python code defines, and the edges between them."""
    try:
        if len(text) > modules.LARGEST:
            raise BrokenError("it is too large")
        return _read(_parsed(source, text), source)
    except BrokenError as error:
        return _broken(source, text, str(error), Span(source.path, error.line, error.column))
    except RecursionError:
        return _broken(source, text, "it is nested too deeply", Span(source.path, 1, 1))


def _parsed(source: Source, text: str) -> Module:
    """Return the module of a file, which another one may have imported already."""
    known = imports.load(Path(source.location))
    if known is not None and known.path == source.path and "\n".join(known.lines) == text:
        return known
    return Module(source.path, os.path.abspath(source.location), text)


def _read(module: Module, source: Source) -> Reading:
    from graphkit.readers.code.crewai import Crews
    from graphkit.readers.code.drafts import Drafts
    from graphkit.readers.code.langgraph import LangGraph

    drafts = Drafts(module)
    LangGraph(drafts).read(module)
    Crews(drafts).read(module)
    reading = drafts.reading()
    if source.named and not reading.definitions and not reading.problems:
        computed = reading.code is not None and reading.code.computed
        reason = (
            "its agents are computed at run time" if computed else "it defines no agent of a framework that is read"
        )
        return Reading(skipped=Skipped(source.path, reason))
    return reading


def _broken(source: Source, text: str, reason: str, span: Span) -> Reading:
    """Return a problem for a file that seems to define agents; another one is only left out."""
    version = f"Python {sys.version_info.major}.{sys.version_info.minor}"
    message = f"{version} cannot parse this file: {reason}; none of its agents is read"
    if source.named or _LIKELY.search(text):
        return Reading(problems=(Problem("unreadable-file", message, span, _HINT),))
    return Reading(skipped=Skipped(source.path, f"{version} cannot parse it: {reason}"))


def with_imports(sources: Iterable[Source]) -> tuple[Source, ...]:
    """Return sources with the files of the repository that those of Python code import, and that may define agents."""
    given = list(sources)
    pending = [Path(one.location) for one in given if dialects.is_code(one.path)]
    imports.forget()
    known = {os.path.realpath(one.location) for one in given}
    visited: set[str] = set()
    while pending and len(visited) < FARTHEST:
        for location in _imported(pending.pop()):
            real = os.path.realpath(location)
            if real in visited:
                continue
            visited.add(real)
            pending.append(location)
            if real not in known and not imports.is_sdk(location) and _may_define(location):
                known.add(real)
                path = imports.shown(location)
                given.append(Source(path, os.fspath(location), path.rpartition("/")[0] or "."))
    return tuple(sorted(given))


def _imported(location: Path) -> Iterator[Path]:
    for one in dict.fromkeys(imports.named_in(imports.text_of(location))):
        for file, _ in imports.files(one, os.fspath(location)):
            yield file
            break


def _may_define(location: Path) -> bool:
    return frameworks.import_pattern().search(imports.text_of(location).encode()) is not None
