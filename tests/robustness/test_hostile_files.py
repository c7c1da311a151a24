"""Files that nobody would write by mistake: each costs itself at most, never the run, and never more than seconds."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import graphkit
from graphkit.support.files import MAX_BYTES
from tests.unit import folders

if TYPE_CHECKING:
    from graphkit.model.graph import AgentGraph

SOUND = "name: sound\nescalation_to: [user]"
ALIASES = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 30))
FILES: dict[str, str | bytes] = {
    "bomb": ALIASES + "escalation_to: *a29\nname: bomb",
    "bomb of keys": "k: &k {a: &b [x]}\nm: {" + ", ".join(f"<<: *k, n{n}: *b" for n in range(2000)) + "}\nname: bomb",
    "alias of itself": "escalation_to: &a [*a]\nname: itself",
    "deep list": "escalation_to: " + "[" * 10_000 + "x" + "]" * 10_000 + "\nname: deep",
    "deep map": "escalation_to: " + "{a: " * 10_000 + "x" + "}" * 10_000 + "\nname: deep",
    "deep dashes": "escalation_to:\n  " + "- " * 10_000 + "x\nname: deep",
    "deep indent": "escalation_to:\n" + "".join(f"{' ' * n}a:\n" for n in range(1, 2000)) + "name: deep",
    "many items": "escalation_to: [" + ", ".join(f"a{n}" for n in range(100_000)) + "]\nname: many",
    "many keys": "".join(f"key{n}: value\n" for n in range(50_000)) + "name: keys",
    "one key often": "escalation_to: x\n" * 20_000 + "name: often",
    "no end.md": "---\nname: endless\n" + "escalation_to: x\n" * 20_000,
    "only dashes.md": "---\n" * 100_000,
    "blanks.md": "\n" * 1_000_000 + "---\nname: late\n---\n",
    "spaces.md": " " * 1_000_000 + "---\nname: late\n---\n",
    "nul.md": b"---\nname: n\0l\n---\n",
    "utf16.md": "---\nname: sixteen\n---\n".encode("utf-16"),
    "utf16 cut.md": "---\nname: sixteen\n---\n".encode("utf-16")[:-1],
    "cr.md": b"---\rname: cr\rescalation_to: sound\r---\rBody\r",
    "mixed.md": b"---\r\nname: mixed\rescalation_to: sound\n---\n",
    "bom.md": b"\xef\xbb\xbf---\nname: bom\n---\n",
    "surrogate": "name: lone\ud800surrogate",
    "bidi": "name: \u202eesrever\nescalation_to: ab\u200bc",
    "astral": "name: 🙂\nescalation_to: [🙃, \U0010ffff]",
    "slash": "name: ../../etc/passwd\nescalation_to: [/etc/shadow, 'C:\\x']",
    "quotes": "name: '\"''`'\nescalation_to: [\"a'b\\\"c\"]",
    "newline": 'name: "a\\nb\\r\\nc"\nescalation_to: "x\\ny"',
    "markup": "name: <script>alert(1)</script>\nescalation_to: ['](javascript:alert(1))']",
    "long name": f"name: {'n' * 1_000_000}\nescalation_to: [{'t' * 1_000_000}]",
    "long words": f"workflow_integration:\n  - {'to_' * 50_000}x\n  - {'and ' * 50_000}\nname: wordy",
    "parentheses": f'escalation_to: "{"(" * 50_000}"\nname: round',
    "commas": f'escalation_to: "{"," * 100_000}"\nname: commas',
    "remarks": f'escalation_to: "{"(a) " * 20_000}x"\nname: remarks',
    "hashes": f'escalation_to: "{" #" * 50_000}"\nname: hashes',
    "colons": f"description: {'a: ' * 50_000}\nname: colons",
    "tabs": f"escalation_to:\n\t- x\n{chr(9) * 50_000}\nname: tabs",
    "quote runs": f"description: {chr(39) * 50_001}\nname: quotes",
    "keys of blanks": f"a{' ' * 100_000}: x\nname: blanks",
}


def load(folder: Path, files: dict[str, str | bytes]) -> AgentGraph:
    """Load the files together with one that is sound."""
    return folders.load(folder, {**files, "sound": SOUND})


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_costs_only_itself(tmp_path: Path, name: str, seconds: None) -> None:
    """Whatever it holds, the file beside it is read; the file itself is an agent, a problem or skipped."""
    graph = load(tmp_path, {name: FILES[name]})
    assert "sound" in graph.agents
    told = [agent.path for agent in graph.agents.values()]
    told += [problem.span.path for problem in graph.problems] + [skipped.path for skipped in graph.skipped]
    assert any(Path(path).name != "sound.md" for path in told)
    assert graphkit.check([str(tmp_path)]).stats.files == 2


def test_a_file_of_a_hundred_megabytes_is_reported_not_read(tmp_path: Path) -> None:
    """Its size is enough to know."""
    folders.write(tmp_path, {"sound": SOUND})
    with (tmp_path / "huge.md").open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    (problem,) = graphkit.load(tmp_path).problems
    assert "too large" in problem.message
    assert MAX_BYTES < 100 * 1024 * 1024


def test_what_is_no_file_is_not_waited_for(tmp_path: Path, seconds: None) -> None:
    """A FIFO without a writer and a socket are problems; a link to a device leads out of the folder and is left out."""
    folders.write(tmp_path, {"sound": SOUND})
    os.mkfifo(tmp_path / "pipe.md")
    with socket.socket(socket.AF_UNIX) as bound:
        here = Path.cwd()
        os.chdir(tmp_path)  # the path of a socket is short
        bound.bind("socket.md")
        os.chdir(here)
    (tmp_path / "zero.md").symlink_to("/dev/zero")
    graph = graphkit.load(tmp_path)
    assert list(graph.agents) == ["sound"]
    assert {Path(problem.span.path).name for problem in graph.problems} == {"pipe.md", "socket.md"}


def test_links_that_lead_in_circles_end(tmp_path: Path, seconds: None) -> None:
    """A folder that holds itself, two that hold each other, and a link to itself."""
    folders.write(tmp_path, {"a/sound": SOUND, "b/other": f"name: other\n{SOUND}"})
    (tmp_path / "a" / "self").symlink_to(tmp_path / "a")
    (tmp_path / "a" / "b").symlink_to(tmp_path / "b")
    (tmp_path / "b" / "a").symlink_to(tmp_path / "a")
    (tmp_path / "loop.md").symlink_to(tmp_path / "loop.md")
    graph = graphkit.load(tmp_path)
    assert list(graph.agents) == ["other", "sound"]
    assert len(graph.problems) == 1


def test_a_folder_that_may_not_be_read_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The others are read. Root may read everything, so the refusal is the test's own."""
    folders.write(tmp_path, {"open/sound": SOUND, "shut/other": "name: other"})
    scan = os.scandir

    def refuse(path: str) -> object:
        if Path(path).name == "shut":
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    graph = graphkit.load(tmp_path)
    assert list(graph.agents) == ["sound"]
    assert [problem.rule for problem in graph.problems] == ["unreadable-file"]


