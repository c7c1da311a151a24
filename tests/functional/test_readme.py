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


def test_sessions_are_current_and_families_complete() -> None:
    """What the README shows is what the commands print today, and its table has every family of rules."""
    assert refreshed(README) == README, "README.md is stale: run `make outputs`"
    assert all(f"| {rule.code[:3]}xx " in README for rule in rules.catalogue())


def test_the_first_screen_shows_what_it_does() -> None:
    """Within 40 lines: the caret under a misspelt name with the right one, the picture, and the two commands."""
    lines = README.splitlines()
    first = "\n".join(lines[:40])
    assert len(lines) < 250
    wanted = (
        "^^^^^^",
        "hint: Did you mean `backend-staff`?",
        "](outputs/hierarchy.svg)",
        "graphkit render agents/",
        "&& pytest",
    )
    places = [first.find(one) for one in wanted]
    assert -1 not in places
    assert places == sorted(places)


@pytest.mark.parametrize("page", ["README.md", "docs/fields.md"])
def test_every_field_is_named(page: str) -> None:
    """Whoever writes definitions finds each field that is read; nested ones are named by their last key."""
    text = (ROOT / page).read_text(encoding="utf-8")
    for relation in RELATIONS:
        assert f"| {relation.name} |" in text
        for field in relation.fields:
            key = field.path.rpartition(".")[2]
            assert f"`{key}`" in text or key == "coordination_protocols", field.path


def test_every_command_exists() -> None:
    """Each `graphkit ...` line of the README names a command that there is."""
    used = set(re.findall(r"(?:^|[$&:`]) ?graphkit ([a-z]+)", README.replace("loads a", ""), re.MULTILINE))
    assert used
    assert used <= set(main.commands)


def test_examples_of_the_library_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """The Python block runs from the root of the project."""
    monkeypatch.chdir(ROOT)
    (block,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    exec(compile(block, "README.md", "exec"), {})


def test_no_path_of_one_machine() -> None:
    """Nothing in it depends on where its author worked."""
    assert not re.search(r"/(home|work|tmp|Users)/", README)
    assert CliRunner().invoke(main, ["--help"]).exit_code == 0
