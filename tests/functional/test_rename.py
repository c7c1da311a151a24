"""`graphkit rename` and `graphkit remove`: a name changes or goes everywhere, and nothing else does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graphkit.support import files
from tests.functional.conftest import Run, Write
from tests.functional.test_fix import contents
from tests.functional.test_selection import git

TEAM = {
    "agents/oak-keeper.md": b"---\nname: oak-keeper\nescalation_from: [ash]\n---\nThe oak keeper.\n",
    "agents/ash.md": (
        b"---\nescalation_to:\n  - Oak Keeper  # first\nparallel_compatible: [elm, oak_keeper]\n"
        b"workflow_integration:\n  - receives_acorns_from_oak_keeper\n---\nAsk `oak-keeper`.\n"
    ),
    "agents/elm.md": b"---\nparallel_compatible: '@oak-keeper'\n---\n",
    "teams/agents.yaml": b"grove:\n  notes: none\n",
}


def graph(run: Run) -> tuple[set[str], set[tuple[str, str, str]]]:
    """Return agents and edges as JSON has them."""
    found = json.loads(run("report", "--format", "json").stdout)
    edges = {(edge["source"], edge["target"], edge["relation"]) for edge in found["edges"]}
    return {agent["id"] for agent in found["agents"]}, edges


def test_a_rename_reaches_every_spelling(run: Run, write: Write) -> None:
    """Definition, file, lists, phrases: each in the spelling that is there; running text is listed."""
    write(TEAM)
    git("init", "-q")
    git("add", "-A")
    agents, edges = graph(run)
    result = run("rename", "oak-keeper", "elm-warden")
    assert result.exit_code == 0, result.stderr
    assert Path("agents/elm-warden.md").read_bytes() == TEAM["agents/oak-keeper.md"].replace(
        b"name: oak-keeper", b"name: elm-warden"
    )
    assert not Path("agents/oak-keeper.md").exists()
    assert Path("agents/ash.md").read_bytes() == (
        b"---\nescalation_to:\n  - Elm Warden  # first\nparallel_compatible: [elm, elm_warden]\n"
        b"workflow_integration:\n  - receives_acorns_from_elm_warden\n---\nAsk `oak-keeper`.\n"
    )
    assert Path("agents/elm.md").read_bytes() == b"---\nparallel_compatible: '@elm-warden'\n---\n"
    assert "agents/ash.md:8:6" in result.stderr
    renamed = {"oak-keeper": "elm-warden"}
    now, after = graph(run)
    assert now == {renamed.get(agent, agent) for agent in agents}
    assert {(a, b, r) if r != "parallel" else (*sorted((a, b)), r) for a, b, r in after} == {
        (*sorted(ends), r) if r == "parallel" else (*ends, r)
        for a, b, r in edges
        for ends in [(renamed.get(a, a), renamed.get(b, b))]
    }


def test_renaming_back_gives_the_same_bytes(run: Run, write: Write) -> None:
    """Where no spelling was ambiguous the way back is exact."""
    write(TEAM)
    before = contents()
    assert run("rename", "oak-keeper", "elm-warden", "--mentions").exit_code == 0
    assert not [path for path, data in contents().items() if b"oak-keeper" in data or b"Oak Keeper" in data]
    assert run("rename", "elm-warden", "oak-keeper", "--mentions").exit_code == 0
    assert contents() == before


UNREAD = {
    **TEAM,
    "agents/fir.md": b"---\nescalation_to: [ash]\ndecisions:\n  design: oak-keeper\n  tests: ash\ntags: [oak, keeper]\n---\n",
    "agents/yew.md": b"---\nescalation_to: [ash]\nrules:\n  - chief: Oak Keeper\n    for: all\nnotes: ask oak-keeper first\n---\n",
}


def test_a_field_that_graphkit_does_not_read_names_agents_too(run: Run, write: Write) -> None:
    """A value that is the name as a whole changes with it; a topic or a sentence does not, and is listed at most."""
    write(UNREAD)
    result = run("rename", "oak-keeper", "elm-warden")
    assert result.exit_code == 0, result.stderr
    assert Path("agents/fir.md").read_bytes() == UNREAD["agents/fir.md"].replace(b"oak-keeper", b"elm-warden")
    assert Path("agents/yew.md").read_bytes() == UNREAD["agents/yew.md"].replace(b"Oak Keeper", b"Elm Warden")
    assert "agents/yew.md:6:12" in result.stderr


def test_removing_reaches_fields_that_graphkit_does_not_read(run: Run, write: Write) -> None:
    """The entry goes where it is one; a place from which it cannot be taken is listed and stops nothing."""
    write(UNREAD)
    result = run("remove", "oak-keeper")
    assert result.exit_code == 0, result.stderr
    assert Path("agents/fir.md").read_bytes() == UNREAD["agents/fir.md"].replace(b"  design: oak-keeper\n", b"")
    assert Path("agents/yew.md").read_bytes() == UNREAD["agents/yew.md"]
    assert "agents/yew.md:4:12" in result.stderr


def test_the_file_may_stay(run: Run, write: Write) -> None:
    """`--keep-file` changes the `name:`, or adds one where the agent went by its file."""
    write({"agents/ash.md": b"---\nescalation_to: elm\n---\n", "agents/elm.md": b"---\ndescription: x\n---\n"})
    assert run("rename", "elm", "fir", "--keep-file").exit_code == 0
    assert Path("agents/elm.md").read_bytes() == b"---\nname: fir\ndescription: x\n---\n"
    assert Path("agents/ash.md").read_bytes() == b"---\nescalation_to: fir\n---\n"


def test_a_folder_that_names_its_agent_moves(run: Run, write: Write) -> None:
    """An agent in `scout/AGENT.md` is called by its folder."""
    write({"agents/scout/AGENT.md": b"---\nname: scout\n---\n", "agents/ash.md": b"---\nescalation_to: scout\n---\n"})
    result = run("rename", "scout", "ranger")
    assert result.exit_code == 0, result.stderr
    assert Path("agents/ranger/AGENT.md").read_bytes() == b"---\nname: ranger\n---\n"


@pytest.mark.parametrize(
    ("new", "says"),
    [
        ("ash", "there is an agent `ash`"),
        ("a: b", "no name"),
        ("Elm Warden", "is not written as"),
        ("x" * 101, "no name"),
    ],
)
def test_a_name_that_cannot_be(run: Run, write: Write, new: str, says: str) -> None:
    """A name that is taken or is none changes nothing."""
    write(TEAM)
    before = contents()
    result = run("rename", "oak-keeper", new)
    assert (result.exit_code, says in result.stderr) == (2, True)
    assert contents() == before


def test_what_cannot_be_edited_stops_it(run: Run, write: Write) -> None:
    """An anchor, or a comment inside brackets: the places are listed and nothing is written."""
    write({**TEAM, "agents/fir.md": b"---\nparallel_compatible: [oak-keeper, # old\n  ash]\n---\n"})
    before = contents()
    result = run("remove", "oak-keeper")
    assert result.exit_code == 2
    assert "agents/fir.md:2:23: the list contains a comment" in result.stderr
    assert contents() == before


def test_a_diff_writes_nothing(run: Run, write: Write) -> None:
    """`--diff` prints what git applies to the same end."""
    write(TEAM)
    before = contents()
    result = run("rename", "oak-keeper", "elm-warden", "--diff")
    assert contents() == before
    git("init", "-q")
    Path("x.patch").write_text(result.stdout)
    git("apply", "x.patch")
    Path("x.patch").unlink()
    applied = contents()
    write(TEAM)
    Path("agents/elm-warden.md").unlink()
    run("rename", "oak-keeper", "elm-warden")
    assert contents() == applied


def test_removing_leaves_no_dead_name(run: Run, write: Write) -> None:
    """Entries, phrases and the file go; a key whose only value it was goes with it."""
    write(TEAM)
    assert run("remove", "oak-keeper").exit_code == 0
    assert not Path("agents/oak-keeper.md").exists()
    assert Path("agents/ash.md").read_bytes() == b"---\nparallel_compatible: [elm]\n---\nAsk `oak-keeper`.\n"
    assert Path("agents/elm.md").read_bytes() == b"---\n---\n"
    assert "oak" not in run("report", "--format", "json").stdout.replace("acorns", "")


def test_another_agent_takes_over(run: Run, write: Write) -> None:
    """`--instead` writes the other name where the list lacks it, and drops the entry where it does not."""
    write({**TEAM, "agents/fir.md": b"---\ndescription: x\n---\n"})
    assert run("remove", "oak-keeper", "--instead", "elm").exit_code == 0
    assert Path("agents/ash.md").read_bytes() == (
        b"---\nescalation_to:\n  - Elm  # first\nparallel_compatible: [elm]\n"
        b"workflow_integration:\n  - receives_acorns_from_elm\n---\nAsk `oak-keeper`.\n"
    )


def test_a_roster_loses_the_entry(run: Run, write: Write) -> None:
    """A file with several agents stays; the agent's entry goes."""
    write(
        {
            "team.yaml": b"version: 1\nswarm:\n  main: ash\n  instances:\n    ash:\n      description: x\n      connections: [elm]\n    elm:\n      description: y\n"
        }
    )
    result = run("remove", "elm", "--in", "team.yaml")
    assert result.exit_code == 0, result.stderr
    assert (
        Path("team.yaml").read_bytes()
        == b"version: 1\nswarm:\n  main: ash\n  instances:\n    ash:\n      description: x\n"
    )


