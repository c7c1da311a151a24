"""Help for whoever mistyped a word of the configuration."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def did_you_mean(wrong: str, valid: Sequence[str]) -> str:
    """Return a hint for a misspelt word: the nearest valid one, and all of them."""
    import difflib

    near = difflib.get_close_matches(wrong, valid, 1)
    meant = f"did you mean `{near[0]}`? " if near else ""
    return f"{meant}Valid: {', '.join(f'`{name}`' for name in valid)}."
