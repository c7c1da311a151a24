"""When two spellings mean the same agent. Matching is exact, then canonical, never fuzzy."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_COMMENT = re.compile(r"\s#.*$", re.DOTALL)
_GAP = re.compile(r"[\s_]+")
_WORDS = re.compile(r"[^\W_]+")
_PLAIN = re.compile(r"[a-z0-9-]+")


@lru_cache(maxsize=1 << 18)
def bare(text: str) -> str:
    """Return the name without what people write around it: `@x`, `` `x` ``, `x  # why`, `x (on-call)` are all `x`."""
    if _PLAIN.fullmatch(text):
        return text
    name = _COMMENT.sub("", text).strip().strip("`\"'").strip()
    return (_without_remark(name) or name).removeprefix("@").strip()


def _without_remark(name: str) -> str:
    """Return a name without the remark in parentheses at its end; a pattern would take the square of its blanks."""
    start = name.rfind("(") if name.endswith(")") else -1
    return name if start < 0 or ")" in name[start:-1] else name[:start].rstrip()


@lru_cache(maxsize=1 << 18)
def canonical(text: str) -> str:
    """Return the form in which names are compared: `Backend Staff`, `backend_staff`, `@backend-staff` are one agent."""
    if _PLAIN.fullmatch(text):
        return text  # the text itself: a copy of every name is much
    name = unicodedata.normalize("NFC", bare(text)).casefold()
    return _GAP.sub("-", name)


@lru_cache(maxsize=1 << 18)
def words(text: str) -> tuple[str, ...]:
    """Split a name into its words, as `split` does, and remember them: each is asked for many times."""
    return split(text)


def split(text: str) -> tuple[str, ...]:
    """Split a phrase or a name into its lower-case words: `provides_specs_to_tech_writer` has five."""
    return tuple(_WORDS.findall(text.casefold()))


@lru_cache(maxsize=4096)
def plain_key(text: str) -> str:
    """Return the form in which the keys of definitions are compared: `escalation-to` is `escalation_to`."""
    return text.strip().replace("-", "_").casefold()
