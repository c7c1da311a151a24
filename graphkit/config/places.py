"""Where the keys of a configuration stand: tomllib gives no places, so look for them where people write them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

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


def lines_of_keys(section: Sequence[str], names: Iterable[str], among: Iterable[Statement]) -> dict[str, int | None]:
    """Return the line where each key of a table is first set or its table opened, or of an inline table around it."""
    depth, above = len(section), tuple(section)
    found: dict[str, int] = {}
    around: int | None = None
    for one in among:
        if one.path[:depth] == above and len(one.path) > depth:
            found.setdefault(one.path[depth], one.line if around is None else around)
        elif around is None and not one.opens and one.path == above[: len(one.path)]:
            around = one.line
    return {name: found.get(name, around) for name in names}


def lines_of_tables(path: Sequence[str], count: int, among: Sequence[Statement]) -> list[int]:
    """Return the lines of some `[[path]]` tables; those that are written inline have the line of their key."""
    *section, last = path
    found = [one.line for one in among if one.opens == "[[" and one.path == tuple(path)][:count]
    return found + [lines_of_keys(section, [last], among)[last] or 1] * (count - len(found))


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
