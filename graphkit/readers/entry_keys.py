"""Whether a line begins an entry, or is text that looks like one: `Note: mind the wind` in a description."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from graphkit import dialects
from graphkit.config.defaults import ATTRIBUTES, RELATIONS
from graphkit.model.names import plain_key
from graphkit.support.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

_REST = r"[^:]*(?::(?! |$)[^:]*)*"
KEY = pattern(
    r"""("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|"""
    rf"""[^\s\-?:,\[\]{{}}#&*!|>'"%@`]{_REST}|[-?:](?=\S){_REST}):(?: +|$)"""
)
"""`key:` with the blanks behind it, as YAML allows it."""

_SLUG = pattern(r"[a-z][a-z0-9]*(?:[_-][a-z0-9]+)+")
_TALK = frozenset(("user", "assistant", "human", "context", "commentary", "example", "examples", "system", "agent"))
"""What begins the lines of the dialogues that people put into descriptions."""

_COMMON = (
    "model",
    "color",
    "version",
    "author",
    "tags",
    "category",
    "license",
    "type",
    "title",
    "mode",
    "hooks",
    "skills",
)


def key_at(line: str, position: int = 0) -> re.Match[str] | None:
    """Return the key that begins at a position of a line."""
    match = KEY.match(line, position)
    return None if match is None or " #" in match[1] else match


def name_of(match: re.Match[str]) -> str:
    """Return a key without its quotation marks."""
    return match[1].strip().strip("\"'")


def is_field(key: str) -> bool:
    """Return whether a key is that of a field: a known one, or a compound such as `night_shift`."""
    return is_known_field(key) or _SLUG.fullmatch(key) is not None


def is_known_field(key: str) -> bool:
    """Return whether a key is a field that graphkit, or a tool, reads."""
    return plain_key(key) in _fields()


def is_talk(key: str) -> bool:
    """Return whether a key begins a line of dialogue in an example of a description: `user`, `<example>Context`."""
    return key.casefold() in _TALK or _is_mark(key)


def is_sentence(key: str) -> bool:
    """Return whether a key reads as a sentence up to its colon, and not as the title of a field."""
    return is_prose(key) and key.count(" ") > 1


def is_dialogue(keys: Sequence[str]) -> bool:
    """Return whether keys are the lines of a dialogue: one at least is that of an assistant, or a mark."""
    return any(_is_mark(key) or key == "assistant" for key in keys)


def _is_mark(key: str) -> bool:
    """Return whether a key begins with a mark such as `<example>`; `<<` merges mappings."""
    return key.startswith("<") and not key.startswith("<<")


def is_prose(key: str) -> bool:
    """Return whether a key reads as the beginning of a sentence."""
    return not is_field(key) and (" " in key or key[:1].isupper())


@cache
def _fields() -> frozenset[str]:
    paths = [*_COMMON, *(field.path for relation in RELATIONS for field in relation.fields)]
    paths += [path for listed in ATTRIBUTES.values() for path in listed]
    for dialect in dialects.known().values():
        paths += [path for listed in dialect.attributes.values() for path in listed]
        paths += [field.path for listed in dialect.fields.values() for field in listed]
    keys = {plain_key(part) for path in paths for part in path.split(".")}
    return frozenset(keys - {plain_key(word) for word in _TALK} - {"*"})
