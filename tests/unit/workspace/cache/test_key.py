"""What an answer depends on becomes the same digest wherever it is the same."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from graphkit import pipeline
from graphkit.config import Config
from graphkit.reporters.style import Style, plain
from graphkit.workspace.cache.key import digest, inputs, stamp
from tests.unit.folders import write

HEAD = "---\nname: a\ndescription: Does it.\n---\n"
CONFIG = Config()


def asked(folder: Path, config: Config = CONFIG, options: object = None) -> str:
    """Return the digest of a check of a folder."""
    found = pipeline.search(config, [str(folder)])
    return digest(config, found, inputs(config, found), options)


def test_it_is_one_digest_for_one_question(tmp_path: Path) -> None:
    """The order of a set, and which of two equal values it is, say nothing."""
    write(tmp_path, {"a": "x: y"})
    names = [f"name-{number}" for number in range(100)]
    there, back = (replace(CONFIG, externals=frozenset(order)) for order in (names, reversed(names)))
    assert asked(tmp_path, there) == asked(tmp_path, back)
    assert asked(tmp_path, options=Style()) == asked(tmp_path, options=Style(paint=plain))
    assert asked(tmp_path, options=Fraction(1, 2)) == asked(tmp_path, options=Fraction(2, 4))


def test_every_part_counts(tmp_path: Path) -> None:
    """Where a file ends is told apart from what is in it; so is how it was reached."""
    one, two = tmp_path / "1", tmp_path / "2"
    found = [
        asked(write(one, {"agents/a.md": f"{HEAD}xy", "agents/b.md": f"{HEAD}z"})),
        asked(write(one, {"agents/a.md": f"{HEAD}x", "agents/b.md": f"{HEAD}yz"})),
        asked(write(two, {"agents/a.md": f"{HEAD}x", "agents/b.md": f"{HEAD}yz"})),
        asked(one / "agents" / "a.md"),
        asked(one, replace(CONFIG, max_depth=1)),
        asked(one, options=Style(width=1)),
        asked(one, options=Style(paint=lambda role, text: role + text)),
        asked(one, options=Fraction(1, 2)),
    ]
    assert len(set(found)) == len(found)


def test_a_program_that_cannot_be_told_from_another_asks_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a zip file there are no modules to look into."""
    write(tmp_path, {"a": "x: y"})
    monkeypatch.setattr("graphkit.workspace.cache.key.__file__", str(tmp_path / "graphkit" / "cache" / "question.py"))
    with pytest.raises(FileNotFoundError):
        asked(tmp_path)


def test_whatever_is_written_meanwhile_leaves_a_stamp(tmp_path: Path) -> None:
    """A file that is changed, replaced by one of the same size, or gone."""
    write(tmp_path, {"a": "x: y", "b": "x: y"})
    files = pipeline.search(CONFIG, [str(tmp_path)]).files
    stamps = [stamp(files), stamp(files)]
    assert stamps[0] == stamps[1]
    for harm in (
        lambda: (tmp_path / "a.md").write_text("longer than it was before, by far"),
        lambda: (tmp_path / "b.md").replace(tmp_path / "a.md"),
        lambda: (tmp_path / "a.md").unlink(),
    ):
        harm()
        stamps.append(stamp(files))
        assert stamps[-1] != stamps[-2]
