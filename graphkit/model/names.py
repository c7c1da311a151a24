"""When two spellings mean the same agent. Matching is exact, then canonical, never fuzzy."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from graphkit.support.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

_GAP = re.compile(r"[\s_]+")
_COMMENT = re.compile(r"\s#")
_WORDS = re.compile(r"[^\W_]+")
_PLAIN = re.compile(r"[a-z0-9-]+")
_WILD = pattern(r"[*?]")


@lru_cache(maxsize=1 << 18)
def spelled(text: str) -> str:
    """Return a name without the marks around it: `@x`, `` `x` `` and `"x"` are `x`; `x (a)` and `x #1` stay whole."""
    if _PLAIN.fullmatch(text):
        return text
    return text.strip().strip("`\"'").strip().removeprefix("@").strip()


@lru_cache(maxsize=1 << 18)
def canonical(text: str) -> str:
    """Return the form in which names are compared: `Backend Staff`, `backend_staff`, `@backend-staff` are one agent.

    No part of a name is lost: `Reviewer (a)` and `Reviewer (b)` are two agents.
    """
    if _PLAIN.fullmatch(text):
        return text  # the text itself: a copy of every name is much
    return _GAP.sub("-", unicodedata.normalize("NFC", spelled(text)).casefold())


@lru_cache(maxsize=1 << 18)
def without_remark(text: str) -> str:
    """Return a reference without the remark behind the name: `x  # why` and `x (on-call)` are `x`.

    Only for a reference that names no agent as it is written.
    """
    if _PLAIN.fullmatch(text):
        return text
    comment = _COMMENT.search(text)
    name = spelled(text[: comment.start()] if comment else text)
    before, bracket, inside = name.removesuffix(")").rpartition("(")
    has_remark = name.endswith(")") and bracket and ")" not in inside
    return spelled(before) if has_remark and before.strip() else name


def is_pattern(text: str) -> bool:
    """Return whether a text means several names: `dome-*`."""
    return _WILD.search(text) is not None


def matches(pattern: str, name: str) -> bool:
    """Return whether a pattern covers a whole name: `*` is any run of characters, `?` is one, all others are literal.

    Takes at most the product of the two lengths; a regular expression with several stars may take much longer.
    """
    place = at = 0
    star, mark = -1, 0
    while at < len(name):
        if place < len(pattern) and pattern[place] == "*":
            star, mark = place, at
            place += 1
        elif place < len(pattern) and pattern[place] in ("?", name[at]):
            place, at = place + 1, at + 1
        elif star >= 0:
            mark += 1
            place, at = star + 1, mark
        else:
            return False
    return not pattern[place:].strip("*")


def last_verdict(rules: Sequence[tuple[str, bool]], name: str) -> bool | None:
    """Return what the last of some rules that matches a name says; None if none does. All are in canonical form."""
    return next((allows for pattern, allows in reversed(rules) if matches(pattern, name)), None)


@lru_cache(maxsize=1 << 18)
def words(text: str) -> tuple[str, ...]:
    """Split a name into its words, as `split` does, and remember them: each is asked for many times."""
    return split(text)


def split(text: str) -> tuple[str, ...]:
    """Split a phrase or a name into its lower-case words: `provides_specs_to_tech_writer` has five."""
    folded = text.casefold()
    plain = folded.replace("-", "_")
    if plain.replace("_", "").isalnum():  # nearly every name, in a third of the time
        return tuple(filter(None, plain.split("_")))
    return tuple(_WORDS.findall(folded))


@lru_cache(maxsize=4096)
def plain_key(text: str) -> str:
    """Return the form in which the keys of definitions are compared: `escalation-to` is `escalation_to`."""
    return text.strip().replace("-", "_").casefold()
