"""What `graphkit check` shows, and how it exits."""

from __future__ import annotations

import pytest
from inline_snapshot import snapshot

from graphkit import __version__
from tests.functional.conftest import BROKEN, SOUND, Run, Write


def test_shows_each_finding_with_its_line(write: Write, run: Run) -> None:
    """A finding names place, severity, code and rule, shows the line and the other side, and says what to do."""
    write(BROKEN)
    result = run("check", "agents")
    assert result.stdout == snapshot("""\
agents/architect.md:3:17: error GK201 escalation-cycle: escalation cycle of 2 agents: `architect` -> `dev` -> `architect`
  3 | escalation_to: [dev]
    |                 ^^^
  agents/architect.md:3:17: `architect` escalates to `dev`
  agents/dev.md:5:5: `dev` escalates to `architect`
  5 |   - architect
    |     ^^^^^^^^^
  hint: Suggested to remove; no cycle is left then: `architect` -> `dev` (agents/architect.md:3:17).

agents/architect.md:3:17: warning GK401 escalates-down: `architect` (principal) escalates to `dev`, which is of a lower level (senior)
  3 | escalation_to: [dev]
    |                 ^^^
  agents/architect.md:2:23: the level of `architect`
  2 | specialization_level: principal
    |                       ^^^^^^^^^
  agents/dev.md:3:23: the level of `dev`
  3 | specialization_level: senior
    |                       ^^^^^^
  hint: Correct one of the levels, turn the edge round, or say that this is delegation.

agents/dev.md:2:23: warning GK002 invalid-front-matter: `description` is not valid YAML: an unquoted value contains a colon followed by a space; its text is kept, the other 3 entries are read [fix]
  2 | description: Builds it: fast
    |                       ^
  hint: Put the value in double quotes: `description: "..."`, or write it as a block: `description: >-`.

agents/dev.md:5:5: warning GK301 one-sided-escalation: `dev` escalates to `architect`, but `escalation_from` of `architect` does not name `dev` [fix --all]
  5 |   - architect
    |     ^^^^^^^^^
  agents/architect.md:4:1: this `escalation_from` omits `dev`
  4 | escalation_from: []
    | ^^^^^^^^^^^^^^^
  hint: Add `dev` to `escalation_from` in agents/architect.md, or remove `architect` here.

agents/dev.md:6:5: error GK101 missing-target: `dev` escalates to `architct`, but no agent defines `architct`
  6 |   - architct
    |     ^^^^^^^^
  hint: Did you mean `architect`?

agents/dev.md:7:23: warning GK302 one-sided-parallel: `dev` runs in parallel with `tester`, but `parallel_compatible` of `tester` does not name `dev` [fix --all]
  7 | parallel_compatible: [tester]
    |                       ^^^^^^
  agents/tester.md:3:1: this `parallel_compatible` omits `dev`
  3 | parallel_compatible: []
    | ^^^^^^^^^^^^^^^^^^^
  hint: Add `dev` to `parallel_compatible` in agents/tester.md, or remove `tester` here.

agents/hermit.md:1:1: warning GK501 orphan-agent: no relation leads to `hermit` or away from it
  1 | ---
    | ^^^
  hint: Declare which agents `hermit` works with.

agents/tester.md:2:23: warning GK404 unknown-level: `tester` has the level `seniour`, which is none of `specialist`, `senior`, `staff`, `principal`
  2 | specialization_level: seniour
    |                       ^^^^^^^
  hint: Did you mean `senior`?

5 files, 4 agents, 2 escalation + 1 parallel edges: 2 errors, 6 warnings, 0 info; 1 can be repaired with `graphkit fix`, 3 with `graphkit fix --all`
""")
    assert (result.exit_code, result.stderr) == (1, "")


def test_a_sound_folder_is_one_line(write: Write, run: Run) -> None:
    """Without findings the summary says how much was read: an empty run never looks like a clean one."""
    write(SOUND)
    result = run("check")
    assert result.stdout == snapshot(
        "3 files, 3 agents, 2 escalation + 1 parallel edges: 0 errors, 0 warnings, 0 info\n"
    )
    assert (result.exit_code, result.stderr) == (0, "")


def test_quiet_shows_what_fails(write: Write, run: Run) -> None:
    """`-q` leaves out what does not make the run fail, and keeps the summary."""
    write(BROKEN)
    assert run("check", "-q").stdout == snapshot("""\
agents/architect.md:3:17: error GK201 escalation-cycle: escalation cycle of 2 agents: `architect` -> `dev` -> `architect`
  3 | escalation_to: [dev]
    |                 ^^^
  agents/architect.md:3:17: `architect` escalates to `dev`
  agents/dev.md:5:5: `dev` escalates to `architect`
  5 |   - architect
    |     ^^^^^^^^^
  hint: Suggested to remove; no cycle is left then: `architect` -> `dev` (agents/architect.md:3:17).

agents/dev.md:6:5: error GK101 missing-target: `dev` escalates to `architct`, but no agent defines `architct`
  6 |   - architct
    |     ^^^^^^^^
  hint: Did you mean `architect`?

5 files, 4 agents, 2 escalation + 1 parallel edges: 2 errors, 6 warnings, 0 info (-v shows them); 1 can be repaired with `graphkit fix`, 3 with `graphkit fix --all`
""")