def test_a_file_that_vanishes_before_it_is_read_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It was there when the folder was listed."""
    from graphkit import discover

    folders.write(tmp_path, {"sound": SOUND, "brief": "name: brief"})
    found = discover.discover([str(tmp_path)])
    monkeypatch.setattr(discover, "discover", lambda *_, **__: found)
    (tmp_path / "brief.md").unlink()
    graph = graphkit.load(tmp_path)
    assert list(graph.agents) == ["sound"]
    assert "cannot be read" in graph.problems[0].message


def test_a_file_that_grows_while_it_is_read_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The size that it had at first is no promise; what was there is read, and a bound holds."""
    folders.write(tmp_path, {"sound": SOUND})
    status = os.fstat
    monkeypatch.setattr(os, "fstat", lambda number: os.stat_result((*status(number)[:6], 3, *status(number)[7:10])))
    assert list(graphkit.load(tmp_path).agents) == ["sound"]


def test_names_that_differ_in_case_only_are_duplicates(tmp_path: Path) -> None:
    """On some machines they are one file; in references they are one name everywhere."""
    folders.write(tmp_path, {"Sound": "model: x", "sound": SOUND})
    if len(list(tmp_path.iterdir())) == 1:
        pytest.skip("this file system does not tell capitals from small letters")
    codes = [finding.code for finding in graphkit.check(tmp_path).live]
    assert "GK102" in codes


def test_many_files_beside_one_agent(tmp_path: Path, seconds: None) -> None:
    """A folder of thousands of files that are none is looked through, and the one agent found."""
    folders.write(tmp_path, {"sound": SOUND})
    for number in range(5_000):
        (tmp_path / f"{number}.txt").touch()
    assert list(graphkit.load(tmp_path).agents) == ["sound"]
