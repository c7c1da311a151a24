"""Who a workflow phrase speaks of: `receives_analysis_from_codebase_analyst` names codebase-analyst."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from graphkit.model.names import words
from graphkit.model.relations import Direction

if TYPE_CHECKING:
    from collections.abc import Iterable

PREPOSITIONS = {
    "to": Direction.OUT,
    "for": Direction.OUT,
    "from": Direction.IN,
    "by": Direction.IN,
    "with": Direction.BOTH,
}
_ARTICLES = ("the", "a", "an", "our", "your")


class Mention(NamedTuple):
    """An alias that was found in a phrase, as its words, and which way the edge goes."""

    alias: tuple[str, ...]
    direction: Direction


class Vocabulary:
    """All aliases by their words, so that a phrase is searched in one pass whatever the number of agents."""

    def __init__(self, aliases: Iterable[str]) -> None:
        self._aliases = {split for alias in aliases if (split := words(alias))}
        self._longest = max(map(len, self._aliases), default=0)

    def mentions(self, phrase: str, own: frozenset[tuple[str, ...]] = frozenset()) -> tuple[str | None, list[Mention]]:
        """Return the verb of a phrase and the agents it names; `own` are the aliases of the agent who says it.

        Only an alias that stands as whole words after a preposition counts. Directly after one is best, then the
        longest; `a_and_b` names both.
        """
        said = words(phrase)
        found: list[tuple[bool, int, int]] = []  # (directly after a preposition, words, position)
        for start in range(1, len(said)):
            length = self._at(said, start, own)
            if length and _preposition(said, start) is not None:
                found.append((_direct(said, start), length, -start))
        verb = said[0] if said and said[0] not in PREPOSITIONS else None
        if not found:
            return verb, []
        _, length, negative = max(found)
        return verb, self._chain(said, -negative, length, own)

    def _chain(self, said: tuple[str, ...], start: int, length: int, own: frozenset[tuple[str, ...]]) -> list[Mention]:
        direction = _preposition(said, start) or Direction.OUT
        mentions = []
        while length:
            mentions.append(Mention(said[start : start + length], direction))
            start += length + 1
            length = self._at(said, start, own) if said[start - 1 : start] in (("and",), ("or",)) else 0
        return mentions

    def _at(self, said: tuple[str, ...], start: int, own: frozenset[tuple[str, ...]]) -> int:
        """Return the number of words of the longest alias that begins at a word, 0 for none."""
        for length in range(min(self._longest, len(said) - start), 0, -1):
            piece = said[start : start + length]
            if piece in self._aliases and piece not in own:
                return length
        return 0


def _direct(said: tuple[str, ...], start: int) -> bool:
    before = start - 1
    while before > 0 and said[before] in _ARTICLES:
        before -= 1
    return said[before] in PREPOSITIONS


def _preposition(said: tuple[str, ...], start: int) -> Direction | None:
    return next((PREPOSITIONS[word] for word in reversed(said[:start]) if word in PREPOSITIONS), None)
