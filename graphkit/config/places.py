"""The lines of the keys of a configuration: tomllib gives no places, so they are looked for in the text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_KEY = r"""(?:[\w-]+|"[^"\n]*"|'[^'\n]*')"""
_PATH = rf"{_KEY}(?:[ \t]*\.[ \t]*{_KEY})*"
_STATEMENT = re.compile(rf"[ \t]*(?:(?P<table>\[\[?)[ \t]*(?P<name>{_PATH})[ \t]*\]|(?P<key>{_PATH})[ \t]*=)")
_TEXTS = (r'"""(?:\\.|[^\\])*?"{3,5}', r"'''.*?'{3,5}", r'"(?:\\.|[^"\\\n])*"', r"'[^'\n]*'")
_TOKEN = re.compile("|".join((*_TEXTS, r"#[^\n]*", r"[\[\]{}\n]")), re.DOTALL)


class Statement(NamedTuple):
    """One statement of a TOML file: its line, the path of what it sets or opens, and how a table was opened."""

    line: int
    path: tuple[str, ...]
    opens: str = ""


def statements(text: str) -> list[Statement]:
    """Return the statements of a valid TOML text, in order."""
    found: list[Statement] = []
    table: tuple[str, ...] = ()
    line, last = 1, 0
    for start in _starts(text):
        match = _STATEMENT.match(text, start)
        if match is None:
            continue
        line, last = line + text.count("\n", last, start), start
        if match["table"]:
            table = _parts(match["name"])
            found.append(Statement(line, table, match["table"]))
        else:
            found.append(Statement(line, (*table, *_parts(match["key"]))))
    return found


def line_of(path: Sequence[str], among: Sequence[Statement]) -> int | None:
    """Return the line where a key is first set or its table opened, or of an inline table that contains it."""
    wanted = tuple(path)
    return next((one.line for one in among if _speaks_of(one, wanted)), None)


def line_of_table(path: Sequence[str], number: int, among: Sequence[Statement]) -> int:
    """Return the line of one of the `[[path]]` tables, counted from 0; that of the key if they are written inline."""
    found = [one.line for one in among if one.opens == "[[" and one.path == tuple(path)]
    return found[number] if number < len(found) else line_of(path, among) or 1


def _speaks_of(one: Statement, wanted: tuple[str, ...]) -> bool:
    inside = one.path[: len(wanted)] == wanted
    return inside or (not one.opens and wanted[: len(one.path)] == one.path)


def _starts(text: str) -> Iterator[int]:
    """Yield where each statement or blank line begins: after a newline that is in no text, list or inline table."""
    depth = 0
    yield 0
    for token in _TOKEN.finditer(text):
        sign = token[0]
        depth += (sign in "[{") - (sign in "]}")
        if sign == "\n" and not depth:
            yield token.end()


def _parts(path: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in re.findall(_KEY, path))
