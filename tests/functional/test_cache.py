"""`graphkit check --cache`: the same answer without the work, and never a wrong one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Self

import pytest
from click.testing import Result

from graphkit import pipeline
from graphkit.workspace.cache import key, store
from tests.functional.conftest import BROKEN, SOUND, Run, Write

PROJECT = Path(__file__).parents[2]
FOLDER = Path(".graphkit_cache")


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return where this user's caches are, as long as a test runs."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder))
    return folder


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Return a list that grows by one with every check that is really made."""
    checks: list[object] = []
    real = pipeline.run

    def counted(*arguments: object, **named: object) -> object:
        checks.append(arguments)
        return real(*arguments, **named)  # type: ignore[arg-type]  # whatever it takes

    monkeypatch.setattr(pipeline, "run", counted)
    return checks


def kept() -> list[Path]:
    """Return the answers that are kept."""
    return sorted(FOLDER.glob("*.json"))


def seen(result: Result) -> tuple[object, ...]:
    """Return all that a user gets of a run, the files in the working directory too."""
    files = {path.name: path.read_bytes() for path in Path().iterdir() if path.is_file()}
    return (result.exit_code, result.stdout_bytes, result.stderr_bytes, files)


@pytest.mark.parametrize("team", [BROKEN, SOUND], ids=["broken", "sound"])
@pytest.mark.parametrize(
    "options",
    [
        (),
        ("--verbose",),
        ("--quiet", "--fail-on", "warning"),
        ("--color", "always"),
        ("--statistics",),
        ("--exit-zero",),
        ("--agents", "+dev"),
        ("--format", "json"),
        ("--format", "text", "--format", "sarif=out.sarif", "--format", "junit=out.xml", "--format", "rdjson=out.json"),
        ("--format", "github"),
    ],
    ids=lambda options: " ".join(options) or "text",
)
def test_the_second_run_says_the_same_without_the_work(
    write: Write, run: Run, made: list[object], monkeypatch: pytest.MonkeyPatch,
    team: dict[str, str | bytes], options: tuple[str, ...],
) -> None:  # fmt: skip
    """Streams, exit status and files are those of a run without a cache, byte for byte; so is the job's summary."""
    write(team)
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "summary.md")
    usual = seen(run("check", *options))
    found = []
    for _ in range(2):
        for path in Path().iterdir():
            if path.is_file():
                path.unlink()
        found.append(seen(run("check", "--cache", *options)))
    assert found == [usual, usual]
    assert len(made) == 2, "the usual one and the first with a cache"


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ((), ("--fail-on", "warning")),
        ((), ("--verbose",)),
        ((), ("--quiet",)),
        ((), ("--statistics",)),
        ((), ("--agents", "dev")),
        (("--agents", "dev"), ("--agents", "lead")),
        ((), ("--color", "always")),
        ((), ("--format", "json")),
        ((), ("--format", "text=out.txt")),
        ((), ("--ignore", "GK1")),
        ((), ("--no-ignores",)),
        ((), ("--merge",)),
        ((), ("--prose",)),
        ((), ("--dialect", "claude-config")),
        ((), ("agents",)),
        (("agents/dev.md",), ("agents/lead.md",)),
    ],
    ids=lambda options: " ".join(options) or "-",
)
def test_another_question_gets_its_own_answer(
    write: Write, run: Run, made: list[object], first: tuple[str, ...], then: tuple[str, ...]
) -> None:
    """Whatever an option may change is part of the question, and so is what the search saw on its way."""
    write(SOUND)
    run("check", "--cache", *first)
    answer = seen(run("check", "--cache", *then))
    assert len(made) == 2
    assert answer == seen(run("check", *then))


CHANGES: dict[str, dict[str, str]] = {
    "a byte": {"agents/dev": "specialization_level: senior\nescalation_to: [leaf]\nparallel_compatible: [tester]\n"},
    "a new file": {"agents/new": "escalation_to: [lead]\n"},
    "what is ignored": {".git/HEAD": "", ".gitignore": "tester.md\n"},
    "a skipped file": {".git/HEAD": "", "agents/notes": "x: y", ".gitignore": "notes.md\n"},
    "the configuration": {"graphkit.toml": "max-depth = 1\n"},
    "the baseline": {".graphkit-baseline.json": '{"version": 1, "known": []}'},
}


