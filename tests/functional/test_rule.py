"""What `graphkit rule`, `schema`, `completion` and `--version` print."""

from __future__ import annotations

import json
import re

import pytest
from inline_snapshot import snapshot

from graphkit import __version__, rules
from graphkit.cli import COMMANDS
from tests.functional.conftest import Run


def test_the_catalogue_lists_every_rule(run: Run) -> None:
    """One line a rule, with code, severity, name and what it reports."""
    lines = run("rule").stdout.splitlines()
    assert lines[0] == snapshot("GK001  error    unreadable-file             A file cannot be opened or decoded.")
    assert len(lines) == len(rules.catalogue()) + 2
    assert lines[-1] == snapshot("`graphkit rule CODE` shows why a rule exists, what to do, and examples.")


@pytest.mark.parametrize("wanted", ["GK501", "gk501", "orphan-agent"])
def test_a_page_by_code_or_name(run: Run, wanted: str) -> None:
    """Code and name select the same page, in either case."""
    assert run("rule", wanted).stdout.startswith("GK501 orphan-agent (warning)\n\n")


def test_a_page_explains(run: Run) -> None:
    """A page says what, why and what to do, in the words of the rule, and then shows examples."""
    (rule,) = [rule for rule in rules.catalogue() if rule.code == "GK103"]
    shown = run("rule", "GK103").stdout
    assert shown.startswith(f"GK103 self-reference (warning)\n\n{rule.doc}\n\nReported:\n  ")


def test_every_page_can_be_shown(run: Run) -> None:
    """No rule has a page that a terminal could not take, not even one whose examples hold bytes."""
    for rule in rules.catalogue():
        shown = run("rule", rule.code)
        assert shown.exit_code == 0
        assert shown.stdout.count("Reported:") == len(rule.examples) == shown.stdout.count("Fine:")
        assert not {sign for sign in shown.stdout if ord(sign) < 32} - {"\n"}


def test_version(run: Run) -> None:
    """`--version` is one line; with `-v` it also names the layout engine."""
    assert run("--version").stdout == f"graphkit {__version__}\n"
    told = run("--version", "-v").stdout.splitlines()
    assert told[0] == f"graphkit {__version__}"
    assert told[1].startswith(("layout engine: system", "layout engine: embedded"))


def test_schema(run: Run) -> None:
    """`graphkit schema` prints a JSON Schema of draft 2020-12."""
    schema = json.loads(run("schema").stdout)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(run: Run, shell: str) -> None:
    """Each shell gets a script that asks graphkit for what can follow."""
    script = run("completion", shell).stdout
    assert f"_GRAPHKIT_COMPLETE={shell}_complete" in script


def test_help_lists_the_commands_by_group(run: Run) -> None:
    """The first page names every command in one line, by what it is for, on one screen of 80 columns."""
    shown = run("--help").stdout
    assert len(shown.splitlines()) <= 45
    assert max(map(len, shown.splitlines())) <= 80
    titles = re.findall(r"^(\w[\w ]*):$", shown, re.MULTILINE)
    assert titles == [*COMMANDS, "Options"]
    for title, commands in COMMANDS.items():
        section = shown.partition(f"\n{title}:\n")[2].partition("\n\n")[0]
        assert [line.split()[0] for line in section.splitlines()] == list(commands)
        assert len(section.splitlines()) == len(commands), "a short help is longer than its line"


@pytest.mark.parametrize("command", [name for commands in COMMANDS.values() for name in commands])
def test_every_command_is_there(run: Run, command: str) -> None:
    """Each command of the help can be loaded and explains itself with two examples or more."""
    shown = run(command, "--help")
    assert shown.exit_code == 0
    assert shown.stdout.partition("Examples:")[2].count(f"graphkit {command}") >= 2


def test_a_word_finds_the_rules_about_it(run: Run) -> None:
    """What is neither a code nor a name lists the rules that it is a part of."""
    lines = run("rule", "one-sided").stdout.splitlines()
    assert [line.split()[0] for line in lines[:-2]] == ["GK301", "GK302", "GK303"]
    assert "# GK501 orphan-agent" in run("rule", "orphan", "--format", "markdown").stdout


def test_a_rule_as_json(run: Run) -> None:
    """The catalogue can be read by programs, with all that a page says."""
    answer = json.loads(run("rule", "--format", "json").stdout)
    assert [rule["code"] for rule in answer["rules"]] == [rule.code for rule in rules.catalogue()]
    assert answer["rules"][0]["doc"]
