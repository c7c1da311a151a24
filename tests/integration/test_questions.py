"""Questions about real teams; the answers about the nine agents were worked out by hand from their files."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import networkx as nx

import graphkit
from graphkit.analysis.agent_profile import AgentProfile
from graphkit.analysis.groups import mutual
from graphkit.renderers.plots import metrics_plots
from tests.integration.corpora import CORPORA, FORTY_ONE, NESTED, NINE, NINETEEN
from tests.integration.corpora import graphkit as run

VOLTAGENT = "wild/VoltAgent__awesome-claude-code-subagents"
PNG = b"\x89PNG\r\n\x1a\n"


def test_impact_of_the_principal_architect() -> None:
    """What breaks without principal-architect, by hand.

    Escalation (see test_nine_agents): backend-staff, debugger, mobile-ui, product-strategy-expert,
    project-orchestrator and ui-designer name it in `escalation_to`, one line each: 6 references. In
    `workflow_integration` backend-staff and product-strategy-expert escalate something to it: 2 more. Its own
    `escalation_from` goes away with it. Nobody else is a final authority (principal-architect alone escalates to
    nobody), so all 8 others are cut off. backend-staff and product-strategy-expert escalate to nobody else and are
    left with nobody; the others have a second target. Everyone keeps some relation. The escalation graph holds
    together without it: tech-writer - product-strategy-expert - project-orchestrator - codebase-analyst -
    backend-staff - debugger, and ui-designer - mobile-ui at product-strategy-expert.
    """
    found = graphkit.impact(graphkit.load(CORPORA / NINE), "principal-architect")
    assert [(made.agent, made.field) for made in found.dangling] == [
        ("backend-staff", "escalation_to"),
        ("backend-staff", "workflow_integration"),
        ("debugger", "escalation_to"),
        ("mobile-ui", "escalation_to"),
        ("product-strategy-expert", "escalation_to"),
        ("product-strategy-expert", "workflow_integration"),
        ("project-orchestrator", "escalation_to"),
        ("ui-designer", "escalation_to"),
    ]
    assert found.edges == {"escalation": 6, "workflow": 2}
    assert found.cut_off == (
        "backend-staff", "codebase-analyst", "debugger", "mobile-ui", "product-strategy-expert",
        "project-orchestrator", "tech-writer", "ui-designer",
    )  # fmt: skip
    assert found.stranded == ("backend-staff", "product-strategy-expert")
    assert (found.orphans, found.apart, found.is_top) == ((), (), True)


def test_groups_of_the_nine() -> None:
    """Who can run together, by hand.

    Seven pairs are declared by both sides (test_nine_agents): backend-staff with product-strategy-expert and with
    tech-writer; codebase-analyst with debugger and with tech-writer; debugger with tech-writer; mobile-ui with
    ui-designer; project-orchestrator with tech-writer. The one triangle is codebase-analyst, debugger, tech-writer;
    the other four pairs are groups of two. principal-architect is in none.

    Six pairs are one-sided. backend-staff and project-orchestrator both agree with tech-writer, so the line that is
    missing in backend-staff makes three; product-strategy-expert and tech-writer both agree with backend-staff, so
    the line that is missing in tech-writer makes three. The ends of the other four (backend-staff with mobile-ui and
    with ui-designer, tech-writer with mobile-ui and with ui-designer) agree with nobody in common: two stay two.
    """
    graph = graphkit.load(CORPORA / NINE)
    found = graphkit.groups(graph)
    assert found.groups == (
        ("codebase-analyst", "debugger", "tech-writer"),
        ("backend-staff", "product-strategy-expert"),
        ("backend-staff", "tech-writer"),
        ("mobile-ui", "ui-designer"),
        ("project-orchestrator", "tech-writer"),
    )
    assert found.loners == ("principal-architect",)
    assert found.largest["tech-writer"] == 3
    assert found.largest["backend-staff"] == 2
    assert [(chance.missing, chance.other, chance.group) for chance in found.chances] == [
        ("backend-staff", "project-orchestrator", ("backend-staff", "project-orchestrator", "tech-writer")),
        ("tech-writer", "product-strategy-expert", ("backend-staff", "product-strategy-expert", "tech-writer")),
    ]
    assert found.complete


def test_groups_of_real_teams_are_cliques() -> None:
    """On the larger folders the groups are what networkx finds in the same mutual graph."""
    for folder in (NINETEEN, FORTY_ONE, NESTED):
        graph = graphkit.load(CORPORA / folder)
        judge = nx.Graph((agent, other) for agent, others in mutual(graph).items() for other in others)
        assert set(graphkit.groups(graph).groups) == {tuple(sorted(clique)) for clique in nx.find_cliques(judge)}


def test_waves_of_the_nine() -> None:
    """The workflow of the nine has no circle: its waves are networkx's topological generations."""
    graph = graphkit.load(CORPORA / NINE)
    arcs = [(edge.source, edge.target) for edge in graph.links("workflow") if not edge.symmetric]
    found = graphkit.plan(graph)
    waves = [sorted(agent for group in wave.sets for agent in group) for wave in found.waves]
    assert waves == [sorted(generation) for generation in nx.topological_generations(nx.DiGraph(arcs))]
    assert found.ignored == ()


