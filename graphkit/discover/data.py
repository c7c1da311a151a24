"""Definitions in JSON, TOML and YAML: those that a dialect claims, and what looks like an agent and that none reads."""

from __future__ import annotations

import os
import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from graphkit import dialects
from graphkit.discover import heads, places
from graphkit.model.discovery import Unread
from graphkit.support.files import buffer, remembered
from graphkit.support.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graphkit.discover.tree import File, Folder

LOOK = 64 * 1024
"""Bytes of a file in which the signs of a dialect are looked for."""

_AGENT_WORDS = "role|goal|backstory|persona|prompt|system_?prompt|instructions?|developer_instructions|model|tools"


def _key(words: str) -> re.Pattern[str]:
    """Return the pattern of a field in JSON, TOML or YAML."""
    return pattern(rf"""(?m)(?:^|[{{,])[ \t]*(?:"(?:{words})"|(?:{words}))[ \t]*[:=]""")


_NAMED = _key("name|id|role")
_LIKE_AN_AGENT = _key(_AGENT_WORDS)


def claimed(folder: Folder, file: File, dialect: str) -> bool:
    """Return whether a dialect claims a file, by its path and by one look at its beginning."""
    path = folder.place(file.name)
    if not dialects.may_hold_agents(path, dialect):
        return False
    if dialect != dialects.AUTO:
        return True
    candidates = dialects.candidates(path)
    if folder.position.home is not None and _stem(file.name) in places.DATA_NAMES:
        candidates = tuple(one for one in candidates if one.claim.text and not one.claim.is_place)
        if not candidates:  # the place alone makes no agent of `agents/config.json`
            return False
    marks, text = _marks(tuple(one.claim.text for one in candidates)), head(path)
    if "\0" in text or not text.strip():  # it is reported where nothing but agents should be
        return any("/" in one.claim.glob and one.claim.glob.startswith(".") for one in candidates)
    return marks is None or marks.search(text) is not None


def is_roster(folder: Folder, file: File, dialect: str) -> bool:
    """Return whether every dialect whose signs are in a file reads several agents from it."""
    if dialect != dialects.AUTO:
        return dialects.find(dialect).is_roster
    return _reads_several(folder.place(file.name))


@remembered
def _reads_several(path: str) -> bool:
    candidates, text = dialects.candidates(path), head(path)
    signed = [one for one in candidates if (marks := _marks((one.claim.text,))) is None or marks.search(text)]
    return all(one.dialect.is_roster for one in signed or candidates)


def unread(folders: Iterable[Folder], read: frozenset[str]) -> Iterator[tuple[Folder, File]]:
    """Yield the files of homes that look like agents and that no dialect reads."""
    for folder in folders:
        if folder.position.home is None or folder.position.kind is not None:
            continue
        for file in folder.data:
            if folder.path(file.name) not in read and _stem(file.name) not in places.DATA_NAMES:
                text = head(folder.place(file.name))
                if _NAMED.search(text) and _LIKE_AN_AGENT.search(text):
                    yield folder, file


def counted(files: Iterable[tuple[Folder, File]]) -> list[Unread]:
    """Count files by folder and suffix."""
    found = Counter((folder.shown, os.path.splitext(file.name)[1].lower()) for folder, file in files)
    return [Unread(path, suffix, number) for (path, suffix), number in sorted(found.items())]


def _stem(name: str) -> str:
    return name[: name.find(".")].lower()


@cache
def _marks(texts: tuple[str, ...]) -> re.Pattern[str] | None:
    """Return one pattern for the signs of several claims; None if one of them asks for none."""
    if not texts or "" in texts:
        return None
    parts = []
    for text in dict.fromkeys(texts):
        flags = re.match(r"\(\?([a-z]+)\)", text)
        bare = text[flags.end() :] if flags else text
        parts.append(f"(?{flags[1]}:{bare})" if flags else f"(?:{bare})")
    return re.compile("|".join(parts))


def head(path: str) -> str:
    """Return the beginning of a file as the readers see it; nothing of one that cannot be read."""
    unsaved = buffer(path)
    if unsaved is not None:
        return heads.decoded(unsaved[:LOOK])
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except (OSError, ValueError):
        return ""
    try:
        return heads.decoded(os.read(descriptor, LOOK))
    except OSError:
        return ""
    finally:
        os.close(descriptor)
