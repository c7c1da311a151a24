"""Text from definitions is untrusted: one function for each place that it can end up in."""

from __future__ import annotations

import re

from graphkit.support import invisible
from graphkit.support.patterns import pattern

_GAPS = pattern(r"[\t\r\n\x0b\x0c\x85\u2028\u2029]+")
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;"})
_FORMULA = tuple("=+-@\uff1d\uff0b\uff0d\uff20")
_MARKDOWN = pattern(r"([\\`*_{}\[\]()#+!|~$@:-])")
_WWW = pattern(r"\b(www)\.", re.IGNORECASE)
_COMMANDS = pattern(r"^(?P<blanks>\s*):(?=:)|#(?=#(?:vso|teamcity)?\[)")
"""Where a command of a CI log begins: `::` at the start of a line, after spaces too; `##[` and the like anywhere."""
_REFERENCES = pattern(r"(?<=[#!])(?=\w)|(?<=\bGH-)(?=\d)", re.IGNORECASE)
"""Where Git hosts see a reference to an issue or a merge request: `repo#12`, `!3`, `GH-26`."""
_HASHES = pattern("#(?=#)")
_TEAMCITY = pattern(r"([|'\[\]])")
_COMMENT = pattern(r"([\\<\[!])")
_CODE = pattern(r"[\w./@-](?:[\w ./:@-]*[\w./:@-])?")
_PLANTUML = pattern(r"[^\w .,@()-]|(?<=-)-|(?<=_)_|(?<=\.)\.", re.UNICODE)
_MERMAID = pattern(r"[^\w .,/@()-]", re.UNICODE)


def clean(text: str, limit: int = 1000) -> str:
    r"""Return one line in which every character is visible, cut to `limit`: what every other sink starts from.

    Line breaks and tabs become blanks; other controls and invisible characters become escapes (`\u200b`), so that a
    name cannot disguise itself. What an emoji or a script needs stays. What a CI service would take for a command of
    its log is parted.
    """
    plain = invisible.replaced(_GAPS.sub(" ", text[: limit * 4]), invisible.escaped)
    if "##" in plain or "::" in plain:
        plain = part_commands(plain)
    return plain if len(plain) <= limit else plain[: limit - 1] + "…"


def part_commands(text: str) -> str:
    """Return a line in which no log command begins: `# #vso[`, `: :error::`."""
    return _COMMANDS.sub(r"\g<0> ", text)


def json_text(document: str) -> str:
    """Return a JSON document in which no log command begins; its values stay the same."""
    return _HASHES.sub(r"\\u0023", document)


def terminal(text: str) -> str:
    """Show controls instead of sending them: an escape sequence in a name must not colour or clear the screen.

    The log of a CI service is a terminal too: there `::` at the start of a line and `##[` anywhere begin a command.
    """
    if "##" not in text and "::" not in text and invisible.is_plain(text):
        return text
    return invisible.replaced(_COMMANDS.sub(_visible_command, text), _visible)


def xml(text: str, limit: int = 1000) -> str:
    """Escape for text and quoted attributes of XML, SVG and HTML."""
    return clean(text, limit).translate(_ENTITIES)


def markdown(text: str, limit: int = 1000) -> str:
    """Escape so that nothing is markup, a link, a mention or HTML, in a table cell or elsewhere."""
    # GitHub looks for mentions and references in what is left after the escapes: a word joiner parts name and sign.
    plain = _REFERENCES.sub("\u2060", clean(text, limit))
    plain = plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _WWW.sub(r"\1\.", _MARKDOWN.sub(r"\\\1", plain).replace("@", "@\u2060"))


def markdown_code(text: str, limit: int = 1000) -> str:
    """Return a name as code where nothing in it has to be escaped, which code would show as it is; else as text."""
    is_plain = len(text) <= limit and _CODE.fullmatch(text) and not invisible.find(text)
    return f"`{text}`" if is_plain else markdown(text, limit)


def mermaid(text: str, limit: int = 200) -> str:
    """Escape for a quoted Mermaid label: whatever could end it or start markup becomes an entity code."""
    return _MERMAID.sub(lambda match: f"#{ord(match[0])};", clean(text, limit))


def dot(text: str, limit: int = 4000) -> str:
    r"""Escape for a DOT string that the `graphviz` package quotes: a backslash is live there (`\N`, `\G`, `\l`)."""
    return clean(text, limit).replace("\\", "\\\\")


