"""Why YAML rejects a text: the kinds of flaws, what a finding says about each, and how to correct it."""

from __future__ import annotations

from graphkit.model.definitions import Flaw, Problem
from graphkit.model.spans import Span
from graphkit.support.records import NamedTuple

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
    """What one finding is about: the flaws of one cause, the place that it shows, and the text that is kept."""

    flaws: tuple[Flaw, ...]
    line: int
    column: int
    text: str = ""
    in_brackets: bool = False

    @property
    def flaw(self) -> Flaw:
        """The first of them."""
        return self.flaws[0]


def problem(found: Break, path: str, others: int = 0) -> Problem:
    """Return the problem of a flaw; `others` are the entries beside it that are read."""
    message = _message(found) + (f", the other {others} entries are read" if others > 1 else "")
    span = Span(path, found.line, found.column)
    return Problem("invalid-front-matter", message, span, _remedy(found), flaws=found.flaws)


def _message(found: Break) -> str:
    kind, count = found.flaw.kind, len(found.flaws)
    key = f"`{found.flaw.key}`" if found.flaw.key else "the front matter"
    more = f" and {count - 1} more line{'s' * (count > 2)}" if count > 1 else ""
    verb = "are" if count > 1 else "is"
    match kind:
        case "not-indented":
            return f"line {found.line} is not indented, so it ends {key}; its text is kept"
        case "indented-less":
            return f"line {found.line} is indented less than the text above it, so it ends {key}; its text is kept"
        case "stray-text":
            return f"this text is neither a `key:` nor an entry{f' of {key}' * bool(found.flaw.key)}; it is not read"
        case "indentation":
            return f"{key}{more} {verb} indented unlike the entries beside it; it is read as one of them"
        case "tabs":
            return f"{key}{more} {verb} indented with tabs, which YAML forbids; each is read as one space"
        case "at-sign":
            return f"{key} contains an unquoted `@`, which YAML reserves; the names are read with it"
    what = f"an item of {key}" if found.flaw.in_list else key
    kept = "its items are read" if kind in (OPEN_BRACKET, COMMA) else "its text is kept"
    return f"{what} is not valid YAML: {_CAUSES[kind]}; {kept}"


_MARKS = {'"': "double", "'": "single"}
_REMEDIES = {
    STRAY: "Remove it, or indent it below the entry that it belongs to.",
    MISPLACED: "Indent it like the entries beside it.",
    TABS: "Indent with spaces.",
    AT_SIGN: 'Put each such name in double quotes: "@name".',
    OPEN_BRACKET: "Close the bracket.",
    COMMA: "Put a comma between the items.",
}


def _remedy(found: Break) -> str:
    flaw = found.flaw
    if flaw.kind in (UNINDENTED, DEDENTED):
        return "Indent it." if flaw.end_line == found.line else f"Indent the lines {found.line} to {flaw.end_line}."
    return _REMEDIES.get(flaw.kind) or _quote(found)


def _quote(found: Break) -> str:
    """Return how to quote a text: in quotation marks that it does not contain, or as a block."""
    flaw = found.flaw
    mark = '"' if not {'"', "\\"} & set(found.text) else "'" if "'" not in found.text else ""
    before = ("" if found.in_brackets else "- ") if flaw.in_list else f"{flaw.key}: "
    what = "item" if flaw.in_list else "value"
    if found.in_brackets:
        mark = mark or '"'
        return f"Put the {what} in {_MARKS[mark]} quotes: `{before}{mark}...{mark}`."
    if not mark or flaw.end_line > flaw.line:
        return f"Write the {what} as a block: `{before}>-`, with its text indented on the lines below."
    quoted = f"Put the {what} in {_MARKS[mark]} quotes: `{before}{mark}...{mark}`"
    return f"{quoted}." if flaw.in_list else f"{quoted}, or write it as a block: `{flaw.key}: >-`."


def lost(what: str, words: str, span: Span) -> Problem:
    """Return the problem of a part that could not be read at all, from the words of the parser."""
    cause = next((cause for sign, cause in _PARSER if sign in words and "itself" not in words), words)
    message = f"{what} is not valid YAML: {cause}; it is not read"
    return Problem("invalid-front-matter", message, span, "Correct it, or put its text in quotes.")


def more(count: int, last: Problem) -> Problem:
    """Return the problem that counts the flaws of a file that are not listed."""
    message = f"{count:,} more texts in this file are not valid YAML"
    return Problem("invalid-front-matter", message, last.span, "Fix those that are listed, and run graphkit again.")
