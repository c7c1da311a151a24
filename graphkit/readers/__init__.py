"""Files become definitions. The only place that knows file formats; it never raises on bad input.

A reader is one module with `read(source, text, config)`; `READERS` says for which suffixes it is.
"""

from __future__ import annotations

import importlib
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Protocol, cast

from graphkit import dialects
from graphkit.dialects import worlds
from graphkit.model.definitions import Problem, Reading, Skipped
from graphkit.model.findings import SIGN
from graphkit.model.spans import Span
from graphkit.readers import multiline_places
from graphkit.readers.call_signs import may_call_text
from graphkit.readers.decode import BOM, UnreadableError, decode

if TYPE_CHECKING:
    from collections.abc import Collection

    from graphkit.config import Config
    from graphkit.model.spans import Source


class Reader(Protocol):
    """What a reader module offers."""

    def read(self, source: Source, text: str, config: Config) -> Reading:
        """Return all that is in the text; problems travel with it."""


READERS = {
    **dict.fromkeys((".md", ".markdown", ".mdc"), "markdown"),
    **dict.fromkeys(dialects.DATA, "data"),
    **dict.fromkeys(dialects.DOCUMENTS, "markdown"),
    ".py": "code",
}
"""The module that reads files of a suffix; it is loaded when there is such a file."""


def _reader(source: Source) -> Reader | None:
    name = READERS.get(source.path[source.path.rfind(".") :].lower())
    return None if name is None else _module(name)


@cache
def _module(name: str) -> Reader:
    return cast("Reader", importlib.import_module(f"{__name__}.{name}"))


def read(source: Source, config: Config, plugins: Collection[str] = ()) -> Reading:
    """Read one file. Whatever is wrong with it is in the reading; nothing is lost silently.

    `plugins` are the names that qualify agents of the run, for calls in the body.
    """
    is_ours = not dialects.is_data(source.path) or dialects.is_at_home(source)
    try:
        text, problems = decode(source)
    except UnreadableError as error:
        problem = Problem("unreadable-file", str(error), Span(source.path, 1, 1), error.hint)
        return Reading(problems=(problem,)) if is_ours else Reading()
    if is_ours and (not text or text.isspace()):
        return Reading(problems=problems, skipped=Skipped(source.path, "empty file"))
    reader = _reader(source)
    if reader is None:
        return Reading(problems=problems, skipped=Skipped(source.path, "not a format that graphkit reads"))
    reading = reader.read(source, text, config)
    if problems:
        problems = tuple(problem for problem in problems if _matters(problem, source, reading))
    is_code = reading.code is not None
    if not (reading.definitions or reading.links or reading.problems or reading.skipped):
        return reading
    if not is_code and not multiline_places.is_resolved(reading):
        reading = multiline_places.resolved(reading, text)
    if config.calls.enabled and len(reading.definitions) == 1 and not dialects.is_data(source.path) and not is_code:
        reading = _with_calls(source, text, reading, plugins)
    if config.prose and not is_code:
        from graphkit.readers import data_prose, markdown_prose

        enrich = data_prose.enrich if dialects.is_data(source.path) else markdown_prose.enrich
        reading = enrich(source, text, reading)
    if SIGN in text and not reading.skipped:
        from graphkit.readers import ignores

        found, wrong = ignores.collect(source.path, text)
        return replace(reading, problems=problems + reading.problems + wrong, ignores=found)
    return replace(reading, problems=problems + reading.problems) if problems else reading


def _with_calls(source: Source, text: str, reading: Reading, plugins: Collection[str]) -> Reading:
    """Return the reading of an agent with the calls in its body."""
    if not may_call_text(text, plugins):
        return reading
    from graphkit.readers import callers

    calls = callers.in_agent(source, text, plugins)
    return replace(reading, definitions=(replace(reading.definitions[0], calls=calls),)) if calls else reading


def _matters(problem: Problem, source: Source, reading: Reading) -> bool:
    """Return whether a problem is one for the tool of a file: some tools do not mind a byte order mark."""
    if problem.rule != "not-an-agent":
        return True
    if not reading.definitions or not worlds.tool(source.root):
        return False
    known = dialects.known().get(reading.definitions[0].dialect)
    return not problem.message.endswith(BOM) or (known is not None and known.rejects_bom)
