"""What a worker process has read, as bytes for the one that started it. They never leave the machine's memory.

Nearly every file gives one plain definition. It travels as plain tuples, which marshal writes ten times as fast as
pickle writes objects; whatever else a file may give is pickled. The kinds of references travel once for each chunk.
"""

from __future__ import annotations

import copyreg
import io
import marshal
import pickle
from dataclasses import fields
from functools import partial
from operator import attrgetter
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from graphkit.model.definitions import DeclaredField, Definition, Flaw, Problem, Reading, Tools
from graphkit.model.references import Reference, ReferenceKind, reference_of
from graphkit.model.relations import Direction
from graphkit.model.spans import span_of
from graphkit.model.values import Mapping, Scalar, Sequence, scalar_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from graphkit.model.values import Pair, Value

_DIRECTIONS = tuple(Direction)
_NUMBERS = {direction: number for number, direction in enumerate(_DIRECTIONS)}
_SCALAR, _SEQUENCE = len(Scalar._fields), 4
"""How long a plain tuple is that stands for a text, and for a list."""

_declared_field: Callable[[tuple[Any, ...]], DeclaredField] = partial(tuple.__new__, DeclaredField)


def chunk_to_bytes(readings: Iterable[Reading]) -> bytes:
    """Return one chunk of readings as bytes."""
    kinds: dict[ReferenceKind, int] = {}
    plain = [_plain_reading(reading, kinds) for reading in readings]
    return marshal.dumps(([(kind[0], _NUMBERS[kind[1]], *kind[2:]) for kind in kinds], plain))


def to_bytes(chunks: dict[int, bytes]) -> bytes:
    """Return the chunks of one process, by their numbers, as bytes."""
    return marshal.dumps(chunks)


def from_bytes(data: bytes) -> dict[int, list[Reading]]:
    """Return the chunks that `to_bytes` made the bytes of."""
    chunks: dict[int, bytes] = marshal.loads(data)  # noqa: S302 - from our own child, over our own pipe
    return {number: _chunk_from_bytes(chunk) for number, chunk in chunks.items()}


def _chunk_from_bytes(chunk: bytes) -> list[Reading]:
    plain_kinds, plain = marshal.loads(chunk)  # noqa: S302 - from our own child, over our own pipe
    kinds = [ReferenceKind(kind[0], _DIRECTIONS[kind[1]], *kind[2:]) for kind in plain_kinds]
    return [_reading(one, kinds) for one in plain]


def _plain_reading(reading: Reading, kinds: dict[ReferenceKind, int]) -> bytes | tuple[Any, ...]:
    """Return a reading as plain tuples, or as bytes if there is more in it than one definition and its problems.

    `kinds` gives each kind of references its number.
    """
    more = reading.skipped or reading.ignores or reading.links or reading.callers or reading.code
    if more or len(reading.definitions) != 1:
        return _pickled(reading)
    (agent,) = reading.definitions
    if agent.passages or agent.calls or agent.possible_names:  # few have any of these
        return _pickled(reading)
    values = list(_attributes(agent))
    values[_REFERENCES] = _plain_references(agent.references, kinds)
    for place, encode, _ in _CODECS:
        values[place] = encode(values[place])
    return values, list(map(_plain_problem, reading.problems))


def _reading(plain: bytes | tuple[Any, ...], kinds: list[ReferenceKind]) -> Reading:
    if isinstance(plain, bytes):
        reading: Reading = pickle.loads(plain)  # noqa: S301 - from our own child, over our own pipe
        return reading
    values, problems = plain
    for place, _, decode in _CODECS:
        values[place] = decode(values[place])
    values[_REFERENCES] = tuple([
        reference_of((agent, kinds[number], text, path, line, column, width))
        for agent, number, text, path, line, column, width in values[_REFERENCES]
    ])  # fmt: skip
    return Reading((Definition(*values),), tuple(map(_problem, problems)))


def _plain_references(references: tuple[Reference, ...], kinds: dict[ReferenceKind, int]) -> list[tuple[Any, ...]]:
    plain = []
    last, number = None, 0
    for agent, kind, text, path, line, column, width in references:
        if kind is not last:  # those of a field come one after the other
            last, number = kind, kinds.setdefault(kind, len(kinds))
        plain.append((agent, number, text, path, line, column, width))
    return plain


