"""Four times the input is four times the work, in every reader and for every file that is not an agent: counted in calls and lines."""

from __future__ import annotations

import gc
import json
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from graphkit import readers, rules, triage
from graphkit.config import Config
from graphkit.config.load import load
from graphkit.model.spans import Source, Span
from graphkit.model.values import RECOVERED, Mapping, Scalar, Sequence, Value
from graphkit.readers import definition, document_recovery, front_matter, ignores, json_values, transfer
from graphkit.support.errors import GraphkitError
from graphkit.triage import baseline_file
from tests.robustness.steps import steps

CONFIG = Config()
SIZE = 100

AGENTS: dict[str, tuple[str, Callable[[int], str]]] = {
    "simple lists": ("a.md", lambda n: "---\nescalation_to:\n" + "  - x\n" * n + "---\n"),
    "broken items": ("a.md", lambda n: "---\nhandoffs:\n" + "  - label: a: b\n    agent: x\n" * n + "---\n"),
    "broken entries": ("a.md", lambda n: "---\n" + "".join(f"k{i}: a: b\n" for i in range(n)) + "---\n"),
    "lines that are not indented": ("a.md", lambda n: "---\ndescription: a\n" + "text of it\n" * n + "---\n"),
    "a dialogue": ("a.md", lambda n: "---\ndescription: a: <example>\n" + 'user: "x"\n' * n + "---\n"),
    "quotation marks": ("a.md", lambda n: "---\n" + "".join(f'k{i}: "a\n' for i in range(n)) + "---\n"),
    "open brackets": ("a.md", lambda n: "---\n" + "".join(f"k{i}: [a, {{b\n" for i in range(n)) + "---\n"),
    "broken flow": ("a.md", lambda n: "---\nx: [" + "a: b: c, @d, %e, " * n + "]\n---\n"),
    "tabs": ("a.md", lambda n: "---\nx:\n" + "\t- a\n" * n + "y: a: b\n---\n"),
    "steps": ("a.md", lambda n: "---\nx: y: z\n" + "".join(f"{' ' * (i % 7)}k{i}: v\n" for i in range(n)) + "---\n"),
    "never closed": ("a.md", lambda n: "---\n" + "key: value\n" * n),
    "second block": ("a.md", lambda n: "---\nname: a\n---\n---\n" + "key: value\n" * n + "---\n"),
    "yaml blocks": ("a.md", lambda n: "---\nname: a\n---\n" + "```yaml\nx: y\n```\n" * n),
    "ignores": ("a.md", lambda n: "---\n" + "x: y # graphkit: ignore[GK101] z\n" * n + "---\n"),
    "ignores in a body": ("a.md", lambda n: "---\nx: y\n---\n" + "<!-- graphkit: ignore[GK101] z -->\n\n" * n),
    "ignores in broken yaml": ("a.md", lambda n: "---\n" + "x: [ # graphkit: ignore[GK101] z\n" * n + "---\n"),
    "json": (".kiro/agents/a.json", lambda n: '{"prompt": "x", "delegates_to": [' + '"a", // b\n' * n + "]}"),
    "broken json": (".kiro/agents/a.json", lambda n: '{"prompt": "x", ' + "a: 'b' c, /* " * n + "}"),
    "ignores in json": (
        ".kiro/agents/a.json",
        lambda n: '{"prompt": 1,\n' + '"$comment": "graphkit: ignore[GK101]",\n' * n + "}",
    ),
    "toml": (".codex/agents/a.toml", lambda n: 'model = "m"\n' + "".join(f"[t{i}]\nx = 1\n" for i in range(n))),
    "broken toml": (".codex/agents/a.toml", lambda n: 'model = "m"\n' + "x = \n" * n),
    "roster": (
        "team.yaml",
        lambda n: "agents:\n" + "".join(f"  a{i}: {{model: m, sub_agents: [a]}}\n" for i in range(n)),
    ),
    "broken roster": ("team.yaml", lambda n: "agents:\n" + "".join(f"  a{i}:\n    model: b: c\n" for i in range(n))),
}


def grows(run: Callable[[int], Callable[[], object]]) -> float:
    """Return how much more work comes with four times as much input more: what is done once does not count."""
    run(SIZE)()  # fills what is kept
    small, middle, large = (steps(run(SIZE * times)) for times in (1, 4, 16))
    return (large - middle) / max(middle - small, 1)


@pytest.mark.parametrize("kind", AGENTS)
def test_every_reader_is_linear(tmp_path: Path, kind: str) -> None:
    """Whatever is repeated in a file."""
    name, text = AGENTS[kind]

    def reading(size: int) -> Callable[[], object]:
        path = tmp_path / str(size) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text(size), encoding="utf-8")
        source = Source(name, str(path), ".", named=True)
        return lambda: readers.read(source, CONFIG)

    assert grows(reading) < 5


