"""Text that its format does not allow."""

from __future__ import annotations


class BrokenError(Exception):
    """What is wrong, in words that complete "this is not valid JSON: ...", and the place."""

    def __init__(self, problem: str, line: int, column: int) -> None:
        super().__init__(problem)
        self.problem, self.line, self.column = problem, line, column