def test_a_failure_in_the_middle_says_what_was_done(run: Run, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that is full after one file: no file is torn, and the message lists both parts."""
    write(TEAM)
    written: list[Path] = []
    real = files.write_atomic

    def full(target: Path, data: bytes, mode: int = 0o666) -> None:
        if written:
            raise OSError(28, "No space left on device")
        written.append(target)
        real(target, data, mode)

    monkeypatch.setattr(files, "write_atomic", full)
    result = run("rename", "oak-keeper", "elm-warden")
    assert result.exit_code == 2
    assert (
        "No space left on device; done: agents/ash.md; not done: agents/elm.md, agents/oak-keeper.md" in result.stderr
    )
    assert b"elm_warden" in Path("agents/ash.md").read_bytes()
    assert Path("agents/elm.md").read_bytes() == TEAM["agents/elm.md"]


def test_a_file_that_changed_meanwhile_is_not_touched(run: Run, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody saved a file after it was read: nothing at all is written."""
    write(TEAM)
    from graphkit.fixes import write as writing

    real = writing.write

    def late(*arguments: object, **options: object) -> object:
        Path("agents/elm.md").write_bytes(b"---\ndescription: saved\n---\n")
        return real(*arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(writing, "write", late)
    before = {**contents(), "agents/elm.md": b"---\ndescription: saved\n---\n"}
    result = run("rename", "oak-keeper", "elm-warden")
    assert (result.exit_code, "agents/elm.md changed while" in result.stderr) == (2, True)
    assert contents() == before
