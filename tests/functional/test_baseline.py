"""Adopting graphkit on a folder full of findings: `graphkit baseline`, and what `check` says from then on."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from inline_snapshot import snapshot

from tests.functional.conftest import BROKEN, Run, Write
from tests.unit.folders import OPS, WEB

FILE = ".graphkit-baseline.json"


@pytest.fixture
def adopted(write: Write, run: Run) -> Path:
    """Return a folder whose findings are all known."""
    folder = write(BROKEN)
    assert run("baseline", "agents").exit_code == 0
    return folder


def test_the_first_one_takes_everything(write: Write, run: Run) -> None:
    """One entry a line, sorted, without line numbers; the run that follows is clean and says how much is known."""
    write(BROKEN)
    result = run("baseline", "agents")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == snapshot("""\
Wrote .graphkit-baseline.json
8 known findings, 8 added
""")
    assert Path(FILE).read_text(encoding="utf-8") == snapshot("""\
{
"version": 1,
"known": [
{"code": "GK002", "subject": "description", "agents": ["dev"]},
{"code": "GK101", "edges": [["dev", "architct", "escalation"]]},
{"code": "GK201", "edges": [["architect", "dev", "escalation"], ["dev", "architect", "escalation"]]},
{"code": "GK301", "edges": [["dev", "architect", "escalation"]]},
{"code": "GK302", "edges": [["dev", "tester", "parallel"]]},
{"code": "GK401", "edges": [["architect", "dev", "escalation"]]},
{"code": "GK404", "agents": ["tester"]},
{"code": "GK501", "agents": ["hermit"]}
]
}
""")
    check = run("check", "agents")
    assert check.exit_code == 0
    assert check.stdout == snapshot(
        "5 files, 4 agents, 2 escalation + 1 parallel edges: 0 errors, 0 warnings, 0 info, 8 known\n"
    )


@pytest.mark.usefixtures("adopted")
def test_what_is_new_stands_out(run: Run, write: Write) -> None:
    """Only that is reported; --no-baseline shows all; without leave the baseline does not grow."""
    write({"agents/tester": "specialization_level: seniour\nparallel_compatible: []\nescalation_to: [nomore]\n"})
    before = Path(FILE).read_text(encoding="utf-8")
    check = run("check", "agents")
    assert (check.exit_code, check.stdout.count(" error ")) == (1, 1)
    assert "`nomore`" in check.stdout
    assert run("check", "agents", "--no-baseline").stdout.count(" error ") == 3
    refused = run("baseline", "agents")
    assert refused.exit_code == 2
    assert refused.stderr == snapshot("""\
graphkit: error: .graphkit-baseline.json is unchanged: it grows only with --grow. These findings are not in it:
  agents/tester.md:4:17: GK101 `tester` escalates to `nomore`, but no agent defines `nomore`
Fix them, or add them with --grow.
""")
    assert Path(FILE).read_text(encoding="utf-8") == before
    assert run("baseline", "agents", "--grow").stderr.endswith("9 known findings, 1 added\n")
    assert run("check", "agents").exit_code == 0


@pytest.mark.usefixtures("adopted")
def test_what_is_mended_is_stale_until_it_is_pruned(run: Run, write: Write) -> None:
    """It fails a run only when asked to; pruning removes it and nothing else, not even to let something new in."""
    write({"agents/tester": "specialization_level: senior\nparallel_compatible: []\nescalation_to: [nomore]\n"})
    assert "1 no longer occurs (graphkit baseline --prune)" in run("check", "agents").stdout
    strict = run("check", "agents", "--strict-baseline", "--select", "GK404,GK902")
    assert strict.exit_code == 1
    assert ".graphkit-baseline.json:10:1: error GK902 stale-baseline: GK404 of `tester` is in the base" in strict.stdout
    before = Path(FILE).read_text(encoding="utf-8").splitlines()
    assert run("baseline", "agents", "--prune").stderr == snapshot("""\