def test_verbose_shows_everything(write: Write, run: Run) -> None:
    """`-v` adds info findings and the files without an agent, and then hides nothing."""
    write(SOUND | {"agents/README.md": "# Team\n", "agents/qa": "name: quality\nescalation_to: [lead, lead]\n"})
    result = run("check", "-v")
    assert result.stdout == snapshot("""\
agents/qa.md:2:7: info GK105 name-differs: `quality` is in a file that is called `qa`
  2 | name: quality
    |       ^^^^^^^
  hint: Rename the file, or change `name:`.

agents/qa.md:3:17: warning GK301 one-sided-escalation: `quality` escalates to `lead`, but `escalation_from` of `lead` does not name `quality` [fix --all]
  3 | escalation_to: [lead, lead]
    |                 ^^^^
  agents/lead.md:4:1: this `escalation_from` omits `quality`
  4 | escalation_from: [dev, tester]
    | ^^^^^^^^^^^^^^^
  hint: Add `quality` to `escalation_from` in agents/lead.md, or remove `lead` here.

agents/qa.md:3:23: info GK104 duplicate-reference: `escalation_to` of `quality` names `lead` 2 times [fix]
  3 | escalation_to: [lead, lead]
    |                       ^^^^
  agents/qa.md:3:17: `lead` is named here too
  3 | escalation_to: [lead, lead]
    |                 ^^^^
  hint: Remove all but one of them, or name the agent that was meant.

1 file without an agent:
  agents/README.md: no front matter

5 files, 4 agents, 3 escalation + 1 parallel edges: 0 errors, 1 warning, 2 info; 1 can be repaired with `graphkit fix`, 2 with `graphkit fix --all`
""")


@pytest.mark.parametrize(("bar", "status"), [("error", 0), ("warning", 1), ("info", 1)])
def test_the_bar_decides_the_exit_status(write: Write, run: Run, bar: str, status: int) -> None:
    """A warning fails a run only when `--fail-on` says so."""
    write(SOUND | {"agents/hermit": "description: Alone.\n"})
    assert run("check", "--fail-on", bar).exit_code == status


def test_what_fails_is_always_shown(write: Write, run: Run) -> None:
    """With `--fail-on info` nobody has to guess why the run failed: info findings are shown without `-v`."""
    write(SOUND | {"agents/qa": "name: quality\nescalation_to: [lead]\n"})
    result = run("check", "--fail-on", "info")
    assert "info GK105" in result.stdout
    assert "-v shows them" not in result.stdout
    assert result.exit_code == 1


def test_verbose_and_quiet_exclude_each_other(write: Write, run: Run) -> None:
    """Asking for more and less at once is a usage error."""
    write(SOUND)
    result = run("check", "-v", "-q")
    assert result.exit_code == 2
    assert "-v and -q exclude each other" in result.stderr


