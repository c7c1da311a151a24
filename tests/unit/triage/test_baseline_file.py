"""The baseline as a file: one entry a line, sorted; and what is said about a broken one."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.model.findings import BaselineEntry, Identity
from graphkit.triage.baseline_file import BaselineError, read, write

HEAD = '{"version": 1, "known": ['
NAMES = st.lists(st.text(min_size=1), min_size=1, max_size=3).map(lambda names: tuple(sorted(names)))
EDGES = st.lists(st.tuples(st.text(), st.text(), st.text()), min_size=1, max_size=3).map(lambda e: tuple(sorted(e)))
ABOUT = st.one_of(
    st.tuples(st.text(), NAMES).map(lambda drawn: Identity("GK501", drawn[0], agents=drawn[1])),
    st.tuples(st.text(), EDGES).map(lambda drawn: Identity("GK201", drawn[0], edges=drawn[1])),
    st.text(min_size=1).map(lambda path: Identity("GK001", path=path)),
)
ENTRIES = st.lists(
    st.builds(BaselineEntry, ABOUT, st.none() | st.text(min_size=1), st.none() | st.dates().map(str), st.just(1)),
    max_size=6,
    unique_by=lambda entry: entry.identity,
)


def saved(folder: Path, text: str) -> str:
    """Write a baseline and return its path."""
    path = folder / "known.json"
    path.write_text(text, encoding="utf-8")
    return str(path)


@given(entries=ENTRIES)
def test_what_is_written_is_read_again(entries: list[BaselineEntry], tmp_path_factory: pytest.TempPathFactory) -> None:
    """Nothing is lost or changed, whatever the names; each entry knows its line, and their order does not matter."""
    text = write(entries)
    assert text == write(reversed(entries))
    back = read(saved(tmp_path_factory.mktemp("baseline"), text))
    assert {entry.identity: (entry.reason, entry.expires) for entry in back} == {
        entry.identity: (entry.reason, entry.expires) for entry in entries
    }
    assert [entry.line for entry in back] == [number + 4 for number in range(len(back))]
    assert len(text.splitlines()) == len(entries) + 5


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "known.json:1: the baseline is not valid JSON (Expecting value)"),
        ('{\n"version": 1,\n<<<<<<< HEAD\n', "known.json:3: the baseline is not valid JSON"),
        ("[" * 100_000, "the baseline is not valid JSON (nested too deeply)"),
        ("[]", 'this is no baseline: {"version": 1, "known": [...]} was expected'),
        ('{"known": {}}', "this is no baseline"),
        ('{"version": 2, "known": []}', "its version is 2, this graphkit reads version 1"),
        (HEAD + "5]}", "entry 1 of the baseline must be an object"),
        (HEAD + '{"code": "GK301", "agent": ["a"]}]}', "unknown key `agent`; did you mean `agents`?"),
        (HEAD + '{"code": "301", "agents": ["a"]}]}', "needs a `code` such as GK301"),
        (HEAD + '{"code": "GK301"}]}', "needs one of `agents`, `edges` and `path`"),
        (HEAD + '{"code": "GK301", "agents": []}]}', "`agents` that are no list of names"),
        (HEAD + '{"code": "GK301", "agents": "a"}]}', "`agents` that are no list of names"),
        (HEAD + '{"code": "GK301", "edges": [["a", "b"]]}]}', "`edges` that are no list of [source, target, relation]"),
        (
            HEAD + '{"code": "GK301", "edges": [["a", "b", 5]]}]}',
            "`edges` that are no list of [source, target, relation]",
        ),
        (HEAD + '{"code": "GK301", "edges": 5}]}', "`edges` that are no list of [source, target, relation]"),
        (HEAD + '{"code": "GK301", "edges": ["abc"]}]}', "`edges` that are no list of [source, target, relation]"),
        (HEAD + '{"code": "GK301", "agents": ["a"], "path": "x"}]}', "needs one of `agents`, `edges` and `path`"),
        (HEAD + '{"code": "xGK301", "path": "x"}]}', "needs a `code` such as GK301"),
        (HEAD + '{"code": 301, "path": "x"}]}', "needs a `code` such as GK301"),
        (HEAD + '{"code": "GK301", "path": 5}]}', "baseline has a `subject`, `path` or `reason` that is no text."),
        (
            HEAD + '{"code": "GK301", "path": "x", "subject": 5}]}',
            "baseline has a `subject`, `path` or `reason` that is no text.",
        ),
        (
            HEAD + '{"code": "GK301", "path": "x", "reason": null}]}',
            "baseline has a `subject`, `path` or `reason` that is no text.",
        ),
        (HEAD + '{"code": "GK301", "path": "x", "expires": "soon"}]}', "`expires` that is no date as 2026-12-31"),
        (HEAD + '{"code": "GK301", "path": "x", "expires": 5}]}', "`expires` that is no date as 2026-12-31"),
    ],
)
def test_a_broken_one_says_where_and_what_to_do(tmp_path: Path, text: str, said: str) -> None:
    """A baseline is edited by hand and merged by git."""
    with pytest.raises(BaselineError) as caught:
        read(saved(tmp_path, text))
    assert said in str(caught.value)


def test_every_broken_entry_is_told_with_its_line(tmp_path: Path) -> None:
    """One round of mending is enough."""
    with pytest.raises(BaselineError) as caught:
        read(saved(tmp_path, '{"version": 1, "known": [\n{"code": "GK301"},\n{"code": "X"}\n]}'))
    told = [str(caught.value), *caught.value.evidence]
    assert [line.rpartition("known.json:")[2].partition(":")[0] for line in told] == ["2", "3"]


def test_one_that_cannot_be_read(tmp_path: Path) -> None:
    """A folder, no file, or bytes that are no text."""
    with pytest.raises(BaselineError, match=r"there is no baseline .*`graphkit baseline` writes one"):
        read(str(tmp_path / "gone.json"))
    with pytest.raises(BaselineError, match=r"cannot be read: it is not a regular file\. Restore it"):
        read(str(tmp_path))
    (tmp_path / "bytes.json").write_bytes(b"\xff\xff")
    with pytest.raises(BaselineError, match="it is not UTF-8 text"):
        read(str(tmp_path / "bytes.json"))
