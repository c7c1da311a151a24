"""What `graphkit render` writes where."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphkit.cli import terminal
from tests.functional.conftest import BROKEN, SOUND, Run, Write


@pytest.mark.parametrize(
    ("name", "start"), [("team.svg", b"<"), ("team.png", b"\x89PNG"), ("team.dot", b""), ("team.mmd", b"")]
)
def test_the_suffix_picks_the_format(write: Write, run: Run, tmp_path: Path, name: str, start: bytes) -> None:
    """`-o FILE` needs no `--format`; the picture is there, and standard output empty."""
    write(BROKEN)
    result = run("render", "agents", "-o", name)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", f"Wrote {name}\n")
    picture = (tmp_path / name).read_bytes()
    assert picture.startswith(start)
    assert b"hermit" in picture or name == "team.png"


def test_standard_output_takes_a_picture(write: Write, run: Run) -> None:
    """Without a file, or with `-`, the bytes of the picture alone go to standard output."""
    write(SOUND)
    bare, dash = run("render", "--format", "png"), run("render", "--format", "png", "-o", "-")
    assert bare.stdout_bytes.startswith(b"\x89PNG")
    assert bare.stdout_bytes == dash.stdout_bytes
    assert bare.stderr == ""


def test_the_title_is_drawn(write: Write, run: Run) -> None:
    """`--title` stands in the picture."""
    write(SOUND)
    assert "Platform team" in run("render", "--format", "svg", "--title", "Platform team").stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "name the picture: -o FILE.svg, or --format svg for standard output."),
        (("-o", "-"), "name the picture"),
        (("-o", "team.gif"), "team.gif ends in no known format: .svg, .png, .pdf, .dot"),
        (("--format", "gif"), "'gif' is not one of 'svg', 'png', 'pdf', 'dot', 'mmd'"),
        (("--format", "svg", "--engine", "magic"), "'magic' is not one of"),
    ],
)
def test_what_cannot_be_drawn_is_a_usage_error(write: Write, run: Run, arguments: tuple[str, ...], words: str) -> None:
    """A picture that is not described well enough ends in exit status 2 and a remedy."""
    write(SOUND)
    result = run("render", *arguments)
    assert result.exit_code == 2
    assert words in result.stderr


def test_a_png_does_not_garble_the_terminal(write: Write, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal a PNG needs a file; asked for with `-o -` it is sent all the same."""
    write(SOUND)
    monkeypatch.setattr(terminal, "is_terminal", lambda: True)
    refused = run("render", "--format", "png")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "name a file with -o" in refused.stderr
    assert run("render", "--format", "png", "-o", "-").stdout_bytes.startswith(b"\x89PNG")
