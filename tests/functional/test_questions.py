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

QUERIES = ("show", "path", "impact", "parallel", "plan", "metrics", "history", "export")


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
  Relation                Agent   Declared by  Where
  escalation           →  lead    both         agents/dev.md:4:17, agents/lead.md:6:19
  escalation           ←  junior  the other    agents/junior.md:2:17
  parallel             ↔  lead    both         agents/dev.md:5:23, agents/lead.md:7:23
  parallel             ↔  ops     this one     agents/dev.md:5:29
  workflow (provides)  →  ops     this one     agents/dev.md:6:24
  workflow (receives)  ←  lead    this one     agents/dev.md:6:46

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
  Relation       Agent                 Declared by  Where
  escalation  →  dev                   this one     agents/junior.md:2:17
  escalation  →  nomore (not defined)  this one     agents/junior.md:2:22

Chain to the top
  junior → dev (senior) agents/junior.md:2:17
  dev → lead (staff) agents/dev.md:4:17

Findings (1)
  error GK101: `junior` escalates to `nomore`, but no agent defines `nomore` agents/junior.md:2:22

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
    assert "contains no agent" in run("show", "x*").stderr


def test_path(write: Write, run: Run) -> None:
    """Every path hop by hop, with the places that declare it."""
    write(TEAM)
    assert run("path", "junior", "lead").stdout == snapshot("""\
junior → lead by escalation

Direct references (0)
  none

Shortest path: 2 steps
  junior → dev (senior)
    agents/junior.md:2:17
  dev → lead (staff)
    agents/dev.md:4:17, agents/lead.md:6:19
""")
    assert run("path", "lead", "ops", "--relations", "any").stdout == snapshot("""\
lead → ops by any relation with a direction

Direct references (5)
  ops → lead, escalation; both declare it
    lead: escalation_from names ops at agents/lead.md:6:24
    ops: escalation_to names lead at agents/ops.md:3:17
  lead ↔ ops, parallel; both declare it
    lead: parallel_compatible names ops at agents/lead.md:7:28
    ops: parallel_compatible names lead at agents/ops.md:4:23
  ops → lead, workflow (hands)
    ops: workflow_integration names hands_reports_to_lead at agents/ops.md:5:24

Shortest path: 2 steps
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

Direct references (0)
  none

Paths
  No path. From there one reaches dev, lead.
  It ends at lead, and goes no further.
""")
    assert run("path", "lead", "dev").stdout == snapshot("""\
lead → dev by escalation

Direct references (5)
  dev → lead, escalation; both declare it
    dev: escalation_to names lead at agents/dev.md:4:17
    lead: escalation_from names dev at agents/lead.md:6:19
  dev ↔ lead, parallel; both declare it
    dev: parallel_compatible names lead at agents/dev.md:5:23
    lead: parallel_compatible names dev at agents/lead.md:7:23
  lead → dev, workflow (receives)
    dev: workflow_integration names receives_orders_from_lead at agents/dev.md:6:46

Paths
  No path: lead leads to no agent.
  There is a path the other way round.
  There is one by parallel, workflow: --relations parallel.
""")


def test_no_path_from_an_outsider(write: Write, run: Run) -> None:
    """A name that is used and not defined, along a relation in which it has no edge."""
    write(TEAM)
    result = run("path", "nomore", "hermit")
    assert result.exit_code == 1
    assert "nomore" in result.stdout


def test_a_path_that_goes_round(write: Write, run: Run) -> None:
    """A walk that never ends says so."""
    write({"agents/a": "escalation_to: [b]", "agents/b": "escalation_to: [a]", "agents/c": "name: c\ndescription: x"})
    assert "Every way ends in a cycle." in run("path", "a", "c").stdout


