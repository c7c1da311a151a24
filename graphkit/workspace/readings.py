"""Readings kept by the content of their files, and what came of them: what is as before is not done again."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from graphkit import dialects
from graphkit.model.definitions import Reading
from graphkit.model.graph import AgentGraph
from graphkit.readers import callers
from graphkit.readers.file_reader import FileReader, no_progress
from graphkit.support.files import read_bytes, remembered
from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from graphkit.config import Config
    from graphkit.model.calls import CallerSource, CallerText
    from graphkit.model.spans import Source
    from graphkit.readers.file_reader import Result


class _Kept(NamedTuple):
    """What a file gave, and the digest of the bytes that it then had."""

    digest: bytes
    source: Source
    reading: Reading


class KeptReadings(FileReader):
    """Reads the files of a run as any other does, and keeps what they gave until they change; so with later steps.

    The bytes decide: a file that was only touched is not read again. What does not occur in a run is dropped.
    """

    def __init__(self) -> None:
        self._files: dict[tuple[str, str], _Kept] = {}
        self._callers: dict[tuple[CallerSource, str], tuple[bytes, CallerText | None]] = {}
        self._probe: KeptReadings | None = None
        self._results: dict[Callable[..., object], tuple[tuple[object, ...], Any]] = {}
        self._paths: frozenset[str] = frozenset()
        self._basis: tuple[Config, frozenset[str]] | None = None
        self.changed: frozenset[str] = frozenset()
        """The files that were read again in the last run."""

    def definitions(
        self,
        sources: Sequence[Source],
        config: Config,
        plugins: Collection[str],
        on_progress: Callable[[str, int, int], None],
    ) -> Iterable[Reading]:
        """Return the reading of each file; many new ones are read by several processes."""
        basis = (config, frozenset(plugins))
        if self._basis != basis:
            self._basis, self._files, self._callers = basis, {}, {}
        digests = [_digest(source) for source in sources]
        stale = [source for source, digest in zip(sources, digests, strict=True) if not self._has(source, digest)]
        self.changed = frozenset(source.path for source in stale)
        fresh = dict(zip(map(_key, stale), super().definitions(stale, config, plugins, on_progress), strict=True))
        for key, reading in fresh.items():
            if key in self._files and _is_same(reading, self._files[key].reading):
                fresh[key] = self._files[key].reading
        kept: dict[tuple[str, str], _Kept] = {}
        for source, digest in zip(sources, digests, strict=True):
            key = _key(source)
            kept[key] = _Kept(digest, source, fresh[key]) if key in fresh else self._files[key]
        self._files = kept
        self._paths = frozenset(path for path, _ in kept)
        return [one.reading for one in kept.values()]

    def keeps(self, path: str) -> bool:
        """Return whether a file was read before, and not again in the last run."""
        return path not in self.changed and path in self._paths

    def callers(
        self, sources: Iterable[CallerSource], config: Config, plugins: Collection[str]
    ) -> Iterator[CallerText | None]:
        """Yield the calls of each file, None where it has none."""
        kept: dict[tuple[CallerSource, str], tuple[bytes, CallerText | None]] = {}
        for source in sources:
            key = (source, source.root)
            digest = _digest(callers.as_source(source))
            known = self._callers.get(key)
            text = known[1] if known and digest and known[0] == digest else callers.read(source, config, plugins)
            kept[key] = (digest, text)
            yield text
        self._callers = kept

    def probe(self, sources: Sequence[Source], config: Config) -> Iterable[Reading]:
        """Return what some files would give with another configuration, which are kept by themselves."""
        self._probe = self._probe or KeptReadings()
        return self._probe.definitions(sources, config, (), no_progress)

    def result(self, step: Callable[..., Result], *given: object) -> Result:
        """Return what a step made of the same before, else what it makes of it now."""
        known = self._results.get(step)
        if known is None or not all(map(_is_same, known[0], given)):
            known = self._results[step] = (given, step(*given))
        result: Result = known[1]
        return result

    def _has(self, source: Source, digest: bytes) -> bool:
        known = self._files.get(_key(source))
        if dialects.is_code(source.path):  # what it gives depends on what it imports
            return False
        return bool(digest) and known is not None and known.digest == digest and known.source == source


def _is_same(one: object, other: object) -> bool:
    """Return whether nothing tells two values apart: for a definition and a graph more counts than their equality."""
    if one is other:
        return True
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_is_same, one, other))
    if isinstance(one, AgentGraph) or one != other:
        return False
    if isinstance(one, Reading) and isinstance(other, Reading):
        return one.code is None and [agent.entries for agent in one.definitions] == [
            agent.entries for agent in other.definitions
        ]
    return True


def _key(source: Source) -> tuple[str, str]:
    return source.path, source.root


def _digest(source: Source) -> bytes:
    """Return the digest of a file's bytes; empty for one that cannot be read, which is never kept."""
    return digest(source.location) if source.data is None else _hashed(source.data)


@remembered
def digest(location: str) -> bytes:
    """Return the digest of the bytes at a path; empty where there are none."""
    try:
        return _hashed(read_bytes(location))
    except (OSError, ValueError):
        return b""


def _hashed(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=16).digest()