def _plain_declares(declares: MappingProxyType[Any, Any]) -> list[tuple[Any, ...]]:
    return [(relation, _NUMBERS[way], tuple(span), field) for (relation, way), (span, field) in declares.items()]


def _declares(plain: list[tuple[Any, ...]]) -> MappingProxyType[Any, Any]:
    return MappingProxyType({
        (relation, _DIRECTIONS[way]): _declared_field((span_of(span), field)) for relation, way, span, field in plain
    })  # fmt: skip


def _plain_tools(tools: Tools) -> tuple[Any, ...]:
    lists = [(field, list(map(tuple, scalars))) for field, scalars in tools.lists]
    return _plain_optional(tools.access), list(map(tuple, tools.allowed)), list(map(tuple, tools.forbidden)), lists


def _tools(plain: tuple[Any, ...]) -> Tools:
    access, allowed, forbidden, lists = plain
    more = tuple([(field, tuple(map(scalar_of, scalars))) for field, scalars in lists])
    return Tools(_optional(access), tuple(map(scalar_of, allowed)), tuple(map(scalar_of, forbidden)), more)


def _plain_optional(scalar: Scalar | None) -> tuple[Any, ...] | None:
    return None if scalar is None else tuple(scalar)


def _optional(plain: tuple[Any, ...] | None) -> Scalar | None:
    return None if plain is None else scalar_of(plain)


def _plain_entries(entries: Iterable[Pair]) -> list[tuple[Any, ...]]:
    return [(tuple(key), _plain_value(value)) for key, value in entries]


def _entries(plain: list[tuple[Any, ...]]) -> tuple[Pair, ...]:
    return tuple([(scalar_of(key), _value(value)) for key, value in plain])


def _plain_value(value: Value) -> tuple[Any, ...]:
    """Return a value as a plain tuple; how long it is tells what it was."""
    if isinstance(value, Scalar):
        return tuple(value)
    if isinstance(value, Sequence):
        return [_plain_value(item) for item in value.items], value.line, value.column, None
    return _plain_entries(value.entries), value.line, value.column


def _value(plain: tuple[Any, ...]) -> Value:
    size = len(plain)
    if size == _SCALAR:
        return scalar_of(plain)
    if size == _SEQUENCE:
        return Sequence(tuple([_value(item) for item in plain[0]]), plain[1], plain[2])
    return Mapping(_entries(plain[0]), plain[1], plain[2])


def _plain_problem(problem: Problem) -> tuple[Any, ...]:
    return (*problem[:2], tuple(problem.span), *problem[3:-1], list(map(tuple, problem.flaws)))


def _problem(plain: tuple[Any, ...]) -> Problem:
    flaws = tuple(Flaw(*flaw) for flaw in plain[-1])
    return Problem._make((*plain[:2], span_of(plain[2]), *plain[3:-1], flaws))


_NAMES = [field.name for field in fields(Definition)]
_attributes = attrgetter(*_NAMES)
"""All attributes of a definition, in the order in which it takes them."""

_REFERENCES = _NAMES.index("references")
_CODECS: list[tuple[int, Callable[[Any], Any], Callable[[Any], Any]]] = [
    (_NAMES.index("span"), tuple, span_of),
    (_NAMES.index("level"), _plain_optional, _optional),
    (_NAMES.index("tools"), _plain_tools, _tools),
    (_NAMES.index("declares"), _plain_declares, _declares),
    (_NAMES.index("entries"), _plain_entries, _entries),
]
"""How the attributes travel that marshal does not write as they are."""


def _pickled(reading: Reading) -> bytes:
    buffer = io.BytesIO()
    pickler = pickle.Pickler(buffer, protocol=5)
    pickler.dispatch_table = {**copyreg.dispatch_table, MappingProxyType: _reduced}  # which pickle refuses
    pickler.dump(reading)
    return buffer.getvalue()


def _reduced(entries: MappingProxyType[Any, Any]) -> tuple[Any, ...]:
    return _proxy, (dict(entries),)


def _proxy(entries: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(entries)