def test_a_card_of_the_large_team() -> None:
    """158 agents: the card of one comes with its tools; the plots are pictures."""
    graph = graphkit.load(CORPORA / VOLTAGENT)
    found = graphkit.card(graph, "code-reviewer")
    assert isinstance(found, AgentProfile)
    assert [tool.text for tool in found.agent.tools.allowed] == ["Read", "Write", "Edit", "Bash", "Glob", "Grep"]
    plots = metrics_plots(graph, graphkit.metrics(graph))
    assert sorted(plots) == ["adjacency.png", "degrees.png", "reciprocity.png", "tools.png"]
    assert all(picture.startswith(PNG) for picture in plots.values())


def test_the_answers_do_not_depend_on_the_hash_seed() -> None:
    """Cycles, missing targets and self references are no obstacle; every run gives the same bytes."""
    for command in ("parallel", "plan", "metrics"):
        where = ("--in", FORTY_ONE) if command == "parallel" else (FORTY_ONE,)
        first, second = (run(command, *where, "--format", "json", seed=seed) for seed in ("1", "2"))
        assert first.err == f"41 agents in {FORTY_ONE}\n"
        assert first.status == (1 if command == "plan" else 0)
        assert first.out == second.out


def test_history_of_forty_commits(tmp_path: Path) -> None:
    """A repository of 40 commits made of the snapshots: one row each, and each different state analysed once.

    Five snapshots arrive in six parts each; then their last file is dropped, and the drop reverted: the state after
    the revert was there before the drop, so that 40 commits have 35 states.
    """
    repository = Scratch(tmp_path)
    for folder in (NINE, NINETEEN, FORTY_ONE, NESTED, "claude-config/189-8cf006e-system-configs-claude-agents"):
        repository.play(sorted((CORPORA / folder).rglob("*.md")), folder)
    done = run("history", "agents", "-v", "--plot", "trend.png", "--format", "json", cwd=tmp_path)
    told = "15 agents in agents\n40 commits, 35 different states analysed, each once\nWrote trend.png\n"
    assert done.err == told
    found = done.json["history"]
    assert (len(found["points"]), found["trees"], len({point["tree"] for point in found["points"]})) == (40, 35, 35)
    nine, nineteen = found["points"][7]["numbers"], found["points"][15]["numbers"]
    assert nine["agents"] == 9
    assert nine["edges"] == {"escalation": 15, "parallel": 13, "workflow": 18}
    assert nine["findings"] == {"error": 0, "warning": 13, "info": 0}
    assert nineteen["agents"] == 19
    assert found["points"][0]["numbers"] is None, "the first part holds the README alone"
    assert (tmp_path / "trend.png").read_bytes().startswith(PNG)


class Scratch:
    """A repository that lives for one test."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.commits = 0
        self.git("init", "-q", "-b", "main")

    def git(self, *arguments: str) -> None:
        """Run git as nobody in particular, on a day of its own."""
        day = f"2026-{1 + self.commits // 28:02}-{1 + self.commits % 28:02}T00:00:00Z"
        who = {"NAME": "t", "EMAIL": "t@example.org", "DATE": day}
        names = {f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER") for key, value in who.items()}
        subprocess.run(["git", *arguments], cwd=self.folder, check=True, env={**os.environ, **names})

    def commit(self, message: str) -> None:
        """Commit everything."""
        self.git("add", "-A")
        self.git("commit", "-q", "-m", message)
        self.commits += 1

    def play(self, files: list[Path], name: str) -> None:
        """Replace what is there by a snapshot in six parts, drop its last file, and take the drop back."""
        agents = self.folder / "agents"
        shutil.rmtree(agents, ignore_errors=True)
        agents.mkdir()
        for part in range(6):
            for file in files[part * len(files) // 6 : (part + 1) * len(files) // 6]:
                shutil.copy(file, agents / file.name)
            self.commit(f"{name}, part {part}")
        (agents / files[-1].name).unlink()
        self.commit(f"{name}: drop {files[-1].stem}")
        shutil.copy(files[-1], agents / files[-1].name)
        self.commit(f"{name}: take it back")
