"""Who a workflow phrase speaks of: `receives_analysis_from_codebase_analyst` names codebase-analyst."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from graphkit.model.names import split, words
from graphkit.model.relations import Direction

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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
        self._longest: dict[str, int] = {}  # the number of words of the longest alias that begins with a word
        for first, *others in self._aliases:
            self._longest[first] = max(self._longest.get(first, 0), 1 + len(others))

    def mentions(self, phrase: str, own: frozenset[tuple[str, ...]] = frozenset()) -> tuple[str | None, list[Mention]]:
        """Return the verb of a phrase and the agents it names; `own` are the aliases of the agent who says it.

        Only an alias that stands as whole words after a preposition counts. Directly after one is best, then the
        longest; `a_and_b` names both.
        """
        said = split(phrase)
        verb = said[0] if said and said[0] not in PREPOSITIONS else None
        best: tuple[bool, int, int] | None = None  # directly after a preposition, words, position
        direction, direct = None, False
        for place, word in enumerate(said):
            if direction is not None and word in self._longest and (length := self._at(said, place, own)):
                found = (direct, length, -place)
                if best is None or found > best:
                    best, chosen = found, direction
            if word in PREPOSITIONS:
                direction, direct = PREPOSITIONS[word], True
            elif direct and word not in _ARTICLES:
                direct = False
        return verb, [] if best is None else list(self._chain(said, -best[2], best[1], own, chosen))

    def _chain(
        self, said: tuple[str, ...], start: int, length: int, own: frozenset[tuple[str, ...]], direction: Direction
    ) -> Iterator[Mention]:
        while length:
            yield Mention(said[start : start + length], direction)
            start += length + 1
            length = self._at(said, start, own) if said[start - 1 : start] in (("and",), ("or",)) else 0

    def _at(self, said: tuple[str, ...], start: int, own: frozenset[tuple[str, ...]]) -> int:
        """Return the number of words of the longest alias that begins at a word, 0 for none."""
        longest = self._longest.get(said[start], 0) if start < len(said) else 0
        for length in range(min(longest, len(said) - start), 0, -1):
            piece = said[start : start + length]
            if piece in self._aliases and piece not in own:
                return length
        return 0
