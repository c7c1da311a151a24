"""Why YAML rejects a text: the kinds of flaws, what a finding says about each, and how to correct it."""

from __future__ import annotations

from typing import NamedTuple

from graphkit.model.definitions import Flaw, Problem
from graphkit.model.spans import Span

COLON = "colon"
RESERVED = "reserved-character"
AT_SIGN = "at-sign"
ALIAS = "alias"
UNINDENTED = "not-indented"
DEDENTED = "indented-less"
STRAY = "stray-text"
MISPLACED = "indentation"
OPEN_QUOTE = "open-quote"
AFTER_QUOTE = "text-after-quote"
ESCAPE = "escape"
OPEN_BRACKET = "open-bracket"
AFTER_BRACKET = "text-after-bracket"
COMMA = "missing-comma"
TABS = "tabs"
OTHER = "other"

_CAUSES = {
    COLON: "an unquoted value contains a colon followed by a space",
    RESERVED: "the value begins with a character that YAML reserves",
    ALIAS: "an unquoted `*` begins an alias",
    OPEN_QUOTE: "a quotation mark is opened and never closed",
    AFTER_QUOTE: "text follows the closing quotation mark",
    ESCAPE: "a backslash in double quotes begins an escape that YAML does not know",
    OPEN_BRACKET: "a bracket is opened and never closed",
    AFTER_BRACKET: "text follows the closing bracket",
    COMMA: "a comma is missing between two items",
}
_PARSER = (
    ("alias", _CAUSES[ALIAS]),
    ("cannot start any token", _CAUSES[RESERVED]),
    ("quoted scalar", _CAUSES[OPEN_QUOTE]),
    ("expected ',' or", "a bracket is opened and never closed, or a comma is missing"),
    ("mapping values are not allowed", _CAUSES[COLON]),
    ("':'", "a line is neither part of the value nor a new `key:`"),
    ("expected <block end>", "a line is neither part of the value nor a new `key:`"),
)
"""Words of the YAML parser, and what they mean."""


class Break(NamedTuple):
    """One flaw, the place that a finding shows, and whether the text is kept. `count` is how often it occurs."""

    flaw: Flaw
    line: int
    column: int
    width: int = 1
    text: str = ""
    count: int = 1


def problem(found: Break, path: str, others: int = 0) -> Problem:
    """Return the problem of a flaw; `others` are the entries beside it that are read."""
    message = _message(found) + (f", the other {others} entries are read" if others > 1 else "")
    span = Span(path, found.line, found.column, found.width)
    return Problem("invalid-front-matter", message, span, _remedy(found), flaw=found.flaw)


def _message(found: Break) -> str:
    kind, key = found.flaw.kind, f"`{found.flaw.key}`"
    more = f" and {found.count - 1} more line{'s' * (found.count > 2)}" if found.count > 1 else ""
    if kind == UNINDENTED:
        return f"line {found.line} is not indented, so it ends {key}; its text is kept"
    if kind == DEDENTED:
        return f"line {found.line} is indented less than the text above it, so it ends {key}; its text is kept"
    if kind == STRAY:
        below = f" of {key}" if found.flaw.key else ""
        return f"this text is neither a `key:` nor an entry{below}; it is not read"
    if kind == MISPLACED:
        verb = "are" if found.count > 1 else "is"
        return f"{key}{more} {verb} indented unlike the entries beside it; it is read as one of them"
    if kind == TABS:
        return f"{key}{more} {'are' if found.count > 1 else 'is'} indented with tabs, which YAML forbids; each is read as one space"
    if kind == AT_SIGN:
        return f"{key} contains an unquoted `@`, which YAML reserves; the names are read with it"
    what = "an item of " if found.flaw.in_list else ""
    return f"{what}{key} is not valid YAML: {_CAUSES[kind]}; {'its' if what else 'the'} text is kept"


def _remedy(found: Break) -> str:
    flaw = found.flaw
    if flaw.kind in (UNINDENTED, DEDENTED):
        lines = flaw.end_line - found.line + 1
        return "Indent it." if lines == 1 else f"Indent the lines {found.line} to {flaw.end_line}."
    if flaw.kind == STRAY:
        return "Remove it, or indent it below the entry that it belongs to."
    if flaw.kind == MISPLACED:
        return "Indent it like the entries beside it."
    if flaw.kind == TABS:
        return "Indent with spaces."
    if flaw.kind == AT_SIGN:
        return 'Put each such name in double quotes: "@name".'
    if flaw.kind == OPEN_BRACKET:
        return "Close the bracket."
    if flaw.kind == COMMA:
        return "Put a comma between the items."
    return _quote(found)


def _quote(found: Break) -> str:
    """Return how to quote a text: in quotation marks that it does not contain, or as a block."""
    flaw = found.flaw
    mark = '"' if not {'"', "\\"} & set(found.text) else "'" if "'" not in found.text else ""
    before = "- " if flaw.in_list else f"{flaw.key}: "
    what = "item" if flaw.in_list else "value"
    kind = "double" if mark == '"' else "single"
    block = f"Write the {what} as a block: `{before}>-`, with its text indented on the lines below."
    if not mark or flaw.end_line > flaw.line:
        return block
    quoted = f"Put the {what} in {kind} quotes: `{before}{mark}...{mark}`"
    return f"{quoted}." if flaw.in_list else f"{quoted}, or write it as a block: `{flaw.key}: >-`."


def lost(what: str, words: str, span: Span) -> Problem:
    """Return the problem of a part that could not be read at all, from the words of the parser."""
    cause = next((cause for sign, cause in _PARSER if sign in words and "itself" not in words), words)
    message = f"{what} is not valid YAML: {cause}; it is not read"
    return Problem("invalid-front-matter", message, span, "Correct it, or put its text in quotes.")
