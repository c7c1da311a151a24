"""Imports of Python code, followed inside the repository: which file an import means, each parsed once."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.readers.code.modules import LARGEST, BrokenError, Module
from graphkit.support.files import read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.readers.code.modules import Imported

_ROOTS = ("", "src", "backend", "app", "lib", "python")
"""Folders from which imports may begin, below each folder above the file."""

_OF_SDK = ("agent.py", "run.py", "handoffs", "guardrail.py")


def shown(location: Path) -> str:
    """Return a path as people see it: relative to the working directory, with forward slashes."""
    try:
        return Path(os.path.relpath(location)).as_posix()
    except ValueError:  # another drive
        return Path(os.path.abspath(location)).as_posix()


def load(location: Path) -> Module | None:
    """Return the module of a file that is imported; None if it cannot be read or parsed."""
    try:
        state = location.stat()
    except OSError:
        return None
    return _loaded(os.path.abspath(location), state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=512)
def _loaded(location: str, changed: int, size: int) -> Module | None:  # noqa: ARG001 - a file that changed is another
    try:
        text = read_bytes(location, LARGEST).decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        return Module(shown(Path(location)), location, text)
    except (OSError, ValueError, BrokenError):
        return None


def files(imported: Imported, location: str) -> Iterator[tuple[Path, bool]]:
    """Yield the files of the repository that an import may mean, the nearest first.

    The second part says whether the file is the imported name itself (`from package import module`).
    """
    folder = Path(os.path.abspath(location)).parent
    top = repository(folder)
    for base in _bases(imported, folder, top):
        stem = base.joinpath(*imported.module.split(".")) if imported.module else base
        is_package = stem.is_dir()
        if imported.name and imported.name != "*" and is_package:
            yield from ((one, True) for one in _of_module(stem / imported.name, top))
        yield from ((one, False) for one in _of_module(stem, top))
        if is_package and not imported.level and "." not in imported.module:
            return  # a package of the repository goes before one that is installed


def _of_module(stem: Path, top: Path) -> Iterator[Path]:
    for one in (stem.with_name(f"{stem.name}.py"), stem / "__init__.py"):
        if one.is_file() and one.resolve().is_relative_to(top):
            yield one


def _bases(imported: Imported, folder: Path, top: Path) -> Iterator[Path]:
    if imported.level:
        for _ in range(imported.level - 1):
            folder = folder.parent
        yield folder
        return
    first = imported.module.partition(".")[0]
    seen: set[Path] = set()
    for above in (folder, *folder.parents):
        for inner in _ROOTS:
            base = above / inner
            if base not in seen and _has(base, first):
                yield base
            seen.add(base)
        if above == top:
            return


@lru_cache(maxsize=8192)
def _has(folder: Path, name: str) -> bool:
    return (folder / f"{name}.py").is_file() or (folder / name).is_dir()


@lru_cache(maxsize=4096)
def repository(folder: Path) -> Path:
    """Return the root of the repository that a folder is in; without one the working directory, or the folder."""
    for above in (folder, *folder.parents):
        if (above / ".git").exists():
            return above.resolve()
    here = Path.cwd()
    return (here if here in (folder, *folder.parents) else folder).resolve()


def forget() -> None:
    """Forget which files there are, for a run that finds others."""
    _has.cache_clear()
    repository.cache_clear()
    is_sdk.cache_clear()


@lru_cache(maxsize=4096)
def is_sdk(location: Path) -> bool:
    """Tell whether a file is of the OpenAI Agents SDK itself, whose package has a name that others have too."""
    for folder in location.parents:
        if folder.name == "agents":
            return all((folder / name).exists() for name in _OF_SDK)
    return False
