"""When a run cannot be made: exit status 2, a sentence with a remedy, and JSON in its usual shape."""

from __future__ import annotations

from pathlib import Path

import pytest
from inline_snapshot import snapshot

from graphkit import __version__, pipeline
from graphkit.cli import main
from graphkit.cli.command_group import LazyCommands
from tests.functional.conftest import SOUND, Run, Write
from tests.functional.test_selection import git


def test_a_path_that_does_not_exist(write: Write, run: Run) -> None:
    """A mistyped path is named, with the one that may have been meant."""
    write(SOUND)
    result = run("check", "agnets")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == snapshot("graphkit: error: no such file or folder: agnets. Did you mean agents?\n")


def test_a_folder_without_agents(write: Write, run: Run) -> None:
    """Nothing to check is no success: it says where it looked and what it found instead."""
    write({"docs/README.md": "# Read me\n"})
    result = run("check", "docs")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == snapshot(
        "graphkit: error: no agent definition found in 1 file below docs: only docs/README.md (no front matter). An agent is a Markdown file that begins with YAML front matter between two `---` lines; name the folder that contains the agents: graphkit check PATH.\n"
    )


def test_an_empty_folder(write: Write, run: Run, tmp_path: Path) -> None:
    """An empty folder is named."""
    write({})
    (tmp_path / "agents").mkdir()
    result = run("check")
    assert result.exit_code == 2
    assert result.stderr == snapshot(
        "graphkit: error: no agent definition found in 0 files below the working directory. An agent is a Markdown file that begins with YAML front matter between two `---` lines; name the folder that contains the agents: graphkit check PATH.\n"
    )


def test_no_usual_place(write: Write, run: Run, tmp_path: Path) -> None:
    """Without arguments and without a usual place it lists where it looked."""
    write({})
    result = run("report")
    assert result.exit_code == 2
    assert result.stderr.replace(str(tmp_path), "HERE") == snapshot(
        "graphkit: error: no agent definition found in 0 files below the working directory. An agent is a Markdown file that begins with YAML front matter between two `---` lines; name the folder that contains the agents: graphkit check PATH.\n"
    )


@pytest.mark.parametrize("command", ["check", "report"])
def test_json_keeps_its_shape(write: Write, run: Run, command: str) -> None:
    """A program that reads the JSON finds every key of a good run, and `error`."""
    write({})
    result = run(command, "nowhere", "--format", "json")
    assert result.exit_code == 2
    assert "graphkit: error: no such file or folder: nowhere" in result.stderr
    assert result.stdout.replace(__version__, "VERSION") == snapshot("""\
{
  "version": 1,
  "tool": {
    "name": "graphkit",
    "version": "VERSION"
  },
  "agents": [],
  "edges": [],
  "findings": [],
  "ghosts": [],
  "skipped": [],
  "summary": {
    "files": 0,
    "agents": 0,
    "edges": {},
    "findings": {
      "error": 0,
      "warning": 0,
      "info": 0
    },
    "suppressed": 0,
    "known": 0,
    "stale": 0,
    "callers": 0,
    "calls": 0,
    "roots": []
  },
  "stale": [],
  "callers": [],
  "calls": [],
  "named": [],
  "places": [],
  "second_rank": [],
  "copies": [],
  "unread": [],
  "other_files": {},
  "error": "no such file or folder: nowhere. Name a file or a folder that exists."
}
""")


def test_an_escape_in_a_path_is_shown(write: Write, run: Run) -> None:
    """An error message is no way to the terminal either."""
    write({})
    result = run("check", "no\x1b[2Jwhere")
    assert result.exit_code == 2
    assert "no\\x1b[2Jwhere" in result.stderr
    assert "\x1b" not in result.stderr


def test_an_unwritable_output(write: Write, run: Run) -> None:
    """What cannot be written is an error with its cause, and nothing half-written stays."""
    write(SOUND)
    name = 300 * "x" + ".md"
    result = run("report", "-o", name)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"graphkit: error: cannot write {name}: ")
    assert sorted(path.name for path in Path.cwd().iterdir()) == ["agents"]