def test_direct_references(write: Write, run: Run) -> None:
    """Every edge between two, with every reference, also to a name that nobody defines."""
    write(TEAM)
    assert run("path", "ops", "lead").stdout == snapshot("""\
ops → lead by escalation

Direct references (5)
  ops → lead, escalation; both declare it
    lead: escalation_from names ops at agents/lead.md:6:24
    ops: escalation_to names lead at agents/ops.md:3:17
  lead ↔ ops, parallel; both declare it
    lead: parallel_compatible names ops at agents/lead.md:7:28
    ops: parallel_compatible names lead at agents/ops.md:4:23
  ops → lead, workflow (hands)
    ops: workflow_integration names hands_reports_to_lead at agents/ops.md:5:24

Shortest path: 1 step
  ops → lead (staff)
    agents/lead.md:6:24, agents/ops.md:3:17
""")
    assert run("path", "junior", "nomore").stdout == snapshot("""\
junior → nomore by escalation

Direct references (1)
  junior → nomore, escalation
    junior: escalation_to names nomore at agents/junior.md:2:22

Shortest path: 1 step
  junior → nomore (not defined)
    agents/junior.md:2:22
""")
    nothing = run("path", "hermit", "dev")
    assert nothing.exit_code == 1
    assert "Direct references (0)" in nothing.stdout


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
    write(
        {
            "web/agents/lead": "role: x",
            "ops/agents/lead": "name: lead\ndescription: x",
            "web/agents/dev": "escalation_to: lead",
        }
    )
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
    assert run("metrics", "bottlenecks").stdout == snapshot("""\
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
    shares = json.loads(run("metrics", "bottlenecks", "--format", "json").stdout)["bottlenecks"]
    assert shares["reaching"] == 2
    assert [one["agent"] for one in shares["burdens"] if one["is_top"]] == ["dev"]


def test_parallel_groups(write: Write, run: Run) -> None:
    """Groups in which all agree, loners, and what one line would add."""
    write(TEAM)
    assert run("parallel").stdout == snapshot("""\
Agents that can run together: both sides declare it
  2 groups among 5 agents.

Groups, the largest first
  2: dev, lead
  2: lead, ops

Largest group of each agent
  Agent  Agents
  dev         2
  lead        2
  ops         2

Can run with no other agent
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
  cycle: dev, lead, ops
  dev → ops, workflow (provides) agents/dev.md:6:24
  lead → dev, workflow (receives) agents/dev.md:6:46
  ops → lead, workflow (hands) agents/ops.md:5:24

Serial only because they do not declare each other
  dev and ops: ops has not declared it

Not part of it
  hermit, junior
""")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("any", "there is no relation `any`. There are: escalation,"),
        ("parallel", "`parallel` has no direction, so it orders no work"),
    ],
)
def test_a_plan_needs_an_order(write: Write, run: Run, name: str, said: str) -> None:
    """What orders nobody is refused: an empty plan would pass for a team without work."""
    write(TEAM)
    result = run("plan", "--relations", name)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


def test_plan_with_a_goal(write: Write, run: Run) -> None:
    """Only who leads to the goal takes part; by escalation there is no circle."""
    write(TEAM)
    result = run("plan", "--goal", "dev", "--relations", "escalation")
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

Serial only because they do not declare each other
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
    ("command", "key"),
    [
        (["parallel"], "parallel"),
        (["parallel", "dev", "ops"], "parallel"),
        (["plan"], "plan"),
        (["metrics"], "metrics"),
        (["metrics", "bottlenecks"], "bottlenecks"),
        (["impact", "dev"], "impact"),
        (["path", "dev", "ops"], "path"),
        (["path", "--longest"], "longest"),
    ],
)
def test_markdown_and_json(write: Write, run: Run, command: list[str], key: str) -> None:
    """Every answer is also a document with one title, and a JSON object with one key."""
    write(TEAM)
    page = run(*command, "--format", "markdown").stdout
    assert re.findall(r"^# ", page, re.MULTILINE) == ["# "]
    answer = json.loads(run(*command, "--format", "json").stdout)
    assert list(answer) == ["version", "tool", "command", key]
    assert answer["command"] == command[0]
    assert answer[key]


def test_selections_apply(write: Write, run: Run) -> None:
    """`--agents` and `--except` make the team smaller before it is asked."""
    write(TEAM)
    found = json.loads(run("metrics", "--agents", "level:s*", "--except", "ops", "--format", "json").stdout)["metrics"]
    assert found["agents"] == 2
    assert "the selection contains no agent" in run("parallel", "--except", "*").stderr


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
    assert run("path", "dev", "dev2").exit_code == 2
    assert run("path", "dev", "Dev").stderr == snapshot(
        "graphkit: error: `dev` and `Dev` are the same agent. Name two different ones.\n"
    )
    assert run("path", "dev", "lead", "--relations", "escalaton").stderr == snapshot(
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
    write({"tests/one/a": "escalation_to: [b]", "tests/two/b": "escalation_to: []"})
    assert run("path", "a", "b", "--in", "tests/one", "--in", "tests/two").exit_code == 0
    assert run("path", "a", "b").exit_code == 2


@pytest.mark.parametrize("command", QUERIES)
def test_help_has_two_examples_and_the_statuses(run: Run, command: str) -> None:
    """Whoever asks for help sees the command at work, and what its exit status means."""
    shown = run(command, "--help").stdout
    assert len(re.findall(rf"^ +graphkit {command} ", shown, re.MULTILINE)) >= 2
    assert re.search(r"Exit status:\s+0 ", shown)
    assert command in main.commands


def test_hostile_names_are_shown_not_sent(write: Write, run: Run) -> None:
    """Escape sequences and markup of a name reach neither the terminal nor the page."""
    write({"agents/evil": 'name: "ev\\e[2Jil|<b>"\nescalation_to: ["lead"]', "agents/lead": "escalation_to: []"})
    for command in (
        ["show", "*"],
        ["metrics", "bottlenecks"],
        ["parallel"],
        ["metrics"],
        ["impact", "lead"],
        ["path", "lead", "evil*"],
    ):
        text = run(*command)
        page = run(*command, "--format", "markdown").stdout
        assert "\x1b" not in text.output + page
        assert "<b>" not in page


def test_agents_that_can_run_together_or_not(write: Write, run: Run) -> None:
    """With two agents or more it is a yes or a no, and each pair that speaks against it with the side that is silent."""
    write(TEAM)
    yes = run("parallel", "dev", "lead")
    assert (yes.exit_code, yes.stdout) == snapshot(
        (
            0,
            """\
Can dev, lead run together?
  Yes: both sides of every pair declare it.
""",
        )
    )
    no = run("parallel", "dev", "ops", "junior")
    assert (no.exit_code, no.stdout) == snapshot(
        (
            1,
            """\
Can dev, junior, ops run together?
  No: 3 of 3 pairs are not declared by both sides.

What speaks against it
  dev and junior: neither lists the other
  dev and ops: ops does not list dev (agents/dev.md:5:29 declares it)
  junior and ops: neither lists the other
""",
        )
    )
    assert run("parallel", "level:senior").exit_code == 1
    assert json.loads(run("parallel", "ops", "--format", "json").stdout)["parallel"]["groups"] == [["lead", "ops"]]


def test_the_way_to_the_top(write: Write, run: Run) -> None:
    """`--to-top` finds the end itself, names a final authority as one, and says where a way ends without any."""
    write({**TEAM, "agents/x": "escalation_to: [y]", "agents/y": "escalation_to: [x]"})
    assert run("path", "junior", "--to-top").stdout == snapshot("""\
junior → lead by escalation

Direct references (0)
  none

Shortest path: 2 steps
  junior → dev (senior)
    agents/junior.md:2:17
  dev → lead (staff)
    agents/dev.md:4:17, agents/lead.md:6:19
""")
    assert run("path", "lead", "--to-top").stdout == snapshot("""\
lead by escalation
  lead is a final authority.
""")
    lost = run("path", "x", "--to-top")
    assert (lost.exit_code, lost.stdout) == snapshot(
        (
            1,
            """\
x → the top by escalation
  No final authority is reached. From there one reaches y.
  Every way ends in a cycle.
""",
        )
    )


def test_the_longest_chain(write: Write, run: Run) -> None:
    """`--longest` counts a cycle as one step, of the whole team or from one agent."""
    write({
        "agents/a": "escalation_to: [b]",
        "agents/b": "escalation_to: [c]",
        "agents/c": "escalation_to: [b, d]",
        "agents/d": "escalation_to: []",
        "agents/e": "workflow_integration: [hands_work_to_a]",
    })  # fmt: skip
    assert run("path", "--longest").stdout == snapshot("""\
Longest chain by escalation

2 steps
  a → b
    agents/a.md:2:17
  c → d
    agents/c.md:2:20

Cycles on the way, each counted as one agent
  b, c
""")
    assert run("path", "c", "--longest").stdout == snapshot("""\
Longest chain by escalation from c

1 step
  c → d
    agents/c.md:2:20

Cycles on the way, each counted as one agent
  b, c
""")
    nothing = run("path", "d", "--longest")
    assert (nothing.exit_code, nothing.stdout) == snapshot(
        (
            1,
            """\
Longest chain by escalation from d
  It leads to no agent.
""",
        )
    )
    assert "one relation that has a direction" in run("path", "--longest", "--relations", "parallel").stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "name two agents"),
        (["a"], "name a second agent, or add --to-top"),
        (["a", "b", "--to-top"], "leave out TARGET"),
        (["--to-top", "--longest"], "exclude each other"),
        (["a", "--to-top", "--relations", "workflow"], "leave out --relations"),
        (["a", "b", "--relations", ","], "names no relation"),
    ],
)
def test_arguments_of_path_that_make_no_sense(write: Write, run: Run, arguments: list[str], message: str) -> None:
    """Each is exit 2 with what to write instead."""
    write({"agents/a": "escalation_to: [b]", "agents/b": "x: y"})
    result = run("path", *arguments)
    assert result.exit_code == 2
    assert message in result.stderr


def test_several_relations(write: Write, run: Run) -> None:
    """A path may change from one of the named relations to another; any other relation is not followed."""
    write({
        "agents/a": "escalation_to: [b]",
        "agents/b": "workflow_integration: [hands_work_to_c]",
        "agents/c": "delegates_to: [d]",
        "agents/d": "x: y",
    })  # fmt: skip
    assert run("path", "a", "c", "--relations", "escalation,workflow").exit_code == 0
    assert run("path", "a", "d", "--relations", "escalation,workflow").exit_code == 1


def test_a_way_to_a_name_that_no_file_defines(write: Write, run: Run) -> None:
    """The end of a path may be a name that is only used, however many steps away."""
    write(TEAM | {"agents/intern": "escalation_to: [junior]"})
    assert run("path", "intern", "nomore").stdout == snapshot("""\
intern → nomore by escalation

Direct references (0)
  none

Shortest path: 2 steps
  intern → junior
    agents/intern.md:2:17
  junior → nomore (not defined)
    agents/junior.md:2:22
""")


def test_answers_go_to_files(write: Write, run: Run, tmp_path: Path) -> None:
    """`-o FILE` writes the format that the name ends in; an ending of no format is refused."""
    write(TEAM)
    assert run("metrics", "-o", "team.csv").exit_code == 0
    assert (tmp_path / "team.csv").read_text(encoding="utf-8").startswith("metric,of,value\n")
    assert run("path", "dev", "lead", "-o", "why.json").exit_code == 0
    assert json.loads((tmp_path / "why.json").read_text(encoding="utf-8"))["path"]["direct"]
    refused = run("plan", "-o", "plan.html")
    assert refused.exit_code == 2
    assert "plan.html ends in no known format: .txt, .json, .md." in refused.stderr
    assert not (tmp_path / "plan.html").exists()
