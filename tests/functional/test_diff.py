"""`graphkit diff` and `check --since`: what changed, and what the change causes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from inline_snapshot import snapshot

from tests.functional.conftest import SOUND, Run, Write
from tests.unit.folders import OPS, WEB
from tests.unit.repositories import commit, git

LATER: dict[str, str | bytes] = {
    "agents/lead": "specialization_level: principal\nescalation_to: [dev, nomore]\nescalation_from: [dev]\n",
    "agents/dev": "specialization_level: senior\nescalation_to: [lead]\ntools: Read\n",
    "agents/qa": "specialization_level: senior\nparallel_compatible: [dev]\nescalation_to: [lead]\n"
    "description: Plans the tests, writes those that nobody else writes, and says when a release may go out.\n",
}


@pytest.fixture
def history(write: Write, tmp_path: Path) -> Path:
    """Make a repository of two commits: three sound agents; then one gone, one new, and a circle."""
    write({})
    commit(tmp_path, dict(SOUND))
    commit(tmp_path, LATER, "agents/tester.md")
    return tmp_path


def stable(text: str) -> str:
    """Take out the hashes, which differ from one version of git to another no more than from run to run."""
    return text.replace(SHORT["old"], "OLD").replace(SHORT["new"], "NEW")


SHORT: dict[str, str] = {}


@pytest.fixture(autouse=True)
def hashes(request: pytest.FixtureRequest) -> None:
    """Note the hashes of the two commits."""
    if "history" in request.fixturenames:
        folder = request.getfixturevalue("history")
        SHORT.update(old=git(folder, "rev-parse", "HEAD~1")[:7], new=git(folder, "rev-parse", "HEAD")[:7])


def test_two_revisions(history: Path, run: Run) -> None:
    """Every change is a line with its place: agents, edges, cycles, findings."""
    result = run("diff", "HEAD~1", "HEAD")
    assert stable(result.stdout) == snapshot("""\
HEAD~1 (OLD) → HEAD (NEW): agents +1 -1 ~2, edges +4 -2, cycles +1, findings +3 (3 agents before, 3 after)

Agents
  + qa: senior  agents/qa.md:1:1
  - tester: senior  agents/tester.md:1:1
  ~ dev: allowed tools +Read  agents/dev.md:1:1
  ~ lead: level staff -> principal  agents/lead.md:1:1

Edges
  + lead -> dev: escalation  agents/lead.md:3:17
  + lead -> nomore: escalation, not defined  agents/lead.md:3:22
  + qa -> lead: escalation  agents/qa.md:4:17
  + dev <-> qa: parallel  agents/qa.md:3:23
  - tester -> lead: escalation  agents/tester.md:3:17
  - dev <-> tester: parallel  agents/dev.md:4:23

Cycles
  + new GK201 escalation-cycle: escalation cycle of 2 agents: `dev` -> `lead` -> `dev`  agents/dev.md:3:17

Findings
  + warning GK401 escalates-down: `lead` (principal) escalates to `dev`, which is of a lower level (senior)  agents/lead.md:3:17
  + error GK101 missing-target: `lead` escalates to `nomore`, but no agent defines `nomore`  agents/lead.md:3:22
  + warning GK301 one-sided-escalation: `qa` escalates to `lead`, but `escalation_from` of `lead` does not name `qa`  agents/qa.md:4:17
""")
    assert (result.exit_code, result.stderr) == (0, "")


def test_markdown_for_a_pull_request(history: Path, run: Run) -> None:
    """The same as tables that fold away when they are long."""
    assert stable(run("diff", "HEAD~1..HEAD", "--format", "markdown").stdout) == snapshot("""\
## Changes of the agent graph

HEAD\\~1 \\(OLD\\) → HEAD \\(NEW\\): **agents +1 -1 ~2, edges +4 -2, cycles +1, findings +3** (3 agents before, 3 after)

<details open><summary>Agents (4)</summary>

| | what | how | where |
|---|---|---|---|
| ➕ | qa | senior | agents/qa.md\\:1\\:1 |
| ➖ | tester | senior | agents/tester.md\\:1\\:1 |
| ✏️ | dev | allowed tools \\+Read | agents/dev.md\\:1\\:1 |
| ✏️ | lead | level staff \\-&gt; principal | agents/lead.md\\:1\\:1 |

