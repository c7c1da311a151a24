"""`check --format`: several outputs at once, each where it belongs, and nothing hostile in any of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from inline_snapshot import snapshot

from graphkit.reporters import CHECK
from tests.functional.conftest import BROKEN, SOUND, Run, Write
from tests.functional.test_check import HOSTILE


def test_several_formats_in_one_run(write: Write, run: Run, tmp_path: Path) -> None:
    """One run writes for people, for code scanning and for test results."""
    write(BROKEN)
    result = run("check", "agents", "--format", "sarif=out.sarif", "--format", "junit=out.xml", "--format", "concise")
    assert result.stdout == snapshot("""\
agents/architect.md:3:17: error GK201 escalation cycle of 2 agents: `architect` -> `dev` -> `architect`
agents/architect.md:3:17: warning GK401 `architect` (principal) escalates to `dev`, which is of a lower level (senior)
agents/dev.md:2:23: warning GK002 `description` is not valid YAML: an unquoted value contains a colon followed by a space; its text is kept, the other 3 entries are read
agents/dev.md:5:5: warning GK301 `dev` escalates to `architect`, but `escalation_from` of `architect` does not name `dev`
agents/dev.md:6:5: error GK101 `dev` escalates to `architct`, but no agent defines `architct`
agents/dev.md:7:23: warning GK302 `dev` runs in parallel with `tester`, but `parallel_compatible` of `tester` does not name `dev`
agents/hermit.md:1:1: warning GK501 no relation leads to `hermit` or away from it
agents/tester.md:2:23: warning GK404 `tester` has the level `seniour`, which is none of `specialist`, `senior`, `staff`, `principal`
5 files, 4 agents, 2 escalation + 1 parallel edges: 2 errors, 6 warnings, 0 info; 1 can be repaired with `graphkit fix`, 3 with `graphkit fix --all`
""")
    assert result.stderr == "Wrote out.sarif\nWrote out.xml\n"
    assert result.exit_code == 1
    assert len(json.loads((tmp_path / "out.sarif").read_text())["runs"][0]["results"]) == 8
    assert '<testsuites name="graphkit" tests="8" failures="2"' in (tmp_path / "out.xml").read_text()


def test_a_file_holds_infos_too(write: Write, run: Run, tmp_path: Path) -> None:
    """What is too much on a terminal is kept in a file, unless `-q` asks for less."""
    write(SOUND | {"agents/qa": "name: quality\nescalation_to: [lead]\n"})
    run("check", "--format", "concise=all.txt", "--format", "text")
    assert "info GK105" in (tmp_path / "all.txt").read_text()
    run("check", "-q", "--format", "concise=few.txt")
    assert "GK105" not in (tmp_path / "few.txt").read_text()


@pytest.mark.parametrize(
    ("formats", "complaint"),
    [
        (("json", "text"), "two formats go to standard output; name a file: --format sarif=out.sarif."),
        (("json=a", "sarif=./a"), "two formats go to ./a; name a file: --format sarif=out.sarif."),
        (("json=a", "sarif=a"), "two formats go to a; name a file: --format sarif=out.sarif."),
        (("html",), "'html' is not one of text, concise, json, jsonl, sarif,"),
        (("sarif=",), "'sarif=' names no file after the equals sign."),
    ],
)
def test_formats_that_make_no_sense(write: Write, run: Run, formats: tuple[str, ...], complaint: str) -> None:
    """What cannot be meant is a usage error before anything is read."""
    write(SOUND)
    result = run("check", *(word for fmt in formats for word in ("--format", fmt)))
    assert result.exit_code == 2
    assert complaint in result.stderr


def test_a_place_that_cannot_be_written(write: Write, run: Run) -> None:
    """The run fails, and says what to do."""
    write(SOUND)
    result = run("check", "--format", "sarif=nowhere/out.sarif")
    assert result.exit_code == 2
    assert "cannot write nowhere/out.sarif: the folder nowhere does not exist" in result.stderr


def test_a_failure_is_told_in_the_json_file(write: Write, run: Run, tmp_path: Path) -> None:
    """A program that waits for the file finds the reason in it, in the shape of every run."""
    write({})
    assert run("check", "nowhere", "--format", "json=out.json", "--format", "text").exit_code == 2
    assert json.loads((tmp_path / "out.json").read_text())["error"].startswith("no such file or folder: nowhere")


def test_the_summary_of_a_job(write: Write, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the format github the page of the job gets a table, after what other steps have written."""
    write(BROKEN)
    page = tmp_path / "summary.md"
    page.write_text("# Build\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(page))
    assert run("check", "agents").exit_code == 1
    assert page.read_text() == "# Build\n"
    assert run("check", "agents", "--format", "github").stdout.startswith("::error file=agents/architect.md,line=3")
    assert page.read_text().startswith("# Build\n## graphkit: 2 errors, 6 warnings, 0 info\n")


def test_a_summary_that_cannot_be_written_costs_only_itself(
    write: Write, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page is an extra: the annotations are there, and the exit status is that of the findings."""
    write(SOUND)
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path))
    result = run("check", "--format", "github")
    assert (result.exit_code, result.stdout.startswith("3 files")) == (0, True)
    assert "GITHUB_STEP_SUMMARY cannot be written: Is a directory" in result.stderr


def test_exit_zero(write: Write, run: Run) -> None:
    """Findings do not fail the run then; a run that cannot be made still does."""
    write(BROKEN)
    assert run("check", "agents", "--exit-zero").exit_code == 0
    assert run("check", "nowhere", "--exit-zero").exit_code == 2


def test_statistics(write: Write, run: Run) -> None:
    """Counts per rule say where to begin; the other outputs are not touched."""
    write(BROKEN)
    result = run("check", "agents", "--statistics")
    assert result.stdout == snapshot("""\
1  GK002  invalid-front-matter  warning
1  GK101  missing-target        error
1  GK201  escalation-cycle      error
1  GK301  one-sided-escalation  warning
1  GK302  one-sided-parallel    warning
1  GK401  escalates-down        warning
1  GK404  unknown-level         warning
1  GK501  orphan-agent          warning
5 files, 4 agents, 2 escalation + 1 parallel edges: 2 errors, 6 warnings, 0 info; 1 can be repaired with `graphkit fix`, 3 with `graphkit fix --all`
""")
    assert result.exit_code == 1
    assert run("check", "agents", "--statistics", "--format", "json").exit_code == 2


def test_timings(write: Write, run: Run) -> None:
    """Each stage is a line on stderr; the report is not touched."""
    write(SOUND)
    result = run("check", "--timings")
    assert result.stdout.count("\n") == 1
    stages = [line.split()[0] for line in result.stderr.splitlines()]
    assert stages == ["discover", "read", "link", "check", "triage", "report", "total"]
    assert all(line.endswith(" ms") for line in result.stderr.splitlines())


SHOW_NAMES = {
    "text", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit", "teamcity", "azure", "markdown", "rdjson",
}  # fmt: skip
"""The formats that show names of definitions; one that is not here may leave them out, and must be as harmless."""

OWN_COMMANDS = {
    "github": "::", "azure": "##vso[task.logissue ", "teamcity": "##teamcity[inspection", "markdown": "## graphkit: ",
}  # fmt: skip
"""How a line begins that a format itself means as a command (or heading); in other formats none may."""

EVIL = '"::error file=x::gotcha %0A::error::b\\r\\n##[error]c\\n##vso[task.complete]d ]]> </script> \\e[31m|\'["'


@pytest.mark.parametrize("fmt", CHECK)
def test_hostile_folders_inject_nothing(write: Write, run: Run, fmt: str) -> None:
    """Names, paths and values that look like commands of a CI service stay text in every format."""
    write(
        HOSTILE
        | {"agents/::error::x##[error]%0A\x1b[2J.md": f"---\nname: {EVIL}\nescalation_to: [{EVIL}, other]\n---\n"}
        | {"agents/other": f"level: {EVIL}\nescalation_to: {EVIL}\n"}
    )
    shown = run("check", "-v", "--format", fmt).stdout
    assert "gotcha" in shown or fmt not in SHOW_NAMES
    assert not set(shown) & set("\x1b\x07\u202e\r\x9b\x85\u2028")
    commands = [line for line in shown.splitlines() if line.lstrip().startswith(("::", "##"))]
    assert all(line.startswith(OWN_COMMANDS.get(fmt, "\0")) for line in commands)
    if fmt in ("github", "azure", "teamcity"):
        assert len(commands) == len(shown.splitlines()) - 1
        starts = ("##[", "##vso[", "##teamcity[")
        assert all(sum(map(line.count, starts)) == (fmt != "github") for line in shown.splitlines()[:-1])
    if fmt == "github":
        assert {line.split(" ")[0] for line in commands} <= {"::error", "::warning", "::notice"}
        assert all(line.count("%0A") <= 1 for line in commands)


@pytest.mark.parametrize("command", ["check -v --format text", "check -v --format concise", "report", "diff . ."])
def test_a_log_gets_no_command_without_a_ci_format(write: Write, run: Run, command: str) -> None:
    """Plain text in a log of GitHub or Azure is read by their runners too: nothing in it is a command."""
    write({
        "::error::gotcha.md": "---\nescalation_to: ['##[error]a', '##vso[task.complete]', nomore]\nname: '::error::x'\n---\n",
        "::notice::gotcha.md": "no agent\n",
    })  # fmt: skip
    first, *more = command.split(" ")
    shown = run(first, *more, *(["."] if first != "diff" else [])).stdout
    assert "gotcha" in shown or first == "diff"
    assert not any(line.lstrip().startswith("::") for line in shown.splitlines())
    assert "##[" not in shown
    assert "##vso[" not in shown
