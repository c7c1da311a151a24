"""README.md tells the truth: its table of rules, its fields, its commands."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner

from graphkit import rules
from graphkit.cli import main
from graphkit.config import RELATIONS
from tests.functional import readme
from tests.functional.readme import ROOT, refreshed

README = readme.README.read_text(encoding="utf-8")


def test_sessions_and_table_of_rules_are_current() -> None:
    """What the README shows is what the commands print today, and its table lists every rule."""
    assert refreshed(README) == README, "README.md is stale: run `make outputs`"
    assert all(f"| {rule.code} | {rule.name} | {rule.severity} |" in README for rule in rules.catalogue())


def test_every_field_is_named() -> None:
    """Whoever writes definitions finds each field that is read; nested ones are named by their parent."""
    for relation in RELATIONS:
        assert f"| {relation.name} |" in README
        for field in relation.fields:
            assert f"`{field.path.rpartition('.')[2]}`" in README, field.path


def test_every_command_exists() -> None:
    """Each `graphkit ...` line of the README names a command that there is."""
    used = set(re.findall(r"(?:^|[$&:`]) ?graphkit ([a-z]+)", README.replace("loads a", ""), re.MULTILINE))
    assert used
    assert used <= set(main.commands)  # type: ignore[attr-defined]  # click types a group as a command


def test_examples_of_the_library_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """The Python block runs from the root of the project."""
    monkeypatch.chdir(ROOT)
    (block,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    exec(compile(block, "README.md", "exec"), {})


def test_no_path_of_one_machine() -> None:
    """Nothing in it depends on where its author worked."""
    assert not re.search(r"/(home|work|tmp|Users)/", README)
    assert CliRunner().invoke(main, ["--help"]).exit_code == 0
