"""The repair that writes the word that was probably meant; shared by rules about misspelled words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.model.repairs import Repair, ReplaceName

if TYPE_CHECKING:
    from graphkit.model.spans import Span


def replacement(place: Span, written: str, meant: str | None) -> tuple[Repair, ...]:
    """Return the repair of a misspelled word, none where nothing is near; it is a guess, so no default."""
    if meant is None:
        return ()
    return (Repair(f"Write `{meant}`", (ReplaceName(place, written.strip(), meant),), default=False),)
