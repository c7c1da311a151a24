"""Small folders of agents, and the command run on them in this process."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from graphkit.cli import main, survey
from tests.unit import folders

Write = Callable[[Mapping[str, str | bytes]], Path]
Run = Callable[..., Result]


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Make an empty folder the working directory, and write files below it.

    A key without suffix is an agent whose value is its front matter.
    """
    monkeypatch.chdir(tmp_path)

    return lambda files: folders.write(tmp_path, {name: _stripped(content) for name, content in files.items()})


@pytest.fixture
def run(run_as_is: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `graphkit` without its lines about the search, which tests of their own look at."""
    monkeypatch.setattr(survey, "announce", lambda texts: None)
    return run_as_is


@pytest.fixture
def run_as_is(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `graphkit` with arguments; standard output and error apart, no terminal, no colours asked for."""
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "80")

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(main, arguments, prog_name="graphkit")

    return run


def _stripped(content: str | bytes) -> str | bytes:
    return content.strip() if isinstance(content, str) else content


SOUND = {
    "agents/lead": "specialization_level: staff\nescalation_to: []\nescalation_from: [dev, tester]\n",
    "agents/dev": "specialization_level: senior\nescalation_to: [lead]\nparallel_compatible: [tester]\n",
    "agents/tester": "specialization_level: senior\nescalation_to: [lead]\nparallel_compatible: [dev]\n",
}
"""Three agents without a fault."""

BROKEN = {
    "agents/README.md": "# The team\n",
    "agents/architect": """
specialization_level: principal
escalation_to: [dev]
escalation_from: []
""",
    "agents/dev": """
description: Builds it: fast
specialization_level: senior
escalation_to:
  - architect
  - architct
parallel_compatible: [tester]
""",
    "agents/tester": """
specialization_level: seniour
parallel_compatible: []
""",
    "agents/hermit": "description: Works alone.\n",
}
"""A cycle, a dangling name, a one-sided pair, an orphan, an unknown level and an entry that is no YAML."""
