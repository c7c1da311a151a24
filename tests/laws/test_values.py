"""Laws of JSON and TOML: the standard library is the judge of values, the text itself of places."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.model import toml_values
from graphkit.model.spans import InvalidTextError
from graphkit.model.values import Mapping, Scalar, Sequence, Value
from graphkit.readers import document_recovery, json_values
from tests.laws.values import plain

KEYS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=8)
LEAVES = st.one_of(st.text(st.characters(codec="utf-8"), max_size=10), st.integers(-(10**6), 10**6), st.booleans())
DOCUMENTS = st.dictionaries(
    KEYS,
    st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3)),
    max_size=4,
)


def written(value: object) -> object:
    """Return a value with every leaf as the text that stands for it."""
    if isinstance(value, dict):
        return {key: written(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [written(item) for item in value]
    return str(value).lower() if isinstance(value, bool) else str(value)


def toml(value: object) -> str:
    """Write a value as TOML, tables inline."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{quoted(key)} = {toml(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",\n ".join(map(toml, value)) + " ]"
    return quoted(value) if isinstance(value, str) else str(value).lower()


def quoted(text: str) -> str:
    """Write a text as a basic string of TOML."""
    return json.dumps(text).replace("\x7f", "\\u007f").encode("utf-16", "surrogatepass").decode("utf-16")


def leaves(value: Value) -> list[Scalar]:
    """Return every scalar of a value, keys included."""
    if isinstance(value, Scalar):
        return [value]
    if isinstance(value, Sequence):
        return [leaf for item in value.items for leaf in leaves(item)]
    return [leaf for key, inner in value.entries for leaf in (key, *leaves(inner))]


def stand_where_they_say(text: str, value: Value) -> bool:
    """Tell whether each scalar, read again from its place, is what it is."""
    lines = text.split("\n")
    cut = [(leaf, lines[leaf.line - 1][leaf.column - 1 :][: leaf.width]) for leaf in leaves(value)]
    return all((json.loads(piece) if leaf.quoted else piece) == leaf.text for leaf, piece in cut)


@given(DOCUMENTS, st.sampled_from([None, 1, "\t"]), st.booleans())
@settings(max_examples=100, deadline=None)
def test_json_is_read_as_the_standard_library_reads_it(
    data: dict[str, object], indent: int | str, ascii_: bool
) -> None:
    """Same keys, same values, and each at its place."""
    text = json.dumps(data, indent=indent, ensure_ascii=ascii_)
    value, failure, repeated = json_values.parse(text)
    assert (failure, repeated) == (None, [])
    assert plain(value) == written(data)
    assert stand_where_they_say(text, value)


@given(DOCUMENTS)
@settings(max_examples=100, deadline=None)
def test_toml_is_read_as_the_standard_library_reads_it(data: dict[str, object]) -> None:
    """Same keys, same values, and each at its place; here json.dumps escapes nothing that TOML does not know."""
    text = "".join(f"{quoted(key)} = {toml(value)}\n" for key, value in data.items())
    try:
        expected = tomllib.loads(text)
    except tomllib.TOMLDecodeError:  # a surrogate pair written as two escapes
        return
    assert plain(toml_values.parse(text)) == written(expected)


@given(st.text(st.sampled_from("{}[]\",:= \n\\a1.#'-/*"), max_size=40))
@settings(max_examples=200, deadline=None)
def test_nothing_raises_but_broken(text: str) -> None:
    """Whatever is in a file, it is read or said to be broken, at a place in it; both judge alike."""
    place, valid = json_flaw(text), is_valid(json.loads, text)
    assert place is None if valid else place is not None or LENIENT.search(text)
    assert place is None or 1 <= place <= text.count("\n") + 1
    place = toml_flaw(text)
    assert (place is None) == is_valid(tomllib.loads, text)
    assert place is None or 1 <= place <= text.count("\n") + 1
    toml_values.recover(text)


LENIENT = re.compile(r",\s*[\]}]|/")
"""What is read although the standard forbids it: trailing commas and comments."""


def is_valid(judge: Callable[[str], object], text: str) -> bool:
    """Tell whether the standard library takes a text."""
    try:
        judge(text)
    except ValueError:
        return False
    return True


def json_flaw(text: str) -> int | None:
    """Return the line of the first flaw of a JSON text, None if it has none."""
    failure = json_values.parse(text).failure
    return None if failure is None else failure.line


def toml_flaw(text: str) -> int | None:
    """Return the line at which a TOML text is said to be broken, None if it is read."""
    try:
        toml_values.parse(text)
    except InvalidTextError as error:
        return error.line
    return None


@given(
    st.lists(
        st.sampled_from(["a:", "  b: 1", "  c:", "    d: [", "    e: x: y", "- f", "# g", "", "  'h': |", "      i"])
    )
)
@settings(max_examples=120, deadline=None)
def test_what_is_saved_of_broken_yaml_stands_in_the_file(lines: list[str]) -> None:
    """Nothing raises; every key that is saved and every problem that is reported has its place."""
    found, problems = document_recovery.recover(lines, 1, "a.yaml")
    for leaf in leaves(Mapping(tuple(found), 1, 1)):
        assert 1 <= leaf.line <= len(lines)
        assert (
            lines[leaf.line - 1][leaf.column - 1 :].lstrip("'").startswith(next(iter(leaf.text.split()), ""))
            or leaf.quoted
        )
    assert all(1 <= problem.span.line <= len(lines) + 1 for problem in problems)