Wrote .graphkit-baseline.json
7 known findings, 1 removed, 1 new left out (--grow adds them)
""")
    after = Path(FILE).read_text(encoding="utf-8").splitlines()
    assert [line.rstrip(",") for line in before if line not in after] == ['{"code": "GK404", "agents": ["tester"]}']


def test_reasons_and_dates_are_kept_and_shown(adopted: Path, run: Run) -> None:
    """What a person adds to an entry survives; the reason reaches the JSON; a date that has passed counts."""
    text = (adopted / FILE).read_text(encoding="utf-8")
    text = text.replace('["hermit"]', '["hermit"], "reason": "leaves in May", "expires": "2999-12-31"')
    (adopted / FILE).write_text(text.replace('["tester"]}', '["tester"], "expires": "2020-01-01"}'), encoding="utf-8")
    output = json.loads(run("check", "agents", "--format", "json").stdout)
    jsonschema.validate(output, json.loads(run("schema").stdout))
    assert output["summary"] == snapshot(
        {
            "files": 5,
            "agents": 4,
            "edges": {"escalation": 2, "parallel": 1},
            "findings": {"error": 0, "warning": 1, "info": 0},
            "suppressed": 0,
            "known": 7,
            "stale": 0,
            "callers": 0,
            "calls": 0,
            "roots": [
                {
                    "root": "agents",
                    "agents": 4,
                    "edges": {"escalation": 2, "parallel": 1},
                    "findings": {"error": 0, "warning": 1, "info": 0},
                }
            ],
        }
    )
    told = {found["code"]: found for found in output["findings"]}
    assert told["GK501"]["suppression"] == {"kind": "baseline", "reason": "leaves in May"}
    assert told["GK404"]["hint"].endswith("Its baseline entry expired on 2020-01-01.")
    run("baseline", "agents", "--grow")
    kept = (adopted / FILE).read_text(encoding="utf-8")
    assert '"reason": "leaves in May"' in kept
    assert "2020-01-01" not in kept


def test_a_corrupt_baseline_stops_the_run(adopted: Path, run: Run) -> None:
    """Exit 2 with file, line and what to do, for the check and for the next baseline; --no-baseline gets by."""
    (adopted / FILE).write_text('{\n"version": 1,\n"known": [\n<<<<<<< HEAD\n', encoding="utf-8")
    for command in ("check", "baseline"):
        result = run(command, "agents")
        assert result.exit_code == 2
        assert result.stderr.startswith(f"graphkit: error: {FILE}:4: the baseline is not valid JSON")
    assert run("check", "agents", "--no-baseline").exit_code == 1
    assert run("report", "agents").exit_code == 0


def test_an_unwritable_baseline_says_so(adopted: Path, run: Run) -> None:
    """Exit 2, and nothing half written."""
    result = run("baseline", "agents", "-o", "nowhere/known.json")
    assert result.exit_code == 2
    assert "cannot write nowhere/known.json: the folder nowhere does not exist" in result.stderr
    assert (adopted / FILE).is_file()


def test_another_file_may_be_named(write: Write, run: Run) -> None:
    """By the configuration or the command line; one that is missing is no clean slate."""
    write({**BROKEN, "graphkit.toml": 'baseline = "known/ours.json"\nfail-on = "warning"\n'})
    missing = run("check", "agents")
    assert (missing.exit_code, "there is no baseline known/ours.json" in missing.stderr) == (2, True)
    Path("known").mkdir()
    assert run("baseline", "agents").exit_code == 0
    assert json.loads(Path("known/ours.json").read_text(encoding="utf-8"))["version"] == 1
    assert run("check", "agents").exit_code == 0
    assert run("check", "agents", "--baseline", "known/ours.json").exit_code == 0
    assert run("check", "agents", "--baseline", "gone.json").exit_code == 2
    assert run("check", "agents", "--no-baseline", "--strict-baseline").exit_code == 2


@pytest.mark.usefixtures("adopted")
def test_a_report_hides_nothing(run: Run) -> None:
    """A baseline is for the guard; whoever describes the team wants to see it as it is."""
    assert "hermit" in run("report", "agents").stdout.partition("Orphans")[2]


def test_it_holds_from_every_folder(write: Write, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The baseline lies beside the configuration; files in it are named from there. The file hides an orphan."""
    folder = write({**BROKEN, "agents/empty.md": b"\x00", "graphkit.toml": 'paths = ["agents"]\n'})
    assert run("baseline").exit_code == 0
    assert '{"code": "GK001", "path": "agents/empty.md"}' in (folder / FILE).read_text(encoding="utf-8")
    monkeypatch.chdir(folder / "agents")
    assert "0 errors, 0 warnings, 0 info, 8 known\n" in run("check").stdout
    assert run("baseline").stderr.endswith("\n8 known findings\n")
    assert not Path(FILE).exists()


