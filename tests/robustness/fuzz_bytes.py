"""Coverage-guided fuzzing where atheris is installed: `python -m tests.robustness.fuzz_bytes -max_total_time=300`.

The bytes become one definition; the promises are those of `fuzz.py`.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["graphkit"]):
    from graphkit import pipeline
    from graphkit.config import Config
    from graphkit.reporters import json_v1
    from graphkit.reporters.style import Style
    from graphkit.support.errors import GraphkitError

from tests.robustness.fuzz import short_cut_agrees

PLACE = Path(tempfile.mkdtemp(prefix="graphkit-fuzz-"))


def one_run(data: bytes) -> None:
    """Read and check one definition."""
    (PLACE / "one.md").write_bytes(b"---\n" + data)
    short_cut_agrees("---\n" + data.decode("utf-8", "replace"))
    try:
        json_v1.write(pipeline.run(Config(), [str(PLACE)]), Style())
    except GraphkitError:
        return


if __name__ == "__main__":
    atheris.Setup(sys.argv, one_run)
    atheris.Fuzz()
