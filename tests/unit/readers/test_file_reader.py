"""Reading by several processes gives what one process reads."""

from __future__ import annotations

import os
import threading
from dataclasses import fields
from pathlib import Path

import pytest

from graphkit import discover, link, readers
from graphkit.config import Config
from graphkit.model.definitions import Definition, Reading
from graphkit.model.spans import Source
from graphkit.readers import file_reader, transfer
from tests.bench import team

CONFIG = Config()


@pytest.fixture
def sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Source, ...]:
    """Make a small team count as large, on a machine with three processors."""
    monkeypatch.setattr(file_reader, "MIN_FILES", 10)
    monkeypatch.setattr(file_reader, "CHUNK", 5)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1, 2}, raising=False)
    team.write(tmp_path, 40)
    return discover.discover([str(tmp_path)]).files


@pytest.fixture
def threadless(monkeypatch: pytest.MonkeyPatch) -> None:
    """Overlook threads that tests before this one have left and that are about to end."""
    monkeypatch.setattr(threading, "active_count", lambda: 1)


def read(source: Source) -> Reading:
    """Read one file by the defaults."""
    return readers.read(source, CONFIG)


@pytest.mark.usefixtures("threadless")
def test_the_order_and_every_value_are_the_same(sources: tuple[Source, ...]) -> None:
    """Nobody can tell by the readings, or by the graph, how many have read."""
    alone = [read(source) for source in sources]
    together = file_reader.read_all(read, sources)
    assert together == alone
    assert link.link(together, CONFIG) == link.link(alone, CONFIG)


@pytest.mark.usefixtures("threadless")
def test_others_do_read(sources: tuple[Source, ...]) -> None:
    """Each file is read once, by whoever is free; here everybody waits until the others have begun."""
    own = os.getpid()
    here: list[Source] = []  # a helper has a copy of its own
    begun, says = os.pipe()
    free, frees = os.pipe()

    def note(source: Source) -> Reading:
        if os.getpid() != own and not here:
            os.write(says, b".")
            assert os.read(free, 1) == b"."
        elif not here:
            assert os.read(begun, 1) == b"."
            os.write(frees, b"...")  # one for each helper that there can be
        here.append(source)
        return read(source)

    found = file_reader.read_all(note, sources)
    assert 0 < len(here) < len(sources)
    assert found == [read(source) for source in sources]
    for end in (begun, says, free, frees):
        os.close(end)


@pytest.mark.usefixtures("threadless")
def test_what_a_broken_helper_should_have_read_is_read_here(sources: tuple[Source, ...]) -> None:
    """A process that dies costs time, never an agent."""
    own = os.getpid()

    def die(source: Source) -> Reading:
        if os.getpid() != own:
            os._exit(3)
        return read(source)

    assert file_reader.read_all(die, sources) == [read(source) for source in sources]