</details>

<details open><summary>Edges (6)</summary>

| | what | how | where |
|---|---|---|---|
| ➕ | lead \\-&gt; dev | escalation | agents/lead.md\\:3\\:17 |
| ➕ | lead \\-&gt; nomore | escalation, not defined | agents/lead.md\\:3\\:22 |
| ➕ | qa \\-&gt; lead | escalation | agents/qa.md\\:4\\:17 |
| ➕ | dev &lt;\\-&gt; qa | parallel | agents/qa.md\\:3\\:23 |
| ➖ | tester \\-&gt; lead | escalation | agents/tester.md\\:3\\:17 |
| ➖ | dev &lt;\\-&gt; tester | parallel | agents/dev.md\\:4\\:23 |

</details>

<details open><summary>Cycles (1)</summary>

| | what | how | where |
|---|---|---|---|
| ➕ | new GK201 escalation\\-cycle | escalation cycle of 2 agents\\: \\`dev\\` \\-&gt; \\`lead\\` \\-&gt; \\`dev\\` | agents/dev.md\\:3\\:17 |

</details>

<details open><summary>Findings (3)</summary>

| | what | how | where |
|---|---|---|---|
| ➕ | warning GK401 escalates\\-down | \\`lead\\` \\(principal\\) escalates to \\`dev\\`, which is of a lower level \\(senior\\) | agents/lead.md\\:3\\:17 |
| ➕ | error GK101 missing\\-target | \\`lead\\` escalates to \\`nomore\\`, but no agent defines \\`nomore\\` | agents/lead.md\\:3\\:22 |
| ➕ | warning GK301 one\\-sided\\-escalation | \\`qa\\` escalates to \\`lead\\`, but \\`escalation\\_from\\` of \\`lead\\` does not name \\`qa\\` | agents/qa.md\\:4\\:17 |

</details>

