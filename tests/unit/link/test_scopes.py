"""Several worlds in one repository: who can be named from where."""

from __future__ import annotations

from typing import TYPE_CHECKING

import graphkit
from graphkit.config import Config
from graphkit.link.scopes import merged
from tests.unit.folders import edges, load, write
from tests.unit.link.made import connection, definition

if TYPE_CHECKING:
    from pathlib import Path

    from graphkit.model.report import Report

TWINS: dict[str, str | bytes] = {
    ".claude/agents/lead": "escalation_to: []\ndescription: d",
    ".claude/agents/dev": "escalation_to: lead\ndescription: d",
    ".opencode/agent/lead": "escalation_to: []\ndescription: d",
    ".opencode/agent/dev": "escalation_to: lead\ndescription: d",
    ".opencode/agent/extra": "escalation_to: lead\ndescription: d",
}


def codes(report: Report) -> set[str]:
    """Return the codes of what was found."""
    return {finding.code for finding in report.live}


def test_twins_of_several_tools_are_no_duplicates(tmp_path: Path) -> None:
    """One agent in `.claude` and in `.opencode` is one for each tool, and names mean those of the same tool."""
    report = graphkit.check(write(tmp_path, TWINS))
    assert codes(report) == set()
    assert len(report.graph.agents) == 5
    for edge in report.graph.edges:
        ends = [report.graph.agents[end] for end in (edge.source, edge.target)]
        assert ends[0].root == ends[1].root


def test_tools_do_not_see_each_other(tmp_path: Path) -> None:
    """A name that only another tool's folder defines is missing: this tool would not find it either."""
    report = graphkit.check(write(tmp_path, {**TWINS, ".claude/agents/dev": "escalation_to: extra"}))
    (ghost,) = report.graph.ghosts.values()
    assert ghost.name == "extra"
    assert ghost.id not in report.graph.agents
    assert "GK101" in codes(report)


def test_merge_makes_one_graph(tmp_path: Path) -> None:
    """Then the twins are duplicates, and every name is known everywhere."""
    folder = write(tmp_path, {**TWINS, ".claude/agents/dev": "escalation_to: extra"})
    report = graphkit.check(folder, Config(merge=True))
    assert not report.graph.ghosts
    assert "GK102" in codes(report)
    assert len({agent.root for agent in report.graph.agents.values()}) == 1


def test_what_is_merged_is_in_the_folder_that_all_have_in_common() -> None:
    """Agents and connections; `.` where they have none."""
    agents = [definition(f"web/teams/{team}/agents/a.md") for team in ("one", "two")]
    found, links = merged(agents, [connection("a", "a")])
    assert [one.root for one in found] == [link.root for link in links] * 2 == ["web/teams", "web/teams"]
    found, _ = merged([definition("web/a.md"), definition("api/a.md")], [])
    assert [one.root for one in found] == [".", "."]
    found, _ = merged([definition("web/a.md"), definition("web/b.md")], [])
    assert [one.root for one in found] == ["web", "web"]
    found, _ = merged([definition("x/web/a.md"), definition("y/web/b.md")], [])
    assert [one.root for one in found] == [".", "."]


def test_plain_folders_are_one_world(tmp_path: Path) -> None:
    """Two teams of one project may name each other; the own team goes first."""
    files: dict[str, str | bytes] = {
        "front/agents/ui": "escalation_to: [lead, architect]",
        "front/agents/lead": "name: lead\ndescription: x",
        "back/agents/lead": "name: lead\ndescription: x",
        "shared/agents/architect": "name: architect\ndescription: x",
    }
    graph = load(tmp_path, files)
    targets = {graph.agents[target].path.rpartition("/agents/")[0][-6:] for _, target in edges(graph, "escalation")}
    assert targets == {"/front", "shared"}


def test_a_qualified_name_means_the_agent_of_that_plugin(tmp_path: Path) -> None:
    """`plugin/agent` and `plugin:agent` look below the plugin's folder, and nowhere else."""
    files: dict[str, str | bytes] = {
        "plugins/bread/agents/baker": "works_with: [cake/baker, 'cake:icer', pie/baker]",
        "plugins/cake/agents/baker": "name: baker\ndescription: x",
        "plugins/cake/agents/icer": "name: icer\ndescription: x",
    }
    graph = load(tmp_path, files)
    assert [ghost.id for ghost in graph.ghosts.values()] == ["pie/baker"]
    others = {graph.agents[edge.other(edge.references[0].agent)].path[-20:] for edge in graph.links()}
    assert others == {"cake/agents/baker.md", "/cake/agents/icer.md"}


def test_phrases_stay_in_their_world(tmp_path: Path) -> None:
    """A workflow phrase names agents of the same tool."""
    phrase = "workflow_integration: [hands_over_to_tester]"
    graph = load(tmp_path, {".claude/agents/dev": phrase, ".opencode/agent/tester": "role: x"})
    assert graph.edges == ()


def test_levels_are_those_of_the_dialects_in_use(tmp_path: Path) -> None:
    """Numbers, 0 the highest, where agents have numbers; what the configuration says goes before."""
    files: dict[str, str | bytes] = {"a": "level: 0\ndelegates_to: [b]", "b": "level: 2", "c": "role: x"}
    graph = load(tmp_path, files)
    assert graph.levels == ("2", "1", "0")
    assert (graph.rank("b"), graph.rank("a"), graph.rank("c")) == (0, 2, None)
    told = graphkit.load(tmp_path, Config(levels=("0", "1", "2")))
    assert told.rank("b") == 2
    assert load(tmp_path / "words", {"a": "specialization_level: staff"}).levels == Config().levels
