"""Paths become files: each once, sorted, ignored ones left out and counted."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import graphkit
from graphkit.config import Config
from graphkit.discover import discover, ignores
from graphkit.support.errors import NoAgentsError, UsageError
from graphkit.support.files import read_bytes
from tests.unit.folders import write

AGENT = "---\nname: a\ndescription: Does a.\n---\n"


def found(*paths: str) -> list[str]:
    """Return the paths that discovery gives."""
    return [source.path for source in discover(paths).files]


@pytest.fixture(autouse=True)
def _inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_a_folder_is_searched_recursively_and_sorted(tmp_path: Path) -> None:
    """Markdown by any of its suffixes; what belongs to tools and packages is left alone."""
    write(
        tmp_path,
        {"t/b.md": AGENT, "t/a/c.MD": AGENT, "t/x.txt": "", "t/node_modules/y.md": AGENT, "t/.git/z.md": AGENT},
    )
    assert found("t") == ["t/a/c.MD", "t/b.md"]


def test_a_file_that_is_named_counts_once(tmp_path: Path) -> None:
    """However it is reached: by name, through its folder, or through a link."""
    write(tmp_path, {"t/a.md": AGENT})
    Path("t/link.md").symlink_to(tmp_path / "t" / "a.md")
    assert found("t/a.md", "t", str(tmp_path / "t")) == ["t/a.md"]


def test_a_file_stands_at_its_own_place_rather_than_at_that_of_a_link(tmp_path: Path) -> None:
    """Others name it by where it is, whichever of the two is found first."""
    write(tmp_path, {"t/agents/sub/a.md": AGENT})
    Path("t/agents/0.md").symlink_to(tmp_path / "t/agents/sub/a.md")
    Path("t/agents/z.md").symlink_to(tmp_path / "t/agents/sub/a.md")
    assert found("t") == ["t/agents/sub/a.md"]
    Path("linked").symlink_to(tmp_path / "t", target_is_directory=True)
    assert found("linked") == ["linked/agents/sub/a.md"]


def test_a_link_from_the_folder_of_another_tool_is_a_file_of_its_own(tmp_path: Path) -> None:
    """The two tools do not see each other's folders: each of them has the agent."""
    write(tmp_path, {".opencode/agent/a.md": AGENT, ".claude/agents/b.md": AGENT})
    Path(".claude/agents/a.md").symlink_to(tmp_path / ".opencode/agent/a.md")
    assert found() == [".claude/agents/a.md", ".claude/agents/b.md", ".opencode/agent/a.md"]
    merged = discover((), Config(merge=True)).files
    assert [source.path for source in merged] == [".claude/agents/b.md", ".opencode/agent/a.md"]


def test_a_folder_stands_at_its_own_place_rather_than_at_that_of_a_link(tmp_path: Path) -> None:
    """Its path tells which tool wrote it, and git knows it by that."""
    write(tmp_path, {"t/.kiro/agents/k.json": '{"prompt": "x"}', "t/m/agents/n.md": AGENT})
    for link in ("t/.a", "t/agents", "t/zz"):
        Path(link).symlink_to(tmp_path / "t/.kiro/agents", target_is_directory=True)
    assert found("t") == ["t/.kiro/agents/k.json", "t/m/agents/n.md"]


def test_links_that_lead_back_end_the_search(tmp_path: Path) -> None:
    """A loop of folders is walked once."""
    write(tmp_path, {"t/sub/a.md": AGENT})
    Path("t/sub/up").symlink_to(tmp_path / "t", target_is_directory=True)
    assert found("t") == ["t/sub/a.md"]


def test_gitignore_is_honoured_down_from_the_repository(tmp_path: Path) -> None:
    """Nested files refine outer ones; what is left out is counted with its reason."""
    write(tmp_path, {".git/HEAD": "", ".gitignore": "drafts/\n*.tmp.md\n", "t/.gitignore": "!keep.tmp.md\n"})
    write(tmp_path, {"t/a.md": AGENT, "t/drafts/b.md": AGENT, "t/c.tmp.md": AGENT, "t/keep.tmp.md": AGENT})
    result = discover(["t"])
    assert [source.path for source in result.files] == ["t/a.md", "t/keep.tmp.md"]
    assert sorted(skipped[:2] for skipped in result.skipped()) == [
        ("t/c.tmp.md", "ignored by .gitignore"),
        ("t/drafts", "ignored by .gitignore"),
    ]


