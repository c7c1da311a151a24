"""How a text format is to look: colours, width, glyphs, and how much is shown. Without colours it is plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.model.findings import Severity
from graphkit.support.records import NamedTuple, dataclass

if TYPE_CHECKING:
    from collections.abc import Callable

    from graphkit.model.findings import Finding


class Glyphs(NamedTuple):
    """The signs that not every terminal can show."""

    cut: str = "…"
    arrow: str = "→"
    both: str = "↔"
    bar: str = "█"
    fork: str = "├─ "
    last: str = "└─ "
    line: str = "│  "


UNICODE = Glyphs()
ASCII = Glyphs(cut="...", arrow="->", both="<->", bar="#", fork="|- ", last="`- ", line="|  ")


def plain(_role: str, text: str) -> str:
    """Paint nothing."""
    return text


@dataclass(frozen=True, slots=True)
class Style:
    """What a reporter may know of the place it writes to.

    `paint(role, text)` colours a text; the roles are `error`, `warning`, `info`, `good`, `place`, `strong`, `faint`
    and `hint`. Findings below `lowest` are counted, not shown; `verbose` adds what is usually too much. `width` is
    that of the terminal in columns. Findings at or above `bar` make the run fail. `wrap` is the width at which lines
    are wrapped and tables shortened, None where the output is no terminal: then nothing is wrapped or left out.
    """

    paint: Callable[[str, str], str] = plain
    lowest: Severity = Severity.WARNING
    verbose: bool = False
    width: int = 100
    glyphs: Glyphs = UNICODE
    bar: Severity = Severity.ERROR
    wrap: int | None = None
    sarif_suppressions: bool = False
    """Whether SARIF holds what is ignored or in the baseline too; GitHub would open an alert for each."""
    folder: str = ""
    """The working directory as seen from the root of the repository, against which SARIF resolves paths."""

    def shows(self, finding: Finding) -> bool:
        """Whether a finding is to be shown to people."""
        return finding.severity.weight >= self.lowest.weight
