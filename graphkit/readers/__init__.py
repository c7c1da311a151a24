"""Files become definitions. The only place that knows file formats; it never raises on bad input.

A reader is one module with `detects(source)` and `read(source, text, config)`; the first that detects a file reads it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from graphkit import dialects
from graphkit.model.definitions import Problem, Reading, Skipped
from graphkit.model.spans import Span
from graphkit.readers import data, data_prose, ignores, markdown, markdown_prose
from graphkit.readers.decode import UnreadableError, decode

if TYPE_CHECKING:
    from graphkit.config import Config
    from graphkit.model.spans import Source


class Reader(Protocol):
    """What a reader module offers."""

    def detects(self, source: Source) -> bool:
        """Tell whether this reader is for that file."""

    def read(self, source: Source, text: str, config: Config) -> Reading:
        """Return all that stands in the text; problems travel with it."""


READERS: tuple[Reader, ...] = (markdown, data)


def read(source: Source, config: Config) -> Reading:
    """Read one file. Whatever is wrong with it is in the reading; nothing is lost silently."""
    try:
        text, problems = decode(source)
    except UnreadableError as error:
        if data.detects(source) and not dialects.is_at_home(source):
            return Reading()
        problem = Problem("unreadable-file", str(error), Span(source.path, 1, 1), error.hint)
        return Reading(problems=(problem,))
    if not text.strip() and (not data.detects(source) or dialects.is_at_home(source)):
        return Reading(problems=problems, skipped=Skipped(source.path, "empty file"))
    reader = next((reader for reader in READERS if reader.detects(source)), None)
    if reader is None:
        return Reading(problems=problems, skipped=Skipped(source.path, "not a format that graphkit reads"))
    reading = reader.read(source, text, config)
    if reading == Reading():
        return reading
    if config.prose:
        enrich = markdown_prose.enrich if markdown.detects(source) else data_prose.enrich
        reading = enrich(source, text, reading)
    found, wrong = ignores.collect(source.path, text) if reading.definitions else ((), ())
    return replace(reading, problems=problems + reading.problems + wrong, ignores=found)
