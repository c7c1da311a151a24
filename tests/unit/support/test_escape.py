"""One function for each place that untrusted text can end up in."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.support import escape

NASTY = st.text(st.sampled_from("\r\n\x1b\x85\u2028\u202e%0ADazp|'[]#v\\:;,<>!@&]]>\ufffe\ud800é🤖 "), max_size=40)
SINKS = (
    escape.clean, escape.xml, escape.markdown, escape.mermaid, escape.dot, escape.github, escape.github_property,
    escape.azure, escape.azure_property, escape.teamcity, escape.sarif, escape.comment,
)  # fmt: skip


@pytest.mark.parametrize("sink", SINKS)
@given(text=NASTY)
def test_no_sink_passes_a_line_break_or_an_escape(sink: type[str], text: str) -> None:
    """Whatever a definition says stays on its line, and sends nothing to a terminal."""
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202e\ufffe\ud800-\udfff]", sink(text))


@given(NASTY)
def test_github_commands(text: str) -> None:
    """The runner decodes `%XX` and knows `::` and `##[`: it gets back the text, and no second command."""
    plain = escape.github(text)
    assert "##[" not in plain
    assert not re.search("%(?!25)", plain)
    assert not set(escape.github_property(text)) & set(":,")


@given(NASTY)
def test_azure_commands(text: str) -> None:
    """No `##vso[` or `##[` begins inside a message, and no property ends early."""
    assert "##" not in escape.azure(text)
    assert not re.search("%(?!AZP25)", escape.azure(text))
    assert not set(escape.azure_property(text)) & set(";]")


@given(NASTY)
def test_teamcity_values(text: str) -> None:
    """A quoted value cannot be closed: after the escapes are taken out no special character is left."""
    plain = escape.teamcity(text)
    assert plain.isascii()
    assert not set(re.sub(r"\|(0x[0-9a-f]{4}|.)", "", plain)) & set("|'[]")


def test_teamcity_writes_other_letters_by_number() -> None:
    """A letter beyond the first plane is two numbers, as Java counts."""
    assert escape.teamcity("é 🤖 it's [x]|") == "|0x00e9 |0xd83e|0xdd16 it|'s |[x|]||"


@given(NASTY)
def test_xml_text_can_be_parsed(text: str) -> None:
    """What is cleaned is legal in XML 1.0, `]]>` and characters that XML forbids included."""
    element = ElementTree.Element("x", a=escape.clean(text))
    element.text = escape.clean(text)
    assert ElementTree.fromstring(ElementTree.tostring(element)).text in (escape.clean(text), None)


def test_sarif_has_no_links() -> None:
    """`[text](target)` is the one thing that is live in a SARIF message."""
    assert escape.sarif("[a](b) [c] (d)") == "[a] (b) [c] (d)"


def test_comments_mention_nobody() -> None:
    """A review comment notifies nobody, links nowhere and holds no HTML, and can still be read as text."""
    assert (
        escape.comment("`a` asks @org/team <b> [x](y) ![p](q)") == "`a` asks @\u2060org/team \\<b> \\[x](y) \\!\\[p](q)"
    )


def test_a_log_is_a_terminal_too() -> None:
    """A name at the start of a line, or a source line that is quoted, gives no command to a CI service."""
    assert escape.terminal("::error::x") == "\\x3a:error::x"
    assert escape.terminal("a::b") == "a::b"
    assert escape.terminal("x ##[error] ##vso[a] ###teamcity[b] ## c") == (
        "x \\x23#[error] \\x23#vso[a] #\\x23#teamcity[b] ## c"
    )


@given(NASTY)
def test_what_is_inert_stays_as_it_is(text: str) -> None:
    """Escaping twice for a terminal is escaping once."""
    assert escape.terminal(escape.terminal(text)) == escape.terminal(text)
