"""The entries of a front matter. A broken entry costs that entry, never the file."""

from __future__ import annotations

import re
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from graphkit.model.definitions import Problem
from graphkit.model.spans import Span
from graphkit.model.values import Mapping, Scalar, Value
from graphkit.readers import simple_lines, simple_yaml
from graphkit.readers.simple_lines import OTHER, TEXT
from graphkit.readers.yaml_values import BrokenYamlError, Origin, compose

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence as Lines

    from graphkit.readers.simple_lines import Shape

KEY = re.compile(r"""^(?:"[^"\n]*"|'[^'\n]*'|<<|[^\W\d][\w$./ -]{0,60}?)[ \t]*:(?=[ \t]|$)""", re.MULTILINE)
"""A line at the left margin that begins a top-level entry."""

_INDENT = re.compile(r"^[ \t]*\t[ \t]*", re.MULTILINE)
_STRUCTURE = "[{|>&!'\""


_MIDLINE = "mapping values are not allowed"


class Entry(NamedTuple):
    """One `key: value` at the top level. `recovered` marks a value that is no YAML and was kept as plain text."""

    key: Scalar
    value: Value
    recovered: bool = False


_entry: Callable[[tuple[Scalar, Value, bool]], Entry] = partial(tuple.__new__, Entry)


class _Chunk(NamedTuple):
    """The lines of one entry, before they are parsed."""

    text: str
    line: int

    @property
    def key(self) -> str:
        return self.text.partition(":")[0].strip().strip("\"'")


def parse(text: str, first_line: int, path: str) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
    """Return every entry that can be parsed, and a problem for each that cannot.

    Each entry is parsed by itself; when one fails, the block as a whole is given a chance (anchors that are used
    across entries, quoted text that continues at the left margin) before that entry is called broken.
    """
    lines = text.split("\n")
    is_simple = text.endswith("\n") and not simple_lines.is_odd(text)
    simple = simple_yaml.Reader(lines, first_line) if is_simple else None
    starts = _starts(lines, text, simple.shapes if simple else None)
    if not starts:
        return (), ()
    problems = _stray(lines[: starts[0]], first_line, path) if starts[0] else []
    entries: list[Entry] = []
    broken: list[tuple[_Chunk, BrokenYamlError]] = []
    for start, end in pairwise([*starts, len(lines)]):
        known = simple.entry(start, end) if simple else None
        if known is not None:
            entries.append(_entry((*known, False)))
            continue
        chunk = _Chunk("\n".join(lines[start:end]) + ("\n" if end < len(lines) else ""), first_line + start)
        try:
            entries += _entries(chunk.text, chunk.line)
        except BrokenYamlError as error:
            broken.append((chunk, error))
    if broken:
        try:
            if _MIDLINE in broken[0][1].problem:  # the block as a whole breaks at the same place
                raise broken[0][1]
            entries, problems = _entries(text, first_line), []
        except BrokenYamlError:
            for chunk, cause in broken:
                entries += _recover(chunk, cause, problems, path, len(starts) - len(broken))
    if len({entry[0].text for entry in entries}) < len(entries) or "<<" in text or broken:
        entries = _merged(sorted(entries, key=lambda entry: (entry.key.line, entry.key.column)))
        return tuple(entries), (*problems, *_repeated(entries, path))
    return tuple(entries), tuple(problems)


def _starts(lines: Lines[str], text: str, shapes: Lines[Shape] | None) -> list[int]:
    """Return the indices of the lines at which the top-level entries begin."""
    if shapes is None:
        starts = [number for number, line in enumerate(lines) if _begins(line)]
    else:
        starts = [
            number
            for number, shape in enumerate(shapes)
            if (not shape[1] if shape[0] >= TEXT else shape[0] == OTHER and _begins(lines[number]))
        ]
    return starts or ([0] if text.lstrip().startswith("{") else [])


