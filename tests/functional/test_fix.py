"""`graphkit fix`: what is repaired, what is left alone, and that nothing else moves."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from graphkit import pipeline
from graphkit.model.report import Report
from tests.functional.conftest import Run, Write
from tests.functional.test_selection import git

PAIR = {
    "agents/ash.md": b"---\nparallel_compatible: [elm]\n---\nBody.\n",
    "agents/elm.md": b"---\nparallel_compatible:  # friends\n  - oak   # old\n---\nBody: [x\n",
    "agents/oak.md": b"---\nparallel_compatible: [elm]\n---\n",
}


def contents() -> dict[str, bytes]:
    """Return all files below the working directory, but for those of git."""
    return {str(p): p.read_bytes() for p in sorted(Path().rglob("*")) if p.is_file() and ".git" not in p.parts}


def test_a_missing_side_is_added_and_nothing_else_moves(run: Run, write: Write) -> None:
    """`--all` completes the other side's list; a second run changes nothing."""
    write(PAIR)
    before = contents()
    result = run("fix", "--all")
    assert "Repaired 1 finding in 1 file." in result.stdout
    after = contents()
    assert (
        after.pop("agents/elm.md") == b"---\nparallel_compatible:  # friends\n  - oak   # old\n  - ash\n---\nBody: [x\n"
    )
    assert after.items() <= before.items()
    assert result.exit_code == 0
    assert "Repaired 0 findings" in run("fix", "--all").stdout
    assert contents() == {**before, "agents/elm.md": Path("agents/elm.md").read_bytes()}


@pytest.mark.parametrize("side", ["add", "remove"])
def test_repairs_that_cannot_help_are_not_made(run: Run, write: Write, side: str) -> None:
    """A name that would mean a namesake, and a bracket that would close in a comment: neither is tried again and again."""
    write({
        "one/agents/ash": "parallel_compatible: [elm]",
        "two/agents/ash": "level: senior",
        "two/agents/elm": "parallel_compatible: [oak]",
        "two/agents/oak": "tools: [Read, Bas #h]\nparallel_compatible: [elm]",
        "crew/agents.yaml": "cook:\n  role: r\ncook: {role: r}\n  goal: g{role: r}\n  goal: g: h",
    })  # fmt: skip
    before = contents()
    result = run("fix", "--all", "--one-sided", side)
    assert "its edit does not resolve it" not in result.stdout
    changed = {path for path, content in contents().items() if before[path] != content}
    assert changed == (set() if side == "add" else {"one/agents/ash.md"})


