"""Regular expressions that are compiled when they are first used: a run uses less than half of those that it loads."""

from __future__ import annotations

import re
from typing import Any, cast


def pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """Return what behaves as the compiled pattern; from its second use on it costs nothing more."""
    return cast("re.Pattern[str]", Later(text, flags))


class Later:
    """A pattern that is not compiled yet. A method that was used once is an attribute of it from then on."""

    def __init__(self, text: str, flags: int) -> None:
        self._text, self._flags = text, flags

    @property
    def compiled(self) -> re.Pattern[str]:
        """The pattern itself."""
        return re.compile(self._text, self._flags)

    def __getattr__(self, name: str) -> Any:
        found = getattr(self.compiled, name)
        setattr(self, name, found)
        return found