def _begins(line: str) -> bool:
    return bool(line and line[0] not in " -#" and (simple_lines.KEY.match(line) or KEY.match(line)))


def _stray(lines: Lines[str], first_line: int, path: str) -> list[Problem]:
    for number, line in enumerate(lines):
        if line.strip() and not line.lstrip().startswith("#"):
            span = Span(path, first_line + number, 1, len(line))
            message = "this text before the first `key:` was not read"
            return [Problem("invalid-front-matter", message, span, "Remove it.")]
    return []


def _entries(text: str, line: int) -> list[Entry]:
    value = compose(text, Origin(line))
    if value is None:
        return []
    if not isinstance(value, Mapping):
        raise BrokenYamlError("no mapping", line, 1)
    return [Entry(key, inner) for key, inner in value.entries]


def _recover(chunk: _Chunk, error: BrokenYamlError, problems: list[Problem], path: str, others: int) -> list[Entry]:
    """Keep what can be kept of a broken entry, and say so."""
    if "\t" in chunk.text:
        try:
            entries = _entries(_INDENT.sub(lambda indent: " " * len(indent[0]), chunk.text), chunk.line)
        except BrokenYamlError:
            pass  # tabs were not what is wrong with it
        else:
            span = _tab(chunk, path)
            message = f"`{chunk.key}` is indented with tabs, which YAML forbids; each was read as one blank"
            problems.append(Problem("invalid-front-matter", message, span, "Indent with blanks."))
            return entries
    kept = _as_text(chunk)
    cause, remedy = _explain(chunk, error)
    fate = "its value was kept as plain text" if kept else "this entry was not read"
    read = f", the other {others} entries were read" if others > 1 else ""
    message = f"`{chunk.key}` is not valid YAML: {cause}; {fate}{read}"
    problems.append(Problem("invalid-front-matter", message, Span(path, error.line, error.column), remedy))
    return kept


def _as_text(chunk: _Chunk) -> list[Entry]:
    key, _, rest = chunk.text.partition(":")
    value = " ".join(line.strip() for line in rest.split("\n") if line.strip())
    if not rest.partition("\n")[0].strip() or value[0] in _STRUCTURE or value.startswith("- "):
        return []
    column = len(key) + 2 + len(rest) - len(rest.lstrip())
    name = Scalar(chunk.key, chunk.line, 1, len(key))
    return [Entry(name, Scalar(value, chunk.line, column, quoted=True), recovered=True)]


def _explain(chunk: _Chunk, error: BrokenYamlError) -> tuple[str, str]:
    """Return cause and remedy in words, from the parser's own."""
    said = error.problem
    quote = f'Put the value in double quotes ({chunk.key}: "..."), or write it as a block: `{chunk.key}: >-`.'
    if _MIDLINE in said:
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


def _merged(entries: list[Entry]) -> list[Entry]:
    """Apply a merge key (`<<: *defaults`): its keys count where the front matter has none of its own."""
    own = {entry.key.text for entry in entries}
    result = []
    for entry in entries:
        if entry.key.text == "<<" and isinstance(entry.value, Mapping):
            result += [Entry(key, value) for key, value in entry.value.entries if key.text not in own]
        else:
            result.append(entry)
    return result


def _repeated(entries: list[Entry], path: str) -> list[Problem]:
    problems = []
    first: dict[str, Scalar] = {}
    for entry in entries:
        before = first.setdefault(entry.key.text, entry.key)
        if before is not entry.key:
            message = f"`{entry.key.text}` stands here a second time (first on line {before.line}); both were read"
            span = Span(path, entry.key.line, entry.key.column, entry.key.width)
            problems.append(Problem("invalid-front-matter", message, span, "Merge the two entries into one."))
    return problems


def _tab(chunk: _Chunk, path: str) -> Span:
    before = chunk.text[: chunk.text.index("\t")]
    return Span(path, chunk.line + before.count("\n"), len(before) - before.rfind("\n"))
