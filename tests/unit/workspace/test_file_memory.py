"""What was learnt of files holds until they change, and never because a clock is slow."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from graphkit.support import files
from graphkit.support.files import in_place_of_files, read_bytes, remembered
from graphkit.workspace import file_memory
from graphkit.workspace.file_memory import FileMemory

if TYPE_CHECKING:
    from pathlib import Path

ASKED: list[str] = []


@remembered
def beginning(path: str, length: int) -> bytes:
    """Return the first bytes of a file, and note that it was read."""
    ASKED.append(path)
    return read_bytes(path)[:length]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a file that was written long ago."""
    ASKED.clear()
    file = tmp_path / "a.md"
    write(file, "one", 1)
    return file


@pytest.fixture
def memory(monkeypatch: pytest.MonkeyPatch) -> FileMemory:
    """Return a memory to which no file is too young."""
    monkeypatch.setattr(file_memory, "SETTLED", -(10**18))
    return FileMemory()


def write(file: Path, text: str, when: int) -> None:
    """Write a file at a time."""
    file.write_text(text, encoding="utf-8")
    os.utime(file, ns=(when, when))


def asked(memory: FileMemory, file: Path, length: int = 3) -> bytes:
    """Return what a run is told of a file."""
    with memory.in_use():
        return beginning(str(file), length)


def test_a_file_is_read_again_when_it_has_changed(memory: FileMemory, file: Path) -> None:
    """The same size, another time."""
    assert [asked(memory, file), asked(memory, file)] == [b"one", b"one"]
    assert len(ASKED) == 1
    write(file, "two", 2)
    assert asked(memory, file) == b"two"


def test_a_restored_time_does_not_deceive(memory: FileMemory, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The time of the last change of its entry tells: no tool can set it."""
    assert asked(memory, file) == b"one"
    before, real = file.stat(), os.stat
    write(file, "two", before.st_mtime_ns)

    def later(path: str) -> os.stat_result:
        status = real(path)
        assert status.st_mtime_ns == before.st_mtime_ns
        return os.stat_result(tuple(status), {**_fields(status), "st_ctime_ns": before.st_ctime_ns + 1})

    monkeypatch.setattr(os, "stat", later)
    assert asked(memory, file) == b"two"


def _fields(status: os.stat_result) -> dict[str, int]:
    return {name: getattr(status, name) for name in dir(status) if name.startswith("st_")}


def test_a_file_that_has_just_changed_is_not_trusted(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two writes within one tick of its clock would have one time; its bytes are read until it is older."""
    memory, last = FileMemory(), file.stat().st_ctime_ns
    monkeypatch.setattr(file_memory, "time_ns", lambda: last + file_memory.SETTLED - 1)
    assert [asked(memory, file), asked(memory, file)] == [b"one", b"one"]
    assert len(ASKED) == 2
    monkeypatch.setattr(file_memory, "time_ns", lambda: last + file_memory.SETTLED)
    assert [asked(memory, file), asked(memory, file)] == [b"one", b"one"]
    assert len(ASKED) == 3


def test_what_follows_the_path_makes_another_question(memory: FileMemory, file: Path) -> None:
    """One file, two facts."""
    assert [asked(memory, file, 1), asked(memory, file, 2)] == [b"o", b"on"]


def test_a_buffer_counts_in_place_of_its_file(memory: FileMemory, file: Path) -> None:
    """While it is there, and as it is then."""
    assert asked(memory, file) == b"one"
    for text in (b"new", b"old"):
        with in_place_of_files({str(file): text}):
            assert asked(memory, file) == text
    assert asked(memory, file) == b"one"


def test_what_is_gone_is_forgotten_and_what_cannot_be_read_is_asked_again(memory: FileMemory, tmp_path: Path) -> None:
    """A file that comes later is seen."""
    file = tmp_path / "b.md"
    with memory.in_use(), pytest.raises(FileNotFoundError):
        beginning(str(file), 3)
    write(file, "one", 1)
    assert asked(memory, file) == b"one"
    with memory.in_use():
        pass
    assert memory._kept == {}


def test_without_a_memory_every_question_is_answered_anew(file: Path) -> None:
    """A run of a command, which ends."""
    ASKED.clear()
    assert [beginning(str(file), 3), beginning(str(file), 3)] == [b"one", b"one"]
    assert len(ASKED) == 2
    assert files._recall.get() is None
