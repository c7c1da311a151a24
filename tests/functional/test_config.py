"""Which configuration a command uses, and what a wrong one says."""

from __future__ import annotations

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


def test_two_ways_at_once_are_refused(tmp_path: Path) -> None:
    """Nobody can mean both."""
    write(tmp_path, TEAM)
    outcome = CliRunner().invoke(main, ["check", "--isolated", "--config", "x.toml"])
    assert outcome.exit_code == 2
    assert "exclude each other" in outcome.stderr