def test_an_edit_that_resolves_nothing_is_taken_back(run: Run, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the reason: here the team is judged as if no edit had been made."""
    write(PAIR)
    before, real, kept = contents(), pipeline.run, list[Report]()

    def unmoved(*arguments: object, **named: object) -> Report:
        kept.append(real(*arguments, **named) if not kept else kept[0])  # type: ignore[arg-type]  # whatever it takes
        return kept[-1]

    monkeypatch.setattr(pipeline, "run", unmoved)
    result = run("fix", "--all")
    assert "Repaired 0 findings in 0 files." in result.stdout
    assert "Not repaired, since its edit does not resolve it: 1 finding." in result.stdout
    assert contents() == before


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"oak, fir", b"oak, fir, ash"),
        (b"'oak, fir'", b"'oak, fir, ash'"),
        (b"oak,", b"oak, ash"),
        (b">-\n  oak,\n  fir", b">-\n  oak,\n  fir, ash"),
        (b"oak,\n  fir # both", b"oak,\n  fir # both"),
        (b"none", b"none"),
    ],
)
def test_a_text_with_commas_gets_its_name(run: Run, write: Write, before: bytes, after: bytes) -> None:
    """A text that is read as several names is longer by one; what cannot be said in it is left alone."""
    whole = b"---\nparallel_compatible: %s\nlevel: senior\n---\n"
    write({**PAIR, "agents/elm.md": whole % before, "agents/fir.md": b"---\nlevel: senior\n---\n"})
    result = run("fix", "--all", "--select", "GK302")
    assert Path("agents/elm.md").read_bytes() == whole % after
    assert ("Not repaired, since" in result.stdout) is (before == after)


def test_the_other_way_is_to_remove(run: Run, write: Write) -> None:
    """`--one-sided remove` withdraws the side that speaks; a list that would be empty goes with its key."""
    write(PAIR)
    run("fix", "--all", "--one-sided", "remove")
    assert Path("agents/ash.md").read_bytes() == b"---\n---\nBody.\n"


def test_without_all_only_safe_repairs_are_made(run: Run, write: Write) -> None:
    """A repeated entry goes; a decision is left to the owner, and the summary says how to take it."""
    write({**PAIR, "agents/fir.md": b"---\nescalation_to: [oak, Oak]\n---\n"})
    result = run("fix", "-v")
    assert "GK104" in result.stdout
    assert "1 more finding can be repaired with `graphkit fix --all`." in result.stdout
    assert Path("agents/fir.md").read_text() == "---\nescalation_to: [oak]\n---\n"
    assert Path("agents/elm.md").read_bytes() == PAIR["agents/elm.md"]


def test_a_diff_writes_nothing(run: Run, write: Write) -> None:
    """`--diff` prints what git could apply, `--check` only answers; both exit 1 when something would change."""
    write(PAIR)
    before = contents()
    result = run("fix", "--all", "--diff")
    assert result.exit_code == 1
    assert "+++ b/agents/elm.md\n" in result.stdout
    assert "+  - ash\n" in result.stdout
    assert run("fix", "--all", "--check").exit_code == 1
    assert contents() == before
    Path("x.patch").write_text(result.stdout)
    git("init", "-q")
    git("apply", "x.patch")
    assert run("fix", "--all", "--check").exit_code == 0


def test_rules_narrow_it(run: Run, write: Write) -> None:
    """Rules that are not selected are not repaired."""
    write(PAIR)
    assert "Repaired 0 findings" in run("fix", "--all", "--select", "GK101").stdout


def test_what_git_ignores_or_cannot_undo(run: Run, write: Write) -> None:
    """Outside git the command says so; an ignored file is not edited unless that is asked for."""
    write(PAIR)
    git("init", "-q")
    Path(".gitignore").write_text("elm.md\n")
    named = [f"agents/{name}.md" for name in ("ash", "elm", "oak")]
    assert "git ignores it" in run("fix", "--all", *named).stdout
    assert "Repaired 1 finding" in run("fix", "--all", "--include-ignored", *named).stdout


def test_a_file_outside_the_working_tree_is_not_edited(
    run: Run, write: Write, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A link that leads out of the repository is read, and never written through."""
    outside = tmp_path_factory.mktemp("outside") / "elm.md"
    write({name: text for name, text in PAIR.items() if "elm" not in name})
    outside.write_bytes(PAIR["agents/elm.md"])
    git("init", "-q")
    Path("agents/elm.md").symlink_to(outside)
    result = run("fix", "--all", "agents/ash.md", "agents/elm.md", "agents/oak.md")
    assert "Repaired 0 findings" in result.stdout
    assert outside.read_bytes() == PAIR["agents/elm.md"]


def test_json_offers_the_edits(run: Run, write: Write) -> None:
    """`check --format json` has the edits of each finding, by byte offsets."""
    write(PAIR)
    (finding,) = json.loads(run("check", "--format", "json").stdout)["findings"]
    assert [fix["title"] for fix in finding["fixes"]] == [
        "Add `ash` to `parallel_compatible` of `elm`",
        "Remove `elm` from `parallel_compatible` of `ash`",
    ]
    (edit,) = finding["fixes"][0]["edits"]
    data = Path(edit["path"]).read_bytes()
    made = data[: edit["start"]] + edit["text"].encode() + data[edit["end"] :]
    assert made == b"---\nparallel_compatible:  # friends\n  - oak   # old\n  - ash\n---\nBody: [x\n"


def test_a_guess_is_made_only_for_a_rule_that_is_named(run: Run, write: Write) -> None:
    """The name that may have been meant is written with `--all --select GK101`, never by `--all` alone."""
    write(
        {
            "agents/ash.md": b"---\nescalation_to: [okak-keeper] # why\n---\n",
            "agents/oak-keeper.md": b"---\nname: oak-keeper\n---\n",
        }
    )
    assert "Repaired 0 findings" in run("fix", "--all").stdout
    assert "Repaired 1 finding " in run("fix", "--all", "--select", "GK101").stdout
    assert Path("agents/ash.md").read_bytes() == b"---\nescalation_to: [oak-keeper] # why\n---\n"


def test_fields_levels_and_tools_likewise(run: Run, write: Write) -> None:
    """Each misspelled word is replaced where it is, and nothing else."""
    write(
        {
            ".claude/agents/ash.md": b"---\nname: ash\ndescription: x\ntools: Read, Bsah\nspecialization_level: 'senoir'\n"
            b"escalate_to: oak\n---\n",
            ".claude/agents/oak.md": b"---\nname: oak\ndescription: x\nspecialization_level: staff\n---\n",
        }
    )
    run("fix", "--all", "--select", "GK004,GK404,GK603")
    assert Path(".claude/agents/ash.md").read_bytes() == (
        b"---\nname: ash\ndescription: x\ntools: Read, Bash\nspecialization_level: 'senior'\nescalates_to: oak\n---\n"
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"description: Mind this: the wind.\n", b'description: "Mind this: the wind."\n'),
        (b'description: Say "go": now\\n.\n', b'description: "Say \\"go\\": now\\\\n."\n'),
        (b"peers:\n  - @oak\n", b'peers:\n  - "@oak"\n'),
        (b'description: "Opens" the dome\n', b'description: "\\"Opens\\" the dome"\n'),
        (b"escalation_to: [oak, elm\nlevel: x\n", b"escalation_to: [oak, elm]\nlevel: x\n"),
        (b"description: |\n  One.\nTwo\nlevel: x\n", b"description: |\n  One.\n  Two\nlevel: x\n"),
    ],
)
def test_what_yaml_rejects(run: Run, write: Write, before: bytes, after: bytes) -> None:
    """Quotes, a bracket, indentation: the repair is safe, and afterwards there is nothing to report."""
    write({"agents/ash.md": b"---\n" + before + b"---\n", "agents/oak.md": b"---\nname: oak\n---\n"})
    assert "GK002" in run("check").stdout
    run("fix")
    assert Path("agents/ash.md").read_bytes() == b"---\n" + after + b"---\n"
    assert "GK002" not in run("check").stdout