```mermaid
flowchart BT
  accTitle: HEAD#126;1 (OLD) #8594; HEAD (NEW)
  accDescr: 4 agents, 4 escalation edges, 2 parallel edges, 2 lines on a cycle, 1 missing target.
  n0["dev<br/>senior"]:::agent_unchanged
  n1["lead<br/>principal"]:::agent_unchanged
  n2["qa<br/>senior"]:::agent_added
  n3["tester<br/>senior"]:::agent_removed
  n4["nomore<br/>(not defined)"]:::agent_added
  n0 --> n1
  n1 --> n0
  n1 --> n4
  n2 --> n1
  n3 -.-> n1
  n0 -.- n2
  n0 -.- n3
  subgraph key ["Legend"]
  direction LR
  k0["added agent"]:::key0
  k1["removed agent"]:::key1
  k2["unchanged agent"]:::key2
  k3a((" ")) -->|"added edge"| k3b((" "))
  k4a((" ")) -.->|"removed edge"| k4b((" "))
  k5a((" ")) -->|"unchanged edge"| k5b((" "))
  end
  style key fill:#ffffff,stroke:#6B7280
  k0 ~~~ k1
  k1 ~~~ k2
  k2 ~~~ k3a
  k3b ~~~ k4a
  k4b ~~~ k5a
  key ~~~ n0
  key ~~~ n1
  key ~~~ n2
  key ~~~ n3
  key ~~~ n4
  classDef agent_added fill:#DCFCE7,stroke:#15803D,stroke-width:1.8px,color:#1F2937
  classDef agent_removed fill:#FEE2E2,stroke:#B91C1C,stroke-width:1.4px,color:#1F2937,stroke-dasharray:5 3
  classDef agent_unchanged fill:#F9FAFB,stroke:#9CA3AF,stroke-width:1px,color:#1F2937
  classDef key0 fill:#DCFCE7,stroke:#15803D,stroke-width:1.8px,color:#1F2937
  classDef key1 fill:#FEE2E2,stroke:#B91C1C,stroke-width:1.4px,color:#1F2937,stroke-dasharray:5 3
  classDef key2 fill:#F9FAFB,stroke:#9CA3AF,stroke-width:1px,color:#1F2937
  linkStyle 5 stroke:#15803D,stroke-width:1.8px
  linkStyle 1,2,3,7 stroke:#15803D,stroke-width:1.8px
  linkStyle 0,9 stroke:#B0B7C3,stroke-width:1px
  linkStyle 4,8 stroke:#B91C1C,stroke-width:1.4px
  linkStyle 6 stroke:#B91C1C,stroke-width:1.4px
```
""")


def test_json(history: Path, run: Run) -> None:
    """A program finds each part by name, with findings as in every JSON output."""
    content = json.loads(run("diff", "HEAD~1", "--format", "json").stdout)
    assert list(content) == ["version", "tool", "old", "new", "agents", "edges", "cycles", "findings", "calls"]
    assert content["new"] == "work tree"
    assert [agent["id"] for agent in content["agents"]["added"]] == ["qa"]
    assert content["agents"]["changed"][0] == {
        "id": "dev", "name": "dev", "path": "agents/dev.md", "line": 1, "level": "senior",
        "facts": [{"name": "allowed tools", "before": "", "after": "Read"}],
    }  # fmt: skip
    assert [(edge["source"], edge["target"]) for edge in content["edges"]["removed"]] == [
        ("tester", "lead"), ("dev", "tester"),
    ]  # fmt: skip
    assert content["cycles"]["new"][0]["agents"] == ["dev", "lead"]
    assert {finding["code"] for finding in content["findings"]["added"]} == {"GK101", "GK301", "GK401"}


def test_the_work_tree_is_the_default_and_is_not_touched(history: Path, run: Run) -> None:
    """What is not committed yet counts, and stays as it is."""
    (history / "agents/qa.md").unlink()
    before = git(history, "status", "--short")
    result = run("diff", "HEAD")
    assert stable(result.stdout).startswith("HEAD (NEW) → work tree: agents -1, edges -2")
    assert git(history, "status", "--short") == before


def test_from_where_a_branch_left(history: Path, run: Run) -> None:
    """Three dots compare with the common ancestor, as in git."""
    git(history, "switch", "-q", "-c", "topic", "HEAD~1")
    commit(history, {"agents/new": "escalation_to: [lead]\n"})
    shown = run("diff", "main...topic").stdout
    assert "agents +1, edges +1" in shown
    assert "qa" not in shown
    assert run("diff", "main...").stdout.partition(": ")[2] == shown.partition(": ")[2]


def test_nothing_differs(history: Path, run: Run) -> None:
    """No change is one line."""
    result = run("diff", "HEAD", "--exit-code")
    assert stable(result.stdout) == "HEAD (NEW) → work tree: no difference (3 agents before, 3 after)\n"
    assert result.exit_code == 0


def test_exit_code(history: Path, run: Run) -> None:
    """A script can ask whether anything differs, as it asks git."""
    assert run("diff", "HEAD~1", "--exit-code").exit_code == 1


def test_a_pull_request_that_brings_the_first_agents(write: Write, run: Run, tmp_path: Path) -> None:
    """Before, there was no agent at all: then all of them are new. None on either side is a failure."""
    write({})
    commit(tmp_path, {"README.md": "x", "agents/README.md": "# Team\n"})
    assert run("diff", "HEAD").exit_code == 2
    assert "neither side contains an agent" in run("diff", "HEAD", "--in", "nowhere").stderr
    write(SOUND)
    assert "agents +3, edges +3 (0 agents before, 3 after)" in run("diff", "HEAD").stdout


def test_two_folders(write: Write, run: Run) -> None:
    """Without git: files are compared by their path inside the folder."""
    write({"old/a": "escalation_to: [b]\n", "old/b": "x: y\n", "new/a": "x: y\n", "new/b": "escalation_to: [a]\n"})
    result = run("diff", "old", "new")
    assert result.stdout == snapshot("""\
old → new: edges +1 -1 (2 agents before, 2 after)

Edges
  + b -> a: escalation  b.md:2:17
  - a -> b: escalation  a.md:2:17
