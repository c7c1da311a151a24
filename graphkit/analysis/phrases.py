"""Who a workflow phrase speaks of: `receives_analysis_from_codebase_analyst` names codebase-analyst."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graphkit.model.names import split, words
from graphkit.model.relations import Direction
from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

PREPOSITIONS = {
    "to": Direction.OUT,
    "for": Direction.OUT,
    "from": Direction.IN,
    "by": Direction.IN,
    "with": Direction.BOTH,
}
_ARTICLES = frozenset({"the", "a", "an", "our", "your"})
_AND = (("and",), ("or",))
_COMMA = re.compile(r"[,/&+]")


_ENDS = frozenset({"and", "or", "when", "if", "on", "before", "after", "during", "via", "as", "in", "at", "until"})


def targets(said: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield the words directly after each preposition of a phrase, up to where the name must have ended."""
    for place, word in enumerate(said):
        if word in PREPOSITIONS:
            start = place + 1
            start += said[start : start + 1] in [(article,) for article in _ARTICLES]
            end = next(
                (at for at in range(start, len(said)) if said[at] in PREPOSITIONS or said[at] in _ENDS), len(said)
            )
            if end > start:
                yield tuple(said[start:end])


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
        longest; `a_and_b` names both, and so does `a, b` where nothing follows. The words of an own alias are its
        own: `to_senior_dev` of senior-dev does not speak of dev.
        """
        said = split(phrase)
        verb = said[0] if said and said[0] not in PREPOSITIONS else None
        found: list[tuple[bool, int, int, Direction]] = []  # (directly after a preposition, words, place, direction)
        direction, direct = None, False
        passed = 0
        for place, word in enumerate(said):
            if place < passed:
                continue
            if direction is not None and word in self._longest and (length := self._at(said, place)):
                if said[place : place + length] in own:
                    passed, direct = place + length, False
                    continue
                found.append((direct, length, -place, direction))
            if word in PREPOSITIONS:
                direction, direct = PREPOSITIONS[word], True
            elif direct and word not in _ARTICLES:
                direct = False
        if not found:
            return verb, []
        _, length, place, direction = max(found)
        start, mentions = -place, []
        commas = _commas(phrase) if _COMMA.search(phrase) else ()
        while length:
            after = start + length
            if said[start:after] not in own:
                mentions.append(Mention(said[start:after], direction))
            start, length = self._joined(said, after, commas)
        return verb, mentions

    def _joined(self, said: tuple[str, ...], after: int, commas: Collection[int]) -> tuple[int, int]:
        """Return where the next alias of a list begins, and its number of words, 0 if the list has ended."""
        start = after + 1 if said[after : after + 1] in _AND else after
        length = self._at(said, start) if start > after or after in commas else 0
        end = start + length
        # A word that follows makes a sentence of it: `to dev, lead approves`.
        is_member = start > after or end == len(said) or end in commas or said[end : end + 1] in _AND
        return start, length if is_member else 0

    def _at(self, said: tuple[str, ...], start: int) -> int:
        """Return the number of words of the longest alias that begins at a word, 0 for none."""
        if start >= len(said):
            return 0
        for length in range(min(self._longest.get(said[start], 0), len(said) - start), 0, -1):
            if said[start : start + length] in self._aliases:
                return length
        return 0


def _commas(phrase: str) -> set[int]:
    """Return before which words of a phrase a comma stands, or what else joins names."""
    return {len(split(phrase[: comma.start()])) for comma in _COMMA.finditer(phrase)}
