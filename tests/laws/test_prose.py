"""Laws of prose: no text makes it raise, every place is exact, nothing else changes."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

import graphkit
from graphkit.config import Config
from graphkit.link.mentions import Names
from graphkit.model.findings import Finding
from graphkit.model.graph import AgentGraph
from graphkit.model.names import words
from graphkit.model.spans import Source
from graphkit.readers import data, data_prose
from graphkit.readers.prose import scan

TEAM = ("lead", "code-reviewer", "ui-designer", "Data Keeper")
WORDS = (
    *("escalate to", "Delegates", "to", "hand off to", "work with", "receive escalations from", "never", "and", "or"),
    *(
        "`lead`",
        "code-reviewer",
        "UI Designer",
        "@Data_Keeper",
        "[x](lead.md)",
        "**",
        "`",
        "(",
        ")",
        ",",
        ".",
        ":",
        "|",
    ),
    *(
        "\n",
        "\n\n",
        "\n- ",
        "\n  - ",
        "\n## Escalation\n",
        "\nCoordinates with:\n",
        "\n```\n",
        "<example>",
        "</example>",
    ),
    *("subagent_type=", "not", "İ", "ß", "\t", "tea"),
)
TEXTS = st.one_of(st.text(max_size=300), st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join))
FIELDS = st.lists(
    st.tuples(
        st.sampled_from(("escalation_to", "escalation_from", "parallel_compatible", "delegates_to", "receives_from")),
        st.lists(st.sampled_from((*TEAM, "nobody")), max_size=3),
    ),
    max_size=3,
    unique_by=lambda field: field[0],
)
MAY_CHANGE = {"GK305", "GK402", "GK501", "GK502"}
"""Findings about what nobody says; the others are about what fields say."""


@given(TEXTS, st.integers(1, 50))
@settings(max_examples=400, deadline=None)
def test_no_text_makes_it_raise_and_places_are_exact(text: str, line: int) -> None:
    """Whatever is written, each passage and each name in it stand where they are said to stand."""
    lines = text.split("\n")
    names = Names(words(name) for name in TEAM)
    for passage in scan(text, "a.md", line):
        assert "\n".join(lines[passage.span.line - line :])[passage.span.column - 1 :].startswith(passage.text)
        for alias, start, end in names.of(passage, frozenset()):
            span = passage.place(start, end)
            said = lines[span.line - line][span.column - 1 : span.column - 1 + span.width]
            assert said == passage.text[start:end]
            assert words(said) == alias or "](" in passage.text


@given(TEXTS, st.booleans())
@settings(max_examples=200, deadline=None)
def test_prompts_in_json_keep_their_places(text: str, ascii_only: bool) -> None:
    """Whatever is escaped, a name that is found stands in the file where it is said to stand."""
    written = json.dumps({"name": "me", "prompt": text}, ensure_ascii=ascii_only, indent=1)
    source = Source(".kiro/agents/me.json", "me.json", ".kiro/agents")
    reading = data_prose.enrich(source, written, data.read(source, written, Config(prose=True)))
    names = Names(words(name) for name in TEAM)
    lines = written.split("\n")
    for passage in reading.definitions[0].passages:
        for _, start, end in names.of(passage, frozenset()):
            span = passage.place(start, end)
            assert lines[span.line - 1][span.column - 1 : span.column - 1 + span.width] == passage.text[start:end]


def made(
    front: list[list[tuple[str, list[str]]]], bodies: list[str], *, prose: bool
) -> tuple[AgentGraph, list[Finding]]:
    """Write a team and return its graph and findings."""
    with tempfile.TemporaryDirectory() as folder:
        for name, fields, body in zip(TEAM, front, bodies, strict=True):
            head = "".join(f"{field}: [{', '.join(values)}]\n" for field, values in fields)
            text = f"---\nname: {name}\n{head}---\n{body}\n"
            Path(folder, f"{name}.md").write_text(text, encoding="utf-8", newline="", errors="surrogatepass")
        report = graphkit.check(folder, Config(prose=prose))
    return report.graph, list(report.live)


@given(st.lists(FIELDS, min_size=4, max_size=4), st.lists(TEXTS, min_size=4, max_size=4))
@settings(max_examples=100, deadline=None)
def test_prose_only_adds(front: list[list[tuple[str, list[str]]]], bodies: list[str]) -> None:
    """Reading prose adds edges between agents that exist and references to edges; ghosts and findings stay the same."""
    (plain, before), (told, after) = made(front, bodies, prose=False), made(front, bodies, prose=True)
    declared = {(e.source, e.target, e.relation, e.label): e.references for e in plain.edges}
    found = {
        (e.source, e.target, e.relation, e.label): tuple(r for r in e.references if not r.prose)
        for e in told.edges
        if not e.prose
    }
    assert len(found) == len(declared)
    assert {key: [r.span.line for r in references] for key, references in found.items()} == {
        key: [r.span.line for r in references] for key, references in declared.items()
    }
    assert plain.ghosts.keys() == told.ghosts.keys()
    assert all(edge.resolved and not edge.is_loop for edge in told.edges if edge.prose)
    kept = [sorted((f.code, f.message) for f in some if f.code not in MAY_CHANGE) for some in (before, after)]
    assert kept[0] == kept[1]
    orphans = [{agent for f in some if f.code == "GK501" for agent in f.agents} for some in (before, after)]
    assert orphans[1] <= orphans[0]
    assert not any(passage for agent in plain.agents.values() for passage in agent.passages)
