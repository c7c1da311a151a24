"""Which dialect a file is written in: its tool's folder or suffix decides, else its content."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graphkit import dialects
from graphkit.model.values import Mapping, Scalar, Value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Mapping as Tests

    from graphkit.config import Config
    from graphkit.dialects import Candidate
    from graphkit.model.dialects import Claim, Dialect
    from graphkit.model.spans import Source
    from graphkit.readers.fields import Fields


def of_markdown(source: Source, fields: Fields, config: Config) -> Dialect:
    """Return the dialect of a Markdown file: as configured, by path, by content, else the canonical one."""
    if config.dialect != dialects.AUTO:
        return dialects.find(config.dialect)
    for one in dialects.matching(source.path, fields.layout.keys):
        if holds(one.claim, fields):
            return one.dialect
    return dialects.find(dialects.CANONICAL)


def with_houses(dialect: Dialect, fields: Fields) -> tuple[Dialect, tuple[str, ...]]:
    """Return a dialect with the fields of every house whose conventions a definition follows, and their names."""
    names = [one.dialect.name for one in dialects.of_houses(fields.layout.keys) if holds(one.claim, fields)]
    house_dialects = tuple(dict.fromkeys(name for name in names if name != dialect.name))
    return dialects.combined(dialect.name, house_dialects) if house_dialects else dialect, house_dialects


def of_data(source: Source, text: str, config: Config) -> list[Candidate]:
    """Return the claims that may hold for a file of another format, by its path and its text: nothing is parsed yet.

    For a file that was named, or when a dialect is configured, the folder and the name do not matter.
    """
    if config.dialect != dialects.AUTO:
        chosen = dialects.find(config.dialect)
        found: Iterable[Candidate] = [one for one in dialects.by_suffix(source.path) if one.dialect is chosen]
    elif source.dialect:
        found = [one for one in dialects.by_suffix(source.path, followed=True) if one.dialect.name == source.dialect]
    else:
        found = dialects.by_suffix(source.path) if source.named else dialects.candidates(source.path)
    return [one for one in found if re.search(one.claim.text, text)]


def holds(claim: Claim, fields: Fields) -> bool:
    """Return whether everything that a claim asks for is in the fields."""
    return passes(claim.holds, fields)


def passes(tests: Tests[str, str], fields: Fields) -> bool:
    """Return whether the fields pass all tests: for each dotted path a pattern of what must be there."""
    return not tests or all(_holds(fields, path, pattern) for path, pattern in tests.items())


def _holds(fields: Fields, path: str, pattern: str) -> bool:
    found = fields.at(path)
    if not found or not pattern:
        return bool(found)
    return any(re.fullmatch(pattern, text, re.IGNORECASE) for _, value in found for text in _texts(value))


def _texts(value: Value) -> Iterator[str]:
    if isinstance(value, Scalar):
        yield value.text
    elif isinstance(value, Mapping):
        yield from (key.text for key, _ in value.entries)
    else:
        yield from (item.text for item in value.items if isinstance(item, Scalar))
