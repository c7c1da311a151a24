"""What the page of a rule says, the same for the terminal and for the docs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.config.keys import KEYS
from graphkit.support import escape
from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from graphkit.model.findings import Rule

_ABOUT_IGNORES = ("GK901", "GK902")
_DOCS = {key.name: key.doc for key in KEYS}


class File(NamedTuple):
    """One file of an example, line by line."""

    name: str
    lines: tuple[str, ...]


class Way(NamedTuple):
    """One way to silence a rule: where it holds, what to write, and where to write it."""

    scope: str
    code: str
    place: str


def options(rule: Rule) -> list[tuple[str, str]]:
    """Return the keys of the configuration that a rule goes by, each with its meaning."""
    return [(name, _DOCS[name]) for name in rule.options]


def files(example: Mapping[str, str | bytes], config: str = "") -> Iterator[File]:
    """Yield the files of one side of an example; front matter is between its lines, a whole file as it is."""
    if config:
        yield File("graphkit.toml", _lines(config))
    for name, content in example.items():
        text = content if isinstance(content, str) else content.decode("utf-8", "backslashreplace")
        whole = "." in name
        yield File(name if whole else f"{name}.md", _lines(text) if whole else ("---", *_lines(text), "---"))


def ways(rule: Rule) -> tuple[Way, ...]:
    """Return how to silence a rule, the narrowest way first; what is about ignores cannot be ignored in a file."""
    everywhere = Way("Everywhere", f'ignore = ["{rule.code}"]', "in the configuration")
    if rule.code in _ABOUT_IGNORES:
        return (everywhere,)
    return (
        Way("Here", f"# graphkit: ignore[{rule.code}] why", "at the entry, or alone on the line above it"),
        Way(
            "In JSON",
            f'"$comment": "graphkit: ignore[{rule.code}] why"',
            "a key beside the entry, or a comment // at it",
        ),
        Way("In this file", f"<!-- graphkit: ignore-file[{rule.code}] why -->", "in the body"),
        everywhere,
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(escape.terminal(line).rstrip() for line in text.strip("\n").split("\n"))
