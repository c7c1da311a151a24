"""What a worker process has read, as bytes for the one that started it. They never leave the machine's memory.

Nearly every file gives one plain definition. It travels as plain tuples, which marshal writes ten times as fast as
pickle writes objects; whatever else a file may give is pickled.
"""

from __future__ import annotations

import copyreg
import io
import marshal
import pickle
from dataclasses import fields
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from graphkit.model.definitions import DeclaredField, Definition, Flaw, Problem, Reading, Tools
from graphkit.model.references import Reference, ReferenceKind, reference_of
from graphkit.model.relations import Direction
from graphkit.model.spans import span_of
from graphkit.model.values import Mapping, Scalar, Sequence, scalar_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from graphkit.model.values import Value

_DIRECTIONS = tuple(Direction)
_NUMBERS = {direction: number for number, direction in enumerate(_DIRECTIONS)}


def chunk_to_bytes(readings: Iterable[Reading]) -> bytes:
    """Return one chunk of readings as bytes."""
    return marshal.dumps([to_plain(reading) for reading in readings])


def to_bytes(chunks: dict[int, bytes]) -> bytes:
    """Return the chunks of one process, by their numbers, as bytes."""
    return marshal.dumps(chunks)


def from_bytes(data: bytes) -> dict[int, list[Reading]]:
    """Return the chunks that `to_bytes` made the bytes of."""
    chunks: dict[int, bytes] = marshal.loads(data)  # noqa: S302 - from our own child, over our own pipe
    return {number: _chunk_from_bytes(chunk) for number, chunk in chunks.items()}


def _chunk_from_bytes(chunk: bytes) -> list[Reading]:
    return [from_plain(plain) for plain in marshal.loads(chunk)]  # noqa: S302 - from our own child, over our own pipe


def to_plain(reading: Reading) -> bytes | tuple[Any, ...]:
    """Return a reading as plain tuples, or as bytes if there is more in it than one definition and its problems."""
    more = reading.skipped or reading.ignores or reading.links or reading.callers or reading.code
    if more or len(reading.definitions) != 1:
        return _pickled(reading)
    (agent,) = reading.definitions
    if any(getattr(agent, name) for name in _PICKLED):
        return _pickled(reading)
    values = [encode(getattr(agent, name)) if encode else getattr(agent, name) for name, encode, _ in _ATTRIBUTES]
    return values, list(map(_plain_problem, reading.problems))


def from_plain(plain: bytes | tuple[Any, ...]) -> Reading:
    """Return the reading that `to_plain` took apart."""
    if isinstance(plain, bytes):
        reading: Reading = pickle.loads(plain)  # noqa: S301 - from our own child, over our own pipe
        return reading
    values, problems = plain
    attributes = zip(values, _ATTRIBUTES, strict=True)
    decoded = {name: decode(value) if decode else value for value, (name, _, decode) in attributes}
    return Reading((Definition(**decoded),), tuple(map(_problem, problems)))


def _plain_references(references: tuple[Reference, ...]) -> tuple[list[Any], list[Any]]:
    """Return the kinds of the references, and the references with the numbers of their kinds."""
    numbers: dict[ReferenceKind, int] = {}
    plain = [(one[0], numbers.setdefault(one[1], len(numbers)), *one[2:]) for one in references]
    return [(kind[0], _NUMBERS[kind[1]], *kind[2:]) for kind in numbers], plain


def _references(plain: tuple[list[Any], list[Any]]) -> tuple[Reference, ...]:
    kinds = [ReferenceKind(kind[0], _DIRECTIONS[kind[1]], *kind[2:]) for kind in plain[0]]
    return tuple([reference_of((agent, kinds[number], *place)) for agent, number, *place in plain[1]])


def _plain_tools(tools: Tools) -> tuple[Any, ...]:
    lists = [(field, _plain_scalars(scalars)) for field, scalars in tools.lists]
    return _plain_optional(tools.access), _plain_scalars(tools.allowed), _plain_scalars(tools.forbidden), lists


def _tools(plain: tuple[Any, ...]) -> Tools:
    access, allowed, forbidden, lists = plain
    more = tuple((field, _scalars(scalars)) for field, scalars in lists)
    return Tools(_optional(access), _scalars(allowed), _scalars(forbidden), more)


def _plain_problem(problem: Problem) -> tuple[Any, ...]:
    return (*problem[:2], tuple(problem.span), *problem[3:-1], list(map(tuple, problem.flaws)))


def _problem(plain: tuple[Any, ...]) -> Problem:
    flaws = tuple(Flaw(*flaw) for flaw in plain[-1])
    return Problem._make((*plain[:2], span_of(plain[2]), *plain[3:-1], flaws))


def _plain_optional(scalar: Scalar | None) -> tuple[Any, ...] | None:
    return None if scalar is None else tuple(scalar)


def _optional(plain: tuple[Any, ...] | None) -> Scalar | None:
    return None if plain is None else scalar_of(plain)


def _plain_scalars(scalars: tuple[Scalar, ...]) -> list[tuple[Any, ...]]:
    return list(map(tuple, scalars))


def _scalars(plain: list[tuple[Any, ...]]) -> tuple[Scalar, ...]:
    return tuple(map(scalar_of, plain))


def _plain_declares(declares: MappingProxyType[Any, Any]) -> list[tuple[Any, ...]]:
    return [(relation, _NUMBERS[way], tuple(span), *rest) for (relation, way), (span, *rest) in declares.items()]


def _declares(plain: list[tuple[Any, ...]]) -> MappingProxyType[Any, Any]:
    return MappingProxyType({
        (relation, _DIRECTIONS[way]): DeclaredField(span_of(span), *rest) for relation, way, span, *rest in plain
    })  # fmt: skip


def _plain_entries(entries: tuple[Any, ...]) -> list[tuple[Any, ...]]:
    return [(tuple(key), _plain_value(value)) for key, value in entries]


def _entries(plain: list[tuple[Any, ...]]) -> tuple[Any, ...]:
    return tuple([(scalar_of(key), _value(value)) for key, value in plain])


def _plain_value(value: Value) -> tuple[Any, ...]:
    """Return a value as a plain tuple; how long it is tells what it was."""
    if isinstance(value, Scalar):
        return tuple(value)
    if isinstance(value, Sequence):
        return [_plain_value(item) for item in value.items], value.line, value.column, None
    return _plain_entries(value.entries), value.line, value.column


def _value(plain: tuple[Any, ...]) -> Value:
    if len(plain) == len(Scalar._fields):
        return scalar_of(plain)
    if len(plain) == 4:
        return Sequence(tuple([_value(item) for item in plain[0]]), plain[1], plain[2])
    return Mapping(_entries(plain[0]), plain[1], plain[2])


_CODECS: dict[str, tuple[Callable[[Any], Any], Callable[[Any], Any]]] = {
    "span": (tuple, span_of),
    "level": (_plain_optional, _optional),
    "tools": (_plain_tools, _tools),
    "references": (_plain_references, _references),
    "declares": (_plain_declares, _declares),
    "entries": (_plain_entries, _entries),
}
"""How the attributes travel that marshal does not write as they are."""

_PICKLED = ("passages", "calls", "possible_names")
"""Attributes that few definitions have; those that do are pickled."""

_ATTRIBUTES = [
    (field.name, *_CODECS.get(field.name, (None, None))) for field in fields(Definition) if field.name not in _PICKLED
]
"""All attributes of a definition, in the order in which it takes them."""


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