""")
    assert run("diff", "old", "new", "--in", "x").exit_code == 2


@pytest.mark.parametrize("name", ["changes.svg", "changes.png", "changes.dot", "changes.mmd"])
def test_one_picture(history: Path, run: Run, name: str) -> None:
    """The file name says which picture; tooltips and ids are as in every picture."""
    result = run("diff", "HEAD~1", "-o", name)
    assert (result.exit_code, result.stderr) == (0, f"Wrote {name}\n")
    assert (history / name).stat().st_size > 500


def test_pictures_do_not_garble_a_terminal(history: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A PNG goes to a file or a pipe."""
    monkeypatch.setattr("graphkit.cli.terminal.is_terminal", lambda: True)
    assert "name a file with -o" in run("diff", "HEAD", "--format", "png").stderr


def test_hostile_names_of_the_past(write: Write, run: Run, tmp_path: Path) -> None:
    """What an agent was called is as untrusted as what it is called."""
    write({})
    evil = 'name: "x\\e[2J\\u202e\\n::error::gotcha"\nescalation_to: ["\\e[31mred|<b>"]\n'
    commit(tmp_path, dict(SOUND) | {"agents/evil\x1b[2J": evil})
    (tmp_path / "agents/evil\x1b[2J.md").unlink()
    for fmt in ("text", "markdown", "json", "svg", "dot", "mmd"):
        shown = run("diff", "HEAD", "--format", fmt).stdout
        assert "gotcha" in shown, fmt
        assert not set(shown) & set("\x1b\x07\u202e\r"), fmt
        assert not any(line.lstrip().startswith("::") for line in shown.splitlines()), fmt


def test_since(history: Path, run: Run) -> None:
    """All is analysed, only what the change causes is reported, with the lines of today."""
    commit(history, {"agents/qa": "specialization_level: senior\nescalation_to: [lead, leed]\n"})
    result = run("check", "--since", "HEAD~1", "--format", "concise")
    assert result.stdout == snapshot("""\
agents/qa.md:3:23: error GK101 `qa` escalates to `leed`, but no agent defines `leed`
3 files, 3 agents, 3 escalation edges: 1 error, 0 warnings, 0 info
""")
    assert (result.exit_code, result.stderr) == (1, "4 of 5 findings existed before; not shown.\n")
    assert run("check", "--since", "HEAD").exit_code == 0
    assert run("check").exit_code == 1


def test_since_an_edge_closes_another_circle(history: Path, run: Run) -> None:
    """The group was known; the edge that is to blame is named."""
    files = {
        "agents/lead": "specialization_level: principal\nescalation_to: [dev, nomore, qa]\nescalation_from: [dev]\n"
    }
    commit(history, files)
    shown = run("check", "--since", "HEAD~1").stdout
    assert (
        "error GK201 escalation-cycle: a known escalation cycle has grown: 3 agents, new is `lead` -> `qa` -> `lead`"
        in shown
    )
    assert "hint: Remove what is new: `lead` -> `qa` (agents/lead.md:3:30)" in shown
    assert "GK101" not in shown


def test_since_is_written_everywhere(history: Path, run: Run) -> None:
    """Every format shows the same findings, and `--timings` the stage."""
    result = run("check", "--since", "HEAD", "--format", "json", "--timings")
    assert json.loads(result.stdout)["findings"] == []
    assert "compare" in result.stderr


@pytest.mark.parametrize("command", [("diff", "nowhere"), ("check", "--since", "nowhere"), ("diff", "HEAD", "nowhere")])
def test_an_unknown_revision(history: Path, run: Run, command: tuple[str, ...]) -> None:
    """A name that git does not know stops the run."""
    result = run(*command)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "graphkit: error: git knows no revision `nowhere`" in result.stderr


@pytest.mark.parametrize("sides", [("agents", "nope"), ("nope", "agents")])
def test_a_folder_that_is_there_is_not_blamed(history: Path, run: Run, sides: tuple[str, str]) -> None:
    """Of two folders, the one that does not exist is named."""
    result = run("diff", *sides)
    assert result.exit_code == 2
    said = "graphkit: error: there is no folder `nope` to compare `agents` with; git knows no revision `nope` in"
    assert said in result.stderr


