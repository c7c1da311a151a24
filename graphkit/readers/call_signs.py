"""Whether a text can hold a call of an agent at all: few do, and for the others nothing more is loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

_BYTES = (b"gent_type", b"gentType", b"Task(", b"Agent(", b"\nagent")
"""What a text must hold to be searched for calls, each by itself: one pattern for all is ten times slower."""


def may_call_text(text: str, plugins: Collection[str]) -> bool:
    """Return whether the text of an agent can hold a call: the word "agent" alone says nothing there."""
    # Most texts lack what several signs have in common; a single character is found, or not, in no time at all.
    may = ("gent" in text and ("gent_type" in text or "gentType" in text)) or (
        "(" in text and ("Task(" in text or "Agent(" in text)
    )
    return may or any(f"{plugin}:" in text for plugin in plugins)


def may_call(data: bytes, plugins: Collection[str] = ()) -> bool:
    """Return whether the bytes of a file can hold a call at all: a test before anything is decoded."""
    return any(sign in data for sign in _BYTES) or any(b"%b:" % plugin.encode() in data for plugin in plugins)
