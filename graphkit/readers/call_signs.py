"""Whether a text can hold a call of an agent at all: few do, and for the others nothing more is loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

SIGNS = ("gent_type", "gentType", "Task(", "Agent(")
"""What a text must hold to be searched for calls, each by itself: one pattern for all is ten times slower."""
_BYTES = (*(sign.encode() for sign in SIGNS), b"\nagent")


def may_call_text(text: str, plugins: Collection[str]) -> bool:
    """Return whether the text of an agent can hold a call: the word "agent" alone says nothing there."""
    return any(sign in text for sign in SIGNS) or any(f"{plugin}:" in text for plugin in plugins)


def may_call(data: bytes, plugins: Collection[str] = ()) -> bool:
    """Return whether the bytes of a file can hold a call at all: a test before anything is decoded."""
    return any(sign in data for sign in _BYTES) or any(b"%b:" % plugin.encode() in data for plugin in plugins)
