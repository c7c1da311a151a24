"""Imports of Python code, followed inside the repository: which file an import means, each parsed once."""

from __future__ import annotations

import os
import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.readers.code.modules import LARGEST, BrokenError, Imported, Module
from graphkit.support.files import read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator

_ROOTS = ("", "src", "backend", "app", "lib", "python")
"""Folders from which imports may begin, below each folder above the file."""

_IMPORT = re.compile(
    r"^[ \t]*(?:from[ \t]+(?:(\.*)(\w[\w.]*)[ \t]+|(\.+)[ \t]*)import[ \t]*(\([^()]*\)|[^\n;(]+)"
    r"|import[ \t]+([^\n;]+))",
    re.MULTILINE,
)
_COMMENT = re.compile(r"#[^\n]*")

_OF_SDK = ("agent.py", "run.py", "handoffs", "guardrail.py")


def shown(location: Path) -> str:
    """Return a path as people see it: relative to the working directory, with forward slashes."""
    try:
        return Path(os.path.relpath(location)).as_posix()
    except ValueError:  # another drive
        return Path(os.path.abspath(location)).as_posix()


def text_of(location: Path) -> str:
    """Return the text of a file of code; nothing of one that cannot be read."""
    try:
        return _text(os.fspath(location))
    except (OSError, ValueError):
        return ""


def _text(location: str) -> str:
    return read_bytes(location, LARGEST).decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")


def named_in(text: str) -> Iterator[Imported]:
    """Yield what a text of Python code imports, as its lines say: it need not be parsed for that."""
    for dots, module, only_dots, names, modules in _IMPORT.findall(_COMMENT.sub("", text).replace("\\\n", " ")):
        for listed in (names or modules).strip("() ").split(","):
            name, *_ = listed.split() or [""]  # without what it is called here
            if name:
                yield Imported(module, name, len(dots or only_dots)) if names else Imported(name, "", 0)


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
        return Module(shown(Path(location)), location, _text(location))
    except (OSError, ValueError, BrokenError):
        return None


def files(imported: Imported, location: str) -> tuple[tuple[Path, bool], ...]:
    """Return the files of the repository that an import may mean, the nearest first.

    The second part says whether the file is the imported name itself (`from package import module`).
    """
    return _files(imported, os.fspath(Path(location).parent))


@lru_cache(maxsize=16_384)
def _files(imported: Imported, folder: str) -> tuple[tuple[Path, bool], ...]:
    return tuple(_found(imported, Path(os.path.abspath(folder))))


def _found(imported: Imported, folder: Path) -> Iterator[tuple[Path, bool]]:
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
    _files.cache_clear()
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
