"""A file is written whole or not at all."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from graphkit.cli import main
from graphkit.cli.output import deliver
from graphkit.support.errors import UsageError

POSIX = pytest.mark.skipif(os.name != "posix", reason="modes and links as POSIX has them")


def test_text_is_utf8_with_plain_newlines(tmp_path: Path) -> None:
    """Whatever the platform, a file has bare line feeds; what UTF-8 cannot hold is escaped."""
    deliver("設\n\ud800\n", str(tmp_path / "x.txt"))
    assert (tmp_path / "x.txt").read_bytes() == "設\n\\ud800\n".encode()


def test_bytes_are_kept(tmp_path: Path) -> None:
    """A picture is written as it is."""
    deliver(b"\x89PNG\r\n", str(tmp_path / "x.png"))
    assert (tmp_path / "x.png").read_bytes() == b"\x89PNG\r\n"


def test_a_failure_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the last step fails, the old file is untouched and no draft stays behind."""
    (tmp_path / "x.md").write_text("old")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(UsageError, match=r"cannot write .*x\.md: Permission denied\. Choose another place\."):
        deliver("new", str(tmp_path / "x.md"))
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("x.md", "old")]


@POSIX
def test_permissions(tmp_path: Path) -> None:
    """A new file has those that any other program would give it; an old one keeps its own."""
    (tmp_path / "usual").touch()
    (tmp_path / "old").touch(mode=0o640)
    for name in ("new", "old"):
        deliver("x", str(tmp_path / name))
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert modes["new"] == modes["usual"]
    assert modes["old"] == 0o640


@POSIX
def test_a_link_is_followed(tmp_path: Path) -> None:
    """A symbolic link stays one; the file that it leads to is written."""
    (tmp_path / "real").write_text("old")
    (tmp_path / "link").symlink_to("real")
    deliver("new", str(tmp_path / "link"))
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text() == "new"


@POSIX
def test_a_device_is_written_to(capsys: pytest.CaptureFixture[str]) -> None:
    """`-o /dev/null` is not replaced by a file."""
    deliver("x", os.devnull)
    assert not Path(os.devnull).is_file()


@pytest.mark.parametrize("output", [None, "-"])
def test_standard_output(capsys: pytest.CaptureFixture[str], output: str | None) -> None:
    """No file and `-` are standard output, and then nothing is said on stderr."""
    deliver("text\n", output)
    assert capsys.readouterr() == ("text\n", "")


@POSIX
def test_a_reader_that_left_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """Output to a pipe that nobody reads goes nowhere, now and when Python exits."""
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as pipe:
        monkeypatch.setattr(sys, "stdout", pipe)
        deliver("x" * 100_000, None)
        deliver("more", None)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """Output that cannot be written is told with its cause."""
    with Path("/dev/full").open("w") as full:
        monkeypatch.setattr(sys, "stdout", full)
        with pytest.raises(UsageError, match="cannot write to standard output: No space left"):
            deliver("x", None)


def test_without_a_standard_output(monkeypatch: pytest.MonkeyPatch) -> None:
    """A closed standard output is what the user asked for."""
    monkeypatch.setattr(sys, "stdout", None)
    assert main.main(["rule"], prog_name="graphkit", standalone_mode=False) is None