def test_no_repository(write: Write, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without git history there is nothing to compare with; JSON keeps its shape."""
    write(SOUND)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    result = run("check", "--since", "main", "--format", "json")
    assert result.exit_code == 2
    assert "is in no git work tree" in json.loads(result.stdout)["error"]


def test_namesakes_are_not_to_blame_for_what_was_there(write: Write, run: Run, tmp_path: Path) -> None:
    """A second team with the same names changes the ids of the first; what it brings is all that differs."""
    write({})
    commit(tmp_path, WEB)
    write(OPS)
    result = run("check", ".", "--since", "HEAD", "--fail-on", "info")
    assert (result.exit_code, result.stderr) == (0, "3 of 3 findings existed before; not shown.\n")
    assert ": agents +3, edges +2 (3 agents before, 6 after)" in run("diff", "HEAD", "--in", ".").stdout
    write({"ops/agents/dev": "escalation_to: [ghost, lead]\nparallel_compatible: [dev-ops]"})
    result = run("check", ".", "--since", "HEAD", "--format", "concise")
    assert (result.exit_code, result.stdout.count("GK")) == (1, 1)
    assert "ops/agents/dev.md:2:17: error GK101" in result.stdout


GLAZIERS: dict[str, str | bytes] = {
    "crew/old-glazer": "name: old-glazer\nescalation_to: [roofer]\nparallel_compatible: [mason]\n",
    "crew/mason": "name: mason\nescalation_to: [roofer, nomore]\nparallel_compatible: []\n",
    "crew/roofer": "name: roofer\nescalation_from: [mason]\n",
}


@pytest.fixture
def renamed(write: Write, tmp_path: Path) -> Path:
    """Make a repository in which an agent was renamed, with its file and its name."""
    write({})
    commit(tmp_path, GLAZIERS)
    git(tmp_path, "mv", "crew/old-glazer.md", "crew/window-maker.md")
    commit(
        tmp_path,
        {"crew/window-maker": "name: window-maker\nescalation_to: [roofer]\nparallel_compatible: [mason]\n"},
    )
    return tmp_path


def test_a_renamed_agent_is_one_agent(renamed: Path, run: Run) -> None:
    """It is one change with both names and both files; its edges and findings neither come nor go."""
    result = run("diff", "HEAD~1", "HEAD", "--in", "crew")
    assert result.stdout.splitlines()[2:] == [
        "Agents",
        "  ~ old-glazer -> window-maker: file crew/old-glazer.md -> crew/window-maker.md  crew/window-maker.md:2:7",
    ]


def test_findings_of_a_renamed_agent_are_not_new(renamed: Path, run: Run) -> None:
    """What was found of it under its old name is not caused by the change."""
    result = run("check", "crew", "--since", "HEAD~1", "--fail-on", "warning")
    assert result.exit_code == 0, result.stdout


def test_findings_of_a_moved_folder_are_not_new(renamed: Path, run: Run) -> None:
    """A folder that was moved is looked for where it was."""
    git(renamed, "mv", "crew", "ship")
    assert run("check", "ship", "--since", "HEAD", "--fail-on", "warning").exit_code == 0


def test_a_side_without_agents_is_said(renamed: Path, run: Run) -> None:
    """Where one side has no agents, stderr says so, and where git has them."""
    git(renamed, "mv", "crew", "ship")
    result = run("diff", "HEAD", "--in", "crew")
    assert "work tree has no agents where they were looked for; git has them in ship" in result.stderr
    assert "agents ~3 (3 agents before, 3 after)" in result.stdout


def test_a_date_is_a_revision(renamed: Path, run: Run) -> None:
    """The last commit until a date; a date before all commits is a failure that says so."""
    assert "no difference" in run("diff", "2030-01-01", "--in", "crew").stdout
    result = run("check", "crew", "--since", "2001-01-01")
    assert result.exit_code == 2
    assert "there is no commit at `2001-01-01` or before" in result.stderr


def test_a_comment_holds_the_picture_of_the_change(history: Path, run: Run) -> None:
    """Where edges or agents differ, Markdown ends with a Mermaid picture; where nothing differs there is none."""
    text = run("diff", "HEAD~1..HEAD", "--format", "markdown").stdout
    assert text.count("\n```mermaid\nflowchart ") == 1
    assert text.endswith("\n```\n")
    assert "mermaid" not in run("diff", "HEAD..HEAD", "--format", "markdown").stdout
