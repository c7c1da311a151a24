"""The head of a Markdown file: its top-level fields, read without YAML, and how much they say for an agent."""

from __future__ import annotations

import os
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from graphkit import dialects
from graphkit.config import ATTRIBUTES
from graphkit.discover import places
from graphkit.support.files import buffer, read_bytes, remembered
from graphkit.support.patterns import pattern
from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graphkit.config import Config

FIRST, MORE = 4 * 1024, 256 * 1024
"""Bytes that are looked at; the second number only for front matter that goes on."""

_OPENING = re.compile(r"\s*?^---[ \t]*(?:#.*)?\n", re.MULTILINE)
_BOUND = r"(?:---|\.\.\.)[ \t]*(?:#.*)?$"
_CLOSES = re.compile(_BOUND)
_CLOSING = re.compile(rf"\n{_BOUND}", re.MULTILINE)
_FIELD = re.compile(r"""\n("[^"\n]+"|'[^'\n]+'|[A-Za-z_@][^:\n#"']*)[ \t]*:(?=[ \t]|$)""", re.MULTILINE)
_NAME = re.compile(r"""\n(?:"name"|'name'|name)[ \t]*:[ \t]+(.*)""", re.IGNORECASE)
"""These begin with the end of the line before, and not with `^`: for that sign alone a search is much faster."""

_READING = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_BODY_AGENT = pattern(r"^agent:[ \t]*(?:#.*)?$", re.MULTILINE)

NO_FRONT_MATTER = "no front matter"
NO_EVIDENCE = "none of its fields is one of an agent"

_BLANK = re.compile(r"(?:[ \t]*\n)*")
_LINE = re.compile(r"^.*$", re.MULTILINE)
_PART_OF_BLOCK = re.compile(r"[ \t]|-[ \t]|[A-Za-z_][\w-]*[ \t]*:(?:[ \t]|$)")
GAP = pattern(r"[\W_]+")
_LEVELS = frozenset(ATTRIBUTES["level"])
PLAIN_KEYS = places.WEAK_KEYS | _LEVELS
"""Fields that agents have, and few other files; one alone proves nothing where other fields lie beside it."""

_NEVER_A_RELATION = places.words("""
    tools allowed_tools agents agent dependencies related connections permission permissions persona toolssettings
    context next
""")
"""Fields that name agents in one tool, and anything in files of other kinds."""


class Head(NamedTuple):
    """The fields of a file as they are written in lower case, its name and description, and what they add up to.

    `evidence` is 3 for a whole agent or a relation, 2 for half of one, 1 for any field of an agent, else 0. `tool`
    says that a field is one which a tool gives its agents, `relation` that one names other agents.
    """

    keys: frozenset[str]
    name: str = ""
    description: bool = False
    tool: bool = False
    relation: bool = False
    evidence: int = 0

    @property
    def is_described(self) -> bool:
        """Whether it has a name and a description."""
        return bool(self.name) and self.description


def relation_fields(config: Config) -> frozenset[str]:
    """Return the top-level fields that name other agents, in the form in which fields are compared."""
    fields = [field for relation in config.relations for field in relation.fields]
    for dialect in dialects.known().values():
        fields += [field for listed in dialect.fields.values() for field in listed if not field.prefix]
    return frozenset(plain(field.path.partition(".")[0]) for field in fields) - _NEVER_A_RELATION


@remembered
def read(location: str, relations: frozenset[str]) -> Head | None:
    """Return the head of a file; None if it has no front matter, or cannot be read."""
    unsaved = buffer(location)
    if unsaved is not None:
        text = decoded(unsaved[: FIRST + MORE])
        opening = _OPENING.match(text)
        return _head(text, opening.end(), _closing(text, opening.end()), relations) if opening else None
    try:
        descriptor = os.open(location, _READING)
    except (OSError, ValueError):
        return None
    try:
        data = os.read(descriptor, FIRST)
        if b"-" not in data[:200]:
            return None
        text = decoded(data)
        opening = _OPENING.match(text)
        if opening is None:
            return None
        closing = _closing(text, opening.end())
        if len(data) == FIRST and closing is None:
            text = decoded(data + os.read(descriptor, MORE))
            closing = _closing(text, opening.end())
    except OSError:
        return None
    finally:
        os.close(descriptor)
    return _head(text, opening.end(), closing, relations)


