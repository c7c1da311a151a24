"""Light, dark, and what follows the reader."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from graphkit.renderers import FORMATS, RenderOptions, render
from graphkit.renderers.options import Theme, View
from graphkit.renderers.style import ALARM, EXTERNAL, GHOST, MUTED, OTHER_PEN, PAPER, PENS, TEXT, TONES, UNRANKED
from graphkit.renderers.theme import dark, light, style_sheet, tint
from tests.unit.renderers.pictures import team


def contrast(one: str, two: str) -> float:
    """Return the contrast of two colours as WCAG 2 defines it."""

    def brightness(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((brightness(one), brightness(two)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("shade", [light, dark])
def test_text_is_easy_to_read_in_every_box(shade: object) -> None:
    """At least 7:1 for names, 4.5:1 for what is muted, 3:1 for lines and borders."""
    assert callable(shade)
    paper = shade(PAPER)
    for paint in (*TONES, UNRANKED, GHOST, EXTERNAL):
        assert contrast(shade(TEXT), shade(paint.fill)) >= 7
        assert contrast(shade(paint.stroke), paper) >= 3
    assert contrast(shade(MUTED), paper) >= 4.5
    for colour in (ALARM, *(pen.colour for pen in PENS.values()), OTHER_PEN.colour):
        assert contrast(shade(colour), paper) >= 3


def test_colours_of_the_users_own_become_lighter() -> None:
    """A dark blue of the configuration would vanish on a dark page; what is no colour stays."""
    assert dark("#000080") == "#8080c0"
    assert dark("none") == "none"
    assert light("#000080") == "#000080"


def test_only_dark_is_drawn_dark() -> None:
    """`auto` is light until the reader prefers otherwise."""
    assert [tint(theme) for theme in ("light", "dark", "auto")] == [light, dark, light]


@pytest.mark.parametrize("view", ["graph", "matrix"])
def test_every_colour_has_its_counterpart(view: View) -> None:
    """A dark picture holds none of the light colours, and `auto` has a rule for each of them."""

    def drawn(theme: Theme) -> str:
        return render(team(), "svg", RenderOptions(engine="embedded", view=view, theme=theme)).decode()

    colours = set(re.findall(r"#[0-9a-f]{6}", drawn("light")))
    assert colours & set(re.findall(r"#[0-9a-f]{6}", drawn("dark"))) == set()
    sheet = ElementTree.fromstring(drawn("auto")).findtext("{http://www.w3.org/2000/svg}style") or ""
    assert sheet.startswith("@media (prefers-color-scheme:dark){")
    assert {colour for colour in colours if colour not in sheet} == set()
    assert "<style" not in drawn("light")


def test_rules_cover_attributes_and_styles() -> None:
    """Graphviz writes colours as attributes, matplotlib as styles."""
    sheet = style_sheet('<a fill="#ffffff" style="stroke: #1d4ed8"/>')
    assert '[fill="#ffffff"]{fill:#0d1117!important}' in sheet
    assert '[style*="stroke: #1d4ed8"]{stroke:#79a8ff!important}' in sheet


@pytest.mark.parametrize("fmt", ["png", "dot"])
def test_other_formats_are_dark_too(fmt: str) -> None:
    """A PNG and a DOT file take the colours that were asked for."""
    options = RenderOptions(engine="embedded", theme="dark")
    assert render(team(), fmt, options) != render(team(), fmt, replace(options, theme="light"))
    assert fmt in FORMATS
