"""Every `graphkit ...` that README, docs and the help show is run: none may be a usage error."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click
import pytest
from click.testing import CliRunner

from graphkit.cli import COMMANDS, main
from tests.functional.readme import ROOT
from tests.unit import repositories

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
STAY = {"serve", "lsp", "mcp"}
"""Commands that do not end by themselves."""
_BLOCK = re.compile(r"```(\w*)[^\n]*\n(.*?)```", re.DOTALL)
_INLINE = re.compile(r"`(graphkit [a-z][^`\n]*)`")
_LINE = re.compile(r"(?:^|[\s$&:(-])(graphkit [a-z-][^\n]*)", re.MULTILINE)
_PLACEHOLDER = re.compile(r"\b[A-Z][A-Z_]{2,}\b|\.\.\.(?![\w\"])|(?<![\w-])[A-Z](?![\w-])")
NAMES = ("dev", "ops", "lead", "a", "b", "on-call", "old-name")
"""Agents that examples name besides the sample agents."""


class Shown(NamedTuple):
    """A command as a page shows it."""

    page: str
    command: str


def commands_of(text: str) -> Iterator[str]:
    """Yield the commands of a text: lines of its blocks, and code between words."""
    for language, block in _BLOCK.findall(text):
        if language in ("sh", "yaml", "text", ""):  # what a `console` block shows is run by test_answers.py
            yield from _LINE.findall(block.replace("\\\n", " "))
    yield from _INLINE.findall(_BLOCK.sub("", text))


def arguments_of(command: str) -> list[str]:
    """Return the arguments of a command without what the shell does with it."""
    words = shlex.split(re.sub(r'"\$\w+"|\$\w+', "x", command.replace("origin/$BASE", "origin/main")), comments=True)
    end = next((place for place, word in enumerate(words) if re.match(r"^(\||\|\||&&|;|\d?>.*|<)$", word)), len(words))
    return [word.rstrip(";,") for word in words[1:end]]


def shown() -> list[Shown]:
    """Return every command of the pages, each once."""
    found = [Shown(page.name, one) for page in PAGES for one in commands_of(page.read_text(encoding="utf-8"))]
    for name in (name for group in COMMANDS.values() for name in group):
        command = main.get_command(click.Context(main), name)
        examples = ((command and command.epilog) or "").partition("Examples:")[2]
        found += [Shown(f"{name} --help", re.split(r"\s{2,}", one)[0]) for one in _LINE.findall(examples)]
    return list({shlex.join(arguments_of(one.command)): one for one in found}.values())


@pytest.fixture
def _team(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make a repository with the sample agents, two commits, a baseline, a branch `main` and its remote twin."""
    shutil.copytree(ROOT / "agents", tmp_path / "agents")
    (tmp_path / ".claude/agents").mkdir(parents=True)
    (tmp_path / ".claude/agents/web-lead.md").write_text("---\ndescription: Leads.\n---\n", encoding="utf-8")
    (tmp_path / ".claude/commands").mkdir()
    (tmp_path / ".claude/commands/bread.md").write_text("Task(subagent_type=web-lead)\n", encoding="utf-8")
    (tmp_path / "src/agent").mkdir(parents=True)
    code = "from agents import Agent\nclerk = Agent(name='clerk')\ndesk = Agent(name='desk', handoffs=[clerk])\n"
    (tmp_path / "src/agent/graph.py").write_text(code, encoding="utf-8")
    for name in NAMES:
        (tmp_path / f"agents/{name}.md").write_text("---\nescalation_to: [lead]\n---\n", encoding="utf-8")
    (tmp_path / "docs").mkdir()
    for page in ("README.md", "TEAM.md", "docs/TEAM.md"):
        marks = [f"<!-- {name}:{end} -->\n" for name in ("team", "graphkit") for end in ("start", "end")]
        (tmp_path / page).write_text("".join(marks), encoding="utf-8")
    repositories.git(tmp_path, "init", "-q", "-b", "main")
    repositories.git(tmp_path, "add", "-A")
    repositories.git(tmp_path, "commit", "-q", "-m", "one")
    for branch in ("tag v1.0", "update-ref refs/remotes/origin/main HEAD"):
        repositories.git(tmp_path, *branch.split())
    (tmp_path / "agents/dev.md").write_text("---\nescalation_to: [ops]\n---\n", encoding="utf-8")
    repositories.git(tmp_path, "commit", "-q", "-a", "-m", "two")
    for folder in ("exports", "plots", "../exports"):
        (tmp_path / folder).mkdir(exist_ok=True)
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(main, ["baseline"]).exit_code == 0


def test_the_pages_show_commands() -> None:
    """If the pages were read in a wrong way there would be few."""
    assert len(shown()) > 100
    assert {name for one in shown() for name in arguments_of(one.command)[:1]} >= {
        "check",
        "render",
        "path",
        "parallel",
    }


@pytest.mark.usefixtures("_team")
@pytest.mark.parametrize("one", shown(), ids=lambda one: f"{one.page}: {one.command}"[:100])
def test_a_command_that_is_shown_works(one: Shown) -> None:
    """It ends with 0 or 1; where words stand for something else, or it stays, its options exist at least."""
    arguments = arguments_of(one.command)
    if arguments and arguments[0].startswith("-"):
        assert CliRunner().invoke(main, arguments).exit_code == 0
        return
    command = main.get_command(click.Context(main), arguments[0])
    assert command is not None, arguments[0]
    placeholder = _PLACEHOLDER.search(
        " ".join(arguments[1:]).replace("README.md", "").replace("TEAM.md", "").replace("HEAD", "").replace("GK", "")
    )
    if placeholder or arguments[0] in STAY or "--watch" in arguments:
        options = {word.partition("=")[0] for word in arguments if word.startswith("--")}
        assert options <= {switch for param in command.params for switch in param.opts + param.secondary_opts} | {
            "--help"
        }
        return
    result = CliRunner(env={"COLUMNS": "100"}).invoke(main, arguments)
    assert result.exit_code in (0, 1), result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)
