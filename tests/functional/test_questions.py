"""The commands that ask the graph: what people see, what programs get, and every way to go wrong."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from inline_snapshot import snapshot

from graphkit.cli import main
from tests.functional.conftest import Run, Write

TEAM = {
    "agents/lead": """
description: Decides.
specialization_level: staff
domain_expertise: [design, review]
escalation_to: []
escalation_from: [dev, ops]
parallel_compatible: [dev, ops]
tools: Read, Write
""",
    "agents/dev": """
specialization_level: senior
domain_expertise: [design, code]
escalation_to: [lead]
parallel_compatible: [lead, ops]
workflow_integration: [provides_code_to_ops, receives_orders_from_lead]
tools: Read
""",
    "agents/ops": """
specialization_level: senior
escalation_to: [lead]
parallel_compatible: [lead]
workflow_integration: [hands_reports_to_lead]
""",
    "agents/junior": """
escalation_to: [dev, nomore]
""",
    "agents/hermit": """
parallel_compatible: all_agents
""",
}
"""Five agents: one top, a circle of work, a missing target, and one declaration that is not answered."""

ASKING = ("show", "path", "why", "impact", "bottlenecks", "groups", "plan", "metrics", "history", "export")


def test_show(write: Write, run: Run) -> None:
    """The card of an agent: facts, relations with side and place, findings, chain, stand-ins."""
    write(TEAM)
    assert run("show", "dev").stdout == snapshot("""\
dev (senior) agents/dev.md:1:1

Facts
  Field            Value
  level            senior
  group            agents
  expertise        design, code
  tools            Read
  forbidden tools  none

Relations (6)
  Relation                Agent   Declared by          Where
  escalation           →  lead    both sides           agents/dev.md:4:17, agents/lead.md:6:19
  escalation           ←  junior  the other side only  agents/junior.md:2:17
  parallel             ↔  lead    both sides           agents/dev.md:5:23, agents/lead.md:7:23
  parallel             ↔  ops     this side only       agents/dev.md:5:29
  workflow (provides)  →  ops     this side only       agents/dev.md:6:24
  workflow (receives)  ←  lead    this side only       agents/dev.md:6:46

Chain to the top
  dev → lead (staff) agents/dev.md:4:17

Findings (2)
  warning GK302: `dev` runs in parallel with `ops`, but `parallel_compatible` of `ops` does not name `dev` agents/dev.md:5:29
  info GK202: workflow cycle of 3 agents: `dev` -> `ops` -> `lead` -> `dev` agents/dev.md:6:24

Similar agents
  Agent         Similarity  Shared expertise  Lacks the tools
  lead (staff)         28%  design            none
  ops (senior)         18%  none              Read
""")


def test_show_of_one_without_anything(write: Write, run: Run) -> None:
    """Who has nothing has a card too, and a missing agent is called missing."""
    write(TEAM)
    assert run("show", "junior").stdout == snapshot("""\
junior agents/junior.md:1:1

Facts
  Field            Value
  level            none
  group            agents
  expertise        none
  tools            none
  forbidden tools  none

Relations (2)
  Relation       Agent                 Declared by     Where
  escalation  →  dev                   this side only  agents/junior.md:2:17
  escalation  →  nomore (not defined)  this side only  agents/junior.md:2:22

Chain to the top
  junior → dev (senior) agents/junior.md:2:17
  dev → lead (staff) agents/dev.md:4:17

Findings (1)
  error GK101: `junior` says it escalates to `nomore`, but nobody defines `nomore` agents/junior.md:2:22

Similar agents
  none
""")


def test_show_several(write: Write, run: Run) -> None:
    """Names and selections may be mixed; everyone is shown once."""
    write(TEAM)
    shown = json.loads(run("show", "ops", "level:senior", "--format", "json").stdout)
    assert [card["agent"]["id"] for card in shown["show"]] == ["ops", "dev"]
    assert run("show", "level:senior", "--format", "markdown").stdout.count("# ") > 2
    assert run("show", "+hermit").exit_code == 0
    assert "holds no agent" in run("show", "x*").stderr


def test_path(write: Write, run: Run) -> None:
    """Every path hop by hop, with the places that declare it."""
    write(TEAM)
    assert run("path", "junior", "lead").stdout == snapshot("""\
junior → lead by escalation

Shortest: 2 steps
  junior → dev (senior)
    agents/junior.md:2:17
  dev → lead (staff)
    agents/dev.md:4:17, agents/lead.md:6:19
""")
    assert run("path", "lead", "ops", "--relation", "any").stdout == snapshot("""\
lead → ops by any relation with a direction

Shortest: 2 steps
  lead → dev (senior)
    workflow (receives): agents/dev.md:6:46
  dev → ops (senior)
    workflow (provides): agents/dev.md:6:24
