"""How a text format is to look: colours, width, glyphs, and how much is shown. Without colours it is plain text."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from graphkit.model.findings import Severity
from graphkit.support.patterns import pattern
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


_COLOUR = pattern(r"\x1b\[[0-9;]*m")


def columns(text: str) -> int:
    """Return how many columns of a terminal a text takes: two for a wide character, none for a colour."""
    plain = _COLOUR.sub("", text)
    return len(plain) if plain.isascii() else sum(map(_character, plain))


def wrap(line: str, width: int | None, hanging: int) -> str:
    """Return the line in as many lines as it needs, the later ones indented by `hanging`; without a width as it is.

    A word that is longer than a line stays whole.
    """
    if width is None or columns(line) <= width:
        return line
    head = line[: len(line) - len(line.lstrip(" "))]
    lines: list[str] = []
    current, used, empty = head, len(head), True
    for word in line[len(head) :].split(" "):
        size = columns(word)
        if not empty and used + 1 + size > width:
            lines.append(current.rstrip())
            current, used, empty = " " * hanging, hanging, True
        current += word if empty else f" {word}"
        used += size if empty else size + 1
        empty = False
    return "\n".join([*lines, current.rstrip()])


def shorten(text: str, width: int, cut: str) -> str:
    """Return a text without colours cut to so many columns, with a sign that says so."""
    if columns(text) <= width:
        return text
    room = max(width - len(cut), 1)
    taken = 0
    for place, character in enumerate(text):
        taken += _character(character)
        if taken > room:
            return text[:place].rstrip() + cut
    return text


def _character(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
