"""Values as the laws compare them."""

from __future__ import annotations

from graphkit.model.values import Mapping, Scalar, Value


def plain(value: Value) -> object:
    """Return a value without its places."""
    if isinstance(value, Scalar):
        return value.text
    if isinstance(value, Mapping):
        return {key.text: plain(inner) for key, inner in value.entries}
    return [plain(item) for item in value.items]