""")


def test_no_path(write: Write, run: Run) -> None:
    """Without a path: how far it goes, where it ends, what leads there instead; exit status 1."""
    write(TEAM)
    result = run("path", "junior", "ops")
    assert result.exit_code == 1
    assert result.stdout == snapshot("""\
junior → ops by escalation
  No path. From there one reaches dev, lead.
  It ends at lead, and goes no further.
""")
    assert run("path", "lead", "dev").stdout == snapshot("""\
lead → dev by escalation
  No path: lead leads to nobody.
  There is a path the other way round.
  There is one by parallel, workflow: --relation parallel.
""")


def test_a_path_that_goes_round(write: Write, run: Run) -> None:
    """A walk that never ends says so."""
    write({"agents/a": "escalation_to: [b]", "agents/b": "escalation_to: [a]", "agents/c": "x: y"})
    assert "It goes round in a circle there." in run("path", "a", "c").stdout


def test_why(write: Write, run: Run) -> None:
    """Every edge between two, with every reference, also to a name that nobody defines."""
    write(TEAM)
    assert run("why", "ops", "lead").stdout == snapshot("""\
ops and lead

Edges (3)
  ops → lead, escalation; both declare it
    lead: escalation_from names ops at agents/lead.md:6:24
    ops: escalation_to names lead at agents/ops.md:3:17
  lead ↔ ops, parallel; both declare it
    lead: parallel_compatible names ops at agents/lead.md:7:28
    ops: parallel_compatible names lead at agents/ops.md:4:23
  ops → lead, workflow (hands)
    ops: workflow_integration names hands_reports_to_lead at agents/ops.md:5:24
""")
    assert run("why", "junior", "nomore").stdout == snapshot("""\
junior and nomore

Edges (1)
  junior → nomore, escalation
    junior: escalation_to names nomore at agents/junior.md:2:22
""")
    nothing = run("why", "hermit", "dev")
    assert nothing.exit_code == 1
    assert "Nothing joins them directly" in nothing.stdout


def test_impact(write: Write, run: Run) -> None:
    """What would dangle, who would be cut off; status 1 because something breaks."""
    write(TEAM)
    result = run("impact", "dev")
    assert result.exit_code == 1
    assert result.stdout == snapshot("""\
Without dev (senior)
  Edges that go with it: 2 escalation, 2 parallel, 2 workflow.

References without a target then; the lines to edit when it is renamed (3)
  junior: escalation_to names dev at agents/junior.md:2:17
  lead: escalation_from names dev at agents/lead.md:6:19
  lead: parallel_compatible names dev at agents/lead.md:7:23

Cut off from every final authority (1)
  junior

Without any other agent to escalate to (1)
  junior

Without any other relation (1)
  junior

The escalation graph would fall into (2)
  2 agents: lead, ops
  1 agent: junior
""")
    assert (run("impact", "dev", "-q").stdout, run("impact", "dev", "-q").exit_code) == ("", 1)


def test_impact_with_a_namesake(write: Write, run: Run) -> None:
    """Who asks before mending a duplicate learns that the other one takes over."""
    write({"web/agents/lead": "x: 1", "ops/agents/lead": "x: 1", "web/agents/dev": "escalation_to: lead"})
    assert ("lead@ops/agents/lead.md has the same name: references would lead to it") in run(
        "impact", "lead@web/agents/lead.md", "--in", "."
    ).stdout


def test_no_impact(write: Write, run: Run) -> None:
    """Whom nobody needs may go."""
    write(TEAM)
    result = run("impact", "hermit")
    assert result.exit_code == 0
    assert "Nothing breaks if it is removed or renamed." in result.stdout


def test_bottlenecks(write: Write, run: Run) -> None:
    """The heaviest first."""
    write(TEAM)
    assert run("bottlenecks").stdout == snapshot("""\
Bottlenecks
  4 agents of 5 reach a final authority.

Heaviest first
  Agent         Escalations in  Depend on it  Share  Betweenness
  lead (staff)               2             3   100%        0.000  final authority; the graph falls apart without it
  dev (senior)               1             1    33%        0.083  the graph falls apart without it
""")


def test_tops_of_the_settings_count(write: Write, run: Run) -> None:
    """Final authorities that the configuration names are used instead of those that the graph suggests."""
    write({**TEAM, "graphkit.toml": 'tops = ["dev"]\n'})
    shares = json.loads(run("bottlenecks", "--format", "json").stdout)["bottlenecks"]
    assert shares["reaching"] == 2
    assert [one["agent"] for one in shares["burdens"] if one["is_top"]] == ["dev"]


def test_groups(write: Write, run: Run) -> None:
    """Groups in which all agree, loners, and what one line would add."""
    write(TEAM)
    assert run("groups").stdout == snapshot("""\
