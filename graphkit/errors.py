"""What can stop a run. Everything else travels as a finding."""

from __future__ import annotations


class GraphkitError(Exception):
    """The run cannot go on; the message is a sentence that says what to do about it."""


class UsageError(GraphkitError):
    """What was asked for makes no sense: a path that does not exist, an unknown format, a bad option."""


class NoAgentsError(GraphkitError):
    """Nothing that could be checked was found, so nothing may be called clean."""


class RenderError(GraphkitError):
    """A picture could not be drawn."""
