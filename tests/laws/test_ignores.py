"""What a .gitignore leaves out is what git says: 10,000 pairs of patterns and paths, with git as the judge."""

from __future__ import annotations

import os
import random
import subprocess
from typing import TYPE_CHECKING

import pytest

from graphkit.config.globs import Globs

if TYPE_CHECKING:
    from pathlib import Path

PIECES = (
    *("a", "b", "ab", "*", "*", "?", "**", "[ab]", "[!a]", "[a-c]", "[^b]", ".md", "***", "\\a", "[[:alpha:]]", "[]a]"),
    *("[a", "\u00e9", "\\*", "[b-a]", "-", "[a-]", "\\", " ", "[\\]a]", "#", "!", "x\\ "),
)
NAMES = (
    "a",
    "b",
    "ab",
    "a.md",
    "b.md",
    "c",
    "aab",
    "\u00e9",
    "x ",
    "-",
    "]",
    "a*",
    ".md",
    " a",
    "#a",
    "!b",
    "[a",
    "abc",
)


def _segment(dice: random.Random) -> str:
    return "".join(dice.choices(PIECES, k=dice.choice([1, 1, 1, 2, 2, 3])))


def _line(dice: random.Random) -> str:
    length = dice.choice([1, 1, 2, 2, 3, 4])
    inner = "/".join(dice.choice([_segment(dice), _segment(dice), "**", "*", "a"]) for _ in range(length))
    return (
        dice.choice(["", "", "", "!", "#", "/", "!/", " "])
        + inner
        + dice.choice(["", "", "", "/", " ", "\\ ", "/**", "**"])
    )


def _put(file: Path, *, folder: bool) -> bool:
    """Make a file or a folder; tell whether it could be made: something else may be there."""
    try:
        if folder:
            file.mkdir(parents=True, exist_ok=True)
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            if not file.is_dir():
                file.touch()
    except OSError:
        return False
    return True


@pytest.mark.parametrize("seed", [1, 2])
def test_what_is_ignored_is_what_git_says(tmp_path: Path, seed: int) -> None:
    """Each folder has a .gitignore of its own; one run of git judges all of them."""
    dice = random.Random(seed)
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    rows: list[tuple[str, list[str], str, bool]] = []
    for number in range(150):
        lines = [_line(dice) for _ in range(dice.choice([1, 1, 2, 3, 5]))]
        base = tmp_path / f"d{number}"
        base.mkdir()
        (base / ".gitignore").write_text("\n".join(lines) + "\n", encoding="utf-8")
        for _ in range(40):
            path = "/".join(dice.choices(NAMES, k=dice.choice([1, 1, 2, 3, 4])))
            if _put(base / path, folder=dice.random() < 0.3):
                rows.append((f"d{number}/{path}", lines, path, (base / path).is_dir()))
    assert len(rows) > 5_000
    told = subprocess.run(
        ["git", "-C", tmp_path, "check-ignore", "--no-index", "--stdin", "-z", "-v", "-n"],
        input="\0".join(path for path, *_ in rows).encode() + b"\0",
        capture_output=True,
        check=False,
        env={**os.environ, "LC_ALL": "C"},
    ).stdout.decode()
    answers = told.split("\0")
    wrong = []
    ignored = 0
    for at, (path, lines, inner, folder) in enumerate(rows):
        pattern = answers[4 * at + 2]
        expected = bool(pattern) and not pattern.startswith("!")
        ignored += expected
        if Globs(lines).excludes(inner, folder=folder) != expected:
            wrong.append((lines, path, folder, expected))
    assert wrong == []
    assert ignored > len(rows) // 10  # both answers are tried


HOSTILE = (
    ("agents/" + "*a" * 60 + "*b/x.md", "agents/" + "a" * 250 + "/x.md"),
    ("**/a/" * 200 + "b", "a/" * 2_000 + "c"),
    ("*a" * 2_000 + "b", "a" * 4_000),
    ("**/*a*/" * 100 + "z", "aaaaaaaaaaaaaaaaaaaa/" * 190 + "q"),
    ("**\\/a" * 60 + "b", "a/" * 1_000 + "c"),
)


@pytest.mark.parametrize(("pattern", "path"), HOSTILE)
def test_many_stars_cost_no_more_than_their_number(pattern: str, path: str) -> None:
    """A pattern that tries every way to fail would not be done in a lifetime; the test would never end."""
    assert Globs([pattern]).verdict(path) is None
