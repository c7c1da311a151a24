"""What an answer depends on, as one digest: whatever may change it must be in here."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from types import FunctionType
from typing import TYPE_CHECKING

from graphkit import dialects, pipeline
from graphkit.model.spans import Source
from graphkit.readers.decode import content

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.config import Config
    from graphkit.model.discovery import Discovery


def inputs(config: Config, found: Discovery) -> Sequence[Source]:
    """Return every file whose bytes count: the definitions, what calls them, manifests of plugins, the baseline."""
    beside = pipeline.surroundings(config, found)
    files = [Source(caller.path, caller.location, f"{caller.kind} of {caller.root}") for caller in beside.callers]
    files += [Source(plugin.manifest, plugin.manifest, plugin.name) for plugin in beside.plugins]
    if config.baseline is not None:
        path = config.below_base(config.baseline)
        files.append(Source(path, path, "", named=True))
    return (*found.files, *files)


def stamp(files: Sequence[Source]) -> list[object]:
    """Return what changes when any of the files is written to."""
    return [_state(source) for source in files]


def digest(config: Config, found: Discovery, files: Sequence[Source], asked: object) -> str:
    """Return the question in 64 hexadecimal digits.

    Raises UnreadableError or OSError for what cannot be read, UsageError for a dialect that cannot be loaded.
    """
    known = hashlib.blake2b(digest_size=32)

    def add(part: bytes) -> None:
        known.update(len(part).to_bytes(8, "big"))
        known.update(part)

    today = None if config.baseline is None else date.today().isoformat()  # an entry of a baseline can expire
    world = [sys.version, sys.platform, str(Path.cwd()), _installed(), dialects.known()]
    add(json.dumps([world, config, found.left_out, found.survey, found.named, today, asked], default=_plain).encode())
    for part in _own_code():
        add(part)
    for source in files:
        add(repr((source.path, source.root, source.named, source.dialect)).encode())
        add(content(source))
    return known.hexdigest()


def _state(source: Source) -> object:
    try:
        status = os.stat(source.location)  # noqa: PTH116 - asked of every file, and a Path takes twice as long
    except OSError:
        return None
    return (status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)


def _own_code() -> Iterator[bytes]:
    """Yield the program itself: its version alone would let a development install answer from old code.

    Raises OSError when it is not in a folder.
    """
    folder = Path(__file__).parents[1]
    modules = sorted(folder.rglob("*.py"))
    if not modules:
        raise FileNotFoundError(folder)
    return (part for module in modules for part in (bytes(module.relative_to(folder)), module.read_bytes()))


def _installed() -> list[str]:
    """Return names and versions of the packages that are installed, as the names of the folders that say so."""
    names: set[str] = set()
    for folder in sys.path:
        with suppress(OSError):
            names.update(path.name for path in Path(folder).iterdir() if path.suffix in (".dist-info", ".egg-info"))
    return sorted(names)


def _plain(value: object) -> object:
    """Return a value of ours in the terms of JSON, the same in every process."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return [
            type(value).__qualname__,
            {field.name: getattr(value, field.name) for field in dataclasses.fields(value)},
        ]
    if isinstance(value, Mapping):
        return list(value.items())
    if isinstance(value, frozenset):
        return sorted(value, key=repr)
    if isinstance(value, FunctionType):
        return f"{value.__module__}.{value.__qualname__}"
    return repr(value)