@pytest.mark.usefixtures("threadless")
def test_an_interruption_ends_the_helpers(sources: tuple[Source, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C leaves no process behind."""
    own, fork = os.getpid(), os.fork
    helpers: list[int] = []

    def counted() -> int:
        helpers.append(fork())
        return helpers[-1]

    def stop(source: Source) -> Reading:
        if os.getpid() == own:
            raise KeyboardInterrupt
        threading.Event().wait()
        return read(source)

    monkeypatch.setattr(os, "fork", counted)
    with pytest.raises(KeyboardInterrupt):
        file_reader.read_all(stop, sources)
    assert helpers
    for helper in helpers:
        with pytest.raises(ChildProcessError):
            os.waitpid(helper, os.WNOHANG)


@pytest.mark.usefixtures("threadless")
def test_where_no_process_is_to_be_had_this_one_reads(
    sources: tuple[Source, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bound on processes costs time, never the run, and no pipe stays open."""

    def refuse() -> int:
        raise BlockingIOError

    monkeypatch.setattr(os, "fork", refuse)
    opened: list[int] = []
    closed: list[int] = []
    pipe, close = os.pipe, os.close

    def counted() -> tuple[int, int]:
        ends = pipe()
        opened.extend(ends)
        return ends

    monkeypatch.setattr(os, "pipe", counted)
    monkeypatch.setattr(os, "close", lambda end: (closed.append(end), close(end)))
    assert file_reader.read_all(read, sources) == [read(source) for source in sources]
    _, filled, *others = opened
    assert others
    assert set(opened) - {filled} <= set(closed)  # that one is closed by the file that filled it


def test_a_process_with_threads_is_not_copied(sources: tuple[Source, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    """A copy has one thread only, and may wait forever for what another held."""
    monkeypatch.setattr(os, "fork", lambda: pytest.fail("this process has threads"))
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        assert len(file_reader.read_all(read, sources)) == len(sources)
    finally:
        done.set()
        thread.join()


@pytest.mark.parametrize("files", [0, 1, 9])
def test_few_files_are_read_alone(sources: tuple[Source, ...], files: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Starting a process costs more than reading them."""
    monkeypatch.setattr(os, "fork", lambda: pytest.fail("not worth a process"))
    assert len(file_reader.read_all(read, sources[:files])) == files


def test_one_processor_reads_alone(sources: tuple[Source, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    """A second process would only wait for the first."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0}, raising=False)
    monkeypatch.setattr(os, "fork", lambda: pytest.fail("not worth a process"))
    assert len(file_reader.read_all(read, sources)) == len(sources)


def test_every_kind_of_reading_survives_the_way(tmp_path: Path) -> None:
    """Rosters, problems, skipped files, ignores, links, passages, nested values: nothing changes on the way."""
    files = {
        "plain.md": "---\nname: plain\nescalation_to: [other]\nextra:\n  - deep: [a, 'b']\n    more: {c: d}\n---\n",
        "broken.md": "---\nname: broken\nescalation_to: [\n---\n",
        "no-agent.md": "# Only words\n",
        "ignoring.md": "---\nname: ignoring\nescalation_to: [x]  # graphkit: ignore[GK101] on purpose\n---\n",
        "talking.md": "---\nname: talking\n---\nEscalate to plain when in doubt.\n",
        "roster.yaml": "agents:\n  root:\n    model: m\n    sub_agents: [helper]\n  helper:\n    model: m\n",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    config = Config(prose=True)
    readings = [
        readers.read(Source(name, str(tmp_path / name), ".", named=True), one)
        for name in files
        for one in (CONFIG, config)
    ]
    assert any(len(reading.definitions) == 2 for reading in readings)
    assert any(reading.definitions and reading.definitions[0].passages for reading in readings)
    assert any(reading.ignores for reading in readings)
    travelled = transfer.from_bytes(
        transfer.to_bytes({3: transfer.chunk_to_bytes(readings), 4: transfer.chunk_to_bytes([])})
    )
    assert travelled == {3: readings, 4: []}
    for before, after in zip(readings, travelled[3], strict=True):
        assert [one.entries for one in before.definitions] == [one.entries for one in after.definitions]


def test_every_attribute_survives_the_way(tmp_path: Path) -> None:
    """Each is different in these two, so that one that somebody adds and forgets here would be missed."""
    rich = (
        "---\nname: Rich One\nid: R1\nspecialization_level: senior\ndescription: All of it.\ndomain_expertise: [x]\n"
        "tool_access: full\ntool_restrictions: {allowed: [Read], forbidden: [Bash]}\nparallel_compatible: [poor]\n"
        "escalation_to: [poor]\nreports_to: poor\nextra:\n  - deep: [a]\ntools: Agent(poor)\n---\n"
    )
    readings = []
    for name, root, text, plugin in (
        ("rich.md", "here/team", rich, "kit"),
        ("poor.agent.md", ".github/agents", "---\nx: y\n---\n", ""),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
        source = Source(f"{root}/{name}", str(tmp_path / name), root, plugin=plugin)
        readings.append(readers.read(source, CONFIG))
    (one,), (other,) = (reading.definitions for reading in readings)
    pickled = ("passages", "calls", "possible_names", "wildcards")
    later = ("world", "disabled", "has_rules", "for_all", "also")  # which linking finds, and which one tool has
    attributes = [field.name for field in fields(Definition) if field.name not in pickled + later]
    assert [name for name in attributes if getattr(one, name) == getattr(other, name)] == []
    travelled = transfer.from_bytes(transfer.to_bytes({0: transfer.chunk_to_bytes(readings)}))[0]
    for before, after in zip(readings, travelled, strict=True):
        for name in attributes:
            assert getattr(before.definitions[0], name) == getattr(after.definitions[0], name)
