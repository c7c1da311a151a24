"""What the options of `graphkit render` do, seen from the command line."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest

from graphkit.cli import terminal
from tests.functional.conftest import BROKEN, SOUND, Run, Write
from tests.functional.test_selection import git


def test_a_document_is_never_replaced_by_a_picture(write: Write, run: Run, tmp_path: Path) -> None:
    """A README needs its marks; with `--format` the block is a file of its own."""
    write(SOUND)
    page = tmp_path / "README.md"
    page.write_text("precious", encoding="utf-8")
    result = run("render", "-o", "README.md")
    assert (result.exit_code, page.read_text(encoding="utf-8")) == (2, "precious")
    assert "--between draws in a Markdown file" in result.stderr
    assert run("render", "-o", "team.md", "--format", "mermaid", "--direction", "rl").exit_code == 0
    assert (tmp_path / "team.md").read_text(encoding="utf-8").startswith("```mermaid\nflowchart RL\n")


@pytest.mark.parametrize("name", ["team.pdf", "team.d2", "team.puml", "team.json"])
def test_more_formats_by_suffix(write: Write, run: Run, tmp_path: Path, name: str) -> None:
    """PDF, D2, PlantUML, positions."""
    write(BROKEN)
    assert run("render", "-o", name, "--engine", "embedded").exit_code == 0
    assert (tmp_path / name).stat().st_size > 300


def test_relations_focus_and_direction_choose_what_is_drawn(write: Write, run: Run) -> None:
    """By name, near one agent, one way only."""
    write(SOUND)
    arguments = (
        "--format",
        "json",
        "--relations",
        "escalation, parallel",
        "--focus",
        "dev",
        "--focus-direction",
        "out",
    )
    data = json.loads(run("render", *arguments).stdout)
    assert {edge["relation"] for edge in data["edges"]} == {"escalation", "parallel"}
    alone = json.loads(run("render", "--format", "json", "--focus", "lead", "--focus-direction", "out").stdout)
    assert [node["agent"] for node in alone["nodes"]] == ["lead"]
    assert alone["caption"] == "drawn: within 1 step from lead; 2 others left out"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--relations", ", "), "--relations names no relation"),
        (("--relations", "escalatio"), "There is no relation `escalatio` to draw"),
        (("--focus", "led"), "Did you mean `lead`?"),
        (("--view", "matrix", "--format", "dot"), "The view `matrix` is written as: svg, png, pdf"),
        (("--link-prefix", "javascript:x"), "is no prefix for links"),
        (("--direction", "UP"), "'UP' is not one of"),
        (("--time-limit", "nan"), "'nan' is not a number"),
        (("--time-limit", "inf"), "inf is not in the range 1<=x<=86400"),
        (("--scale", "nan"), "'nan' is not a number"),
        (("--split", "group"), "--split writes several files"),
        (("--split", "group", "--format", "html", "-o", "t.html"), "the page shows the whole team"),
        (("--split", "group", "--format", "mmd", "-o", "t.mmd", "--check"), "--check compares one picture"),
        (("--split", "group", "--format", "mmd", "-o", "t.md", "--between", "a", "b"), "is for one Mermaid picture"),
        (("--between", "a", "b"), "--between is for one Mermaid picture"),
        (("--format", "mermaid", "--check"), "--between and --check need a file"),
    ],
)
def test_what_makes_no_sense_is_told(write: Write, run: Run, arguments: tuple[str, ...], words: str) -> None:
    """Exit status 2 and a sentence."""
    write(SOUND)
    result = run("render", "--format", "svg", *arguments)
    assert result.exit_code == 2
    assert words in result.stderr


def test_split_writes_a_picture_each_and_an_index(write: Write, run: Run, tmp_path: Path) -> None:
    """Orphans share the last one."""
    write(BROKEN)
    result = run("render", "-o", "team.svg", "--split", "component", "--title", "All")
    assert result.exit_code == 0
    assert sorted(path.name for path in tmp_path.glob("team*")) == [
        "team-1-around-dev.svg", "team-2-without-relations.svg", "team-index.md",
    ]  # fmt: skip
    assert "hermit" in (tmp_path / "team-2-without-relations.svg").read_text(encoding="utf-8")
    assert (tmp_path / "team-index.md").read_text(encoding="utf-8").startswith("# All\n")


def test_split_stops_at_the_time_limit(write: Write, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is there is listed, and the user is told what is missing."""
    write(BROKEN)
    clock = iter([0.0, 0.0, 99.0])
    monkeypatch.setattr(sys.modules["graphkit.cli.render"], "monotonic", lambda: next(clock))
    result = run("render", "-o", "team.mmd", "--split", "component")
    assert "the time limit ended before 1 more picture" in result.stderr
    assert (tmp_path / "team-index.md").read_text(encoding="utf-8").count("[around ") == 1


