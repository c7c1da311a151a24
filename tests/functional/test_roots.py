"""Several agents roots in one run: counts for each, a joint summary, and options to merge or to choose a dialect."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from inline_snapshot import snapshot

from graphkit.support.escape import markdown

if TYPE_CHECKING:
    from pathlib import Path

    from tests.functional.conftest import Run, Write

TWO: dict[str, str | bytes] = {
    ".claude/agents/lead": "escalation_to: []\ndescription: d",
    ".claude/agents/dev": "escalation_to: lead\ndescription: d",
    ".opencode/agent/lead": "escalation_to: []\ndescription: d",
    ".opencode/agent/dev": "escalation_to: [lead, nomore]\ndescription: d",
}


def test_check_counts_each_root(write: Write, run: Run) -> None:
    """Twins are no duplicates; each root has its line, and the last line is the sum."""
    write(TWO)
    result = run("check", ".", "-q")
    assert result.exit_code == 1
    assert result.stdout == snapshot("""\
.opencode/agent/dev.md:2:23: error GK101 missing-target: `dev` escalates to `nomore`, but no agent defines `nomore`
  2 | escalation_to: [lead, nomore]
    |                       ^^^^^^
  hint: Define `nomore`, write the name of an agent that exists, or remove the entry.

2 roots, each a graph of its own (--merge makes one of them):
  .claude/agents: 2 agents, 1 escalation edge: 0 errors, 0 warnings, 0 info
  .opencode/agent: 2 agents, 1 escalation edge: 1 error, 0 warnings, 0 info

