"""Files that a definition names by their paths: they are read with it, whatever they are called."""

from __future__ import annotations

import os
import posixpath
import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit import dialects
from graphkit.discover import data
from graphkit.discover.tree import MARKDOWN
from graphkit.model.paths import file_of
from graphkit.model.relations import Shape
from graphkit.support.files import remembered

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from graphkit.model.spans import Source

MOST = 2000
"""Files that are followed in one run."""


def followed(sources: Mapping[str, Source], inside: Iterable[str]) -> dict[str, Source]:
    """Return the files that some files name by their paths, those of each team with the root of its first file.

    A file that was found by itself and that another one names is among them, as one of that one's team. What lies
    outside of the folders `inside` is left alone.
    """
    naming = [(path, source) for path, source in sources.items() if not path.endswith(MARKDOWN)]
    named: dict[str, str] = {}
    below: set[str] = set()
    for path, source in naming:
        for dialect in sorted(dialects.naming(path)):
            if (targets := _names(source.location, path, dialect)) is not None:
                named.setdefault(path, dialect)
                below |= targets
    tops = tuple(inside)
    firsts = [path for path in sorted(named) if path not in below]
    found: dict[str, Source] = {}
    for start in [*firsts, *sorted(named)]:
        if start in found:
            continue
        dialect, root = named[start], posixpath.dirname(start) or "."
        pending, found[start] = [start], replace(sources[start], root=root)
        while pending and len(found) < MOST:
            naming_file = pending.pop()
            for path in sorted(_names(found[naming_file].location, naming_file, dialect) or ()):
                if path not in found and _is_inside(path, tops):
                    known = sources.get(path)
                    found[path] = (
                        replace(known, root=root, dialect=dialect) if known else _source(path, found[start], dialect)
                    )
                    pending.append(path)
    return found


def _source(path: str, start: Source, dialect: str) -> Source:
    place = os.path.abspath(path)
    return replace(start, path=path, location=place, named=False, dialect=dialect, data=None)


def _is_inside(path: str, inside: Iterable[str]) -> bool:
    real = os.path.realpath(path)
    return any(real.startswith(top.rstrip(os.sep) + os.sep) for top in inside) and Path(real).is_file()


@remembered
def _names(location: str, path: str, dialect: str) -> frozenset[str] | None:
    """Return the paths in the fields of a file that name files; None for a file that is not of the dialect."""
    pattern = _pattern(dialect)
    head = data.head(location)
    if pattern is None or not any(re.search(mark, head) for mark in _marks(dialect, path)):
        return None
    texts = {found[1] or found[2] or found[3] for found in pattern.finditer(head)}
    return frozenset(file for text in texts if (file := file_of(text, path)))


def _marks(dialect: str, path: str) -> list[str]:
    return [one.claim.text for one in dialects.by_suffix(path, followed=True) if one.dialect.name == dialect]


@cache
def _pattern(dialect: str) -> re.Pattern[str] | None:
    fields = (field for listed in dialects.find(dialect).fields.values() for field in listed)
    keys: Iterable[str] = sorted({one.path.rpartition(".")[2] for one in fields if one.shape is Shape.PATHS})
    if not keys:
        return None
    value = r"""(?:"([^"\n]+)"|'([^'\n]+)'|([^\s"'{\[&*!|>#][^\n,}\]#]*?))"""
    return re.compile(
        rf"""(?m)["']?\b(?:{"|".join(map(re.escape, keys))})["']?[ \t]*:[ \t]*{value}[ \t]*(?=$|[,}}\]]|#)"""
    )
