"""Relations in prose, on what people wrote: known facts, and a sample that was read by hand."""

from __future__ import annotations

import csv
import random
from pathlib import Path

import pytest

import graphkit as package
from graphkit.config import Config
from graphkit.model.graph import AgentGraph, Edge
from tests.integration.corpora import CORPORA, NINE, folders, graphkit

ONLY_PROSE = "claude-config/189-8cf006e-system-configs-claude-agents"
LARGE = "wild/VoltAgent__awesome-claude-code-subagents"
MAPS = "wild/Donchitos__Claude-Code-Game-Studios"
SAMPLE = Path(__file__).parent / "data" / "voltagent_prose_sample.csv"


def told(folder: str) -> AgentGraph:
    """Load a folder with its prose."""
    return package.load(CORPORA / folder, Config(prose=True))


def said(graph: AgentGraph, relation: str, *, inverse: bool = False) -> set[tuple[str, str]]:
    """Return the edges of which a body speaks, from the source's side or from the target's."""
    return {
        (edge.source, edge.target)
        for edge in graph.links(relation)
        for reference in edge.references
        if reference.prose and (reference.agent == edge.target) is inverse
    }


def test_headings_repeat_the_declared_escalations() -> None:
    """In the nine agents "Escalate to" gives exactly the 13 declared edges, "Receives Escalations From" 7 of the 10."""
    graph = told(NINE)
    fields = [
        (edge.source, edge.target, reference.field)
        for edge in graph.links("escalation")
        for reference in edge.references
        if not reference.prose
    ]
    assert said(graph, "escalation") == {(s, t) for s, t, field in fields if field == "escalation_to"}
    assert len(said(graph, "escalation")) == 13
    received = said(graph, "escalation", inverse=True)
    assert received < {(s, t) for s, t, field in fields if field == "escalation_from"}
    assert sorted(target for _, target in received) == [
        *["principal-architect"] * 3, *["product-strategy-expert"] * 2, *["project-orchestrator"] * 2,
    ]  # fmt: skip
    assert graph.counts()["escalation"] == 15, "prose adds no escalation that no field knows"


def test_an_own_title_names_nobody() -> None:
    """A Senior Mobile UI Designer is no UI Designer: of ui-designer, mobile-ui speaks in headings and lists only."""
    graph = told(NINE)
    lines = {
        reference.span.line
        for edge in graph.links()
        for reference in edge.references
        if reference.prose and reference.agent == "mobile-ui" and "ui-designer" in (edge.source, edge.target)
    }
    assert lines
    text = (CORPORA / NINE / "mobile-ui.md").read_text("utf-8").split("\n")
    assert all(text[line - 1].startswith(("#", "- ")) for line in lines)


def test_a_folder_that_knows_only_prose() -> None:
    """15 agents without any field: 12 parallel pairs and 4 others; "use x instead" below "When NOT to" is none."""
    graph = told(ONLY_PROSE)
    assert graph.counts() == {"parallel": 12, "workflow": 4}
    assert not package.load(CORPORA / ONLY_PROSE).edges
    assert ("architect", "code-reviewer") not in {(edge.source, edge.target) for edge in graph.edges}


def test_delegation_maps() -> None:
    """Lead and team agree: whom the lead programmer delegates to, and who reports to the lead programmer."""
    graph = told(MAPS)
    team = {edge.target for edge in graph.outgoing("lead-programmer", "delegation")}
    assert team >= {"ai-programmer", "engine-programmer", "gameplay-programmer", "network-programmer", "ui-programmer"}
    assert {edge.source for edge in graph.links("escalation") if edge.target == "qa-lead"} == {"qa-tester"}
    assert not set(graph.agents) - {end for edge in graph.links() for end in (edge.source, edge.target)}


def test_without_the_switch_it_is_named() -> None:
    """158 agents and not one field: a single finding, and the report, say where the relations are."""
    run = graphkit("check", LARGE, "--isolated")
    assert run.out.count("GK501") == 1
    assert "no field links any of the 158 agents" in run.out
    assert "--prose" in run.out
    assert "--prose" in graphkit("report", LARGE, "--isolated").out
    assert "--prose" in graphkit("report", LARGE, "--isolated", "--format", "markdown").out


