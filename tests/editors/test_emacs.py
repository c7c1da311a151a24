"""The steps in Emacs with eglot, with the configuration of the page."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.editors import grove, page

STEPS = Path(__file__).with_name("steps.el")
PATIENCE, BRIEFLY = 60, 4
"""Seconds until a step fails, and until one fails that must."""

LEFT = {
    **grove.RENAMED,
    "agents/elm.md": grove.RENAMED["agents/yew.md"],
}
del LEFT["agents/yew.md"]
"""Eglot renames no files."""

EXPECTED = {
    "repair": {**grove.TEAM, "agents/elm.md": grove.REPAIRED},
    "rename": LEFT,
}


def done(folder: Path, step: str, broken: str = "") -> subprocess.CompletedProcess[str]:
    """Do a step in a fresh Emacs over the team."""
    program = page.program("emacs")
    packages = "(progn (package-initialize) (require 'eglot) (require 'markdown-mode))"
    if subprocess.run([program, "--batch", "--eval", packages], capture_output=True, check=False).returncode:
        pytest.skip("eglot or markdown-mode is not installed")
    team = grove.write(folder / "grove")
    subprocess.run(["git", "init", "--quiet", str(team)], check=True)
    config = folder / "init.el"
    config.write_text(page.block("lisp"), encoding="utf-8")
    patience = str(BRIEFLY if broken else PATIENCE)
    environment = {"GRAPHKIT_STEP": step, "GRAPHKIT_PATIENCE": patience}
    return subprocess.run(
        [program, "--batch", "--eval", packages, "-l", str(config), "-l", str(STEPS)],
        cwd=team,
        env={**page.environment(folder / "home", broken), **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=5 * PATIENCE,
    )


@pytest.mark.parametrize("step", grove.STEPS)
def test_step(step: str, tmp_path: Path) -> None:
    """Each step passes."""
    answer = done(tmp_path, step)
    assert "STEP PASSES" in answer.stderr, answer.stderr
    assert grove.texts(tmp_path / "grove") == EXPECTED.get(step, grove.TEAM)


@pytest.mark.parametrize("step", grove.STEPS)
def test_step_needs_the_server(step: str, tmp_path: Path) -> None:
    """Each step fails where the server does not do its part."""
    answer = done(tmp_path, step, grove.STEPS[step])
    assert "STEP FAILS" in answer.stderr, answer.stderr