@pytest.mark.parametrize("kind", AGENTS)
def test_no_reader_leaves_garbage_for_each_line(tmp_path: Path, kind: str) -> None:
    """The collector rests during a run: an error that holds its own frame would stay, and the parser with it."""
    name, text = AGENTS[kind]
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text(SIZE), encoding="utf-8")
    readers.read(Source(name, str(path), ".", named=True), CONFIG)  # what is made once
    gc.collect()
    gc.disable()
    try:
        readers.read(Source(name, str(path), ".", named=True), CONFIG)
        assert gc.collect() < SIZE
    finally:
        gc.enable()


SPACES = sorted({chr(code) for code in range(0x3100) if chr(code).isspace()} | set("\ufeff\u200b\x1c\x85\u2028"))
BEFORE = ("{", '{"name"', '{"name":', '{"name": "a"', '{"name": "a",', '{"name": ["a"', '{"name": ["a",', '{"name": [')


@pytest.mark.parametrize("space", SPACES, ids=ascii)
def test_every_space_is_stepped_over(space: str, seconds: None) -> None:
    """What looks blank and is none for JSON ends no text, and never keeps its reader at one place."""
    for before in BEFORE:
        for after in ('"x": "y"}', ': "b"}', "]}", "}", "("):
            json_values.parse(before + space * 2 + after)


FILES: dict[str, Callable[[int], str]] = {
    "unknown keys": lambda n: "".join(f"key{i} = 1\n" for i in range(n)),
    "contracts": lambda n: "".join(f'[[contracts]]\nname = "c{i}"\nkind = "acyclic"\n' for i in range(n)),
    "ignore": lambda n: "ignore = [" + '"GK101", ' * n + "]\n",
    "unknown rules": lambda n: "select = [" + "".join(f'"GX{i}", ' for i in range(n)) + "]\n",
    "globs": lambda n: "exclude = [" + '"a/**/b", ' * n + "]\n",
    "wrong contracts": lambda n: "".join(f'[[contracts]]\nname = "c{i}"\n' for i in range(n)),
    "wrong items": lambda n: "exclude = [" + "1, " * n + "]\n",
    "files that ignore": lambda n: "[per-file-ignores]\n" + "".join(f'"a{i}.md" = ["GK101"]\n' for i in range(n)),
    "files that ignore wrongly": lambda n: "[per-file-ignores]\n" + "".join(f'"a{i}.md" = 1\n' for i in range(n)),
    "levels": lambda n: "levels = [" + "".join(f'"l{i}", ' for i in range(n)) + "]\n",
    "externals": lambda n: "externals = [" + "".join(f'"e{i}*", ' for i in range(n)) + "]\n",
    "relations": lambda n: "".join(f'[relations.r{i}]\nfields = ["f{i}"]\n' for i in range(n)),
    "wrong relations": lambda n: "".join(f"[relations.r{i}]\nx = 1\n" for i in range(n)),
    "dotted keys": lambda n: "".join(f"a.b{i} = 1\n" for i in range(n)),
}


@pytest.mark.parametrize("kind", FILES)
def test_the_configuration_is_linear(tmp_path: Path, kind: str) -> None:
    """From the file to the rules that are chosen, and to the sentences about what is wrong."""

    def loading(size: int) -> Callable[[], object]:
        path = tmp_path / f"{size}.toml"
        path.write_text(FILES[kind](size), encoding="utf-8")

        def run() -> None:
            with suppress(GraphkitError):
                triage.policy(load(path), rules.catalogue(), "2026-01-01")

        return run

    assert grows(loading) < 5


@pytest.mark.parametrize("code", ["GK501", "GX"])
def test_a_baseline_is_linear(tmp_path: Path, code: str) -> None:
    """Its entries, and what is wrong with them."""

    def reading(size: int) -> Callable[[], object]:
        path = tmp_path / f"{size}.json"
        rows = ",\n".join(json.dumps({"code": code, "agents": [f"a{i}"]}) for i in range(size))
        path.write_text(f'{{"version": 1, "known": [\n{rows}\n]}}\n', encoding="utf-8")

        def run() -> None:
            with suppress(GraphkitError):
                assert len(baseline_file.read(str(path))) == size

        return run

    assert grows(reading) < 5


def test_mistakes_are_bounded(tmp_path: Path) -> None:
    """A file of nothing but mistakes says a hundred, and how many more there are."""
    path = tmp_path / "graphkit.toml"
    path.write_text(FILES["unknown keys"](5_000), encoding="utf-8")
    with pytest.raises(GraphkitError) as caught:
        load(path)
    assert len(caught.value.evidence) == 100
    assert caught.value.evidence[-1] == "4,900 more."


