"""Which dialect a file is read in: by its path and content, as configured, or as another package says."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

import graphkit
from graphkit import dialects
from graphkit.config import Config
from graphkit.support.errors import NoAgentsError, UsageError
from tests.unit.folders import edges, load, write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PLUGIN = """
from graphkit.model.dialects import Claim, Dialect
from graphkit.model.relations import Field

CHOIR = Dialect(
    name="choir",
    title="choirs",
    claims=(Claim("*.md", holds={"voice": "soprano|alto|tenor|bass"}), Claim("*.choir.json", text="voice")),
    attributes={"level": ("voice",)},
    levels=("bass", "tenor", "alto", "soprano"),
    fields={"delegation": (Field("conducts"),)},
    externals=frozenset({"Audience"}),
    wildcards=frozenset({"tutti"}),
)
WRONG = Dialect(name="wrong", title="a pattern that is none", claims=(Claim("*.md", holds={"x": "("}),))
"""


@pytest.mark.parametrize(
    ("path", "content", "dialect"),
    [
        ("x.md", "---\nname: x\n---\n", "claude-config"),
        (".claude/agents/deep/x.md", "---\nname: x\n---\n", "claude-code"),
        (".claude/agents/x.md", "---\ndelegates_to: [y]\n---\n", "claude-code"),
        (".github/agents/x.md", "---\nmode: subagent\nid: E7\n---\n", "copilot"),
        ("x.agent.md", "---\nkind: local\nreports_to: y\n---\n", "copilot"),
        ("x.md", "---\ndelegates_to: [y]\n---\n", "delegation"),
        ("x.md", "---\ndelegates_to: [y]\nmode: all\n---\n", "opencode"),
        ("x.md", "---\ntools: Read, Agent(y)\n---\n", "claude-code"),
        ("x.md", "---\ntools: [Read, 'Task(y)']\n---\n", "claude-code"),
        ("x.chatmode.md", "---\nname: x\n---\n", "copilot"),
        ("x.md", "---\nlevel: 3\n---\n", "delegation"),
        ("x.md", "---\nlevel: senior\n---\n", "claude-config"),
        ("x.md", "---\nmode: subagent\n---\n", "opencode"),
        ("x.md", "---\nmode: dark\n---\n", "claude-config"),
        (".cursor/agents/x.mdc", "---\nname: x\n---\n", "cursor"),
        ("x.md", "---\nid: QA7\n---\n", "id-codes"),
        ("x.md", "---\nid: some-words\n---\n", "claude-config"),
    ],
)
def test_a_place_decides_before_the_content(tmp_path: Path, path: str, content: str, dialect: str) -> None:
    """A tool's folder or suffix says whose file it is; where the path says nothing, a tool's field, then a house's."""
    graph = load(tmp_path, {path: content})
    assert [agent.dialect for agent in graph.agents.values()] == [dialect]


def test_a_configured_dialect_goes_before_every_claim(tmp_path: Path) -> None:
    """`agents` is a relation of Copilot only; with `dialect = "copilot"` it is read anywhere."""
    folder = write(tmp_path, {"a": "agents: [b]", "b": "x: 1"})
    assert not graphkit.load(folder).edges
    assert edges(graphkit.load(folder, Config(dialect="copilot")), "delegation") == [("a", "b")]


def test_a_configured_dialect_is_looked_for_in_every_folder(tmp_path: Path) -> None:
    """With `--dialect kiro` its files need not lie below `.kiro/agents`."""
    folder = write(tmp_path, {"team/a.json": '{"name": "a", "prompt": "x"}', "team/b.yaml": "x: 1\n"})
    with pytest.raises(NoAgentsError):
        graphkit.load(folder)
    assert list(graphkit.load(folder, Config(dialect="kiro")).agents) == ["a"]


def test_an_unknown_dialect_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    """A typo must not silently mean another dialect."""
    with pytest.raises(UsageError, match=r"no dialect `copliot`.*auto.*copilot"):
        load_with(tmp_path, "copliot")


def load_with(folder: Path, dialect: str) -> None:
    """Load one agent in a dialect."""
    graphkit.load(write(folder, {"a": "x: 1"}), Config(dialect=dialect))


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Install a package that brings a dialect, as pip would: a module and the metadata of a distribution."""
    site = tmp_path / "site"
    info = site / "choir-1.0.dist-info"
    info.mkdir(parents=True)
    (site / "choir_plugin.py").write_text(PLUGIN, encoding="utf-8")
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: choir\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text("[graphkit.dialects]\nchoir = choir_plugin:CHOIR\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(site))
    dialects.clear()
    yield info
    sys.modules.pop("choir_plugin", None)
    monkeypatch.undo()
    dialects.clear()


@pytest.mark.usefixtures("installed")
def test_another_package_brings_a_dialect(tmp_path: Path) -> None:
    """Found without being named: fields, levels, externals and wildcards of its own, in Markdown and in JSON."""
    files: dict[str, str | bytes] = {
        "a": "voice: soprano\nconducts: [b, Audience]",
        "b": "voice: bass\nconducts: tutti",
        "c.choir.json": '{"voice": "alto", "conducts": ["a"]}',
    }
    graph = load(tmp_path / "agents", files)
    assert {agent.dialect for agent in graph.agents.values()} == {"choir"}
    assert [(e.source, e.target) for e in graph.links()] == [("a", "b"), ("c.choir", "a")]
    assert graph.ghosts["Audience"].external
    assert graph.agents["b"].wildcards == ("delegation",)
    assert graph.levels == ("bass", "tenor", "alto", "soprano")
    assert (graph.rank("b"), graph.rank("a")) == (0, 3)


@pytest.mark.parametrize(
    "entry", ["choir_plugin:NOTHING", "choir_plugin:Field", "choir_plugin:WRONG", "no_such_module:X"]
)
def test_a_broken_package_is_a_sentence(installed: Path, tmp_path: Path, entry: str) -> None:
    """It says which dialect cannot be loaded; a traceback would blame graphkit."""
    (installed / "entry_points.txt").write_text(f"[graphkit.dialects]\nchoir = {entry}\n", encoding="utf-8")
    dialects.clear()
    with pytest.raises(UsageError, match="dialect `choir`"):
        load_with(tmp_path / "agents", "auto")
