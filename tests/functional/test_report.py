"""What `graphkit report` says about a folder."""

from __future__ import annotations

import json
from pathlib import Path

from inline_snapshot import snapshot

from tests.functional.conftest import BROKEN, SOUND, Run, Write


def test_text(write: Write, run: Run) -> None:
    """The graph in words: sizes, levels, hierarchy, authorities, and every kind of fault."""
    write(BROKEN)
    result = run("report", "agents")
    assert result.stdout == snapshot("""\
5 files, 4 agents, 2 escalation + 1 parallel edges

Places
  agents: 4 agents, 2 escalation + 1 parallel edges

Levels
  principal     1  architect
  senior        1  dev
  seniour       1  tester
  no level      1  hermit

Relations
  escalation     2  0 declared by both sides, 2 by one, 1 more to or from names that no agent defines
  parallel       1  0 declared by both sides, 1 by one

Escalation hierarchy
  architect (principal)
  └─ dev (senior)
     └─ architect (see above)

Final authorities
  none

Most escalations taken
  architect     1  █
  dev           1  █

Cycles
  architect → dev → architect (escalation, 2 agents)
    (agents/architect.md:3:17)
    (agents/dev.md:5:5)

Orphans
  hermit

Missing targets
  architct
    dev: escalation_to (agents/dev.md:6:5)

One-sided pairs
  escalation (1)
    dev → architect, declared only by dev (agents/dev.md:5:5)
  parallel (1)
    dev ↔ tester, declared only by dev (agents/dev.md:7:23)

2 errors, 6 warnings, 0 info; `graphkit check` shows each with its line.
""")
    assert (result.exit_code, result.stderr) == (0, "")


def test_markdown(write: Write, run: Run) -> None:
    """The same as a document."""
    write(BROKEN)
    result = run("report", "agents", "--format", "markdown")
    assert result.stdout == snapshot("""\
# Agent graph

5 files, 4 agents, 2 escalation + 1 parallel edges.

## Places

| Place | Agents | Edges |
|---|---|---|
| `agents` | 4 | 2 escalation + 1 parallel edges |

## Levels

| Level | Agents | Who |
|---|---|---|
| principal | 1 | `architect` |
| senior | 1 | `dev` |
| seniour | 1 | `tester` |
| (none) | 1 | `hermit` |

## Relations

| Relation | Edges | Declared by both sides | By one side | More to or from names that no agent defines |
|---|---|---|---|---|
| `escalation` | 2 | 0 | 2 | 1 |
| `parallel` | 1 | 0 | 1 | 0 |

## Escalation hierarchy

- `architect` (principal)
  - `dev` (senior)
    - `architect` *(see above)*

## Final authorities

None.

## Most escalations taken

| Agent | Escalations |
|---|---|
| `architect` | 1 |
| `dev` | 1 |

## Cycles

- `architect` → `dev` → `architect` (escalation; 2 agents: `architect`, `dev`)
  - `agents/architect.md:3:17`
  - `agents/dev.md:5:5`

## Orphans

- `hermit`

## Missing targets

| Name | Used by | Field | Place |
|---|---|---|---|
| `architct` | `dev` | `escalation_to` | `agents/dev.md:6:5` |

## One-sided pairs

| Relation | Edge | Declared only by | Place |
|---|---|---|---|
| `escalation` | `dev` → `architect` | `dev` | `agents/dev.md:5:5` |
| `parallel` | `dev` ↔ `tester` | `dev` | `agents/dev.md:7:23` |

## Findings

2 errors, 6 warnings, 0 info; `graphkit check` shows each with its line.
""")
    assert result.exit_code == 0


def test_json_is_that_of_check(write: Write, run: Run) -> None:
    """Both commands write one JSON; only the exit status differs."""
    write(BROKEN)
    report, check = run("report", "--format", "json"), run("check", "--format", "json")
    assert report.stdout == check.stdout
    assert (report.exit_code, check.exit_code) == (0, 1)


def test_a_file_is_written_whole(write: Write, run: Run, tmp_path: Path) -> None:
    """`-o` writes UTF-8 in the format of the suffix, keeps standard output empty, and leaves no draft behind."""
    write(SOUND)
    (tmp_path / "out").mkdir()
    for name, start in (("team.md", "# Agent graph\n"), ("team.json", "{\n"), ("team.txt", "3 files, 3 agents")):
        result = run("report", "-o", f"out/{name}")
        assert (result.exit_code, result.stdout, result.stderr) == (0, "", f"Wrote out/{name}\n")
        assert (tmp_path / "out" / name).read_bytes().decode().startswith(start)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["team.json", "team.md", "team.txt"]


def test_a_file_is_plain_and_whole_whatever_the_terminal(write: Write, run: Run, tmp_path: Path) -> None:
    """A file holds no colours unless they were asked for."""
    write(SOUND)
    run("report", "-o", "plain.txt")
    run("report", "-o", "painted.txt", "--color", "always")
    assert "\x1b" not in (tmp_path / "plain.txt").read_text("utf-8")
    assert "\x1b[1mLevels\x1b[0m" in (tmp_path / "painted.txt").read_text("utf-8")


def test_a_missing_folder_is_not_made(write: Write, run: Run, tmp_path: Path) -> None:
    """An output folder that does not exist is an error, and stays missing."""
    write(SOUND)
    result = run("report", "-o", "nowhere/team.md")
    assert result.exit_code == 2
    assert result.stderr == snapshot(
        "graphkit: error: cannot write nowhere/team.md: the folder nowhere does not exist. Create it first, or write elsewhere.\n"
    )
    assert not (tmp_path / "nowhere").exists()


def test_a_failure_takes_the_place_of_the_report(write: Write, run: Run, tmp_path: Path) -> None:
    """With JSON to a file, a failed run leaves no report of yesterday that passes for one of today."""
    write({"team.json": "{}"})
    result = run("report", "nowhere", "-o", "team.json")
    assert result.exit_code == 2
    assert "no such file or folder: nowhere" in json.loads((tmp_path / "team.json").read_text("utf-8"))["error"]