@pytest.mark.parametrize(
    ("file", "fmt", "images"),
    [("t.svg", "svg", 2), ("t.PNG", "png", 2), ("t.mmd", "mmd", 0), ("t.puml", "plantuml", 0)],
)
def test_the_index_shows_what_markdown_shows(
    write: Write, run: Run, tmp_path: Path, file: str, fmt: str, images: int
) -> None:
    """Images where a page can show them; plain links to everything else, never a broken image."""
    write(BROKEN)
    assert run("render", "-o", file, "--format", fmt, "--split", "component").exit_code == 0
    index = (tmp_path / "t-index.md").read_text(encoding="utf-8")
    assert (index.count("| ["), index.count("![")) == (2, images)


def test_parts_in_markdown_are_drawn_by_their_reader(write: Write, run: Run, tmp_path: Path) -> None:
    """A part of Mermaid in a Markdown file stands in a fence, as the whole would."""
    write(BROKEN)
    assert run("render", "-o", "t.md", "--format", "mermaid", "--split", "component").exit_code == 0
    text = (tmp_path / "t-1-around-dev.md").read_text(encoding="utf-8")
    assert text.startswith("```mermaid\nflowchart")
    assert text.endswith("\n```\n")


def test_a_part_that_leaves_something_out_says_so(write: Write, run: Run) -> None:
    """The note names the picture that it speaks of."""
    write({f"agents/a{number:03}": f"escalation_to: [a{number // 2:03}]\n" for number in range(301)})
    result = run("render", "-o", "t.mmd", "--split", "component")
    assert "Note: t-1-around-a001.mmd: 301 agents and missing names are too many" in result.stderr


def test_a_large_folder_gets_a_part_and_advice(write: Write, run: Run) -> None:
    """What was drawn, what was left out, what to type next."""
    write({f"agents/a{number:03}": f"escalation_to: [a{number // 2:03}]\n" for number in range(301)})
    result = run("render", "--format", "mermaid")
    assert result.exit_code == 0
    assert "241 others left out" in result.stdout
    assert "Note: 301 agents and missing names are too many for one readable picture: 60 are drawn." in result.stderr
    assert "--whole" in result.stderr


