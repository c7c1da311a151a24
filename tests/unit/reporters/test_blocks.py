"""Findings that belong together are one block: of one list that must change, of one missing name."""

from __future__ import annotations

from graphkit.model.findings import Omission, Severity
from graphkit.model.spans import Span
from graphkit.reporters import concise, json_v1, markdown, text
from graphkit.reporters.blocks import blocks
from graphkit.reporters.style import Style
from tests.unit.graphs import graph
from tests.unit.reporters.reports import finding, report

TEAM = graph(["a", "b", "c", "mate"], [("a", "gone"), ("b", "gone", "parallel"), ("gone", "c")], ("gone",))
LIST = Span("mate.md", 7, 1, 19)
PAIRS = tuple(
    finding(
        f"`{name}` runs with `mate`, which omits it", path=f"{name}.md", line=line, edges=((name, "mate", "parallel"),),
        agents=(name, "mate"), omission=Omission("mate", "parallel_compatible", LIST, name),
    )
    for line, name in enumerate("abc", 3)
)  # fmt: skip


def missing(agent: str, relation: str, severity: Severity, *, back: bool = False, line: int = 3) -> object:
    """Make a finding about the name that no agent defines."""
    edge = ("gone", agent, relation) if back else (agent, "gone", relation)
    return finding(
        f"`{agent}` names `gone`", path=f"{agent}.md", line=line, name="missing-target", agents=(agent,),
        edges=(edge,), severity=severity, hint="Did you mean `mate`?",
    )  # fmt: skip


def test_one_list_is_one_block() -> None:
    """The block is at the list, names what it omits, and shows the place of each pair."""
    (block,) = blocks(TEAM, PAIRS)
    assert block.message == "`parallel_compatible` of `mate` omits `a`, `b`, `c` (3)"
    assert block.span == LIST
    assert [str(label.span) for label in block.places] == ["a.md:3:1", "b.md:4:1", "c.md:5:1"]


def test_a_long_list_is_counted() -> None:
    """Eight names stand in the message, all of them in the places."""
    many = tuple(
        finding(line=line, omission=Omission("mate", "parallel_compatible", LIST, f"n{line}"), agents=("a", "mate"))
        for line in range(1, 15)
    )
    (block,) = blocks(TEAM, many)
    assert block.message.endswith("`n8`, ... (14)")
    assert len(block.places) == 14


def test_a_single_pair_stays_where_it_is() -> None:
    """One pair is shown at its own entry, in its own words."""
    (block,) = blocks(TEAM, PAIRS[:1])
    assert (block.message, str(block.span)) == (PAIRS[0].message, "a.md:3:1")


def test_one_missing_name_is_one_block() -> None:
    """The block has the severity of the worst, and says how each agent uses the name; hints are not repeated."""
    found = (
        missing("a", "parallel", Severity.WARNING),
        missing("b", "escalation", Severity.ERROR),
        missing("c", "escalation", Severity.ERROR, back=True),
    )
    (block,) = blocks(TEAM, found)  # type: ignore[arg-type]
    assert block.severity is Severity.ERROR
    assert block.message == "no agent defines `gone`, which is named by 3 agents"
    assert str(block.span) == "b.md:3:1"
    assert [label.message for label in block.places] == [
        "`a` runs in parallel with `gone` (warning)",
        "`c` receives escalations from `gone`",
    ]
    assert block.hint == "Did you mean `mate`?"


def test_only_text_and_markdown_have_blocks() -> None:
    """JSON and the concise format keep a pair each."""
    outcome = report(TEAM, *PAIRS)
    assert text.write(outcome, Style()).count("warning GK999") == 1
    assert markdown.write(outcome, Style()).count("| warning |") == 1
    assert concise.write(outcome, Style()).count("warning GK999") == 3
    assert len(json_v1.finding_rows(outcome)) == 3
