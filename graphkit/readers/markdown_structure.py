"""The structure of a Markdown file: its front matter, a second block of it, and the YAML block of its body."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from graphkit import dialects
from graphkit.readers.entry_keys import is_known_field
from graphkit.readers.yaml_line_shapes import ENTRY
from graphkit.support.patterns import pattern
from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_OPENING = re.compile(r"\s*?^---[ \t]*(?:[ \t]#[^\n]*)?$\n?", re.MULTILINE)
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:[ \t]#[^\n]*)?$\n?", re.MULTILINE)
_PART_OF_YAML = pattern(r"(?:\s|#|-\s|$)")
_SLUG_KEY = re.compile(r"([a-z][\w-]*)[ \t]*:(?=\s|$)")
_FENCE = pattern(r"^ {0,3}(`{3,}|~{3,})([^\n]*)$", re.MULTILINE)
_BLANK = re.compile(r"(?:[ \t]*\n)*")
_YAML = pattern(r"ya?ml[ \t]*$")


class Block(NamedTuple):
    """Some YAML of a file: its text, the line of its first line, and where it begins and ends in the file.

    `after` is where the line that closes it ends. `closed` is whether there is such a line; `remark` whether the line
    that opens or closes it contains a comment, `opened` whether a line `---` opens it.
    """

    text: str
    first_line: int
    start: int
    end: int
    after: int
    closed: bool = True
    remark: bool = False
    opened: bool = True


def front_matter(text: str) -> Block | None:
    """Find the block between two `---` lines at the top; `...` closes too. None if there is none.

    A block that is never closed ends where its lines stop looking like YAML.
    """
    opening = _OPENING.match(text)
    if opening is None:
        return None
    start, remark = opening.end(), "#" in opening[0]
    first_line = text.count("\n", 0, start) + 1
    closing = _closing(text, start)
    if closing is not None:
        body = text[start : closing.start()]
        return Block(body, first_line, start, closing.start(), closing.end(), remark=remark or "#" in closing[0])
    block = _unclosed(text, start, first_line)
    return block if ENTRY.search(block.text) else None


def second_block(text: str, first: Block) -> Block | None:
    """Find what follows a front matter and is one too: a block of its own, or entries that a stray `---` cuts off.

    A rule between paragraphs is none, nor is a body that begins with a note: of entries that are cut off one at least
    must be a field that graphkit knows.
    """
    if not first.closed:
        return None
    start = _filled(text, first.after)
    opening = _OPENING.match(text, start)
    if opening is not None and opening.start() == start:
        start = opening.end()
    elif _SLUG_KEY.match(text, start) is None:
        return None
    known, filled, end = opening is not None or not first.text.strip(), False, start
    while end < len(text):
        after = text.find("\n", end) + 1 or len(text)
        line = text[end:after].rstrip("\n")
        if _CLOSING.fullmatch(line):
            found = _block(text, start, end, after)._replace(opened=opening is not None)
            return found if known and filled else None
        key = _SLUG_KEY.match(line)
        if key is None and line.strip() and not (filled and _PART_OF_YAML.match(line)):
            return None
        known = known or (key is not None and is_known_field(key[1]))
        filled = filled or key is not None
        end = after
    return None


def definition_block(text: str) -> Block | None:
    """Return the first YAML block of a body that contains a definition, as some dialect writes it, or None."""
    if "`" not in text or "```y" not in text:
        return None
    for info, start, end, after in fences(text):
        if _YAML.match(info) and end < after and any(mark.search(text, start, end) for mark in _marks()):
            return _block(text, start, end, after)
    return None


def fences(text: str, start: int = 0) -> Iterator[tuple[str, int, int, int]]:
    """Yield what follows the marks of each code block, where its text begins and ends, and where its end mark ends."""
    opened: re.Match[str] | None = None
    for mark in _FENCE.finditer(text, start):
        if opened is None:
            opened = mark if mark[1][0] == "~" or "`" not in mark[2] else None
        elif mark[1].startswith(opened[1]) and not mark[2].strip():
            yield opened[2].strip(), min(opened.end() + 1, len(text)), mark.start(), mark.end()
            opened = None
    if opened is not None:
        yield opened[2].strip(), min(opened.end() + 1, len(text)), len(text), len(text)


def _block(text: str, start: int, end: int, after: int) -> Block:
    return Block(text[start:end], text.count("\n", 0, start) + 1, start, end, after)


def _closing(text: str, start: int) -> re.Match[str] | None:
    """Find the line that closes; nearly always the first that begins with three dashes, which is found quickly."""
    dashes = text.find("\n---", start - 1)
    if dashes >= 0 and text.find("\n...", start - 1, dashes) < 0:
        found = _CLOSING.match(text, dashes + 1)
        if found:
            return found
    return _CLOSING.search(text, start)


def _unclosed(text: str, start: int, first_line: int) -> Block:
    lines: list[str] = []
    for line in text[start:].split("\n"):
        is_heading = line.startswith("#") and bool(lines) and not lines[-1].strip()
        if is_heading or not (_PART_OF_YAML.match(line) or ENTRY.match(line)):
            break
        lines.append(line)
    body = "\n".join(lines)
    return Block(body, first_line, start, start + len(body), start + len(body), closed=False)


def _filled(text: str, start: int) -> int:
    """Return where the first line begins, from a place on, that is not blank."""
    blank = _BLANK.match(text, start)
    return blank.end() if blank else start


@cache
def _marks() -> tuple[re.Pattern[str], ...]:
    patterns = {dialect.body for dialect in dialects.known().values() if dialect.body}
    return tuple(re.compile(pattern, re.MULTILINE) for pattern in sorted(patterns))
