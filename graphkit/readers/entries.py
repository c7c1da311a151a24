"""The entries of a definition: what every format gives, and YAML text by the parser."""

from __future__ import annotations

from typing import NamedTuple

from graphkit.model.values import Mapping, Scalar, Value
from graphkit.readers.yaml_values import BrokenYamlError, Origin, compose


class Entry(NamedTuple):
    """One `key: value` at the top level. `recovered` marks a value that is no YAML and was kept as plain text."""

    key: Scalar
    value: Value
    recovered: bool = False


class Chunk(NamedTuple):
    """The lines of one entry, before they are parsed."""

    text: str
    line: int

    @property
    def key(self) -> str:
        """What stands before the first colon, without quotes."""
        return self.text.partition(":")[0].strip().strip("\"'")


def parsed(chunk: Chunk) -> list[Entry]:
    """Return the entries that the YAML parser finds in some lines. Raises BrokenYamlError."""
    value = compose(chunk.text, Origin(chunk.line))
    if value is None:
        return []
    if not isinstance(value, Mapping):
        raise BrokenYamlError("no mapping", chunk.line, 1)
    return [Entry(key, inner) for key, inner in value.entries]
