"""YAML text becomes values with places. The only module that imports yaml, and only when it is needed."""

from __future__ import annotations

import re
from dataclasses import field
from functools import cache
from typing import TYPE_CHECKING, Any

from graphkit.model.spans import InvalidTextError
from graphkit.model.values import Mapping, Pair, Scalar, Sequence, Value
from graphkit.readers.repeated_keys import twice
from graphkit.support.patterns import pattern
from graphkit.support.records import NamedTuple, dataclass

if TYPE_CHECKING:
    from collections.abc import Callable

    from yaml.nodes import ScalarNode

    from graphkit.readers.repeated_keys import Twice

MAX_DEPTH = 60
"""Deeper nesting than this is no definition; it would only exhaust the stack."""

_UNPRINTABLE = pattern(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


@dataclass(slots=True)
class Notes:
    """The keys that a nested mapping contains twice, and where the mappings are that others merge (`<<: *base`)."""

    repeated: list[Twice] = field(default_factory=list)
    bases: set[tuple[int, int]] = field(default_factory=set)

    def look_at(self, pairs: list[Pair]) -> None:
        """Take note of the entries of a mapping, before those that it merges are added."""
        keys = {key.text for key, _ in pairs}
        if len(keys) < len(pairs):
            self.repeated += [pair for pair in twice(pairs) if pair[1].text not in ("", "<<")]
        for key, value in pairs if "<<" in keys else ():
            for one in (value.items if isinstance(value, Sequence) else (value,)) if key.text == "<<" else ():
                self.bases.add((one.line, one.column))


class Origin(NamedTuple):
    """Where a piece of text begins in its file: 1-based line, and the column of its first character."""

    line: int
    column: int = 1


def compose(
    text: str, origin: Origin, restored: Callable[[Scalar], Scalar] | None = None, notes: Notes | None = None
) -> Value | None:
    """Parse one YAML document; None if it is empty. Every value is text as written, with its place in the file.

    `restored` gives for each text what it was before it was repaired; `notes` takes what the values do not show.
    Characters that YAML forbids are read as blanks, so that one of them costs nothing. Raises InvalidTextError.
    """
    if max(text.count("["), text.count("{"), text.count("- -")) > MAX_DEPTH and _depth(text) > MAX_DEPTH:
        raise InvalidTextError("nested too deeply", origin.line, origin.column)
    import yaml

    loader = _loader()(text if text.replace("\n", "").isprintable() else _UNPRINTABLE.sub(" ", text))
    node, failure = None, None
    try:
        node = loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        mark = _mark(error)
        line, column = (mark.line, mark.column) if mark else (0, 0)
        words = ", ".join(filter(None, (error.context, error.problem)))
        failure = InvalidTextError(words, *_place(origin, line, column))
    except (yaml.YAMLError, RecursionError) as error:
        failure = InvalidTextError(str(error).partition("\n")[0], origin.line, origin.column)
    finally:
        loader.dispose()
    if failure is not None:
        try:
            raise failure  # here, so that it does not hold what the parser has made so far
        finally:
            del failure, loader  # an error holds this frame: while the collector rests, neither would ever be freed
    return None if node is None else _Converter(origin, restored, notes).value(node, 0)


def merged(pairs: list[Pair]) -> list[Pair]:
    """Return the pairs of a mapping with those that its merge keys bring: `<<: *defaults`, or a list of them.

    Where a key is in several places the mapping itself goes first, then the first that is merged.
    """
    if not any(key.text == "<<" for key, _ in pairs):
        return pairs
    taken = {key.text for key, _ in pairs}
    found: list[Pair] = []
    for key, value in pairs:
        sources = value.items if isinstance(value, Sequence) else (value,)
        if key.text != "<<" or not all(isinstance(source, Mapping) for source in sources):
            found.append((key, value))
            continue
        for source in sources:
            more = [pair for pair in source.entries if pair[0].text not in taken] if isinstance(source, Mapping) else []
            taken.update(name.text for name, _ in more)
            found += more
    return found


def _mark(error: Any) -> Any:
    """Return where the mistake is: a bracket or a quotation mark that is never closed, not where the text ends."""
    within, at = error.context_mark, error.problem_mark
    opened = within and at and within.line != at.line and ("flow" in error.context or "quoted" in error.context)
    return within if opened else at or within


@cache
def _loader() -> Any:
    import yaml

    # What a text would be - a number, a date - is not asked: every one stays as it is written.
    return getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class _Converter:
    """Turns nodes into values; an alias gives the value it stands for, a loop of aliases is an error."""

    def __init__(self, origin: Origin, restored: Callable[[Scalar], Scalar] | None, notes: Notes | None) -> None:
        self._origin, self._restored, self._notes = origin, restored, notes
        self._known: dict[int, Value | None] = {}

    def value(self, node: Any, depth: int) -> Value:
        if id(node) in self._known:
            known = self._known[id(node)]
            if known is None:
                raise InvalidTextError("an alias that contains itself", *self._at(node))
            return known
        if depth > MAX_DEPTH:
            raise InvalidTextError("nested too deeply", *self._at(node))
        self._known[id(node)] = None
        self._known[id(node)] = made = self._make(node, depth + 1)
        return made

    def _make(self, node: Any, depth: int) -> Value:
        line, column = self._at(node)
        if node.id == "mapping":
            pairs = [(self._key(key, depth), self.value(value, depth)) for key, value in node.value]
            if self._notes is not None and depth > 1:
                self._notes.look_at(pairs)
            # At the top level, what else is in the front matter decides which of the merged keys count.
            return Mapping(tuple(pairs if depth == 1 else merged(pairs)), line, column)
        if node.id == "sequence":
            return Sequence(tuple(self.value(item, depth) for item in node.value), line, column)
        start, end = node.start_mark, node.end_mark
        width = end.column - start.column if end.line == start.line else 1
        found = Scalar(_text(node), line, column, max(width, 1), bool(node.style))
        return found if self._restored is None else self._restored(found)

    def _key(self, node: Any, depth: int) -> Scalar:
        made = self.value(node, depth)
        return made if isinstance(made, Scalar) else Scalar("", made.line, made.column)

    def _at(self, node: Any) -> tuple[int, int]:
        return _place(self._origin, node.start_mark.line, node.start_mark.column)


def _text(node: ScalarNode) -> str:
    plain_null = not node.style and node.value in ("~", "null", "Null", "NULL")
    return "" if plain_null else str(node.value)


def _place(origin: Origin, line: int, column: int) -> tuple[int, int]:
    return origin.line + line, column + (origin.column if line == 0 else 1)


def _depth(text: str) -> int:
    """Bound the nesting of a text from above without parsing it: brackets that open, and dashes in a row."""
    depth = deepest = 0
    for char in text:
        if char in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif char in "]}":
            depth = max(depth - 1, 0)
    dashes = max((len(run) // 2 for run in re.findall(r"(?:- )+", text)), default=0)
    return max(deepest, dashes)
