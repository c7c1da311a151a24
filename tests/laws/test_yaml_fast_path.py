"""Laws of the short cut: where it answers at all, the parser gives the same values at the same places."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from graphkit.model.spans import InvalidTextError
from graphkit.model.values import Mapping, Scalar, Value
from graphkit.readers import yaml_fast_path, yaml_line_shapes
from graphkit.readers.yaml_values import Origin, compose

KEYS = st.sampled_from(["a", "key", "when to use", "null", "x.y", "ä", "to_b", "- a", "<<", "1", '"q"', "?", "a b "])
SCALARS = st.one_of(
    st.sampled_from([
        "x", "a-b", "two words", "a, b", "null", "~", "on", "3", "it's", "x:y", "a: b", "x:", ":x", "- x", "-x", "--- x", "...",
        "x #y", "x#y", "x  # why", "# no", "#no", '"q"', '"q: #"', "'s'", "'it''s'", '"\\t"', '""', "''", '"open', "'", '"a" b',
        "[]", "[ ]", "[a]", "[a, b ]", "[ a,b]", "[a, 'b', \"c\"]", "[a, ]", "[,]", "[a: b]", "[a:b]", "[B(x:*), c]", "[a:]",
        "[[a]]", "[a b, c]", "[null, ~]", "[a #b]", "[-a]", "[a", "{}", "{a: b}", "*a", "&a x", "!t x", "@a", "`a`", "%a", "|x",
        "|", "|-", ">", ">-", "|+", "|2", "> # c", "é", "名前", "a\xa0", "\xa0a", "=", "<<", "?x", "x  y", "x  ", "a\u200bb", "🙂 x",
    ]),
    st.text(st.sampled_from("ab :#-,[]{}'\"|>&*!?%@`.\\é"), max_size=8),
)  # fmt: skip
INDENTS = st.sampled_from(["", "", "  ", "  ", "    ", " ", "      "])
LINES = st.one_of(
    st.builds(lambda indent, key, text: f"{indent}{key}: {text}", INDENTS, KEYS, SCALARS),
    st.builds(lambda indent, key: f"{indent}{key}:", INDENTS, KEYS),
    st.builds(lambda indent, text: f"{indent}- {text}", INDENTS, SCALARS),
    st.builds(lambda indent, key, text: f"{indent}- {key}: {text}", INDENTS, KEYS, SCALARS),
    st.builds(lambda indent, text: f"{indent}{text}", INDENTS, SCALARS),
    st.sampled_from(["", "  ", "      ", "# c", "  # c", "-", "  -"]),
)
BLOCK_LINES = st.sampled_from(
    ["  x", "  y ", "   z", "    w", "", " ", "  ", "   ", "  # no comment", " # c", "# c", "  a: b", " v"]
)


@given(st.sampled_from(["a: ", "a:"]), st.one_of(st.just(""), SCALARS), st.lists(LINES, max_size=6))
@example("a:", "", ["  - k: 1", "    l:", "    - x", "  - m"])
@settings(max_examples=3000, deadline=None)
def test_the_short_cut_reads_what_the_parser_reads(key: str, text: str, lines: list[str]) -> None:
    """Values, lines, columns, widths and quotedness are equal; what the parser rejects gets no answer."""
    hold_against_the_parser([f"{key}{text}", *lines])


@given(st.sampled_from(["|", "|-", ">", ">-"]), st.lists(BLOCK_LINES, max_size=8), st.booleans())
@settings(max_examples=2000, deadline=None)
def test_block_texts_are_folded_as_the_parser_folds_them(style: str, lines: list[str], nested: bool) -> None:
    """Blank lines, deeper lines, comments and line ends of a text after `|` or `>` are the parser's."""
    if nested:
        hold_against_the_parser(["a:", f"  b: {style}", *(f"  {line}" for line in lines), "  c: d"])
    else:
        hold_against_the_parser([f"a: {style}", *lines])


@given(KEYS, SCALARS, SCALARS, st.lists(LINES, max_size=3))
@example("description", "Use it early", "when it is: late", [])
@settings(max_examples=3000, deadline=None)
def test_what_has_a_second_colon_is_refused_by_the_parser(key: str, text: str, more: str, lines: list[str]) -> None:
    """Whatever comes after it: there the parser need not be asked."""
    line = f"{key}: {text}: {more}"
    if yaml_line_shapes.has_second_colon(line):
        with pytest.raises(InvalidTextError, match="mapping values are not allowed"):
            compose("\n".join([line, *lines]) + "\n", Origin(1))


@pytest.mark.parametrize(
    "line",
    [
        "a: b",
        "a: b:c",
        "a: http://x",
        "a: 'b: c'",
        "a: [b: c]",
        "a: {b: c}",
        "a: b # c: d",
        "- a: b: c",
        "a: &x b: c",
        "a: |",
    ],
)
def test_what_the_parser_may_read_has_none(line: str) -> None:
    """Quotes, brackets, comments and signs of YAML are left to the parser."""
    assert not yaml_line_shapes.has_second_colon(line)


@given(
    st.lists(st.tuples(st.sampled_from(["name", "to", "from"]), st.sampled_from(["x", "[x, y]", "'z'"])), min_size=1)
)
@settings(max_examples=200, deadline=None)
def test_the_short_cut_answers_what_people_write(pairs: list[tuple[str, str]]) -> None:
    """It is there to be taken: simple entries never reach the parser."""
    for key, text in pairs:
        assert short_cut(f"{key}: {text}") is not None
        assert short_cut(f"{key}:", f"  - {text.strip('[]')}") is not None
        assert short_cut(f"{key}:", f"  {key}: {text}", "  more: |", "    words") is not None


def short_cut(*lines: str) -> tuple[Scalar, Value] | None:
    """Read one entry, whose first line is the seventh of its file; None if it does not fill all lines."""
    found, end = yaml_fast_path.Reader([*lines, ""], 7).entries(0)
    return found[0] if len(found) == 1 and end == len(lines) + 1 else None


def hold_against_the_parser(lines: list[str]) -> None:
    """Read the lines both ways; the parser may raise only where the short cut gives no answer."""
    text = "\n".join(lines) + "\n"
    if yaml_line_shapes.is_odd(text):
        return
    found = short_cut(*lines)
    if found is not None:
        whole = compose(text, Origin(7))
        assert isinstance(whole, Mapping)
        assert whole.entries == (found,)


@given(
    st.text(
        st.one_of(st.characters(), st.sampled_from("\t\x00\x1f\x7f\x85\x9f\u2028\u2029\ud800\ufeff\ufffe\n")),
        max_size=6,
    )
)
@settings(deadline=None)
def test_every_odd_character_is_noticed(text: str) -> None:
    """The quick look finds what a search finds: no text with a tab or a control takes the short cut."""
    odd = [
        *range(10),
        *range(0x0B, 0x20),
        *range(0x7F, 0xA0),
        0x2028,
        0x2029,
        *range(0xD800, 0xE000),
        0xFEFF,
        0xFFFE,
        0xFFFF,
    ]
    assert yaml_line_shapes.is_odd(text) == any(ord(character) in odd for character in text)
