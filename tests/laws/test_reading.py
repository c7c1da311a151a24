"""Laws of reading: nothing raises, nothing valid is lost, PyYAML is the judge."""

from __future__ import annotations

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.model.values import Sequence
from graphkit.readers import front_matter, markdown_structure, yaml_line_shapes
from tests.laws.values import plain

NAMES = st.from_regex(r"[a-z][a-z_]{0,8}", fullmatch=True)
TEXTS = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn", "Co", "Zl", "Zp"]), max_size=12)
LEAVES = st.one_of(TEXTS, st.integers(), st.booleans(), st.none())
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(NAMES, inner, max_size=4)),
    max_leaves=12,
)


def written(value: object) -> object:
    """Return what the BaseLoader gives, with null as empty text."""
    if isinstance(value, dict):
        return {written(key): written(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [written(item) for item in value]
    return value


@given(st.dictionaries(NAMES, VALUES, min_size=1, max_size=5), st.booleans())
@settings(max_examples=200, deadline=None)
def test_valid_yaml_is_read_as_pyyaml_reads_it(data: dict[str, object], flow: bool) -> None:
    """Entry by entry gives what the whole gives: same keys, same values, no problem reported."""
    text = yaml.safe_dump(data, default_flow_style=flow or None, allow_unicode=True)
    if flow and not text.startswith("{"):
        text = yaml.safe_dump(data)
    expected = written(yaml.load(text, yaml.BaseLoader))
    entries, problems = front_matter.parse(text, 2, "a.md")
    assert isinstance(expected, dict)
    found = {key.text: plain(value) for key, value in entries}
    assert problems == ()
    assert set(found) == set(expected)
    for key, value in expected.items():
        if value not in ("null", "~"):
            assert _nulls(found[key]) == _nulls(value)


def _nulls(value: object) -> object:
    """Plain `null` is empty, which the BaseLoader gives as text."""
    if isinstance(value, dict):
        return {key: _nulls(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_nulls(item) for item in value]
    return "" if value in ("null", "~") else value


@given(st.text(max_size=300))
@settings(max_examples=400, deadline=None)
def test_no_text_makes_reading_raise(text: str) -> None:
    """Whatever stands in a file, it becomes entries and problems."""
    block = markdown_structure.front_matter(f"---\n{text}\n---\n")
    assert block is not None or not yaml_line_shapes.ENTRY.search(text)
    entries, problems = front_matter.parse(text, 1, "a.md")
    assert all(key.line >= 1 and key.column >= 1 for key, _ in entries)
    assert all(problem.span.line >= 1 and problem.span.column >= 1 for problem in problems)


@given(st.lists(NAMES, min_size=2, max_size=6, unique=True), st.data())
@settings(max_examples=100, deadline=None)
def test_a_broken_entry_costs_only_itself(keys: list[str], data: st.DataObject) -> None:
    """Break any one entry, and all the others are read as before."""
    victim = data.draw(st.sampled_from(keys))
    lines = [f"{key}: a: b" if key == victim else f"{key}: [x, y]" for key in keys]
    entries, problems = front_matter.parse("\n".join(lines) + "\n", 2, "a.md")
    assert {key.text for key, value in entries if isinstance(value, Sequence)} == set(keys) - {victim}
    assert [problem.span.line for problem in problems] == [2 + keys.index(victim)]