Who can run together: both sides declare it
  2 groups among 5 agents.

Groups, the largest first
  2: dev, lead
  2: lead, ops

Largest group of each agent
  Agent  Agents
  dev         2
  lead        2
  ops         2

Can run with nobody
  hermit
  junior

One line away from a larger group
  if ops listed dev, these 3 could run together: dev, lead, ops (agents/dev.md:5:29 says so already)
""")


def test_plan(write: Write, run: Run) -> None:
    """A circle is one wave, its edges are named as ignored, and the status is 1."""
    write(TEAM)
    result = run("plan")
    assert result.exit_code == 1
    assert result.stdout == snapshot("""\
Plan
  1 wave by workflow; sets of a wave run in turn.

Wave 1
  dev, lead (together)
  ops

Edges ignored: each is part of a cycle
  circle: dev, lead, ops
  dev → ops, workflow (provides) agents/dev.md:6:24
  lead → dev, workflow (receives) agents/dev.md:6:46
  ops → lead, workflow (hands) agents/ops.md:5:24

Serial only because nobody said otherwise
  dev and ops: ops has not declared it

Not part of it
  hermit, junior
""")


@pytest.mark.parametrize(
    ("name", "said"),
    [("any", "there is no relation `any`. There are: escalation,"), ("parallel", "`parallel` has no direction, so it")],
)
def test_a_plan_needs_an_order(write: Write, run: Run, name: str, said: str) -> None:
    """What orders nobody is refused: an empty plan would pass for a team without work."""
    write(TEAM)
    result = run("plan", "--relation", name)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


def test_plan_with_a_goal(write: Write, run: Run) -> None:
    """Only who leads to the goal takes part; by escalation there is no circle."""
    write(TEAM)
    result = run("plan", "--goal", "dev", "--relation", "escalation")
    assert result.exit_code == 0
    assert result.stdout == snapshot("""\
Plan to reach dev
  2 waves by escalation; sets of a wave run in turn.

Wave 1
  junior

Wave 2
  dev

Edges ignored: each is part of a cycle
  none

Serial only because nobody said otherwise
  none

Not part of it
  hermit, lead, ops
""")


def test_metrics(write: Write, run: Run) -> None:
    """The numbers as text and as rows."""
    write(TEAM)
    assert run("metrics").stdout == snapshot("""\
Metrics

Size
  What                   Number
  agents                      5
  missing agents              1
  depth of escalation         2
  connected groups            2
  agents in the largest       4

Final authorities
  lead (staff)

Relations
  Relation    Edges  By both  Reciprocity  Density  Each  Most out  Most in
  escalation      3        2          67%    0.150  0.60  1 dev     2 lead
  parallel        3        2          67%    0.300  1.20  2 dev     2 dev
  workflow        3        -            -    0.150  0.60  1 dev     1 dev

Levels
  Level     Agents
  staff          1
  senior         2
  no level       2

Tool privileges: agents of the level that may use it
  Tool   staff  senior  no level
  Read       1       1         0
  Write      1       0         0

Overlap of expertise and tools
  dev and lead share 33% of expertise, 50% of tools
""")
    assert run("metrics", "--format", "csv").stdout == snapshot("""\
