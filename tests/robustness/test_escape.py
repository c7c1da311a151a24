"""One table: the same payloads through every sink of `graphkit.escape`; a new sink must be entered here."""

from __future__ import annotations

import csv
import inspect
import io
import json
import re
import tomllib
from collections.abc import Callable
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest

from graphkit.support import escape

PAYLOADS = (
    *("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</title><svg onload=alert(1)>", "]]>", "<!--", "-->", "&lt;b&gt;"),
    *("&#60;b&#62;", "' onclick='x", '" onclick="x', "javascript:alert(1)", "](javascript:alert(1))", "![x](http://evil/)", "[a](b)"),
    *("`code`", "**bold**", "_it_", "| cell |", "# head", "- item", "1. item", "> quote", "~~no~~", "@everyone", "www.evil.example"),
    *("https://evil.example", "$x^2$", "{{ jinja }}", "{% raw %}", "${shell}", "$(shell)", "`shell`", "; rm -rf /", "\\N", "\\G\\l", '\\"'),
    *("a\nb", "a\r\nb", "a\rb", "\ttab", "\x1b[31mred\x1b[0m", "\x1b]0;title\x07", "\x9b31m", "\0", "\x85", "a\u2028b", "\u202egnp.exe"),
    *("ab\u200bc", "\ufeffbom", "\u2066x\u2069", "\ud800", "\uffff", "=1+1", "+1", "-1", "@SUM(A1)", "::error::x", "%0A::error::x", "##vso[x]"),
    *("##[error]x", "##teamcity[x]", "a,b", "a;b", "a:b", "a|b", "a'b", 'a"b', "a]b", "x" * 100_000, "%s%n", "\\", "\\\\", "'); DROP", "end\nX"),
    *("x\u3164", "\uffa0y", "a\u115fb", "\u2800", "a\ufe0fb", "tag\U000e0041", "v\U000e0100", "c\u034fd", "soft\u00adhyphen", "\u180ex"),
)  # fmt: skip
assert len(set(PAYLOADS)) >= 50

INVISIBLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff"
    r"\u00ad\u034f\u115f\u180e\u2800\u3164\ufe0f\uffa0\U000e0041\U000e0100]"
)

Judge = Callable[[str, str], object]


def stays_text(written: str, payload: str) -> None:
    """XML and HTML: one text, no element, no attribute more than there was."""
    element = ElementTree.fromstring(f'<a b="{written}">{written}</a>'.replace("\uffff", ""))
    assert len(element) == 0
    assert list(element.attrib) == ["b"]
    tags: list[str] = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attrs: tags.append(f"{tag} {len(attrs)}")  # type: ignore[method-assign]
    parser.feed(f"<p>{written}</p><p title='{written}'></p><p title=\"{written}\"></p>")
    assert tags == ["p 0", "p 1", "p 1"]


def has_no_raw(*signs: str) -> Judge:
    """Return a judge: none of the signs stands without a backslash before it."""

    def judge(written: str, payload: str) -> None:
        bare = re.sub(r"\\.", "", written)
        assert not [sign for sign in signs if sign in bare]

    return judge


def is_one_line(written: str, payload: str) -> None:
    """No line of its own, so no command, no row, no record of its own."""
    assert "\n" not in written
    assert "\r" not in written


def shows_controls(written: str, payload: str) -> None:
    """Nothing that a terminal obeys."""
    assert "\x1b" not in written
    assert "\x9b" not in written
    is_one_line(written, payload)


def stays_a_label(written: str, payload: str) -> None:
    """Mermaid: nothing that could end a quoted label."""
    assert not set('"<>`;[]{}|\\') & set(re.sub(r"#\d+;", "", written))


def closes_no_string(written: str, payload: str) -> None:
    """DOT: the number of backslashes before the end is even, so that the closing quote closes."""
    assert (len(written) - len(written.rstrip("\\"))) % 2 == 0


def is_a_github_command(written: str, payload: str) -> None:
    """No `%` that is not written as `%25` (or a colon or a comma), so that no line can be made of it."""
    assert not re.search(r"%(?!25|3A|2C|0A|0D)", written)
    assert "##[" not in written


def is_azure(written: str, payload: str) -> None:
    """No logging command within the message."""
    assert "##[" not in written
    assert "##vso[" not in written


def is_teamcity(written: str, payload: str) -> None:
    """Quotes, brackets and bars only after a bar; plain ASCII."""
    assert written.isascii()
    assert not re.search(r"['\[\]]", re.sub(r"\|.", "", written))


def is_no_link(written: str, payload: str) -> None:
    """No `[text](target)`."""
    assert "](" not in written


def is_code_or_text(written: str, payload: str) -> None:
    """Markdown: as code only what has no sign of Markdown."""
    if written == f"`{payload}`":
        assert re.fullmatch(r"[\w ./:@-]+", payload)
    else:
        has_no_raw("`", "*", "[", "]", "<", "|", "@", "!", "#")(written, payload)


