"""Whatever people write into a selection, a comment or a configuration: an answer, or a GraphkitError, and no other."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from graphkit import pipeline, rules, triage
from graphkit.config import Config
from graphkit.config.keys import KEYS
from graphkit.config.load import load
from graphkit.model.findings import SIGN
from graphkit.readers import ignores
from graphkit.selection import Choice
from graphkit.support.errors import GraphkitError
from tests.unit.graphs import graph

TEAM = graph({"a": "senior", "b": None, "c c": "staff"}, [("a", "b"), ("b", "c c", "handoff")])
PIECES = st.sampled_from(
    ["a", "b", "c c", "+", "@", ",", " ", "\t", ":", '"', "'", "*", "[", "]", "[!", "?", "0", "12", "-", "\\", "level:", "rule:",
     "GK101", "cycle:", "changed:", "relation:", "escalation:", "path:", "tool:", "x", "\u0663", "\u00b2", "9" * 5000]
)  # fmt: skip
EXPRESSIONS = st.one_of(st.lists(PIECES, max_size=12).map("".join), st.text(max_size=40))

WORDS = st.sampled_from(
    ["---\n", "\n", "# ", "<!-- ", " -->", SIGN, " ignore", "-next", "-file", "-line", "[", "]", "GK101", "gk3", "missing-target",
     ",", " ", "-- why", "```\n", "~~~", "name: a\n", "x"]
)  # fmt: skip

VALUES = st.recursive(
    st.one_of(st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.text(max_size=8),
              st.sampled_from(["GK101", "error", "a/*", "[", "!", "forbidden", "level:x", "auto", "../x", "\0"])),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=6), inner, max_size=3)),
    max_leaves=6,
)  # fmt: skip
CONTRACT = st.fixed_dictionaries(
    {},
    optional=dict.fromkeys(("name", "kind", "from", "to", "layers", "groups", "direct", "skip", "relation", "message"), VALUES)
    | {"kind": st.sampled_from(["forbidden", "layers", "independence", "required", "protected", "acyclic"])},
)  # fmt: skip
RELATION = st.fixed_dictionaries(
    {}, optional=dict.fromkeys(("fields", "inverse", "symmetric", "acyclic", "rank", "color", "phrase"), VALUES)
)
ROWS = st.fixed_dictionaries(
    {},
    optional={key.name: VALUES for key in KEYS}
    | {
        "extend": VALUES,
        "contracts": st.one_of(VALUES, st.lists(CONTRACT, max_size=3)),
        "relations": st.one_of(VALUES, st.dictionaries(st.sampled_from(["escalation", "x"]), RELATION, max_size=2)),
    },
)


def toml(value: object) -> str:
    """Return a value as TOML writes it, tables in one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {toml(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    return json.dumps(value).replace("\x7f", "\\u007f")


@given(EXPRESSIONS)
@example("9" * 5000 + "+a")
@settings(deadline=None)
def test_a_selection_is_answered_or_refused(expression: str) -> None:
    """No text is too odd for `--select`."""
    with suppress(GraphkitError):
        assert pipeline.select_agents(TEAM, Config(), Choice(expression)) <= set(TEAM.agents)


@given(st.one_of(st.lists(WORDS, max_size=20).map("".join), st.text(max_size=80).map(lambda text: f"{SIGN}{text}")))
@settings(deadline=None)
def test_a_comment_never_stops_a_run(text: str) -> None:
    """An ignore that is written wrongly is a problem in the file, with a place within it."""
    found, problems = ignores.collect("agents/a.md", text)
    for span in (*(one.span for one in found), *(problem.span for problem in problems)):
        assert 1 <= span.line <= text.count("\n") + 1
        assert span.column >= 1


def _loaded(path: Path) -> None:
    """Load a configuration and use it, as a run does before it reads anything."""
    with suppress(GraphkitError):
        triage.policy(load(path), rules.catalogue(), "2026-01-01")


@given(ROWS)
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_a_configuration_is_taken_or_refused(tmp_path: Path, rows: dict[str, object]) -> None:
    """Any value at any key: settings, or sentences about all that is wrong."""
    file = tmp_path / "graphkit.toml"
    file.write_text("".join(f"{name} = {toml(value)}\n" for name, value in rows.items()), "utf-8", "surrogatepass")
    _loaded(file)


@given(st.binary(max_size=60))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_file_that_is_no_configuration_is_refused(tmp_path: Path, data: bytes) -> None:
    """Bytes of any kind."""
    file = tmp_path / "graphkit.toml"
    file.write_bytes(data)
    _loaded(file)


@pytest.mark.parametrize("text", ["a = " + "[" * 5000, f"max-depth = {'9' * 5000}"], ids=["deep", "long"])
def test_a_configuration_beyond_all_measure_is_refused(tmp_path: Path, text: str) -> None:
    """Nested too deeply, or a number too long for Python."""
    file = tmp_path / "graphkit.toml"
    file.write_text(text)
    with pytest.raises(GraphkitError):
        load(file)
