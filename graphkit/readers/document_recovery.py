"""A YAML text that its parser rejects: only what is broken is lost, at any depth, and each flaw is a problem."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.model.spans import InvalidTextError, Span
from graphkit.model.values import Mapping, Scalar, Sequence, Value
from graphkit.readers import flaws, yaml_fast_path
from graphkit.readers.entry_keys import is_dialogue, is_prose, is_sentence, is_talk, key_at, name_of
from graphkit.readers.entry_recovery import Recovery
from graphkit.readers.repairs import MAX_BREAKS
from graphkit.readers.yaml_values import Origin, compose
from graphkit.support.patterns import pattern
from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from collections.abc import Sequence as Lines

    from graphkit.model.definitions import Problem
    from graphkit.model.values import Pair
    from graphkit.readers.yaml_values import Notes

DEPTH = 8
"""How deep entries are taken apart; below that a broken one is lost whole."""

_ANCHOR = pattern(r"&([^\s,\[\]{}]+)")
_EMPTY = ("", "|", ">", "|-", ">-", "|+", ">+")
_DASH = pattern(r"( *)-(?: |$)")


class _Block(NamedTuple):
    """The lines of one entry or item: its first line is `key:` or a dash, the others are indented more."""

    lines: list[str]
    line: int


def recover(
    lines: Lines[str], first_line: int, path: str, *, sound: frozenset[int] = frozenset(), others: int = 0,
    notes: Notes | None = None,
) -> tuple[list[Pair], list[Problem]]:  # fmt: skip
    """Return the entries of a broken mapping, and a problem for each flaw.

    Lines that are `sound` (their indices) are those of entries that can be parsed; `others` is their number.
    """
    sound = sound - _described(lines, sound)
    anchors = frozenset(name for line in lines if "&" in line for name in _ANCHOR.findall(line))
    repaired = Recovery(lines, first_line, anchors, sound)
    pieces = _Pieces(path, repaired.restored, notes)
    entries = _as_a_whole(repaired, first_line, notes)
    if entries is None:
        entries = pieces.entries(repaired.lines, first_line)
    reported = {found.line for found in repaired.breaks} | {found.flaw.line for found in repaired.breaks}
    problems = [flaws.problem(found, path, others) for found in sorted(repaired.breaks, key=_place)]
    problems += [one for one in pieces.problems if one.span.line not in reported]
    dropped = repaired.more + max(len(problems) - MAX_BREAKS, 0)
    return entries, problems[:MAX_BREAKS] + ([flaws.more(dropped, problems[-1])] if dropped else [])


def _as_a_whole(repaired: Recovery, first_line: int, notes: Notes | None) -> list[Pair] | None:
    simply = _simply(repaired, first_line)
    if simply is not None:
        return simply
    try:
        value = compose("\n".join(repaired.lines), Origin(first_line), repaired.restored, notes)
    except InvalidTextError:
        return None
    return list(value.entries) if isinstance(value, Mapping) else []


def _simply(repaired: Recovery, first_line: int) -> list[Pair] | None:
    """Return the entries of a text that is simple now that it is repaired: most are, and then no parser is asked."""
    simple = yaml_fast_path.reader(repaired.lines, first_line)
    if simple is None:
        return None
    entries, end = simple.entries(0)
    if end < len(repaired.lines) or simple.repeated:
        return None
    return [(repaired.restored(key), _restored(value, repaired.restored)) for key, value in entries]


def _restored(value: Value, restored: Callable[[Scalar], Scalar]) -> Value:
    if isinstance(value, Scalar):
        return restored(value)
    if isinstance(value, Sequence):
        return value._replace(items=tuple([_restored(item, restored) for item in value.items]))
    pairs = [(restored(key), _restored(inner, restored)) for key, inner in value.entries]
    return value._replace(entries=tuple(pairs))


def _described(lines: Lines[str], sound: frozenset[int]) -> set[int]:
    """Return the lines of a description that goes on at the left margin: they are not sound.

    A dialogue belongs to it, and a sentence below one that is empty.
    """
    start: int | None = None
    end = 0
    found: set[int] = set()
    for at, line in enumerate(lines):
        key = key_at(line) if line[:1] not in ("", " ", "#", "-") else None
        if key is None:
            continue
        empty = start is not None and lines[start].rpartition(":")[2].strip() in _EMPTY
        if start is not None and (is_talk(name_of(key)) or (empty and _is_text(name_of(key), at == start + 1))):
            found.update(range(max(start, end), at))
            end = at
        elif name_of(key) == "description":
            start = at
        else:
            start = None
    return found & sound


def goes_on(entries: Lines[Pair], lines: Lines[str], first_line: int) -> int:
    """Return how many entries of a text that is valid YAML are lines of a description, which go on at the margin."""
    for at, (key, _) in enumerate(entries):
        if key.text == "description":
            talk = _keys_while(is_talk, entries, at + 1)
            if is_dialogue(talk):
                return len(talk)
            is_block = lines[key.line - first_line].rpartition(":")[2].strip() in _EMPTY
            return len(_keys_while(is_sentence, entries, at + 1)) if is_block else 0
    return 0


def _keys_while(test: Callable[[str], bool], entries: Lines[Pair], start: int) -> list[str]:
    found = []
    for key, _ in entries[start:]:
        if not test(key.text):
            break
        found.append(key.text)
    return found


def _is_text(key: str, follows: bool) -> bool:
    """Return whether what looks like a key below an empty line or a block is text; `follows` says right below."""
    return is_prose(key) if follows else is_sentence(key)


def _place(found: flaws.Break) -> tuple[int, int]:
    return found.line, found.column


class _Pieces:
    """Takes a text apart by its indentation: what parses by itself is kept, and of the rest what is within it."""

    def __init__(self, path: str, restored: Callable[[Scalar], Scalar], notes: Notes | None) -> None:
        self.problems: list[Problem] = []
        self._path, self._restored, self._notes = path, restored, notes

    def entries(self, lines: Lines[str], line: int, depth: int = 0) -> list[Pair]:
        """Return the entries of a mapping that parse, and of broken ones what is below them."""
        found: list[Pair] = []
        for block in _blocks(lines, line, dashes=False):
            try:
                value = self._parsed(block)
            except InvalidTextError as error:
                key, rest = _head(block, self._restored)
                inner = None if rest or depth == DEPTH else self._inside(block, key, depth + 1)
                if inner is None:
                    self._lose(f"`{key.text}`", error)
                else:
                    found.append((key, inner))
            else:
                found += value.entries if isinstance(value, Mapping) else ()
        return found

    def _inside(self, block: _Block, key: Scalar, depth: int) -> Value | None:
        """Return what can be read below the key of a broken entry, a list or a mapping; None if that is nothing."""
        lines, line = block.lines[1:], block.line + 1
        first = next((text for text in lines if text.strip() and not text.lstrip().startswith("#")), "")
        dash = _DASH.match(first)
        before = len(self.problems)
        if dash is None:
            inner = self.entries(lines, line, depth)
            return Mapping(tuple(inner), block.line, key.column) if inner or len(self.problems) > before else None
        items: list[Value] = []
        for item in _blocks(lines, line, dashes=True):
            try:
                value = self._parsed(item)
            except InvalidTextError as error:
                kept = len(self.problems)
                entries = self.entries([item.lines[0].replace("-", " ", 1), *item.lines[1:]], item.line, depth + 1)
                if entries:
                    items.append(Mapping(tuple(entries), item.line, len(dash[1]) + 3))
                elif len(self.problems) == kept:
                    self._lose(f"an item of `{key.text}`", error)
            else:
                items += value.items if isinstance(value, Sequence) else ()
        return Sequence(tuple(items), line, len(dash[1]) + 1)

    def _parsed(self, block: _Block) -> Value | None:
        return compose("\n".join(block.lines), Origin(block.line), self._restored, self._notes)

    def _lose(self, what: str, error: InvalidTextError) -> None:
        self.problems.append(flaws.lost(what, error.problem, Span(self._path, error.line, error.column)))


def _blocks(lines: Lines[str], line: int, *, dashes: bool) -> Iterator[_Block]:
    """Yield the entries, or items, at the indentation of the first one; what is before it is none."""
    indent: int | None = None
    block: _Block | None = None
    for number, text in enumerate(lines, start=line):
        at = len(text) - len(text.lstrip(" "))
        begins = (indent is None or at == indent) and (
            _DASH.match(text) if dashes else key_at(text, at) if text[at : at + 1] != "#" else None
        )
        if begins:
            indent = at
            if block is not None:
                yield block
            block = _Block([text], number)
        elif block is not None:
            block.lines.append(text)
    if block is not None:
        yield block


def _head(block: _Block, restored: Callable[[Scalar], Scalar]) -> tuple[Scalar, str]:
    """Return the key of an entry, and what is on its line behind the colon, comments left out."""
    text = block.lines[0]
    start = len(text) - len(text.lstrip(" "))
    key = key_at(text, start)
    assert key is not None  # noqa: S101 - a block begins with a key
    rest = text[key.end() :]
    rest = "" if rest.startswith("#") else rest.partition(" #")[0].strip()
    return restored(Scalar(name_of(key), block.line, start + 1, len(key[1]))), rest