def test_json_holds_graph_and_findings(write: Write, run: Run) -> None:
    """JSON for one small folder, whole: the keys of version 1, in their order."""
    write({"a/one": "escalation_to: [two, nomore]\n", "a/two": "escalation_from: []\n"})
    result = run("check", "a", "--format", "json")
    assert result.stdout.replace(__version__, "VERSION") == snapshot("""\
{
  "version": 1,
  "tool": {
    "name": "graphkit",
    "version": "VERSION"
  },
  "agents": [
    {
      "id": "one",
      "name": "one",
      "path": "a/one.md",
      "line": 1,
      "level": null,
      "group": "a",
      "root": "a",
      "dialect": "claude-config",
      "description": null,
      "expertise": [],
      "wildcards": [],
      "tools": {
        "access": null,
        "allowed": [],
        "forbidden": []
      }
    },
    {
      "id": "two",
      "name": "two",
      "path": "a/two.md",
      "line": 1,
      "level": null,
      "group": "a",
      "root": "a",
      "dialect": "claude-config",
      "description": null,
      "expertise": [],
      "wildcards": [],
      "tools": {
        "access": null,
        "allowed": [],
        "forbidden": []
      }
    }
  ],
  "edges": [
    {
      "source": "one",
      "target": "nomore",
      "relation": "escalation",
      "label": null,
      "symmetric": false,
      "resolved": false,
      "via": null,
      "references": [
        {
          "agent": "one",
          "field": "escalation_to",
          "path": "a/one.md",
          "line": 2,
          "column": 22,
          "text": "nomore"
        }
      ]
    },
    {
      "source": "one",
      "target": "two",
      "relation": "escalation",
      "label": null,
      "symmetric": false,
      "resolved": true,
      "via": null,
      "references": [
        {
          "agent": "one",
          "field": "escalation_to",
          "path": "a/one.md",
          "line": 2,
          "column": 17,
          "text": "two"
        }
      ]
    }
  ],
  "findings": [
    {
      "code": "GK301",
      "name": "one-sided-escalation",
      "severity": "warning",
      "message": "`one` escalates to `two`, but `escalation_from` of `two` does not name `one`",
      "agents": [
        "one",
        "two"
      ],
      "path": "a/one.md",
      "line": 2,
      "column": 17,
      "related": [
        {
          "path": "a/two.md",
          "line": 2,
          "column": 1,
          "message": "this `escalation_from` omits `one`"
        }
      ],
      "edges": [
        [
          "one",
          "two",
          "escalation"
        ]
      ],
      "cut": [],
      "hint": "Add `one` to `escalation_from` in a/two.md, or remove `two` here.",
      "fixes": [
        {
          "title": "Add `one` to `escalation_from` of `two`",
          "safe": false,
          "edits": [
            {
              "path": "a/two.md",
              "start": 22,
              "end": 22,
              "text": "one",
              "line": 2,
              "column": 19,
              "end_line": 2,
              "end_column": 19
            }
          ]
        },
        {
          "title": "Remove `two` from `escalation_to` of `one`",
          "safe": false,
          "edits": [
            {
              "path": "a/one.md",
              "start": 20,
              "end": 25,
              "text": "",
              "line": 2,
              "column": 17,
              "end_line": 2,
              "end_column": 22
            }
          ]
        }
      ],
      "suppressed": false,
      "suppression": null
    },
    {
      "code": "GK101",
      "name": "missing-target",
      "severity": "error",
      "message": "`one` escalates to `nomore`, but no agent defines `nomore`",
      "agents": [
        "one"
      ],
      "path": "a/one.md",
      "line": 2,
      "column": 22,
      "related": [],
      "edges": [
        [
          "one",
          "nomore",
          "escalation"
        ]
      ],
      "cut": [],
      "hint": "Define `nomore`, write the name of an agent that exists, or remove the entry.",
      "suppressed": false,
      "suppression": null
    }
  ],
  "ghosts": [
    "nomore"
  ],
  "skipped": [],
  "summary": {
    "files": 2,
    "agents": 2,
    "edges": {
      "escalation": 1
    },
    "findings": {
      "error": 1,
      "warning": 1,
      "info": 0
    },
    "suppressed": 0,
    "known": 0,
    "stale": 0,
    "callers": 0,
    "calls": 0,
    "roots": [
      {
        "root": "a",
        "agents": 2,
        "edges": {
          "escalation": 1
        },
        "findings": {
          "error": 1,
          "warning": 1,
          "info": 0
        }
      }
    ]
  },
  "stale": [],
  "callers": [],
  "calls": [],
  "named": [
    "one",
    "two"
  ],
  "places": [
    {
      "path": "a",
      "agents": 2
    }
  ],
  "second_rank": [],
  "copies": [],
  "unread": [],
  "other_files": {}
}
""")
    assert (result.exit_code, result.stderr) == (1, "")


HOSTILE = {
    "agents/evil": 'name: "ev\\e[2J\\e]0;owned\\a\\u202eil\\n::error file=x::gotcha"\nescalation_to: ["\\e[31mred"]\n',
}


def test_hostile_names_cannot_reach_the_terminal(write: Write, run: Run) -> None:
    """Escape sequences, bidirectional overrides and line breaks of a name are shown, never sent."""
    write(HOSTILE)
    for arguments in (["check", "-v"], ["report"], ["report", "--format", "markdown"], ["check", "--format", "json"]):
        shown = run(*arguments).stdout
        assert not set(shown) & set("\x1b\x07\u202e\r\x9b"), arguments
        assert not any(line.lstrip().startswith("::error") for line in shown.splitlines()), arguments


def test_hostile_names_are_still_readable(write: Write, run: Run) -> None:
    """What a name tried to send stands in the output as text."""
    write(HOSTILE)
    assert run("check", "-q").stdout == snapshot("""\
agents/evil.md:3:17: error GK101 missing-target: `ev\\x1b[2J\\x1b]0;owned\\x07\\u202eil ::error file=x::gotcha` escalates to `\\x1b[31mred`, but no agent defines `\\x1b[31mred`
  3 | escalation_to: ["\\e[31mred"]
    |                 ^^^^^^^^^^^
  hint: Define `\\x1b[31mred`, write the name of an agent that exists, or remove the entry.

1 file, 1 agent, no edges: 1 error, 1 warning, 1 info (-v shows them)
""")


def test_a_hostile_file_name_is_harmless(write: Write, run: Run) -> None:
    """Paths are as untrusted as names."""
    write({"agents/\x1b[31mred": "escalation_to: [nomore]\n"})
    shown = run("check").stdout
    assert "\x1b" not in shown
    assert "agents/\\x1b[31mred.md:2:17: error GK101" in shown