def test_a_key_of_many_parts_is_refused(tmp_path: Path) -> None:
    """The library takes memory by the square of their number."""
    path = tmp_path / "graphkit.toml"
    path.write_text("a = 1\n" + ".".join(["x"] * 50_000) + " = 1\n", encoding="utf-8")
    with pytest.raises(GraphkitError, match=r"graphkit\.toml:2: this key has more than 100 parts"):
        load(path)


@pytest.mark.parametrize("what", ["configuration", "baseline"])
def test_a_file_beyond_all_measure_is_refused(tmp_path: Path, what: str) -> None:
    """By its size, before it is read."""
    path = tmp_path / "large"
    with path.open("wb") as file:
        file.truncate(65 * 1024 * 1024)
    with pytest.raises(GraphkitError, match="too large"):
        load(path) if what == "configuration" else baseline_file.read(str(path))


def test_broken_entries_are_bounded() -> None:
    """So many are reported, one more problem counts the rest, and every text is kept all the same."""
    entries, problems = front_matter.parse("".join(f"k{i}: a: b\n" for i in range(3_000)), 2, "a.md")
    assert len(entries) == 3_000
    assert len(problems) == 1_001
    assert "2,000 more" in problems[-1].message


def size(value: Value) -> int:
    """Count the scalars of a value."""
    if isinstance(value, Scalar):
        return 1
    if isinstance(value, Sequence):
        return sum(map(size, value.items))
    return sum(1 + size(inner) for _, inner in value.entries)


def test_what_is_recovered_grows_with_the_text() -> None:
    """Not with its square: sizes at n and 4n."""

    def recovered(n: int) -> int:
        entries, _ = front_matter.parse("x:\n" + "  - a: b: c\n" * n, 2, "a.md")
        return size(Mapping(entries, 1, 1))

    assert recovered(400) <= 4 * recovered(100) + 4


class Counted(str):
    """A text that counts how often it is compared."""

    compared = 0

    def __eq__(self, other: object) -> bool:
        Counted.compared += 1
        return str.__eq__(self, other)

    __hash__ = str.__hash__


def test_texts_that_were_recovered_are_not_compared_with_each_other() -> None:
    """Which of the entries are recovered is seen at each by itself."""

    def comparisons(n: int) -> int:
        entries = [(Scalar(f"k{i}", i, 1), Scalar(Counted(f"v{i}"), i, 4, 2, RECOVERED)) for i in range(n)]
        Counted.compared = 0
        definition.build(Source("a.md", "a.md", "."), entries, "a", Span("a.md", 1, 1), CONFIG)
        return Counted.compared

    assert comparisons(400) <= 4 * comparisons(100) + 4


def test_a_dialogue_of_many_lines_is_gone_through_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its lines are gathered as they come, not anew for each."""
    gathered = []

    def counted(start: int, end: int) -> range:
        gathered.append(end - start)
        return range(start, end)

    monkeypatch.setattr(document_recovery, "range", counted, raising=False)
    front_matter.parse("description: a: b\n" + 'user: "x"\n' * 400, 2, "a.md")
    assert 0 < sum(gathered) <= 401


def test_names_of_long_lists_share_what_they_can(tmp_path: Path) -> None:
    """A thousand files that list the same thousand names: kinds, names and columns are there once."""
    found = []
    for stem in "ab":
        (tmp_path / f"{stem}.md").write_text(
            f"---\nparallel_compatible: [{', '.join(f'x{i}' for i in range(500))}]\n---\n"
        )
        source = Source(f"{stem}.md", str(tmp_path / f"{stem}.md"), ".")
        reading = readers.read(source, CONFIG)
        (travelled,) = transfer.from_bytes(transfer.to_bytes({0: transfer.chunk_to_bytes([reading])}))[0]
        found.append(travelled.definitions[0].references)
        assert len({id(one.kind) for one in found[-1]}) == 1
    there, here = (readers.read(Source(f"{s}.md", str(tmp_path / f"{s}.md"), "."), CONFIG) for s in "ab")
    for one, other in zip(there.definitions[0].references, here.definitions[0].references, strict=True):
        assert one.text is other.text
        assert one.column is other.column
        assert sys.getsizeof(one) <= 112


def test_ignores_that_suppress_nothing_are_bounded(tmp_path: Path) -> None:
    """They are findings too."""
    text = "---\n" + "".join(f"k{i}: y # graphkit: ignore[GK101] z\n" for i in range(1_500)) + "---\n"
    assert len(ignores.collect("a.md", text)[0]) == 1_500
    from graphkit import check

    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    found = [one for one in check(tmp_path, config=CONFIG).live if one.code == "GK901"]
    assert len(found) == 1_001
    assert sum("500 more in this file" in one.message for one in found) == 1