def test_ctrl_c(write: Write, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C ends with 130 and without a traceback."""

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    write(SOUND)
    monkeypatch.setattr(pipeline, "run", interrupted)
    result = run("check")
    assert (result.exit_code, result.stdout, result.stderr) == (130, "", "")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("chek",), "graphkit: error: there is no command `chek`. Did you mean `check`?"),
        (("agents",), "there is no command `agents`. Did you mean `graphkit check agents`?"),
        (("zzz",), "there is no command `zzz`."),
        (("--vresion",), "--version"),
        (("check", "--fromat", "json"), "--format"),
        (("-v", "check"), "write -v after the command: graphkit check -v."),
        (("rule", "missing-trgets"), "there is no rule missing-trgets. Did you mean GK101 (missing-target)?"),
        (("rule", "xyzzy"), "there is no rule xyzzy. `graphkit rule` lists them all."),
        (("completion", "tcsh"), "'tcsh' is not one of 'bash', 'zsh', 'fish'"),
    ],
)
def test_typing_errors_name_what_was_meant(write: Write, run: Run, arguments: tuple[str, ...], words: str) -> None:
    """A usage error is exit status 2, on stderr, with the nearest thing that exists."""
    write(SOUND)
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert words in result.stderr


def test_a_command_that_cannot_be_loaded(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A broken installation is seen as such: the command that fails to load is not said to be missing."""
    (tmp_path / "broken_commands").mkdir()
    (tmp_path / "broken_commands/check.py").write_text("{}['Mapping']\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(main, "commands", LazyCommands("broken_commands", {"Check": {"check": "Check."}}))
    result = run("check")
    assert "there is no command" not in result.stderr
    assert result.exit_code == 2
    assert "KeyError: 'Mapping'" in result.stderr


def test_no_command_shows_the_help(run: Run) -> None:
    """`graphkit` alone is a usage error that teaches: the help, on stderr."""
    result = run()
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("Usage: graphkit [OPTIONS]")


@pytest.mark.parametrize(
    ("arguments", "now"),
    [
        (["why", "a", "b"], "graphkit path A B"),
        (["bottlenecks"], "graphkit metrics bottlenecks"),
        (["groups"], "graphkit parallel"),
        (["check", "--only", "dev"], "--agents EXPR"),
        (["report", "--select", "dev"], "--agents EXPR"),
        (["render", "--exclude", "dev"], "--except EXPR"),
        (["diff", "HEAD", "--path", "x"], "--in PATH"),
        (["config", "--schema"], "graphkit schema config"),
        (["path", "a", "b", "--relation", "workflow"], "--relations NAMES"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_words_of_before_say_where_they_went(run: Run, arguments: list[str], now: str) -> None:
    """Who types what an earlier version called it learns what to type today; every error begins alike."""
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("graphkit: error: there is no ")
    assert now in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", ""),
        ("report", "agents", ""),
        ("show", "dev", "--in", ""),
        ("report", "-o", ""),
        ("check", "--config", ""),
    ],
    ids=" ".join,
)
def test_an_empty_path_is_said_to_be_empty(write: Write, run: Run, arguments: tuple[str, ...]) -> None:
    """An unset variable in a script does not pass for the working directory, nor for a folder that is missing."""
    write(SOUND)
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "this path is empty" in result.stderr


@pytest.mark.parametrize(
    "command",
    [
        ("history",), ("history", "loop"), ("diff", "HEAD"), ("diff", "HEAD", "--in", "loop"), ("check", "loop"),
        ("check", "--config", "loop"), ("baseline", "-o", "loop"), ("baseline",), ("check", "--since", "HEAD", "loop"),
    ],
)  # fmt: skip
def test_a_link_to_itself_is_no_traceback(write: Write, run: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
    """Wherever a path is named, or written down in the configuration: a sentence; a history has no agents there."""
    write({"crew/agents/a": "level: senior", "graphkit.toml": 'paths = ["loop"]\nbaseline = "loop"'})
    (tmp_path / "loop").symlink_to("loop")
    git("init", "--quiet")
    git("add", "--all")
    git("commit", "--quiet", "--message", "one")
    result = run(*command)
    assert result.exit_code == (0 if command[0] == "history" else 2)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert result.stderr.startswith("graphkit: error: ") or command[0] == "history"
