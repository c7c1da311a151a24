"""Who a workflow phrase speaks of: `receives_analysis_from_codebase_analyst` names codebase-analyst."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from graphkit.model.names import split, words
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
_ARTICLES = frozenset({"the", "a", "an", "our", "your"})


class Mention(NamedTuple):
    """An alias that was found in a phrase, as its words, and which way the edge goes."""

    alias: tuple[str, ...]
    direction: Direction


class Vocabulary:
    """All aliases by their words, so that a phrase is searched in one pass whatever the number of agents."""

    def __init__(self, aliases: Iterable[str]) -> None:
        self._aliases = {named for alias in aliases if (named := words(alias))}
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
        found: list[tuple[bool, int, int, Direction]] = []  # (directly after a preposition, words, place, direction)
        direction, direct = None, False
        for place, word in enumerate(said):
            if direction is not None and word in self._longest and (length := self._at(said, place, own)):
                found.append((direct, length, -place, direction))
            if word in PREPOSITIONS:
                direction, direct = PREPOSITIONS[word], True
            elif direct and word not in _ARTICLES:
                direct = False
        if not found:
            return verb, []
        _, length, place, direction = max(found)
        start, mentions = -place, []
        while length:
            after = start + length
            mentions.append(Mention(said[start:after], direction))
            start = after + 1
            length = self._at(said, start, own) if start < len(said) and said[after] in ("and", "or") else 0
        return verb, mentions

    def _at(self, said: tuple[str, ...], start: int, own: frozenset[tuple[str, ...]]) -> int:
        """Return the number of words of the longest alias that begins at a word, 0 for none."""
        for length in range(min(self._longest.get(said[start], 0), len(said) - start), 0, -1):
            piece = said[start : start + length]
            if piece in self._aliases and piece not in own:
                return length
        return 0
