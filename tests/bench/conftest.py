"""The benchmarks run when they are asked for: `make bench`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave them out of a plain test run: figures taken beside other work mean nothing."""
    return True if collection_path.suffix == ".py" and not config.getoption("--benchmark-only", default=False) else None
