"""A bound on findings: only so many of a rule are listed, a file and in total; one last finding counts the rest."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from graphkit.model.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MAX_IN_FILE = 1_000
MAX_IN_TOTAL = 20_000
"""Findings of one rule. A folder of real agents has hundreds; what has more is broken in one way throughout."""


def bounded(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the findings of one rule up to the bounds, then how many more there are in each file, and in total."""
    in_file: Counter[str] = Counter()
    more: dict[str, tuple[int, Finding]] = {}
    total, beyond, last = 0, 0, None
    for finding in findings:
        path = finding.span.path
        in_file[path] += 1
        if in_file[path] > MAX_IN_FILE:
            more[path] = (in_file[path] - MAX_IN_FILE, more[path][1] if path in more else finding)
        elif total < MAX_IN_TOTAL:
            total += 1
            yield finding
        else:
            beyond, last = beyond + 1, last or finding
    for count, first in more.values():
        yield _rest(first, f"{count:,} more in this file")
    if last is not None:
        yield _rest(last, f"{beyond:,} more in this run")


def _rest(first: Finding, words: str) -> Finding:
    return Finding(
        f"{words} are not listed",
        first.span,
        hint="Fix those that are listed, and run graphkit again.",
        severity=first.severity,
        code=first.code,
        name=first.name,
        subject="more",
    )