def test_with_the_switch_each_agent_is_reported_once() -> None:
    """GK305 is bearable: at most one finding an agent, all of them info; nothing else comes of prose."""
    before, after = (
        [(f["code"], f["agents"]) for f in graphkit("check", LARGE, "--isolated", "--format", "json", *more).json["findings"]]
        for more in ((), ("--prose",))
    )  # fmt: skip
    speakers = [agents for code, agents in after if code == "GK305"]
    assert len(speakers) == len({tuple(agents) for agents in speakers}) > 140
    assert {code for code, _ in after} - {code for code, _ in before} == {"GK305"}


def drawn() -> list[Edge]:
    """Draw 60 edges that stand in prose only."""
    edges = [edge for edge in told(LARGE).links() if edge.prose]
    return random.Random(7).sample(edges, 60)


def test_the_sample_is_the_one_that_was_read() -> None:
    """The verdicts belong to the edges that are drawn today, at the lines where they stand today."""
    rows = []
    for edge in drawn():
        first = edge.references[0]
        path = first.span.path.partition(f"{LARGE}/")[2]
        both = "yes" if edge.symmetric else "no"
        rows.append(
            (edge.source, edge.target, edge.relation, edge.label or "", both, first.agent, path, str(first.span.line))
        )
    assert [tuple(row.values())[:8] for row in verdicts()] == rows


def test_the_sample_is_precise() -> None:
    """Read by hand: 95 % name another agent at least, and 90 % state that relation."""
    rows = verdicts()
    assert len(rows) == 60
    assert sum(row["names_agent"] == "yes" for row in rows) / 60 >= 0.95
    assert sum(row["states_relation"] == "yes" for row in rows) / 60 >= 0.90
    assert all(row["remark"] for row in rows if "no" in (row["names_agent"], row["states_relation"]))


def verdicts() -> list[dict[str, str]]:
    """Read the verdicts."""
    with SAMPLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("folder", folders() or ["(none)"])
def test_every_folder_with_prose(folder: str) -> None:
    """No traceback, exact places, no ghost that fields do not know, the same bytes for two hash seeds."""
    run = graphkit("report", folder, "--isolated", "--prose", "--format", "json")
    assert "Traceback" not in run.err
    assert graphkit("report", folder, "--isolated", "--prose", "--format", "json", seed="4711").out == run.out
    assert graphkit("report", folder, "--isolated", "--format", "json").json["ghosts"] == run.json["ghosts"]
    for edge in run.json["edges"]:
        for reference in edge["references"]:
            if reference.get("prose"):
                text = (CORPORA / reference["path"]).read_text(encoding="utf-8", errors="replace").split("\n")
                assert text[reference["line"] - 1][reference["column"] - 1 :].startswith(reference["text"])


@pytest.mark.parametrize(("name", "bar"), [("calls", 0.95), ("wording", 0.93)])
def test_lines_that_were_read_by_hand(name: str, bar: float) -> None:
    """100 lines of code-like calls and 100 of everyday wording, drawn with seed 14 in turn over repositories and corpora.

    Right is a line that tells its reader to start that agent, or that states that relation to it.
    """
    rows = judged(name)
    assert len(rows) == 100
    assert sum(row["right"] == "yes" for row in rows) / 100 >= bar
    assert all(row["remark"] for row in rows)


@pytest.mark.parametrize("name", ["calls", "wording"])
def test_what_was_right_is_still_read(name: str) -> None:
    """Of the judged lines in the corpora, those that were right give that relation today, and from that line."""
    rows = [row for row in judged(name) if row["right"] == "yes" and (CORPORA / row["repository"]).is_dir()]
    graphs = {
        folder: package.load(CORPORA / folder, Config(prose=True)) for folder in {row["repository"] for row in rows}
    }
    missing = []
    for row in rows:
        graph = graphs[row["repository"]]
        place = f"{row['repository']}/{row['path']}"
        lines = {
            (reference.span.path.rpartition(f"{row['repository']}/")[2], reference.span.line)
            for edge in graph.links(row["relation"].partition(" (")[0])
            for reference in edge.references
        }
        if (row["path"], int(row["line"])) not in lines:
            missing.append(place)
    assert rows
    assert missing == []


def judged(name: str) -> list[dict[str, str]]:
    """Read the verdicts of a sample."""
    with (SAMPLE.parent / f"{name}_sample.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
