"""From a position in a text to line and column, and the error that names such a place."""

from __future__ import annotations

from bisect import bisect_right


class InvalidTextError(Exception):
    """Text that its format does not allow: what is wrong, in words that complete "not valid JSON: ...", and where."""

    def __init__(self, problem: str, line: int, column: int) -> None:
        super().__init__(problem)
        self.problem, self.line, self.column = problem, line, column


class LineIndex:
    """Where the lines of a text begin; lines and columns count from 1, in characters."""

    def __init__(self, text: str) -> None:
        self._starts = [0]
        at = text.find("\n")
        while at >= 0:
            self._starts.append(at + 1)
            at = text.find("\n", at + 1)

    def place(self, position: int) -> tuple[int, int]:
        """Return line and column of a position."""
        line = bisect_right(self._starts, position)
        return line, position - self._starts[line - 1] + 1
