"""The entries of one definition become an agent; the same for every format."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from graphkit.config import ATTRIBUTES
from graphkit.model.definitions import Definition, Problem, Tools
from graphkit.model.names import canonical
from graphkit.model.spans import Source, Span
from graphkit.model.values import Scalar
from graphkit.readers import references
from graphkit.readers.fields import Fields

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graphkit.config import Config
    from graphkit.readers.front_matter import Entry

_MARKERS = (".agent", ".chatmode")


def stem(path: str) -> str:
    """Return the file name without suffix, and without `.agent` or `.chatmode` before it."""
    name = path.rpartition("/")[2]
    dot = name.rfind(".")
    name = name[:dot] if 0 < dot < len(name) - 1 else name
    for marker in _MARKERS:
        if name.lower().endswith(marker) and len(name) > len(marker):
            return name[: -len(marker)]
    return name


def build(
    source: Source, entries: Sequence[Entry], file_stem: str, start: Span, config: Config
) -> tuple[Definition, tuple[Problem, ...]]:
    """Return the agent that the entries describe, with what could not be understood.

    A value that was only recovered as plain text describes the agent, but names nobody.
    """
    fields = Fields((entry.key, entry.value) for entry in entries)
    broken = any(entry.recovered for entry in entries)
    sound = Fields((entry.key, entry.value) for entry in entries if not entry.recovered) if broken else fields
    written = fields.scalar(ATTRIBUTES["name"])
    name = written.text if written and canonical(written.text) else file_stem
    agent = canonical(name) or name
    found = references.collect(agent, sound, source.path, config)
    description = fields.scalar(ATTRIBUTES["description"])
    definition = Definition(
        id=agent,
        name=name,
        aliases=tuple(dict.fromkeys((name, file_stem))),
        span=Span(source.path, written.line, written.column, written.width) if written else start,
        root=source.root,
        group=source.path.rpartition("/")[0].rpartition("/")[2] or ".",
        stem=file_stem,
        level=sound.scalar(ATTRIBUTES["level"]),
        description=description.text if description else None,
        expertise=tuple(text.text for text in sound.listing(ATTRIBUTES["expertise"]).texts),
        tools=_tools(fields),
        references=found.references,
        declares=MappingProxyType(found.declares),
        wildcards=found.wildcards,
    )
    return definition, found.problems


def _tools(fields: Fields) -> Tools:
    access = fields.scalar(ATTRIBUTES["tool_access"])
    allowed: tuple[Scalar, ...] = fields.listing(ATTRIBUTES["tools_allowed"]).texts
    return Tools(access, allowed, fields.listing(ATTRIBUTES["tools_forbidden"]).texts)
