"""Each promise of SECURITY.md names a test, and each test that it names is there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
PROMISES = PAGE.partition("## What graphkit promises")[2].partition("\n## ")[0]


def test_each_promise_names_its_test() -> None:
    """A promise without one is a hope."""
    promises = re.findall(r"^- .*$", PROMISES, re.MULTILINE)
    assert len(promises) > 20
    assert not [promise for promise in promises if not re.search(r"`test_\w+`", promise)]


def test_each_test_that_is_named_is_there() -> None:
    """Also after tests were renamed."""
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    defined = set(re.findall(r"^ *def (test_\w+)\(", sources, re.MULTILINE))
    assert set(re.findall(r"`(test_\w+)`", PROMISES)) <= defined
