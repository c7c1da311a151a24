"""A file is written whole or not at all, and what is no file is not read."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from graphkit.support import files
from graphkit.support.files import write_atomic


@pytest.mark.skipif(os.name != "posix", reason="modes as POSIX has them")
def test_a_new_file_has_the_mode_that_was_asked_for(tmp_path: Path) -> None:
    """From its first moment, for it may hold a secret; an old one keeps its own."""
    write_atomic(tmp_path / "x", b"1", 0o600)
    assert stat.S_IMODE((tmp_path / "x").stat().st_mode) == 0o600
    write_atomic(tmp_path / "x", b"2")
    assert stat.S_IMODE((tmp_path / "x").stat().st_mode) == 0o600


def test_a_link_is_replaced(tmp_path: Path) -> None:
    """Who is to follow it resolves it before."""
    (tmp_path / "real").write_text("old")
    (tmp_path / "link").symlink_to("real")
    write_atomic(tmp_path / "link", b"new")
    assert [(path.name, path.read_text(), path.is_symlink()) for path in sorted(tmp_path.iterdir())] == [
        ("link", "new", False),
        ("real", "old", False),
    ]


def test_a_failure_leaves_no_draft(tmp_path: Path) -> None:
    """A folder in the place of the file cannot be replaced."""
    (tmp_path / "x").mkdir()
    with pytest.raises(OSError, match="irectory"):
        write_atomic(tmp_path / "x", b"1")
    assert [path.name for path in tmp_path.iterdir()] == ["x"]


@pytest.mark.skipif(os.name != "posix", reason="pipes as POSIX has them")
def test_a_pipe_and_a_folder_are_no_files(tmp_path: Path) -> None:
    """Nobody writes into the pipe, and nobody waits for it."""
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "pipe"):
        with pytest.raises(files.NotRegularError):
            files.read_bytes(str(path))


def test_a_file_is_read_up_to_its_bound(tmp_path: Path) -> None:
    """One byte more than there may be is too much, and the error tells how many there are."""
    (tmp_path / "file").write_bytes(b"abc")
    assert files.read_bytes(str(tmp_path / "file"), 3) == b"abc"
    with pytest.raises(files.TooLargeError) as caught:
        files.read_bytes(str(tmp_path / "file"), 2)
    assert caught.value.size == 3


@pytest.mark.skipif(os.name != "posix", reason="links as POSIX has them")
def test_a_link_is_followed_only_if_it_may_be(tmp_path: Path) -> None:
    """What somebody else's folder leads to is not read."""
    (tmp_path / "file").write_bytes(b"abc")
    (tmp_path / "link").symlink_to("file")
    assert files.read_bytes(str(tmp_path / "link")) == b"abc"
    with pytest.raises(OSError, match="symbolic links"):
        files.read_bytes(str(tmp_path / "link"), follow=False)