def test_a_pdf_does_not_garble_the_terminal(write: Write, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a PNG does not."""
    write(SOUND)
    monkeypatch.setattr(terminal, "is_terminal", lambda: True)
    assert "a PDF would garble the terminal" in run("render", "--format", "pdf").stderr


MARKS = ("<!-- graphkit:start -->", "<!-- graphkit:end -->")


def test_a_report_lives_in_a_document(write: Write, run: Run, tmp_path: Path) -> None:
    """Only what stands between the marks changes; a second run changes nothing; `--check` tells when it is stale."""
    write(SOUND)
    page = tmp_path / "README.md"
    page.write_bytes(f"# Team\r\n\r\n{MARKS[0]}\r\nold\r\n{MARKS[1]}\r\n\r\nEnd.".encode())
    command = ("report", "agents", "-o", "README.md", "--between", *MARKS)
    stale = run(*command, "--check")
    assert (stale.exit_code, stale.stderr) == (1, "README.md is stale: run the same command without --check.\n")
    assert run(*command).exit_code == 0
    text = page.read_bytes().decode()
    assert text.startswith(f"# Team\r\n\r\n{MARKS[0]}\r\n3 files, ")
    assert "\n# " not in text
    assert text.endswith(f"\r\n{MARKS[1]}\r\n\r\nEnd.")
    assert "lead" in text
    assert "\n" not in text.replace("\r\n", "")
    current = run(*command, "--check")
    assert (current.exit_code, current.stdout, current.stderr) == (0, "", "README.md is up to date.\n")
    assert run(*command).stderr == "README.md is up to date.\n"
    write({"agents/new": "escalation_to: [lead]\n"})
    assert run(*command, "--check").exit_code == 1


def test_a_whole_file_can_be_checked_too(write: Write, run: Run) -> None:
    """Without marks `--check` compares the file; one that is not there is stale."""
    write(SOUND)
    assert run("report", "-o", "report.md", "--check").exit_code == 1
    run("report", "-o", "report.md")
    assert run("report", "-o", "report.md", "--check").exit_code == 0


def test_a_picture_lives_in_a_document(write: Write, run: Run, tmp_path: Path) -> None:
    """As a block that GitHub draws."""
    write(SOUND)
    page = tmp_path / "README.md"
    page.write_text(f"{MARKS[0]}\n{MARKS[1]}\n", encoding="utf-8")
    command = ("render", "agents", "-o", "README.md", "--between", *MARKS)
    assert run(*command).exit_code == 0
    text = page.read_text(encoding="utf-8")
    assert text.startswith(f"{MARKS[0]}\n```mermaid\nflowchart BT\n")
    assert text.endswith(f"\n```\n{MARKS[1]}\n")
    assert run(*command, "--check").exit_code == 0


@pytest.mark.parametrize(
    ("document", "marks", "words"),
    [
        (None, MARKS, "there is no such file. Create it with the two marks."),
        (b"nothing", MARKS, f"the mark {MARKS[0]} is not there"),
        (f"{MARKS[0]} {MARKS[0]} {MARKS[1]}".encode(), MARKS, f"the mark {MARKS[0]} is there 2 times"),
        (f"{MARKS[1]} {MARKS[0]}".encode(), MARKS, "Swap them"),
        (b"x", ("x", "x"), "--between needs two different marks"),
        (b"\xff", MARKS, "cannot read README.md"),
    ],
)
def test_a_place_that_is_not_there_is_told(
    write: Write, run: Run, tmp_path: Path, document: bytes | None, marks: tuple[str, str], words: str
) -> None:
    """Exit status 2, a remedy, and the file as it was."""
    write(SOUND)
    page = tmp_path / "README.md"
    if document is not None:
        page.write_bytes(document)
    result = run("report", "agents", "-o", "README.md", "--between", *marks)
    assert result.exit_code == 2
    assert words in result.stderr
    assert document is None or page.read_bytes() == document


def test_what_changed_since_a_revision_is_marked(write: Write, run: Run, tmp_path: Path) -> None:
    """`--highlight changed:REV`: a heavy border in svg and png, and the legend says since when; any selection will do."""
    write(SOUND)
    for words in (("init", "-q"), ("add", "."), ("commit", "-qm", "first"), ("tag", "v1")):
        git(*words)
    path = next(tmp_path.rglob("dev.md"))
    path.write_text(path.read_text(encoding="utf-8") + "\nMore.\n", encoding="utf-8")
    assert run("render", "-o", "t.svg", "--highlight", "changed:v1", "--engine", "embedded").exit_code == 0
    svg = (tmp_path / "t.svg").read_text(encoding="utf-8")
    assert len(re.findall(r'class="agent [\w-]+ marked"', svg)) == 1
    assert 'stroke-width="3.4"' in svg
    assert "changed since v1" in svg
    assert "changed since" not in run("render", "--format", "svg", "--highlight", "changed:HEAD~0,lead").stdout
    assert "level:senior" in run("render", "--format", "svg", "--highlight", "level:senior").stdout
    for fmt in ("png", "mermaid", "dot", "d2", "plantuml"):
        assert run("render", "-o", f"t.{fmt}", "--format", fmt, "--highlight", "changed:v1").exit_code == 0
    assert (tmp_path / "t.png").stat().st_size > 1000
    assert "_marked" in (tmp_path / "t.mermaid").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("-o", "t.html", "--highlight", "lead"), "--highlight marks boxes of a drawing"),
        (("-o", "t.svg", "--view", "matrix", "--highlight", "lead"), "--highlight marks boxes of a drawing"),
        (("-o", "t.svg", "--highlight", "led"), "Did you mean `lead`?"),
    ],
)
def test_a_mark_that_makes_no_sense_is_told(write: Write, run: Run, arguments: tuple[str, ...], words: str) -> None:
    """Exit status 2 and a sentence."""
    write(SOUND)
    result = run("render", *arguments)
    assert (result.exit_code, words in result.stderr) == (2, True)