metric,of,value
agents,,5
missing,,1
depth,escalation,2
components,,2
largest_component,,4
edges,escalation,3
declared_by_both,escalation,2
reciprocity,escalation,0.6667
density,escalation,0.15
mean_degree,escalation,0.6
most_out,escalation,1
most_in,escalation,2
edges,parallel,3
declared_by_both,parallel,2
reciprocity,parallel,0.6667
density,parallel,0.3
mean_degree,parallel,1.2
most_out,parallel,2
most_in,parallel,2
edges,workflow,3
density,workflow,0.15
mean_degree,workflow,0.6
most_out,workflow,1
most_in,workflow,1
width,staff,1
may_use,staff: Read,1
may_use,staff: Write,1
width,senior,2
may_use,senior: Read,1
width,no level,2
expertise_overlap,dev / lead,0.3333
tools_overlap,dev / lead,0.5
""")


def test_metrics_as_pictures(write: Write, run: Run, tmp_path: Path) -> None:
    """`--plot` writes four PNG files into a folder, the same on every run."""
    write(TEAM)
    result = run("metrics", "--plot", "plots")
    assert result.stderr == "".join(
        f"Wrote plots/{name}.png\n" for name in ("adjacency", "degrees", "reciprocity", "tools")
    )
    first = {path.name: path.read_bytes() for path in (tmp_path / "plots").iterdir()}
    assert all(content.startswith(b"\x89PNG") for content in first.values())
    run("metrics", "--plot", "plots")
    assert {path.name: path.read_bytes() for path in (tmp_path / "plots").iterdir()} == first
    assert "cannot make the folder" in run("metrics", "--plot", "no/where").stderr


@pytest.mark.parametrize(
    "command", [["groups"], ["plan"], ["metrics"], ["bottlenecks"], ["impact", "dev"], ["why", "dev", "ops"]]
)
def test_markdown_and_json(write: Write, run: Run, command: list[str]) -> None:
    """Every answer is also a document with one title, and a JSON object named like the command."""
    write(TEAM)
    page = run(*command, "--format", "markdown").stdout
    assert re.findall(r"^# ", page, re.MULTILINE) == ["# "]
    answer = json.loads(run(*command, "--format", "json").stdout)
    assert list(answer) == ["version", "tool", "command", command[0]]
    assert answer["command"] == command[0]
    assert answer[command[0]]


def test_selections_apply(write: Write, run: Run) -> None:
    """`--select` and `--exclude` make the team smaller before it is asked."""
    write(TEAM)
    found = json.loads(run("metrics", "--select", "level:s*", "--exclude", "ops", "--format", "json").stdout)["metrics"]
    assert found["agents"] == 2
    assert "the selection holds no agent" in run("groups", "--exclude", "*").stderr


def test_unknown_and_ambiguous_names(write: Write, run: Run) -> None:
    """An unknown name is exit 2 with what was meant, in JSON too; one that two bear lists the candidates."""
    write({**TEAM, "agents/a/twin": "name: twin", "agents/b/twin": "name: twin"})
    assert run("impact", "jnior").stderr == snapshot(
        "graphkit: error: there is no agent `jnior`. Did you mean `junior`?\n"
    )
    assert run("show", "xyzzy").stderr == snapshot(
        "graphkit: error: there is no agent `xyzzy`. There are: dev, hermit, junior, lead, ops, twin@a/twin.md, twin@b/twin.md.\n"
    )
    assert run("path", "twin", "lead").stderr == snapshot(
        "graphkit: error: 2 agents are called `twin`: twin@a/twin.md, twin@b/twin.md. Name one of these.\n"
    )
    assert run("why", "dev", "dev2").exit_code == 2
    assert run("path", "dev", "Dev").stderr == snapshot(
        "graphkit: error: `dev` and `Dev` are the same agent. Name two different ones.\n"
    )
    assert run("path", "dev", "lead", "--relation", "escalaton").stderr == snapshot(
        "graphkit: error: there is no relation `escalaton`. Did you mean `escalation`? There are: escalation, delegation, handoff, parallel, workflow, reporting.\n"
    )
    failed = run("impact", "jnior", "--format", "json")
    assert failed.exit_code == 2
    assert json.loads(failed.stdout)["error"] == "there is no agent `jnior`. Did you mean `junior`?"


def test_a_missing_name_can_be_shown(write: Write, run: Run) -> None:
    """A name that agents use and no file defines has a profile: who refers to it."""
    write(TEAM)
    shown = run("show", "nomore")
    assert shown.exit_code == 0
    assert shown.stdout.startswith("nomore (not defined)\n")
    assert "agents/junior.md:2:22" in shown.stdout


def test_definitions_come_from_in(write: Write, run: Run) -> None:
    """`--in` names the folder, several if need be."""
    write({"one/a": "escalation_to: [b]", "two/b": "escalation_to: []"})
    assert run("path", "a", "b", "--in", "one", "--in", "two").exit_code == 0
    assert run("path", "a", "b").exit_code == 2


@pytest.mark.parametrize("command", ASKING)
def test_help_has_two_examples_and_the_statuses(run: Run, command: str) -> None:
    """Whoever asks for help sees the command at work, and what its exit status means."""
    shown = run(command, "--help").stdout
    assert len(re.findall(rf"^ +graphkit {command} ", shown, re.MULTILINE)) == 2
    assert re.search(r"Exit status:\s+0 ", shown)
    assert command in main.commands  # type: ignore[attr-defined]  # click types a group as a command


def test_hostile_names_are_shown_not_sent(write: Write, run: Run) -> None:
    """Escape sequences and markup of a name reach neither the terminal nor the page."""
    write({"agents/evil": 'name: "ev\\e[2Jil|<b>"\nescalation_to: ["lead"]', "agents/lead": "escalation_to: []"})
    for command in (
        ["show", "*"],
        ["bottlenecks"],
        ["groups"],
        ["metrics"],
        ["impact", "lead"],
        ["why", "lead", "evil*"],
    ):
        text = run(*command)
        page = run(*command, "--format", "markdown").stdout
        assert "\x1b" not in text.output + page
        assert "<b>" not in page
