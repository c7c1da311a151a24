"""Whether the marks of a report say what `graphkit fix --all` does."""

from __future__ import annotations

from pathlib import Path

from graphkit import pipeline
from graphkit.cli.fix import _chooser
from graphkit.config import Config
from graphkit.fixes.document import load_here
from graphkit.fixes.plan import OVERLAP, with_edits
from graphkit.fixes.rounds import USELESS
from graphkit.workspace import edits

TOGETHER = (OVERLAP, USELESS, "the edit would change more than it says")
"""Why a repair that is possible by itself is not made with the others."""


def differing(folder: Path) -> tuple[list[str], int]:
    """Return the findings of a folder that are repaired and not marked, or the other way round; and how many are."""
    config = Config()
    report = pipeline.run(config, [str(folder)])
    marked = with_edits(report.live, load_here, by_command=True)
    marks = {(one.identity, one.span, one.message): one.repaired_by for one in marked}
    chosen = _chooser(everything=True, one_sided="add", asked=())
    outcome, _ = edits.repair(config, [str(folder)], chosen, load_here)
    fixed = [(one.finding, True) for one in outcome.fixed]
    left = [(finding, False) for finding, reason in outcome.left if reason not in TOGETHER]
    wrong = [
        f"{finding.span} {finding.code}"
        for finding, is_fixed in (*fixed, *left)
        if bool(marks.get((finding.identity, finding.span, finding.message), is_fixed)) is not is_fixed
    ]
    return wrong, len(fixed)
