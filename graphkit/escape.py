"""Text from definitions is untrusted: one function for each place that it can end up in."""

from __future__ import annotations

import html
import re
import unicodedata

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+!|~$@:-])")
_WWW = re.compile(r"\b(www)\.", re.IGNORECASE)
_PLANTUML = re.compile(r"[^\w .,@()-]|(?<=-)-|(?<=_)_|(?<=\.)\.", re.UNICODE)
_MERMAID = re.compile(r"[^\w .,/@()-]", re.UNICODE)


def clean(text: str, limit: int = 1000) -> str:
    """Return one line without invisible characters, cut to `limit`: what every other sink starts from.

    Line breaks and tabs become blanks; other controls, bidirectional overrides, zero-width characters and lone
    surrogates are dropped, so that a name cannot disguise itself.
    """
    plain = _CONTROLS.sub("", re.sub(r"[\t\r\n\x0b\x0c\x85\u2028\u2029]+", " ", text[: limit * 4]))
    return plain if len(plain) <= limit else plain[: limit - 1] + "…"


def terminal(text: str) -> str:
    """Show controls instead of sending them: an escape sequence in a name must not colour or clear the screen."""
    return _CONTROLS.sub(_visible, text)


def xml(text: str, limit: int = 1000) -> str:
    """Escape for text and quoted attributes of XML, SVG and HTML."""
    return html.escape(clean(text, limit), quote=True)


def markdown(text: str, limit: int = 1000) -> str:
    """Escape so that nothing is markup, a link, a mention or HTML, in a table cell or elsewhere."""
    plain = clean(text, limit).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _WWW.sub(r"\1\.", _MARKDOWN.sub(r"\\\1", plain))


def mermaid(text: str, limit: int = 200) -> str:
    """Escape for a quoted Mermaid label: whatever could end it or start markup becomes an entity code."""
    return _MERMAID.sub(lambda match: f"#{ord(match[0])};", clean(text, limit))


def dot(text: str, limit: int = 4000) -> str:
    r"""Escape for a DOT string that the `graphviz` package quotes: a backslash is live there (`\N`, `\G`, `\l`)."""
    return clean(text, limit).replace("\\", "\\\\")


def d2(text: str, limit: int = 1000) -> str:
    """Escape for a double-quoted D2 string, in which a backslash, a quote and a dollar sign are live."""
    return re.sub(r'(["\\$])', r"\\\1", clean(text, limit))


def plantuml(text: str, limit: int = 1000) -> str:
    """Escape for a PlantUML label: whatever could be markup, a tag or a function becomes a code point."""
    return _PLANTUML.sub(lambda match: f"<U+{ord(match[0]):04X}>", clean(text, limit))


def _visible(match: re.Match[str]) -> str:
    code = ord(match[0])
    if match[0] in "\t\n":
        return " "
    if unicodedata.category(match[0]) == "Cc":
        return f"\\x{code:02x}"
    return f"\\u{code:04x}"
