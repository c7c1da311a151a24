"""What a worker process has read, as bytes for the one that started it. They never leave the machine's memory.

Nearly every file gives one plain definition. It travels as plain tuples, which marshal writes ten times as fast as
pickle writes objects; whatever else a file may give is pickled. What the files of a chunk share - the kinds of
references, the values of lines that are alike - travels once, and is shared again where it arrives.
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

    _Encoder = Callable[["_Packer", Any], Any]
    _Decoder = Callable[["_Unpacker", Any], Any]

_DIRECTIONS = tuple(Direction)
_NUMBERS = {direction: number for number, direction in enumerate(_DIRECTIONS)}
_declared_field: Callable[[tuple[Any, ...]], DeclaredField] = partial(tuple.__new__, DeclaredField)


def chunk_to_bytes(readings: Iterable[Reading]) -> bytes:
    """Return one chunk of readings as bytes."""
    packer = _Packer()
    plain = [packer.reading(reading) for reading in readings]
    return marshal.dumps(([(kind[0], _NUMBERS[kind[1]], *kind[2:]) for kind in packer.kinds], plain))


def to_bytes(chunks: dict[int, bytes]) -> bytes:
    """Return the chunks of one process, by their numbers, as bytes."""
    return marshal.dumps(chunks)


def from_bytes(data: bytes) -> dict[int, list[Reading]]:
    """Return the chunks that `to_bytes` made the bytes of."""
    chunks: dict[int, bytes] = marshal.loads(data)  # noqa: S302 - from our own child, over our own pipe
    return {number: _chunk_from_bytes(chunk) for number, chunk in chunks.items()}


def _chunk_from_bytes(chunk: bytes) -> list[Reading]:
    kinds, plain = marshal.loads(chunk)  # noqa: S302 - from our own child, over our own pipe
    unpacker = _Unpacker([ReferenceKind(kind[0], _DIRECTIONS[kind[1]], *kind[2:]) for kind in kinds])
    return [unpacker.reading(one) for one in plain]


class _Packer:
    """Takes the readings of a chunk apart; they live meanwhile, so that what is the same object is known by its id."""

    def __init__(self) -> None:
        self.kinds: dict[ReferenceKind, int] = {}
        """The kinds of references, each with its number."""
        self._numbers: dict[int, int] = {}
        self._known: dict[int, tuple[Any, ...]] = {}

    def reading(self, reading: Reading) -> bytes | tuple[Any, ...]:
        """Return a reading as plain tuples, or as bytes if there is more in it than one definition and its problems."""
        more = reading.skipped or reading.ignores or reading.links or reading.callers or reading.code
        if more or len(reading.definitions) != 1:
            return _pickled(reading)
        (agent,) = reading.definitions
        if agent.passages or agent.calls or agent.possible_names:  # few have any of these
            return _pickled(reading)
        values = list(_attributes(agent))
        for place, encode, _ in _CODECS:
            values[place] = encode(self, values[place])
        return values, [_plain_problem(problem) for problem in reading.problems]

    def references(self, references: tuple[Reference, ...]) -> list[tuple[Any, ...]]:
        """Return the references with the numbers of their kinds."""
        plain = []
        for agent, kind, text, path, line, column, width in references:
            number = self._numbers.get(id(kind))
            if number is None:
                number = self._numbers[id(kind)] = self.kinds.setdefault(kind, len(self.kinds))
            plain.append((agent, number, text, path, line, column, width))
        return plain

    def declares(self, declares: MappingProxyType[Any, Any]) -> list[tuple[Any, ...]]:
        """Return the fields of relations with the numbers of their directions."""
        return [(relation, _NUMBERS[way], tuple(span), field) for (relation, way), (span, field) in declares.items()]

    def tools(self, tools: Tools) -> tuple[Any, ...]:
        """Return the tools, list by list."""
        lists = [(field, self.values(scalars)) for field, scalars in tools.lists]
        return self.optional(tools.access), self.values(tools.allowed), self.values(tools.forbidden), lists

    def optional(self, scalar: Scalar | None) -> tuple[Any, ...] | None:
        """Return a value that may be missing."""
        return None if scalar is None else self.value(scalar)

    def values(self, values: Iterable[Value]) -> list[tuple[Any, ...]]:
        """Return several values."""
        return [self.value(value) for value in values]

    def entries(self, entries: Iterable[Pair]) -> list[tuple[Any, ...]]:
        """Return keys with their values."""
        found = []
        for pair in entries:
            plain = self._known.get(id(pair))
            if plain is None:
                plain = self._known[id(pair)] = (tuple(pair[0]), self.value(pair[1]))
            found.append(plain)
        return found

    def value(self, value: Value) -> tuple[Any, ...]:
        """Return a value as a plain tuple; how long it is tells what it was."""
        plain = self._known.get(id(value))
        if plain is None:
            if isinstance(value, Scalar):
                plain = tuple(value)
            elif isinstance(value, Sequence):
                plain = (self.values(value.items), value.line, value.column, None)
            else:
                plain = (self.entries(value.entries), value.line, value.column)
            self._known[id(value)] = plain
        return plain


class _Unpacker:
    """Puts the readings of a chunk together; marshal makes one object of what was one."""

    def __init__(self, kinds: list[ReferenceKind]) -> None:
        self._kinds = kinds
        self._known: dict[int, Any] = {}

    def reading(self, plain: bytes | tuple[Any, ...]) -> Reading:
        """Return the reading that a packer took apart."""
        if isinstance(plain, bytes):
            reading: Reading = pickle.loads(plain)  # noqa: S301 - from our own child, over our own pipe
            return reading
        values, problems = plain
        for place, _, decode in _CODECS:
            values[place] = decode(self, values[place])
        return Reading((Definition(*values),), tuple(map(_problem, problems)))

    def references(self, plain: list[tuple[Any, ...]]) -> tuple[Reference, ...]:
        """Return references, each with its kind."""
        kinds = self._kinds
        return tuple([
            reference_of((agent, kinds[number], text, path, line, column, width))
            for agent, number, text, path, line, column, width in plain
        ])  # fmt: skip

    def declares(self, plain: list[tuple[Any, ...]]) -> MappingProxyType[Any, Any]:
        """Return the fields of relations by relation and direction."""
        return MappingProxyType({
            (relation, _DIRECTIONS[way]): _declared_field((span_of(span), field))
            for relation, way, span, field in plain
        })  # fmt: skip

    def tools(self, plain: tuple[Any, ...]) -> Tools:
        """Return the tools of an agent."""
        access, allowed, forbidden, lists = plain
        more = tuple([(field, self.values(scalars)) for field, scalars in lists])
        return Tools(self.optional(access), self.values(allowed), self.values(forbidden), more)

    def optional(self, plain: tuple[Any, ...] | None) -> Scalar | None:
        """Return a value that may be missing."""
        return None if plain is None else self.value(plain)

    def values(self, plain: list[tuple[Any, ...]]) -> tuple[Any, ...]:
        """Return several values."""
        return tuple([self.value(one) for one in plain])

    def entries(self, plain: list[tuple[Any, ...]]) -> tuple[Pair, ...]:
        """Return keys with their values."""
        found = []
        for one in plain:
            pair = self._known.get(id(one))
            if pair is None:
                pair = self._known[id(one)] = (scalar_of(one[0]), self.value(one[1]))
            found.append(pair)
        return tuple(found)

    def value(self, plain: tuple[Any, ...]) -> Any:
        """Return the value that a plain tuple stands for."""
        value = self._known.get(id(plain))
        if value is None:
            if len(plain) == len(Scalar._fields):
                value = scalar_of(plain)
            elif len(plain) == 4:
                value = Sequence(self.values(plain[0]), plain[1], plain[2])
            else:
                value = Mapping(self.entries(plain[0]), plain[1], plain[2])
            self._known[id(plain)] = value
        return value


def _plain_problem(problem: Problem) -> tuple[Any, ...]:
    return (*problem[:2], tuple(problem.span), *problem[3:-1], list(map(tuple, problem.flaws)))


def _problem(plain: tuple[Any, ...]) -> Problem:
    flaws = tuple(Flaw(*flaw) for flaw in plain[-1])
    return Problem._make((*plain[:2], span_of(plain[2]), *plain[3:-1], flaws))


_NAMES = [field.name for field in fields(Definition)]
_attributes = attrgetter(*_NAMES)
"""All attributes of a definition, in the order in which it takes them."""

_CODECS: list[tuple[int, _Encoder, _Decoder]] = [
    (_NAMES.index("span"), lambda _, span: tuple(span), lambda _, plain: span_of(plain)),
    (_NAMES.index("level"), _Packer.optional, _Unpacker.optional),
    (_NAMES.index("tools"), _Packer.tools, _Unpacker.tools),
    (_NAMES.index("references"), _Packer.references, _Unpacker.references),
    (_NAMES.index("declares"), _Packer.declares, _Unpacker.declares),
    (_NAMES.index("entries"), _Packer.entries, _Unpacker.entries),
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
