"""The text of a selection becomes terms: blanks join, commas intersect, quotes keep a name together."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graphkit.analysis.reach import EVERYTHING
from graphkit.model.calls import KINDS
from graphkit.model.suggestions import nearest_name
from graphkit.support.errors import SelectionError
from graphkit.support.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

METHODS = ("path", "level", "group", "relation", "rule", "cycle", "changed", "tool", "expertise", "kind", "caller")
"""What may be before a colon, besides the names of relations."""

_BEFORE = re.compile(r"(\d*)\+|@")
_AFTER = re.compile(r"\+(\d*)$")
_CALLER = re.compile(rf"(?P<id>(?P<kind>{'|'.join(KINDS)}):.+?)(?P<walk>\+\d*)?")
"""The id of a caller, which is a selection as it is written: `command:bread`, `command:bread+`."""
_PREFIX = re.compile(r"([\w-]+):")


@dataclass(frozen=True, slots=True)
class Term:
    """One set of agents: those that `method` finds by `value`, and how far to walk from them.

    `up` and `down` are steps against and along the edges, 0 for none; `around` is `@`: all they reach, and everybody
    who reaches any of these. `relation` restricts the walk. `position` is where the value begins, `literal` says that
    it was quoted, so that `*` is no glob.
    """

    value: str
    position: int
    method: str = "name"
    literal: bool = False
    up: int = 0
    down: int = 0
    around: bool = False
    relation: str | None = None

    @property
    def walks(self) -> bool:
        """Whether it goes on from where it starts."""
        return bool(self.up or self.down or self.around)


def parse(expression: str, relations: Collection[str], callers: Collection[str] = ()) -> list[list[Term]]:
    """Return the union of intersections of terms that an expression means; the ids of callers count as they are.

    Raises SelectionError, which points at the character, when it cannot be understood.
    """
    return [
        [_term(expression, start, text, relations, callers) for start, text in _split(expression, start, text, ",")]
        for start, text in _split(expression, 0, expression, " \t\n")
        if text
    ]


def _split(expression: str, offset: int, text: str, at: str) -> Iterator[tuple[int, str]]:
    """Yield the parts between separators that are not in quotes, each with its position in the expression."""
    quote, begin = "", 0
    opened = 0
    for place, sign in enumerate(text):
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "\"'":
            quote, opened = sign, place
        elif sign in at:
            yield offset + begin, text[begin:place]
            begin = place + 1
    if quote:
        raise SelectionError("This quote is never closed", expression, offset + opened)
    yield offset + begin, text[begin:]


def _term(expression: str, start: int, text: str, relations: Collection[str], callers: Collection[str]) -> Term:
    if not text:
        advice = "One side of a comma is empty; write `a,b` for agents that are in both, `a b` for either"
        raise SelectionError(advice, expression, min(start, len(expression) - 1))
    if found := _CALLER.fullmatch(text):
        known = found["id"] in callers
        if known or (found["kind"] not in relations and found["kind"] not in METHODS):
            down = 0 if found["walk"] is None else _depth(found["walk"][1:])
            return Term(found["id"], start, "caller", literal=known, down=down)
    relation, rest = _relation(text, relations)
    position = start + len(text) - len(rest)
    up = down = 0
    around = rest.startswith("@")
    if found := _BEFORE.match(rest):
        up = 0 if around else _depth(found[1])
        rest, position = rest[found.end() :], position + found.end()
    if (found := _AFTER.search(rest)) and not around:
        down = _depth(found[1])
        rest = rest[: found.start()]
    method, value, shift = _method(expression, position, rest, relations)
    position += shift
    literal = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    term = Term(value[1:-1] if literal else value, position, method, literal, up, down, around, relation)
    if not term.value:
        missing = f"`{method}:` needs a value" if method != "name" else "The name of an agent is missing here"
        raise SelectionError(missing, expression, min(position, len(expression) - 1))
    if relation and not term.walks and method != "cycle":
        advice = (
            f"`{relation}:` restricts a walk, and this is none; write `{relation}:+{value}` or `{relation}:{value}+`"
        )
        raise SelectionError(advice, expression, start, len(relation))
    return term


def _relation(text: str, relations: Collection[str]) -> tuple[str | None, str]:
    """Split `escalation:` off; the name of a method wins over a relation of the same name."""
    found = _PREFIX.match(text)
    if found and found[1] in relations and found[1] not in METHODS:
        return found[1], text[found.end() :]
    return None, text


def _method(expression: str, position: int, text: str, relations: Collection[str]) -> tuple[str, str, int]:
    found = _PREFIX.match(text)
    if not found:
        return "name", text, 0
    if found[1] not in METHODS:
        near = nearest_name(found[1], [*METHODS, *relations])
        meant = f"did you mean `{near}:`? " if near else ""
        known = ", ".join(f"`{name}:`" for name in (*METHODS, *relations))
        message = f"There is no `{found[1]}:`; {meant}the prefixes are {known}. Quote a name that contains a colon"
        raise SelectionError(message, expression, position, len(found[1]))
    return found[1], text[found.end() :], found.end()


def _depth(digits: str) -> int:
    return min(int(digits[:9]), EVERYTHING) if digits else EVERYTHING
