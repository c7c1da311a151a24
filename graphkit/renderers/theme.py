"""Light and dark: every colour of the light picture has its counterpart on a dark page."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from graphkit.renderers.options import Theme

Tint: TypeAlias = Callable[[str], str]
"""Turns a colour of the light picture into the one to draw with."""

_DARK = {
    "#ffffff": "#0d1117", "#1f2937": "#e6edf3", "#6b7280": "#9ca3af", "#f3f4f6": "#262c36", "#f6f7f9": "#161b22",
    "#c44900": "#ff8a4c", "#111827": "#f8fafc",
    "#fff6da": "#3d3212", "#9a6d00": "#dcae4a", "#f8e4a0": "#584510", "#8a5a00": "#e8c06a",
    "#ddf3dc": "#10382d", "#00805c": "#3fc299", "#aedfc2": "#185543", "#00694c": "#5fd3ae",
    "#cde2f8": "#0d2a47", "#0072b2": "#5cb3ea", "#9fc6ef": "#1b4d7d", "#005a94": "#86c8f2",
    "#d3c4ee": "#493273", "#6a3d9a": "#b998ec", "#c0a9e3": "#584088", "#552a85": "#cdb4f4",
    "#1d4ed8": "#79a8ff", "#0f766e": "#2fc7b4", "#374151": "#cbd5e1", "#b91c9c": "#f27ad6", "#8b93a1": "#808a99",
    "#b0b7c3": "#4b5563", "#f9fafb": "#11161d",
    "#78716c": "#a8a29e", "#d9dde3": "#30363d", "#94a3b8": "#566072",
}  # fmt: skip
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}\b")
_TOWARDS_WHITE = 0.5


def light(colour: str) -> str:
    """Return the colour as it is."""
    return colour


def dark(colour: str) -> str:
    """Return what stands for a light colour on a dark page; a colour of the user's own becomes lighter."""
    known = _DARK.get(colour.lower())
    return known or (_lighter(colour) if _COLOUR.fullmatch(colour) else colour)


def tint(theme: Theme) -> Tint:
    """Return how a theme colours a picture that cannot change with its reader."""
    return dark if theme == "dark" else light


def style_sheet(svg: str) -> str:
    """Return the CSS that turns the colours which occur in an SVG dark for readers who prefer that.

    It finds colours both in attributes and in `style`, as Graphviz and matplotlib write them.
    """
    rules = []
    for colour in sorted(set(_COLOUR.findall(svg))):
        for name in ("fill", "stroke"):
            found = [f'[{name}="{colour}"]'] if f'{name}="{colour}"' in svg else []
            found += [f'[style*="{name}: {colour}"]'] if f"{name}: {colour}" in svg else []
            if found:
                rules.append(f"{','.join(found)}{{{name}:{dark(colour)}!important}}")
    return f"@media (prefers-color-scheme:dark){{{''.join(rules)}}}"


def _lighter(colour: str) -> str:
    parts = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(part + (255 - part) * _TOWARDS_WHITE):02x}" for part in parts)
