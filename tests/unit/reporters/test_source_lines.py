"""The lines that findings point at."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from graphkit.model.findings import Finding
from graphkit.reporters.source_lines import quote
from tests.unit.graphs import graph
from tests.unit.reporters.reports import finding, label, report


def quoted(*findings: Finding) -> dict[tuple[str, int], str]:
    """Return the lines of a report of these findings."""
    return dict(quote(report(graph(["a"], []), *findings)).lines)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make an empty folder the working directory."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_lines_of_all_places(folder: Path) -> None:
    """The line of each finding and of each place that belongs to it is read."""
    (folder / "a.md").write_bytes(b"one\ntwo\nthree\n")
    (folder / "b.md").write_bytes(b"uno\n")
    assert quoted(finding(line=2, related=(label("x", "b.md", 1), label("y", "a.md", 3)))) == {
        ("a.md", 2): "two",
        ("a.md", 3): "three",
        ("b.md", 1): "uno",
    }


def test_a_line_ends_where_an_editor_ends_it(folder: Path) -> None:
    """LF, CRLF and CR end a line; form feeds and Unicode separators do not. A byte order mark is no character."""
    (folder / "a.md").write_bytes("\ufeffone\r\ntwo\x0c\u2028\x85still two\rthree\nfour".encode())
    lines = quoted(*(finding(line=line) for line in (1, 2, 3, 4)))
    assert [lines["a.md", line] for line in (1, 2, 3, 4)] == ["one", "two\x0c\u2028\x85still two", "three", "four"]


def test_odd_bytes_are_replaced(folder: Path) -> None:
    """A line that is not UTF-8 is shown as far as it can be read."""
    (folder / "a.md").write_bytes(b"---\ncaf\xe9 x\n")
    assert quoted(finding()) == {("a.md", 2): "caf\ufffd x"}


def test_what_is_gone_costs_its_line_alone(folder: Path) -> None:
    """A file that vanished, shrank, cannot be read or has an impossible name is left out; the others are quoted."""
    (folder / "a.md").write_bytes(b"one\n\n")
    (folder / "folder.md").mkdir()
    places = [finding(path=path) for path in ("gone.md", "folder.md", "nul\0.md", "x" * 300)]
    assert quoted(finding(line=1), finding(line=9), *places) == {("a.md", 1): "one"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_a_pipe_is_not_waited_for(folder: Path) -> None:
    """Somebody may have put one where the file was; nobody writes into it."""
    os.mkfifo(folder / "a.md")
    assert quoted(finding(line=1)) == {}


def test_what_follows_the_last_line_that_is_wanted_is_left_alone(folder: Path) -> None:
    """However long the file is, its lines are those that an editor counts."""
    (folder / "a.md").write_bytes(b"one\ntwo\n" + b"more\n" * 9)
    (folder / "b.md").write_bytes(b"one\rtwo\rthree\r" + b"more\r" * 9)
    assert quoted(finding(line=2), finding(path="b.md", line=3)) == {("a.md", 2): "two", ("b.md", 3): "three"}


def test_each_file_is_opened_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Many findings in one file cost one reading."""
    (folder / "a.md").write_bytes(b"one\ntwo\n")
    opened = []
    open_ = os.open
    monkeypatch.setattr(os, "open", lambda path, flags: opened.append(path) or open_(path, flags))
    assert len(quoted(finding(line=1), finding(line=2), finding(line=1, column=2))) == 2
    assert opened == ["a.md"]
