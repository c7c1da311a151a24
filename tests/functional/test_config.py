"""Which configuration a command uses, and what a wrong one says."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from graphkit.cli import main
from tests.unit.folders import write

if TYPE_CHECKING:
    from pathlib import Path

TEAM = {"agents/a": "escalation_to: boss", "agents/b": "escalation_to: a"}


@pytest.fixture(autouse=True)
def _inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("arguments", "status"),
    [([], 0), (["--isolated"], 1), (["--config", "strict.toml"], 1), (["--config", "gone.toml"], 2)],
)
def test_the_nearest_configuration_is_used_unless_told_otherwise(
    tmp_path: Path, arguments: list[str], status: int
) -> None:
    """`boss` is an external of the project's own configuration only."""
    write(tmp_path, {**TEAM, "graphkit.toml": 'externals = ["boss"]\n', "strict.toml": "externals = []\n"})
    assert CliRunner().invoke(main, ["check", *arguments]).exit_code == status


def test_a_wrong_configuration_stops_the_run_with_every_mistake(tmp_path: Path) -> None:
    """Exit 2; the file, the line and the valid words are named."""
    write(tmp_path, {**TEAM, "graphkit.toml": 'levls = []\nprose = "x"\n'})
    outcome = CliRunner().invoke(main, ["check"])
    assert outcome.exit_code == 2
    assert "graphkit.toml:1: unknown key `levls`; did you mean `levels`?" in outcome.stderr
    assert "graphkit.toml:2: `prose` must be true or false" in outcome.stderr


@pytest.mark.parametrize("command", ["check", "config", "report"])
def test_a_rule_that_does_not_exist_is_told_with_the_other_mistakes(tmp_path: Path, command: str) -> None:
    """Nobody mends a configuration twice."""
    write(tmp_path, {**TEAM, "graphkit.toml": 'ignore = ["GK999"]\nfail-on = "x"\n'})
    outcome = CliRunner().invoke(main, [command])
    assert outcome.exit_code == 2
    assert "graphkit.toml:1: `ignore` names a rule `GK999` that does not exist" in outcome.stderr
    assert "graphkit.toml:2: `fail-on` must be one of" in outcome.stderr


def test_two_ways_at_once_are_refused(tmp_path: Path) -> None:
    """Nobody can mean both."""
    write(tmp_path, TEAM)
    outcome = CliRunner().invoke(main, ["check", "--isolated", "--config", "x.toml"])
    assert outcome.exit_code == 2
    assert "exclude each other" in outcome.stderr


def test_every_setting_is_shown_with_its_origin(tmp_path: Path) -> None:
    """So that nobody wonders which file won; `--isolated` shows the defaults."""
    write(
        tmp_path, {"graphkit.toml": 'extend = "base.toml"\nmax-depth = 3\n', "base.toml": 'tops = ["\\u001b[31mred"]\n'}
    )
    lines = CliRunner().invoke(main, ["config"]).stdout.splitlines()
    assert "max-depth = 3  # graphkit.toml:2" in lines
    assert 'tops = ["\\u001b[31mred"]  # base.toml:1' in lines
    assert 'fail-on = "error"  # default' in lines
    assert all(
        line.endswith("# default") for line in CliRunner().invoke(main, ["config", "--isolated"]).stdout.splitlines()
    )


def test_settings_as_json(tmp_path: Path) -> None:
    """Programs read the same: each key with its value and its origin."""
    write(tmp_path, {"graphkit.toml": "max-depth = 3\n"})
    answer = json.loads(CliRunner().invoke(main, ["config", "--format", "json"]).stdout)
    assert answer["config"]["max-depth"] == {"value": "3", "origin": "graphkit.toml:1"}
    assert answer["config"]["fail-on"]["origin"] == "default"


def test_the_schema_is_for_editors(tmp_path: Path) -> None:
    """It is printed whatever the configuration holds."""
    write(tmp_path, {"graphkit.toml": "levls = 1\n"})
    printed = json.loads(CliRunner().invoke(main, ["schema", "config"]).stdout)
    assert printed["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert "contracts" in printed["properties"]


@pytest.mark.parametrize("header", ["tool.graphkit", "graphkit", "tool.graphkit.severity"])
def test_a_header_of_pyproject_in_a_file_of_its_own(tmp_path: Path, header: str) -> None:
    """`graphkit.toml` is the table as a whole: who copies the header of a pyproject.toml is told to leave it out."""
    write(tmp_path, {"graphkit.toml": f'[{header}]\nGK101 = "info"\n'})
    outcome = CliRunner().invoke(main, ["config"])
    assert outcome.exit_code == 2
    assert "leave out the header" in outcome.stderr


def test_another_tool_in_the_configuration_is_an_unknown_key(tmp_path: Path) -> None:
    """Only graphkit's own header gets that advice."""
    write(tmp_path, {"graphkit.toml": "[tool.ruff]\nx = 1\n"})
    assert "leave out the header" not in CliRunner().invoke(main, ["config"]).stderr
