"""A file is there whole or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from graphkit.files import replace


@pytest.mark.skipif(os.name != "posix", reason="modes as POSIX has them")
def test_a_new_file_has_the_mode_that_was_asked_for(tmp_path: Path) -> None:
    """From its first moment, for it may hold a secret; an old one keeps its own."""
    replace(tmp_path / "x", b"1", 0o600)
    assert stat.S_IMODE((tmp_path / "x").stat().st_mode) == 0o600
    replace(tmp_path / "x", b"2")
    assert stat.S_IMODE((tmp_path / "x").stat().st_mode) == 0o600


def test_a_link_is_replaced(tmp_path: Path) -> None:
    """Who is to follow it resolves it before."""
    (tmp_path / "real").write_text("old")
    (tmp_path / "link").symlink_to("real")
    replace(tmp_path / "link", b"new")
    assert [(path.name, path.read_text(), path.is_symlink()) for path in sorted(tmp_path.iterdir())] == [
        ("link", "new", False),
        ("real", "old", False),
    ]


def test_a_failure_leaves_no_draft(tmp_path: Path) -> None:
    """A folder in the place of the file cannot be replaced."""
    (tmp_path / "x").mkdir()
    with pytest.raises(OSError, match="irectory"):
        replace(tmp_path / "x", b"1")
    assert [path.name for path in tmp_path.iterdir()] == ["x"]
