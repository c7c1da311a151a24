"""Markdown with YAML front matter: one agent a file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from graphkit.model.definitions import Problem, Reading, Skipped
from graphkit.model.spans import Span
from graphkit.readers import body, definition, front_matter

if TYPE_CHECKING:
    from graphkit.config import Config
    from graphkit.model.spans import Source

_OPENING = re.compile(r"\s*?^---[ \t]*$\n?", re.MULTILINE)
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_PART_OF_YAML = re.compile(r"(?:\s|#|-\s|$)")


class Block(NamedTuple):
    """The front matter's text, the line of its first line, and whether its end was marked."""

    text: str
    first_line: int
    closed: bool


def read(source: Source, text: str, config: Config) -> Reading:
    """Return the agent of a file; a file without front matter is no agent."""
    block = split(text)
    inner = body.find(text, source.path)
    if block is None and inner is None:
        return Reading(skipped=Skipped(source.path, "no front matter"))
    if block is None:
        block = Block("", inner.line if inner else 1, closed=True)
    entries, problems = front_matter.parse(block.text, block.first_line, source.path)
    if inner is not None:
        entries, problems = (*entries, *inner.entries), (*problems, *inner.problems)
    if not entries and not problems and block.text.strip():
        return Reading(problems=problems, skipped=Skipped(source.path, "its front matter holds no `key: value` line"))
    if not block.closed:
        problems = (*problems, _never_closed(source.path, block))
    stem = definition.stem(source.path)
    agent = definition.build(source, entries, stem, Span(source.path, block.first_line - 1, 1, 3), config)
    named = tuple(problem._replace(agent=agent.id) for problem in problems)
    return Reading((agent,), named)


def split(text: str) -> Block | None:
    """Find the block between two `---` lines at the top; `...` closes too. None if there is none.

    A block that is never closed ends where its lines stop looking like YAML.
    """
    opening = _OPENING.match(text)
    if opening is None:
        return None
    first_line = text.count("\n", 0, opening.end()) + 1
    closing = _closing(text, opening.end())
    if closing is not None:
        return Block(text[opening.end() : closing.start()], first_line, closed=True)
    lines: list[str] = []
    for line in text[opening.end() :].split("\n"):
        if not (_PART_OF_YAML.match(line) or front_matter.KEY.match(line)) or _is_heading(line, lines):
            break
        lines.append(line)
    block = Block("\n".join(lines), first_line, closed=False)
    return block if front_matter.KEY.search(block.text) else None


def _closing(text: str, start: int) -> re.Match[str] | None:
    """Find the line that closes; nearly always the first that begins with three dashes, which is found quickly."""
    dashes = text.find("\n---", start - 1)
    if dashes >= 0 and text.find("\n...", start - 1, dashes) < 0:
        found = _CLOSING.match(text, dashes + 1)
        if found:
            return found
    return _CLOSING.search(text, start)


def _is_heading(line: str, before: list[str]) -> bool:
    return line.startswith("#") and bool(before) and not before[-1].strip()


def _never_closed(path: str, block: Block) -> Problem:
    return Problem(
        "invalid-front-matter",
        "the front matter is never closed; the lines up to the first that is no YAML were read",
        Span(path, block.first_line - 1, 1, 3),
        "Put a line `---` after its last entry.",
    )
