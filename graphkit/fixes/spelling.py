"""Writing a new name as the old one is spelled in each place: snake, kebab, Title Case, `@name`, `plugin:name`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graphkit.model.names import split
from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_WORD = re.compile(r"[^\W_]+")
_JOINT = re.compile(r"[-_ .]")


class Respelling(NamedTuple):
    """A part of a text from `start` to before `end`, and what takes its place."""

    start: int
    end: int
    text: str


class Speller:
    """Finds the spellings of a name in texts, and gives the new name in the same spelling."""

    def __init__(self, aliases: Iterable[str], new: str) -> None:
        names = sorted({split(alias) for alias in aliases} - {()}, key=lambda words: (-len(words), words))
        spelled = (r"[\s_.-]{1,3}".join(map(re.escape, words)) for words in names)
        self._pattern = re.compile(rf"(?<![^\W_])(?:{'|'.join(spelled)})(?![^\W_])", re.IGNORECASE)
        self._exact = frozenset(aliases)
        self._new, self._words = new, _WORD.findall(new)
        joint = _JOINT.search(new)
        self._joint = joint[0] if joint else "-"

    def in_text(self, text: str) -> Iterator[Respelling]:
        """Yield each place of a text at which the old name is written, from left to right."""
        for found in self._pattern.finditer(text):
            yield Respelling(found.start(), found.end(), self._as(found[0], text, found.start(), found.end()))

    def marked(self, text: str) -> Iterator[Respelling]:
        """Yield the places at which prose means the agent: a name of several words, or one that is marked as a name.

        A plain word such as `test` is an agent's name only in code, bold, quotes, after `@` or before "agent".
        """
        for one in self.in_text(text):
            joined = _JOINT.search(text[one.start : one.end])
            before, after = text[max(one.start - 1, 0) : one.start], text[one.end : one.end + 7]
            if joined or before in ("`", "*", "@", '"', "'") or re.match(r"[ -]agent", after, re.IGNORECASE):
                yield one

    def _as(self, written: str, text: str, start: int, end: int) -> str:
        """Return the new name in the spelling of a text that is the old name."""
        if written in self._exact and (len(split(written)) > 1 or not self._is_in_phrase(text, start, end)):
            if written == written.lower() and self._new != self._new.lower() and not written.istitle():
                return self._join(written, self._joint_of(written, text, start, end))
            if self._same_style(written):
                return self._new
        return self._join(written, self._joint_of(written, text, start, end))

    def _is_in_phrase(self, text: str, start: int, end: int) -> bool:
        return text[end : end + 1] in ("_", "-") or (start > 0 and text[start - 1] in "_-")

    def _same_style(self, written: str) -> bool:
        """Return whether the new name, as it was given, is joined and capitalised as this one is."""
        joint = _JOINT.search(written)
        if joint and self._joint != joint[0] and len(self._words) > 1:
            return False
        return written[:1].isupper() == self._new[:1].isupper()

    def _joint_of(self, written: str, text: str, start: int, end: int) -> str:
        joint = re.search(r"[\s_.-]+", written)
        if joint:
            return joint[0]
        neighbours = text[end : end + 1] + (text[start - 1] if start else "")
        return next((sign for sign in neighbours if sign in "_-"), self._joint)

    def _join(self, written: str, joint: str) -> str:
        words = _WORD.findall(written)
        if written.isupper() and len(written) > 1:
            return joint.join(word.upper() for word in self._words)
        if words[0][:1].isupper():
            rest = len(words) == 1 or words[-1][:1].isupper()
            return joint.join(
                word[:1].upper() + word[1:] if number == 0 or rest else word.lower()
                for number, word in enumerate(self._words)
            )
        return joint.join(word.lower() for word in self._words)
