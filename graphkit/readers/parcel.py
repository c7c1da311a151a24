"""What one process has read, as bytes for another one. They never leave the machine's memory.

Nearly every file gives one plain definition. It travels as plain tuples, which marshal writes ten times as fast as
pickle writes objects; whatever else a file may give is pickled.
"""

from __future__ import annotations

import copyreg
import io
import marshal
import pickle
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from graphkit.model.definitions import DeclaredField, Definition, Problem, Reading, Tools, reference_of
from graphkit.model.relations import Direction
from graphkit.model.spans import span_of
from graphkit.model.values import Mapping, Scalar, Sequence, scalar_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graphkit.model.values import Value

_DIRECTIONS = tuple(Direction)
_OUT, _IN, _ = _DIRECTIONS


def wrap(readings: Iterable[Reading]) -> bytes:
    """Return one lot of readings as bytes."""
    return marshal.dumps([_melted(reading) for reading in readings])


def pack(lots: dict[int, bytes]) -> bytes:
    """Return the lots of one process, by their numbers, as bytes."""
    return marshal.dumps(lots)


def unpack(data: bytes) -> dict[int, list[Reading]]:
    """Return the lots that `pack` made the bytes of."""
    lots: dict[int, bytes] = marshal.loads(data)  # noqa: S302 - from our own child, over our own pipe
    return {number: _unwrapped(lot) for number, lot in lots.items()}


def _unwrapped(lot: bytes) -> list[Reading]:
    return [_frozen(melted) for melted in marshal.loads(lot)]  # noqa: S302 - from our own child, over our own pipe


def _melted(reading: Reading) -> bytes | tuple[Any, ...]:
    if reading.skipped or reading.ignores or reading.links or len(reading.definitions) != 1:
        return _pickled(reading)
    (agent,) = reading.definitions
    if agent.passages or agent.calls or agent.possible_names or agent.wildcards:
        return _pickled(reading)
    return (
        agent.id, agent.name, agent.aliases, tuple(agent.span), agent.root, agent.group, agent.stem,
        agent.level and tuple(agent.level), agent.description, agent.expertise,
        agent.tools.access and tuple(agent.tools.access),
        [tuple(tool) for tool in agent.tools.allowed], [tuple(tool) for tool in agent.tools.forbidden],
        [
            (kind, 0 if way is _OUT else 1 if way is _IN else 2, field, text, tuple(span), label, phrase, firm, said)
            for _, kind, way, field, text, span, label, phrase, firm, said, _ in agent.references
        ],
        [
            (relation, 0 if way is _OUT else 1 if way is _IN else 2, tuple(span), written)
            for (relation, way), (span, written) in agent.declares.items()
        ],
        agent.dialect, [(tuple(key), _plain(value)) for key, value in agent.entries],
        agent.houses, agent.plugin,
        [(one.rule, one.message, tuple(one.span), one.hint, one.agent) for one in reading.problems],
    )  # fmt: skip


def _frozen(melted: bytes | tuple[Any, ...]) -> Reading:
    if isinstance(melted, bytes):
        reading: Reading = pickle.loads(melted)  # noqa: S301 - from our own child, over our own pipe
        return reading
    (
        name, title, aliases, span, root, group, stem, level, description, expertise, access, allowed, forbidden,
        references, declares, dialect, entries, houses, plugin, problems,
    ) = melted  # fmt: skip
    agent = Definition(
        name, title, aliases, span_of(span), root, group, stem, level and scalar_of(level), description, expertise,
        Tools(access and scalar_of(access), tuple(map(scalar_of, allowed)), tuple(map(scalar_of, forbidden))),
        tuple([
            reference_of(
                (name, relation, _DIRECTIONS[way], field, text, span_of(place), label, phrase, firm, said, False)
            )
            for relation, way, field, text, place, label, phrase, firm, said in references
        ]),
        MappingProxyType({
            (relation, _DIRECTIONS[way]): DeclaredField(span_of(place), written)
            for relation, way, place, written in declares
        }),
        (), dialect, tuple([(scalar_of(key), _value(value)) for key, value in entries]),
        houses=houses, plugin=plugin,
    )  # fmt: skip
    told = [Problem(rule, message, span_of(place), hint, whose) for rule, message, place, hint, whose in problems]
    return Reading((agent,), tuple(told))


def _plain(value: Value) -> tuple[Any, ...]:
    """Return a value as a plain tuple; how long it is tells what it was."""
    if isinstance(value, Scalar):
        return tuple(value)
    if isinstance(value, Sequence):
        return [_plain(item) for item in value.items], value.line, value.column, None
    return [(tuple(key), _plain(inner)) for key, inner in value.entries], value.line, value.column


def _value(plain: tuple[Any, ...]) -> Value:
    if len(plain) == 5:
        return scalar_of(plain)
    if len(plain) == 4:
        return Sequence(tuple([_value(item) for item in plain[0]]), plain[1], plain[2])
    return Mapping(tuple([(scalar_of(key), _value(inner)) for key, inner in plain[0]]), plain[1], plain[2])


def _pickled(reading: Reading) -> bytes:
    buffer = io.BytesIO()
    pickler = pickle.Pickler(buffer, protocol=5)
    pickler.dispatch_table = {**copyreg.dispatch_table, MappingProxyType: _thawed}  # which pickle refuses
    pickler.dump(reading)
    return buffer.getvalue()


def _thawed(entries: MappingProxyType[Any, Any]) -> tuple[Any, ...]:
    return _proxy, (dict(entries),)


def _proxy(entries: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(entries)