@remembered
def words(location: str) -> str:
    """Return the words of a front matter, in lower case with `_` between them and around."""
    try:
        text = decoded(read_bytes(location)[:MORE])
    except (OSError, ValueError):
        return ""
    closing = _CLOSING.search(text, 3)
    return f"_{GAP.sub('_', text[: closing.start() if closing else len(text)].lower())}_"


@remembered
def without_front_matter(location: str) -> str:
    """Return why a file without front matter is no agent; an empty text if the reader has to look at it.

    That is a definition in a YAML block of the body, as AIOX and BMAD write agents, or a file that cannot be read.
    """
    try:
        data = read_bytes(location)
    except (OSError, ValueError):
        return ""
    if b"\0" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ""
    text = decoded(data)
    if not text.strip():
        return "empty file"
    return "" if "```y" in text and _BODY_AGENT.search(text) else NO_FRONT_MATTER


def decoded(data: bytes) -> str:
    """Return bytes as the readers see them: without a BOM, with line feeds between the lines."""
    text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "replace")
    text = text.removeprefix("\ufeff")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _closing(text: str, start: int) -> re.Match[str] | None:
    """Find the line that closes; nearly always the first that begins with three dashes, which is found quickly."""
    dashes = text.find("\n---", start - 1)
    if dashes >= 0 and text.find("\n...", start - 1, dashes) < 0 and (found := _CLOSING.match(text, dashes)):
        return found
    return _CLOSING.search(text, start - 1)


def _head(text: str, start: int, closing: re.Match[str] | None, relations: frozenset[str]) -> Head:
    end = _end_of_second_block(text, closing.end()) if closing else len(text)
    end = end or (closing.start() + 1 if closing else len(text))
    name = ""
    for value in _NAME.findall(text, start - 1, end):
        name = value.strip().strip("\"'") or name
    head = _of_fields(tuple(_FIELD.findall(text, start - 1, end)), relations, named=bool(name))
    return Head(head[0], name, *head[2:]) if name else head


@lru_cache(maxsize=4096)
def _of_fields(fields: tuple[str, ...], relations: frozenset[str], *, named: bool) -> Head:
    """Return the head of a file with these fields, but for its name: the files of a team have few sorts of them."""
    written = [key[1:-1] if key[0] in "\"'" else key.rstrip(" \t") for key in fields]
    keys = frozenset(key.lower() for key in written)
    described = "description" in keys
    says = [_says(key, relations) for key in written]
    tool, relation = any(is_tool for is_tool, _ in says), any(is_relation for _, is_relation in says)
    return Head(keys, "", described, tool, relation, _evidence(keys, named, described, tool, relation))


def _end_of_second_block(text: str, start: int) -> int:
    """Return where a second block ends that is directly below the first, 0 if there is none: it is read too."""
    opened = False
    fields = 0
    blank = _BLANK.match(text, start)
    for line in _LINE.finditer(text, blank.end() if blank else start):
        if _CLOSES.match(line[0]):
            if fields:
                return line.start()
            if opened:
                return 0
            opened = True
        elif line[0].strip() and not _PART_OF_BLOCK.match(line[0]):
            return 0
        else:
            fields += bool(line[0].strip())
    return 0


def _evidence(keys: Iterable[str], named: bool, described: bool, tool: bool, relation: bool) -> int:
    if relation or (named and described and tool):
        return 3
    if (named and described) or ((named or described) and tool):
        return 2
    return int(tool or any(key in places.WEAK_KEYS or key in _LEVELS for key in keys))


@lru_cache(maxsize=4096)
def _says(key: str, relations: frozenset[str]) -> tuple[bool, bool]:
    """Return whether a field is one that tools give their agents, and whether it names other agents."""
    bare = plain(key)
    is_tool = bare.replace("_", "") in places.TOOL_KEYS or places.TOOL_WORD.search(key) is not None
    return is_tool, bare in relations


def plain(key: str) -> str:
    """Return a field or a name in the form in which they are compared here."""
    return key.strip().lower().replace("-", "_").replace(" ", "_")
