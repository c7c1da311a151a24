"""Ignores in the files, and the choice of rules, through the command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from inline_snapshot import snapshot

from tests.functional.conftest import BROKEN, SOUND, Run, Write

CYCLE = {
    "agents/a": "escalation_to: [b]\n",
    "agents/b": "escalation_to:\n  - c\n",
    "agents/c": "escalation_to: [a]\n",
}


@pytest.mark.parametrize("agent", ["a", "b", "c"])
def test_a_cycle_can_be_excused_at_any_of_its_edges(write: Write, run: Run, agent: str) -> None:
    """Exit 0, and the summary says that something is let pass; --no-ignores brings it back."""
    target = {"a": "b", "b": "c", "c": "a"}[agent]
    excused = f"escalation_to:\n  # graphkit: ignore[GK201] agreed with the team\n  - {target}\n"
    write({**CYCLE, f"agents/{agent}": excused})
    result = run("check", "agents")
    assert (result.exit_code, result.stdout) == (
        0,
        "3 files, 3 agents, 3 escalation edges: 0 errors, 0 warnings, 0 info, 1 suppressed\n",
    )
    assert run("check", "agents", "--no-ignores").exit_code == 1


def test_ignores_that_do_nothing_are_told(write: Write, run: Run) -> None:
    """Blanket, misspelt, misplaced, or no longer needed: each is a warning with a remedy."""
    write(
        {
            **SOUND,
            "agents/dev.md": "---\nescalation_to: [lead]  # graphkit: ignore\nparallel_compatible: [tester]"
            "  # graphkit: ignore[GK302, GK392]\ndescription: |\n  # graphkit: ignore[GK101] only text\n---\n\n"
            "<!-- graphkit: ignore-file[GK501] lonely -->\n",
        }
    )
    assert run("check", "agents", "-q", "--fail-on", "warning").stdout == snapshot("""\
agents/dev.md:2:26: warning GK901 unused-ignore: `ignore` names no rule, so it suppresses nothing
  2 | escalation_to: [lead]  # graphkit: ignore
    |                          ^^^^^^^^^^^^^^^^
  hint: Name the rule: `# graphkit: ignore[GK301] why`.

agents/dev.md:3:34: warning GK901 unused-ignore: this ignore names a rule `GK392` that does not exist
  3 | parallel_compatible: [tester]  # graphkit: ignore[GK302, GK392]
    |                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  hint: Did you mean `GK302`?

agents/dev.md:3:34: warning GK901 unused-ignore: this ignore of GK302 suppresses nothing: no such finding there
  3 | parallel_compatible: [tester]  # graphkit: ignore[GK302, GK392]
    |                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  hint: Remove `GK302` from it.

agents/dev.md:8:6: warning GK901 unused-ignore: this ignore of GK501 suppresses nothing: no such finding in this file
  8 | <!-- graphkit: ignore-file[GK501] lonely -->
    |      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  hint: Remove `GK501` from it.

3 files, 3 agents, 2 escalation + 1 parallel edges: 0 errors, 4 warnings, 0 info
""")


def test_a_reason_can_be_required(write: Write, run: Run) -> None:
    """The configuration asks for it."""
    write({**CYCLE, "agents/a": "escalation_to: [b]  # graphkit: ignore[GK201]\n"})
    assert run("check", "agents").exit_code == 0
    write({"graphkit.toml": "require-ignore-reason = true\n"})
    result = run("check", "agents")
    assert result.exit_code == 1
    assert "this ignore of GK201 gives no reason, so it suppresses nothing" in result.stdout


def codes(run: Run, *arguments: str) -> list[str]:
    """Return the codes that a run reports, sorted."""
    shown = run("check", "agents", "-v", *arguments).stdout
    return sorted({word for word in shown.split() if word.startswith("GK") and len(word) == 5})


def test_rules_are_chosen_on_the_command_line(write: Write, run: Run) -> None:
    """By code, prefix or name, with commas or repeated; --select begins anew, the others add to the configuration."""
    write({**BROKEN, "graphkit.toml": 'ignore = ["GK3", "GK4"]\n'})
    assert codes(run) == ["GK002", "GK101", "GK201", "GK501"]
    assert codes(run, "--ignore", "GK501,GK0", "--ignore", "missing-target") == ["GK201"]
    assert codes(run, "--extend-select", "GK404") == ["GK002", "GK101", "GK201", "GK404", "GK501"]
    assert codes(run, "--select", "GK3") == ["GK301", "GK302"]
    assert codes(run, "--isolated", "--select", "GK4", "--ignore", "GK404") == ["GK401"]


def test_an_unknown_rule_stops_the_run(write: Write, run: Run) -> None:
    """Wherever it is named, and before anything is read."""
    write({**BROKEN, "graphkit.toml": 'ignore = ["GK388"]\n[per-file-ignores]\n"*" = ["orphan-agents"]\n'})
    result = run("check", "agents", "--extend-select", "escalation-cycel")
    assert result.exit_code == 2
    assert result.stderr == snapshot("""\
graphkit: error: --extend-select: `extend-select` names a rule `escalation-cycel` that does not exist; did you mean `escalation-cycle`?
graphkit.toml:1: `ignore` names a rule `GK388` that does not exist; `graphkit rule` lists them all.
graphkit.toml:2: `per-file-ignores` names a rule `orphan-agents` that does not exist; did you mean `orphan-agent`?
""")
    assert run("config").exit_code == 2


def test_severities_and_files(write: Write, run: Run) -> None:
    """A rule can weigh more, less or nothing; a file can be left out; `fail-on` is that of the configuration."""
    write(BROKEN)
    config = Path("graphkit.toml")
    config.write_text(
        'fail-on = "warning"\nselect = ["GK4", "GK501"]\n[severity]\nGK401 = "off"\nunknown-level = "info"\n'
        '[per-file-ignores]\n"agents/her*" = ["GK501"]\n',
        encoding="utf-8",
    )
    assert run("check", "agents").exit_code == 0
    assert run("check", "agents", "--fail-on", "info").exit_code == 1
    config.write_text('[severity]\nGK501 = "error"\n', encoding="utf-8")
    assert "error GK501" in run("check", "agents", "--select", "GK501").stdout


def test_paths_and_exclude_are_those_of_the_configuration(write: Write, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    """Relative to its folder, wherever the command is run; a file that is named is read all the same."""
    write({**SOUND, **{f"team/{name}": text for name, text in BROKEN.items()}})
    write(
        {"graphkit.toml": 'paths = ["agents", "team/agents"]\nexclude = ["team/agents/*", "!team/agents/tester.md"]\n'}
    )
    assert run("check", "-v").stdout.count("excluded by the configuration") == 4
    inner = tmp_path / "team"
    monkeypatch.chdir(inner)
    shown = run("check", "-v").stdout
    assert "\n8 files, 4 agents" in shown
    assert "  agents/hermit.md: excluded by the configuration" in shown
    assert json.loads(run("check", "agents/hermit.md", "--format", "json").stdout)["named"] == ["hermit"]
