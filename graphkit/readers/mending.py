"""What is kept of an entry that is no YAML, and how to say what is wrong with it."""

from __future__ import annotations

import re
from typing import NamedTuple

from graphkit.model.definitions import Problem
from graphkit.model.spans import Span
from graphkit.model.values import Scalar, Sequence, Value
from graphkit.readers.entries import Chunk, Entry, parsed
from graphkit.readers.yaml_values import BrokenYamlError

MIDLINE = "mapping values are not allowed"
"""The parser's words for a colon within a value."""

_TABS = re.compile(r"^[ \t-]*\t[ \t]*", re.MULTILINE)
_AT = re.compile(r"(^[ \t]*(?:- +)*|: +|[\[,{] *)@(?=[^\W\d])", re.MULTILINE)
_STAND_IN = "\ue000"
"""For private use in Unicode, and as wide as the `@` whose place it takes while the parser reads."""

_STRUCTURE = "[{|>&!'\""
_ITEM = re.compile(r"\s*- ")


class Mended(NamedTuple):
    """What could be read of a broken entry, and what was wrong with it."""

    entries: list[Entry]
    problem: Problem


def mend(chunk: Chunk, error: BrokenYamlError, path: str, others: int) -> Mended:
    """Keep what can be kept of a broken entry, and say so; `others` are the entries beside it that were read."""
    return _without_tabs(chunk, path) or _with_at_signs(chunk, error, path) or _as_text(chunk, error, path, others)


def _without_tabs(chunk: Chunk, path: str) -> Mended | None:
    if "\t" not in chunk.text:
        return None
    try:
        entries = parsed(chunk._replace(text=_TABS.sub(lambda indent: indent[0].replace("\t", " "), chunk.text)))
    except BrokenYamlError:
        return None  # tabs were not what is wrong with it
    message = f"`{chunk.key}` is indented with tabs, which YAML forbids; each was read as one blank"
    before = chunk.text[: chunk.text.index("\t")]
    span = Span(path, chunk.line + before.count("\n"), len(before) - before.rfind("\n"))
    return Mended(entries, _problem(message, span, "Indent with blanks."))


def _with_at_signs(chunk: Chunk, error: BrokenYamlError, path: str) -> Mended | None:
    if "@" not in chunk.text or _STAND_IN in chunk.text:
        return None
    try:
        entries = parsed(chunk._replace(text=_AT.sub(rf"\1{_STAND_IN}", chunk.text)))
    except BrokenYamlError:
        return None  # nor was that
    message = f"`{chunk.key}` holds an unquoted `@`, which YAML reserves; the names were read with it"
    span = Span(path, error.line, error.column)
    kept = [Entry(entry.key, _restored(entry.value)) for entry in entries]
    return Mended(kept, _problem(message, span, 'Put each such name in double quotes: "@name".'))


def _restored(value: Value) -> Value:
    if isinstance(value, Scalar):
        return value._replace(text=value.text.replace(_STAND_IN, "@"))
    if isinstance(value, Sequence):
        return value._replace(items=tuple(map(_restored, value.items)))
    return value._replace(
        entries=tuple((key._replace(text=key.text.replace(_STAND_IN, "@")), _restored(it)) for key, it in value.entries)
    )


def _as_text(chunk: Chunk, error: BrokenYamlError, path: str, others: int) -> Mended:
    kept = _text(chunk)
    cause, remedy = _explain(chunk, error)
    fate = "its value was kept as plain text" if kept else "this entry was not read"
    read = f", the other {others} entries were read" if others > 1 else ""
    message = f"`{chunk.key}` is not valid YAML: {cause}; {fate}{read}"
    return Mended(kept, _problem(message, Span(path, error.line, error.column), remedy))


def _text(chunk: Chunk) -> list[Entry]:
    key, _, rest = chunk.text.partition(":")
    value = " ".join(line.strip() for line in rest.split("\n") if line.strip())
    if not rest.partition("\n")[0].strip() or value[0] in _STRUCTURE or value.startswith("- "):
        return []
    column = len(key) + 2 + len(rest) - len(rest.lstrip())
    name = Scalar(chunk.key, chunk.line, 1, len(key))
    return [Entry(name, Scalar(value, chunk.line, column, quoted=True), recovered=True)]


def _explain(chunk: Chunk, error: BrokenYamlError) -> tuple[str, str]:
    """Return cause and remedy in words, from the parser's own."""
    said = error.problem
    quote = _quote(chunk, error.line)
    if MIDLINE in said:
        return "a colon followed by a blank stands inside an unquoted value", quote
    if "alias" in said and "itself" not in said:
        return "an unquoted `*` begins an alias", quote
    if "cannot start any token" in said:
        return "the value begins with a character that YAML reserves", quote
    if "quoted scalar" in said:
        return "a quotation mark is opened and never closed", "Close the quotation mark, or double it inside the text."
    if "expected ',' or" in said or "flow" in said:
        return "a bracket is opened and never closed, or a comma is missing", "Close the bracket."
    if "nested too deeply" in said or "itself" in said:
        return said, "Write the value out, with few levels."
    if "':'" in said or "expected <block end>" in said or "block mapping" in said:
        return "a line is neither part of the value nor a new `key:`", "Indent the line, or put the value in quotes."
    return said, quote


def _quote(chunk: Chunk, line: int) -> str:
    """Return what to put in quotes: an item of a list, or the value."""
    lines = chunk.text.split("\n")
    if _ITEM.match(lines[min(line - chunk.line, len(lines) - 1)]):
        return 'Put the item in double quotes: `- "..."`.'
    if lines[0].partition(":")[2].lstrip().startswith("["):
        return 'Put each such item in double quotes: `["...", "..."]`.'
    return f'Put the value in double quotes ({chunk.key}: "..."), or write it as a block: `{chunk.key}: >-`.'


def _problem(message: str, span: Span, hint: str) -> Problem:
    return Problem("invalid-front-matter", message, span, hint)
