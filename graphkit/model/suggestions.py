"""The name that somebody probably meant. Only for "did you mean": nothing is ever resolved by it."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

from graphkit.model.names import without_remark, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

NEAR = 0.75
"""How alike two words must be: `creation` and `creator` are (0.8), `product` and `project` are not (0.71)."""

BUDGET = 100
"""Names looked at for one question, so that thousands of questions over thousands of names stay quick."""

LONGEST = 100
"""Characters; nobody mistypes a name longer than this."""


class NearNames:
    """Names to choose from, indexed once by their words, the beginnings of words and the end of the name."""

    def __init__(self, names: Iterable[str]) -> None:
        self._parts = {name: words(without_remark(name)) for name in sorted(set(names)) if len(name) <= LONGEST}
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
        wanted = words(without_remark(name))
        scores = {other: _likeness(wanted, self._parts[other]) for other in self._nearby(wanted) if other != but}
        best = max(scores.values(), default=0.0)
        nearest = [other for other, score in scores.items() if score == best]
        return nearest[0] if best and best >= least and len(nearest) == 1 else None

    def namesakes(self, name: str) -> list[str]:
        """Return up to three names that are this one with a remark each: `Reviewer (a)`, `Reviewer (b)`."""
        wanted = words(without_remark(name))
        return [other for other in self._nearby(wanted) if self._parts[other] == wanted != words(other)][:3]

    def _nearby(self, wanted: tuple[str, ...]) -> Iterable[str]:
        shared = sorted((self._index[key] for key in sorted(_keys(wanted)) if key in self._index), key=len)
        found: dict[str, None] = {}
        for names in shared:
            if found and len(found) + len(names) > BUDGET:
                break
            found.update(dict.fromkeys(names[:BUDGET]))
        return found


class Misspellings:
    """Names by their misspellings: the whole name but for one or two letters, so that a text may be free text."""

    def __init__(self, names: Iterable[str]) -> None:
        self._parts = {name: words(without_remark(name)) for name in sorted(set(names)) if len(name) <= LONGEST}
        self._index: dict[tuple[object, ...], list[str]] = defaultdict(list)
        for name, parts in self._parts.items():
            for key in self._keys(parts):
                self._index[key].append(name)

    def of(self, said: tuple[str, ...]) -> list[str]:
        """Return the names that some words, in lower case, are a misspelling of, without those that they spell."""
        if sum(map(len, said)) > LONGEST:
            return []
        near = dict.fromkeys(name for key in self._keys(said) for name in self._index.get(key, ()))
        return [name for name in near if is_misspelt(said, self._parts[name])]

    @staticmethod
    def _keys(parts: tuple[str, ...]) -> Iterator[tuple[object, ...]]:
        """Yield what a name and its misspelling have in common: all letters, or all words or letters but one."""
        yield "joined", "".join(parts)
        if len(parts) > 1:
            yield from ((place, *parts[:place], *parts[place + 1 :]) for place in range(len(parts)))
        elif parts:
            word = parts[0]
            yield "letters", word
            yield from (("letters", word[:place] + word[place + 1 :]) for place in range(len(word)))


def is_misspelt(said: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """Return whether some words spell a name but for one or two letters of one word, or for where the words divide.

    Of a name of one word it is one letter, or two that changed places; a plural is another word.
    """
    if said == name or not said or not name:
        return False
    if len(said) != len(name):
        return "".join(said) == "".join(name)
    differing = [(one, other) for one, other in zip(said, name, strict=True) if one != other]
    if len(differing) != 1:
        return False
    ((one, other),) = differing
    if min(len(one), len(other)) < (4 if len(name) > 1 else 5) or f"{one}s" == other or f"{other}s" == one:
        return False
    if sorted(one) == sorted(other):
        return edits(one, other) == 1
    if len(name) == 1:
        return edits(one, other) == 1
    return _ratio(one, other) >= 0.8 and edits(one, other) <= 2


def edits(one: str, other: str) -> int:
    """Count the letters to add, remove, replace or swap to get from one word to another (optimal string alignment)."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        current = [row]
        for column, against in enumerate(other, start=1):
            cost = min(last[column] + 1, current[-1] + 1, last[column - 1] + (letter != against))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == against:
                cost = min(cost, before[column - 2] + 1)
            current.append(cost)
        before, last = last, current
    return last[-1]


def nearest_name(name: str, candidates: Iterable[str]) -> str | None:
    """Return the candidate that was probably meant, or None; for one question. For many, keep a `NearNames`."""
    return NearNames(candidates).nearest(name)


def close_words(wrong: str, valid: Sequence[str], most: int = 1, least: float = 0.6) -> list[str]:
    """Return the words of a fixed vocabulary, such as keys, commands or rules, that are most like a wrong one."""
    from difflib import get_close_matches

    return get_close_matches(wrong[:LONGEST], valid, most, least)


def did_you_mean(wrong: str, valid: Sequence[str]) -> str:
    """Return a hint for a misspelt word: the nearest valid one, and all of them."""
    near = close_words(wrong, valid)
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
    if len(wanted) == len(other) and not all(map(_is_near, wanted, other)):
        return 0.0
    joined = _ratio("".join(wanted), "".join(other))
    if len(wanted) == len(other):
        return joined
    if joined >= 0.9:
        return joined
    short, long = sorted((wanted, other), key=len)
    contained = short in (long[: len(short)], long[-len(short) :])
    return NEAR * len(short) / len(long) if contained and 2 * len(short) >= len(long) else 0.0


def _is_near(one: str, other: str) -> bool:
    """Return whether two words are alike; where one is much longer they are not, and need not be compared."""
    most = 2 * min(len(one), len(other))
    return most >= NEAR * (len(one) + len(other)) and _ratio(one, other) >= NEAR


@lru_cache(maxsize=65536)
def _ratio(a: str, b: str) -> float:
    from difflib import SequenceMatcher

    return 1.0 if a == b else SequenceMatcher(None, min(a, b), max(a, b), autojunk=False).ratio()
