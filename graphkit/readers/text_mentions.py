"""Text mentions: where the texts of definitions mention an agent that no field links, so that nobody removes it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from graphkit.model.names import canonical, words
from graphkit.model.spans import Source, Span
from graphkit.readers.decode import UnreadableError, decode
from graphkit.support.files import remembered

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graphkit.model.definitions import Definition

SHOWN = 8
"""Places that are kept of one agent; more say nothing new."""

_MARKED = re.compile(r"[`\"*']{1,3}@?([A-Za-z][\w .-]{1,60})(?=[`\"*'])|(?<!\w)@([A-Za-z][\w-]{1,60})")
"""A name in code, in quotes, in bold or after `@`."""

_SLUG = re.compile(r"(?<![\w/.-])[A-Za-z][A-Za-z0-9]*(?:[-_][A-Za-z0-9]+)+(?![\w-])")
"""A name of several words in one: `flour-miller`."""

_TITLE = re.compile(r"(?<![\w-])[A-Z][\w-]*(?: [A-Z][\w-]*)+")
"""Words with capitals in a row: one of their runs may be a display name."""


def text_mentions(sources: Iterable[Source], agents: Iterable[Definition]) -> dict[str, tuple[Span, ...]]:
    """Return by agent where the files of other agents mention it: a few places, in the order of the files.

    A single word counts only where it is marked as a name: an agent called `review` is not meant by every review.
    """
    names: dict[str, list[Definition]] = {}
    for agent in agents:
        for alias in dict.fromkeys(map(canonical, agent.aliases)):
            names.setdefault(alias, []).append(agent)
    found: dict[str, list[Span]] = {}
    wanted = _one_of_its_kind(frozenset(names))
    for source in sources if names else ():
        mentioned = _in_file(source.location, wanted) if source.data is None else _mentioned(source, wanted)
        for name, line, column in mentioned:
            for agent in names[canonical(name)]:
                spans = found.setdefault(agent.id, [])
                if agent.path != source.path and agent.root == source.root and len(spans) < SHOWN:
                    spans.append(Span(source.path, line, column, len(name)))
    return {agent: tuple(sorted(set(spans))) for agent, spans in found.items() if spans}


@lru_cache(maxsize=2)
def _one_of_its_kind(names: frozenset[str]) -> frozenset[str]:
    """Return the first of equal sets: what is one object is known to be equal without a look at its elements."""
    return names


@remembered
def _in_file(location: str, wanted: frozenset[str]) -> list[tuple[str, int, int]]:
    return _mentioned(Source(location, location, ""), wanted)


def _mentioned(source: Source, wanted: frozenset[str]) -> list[tuple[str, int, int]]:
    """Return the names in a file that are wanted, each with its line and column."""
    try:
        text, _ = decode(source)
    except UnreadableError:
        return []  # GK001 says so
    known = [(start, name) for start, name in _candidates(text) if canonical(name) in wanted]
    return [
        (name, text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start))
        for start, name in _whole(known)
        if not text.startswith("# ", text.rfind("\n", 0, start) + 1)  # the title of a file is about its own agent
    ]


def _whole(known: list[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Yield the names that are no part of a longer one: `Deep Diver Agent` does not mention the `deep-diver`."""
    end = 0
    for start, name in sorted(known, key=lambda one: (one[0], -len(one[1]))):
        if start + len(name) > end:
            yield start, name
            end = start + len(name)


def _candidates(text: str) -> Iterator[tuple[int, str]]:
    """Yield what may be a name, with its place."""
    for match in _MARKED.finditer(text):
        group = 1 if match[1] else 2
        yield match.start(group), match[group]
    for match in _SLUG.finditer(text):
        yield match.start(), match[0]
    for match in _TITLE.finditer(text):
        said = list(re.finditer(r"\S+", match[0]))
        for first in range(len(said)):
            for last in range(first + 1, min(first + 5, len(said))):
                name = match[0][said[first].start() : said[last].end()]
                if len(words(name)) > 1:
                    yield match.start() + said[first].start(), name