@pytest.mark.parametrize("broken", ["!", "x\\", "[z-a]*.md", "[[:digit:]]y"])
def test_a_line_of_a_gitignore_that_is_no_pattern_costs_only_itself(tmp_path: Path, broken: str) -> None:
    """As in git: it matches nothing, and the lines around it hold."""
    write(tmp_path, {".git/HEAD": "", ".gitignore": f"b.md\n{broken}\nc.md\n"})
    write(tmp_path, {f"t/{name}.md": AGENT for name in "abcx"})
    assert found("t") == ["t/a.md", "t/x.md"]


def test_a_gitignore_that_cannot_be_read_does_not_stop_the_search(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in git: the others hold."""
    write(
        tmp_path, {".git/HEAD": "", ".gitignore": "b.md\n", "t/.gitignore": "a.md\n", "t/a.md": AGENT, "t/b.md": AGENT}
    )
    real = read_bytes

    def content(path: str, most: int, *, follow: bool) -> bytes:
        if Path(path).parent.name == "t":
            raise PermissionError(13, "Permission denied")
        return real(path, most, follow=follow)

    monkeypatch.setattr(ignores, "read_bytes", content)
    assert found("t") == ["t/a.md"]


def test_an_ignored_folder_that_is_named_is_searched(tmp_path: Path) -> None:
    """Whoever names it means it."""
    write(tmp_path, {".git/HEAD": "", ".gitignore": ".claude/\n", ".claude/agents/a.md": AGENT})
    assert found(".claude/agents") == [".claude/agents/a.md"]


def test_without_paths_the_usual_places_are_searched(tmp_path: Path) -> None:
    """Whichever of them exist."""
    write(tmp_path, {".claude/agents/a.md": AGENT, ".github/agents/b.agent.md": AGENT, "docs/c.md": AGENT})
    assert found() == [".claude/agents/a.md", ".github/agents/b.agent.md"]


def test_names_are_unique_within_the_nearest_agents_folder(tmp_path: Path) -> None:
    """Its root; without such a folder, the one that was named."""
    write(tmp_path, {"p/agents/sub/a.md": AGENT, "q/sub/b.md": AGENT})
    assert {source.path: source.root for source in discover(["p", "q"]).files} == {
        "p/agents/sub/a.md": "p/agents",
        "q/sub/b.md": "q",
    }


def test_a_path_that_does_not_exist_stops_the_run(tmp_path: Path) -> None:
    """With the name that was probably meant."""
    write(tmp_path, {"agents/a.md": AGENT})
    with pytest.raises(UsageError, match=r"no such file or folder: agnts\. Did you mean agents\?"):
        discover(["agnts"])


def test_a_folder_that_cannot_be_read_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The others are searched all the same."""
    write(tmp_path, {"t/a.md": AGENT, "t/shut/b.md": AGENT})
    real = os.scandir

    def scandir(path: Path) -> os._ScandirIterator[str]:
        if Path(path).name == "shut":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    graph = graphkit.load("t")
    assert list(graph.agents) == ["a"]
    assert [(problem.rule, problem.span.path) for problem in graph.problems] == [("unreadable-file", "t/shut")]


@pytest.mark.parametrize(
    ("files", "paths", "said"),
    [
        ({}, (), "no agent definition found in 0 files below the working directory"),
        ({"t/x.yaml": "", "t/y.yaml": "", "t/z.txt": ""}, ("t/x.yaml",), "t/x.yaml"),
        ({"t/README.md": "# Hi\n", "t/x.json": ""}, ("t",), "t/README.md (no front matter); 1 .json file"),
        ({"t/sub/.keep": ""}, ("t",), "in 1 file below t: only 1 other file"),
        ({f"t/{n}.md": "# Hi\n" for n in range(5)}, ("t",), "2 more like these"),
    ],
)
def test_no_agent_says_where_it_looked_and_what_it_found(
    tmp_path: Path, files: dict[str, str | bytes], paths: tuple[str, ...], said: str
) -> None:
    """Never green on nothing."""
    write(tmp_path, files)
    with pytest.raises(NoAgentsError) as caught:
        graphkit.load(paths)
    assert said in str(caught.value)


def test_exclude_holds_below_the_folder_of_the_configuration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What lies outside of it cannot be meant."""
    write(tmp_path, dict.fromkeys(("own/a.md", "own/old/b.md", "other/old/c.md"), AGENT))
    monkeypatch.chdir(tmp_path)
    found = discover(["own", "other"], Config(exclude=("old/",), base="own"))
    assert [source.path for source in found.files] == ["other/old/c.md", "own/a.md"]
    assert [reading.skipped and str(reading.skipped.path) for reading in found.left_out] == ["own/old"]