@pytest.mark.parametrize("change", CHANGES, ids=str)
def test_a_change_is_seen_whatever_the_clock_says(write: Write, run: Run, made: list[object], change: str) -> None:
    """The bytes decide: the time of a file may be that of the old one."""
    folder = write(SOUND)
    run("check", "--cache")
    past = (folder / "agents" / "dev.md").stat()
    write(CHANGES[change])
    for path in folder.rglob("*"):
        os.utime(path, ns=(past.st_atime_ns, past.st_mtime_ns))
    answer = run("check", "--cache")
    assert len(made) == 2
    assert seen(answer) == seen(run("check"))


def test_a_baseline_is_judged_anew_every_day(
    write: Write, run: Run, made: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An entry may expire; its text is part of the question too."""

    class Tomorrow(date):
        """A day on which everything has expired."""

        @classmethod
        def today(cls) -> Self:
            return cls(9999, 1, 1)

    write(BROKEN)
    run("baseline")
    for _ in range(2):
        run("check", "--cache")
    assert len(made) == 2, "`baseline` makes one"
    monkeypatch.setattr(key, "date", Tomorrow)
    run("check", "--cache")
    Path(".graphkit-baseline.json").write_text('{"version": 1, "known": []}')
    run("check", "--cache")
    assert len(made) == 4


@pytest.mark.parametrize(
    ("where", "what"),
    [
        ("sys.version", "4.0"),
        ("graphkit.workspace.cache.key._own_code", lambda: [b"x"]),
        ("graphkit.workspace.cache.key._installed", lambda: ["PyYAML-9.dist-info"]),
        ("graphkit.dialects.known", dict),
    ],
)
def test_another_program_gets_its_own_answer(
    write: Write, run: Run, made: list[object], monkeypatch: pytest.MonkeyPatch, where: str, what: object
) -> None:
    """Python, graphkit's own code, the packages that are installed, and the dialects that they bring."""
    write(SOUND)
    run("check", "--cache")
    monkeypatch.setattr(where, what)
    run("check", "--cache")
    assert len(made) == 2


def test_nothing_is_written_unless_told(write: Write, run: Run, home: Path) -> None:
    """Neither here nor at home; `--no-cache` goes before the configuration."""
    write({**SOUND, "graphkit.toml": "cache = true\n"})
    run("check", "--isolated")
    run("check", "--no-cache")
    assert (list(home.iterdir()), FOLDER.exists()) == ([], False)
    run("check")
    assert len(kept()) == 1
    assert [path.name for path in home.rglob("*.*")] == ["cache.key"]
    assert (FOLDER / ".gitignore").read_text() == "*\n"
    assert (FOLDER / "CACHEDIR.TAG").read_text().startswith("Signature: 8a477f597d28d172789f06886806bc55")


@pytest.mark.parametrize("options", [("--timings",), ("--agents", "changed:HEAD"), ("--since", "HEAD")], ids=" ".join)
def test_what_asks_for_more_than_the_files_is_not_kept(write: Write, run: Run, options: tuple[str, ...]) -> None:
    """The clock and the history of the files are no part of the question."""
    folder = write(SOUND)
    git = ("git", "-c", "user.name=x", "-c", "user.email=x@y", "-c", "init.defaultBranch=main")
    for arguments in (("init", "--quiet"), ("add", "."), ("commit", "--quiet", "-m", "x")):
        subprocess.run([*git, *arguments], cwd=folder, check=True)
    assert run("check", "--cache", *options).exit_code == 0
    assert not FOLDER.exists()


def test_it_lies_beside_the_configuration(write: Write, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that there is one for a project, not one for each folder somebody was in."""
    folder = write({**SOUND, "graphkit.toml": "cache = true\n"})
    monkeypatch.chdir(folder / "agents")
    run("check", ".")
    assert not FOLDER.exists()
    monkeypatch.chdir(folder)
    assert len(kept()) == 1


def test_a_run_that_cannot_be_made_is_not_kept(write: Write, run: Run, made: list[object]) -> None:
    """No agent, a path that is none: said again each time."""
    write({"agents/readme.md": "# Nothing\n"})
    for arguments in (("check", "--cache"), ("check", "--cache", "gone")):
        assert [run(*arguments).exit_code for _ in range(2)] == [2, 2]
    assert len(made) == 2
    assert not FOLDER.exists()


def test_what_cannot_be_read_is_tried_again(write: Write, run: Run, made: list[object]) -> None:
    """A link that leads nowhere may lead somewhere the next time."""
    folder = write(SOUND)
    (folder / "agents" / "lost.md").symlink_to("nowhere.md")
    first, second = (run("check", "--cache") for _ in range(2))
    assert "this link leads nowhere" in first.stdout
    assert first.stdout == second.stdout
    assert len(made) == 2


def test_a_file_that_changes_meanwhile_is_not_kept(
    write: Write, run: Run, made: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer would be about another state than the question."""
    folder = write(SOUND)
    counted = pipeline.run

    def disturbed(*arguments: object, **named: object) -> object:
        write({"agents/dev": "escalation_to: [nomore]\n"})
        return counted(*arguments, **named)  # type: ignore[arg-type]  # whatever it takes

    before = (folder / "agents" / "dev.md").read_bytes()
    monkeypatch.setattr(pipeline, "run", disturbed)
    assert "nomore" in run("check", "--cache").stdout
    monkeypatch.setattr(pipeline, "run", counted)
    (folder / "agents" / "dev.md").write_bytes(before)
    assert "nomore" not in run("check", "--cache").stdout
    assert len(made) == 2


def planted(text: bytes) -> bytes:
    """Return an answer that says that all is well."""
    return text.replace(b'"fails": true', b'"fails": false')


@pytest.mark.parametrize(
    "harm",
    [
        lambda path: path.write_bytes(planted(path.read_bytes())),
        lambda path: path.write_bytes(path.read_bytes()[:100]),
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(b"\xff\n{"),
        lambda path: (path.unlink(), os.mkfifo(path)),
        lambda path: (path.rename("elsewhere"), path.symlink_to(Path("elsewhere").resolve())),
        lambda path: os.truncate(path, store.ROOM + 1),
    ],
    ids=["planted", "cut", "empty", "no JSON", "pipe", "link", "huge"],
)
def test_an_answer_that_graphkit_did_not_write_is_not_believed(
    write: Write, run: Run, made: list[object], harm: object
) -> None:
    """It is made afresh, and that one is kept."""
    write(BROKEN)
    usual = run("check", "--cache")
    harm(*kept())  # type: ignore[operator]  # one of the above
    for _ in range(2):
        again = run("check", "--cache")
        assert (again.exit_code, again.output) == (1, usual.output)
    assert len(made) == 2


def test_a_folder_that_came_with_a_repository_is_not_believed(write: Write, run: Run, made: list[object], home: Path) -> None:  # fmt: skip
    """Whoever knows every byte of the question still has another key."""
    write(BROKEN)
    run("check", "--cache")
    shutil.rmtree(home / "graphkit")
    run("check", "--cache")
    assert len(made) == 2


def test_one_question_has_no_answer_to_another(write: Write, run: Run, made: list[object]) -> None:
    """A signature holds for one name."""
    write(BROKEN)
    run("check", "--cache", "--exit-zero", "--agents", "hermit")
    (other,) = kept()
    run("check", "--cache")
    (mine,) = set(kept()) - {other}
    shutil.copy(other, mine)
    assert run("check", "--cache").exit_code == 1
    assert len(made) == 3


def test_nothing_is_written_through_a_link(write: Write, run: Run, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A folder that leads elsewhere would let somebody choose what is written and removed there."""
    write(BROKEN)
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    FOLDER.symlink_to(elsewhere)
    result = run("check", "--cache")
    assert result.stdout == run("check").stdout
    assert result.stderr == "graphkit: warning: the answer is not kept in .graphkit_cache: it is no folder of its own\n"
    assert list(elsewhere.iterdir()) == []


def test_an_answer_replaces_a_link(write: Write, run: Run) -> None:
    """What it led to stays as it is."""
    folder = write({**BROKEN, "precious.txt": "mine"})
    run("check", "--cache")
    (path,) = kept()
    path.unlink()
    path.symlink_to(folder / "precious.txt")
    run("check", "--cache")
    assert not path.is_symlink()
    assert (folder / "precious.txt").read_text() == "mine"


@pytest.mark.parametrize("place", ["folder", "home", "key"])
def test_a_place_that_cannot_be_written_costs_one_line(write: Write, run: Run, home: Path, place: str) -> None:
    """The run is made, and says what it always says."""
    write(BROKEN)
    if place == "key":
        (home / "graphkit").mkdir()
        (home / "graphkit" / "cache.key").write_bytes(b"short")
    else:
        (FOLDER if place == "folder" else home / "graphkit").write_text("in the way")
    result = run("check", "--cache")
    assert (result.exit_code, result.stdout) == (1, run("check").stdout)
    assert result.stderr.startswith("graphkit: warning: the answer is not kept in .graphkit_cache: ")
    assert result.stderr.count("\n") == 1


def test_without_a_home_nothing_is_kept(write: Write, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some containers run as a user that nobody knows."""

    def nowhere() -> Path:
        raise RuntimeError("Could not determine home directory.")

    write(BROKEN)
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    monkeypatch.setattr(Path, "home", nowhere)
    assert run("check", "--cache").stderr == (
        "graphkit: warning: the answer is not kept in .graphkit_cache: Could not determine home directory.\n"
    )


def test_the_newest_are_kept(write: Write, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder is bounded, by number and by size; what others keep in it is theirs."""
    write(BROKEN)
    monkeypatch.setattr(store, "MOST", 2)
    run("check", "--cache")
    (oldest,) = kept()
    (FOLDER / "notes.txt").write_text("mine")
    (FOLDER / ".graphkit-0.tmp").write_text("of a run that was killed")
    for path in (oldest, FOLDER / ".graphkit-0.tmp"):
        os.utime(path, (0, 0))
    run("check", "--cache", "-v")
    run("check", "--cache", "-q")
    assert len(kept()) == 2
    assert not oldest.exists()
    monkeypatch.setattr(store, "ROOM", 1)
    run("check", "--cache", "--statistics")
    assert {path.name for path in FOLDER.iterdir()} == {
        ".gitignore",
        "CACHEDIR.TAG",
        "notes.txt",
        *(p.name for p in kept()),
    }
    assert len(kept()) == 1, "the one that was just made, however large"


def test_it_is_never_searched_for_agents(write: Write, run: Run) -> None:
    """Nothing in it is a definition."""
    write({**SOUND, "agents/.graphkit_cache/agents/x": "escalation_to: [gone]\n"})
    assert run("check", "agents").stdout.startswith("3 files, 3 agents")


def test_runs_at_the_same_time_do_not_disturb_each_other(write: Write) -> None:
    """Each says what it always says, and it is one question: no hash seed or process has a part in it."""
    folder = write(BROKEN)
    command = [sys.executable, "-m", "graphkit", "check", "--cache"]
    started = [
        subprocess.Popen(
            command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(PROJECT), "PYTHONHASHSEED": str(seed)},
        )
        for seed in range(6)
    ]  # fmt: skip
    told = {(*process.communicate(timeout=120), process.returncode) for process in started}
    assert len(told) == 1, told
    assert {(err, status) for _, err, status in told} == {(b"4 agents in agents\n", 1)}
    assert [path.suffix for path in FOLDER.iterdir()].count(".json") == 1
    assert not list(FOLDER.glob("*.tmp"))
