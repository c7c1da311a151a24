"""Many small ES modules become one script: a page from `file://` cannot import."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from graphkit.renderers.style import TONES
from graphkit.renderers.theme import dark

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_IMPORT = re.compile(r"^import \{[^}]*\} from \"\./([\w-]+)\.js\";\n", re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|const|class)\b)", re.MULTILINE)
_FIRST = "app"
_STYLES = ("base", "graph", "changes", "views", "print")


def folder() -> Traversable:
    """Return where modules, styles and the template lie."""
    return files(__package__)


@cache
def script() -> str:
    """Return all modules that `app.js` needs as one, each after what it imports; names are unique among them."""
    order: dict[str, str] = {}
    _collect(_FIRST, order)
    return "\n".join(_EXPORT.sub("", _IMPORT.sub("", text)) for text in order.values())


@cache
def style() -> str:
    """Return the style sheet; the tones of levels are those of the drawings."""
    return "\n".join([*(_text(f"{name}.css") for name in _STYLES), *map(_tone, range(len(TONES)))])


def _tone(number: int) -> str:
    fill, line = (f"light-dark({c.lower()}, {dark(c)})" for c in (TONES[number].fill, TONES[number].stroke))
    return (
        f".tone-{number} {{ --fill: {fill}; --line: {line}; }} "
        f".level.tone-{number} {{ background: var(--fill); border-color: var(--line); }}"
    )


def _collect(name: str, order: dict[str, str]) -> None:
    if name in order:
        return
    text = _text(f"{name}.js")
    for needed in _IMPORT.findall(text):
        _collect(needed, order)
    order.setdefault(name, text)


def _text(name: str) -> str:
    return (folder() / name).read_text(encoding="utf-8").replace("\r\n", "\n")