4 files, 4 agents, 2 escalation edges: 1 error, 0 warnings, 0 info
""")


def test_the_counts_of_the_roots_add_up(write: Write, run: Run) -> None:
    """What is wrong with a file belongs to the root it lies in, even if it gave no agent, or one that has a twin."""
    write(
        {
            **TWO,
            ".claude/agents/bad.md": b"\0\0",
            ".opencode/agent/lead": "escalation_to: []\ndescription: d\nmodel: %x",
        }
    )
    found = json.loads(run("check", ".", "--format", "json").stdout)["summary"]
    assert [(one["findings"]["error"], one["findings"]["warning"]) for one in found["roots"]] == [(1, 0), (1, 1)]
    assert (found["findings"]["error"], found["findings"]["warning"]) == (2, 1)


def test_a_name_that_only_another_tool_knows(write: Write, run: Run) -> None:
    """It is not offered as what was meant: the hint says where it is, and why that does not help."""
    write({".claude/agents/lead": "escalation_to: []", ".opencode/agent/dev": "escalation_to: lead"})
    assert (
        "  hint: .claude/agents/lead.md defines one, but the agents of .opencode/agent do not see it: define it there"
        " too, or remove the entry.\n"
    ) in run("check", ".").stdout
    write({".opencode/agent/dev": "escalation_to: laed"})
    assert "  hint: Define `laed`" in run("check", ".").stdout


def test_report_counts_each_root(write: Write, run: Run) -> None:
    """In words, in a document, and for programs; one place is shown too."""
    write(TWO)
    assert "Places\n  .claude/agents: 2 agents, 1 escalation edge\n" in run("report", ".").stdout
    assert "| `.opencode/agent` | 2 | 1 escalation edge |" in run("report", ".", "--format", "markdown").stdout
    roots = json.loads(run("report", ".", "--format", "json").stdout)["summary"]["roots"]
    assert [(one["root"], one["agents"], one["findings"]["error"]) for one in roots] == [
        (".claude/agents", 2, 0),
        (".opencode/agent", 2, 1),
    ]
    assert "Places\n  .claude/agents: 2 agents, 1 escalation edge\n\n" in run("report", ".claude/agents").stdout


def test_report_and_explorer_show_what_lies_beside_the_agents(write: Write, run: Run, tmp_path: Path) -> None:
    """Skills, examples and unread data files are shown with the places, as on stderr: they are not lost in a report."""
    write(TWO | {".claude/skills/knit/SKILL": "description: d", "examples/agents/purl": "tools: Read"})
    (tmp_path / ".claude/agents/loom.yaml").write_text("name: loom\ndescription: d\ntools: [Read]\n")
    beside = [
        "not agents: 1 skill",
        "also 1 in examples/agents, not checked: name the folder to check them",
        "warning: 1 YAML file below .claude/agents looks like an agent, but no dialect reads it (.yaml)",
    ]
    assert "\n".join(f"  {line}" for line in beside) in run("report").stdout
    document = run("report", "--format", "markdown").stdout
    assert all(f"- {markdown(line)}" in document for line in beside)
    page = run("render", "--format", "html").stdout
    data = json.loads(page.partition('id="data">')[2].partition("</script>")[0])
    assert data["places"] == [[".claude/agents", 2], [".opencode/agent", 2]]
    assert data["beside"] == beside


def test_many_roots_are_not_all_listed(write: Write, run: Run) -> None:
    """The largest eight, unless `-v` asks for all."""
    write({f"t{number}.yaml": "agents:\n  root:\n    instruction: m\n" for number in range(12)})
    short, full = run("check", ".").stdout, run("check", ".", "-v").stdout
    assert "  and 4 more (-v shows them)\n" in short
    assert "12 roots" in full
    assert full.count(".yaml: 1 agent, no edges") == 12


def test_merge_makes_one_graph(write: Write, run: Run) -> None:
    """By option or configuration; the option goes before."""
    write(TWO)
    assert "GK102" in run("check", ".", "--merge").stdout
    write({"graphkit.toml": "merge = true"})
    assert "GK102" in run("check", ".").stdout
    assert "GK102" not in run("check", ".", "--scope-per-root").stdout


def test_a_dialect_can_be_chosen(write: Write, run: Run) -> None:
    """By option or configuration; an unknown one is refused, with the valid ones, and the nearest."""
    write({"a/x": "agents: [y]", "a/y": "x: 1"})
    assert "1 delegation edge" in run("check", "a", "--dialect", "copilot").stdout
    assert "no edges" in run("check", "a").stdout
    refused = run("check", "a", "--dialect", "copliot")
    assert refused.exit_code == 2
    assert "Valid: agent-spec, agentuse, aiox, auto, " in refused.stderr
    write({"graphkit.toml": 'dialect = "copilot"'})
    assert "1 delegation edge" in run("check", "a").stdout
    write({"graphkit.toml": 'dialect = "copliot"'})
    refused = run("check", "a")
    assert refused.exit_code == 2
    assert "did you mean `copilot`?" in refused.stderr


def test_relations_levels_externals_and_wildcards_of_ones_own(write: Write, run: Run) -> None:
    """What a configuration says holds from reading to the last rule, numeric levels included."""
    write(
        {
            "graphkit.toml": """
levels = [2, 1, 0]
externals = ["Duty Phone"]
wildcards = ["whoever"]

[relations.mentoring]
fields = ["mentors"]
inverse = "mentored_by"
acyclic = true
ranked = "up"
colour = "#112233"

[relations.handoff]
fields = ["passes_on_to.*"]
""",
            "a/x": "level: 0\nmentors: [y, duty_phone]\npasses_on_to:\n  late: z",
            "a/y": "level: 1\nmentored_by: []",
            "a/z": "level: 7\nmentors: whoever",
        }
    )
    found = json.loads(run("check", "a", "--format", "json").stdout)
    edges = [(edge["relation"], edge["source"], edge["target"]) for edge in found["edges"]]
    assert edges == [("handoff", "x", "z"), ("mentoring", "x", "duty_phone"), ("mentoring", "x", "y")]
    codes = {finding["code"]: finding["message"] for finding in found["findings"]}
    assert "which is none of `2`, `1`, `0`" in codes["GK404"]
    assert "lower level" in codes["GK401"]
    assert "GK301" in codes
    assert "GK101" not in codes
    assert [agent["wildcards"] for agent in found["agents"] if agent["id"] == "z"] == [["mentoring"]]
