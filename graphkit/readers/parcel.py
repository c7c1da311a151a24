"""What one process has read, as bytes for another one. They never leave the machine's memory."""

from __future__ import annotations

import copyreg
import io
import pickle
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphkit.model.definitions import Reading


def pack(readings: list[Reading]) -> bytes:
    """Return the readings as bytes."""
    buffer = io.BytesIO()
    pickler = pickle.Pickler(buffer, protocol=5)
    pickler.dispatch_table = {**copyreg.dispatch_table, MappingProxyType: _melted}  # which pickle refuses
    pickler.dump(readings)
    return buffer.getvalue()


def unpack(data: bytes) -> list[Reading]:
    """Return the readings that `pack` made the bytes of."""
    readings: list[Reading] = pickle.loads(data)  # noqa: S301 - from our own child, over a pipe that nobody else holds
    return readings


def _frozen(entries: dict[Any, Any]) -> Mapping[Any, Any]:
    return MappingProxyType(entries)


def _melted(entries: Mapping[Any, Any]) -> tuple[Any, ...]:
    return _frozen, (dict(entries),)