def test_namesakes_elsewhere_make_nothing_new(write: Write, run: Run) -> None:
    """A second team with the same names changes the ids of the first, not what is known of it; its own faults are new.

    `graphkit baseline` writes the ids of today, and the file holds whichever team goes again.
    """
    folder = write(WEB)
    run("baseline", ".")
    write(OPS)
    for _ in range(2):
        result = run("check", ".", "--strict-baseline", "--fail-on", "info")
        assert (result.exit_code, result.stdout.splitlines()[-1].rpartition(", ")[2]) == (0, "3 known")
        kept = run("baseline", ".", "--prune")
        assert (kept.exit_code, kept.stderr.splitlines()[-1]) == (0, "3 known findings")
    assert '["dev@web/agents/dev.md", "ghost", "escalation"]' in (folder / FILE).read_text(encoding="utf-8")
    write({"ops/agents/dev": "escalation_to: [ghost, lead]\nparallel_compatible: [dev-ops]"})
    result = run("check", ".", "--format", "concise")
    assert (result.exit_code, result.stdout.count("ops/agents/dev.md:2:17: error GK101")) == (1, 1)
    assert result.stdout.endswith(", 3 known\n")
    for name in OPS:
        (folder / f"{name}.md").unlink()
    assert run("check", ".", "--strict-baseline", "--fail-on", "info").exit_code == 0


def test_namesakes_from_another_working_directory(write: Write, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The place in an id is told from where graphkit runs; the baseline holds wherever that is."""
    folder = write(
        {"graphkit.toml": "", "agents/dev": "escalation_to: [ghost]", "agents/x/dev": "escalation_to: [phantom]"}
    )
    strict = ("--strict-baseline", "--fail-on", "info")
    assert run("baseline", "agents").exit_code == 0
    assert run("check", "agents", *strict).exit_code == 0
    monkeypatch.chdir(folder / "agents/x")
    assert run("check", "..", *strict).exit_code == 0
    (folder / FILE).unlink()
    assert run("baseline", "..").exit_code == 0
    assert run("check", "..", *strict).exit_code == 0
    monkeypatch.chdir(folder)
    assert run("check", "agents", *strict).exit_code == 0


def test_there_is_nothing_to_prune_without_a_baseline(write: Write, run: Run, tmp_path: Path) -> None:
    """`--prune` only removes: without a baseline it records none."""
    write(BROKEN)
    result = run("baseline", "--prune")
    assert result.exit_code == 2
    assert "there is no baseline .graphkit-baseline.json to prune" in result.stderr
    assert not (tmp_path / ".graphkit-baseline.json").exists()


@pytest.mark.parametrize("action", [(), ("--prune",), ("--grow",)])
def test_a_configuration_cannot_move_the_baseline_out(
    write: Write, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, action: tuple[str, ...]
) -> None:
    """Whoever runs graphkit in a foreign repository names such a file on the command line, or it stays as it is."""
    write({f"inner/{name}": text for name, text in BROKEN.items()})
    (tmp_path / "inner/graphkit.toml").write_text('baseline = "../known.json"')
    (tmp_path / "known.json").write_text('{"version": 1, "known": [{"code": "GK101", "agents": ["gone"]}]}')
    before = (tmp_path / "known.json").read_bytes()
    monkeypatch.chdir(tmp_path / "inner")
    result = run("baseline", *action)
    assert result.exit_code == 2
    assert "is outside" in result.stderr
    assert "`-o ../known.json` writes it there" in result.stderr
    assert (tmp_path / "known.json").read_bytes() == before
    assert run("baseline", "--grow", "-o", "../known.json").exit_code == 0
    assert (tmp_path / "known.json").read_bytes() != before