def github(text: str, limit: int = 4000) -> str:
    """Escape for the message of a GitHub workflow command, and for lines of its log, in which `##[` begins another."""
    return _HASHES.sub("# ", clean(text, limit)).replace("%", "%25")


def github_property(text: str, limit: int = 1000) -> str:
    """Escape for a property (`file=`, `title=`) of a GitHub workflow command."""
    return github(text, limit).replace(":", "%3A").replace(",", "%2C")


def azure(text: str, limit: int = 4000) -> str:
    """Escape for the message of an Azure Pipelines logging command, in which `##[` and `##vso[` begin another."""
    return _HASHES.sub("# ", clean(text, limit)).replace("%", "%AZP25")


def azure_property(text: str, limit: int = 1000) -> str:
    """Escape for a property (`sourcepath=`) of an Azure Pipelines logging command."""
    return azure(text, limit).replace(";", "%3B").replace("]", "%5D")


def teamcity(text: str, limit: int = 4000) -> str:
    """Escape for a quoted value of a TeamCity service message; what is not ASCII goes by its number."""
    plain = _TEAMCITY.sub(r"|\1", clean(text, limit))
    return "".join(char if char.isascii() else _utf16(char) for char in plain)


def sarif(text: str, limit: int = 4000) -> str:
    """Escape for a SARIF message, in which `[text](target)` would be a link."""
    return clean(text, limit).replace("](", "] (")


def comment(text: str, limit: int = 4000) -> str:
    """Escape for a review comment that is also read as plain text: no mention, no HTML, no link, no picture."""
    return _COMMENT.sub(r"\\\1", _REFERENCES.sub("\u2060", clean(text, limit))).replace("@", "@\u2060")


def _utf16(char: str) -> str:
    units = char.encode("utf-16-be")
    return "".join(f"|0x{units[place : place + 2].hex()}" for place in range(0, len(units), 2))


def csv(text: str, limit: int = 32_000) -> str:
    """Keep a cell a text: a spreadsheet would run what begins with `=`, `+`, `-`, `@`, a tab or a line break."""
    plain = clean(text, limit)
    return f"'{plain}" if plain.lstrip()[:1] in _FORMULA else plain


def cypher(text: str, limit: int = 32_000) -> str:
    """Escape for a Cypher string between single quotes."""
    return clean(text, limit).replace("\\", "\\\\").replace("'", "\\'")


def d2(text: str, limit: int = 4000) -> str:
    """Escape for a double-quoted D2 string, in which a backslash, a quote and a dollar sign are live."""
    return re.sub(r'(["\\$])', r"\\\1", clean(text, limit))


def plantuml(text: str, limit: int = 1000) -> str:
    """Escape for a PlantUML label: whatever could be markup, a tag or a function becomes a code point."""
    return _PLANTUML.sub(lambda match: f"<U+{ord(match[0]):04X}>", clean(text, limit))


def toml(text: str) -> str:
    r"""Return a TOML string in its quotes, without `##`, which begins a command in the log of a CI service."""
    plain = text.encode("utf-8", "replace").decode()  # TOML has no lone surrogates
    quoted = _HASHES.sub(r"\\u0023", re.sub(r'(["\\])', r"\\\1", plain))
    return '"' + invisible.replaced(quoted, _toml) + '"'


def _toml(char: str) -> str:
    return f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}"


def field(text: str, limit: int = 32_000) -> str:
    """Return one field of a line whose fields are parted by tabs: `clean` leaves none in it."""
    return clean(text, limit)


def value(text: str, limit: int = 32_000) -> str:
    """Return a text for a document whose library escapes markup itself; what is invisible becomes an escape."""
    unbroken = text[:limit].replace("\r\n", "\n").replace("\r", "\n")
    shown = invisible.replaced(unbroken, lambda char: char if char in "\t\n" else invisible.escaped(char))
    return "\n".join(map(part_commands, shown.split("\n")))


def plot(text: str, limit: int = 60) -> str:
    """Escape for a label of a plot: `$` would begin mathematics."""
    return clean(text, limit).replace("$", r"\$")


def _visible_command(match: re.Match[str]) -> str:
    return f"{match['blanks'] or ''}\\x{ord(match[0][-1]):02x}"


def _visible(char: str) -> str:
    return " " if char in "\t\n" else invisible.escaped(char)