def pings_nobody(written: str, payload: str) -> None:
    """No mention and no markup in a review comment."""
    assert not re.search(r"@\w", written)
    has_no_raw("<", "[", "!")(written, payload)


def is_no_formula(written: str, payload: str) -> None:
    """CSV: a spreadsheet does not calculate the cell."""
    (row,) = csv.reader(io.StringIO(written if written.startswith('"') else f'"{written}"'))
    assert not row or not row[0].startswith(("=", "+", "-", "@"))


def closes_no_quotes(quote: str) -> Judge:
    """Quoted text: no live backslash, and no quote that would end it."""

    def judge(written: str, payload: str) -> None:
        assert quote not in re.sub(r"\\.", "", written)
        closes_no_string(written, payload)

    return judge


def substitutes_nothing(written: str, payload: str) -> None:
    """Dollar signs stand only behind a backslash."""
    assert "$" not in re.sub(r"\\.", "", written)


def is_xml_text(written: str, payload: str) -> None:
    """Whatever a library writes as XML comes back as it is."""
    element = ElementTree.Element("a")
    element.text = written
    assert (ElementTree.fromstring(ElementTree.tostring(element)).text or "") == written


def is_one_field(written: str, payload: str) -> None:
    """Neither a tab nor a line break."""
    assert not set("\t\r\n") & set(written)


def is_a_toml_string(written: str, payload: str) -> None:
    """TOML: a string in its quotes that reads as the payload, without a command for the log of a CI service."""
    read = tomllib.loads(f"x = {written}")["x"]
    assert read == payload.encode("utf-8", "replace").decode()
    assert "##" not in written


def begins_no_command(written: str, payload: str) -> None:
    """No logging command of a CI service."""
    assert "##" not in written or "##vso[" not in written
    assert not written.startswith("::")


def is_the_same_json(written: str, payload: str) -> None:
    """Keep the values of a JSON document, without a command in its text."""
    document = json.dumps(payload)
    assert json.loads(escape.json_text(document)) == payload
    assert "##" not in escape.json_text(document)


SINKS: dict[str, tuple[Judge, ...]] = {
    "clean": (is_one_line,),
    "terminal": (shows_controls,),
    "xml": (stays_text, is_one_line),
    "html": (stays_text, is_one_line),
    "markdown": (has_no_raw("`", "*", "[", "]", "<", "|", "@", "!", "#"), is_one_line),
    "markdown_code": (is_code_or_text, is_one_line),
    "mermaid": (stays_a_label, is_one_line),
    "dot": (closes_no_string, is_one_line),
    "github": (is_a_github_command, is_one_line),
    "github_property": (is_a_github_command, has_no_raw(":", ","), is_one_line),
    "azure": (is_azure, is_one_line),
    "azure_property": (is_azure, has_no_raw(";", "]"), is_one_line),
    "teamcity": (is_teamcity, is_one_line),
    "sarif": (is_no_link, is_one_line),
    "comment": (pings_nobody, is_one_line),
    "csv": (is_no_formula,),
    "cypher": (closes_no_quotes("'"), is_one_line),
    "d2": (closes_no_quotes('"'), substitutes_nothing, is_one_line),
    "plantuml": (has_no_raw('"', "`", "[", "]", "{", "|", "~", "*"), is_one_line),
    "plot": (substitutes_nothing, is_one_line),
    "field": (is_one_field, is_one_line),
    "toml": (is_a_toml_string, is_one_line),
    "json_text": (is_the_same_json,),
    "part_commands": (begins_no_command,),
    "value": (is_xml_text,),
}
"""What each sink promises."""

AS_WRITTEN = {"value", "json_text", "part_commands"}
"""Sinks that hand a text on to a library, which gives it back unchanged: nothing visible may be lost there."""


def functions() -> dict[str, Callable[[str], str]]:
    """Return every public function of the module."""
    return {
        name: function
        for name, function in inspect.getmembers(escape, inspect.isfunction)
        if not name.startswith("_") and function.__module__ == escape.__name__
    }


@pytest.mark.parametrize("sink", functions())
@pytest.mark.parametrize("payload", PAYLOADS, ids=lambda payload: ascii(payload[:20]))
def test_no_payload_means_anything_in_any_sink(sink: str, payload: str) -> None:
    """What a definition says is shown, and never obeyed."""
    assert sink in SINKS, f"enter what `{sink}` promises in the table"
    written = functions()[sink](payload)
    assert sink in AS_WRITTEN or not INVISIBLE.search(written)
    for judge in SINKS[sink]:
        judge(written, payload)


@pytest.mark.parametrize("sink", functions())
def test_a_long_text_is_cut_or_passed_on_quickly(sink: str) -> None:
    """No sink grows a text without bound: an entity for each character is the most."""
    payload = "<&\"'`|[" * 20_000
    assert len(functions()[sink](payload)) <= 10 * len(payload)
