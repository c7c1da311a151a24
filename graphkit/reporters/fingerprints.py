"""What makes a finding the same one in the next run, as a short text that services compare."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graphkit.model.findings import Finding


def fingerprinted(findings: Iterable[Finding]) -> Iterator[tuple[Finding, str]]:
    """Yield each finding with a fingerprint of 32 hexadecimal digits, unique in the run.

    It is made of `Finding.key`, so it outlives moved lines and new wording; where several findings share a key, the
    second and later ones are numbered in their order.
    """
    seen: Counter[str] = Counter()
    for finding in findings:
        identity = json.dumps(finding.key)
        seen[identity] += 1
        text = identity if seen[identity] == 1 else f"{identity}#{seen[identity]}"
        yield finding, hashlib.sha256(text.encode()).hexdigest()[:32]
