"""What a run says of its search, and what is meant by a file or a part of a home."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.functional.conftest import Run, Write

KEEPER = "---\nname: {}\ndescription: Minds the {}.\ntools: Read\n{}---\n"


def keeper(name: str, more: str = "") -> str:
    """Return a whole definition."""
    return KEEPER.format(name, name, more)


HARBOUR = {
    ".claude/agents/quay/crane.md": keeper("crane", "escalation_to: [warden]\nparallel_compatible: [gone]\n"),
    ".claude/agents/office/warden.md": keeper("warden", "escalation_to: [nowhere]\n"),
    ".claude/agents/office/clerk.md": keeper("clerk", "escalation_to: [warden]\n"),
}


def test_the_first_line_says_how_many_are_where(write: Write, run_as_is: Run) -> None:
    """Of every command; then what was left alone, a line a subject; `-q` is silent."""
    write(
        {
            **HARBOUR,
            "plugins/sails/agents/mender.md": keeper("mender"),
            "plugins/sails/commands/mend.md": "---\ndescription: Mends.\n---\n",
            "plugins/sails/skills/sew/SKILL.md": "---\nname: sew\ndescription: Sews.\n---\n",
            "examples/agents/toy.md": keeper("toy"),
            "buoys/agents/a.yaml": "name: a\nprompt: x\n",
            "buoys/agents/b.yaml": "name: b\nprompt: x\n",
        }
    )
    for command in ("check", "report", "init", "export"):
        told = run_as_is(command, *(["--format", "graphml"] if command == "export" else [])).stderr.splitlines()
        assert told[0] == "4 agents in 2 places: .claude/agents 3, plugins/sails/agents 1"
        assert told[1:4] == [
            "not agents: 1 command, 1 skill",
            "also 1 in examples/agents, not checked: name the folder to check them",
            "warning: 2 YAML files below buoys/agents look like agents, but no dialect reads them (.yaml)",
        ]
    assert run_as_is("check", "-q").stderr == ""


def test_a_part_is_checked_with_its_team(write: Write, run_as_is: Run) -> None:
    """The team resolves the names; only findings of what is named are reported."""
    write(HARBOUR)
    for path, ids in ((".claude/agents/quay", ["crane"]), (".claude/agents/office/warden.md", ["warden"])):
        result = run_as_is("check", path, "--format", "json")
        found = json.loads(result.stdout)
        assert sorted(agent["id"] for agent in found["agents"]) == ["clerk", "crane", "warden"]
        assert found["named"] == ids
        assert {finding["agents"][0] for finding in found["findings"]} == set(ids)
        assert result.stderr.startswith("1 of 3 agents in .claude/agents\n")
    assert "`warden`" not in run_as_is("check", ".claude/agents/quay").stdout.replace("escalates to `warden`", "")


def test_a_picture_of_a_part_has_one_step_around_it(write: Write, run: Run) -> None:
    """And the report what it leads to, with the number of the others."""
    write(HARBOUR)
    drawn = run("render", ".claude/agents/quay/crane.md", "--format", "mermaid").stdout
    assert '"crane"' in drawn
    assert '"warden"' in drawn
    assert '"clerk"' not in drawn
    said = run("report", ".claude/agents/quay/crane.md").stdout
    assert "1 more agent of the team is read, and not described here" in said
    assert "clerk" not in said


def test_a_part_without_an_agent_is_no_success(write: Write, run: Run) -> None:
    """Though its team has some."""
    write({**HARBOUR, ".claude/agents/notes.md": "Just a note.\n"})
    result = run("check", ".claude/agents/notes.md")
    assert result.exit_code == 2
    assert "notes.md (no front matter)" in result.stderr


@pytest.mark.parametrize(
    ("files", "paths", "said"),
    [
        ({"tests/agents/a.md": keeper("a")}, (), "graphkit check tests/agents checks 1 agent"),
        ({"notes/a.md": "# A\n", "x/SKILL.md": "---\nname: x\n---\n"}, (), "1 skill"),
        ({"agents/a.yaml": "name: a\nrole: x\n"}, (), "1 YAML file below agents looks like an agent"),
    ],
)
def test_nothing_found_says_what_is_there(
    write: Write, run: Run, files: dict[str, str | bytes], paths: tuple[str, ...], said: str
) -> None:
    """With the command that finds it, where there is one."""
    write(files)
    result = run("check", *paths)
    assert result.exit_code == 2
    assert said in result.stderr


def test_from_a_folder_without_agents_it_looks_up_once(
    write: Write, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To the root of the repository."""
    write({**HARBOUR, ".git/HEAD": "", "src/x.md": "# X\n"})
    monkeypatch.chdir(tmp_path / "src")
    assert "3 in ../.claude/agents: graphkit check ../.claude/agents" in run("check").stderr


def test_links_out_of_the_repository_are_named(write: Write, run_as_is: Run, tmp_path: Path) -> None:
    """Not followed without the option; those within it, loops and all, are no trouble."""
    write(
        {
            "repository/.git/HEAD": "",
            "dotfiles/crane.md": keeper("crane"),
            "repository/agents/clerk.md": keeper("clerk"),
        }
    )
    repository = tmp_path / "repository"
    (repository / ".claude").mkdir()
    (repository / ".claude/agents").symlink_to(tmp_path / "dotfiles", target_is_directory=True)
    (repository / "agents/agents").symlink_to("agents")
    (repository / "agents/up").symlink_to("..", target_is_directory=True)
    (repository / "agents/root.md").symlink_to("/etc/hostname")
    os.chdir(repository)
    told = run_as_is("check", "--exit-zero").stderr
    assert "1 agent in agents\n" in told
    assert "not followed: .claude/agents, agents/root.md lead out of the repository; --follow-links follows" in told
    followed = run_as_is("check", "--exit-zero", "--follow-links", "--format", "json").stdout
    assert {agent["path"] for agent in json.loads(followed)["agents"]} == {".claude/agents/crane.md", "agents/clerk.md"}


def test_a_search_has_an_end(write: Write, run: Run) -> None:
    """With a sentence, and what to do."""
    write({"graphkit.toml": "max-files = 20", **{f"agents/a{number}.md": keeper("a") for number in range(30)}})
    result = run("check")
    assert result.exit_code == 2
    assert "more than 20 files and folders" in result.stderr
    assert "`max-files`" in result.stderr


def test_a_checkout_called_agents_is_like_any_other(write: Write, run: Run, tmp_path: Path) -> None:
    """Its name makes no home of it, so ids and roots are the same."""
    seen = []
    for name in ("agents", "crew"):
        write({f"{name}/.git/HEAD": "", **{f"{name}/{path}": text for path, text in HARBOUR.items()}})
        os.chdir(tmp_path / name)
        found = json.loads(run("report", "--format", "json").stdout)
        seen.append([(agent["id"], agent["path"], agent["root"]) for agent in found["agents"]])
        os.chdir(tmp_path)
    assert seen[0] == seen[1]


def test_init_writes_the_places(write: Write, run: Run) -> None:
    """They are the paths of the next run."""
    write({**HARBOUR, "plugins/sails/agents/mender.md": keeper("mender")})
    assert 'paths = [".claude/agents", "plugins/sails/agents"]' in run("init").stdout
