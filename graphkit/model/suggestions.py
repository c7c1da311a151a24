"""The name that somebody probably meant. Only for "did you mean": nothing is ever resolved by it."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

from graphkit.model.names import bare, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

NEAR = 0.75
"""How alike two words must be: `creation` and `creator` are (0.8), `product` and `project` are not (0.71)."""

BUDGET = 100
"""Names looked at for one question, so that thousands of questions over thousands of names stay quick."""

LONGEST = 100
"""Characters; nobody mistypes a name longer than this."""


class NearNames:
    """Names to choose from, indexed once by their words, the beginnings of words and the end of the name."""

    def __init__(self, names: Iterable[str]) -> None:
        self._parts = {name: words(bare(name)) for name in sorted(set(names)) if len(name) <= LONGEST}
        self._index: dict[str, list[str]] = defaultdict(list)
        for name, parts in self._parts.items():
            for key in _keys(parts):
                self._index[key].append(name)

    def nearest(self, name: str, *, but: str | None = None, least: float = 0.0) -> str | None:
        """Return the name that was probably meant, or None; two equally near ones are no help.

        Never returns `but`, nor a name that is less alike than `least`.
        """
        if len(name) > LONGEST:
            return None
        wanted = words(bare(name))
        scores = {other: _likeness(wanted, self._parts[other]) for other in self._nearby(wanted) if other != but}
        best = max(scores.values(), default=0.0)
        nearest = [other for other, score in scores.items() if score == best]
        return nearest[0] if best and best >= least and len(nearest) == 1 else None

    def _nearby(self, wanted: tuple[str, ...]) -> Iterable[str]:
        shared = sorted((self._index[key] for key in sorted(_keys(wanted)) if key in self._index), key=len)
        found: dict[str, None] = {}
        for names in shared:
            if found and len(found) + len(names) > BUDGET:
                break
            found.update(dict.fromkeys(names[:BUDGET]))
        return found


def nearest_name(name: str, candidates: Iterable[str]) -> str | None:
    """Return the candidate that was probably meant, or None; for one question. For many, keep a `NearNames`."""
    return NearNames(candidates).nearest(name)


def did_you_mean(wrong: str, valid: Sequence[str]) -> str:
    """Return a hint for a misspelt word: the nearest valid one, and all of them."""
    import difflib

    near = difflib.get_close_matches(wrong, valid, 1)
    meant = f"did you mean `{near[0]}`? " if near else ""
    return f"{meant}Valid: {', '.join(f'`{name}`' for name in valid)}."


def _keys(parts: tuple[str, ...]) -> set[str]:
    joined = "".join(parts)
    return {*parts, *[part[:2] + "…" for part in parts], joined[:3] + "……", "…" + joined[-3:]} if joined else set()


def _likeness(wanted: tuple[str, ...], other: tuple[str, ...]) -> float:
    """Return 1 for the same name in other clothes, less for a near one, 0 for another name.

    Names are compared word by word: `test-engineer` and `devops-engineer` share most letters, and mean two agents.
    """
    if sorted(wanted) == sorted(other):
        return 1.0
    joined = _ratio("".join(wanted), "".join(other))
    if len(wanted) == len(other):
        alike = min(map(_ratio, wanted, other))
        return joined if alike >= NEAR else 0.0
    if joined >= 0.9:
        return joined
    short, long = sorted((wanted, other), key=len)
    contained = short in (long[: len(short)], long[-len(short) :])
    return NEAR * len(short) / len(long) if contained and 2 * len(short) >= len(long) else 0.0


@lru_cache(maxsize=65536)
def _ratio(a: str, b: str) -> float:
    from difflib import SequenceMatcher

    return 1.0 if a == b else SequenceMatcher(None, min(a, b), max(a, b), autojunk=False).ratio()
