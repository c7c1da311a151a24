"""The names in a value, whatever its shape, each with its own place."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from graphkit.model.values import RECOVERED, Mapping, Scalar, Sequence, Value
from graphkit.support.patterns import pattern
from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME_KEYS = ("agent", "name", "id", "to", "target", "subagent", "subagent_type", "agents")
"""Keys that hold the name, or a list of names, where a list item is a mapping (`- agent: x`)."""

CALLING = ("task", "subagent")
"""The actions of a list of permissions by which an agent calls another one."""

MAX_ITEMS = 10_000
MAX_RULES = 1000
_PIECE = pattern(r"(?:\([^()\n]*\)|[^,\n(]|\((?![^()\n]*\)))+")
_SLUG = pattern(r"^@?[\w./*-]+$")
_NUMBER = pattern(r"^[+-]?[\d.,:]+$|^(?:true|false)$", re.IGNORECASE)
_PLAIN = re.compile(r"@?(?!(?:true|false)$)[^\W\d]\w*(?:[-.]\w+)*", re.IGNORECASE)
"""A name as most people write it: nothing to split, nothing wrong with it."""

_WORD = pattern(r"\S+")
_CALL = pattern(r"\b(?:Agent|Task)\(([^()]*(?:\([^()]*\)[^()]*)*)\)")
_ARGUMENT = pattern(r"[^\s,'\"](?:[^,'\"]*[^\s,'\"])?")
_ARROW = pattern(r"→|(?<![-=])[-=]+>")
_REMARK = pattern(r"\([^()]*\)")
_BULLET = pattern(r"^[-*]\s+")


class Item(NamedTuple):
    """One name as written, with its place; `wrong` says why it can hardly be a name, None if it can.

    `pieces` are the names that a text holds if it is no name as a whole: `a, b`.

    A text over several lines does not tell where in the file each of its lines stands. What comes of one has the place
    of the whole text, its column negative and its offset in the text for a width, until `multiline_places` has looked.
    """

    text: str
    line: int
    column: int
    width: int
    wrong: str | None = None
    pieces: tuple[Item, ...] = ()


@lru_cache(maxsize=1 << 18)
def _is_plain(text: str) -> bool:
    return _PLAIN.fullmatch(text) is not None


def plainly(value: Value) -> list[Scalar] | None:
    """Return the scalars that name agents, where all of them do so as most people write it; else None: ask `names`."""
    if isinstance(value, Sequence):
        found = [
            item for item in value.items if isinstance(item, Scalar) and _is_plain(item[0]) and item[4] != RECOVERED
        ]
        return found if len(found) == len(value.items) <= MAX_ITEMS else None
    if isinstance(value, Mapping):
        found = [key for key, _ in value.entries if _is_plain(key.text) and key.text not in NAME_KEYS]
        return found if len(found) == len(value.entries) <= MAX_ITEMS else None
    return [value] if _is_plain(value.text) and not _has_lines(value) and value.quoted != RECOVERED else None


def plain_phrases(value: Sequence) -> list[Scalar] | None:
    """Return the texts of a list, where each is one phrase as most people write it; else None: ask `phrases`."""
    found = plainly(value)
    return None if found is None or any(map(_has_lines, found)) else found


def names(value: Value, *, depth: int = 0) -> Iterator[Item]:
    """Yield the names in a value: a name, a comma string, a list, a list of mappings, or a mapping `{agent: why}`."""
    if isinstance(value, Scalar):
        yield from _of_text(value, in_list=depth > 0)
    elif isinstance(value, Sequence):
        if depth > 1:
            yield Item("", value.line, value.column, 1, "a list within a list within a list")
            return
        for item in value.items[:MAX_ITEMS]:
            if isinstance(item, Scalar) and _is_plain(item.text) and item.quoted != RECOVERED:
                yield plain(item)
            else:
                yield from names(item, depth=depth + 1)
    else:
        yield from _of_mapping(value, in_list=depth > 0)


def plain(scalar: Scalar) -> Item:
    """Return a scalar as one item, unsplit: a phrase or a key."""
    return Item(scalar.text, scalar.line, scalar.column, scalar.width)


def keys(value: Value) -> Iterator[tuple[Scalar, Value | None]]:
    """Yield the keys of a mapping, or of the mappings in a list; a text in the list counts as a key without value."""
    if not isinstance(value, Scalar):
        yield from ((text, None) for text in texts(value))
        yield from entries(value)


def entries(value: Value) -> Iterator[tuple[Scalar, Value]]:
    """Yield the entries of a mapping, or of the mappings in a list."""
    mappings = value.items if isinstance(value, Sequence) else (value,)
    for mapping in mappings:
        if isinstance(mapping, Mapping):
            yield from mapping.entries


def texts(value: Value) -> Iterator[Scalar]:
    """Yield a text, or those of a list."""
    found = value.items if isinstance(value, Sequence) else (value,)
    yield from (text for text in found if isinstance(text, Scalar) and text.text.strip())


def phrases(scalar: Scalar) -> list[Scalar] | list[Item]:
    """Return the phrases in a text: the whole, or one a line, or those between commas where each is one word."""
    if _is_plain(scalar.text) and not _has_lines(scalar):
        return [scalar]
    texts = [_BULLET.sub("", line.strip()) for line in scalar.text.split("\n")]
    found = [piece for text in texts if text[:1] != "#" for piece in _phrases(text)]
    if len(found) < 2 and not _has_lines(scalar):
        return [scalar]
    offset = 0
    parts = []
    for text in found:
        offset = scalar.text.index(text, offset)
        parts.append(_part(scalar, text, offset))
        offset += len(text)
    return parts


def _phrases(text: str) -> list[str]:
    pieces = [piece.strip() for piece in text.split(",") if piece.strip()]
    return pieces if all(map(_SLUG.match, pieces)) else [text]


def prefixed(value: Value, prefix: str) -> Iterator[Item]:
    """Yield the names behind a prefix: `tester` in `subagent:tester`; what has no such prefix is no agent."""
    for scalar in _scalars(value):
        text = scalar.text.strip()
        if text.startswith(prefix) and len(text) > len(prefix):
            name = text[len(prefix) :]
            yield Item(name, scalar.line, _start(scalar) + scalar.text.index(name, len(prefix)), len(name))


def called(value: Value) -> Iterator[Item]:
    """Yield the names in the calls of a list of tools: `a` and `b` in `Agent(a, b)`."""
    for scalar in _scalars(value):
        for call in _CALL.finditer(scalar.text):
            for name in _ARGUMENT.finditer(scalar.text, call.start(1), call.end(1)):
                yield Item(name[0], scalar.line, _start(scalar) + name.start(), len(name[0]))


class Permission(NamedTuple):
    """One rule about calling agents: a name or pattern, and whether it allows the call, if only after asking."""

    item: Item
    allows: bool


def permissions(value: Value) -> list[Permission]:
    """Return the rules of a field in their order: `allow`, a mapping `{name: allow}`, or a list of rules on actions."""
    if isinstance(value, Scalar):
        return [Permission(plain(value)._replace(text="*"), _allows(value))]
    if isinstance(value, Mapping):
        rules = value.entries[:MAX_RULES]
        return [Permission(plain(key), _allows(inner)) for key, inner in rules if isinstance(inner, Scalar)]
    found = []
    for rule in value.items[:MAX_RULES]:
        parts = {key.text: inner for key, inner in rule.entries} if isinstance(rule, Mapping) else {}
        action, resource, effect = (parts.get(key) for key in ("action", "resource", "effect"))
        if isinstance(action, Scalar) and isinstance(resource, Scalar) and isinstance(effect, Scalar):
            calls, allows = action.text.strip() in CALLING, _allows(effect)
            if calls or (action.text.strip() == "*" and not allows):
                found.append(Permission(plain(resource), allows))
    return found


def _allows(effect: Scalar) -> bool:
    return effect.text.strip().casefold() in ("allow", "ask", "true")


def _scalars(value: Value) -> Iterator[Scalar]:
    if isinstance(value, Scalar):
        yield value
    elif isinstance(value, Sequence):
        yield from (item for item in value.items[:MAX_ITEMS] if isinstance(item, Scalar))


def _start(scalar: Scalar) -> int:
    """Return the column of the text: inside quotes it begins one later."""
    return scalar.column + (1 if scalar.quoted and scalar.width > 1 else 0)


def _of_text(scalar: Scalar, *, in_list: bool) -> Iterator[Item]:
    if scalar.quoted == RECOVERED:
        return
    if _is_plain(scalar.text) and not _has_lines(scalar):
        yield plain(scalar)
        return
    if not scalar.text.strip():
        return
    pieces = [match for match in _PIECE.finditer(scalar.text) if match[0].strip() and match[0].lstrip()[0] != "#"]
    if in_list and not all(_SLUG.match(piece[0].strip()) for piece in pieces):
        pieces = []
    if len(pieces) < 2:
        bare, cause = scalar.text.strip(), _wrong(scalar.text, scalar.quoted)
        if len(pieces) == 1 and bare.endswith(",") and not cause:
            bare = bare.rstrip(", \n")
            yield _part(scalar, bare, scalar.text.index(bare))
            return
        whole = Item(bare, scalar.line, scalar.column, scalar.width, cause)
        yield _part(scalar, bare, 0) if _has_lines(scalar) and not cause else whole
        return
    names = []
    for piece in pieces:
        text = _BULLET.sub("", piece[0].strip())
        names.append(_part(scalar, text, piece.start() + piece[0].index(text))._replace(wrong=_wrong(piece[0], False)))
    wrong = next((name.wrong for name in names if name.wrong), None)
    if _has_lines(scalar) and not wrong:
        yield from names
    else:
        yield Item(scalar.text.strip(), scalar.line, scalar.column, scalar.width, wrong, tuple(names))


def _part(scalar: Scalar, text: str, offset: int) -> Item:
    if _has_lines(scalar):
        return Item(text, scalar.line, -scalar.column, offset)
    return Item(text, scalar.line, _start(scalar) + offset, len(text))


def _has_lines(scalar: Scalar) -> bool:
    """Return whether a text stands, or may stand, on several lines of its file."""
    return (scalar.width == 1 and (bool(scalar.quoted) or len(scalar.text) > 1)) or "\n" in scalar.text


def _of_mapping(value: Mapping, *, in_list: bool) -> Iterator[Item]:
    keys = {key.text: inner for key, inner in value.entries}
    naming = next((key for key in NAME_KEYS if isinstance(keys.get(key), Scalar | Sequence)), None)
    named = None if naming is None else keys[naming]
    if isinstance(named, Sequence) or (isinstance(named, Scalar) and (in_list or named.text.strip())):
        for key, inner in value.entries:  # a key that is there twice counts twice
            if key.text == naming and isinstance(inner, Scalar | Sequence):
                yield from _of_text(inner, in_list=True) if isinstance(inner, Scalar) else names(inner, depth=1)
    elif in_list and len(value.entries) > 1:
        yield Item("", value.line, value.column, 1, f"a mapping without `{NAME_KEYS[0]}:`")
    else:
        for key, _ in value.entries[:MAX_ITEMS]:
            yield plain(key)._replace(wrong=_wrong(key.text, key.quoted))


def _wrong(text: str, quoted: int) -> str | None:
    name = text.strip()
    if not quoted and _NUMBER.match(name):
        return f"`{name}`, which is no name"
    if len(_WORD.findall(_REMARK.sub("", name).partition(" #")[0])) > 6 or _ARROW.search(name):
        return "a sentence, not a name"
    return None
