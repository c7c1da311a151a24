"""Real definitions are needed here: without them a user's run skips, and CI fails."""

from __future__ import annotations

import os

import pytest

from tests.integration.corpora import CORPORA, folders


@pytest.fixture(autouse=True, scope="session")
def _corpora() -> None:
    if folders():
        return
    message = f"no definitions in {CORPORA}; set GRAPHKIT_CORPORA to the folder that holds `claude-config` and `wild`"
    if os.environ.get("CI", "").casefold() in ("1", "true"):
        pytest.fail(message)
    pytest.skip(message)
