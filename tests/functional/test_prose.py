"""What `--prose` shows, and what is said where it would help."""

from __future__ import annotations

import json
import re

import jsonschema
from inline_snapshot import snapshot

from tests.functional.conftest import Run, Write

TEAM = {
    "agents/builder.md": """---
name: builder
description: Builds things. Hands off to tester-one when done.
---
## When NOT to use
- Plans (delegate to planner-one)

## Integration with other agents
- Support tester-one with fixtures
- Do not pair with planner-one

### Escalate to Planner One when:
- nothing works
""",
    "agents/planner-one": "escalation_from: []",
    "agents/tester-one.md": "---\nname: tester-one\n---\nConsult planner-one.\n",
    "agents/poet": "description: Rhymes.",
}


def test_without_the_switch(write: Write, run: Run) -> None:
    """Fields say nothing, texts do: one finding that names the switch."""
    write(TEAM)
    result = run("check", "agents")
    assert result.stdout == snapshot("""\
agents/builder.md:2:7: warning GK501 orphan-agent: no field links any of the 4 agents to another; 4 relations seem to be in prose only
  2 | name: builder
    |       ^^^^^^^
  hint: Read them with `--prose` (or `prose = true` in the configuration), or declare them in fields.

4 files, 4 agents, no edges: 0 errors, 1 warning, 0 info
""")
    assert result.exit_code == 0


def test_check(write: Write, run: Run) -> None:
    """With it each agent whose text names others is an info; the poet is still alone."""
    write(TEAM)
    result = run("check", "agents", "--prose", "-v")
    assert result.stdout == snapshot("""\
agents/builder.md:3:42: info GK305 declared-only-in-prose: `builder` names `tester-one`, `planner-one` in its text, but in no field
   3 | description: Builds things. Hands off to tester-one when done.
     |                                          ^^^^^^^^^^
  agents/builder.md:9:11: read as workflow (supports) to `tester-one`
   9 | - Support tester-one with fixtures
     |           ^^^^^^^^^^
  agents/builder.md:12:17: read as escalation to `planner-one`
  12 | ### Escalate to Planner One when:
     |                 ^^^^^^^^^^^
  hint: Declare them: `handoff_to: [tester-one]`; `workflow_integration: [supports_to_tester_one]`; `escalation_to: [planner-one]`.

agents/poet.md:1:1: warning GK501 orphan-agent: no relation leads to `poet` or away from it
  1 | ---
    | ^^^
  hint: Declare which agents `poet` works with.

agents/tester-one.md:4:9: info GK305 declared-only-in-prose: `tester-one` names `planner-one` in its text, but in no field
  4 | Consult planner-one.
    |         ^^^^^^^^^^^
  hint: Declare them: `workflow_integration: [consults_to_planner_one]`.

4 files, 4 agents, 1 escalation + 1 handoff + 2 workflow edges (4 only in prose): 0 errors, 1 warning, 2 info
""")
    assert result.exit_code == 0


def test_report(write: Write, run: Run) -> None:
    """Edges of prose count, and are told from the declared ones."""
    write({**TEAM, "agents/planner-one": "escalation_to: poet"})
    result = run("report", "agents", "--prose")
    assert result.stdout.partition("\n\nFinal")[0] == snapshot("""\
4 files, 4 agents, 2 escalation + 1 handoff + 2 workflow edges (4 only in prose)

Places
  agents: 4 agents, 2 escalation + 1 handoff + 2 workflow edges

Levels
  no level     4  builder, planner-one, poet, tester-one

Relations
  escalation     2  0 declared by both sides, 1 by one, 1 only in prose
  handoff        1  0 declared by both sides, 0 by one, 1 only in prose
  workflow       2  2 only in prose

Escalation hierarchy
  poet
  └─ planner-one
     └─ builder\
""")


def test_markdown(write: Write, run: Run) -> None:
    """The document has a column for them, if there are any."""
    write({**TEAM, "agents/planner-one": "escalation_to: poet"})
    document = run("report", "agents", "--prose", "--format", "markdown").stdout
    assert document.partition("## Relations\n\n")[2].partition("\n\n")[0] == snapshot("""\
| Relation | Edges | Declared by both sides | By one side | Only in prose |
|---|---|---|---|---|
| `escalation` | 2 | 0 | 1 | 1 |
| `handoff` | 1 | 0 | 0 | 1 |
| `workflow` | 2 |  |  | 2 |\
""")
    assert "Only in prose" not in run("report", "agents", "--format", "markdown").stdout


def test_reports_name_the_switch(write: Write, run: Run) -> None:
    """Text and Markdown say that there is more to read."""
    write(TEAM)
    assert "4 relations seem to stand in prose only; --prose reads them" in run("report", "agents").stdout
    assert "--prose reads them." in run("report", "agents", "--format", "markdown").stdout


def test_json_marks_references(write: Write, run: Run) -> None:
    """A reference in running text is marked; all others are as they were, and the schema knows it."""
    write({**TEAM, "agents/planner-one": "escalation_to: poet"})
    found = json.loads(run("report", "agents", "--prose", "--format", "json").stdout)
    jsonschema.validate(found, json.loads(run("schema").stdout))
    assert [
        (edge["source"], edge["target"], edge["relation"], reference["field"], reference.get("prose"))
        for edge in found["edges"]
        for reference in edge["references"]
    ] == snapshot(
        [
            ("builder", "planner-one", "escalation", "body", True),
            ("planner-one", "poet", "escalation", "escalation_to", None),
            ("builder", "tester-one", "handoff", "description", True),
            ("builder", "tester-one", "workflow", "body", True),
            ("tester-one", "planner-one", "workflow", "body", True),
        ]
    )


def test_the_configuration_may_say_so(write: Write, run: Run) -> None:
    """`prose = true` is the switch for good, and `--isolated` leaves it out."""
    write({**TEAM, "graphkit.toml": "prose = true\n"})
    assert "only in prose" in run("check", "agents").stdout
    assert "no edges" in run("check", "agents", "--isolated").stdout


def test_pictures_show_prose(write: Write, run: Run) -> None:
    """What stands in prose only is drawn with dots."""
    write(TEAM)
    picture = run("render", "agents", "--format", "dot", "--prose").stdout
    lines = [line for line in picture.split("\n") if "->" in line]
    assert len(lines) == 4
    assert all("style=dotted" in line for line in lines)
    assert "only in prose" in picture
    diagram = run("render", "agents", "--format", "mmd", "--prose").stdout
    assert re.findall(r"n\d+ (\S+) n\d+$", diagram, re.MULTILINE) == ["-.->"] * 4
