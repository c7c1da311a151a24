"""Markdown with YAML front matter: one agent a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.model.definitions import Problem, Reading, Skipped
from graphkit.model.spans import Span
from graphkit.readers import definition, front_matter, markdown_structure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.config import Config
    from graphkit.model.spans import Source
    from graphkit.readers.markdown_structure import Block


def read(source: Source, text: str, config: Config) -> Reading:
    """Return the agent of a file; a file without front matter is no agent."""
    block = markdown_structure.front_matter(text)
    inner = markdown_structure.definition_block(text)
    second = markdown_structure.second_block(text, block) if block is not None else None
    if block is None and inner is None:
        return Reading(skipped=Skipped(source.path, "no front matter"))
    blocks = [one for one in (block, second, inner) if one is not None]
    parsed = [front_matter.parse(one.text, one.first_line, source.path) for one in blocks]
    entries = parsed[0][0] if len(parsed) == 1 else tuple(entry for found, _ in parsed for entry in found)
    problems = tuple(problem for _, found in parsed for problem in found)
    if not entries and not problems and blocks[0].text.strip():
        return Reading(skipped=Skipped(source.path, "its front matter contains no `key: value` line"))
    is_sound = not problems  # each text that is recovered is one
    problems += tuple(_of_structure(source.path, block, second)) if block is not None else ()
    stem = definition.stem(source.path)
    first_line = block.first_line - 1 if block is not None else max(blocks[0].first_line - 1, 1)
    agent = definition.build(source, entries, stem, Span(source.path, first_line, 1, 3), config, is_sound=is_sound)
    return Reading((agent,), tuple([problem._replace(agent=agent.id) for problem in problems]))


def _of_structure(path: str, block: Block, second: Block | None) -> Iterator[Problem]:
    """Yield what is wrong with the lines that open and close the front matter."""
    top = Span(path, block.first_line - 1, 1, 3)
    if not block.closed:
        message = "the front matter is never closed; the lines up to the first that is no YAML are read"
        yield _problem(message, top, "Put a line `---` after its last entry.")
    if block.remark:
        message = "a line that opens or closes the front matter contains a comment; many tools accept only `---` there"
        yield _problem(message, top, "Move the comment to a line of its own.")
    if second is not None:
        closing = block.first_line + block.text.count("\n")
        cut = second.first_line - 1
        if not block.text.strip():
            message = (
                "the front matter is empty, and what follows it is read; other tools read no more than `---` and `---`"
            )
            yield _problem(message, top, "Remove the second of these two lines.")
        elif second.opened:
            message = "this second block of front matter is read; other tools read only the first"
            yield _problem(message, Span(path, cut, 1, 3), "Move its entries into the first block.")
        else:
            message = (
                "this line ends the front matter, and entries follow it; they are read, and other tools ignore them"
            )
            yield _problem(message, Span(path, closing, 1, 3), "Remove the line.")


def _problem(message: str, span: Span, hint: str) -> Problem:
    return Problem("invalid-front-matter", message, span, hint)
