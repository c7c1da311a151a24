"""What a run says of its search, and what is meant by a file or a part of a home."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from graphkit.cli import main, watch
from tests.functional.conftest import SOUND, Run, Write
from tests.unit import repositories

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


ABOUT_A_TEAM = (
    "check", "check --format json", "check --watch", "fix", "fix --diff", "baseline", "diff HEAD", "diff crew crew",
    "report", "report --format roster", "render --format mmd", "render -o page.html", "serve --port 0",
    "show dev", "path dev lead", "impact dev", "parallel", "parallel dev tester", "plan", "metrics", "history",
    "rename dev coder --diff", "rename dev coder", "remove dev --diff", "remove dev", "init", "init --write",
    "export --format node-link", "export --format csv -o tables", "export --format mermaid",
)  # fmt: skip
"""Every command that reads a team, in its forms."""
ABOUT_NO_TEAM = {"rule", "config", "schema", "completion", "lsp", "mcp"}
"""The servers among them read a team when they are asked about it, over and over."""


@pytest.mark.parametrize("command", ABOUT_A_TEAM)
def test_the_first_line_is_there_in_every_command(
    write: Write, run_as_is: Run, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    """Whatever is asked: how many agents were found where comes before anything else."""
    repositories.commit(write({name.replace("agents/", "crew/agents/"): text for name, text in SOUND.items()}), {})
    monkeypatch.setattr(watch, "changes", lambda settings, paths: iter([None]))
    result = run_as_is(*command.split())
    assert result.exit_code < 2, result.output
    assert result.stderr.splitlines()[0] == f"3 agents in {'agents' if command == 'diff crew crew' else 'crew/agents'}"


def test_a_command_reads_a_team_or_not() -> None:
    """So a new one stands in one of the two lists."""
    assert {command.split()[0] for command in ABOUT_A_TEAM} | ABOUT_NO_TEAM == set(main.commands)


def test_the_first_line_of_states_of_the_past(write: Write, run_as_is: Run) -> None:
    """`diff` speaks of the newer side that has agents, `history` of the newest commit that has."""
    folder = write({"agents/lead": SOUND["agents/lead"]})
    repositories.commit(folder, {})
    repositories.commit(folder, {"agents/dev.md": "---\nname: dev\n---\n"})
    repositories.commit(folder, {"readme.txt": "x"}, "agents/lead.md", "agents/dev.md")
    assert run_as_is("diff", "HEAD~2", "HEAD~1").stderr.splitlines()[0] == "2 agents in agents"
    assert run_as_is("diff", "HEAD~1", "HEAD").stderr.splitlines()[0] == "2 agents in agents"
    assert run_as_is("history", "agents").stderr.splitlines()[0] == "2 agents in agents"


def test_the_users_own_agents(write: Write, run_as_is: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """With `--user` names may mean them, by the tool that would load them; nothing is reported of them."""
    helper = "---\ndescription: Helps.\nmode: {}\npermission: {{task: {{aid: allow}}}}\n---\n"
    folder = write(
        {
            "home/.claude/agents/deep/master.md": keeper("master", "escalation_to: [nowhere]\n"),
            "home/.claude/agents/mate.md": keeper("mate"),
            "home/.claude/skills/sew/SKILL.md": "---\nname: sew\ndescription: Sews.\n---\n",
            "home/.config/opencode/agent/aid.md": helper.format("subagent"),
            "home/.gemini/agents/lost.md": keeper("lost"),
            "ship/.git/HEAD": "",
            "ship/.claude/agents/mate.md": keeper("mate", "escalation_to: [master]\n"),
            "ship/.opencode/agent/first.md": helper.format("primary"),
        }
    )
    monkeypatch.setenv("HOME", str(folder / "home"))
    monkeypatch.setenv("USERPROFILE", str(folder / "home"))
    monkeypatch.chdir(folder / "ship")
    assert [one["code"] for one in json.loads(run_as_is("check", "--format", "json").stdout)["findings"]] == [
        "GK101",
        "GK101",
    ]
    result = run_as_is("check", "--user", "--format", "json")
    found = json.loads(result.stdout)
    assert result.stderr.startswith("2 of 5 agents in 4 places: ../home/.claude/agents 2")
    assert [(one["code"], one["path"]) for one in found["findings"]] == [("GK109", ".claude/agents/mate.md")]
    assert found["named"] == ["first", "mate@.claude/agents/mate.md"]
    merged = json.loads(run_as_is("check", "--user", "--merge", "--format", "json").stdout)["findings"]
    (twice,) = (one for one in merged if one["code"] == "GK102")
    assert twice["hint"].startswith("A tool takes the project's (.claude/agents/mate.md) before the user's own. ")


def test_the_users_own_agents_alone(write: Write, run_as_is: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are no team of a project that has none, and no part of a state of the past."""
    folder = write({"home/.claude/agents/mate.md": keeper("mate"), "ship/readme.txt": ""})
    monkeypatch.setenv("HOME", str(folder / "home"))
    monkeypatch.setenv("USERPROFILE", str(folder / "home"))
    monkeypatch.chdir(folder / "ship")
    assert run_as_is("check", "--user").exit_code == 2
    repositories.commit(folder / "ship", {".claude/agents/cook.md": keeper("cook", "escalation_to: [mate]\n")})
    assert run_as_is("diff", "HEAD", "--user").stderr == "1 agent in .claude/agents\n"
    assert run_as_is("check", "--user").exit_code == 0


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