def test_a_kill_in_the_middle_tears_no_file(write: Write) -> None:
    """Two hundred files, and the process is killed between writing the hundredth and putting it in its place."""
    pairs = {f"agents/a{n:03}.md": b"---\nparallel_compatible: [hub]\n---\n" for n in range(200)}
    lists = {f"agents/b{n:03}.md": f"---\nescalation_to: [a{n:03}, A{n:03}]\n---\n".encode() for n in range(200)}
    write({**pairs, **lists, "agents/hub.md": b"---\nparallel_compatible: [all_agents]\n---\n"})
    program = (
        "import os, pathlib, signal\n"
        "real, calls = pathlib.Path.replace, []\n"
        "def replace(self, target):\n"
        "    calls.append(target)\n"
        "    if len(calls) == 100: os.kill(os.getpid(), signal.SIGKILL)\n"
        "    return real(self, target)\n"
        "pathlib.Path.replace = replace\n"
        "from graphkit.cli import main\n"
        "main(['fix'])\n"
    )
    before = contents()
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False, timeout=120)
    assert done.returncode == -signal.SIGKILL
    after = {path: data for path, data in contents().items() if not Path(path).name.startswith(".graphkit-")}
    assert after.keys() == before.keys()
    changed = [path for path in after if after[path] != before[path]]
    assert len(changed) == 99
    assert all(after[path] == b"---\nescalation_to: [a%b]\n---\n" % Path(path).stem[1:].encode() for path in changed)
