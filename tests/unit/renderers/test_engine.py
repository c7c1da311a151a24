"""Engines are found, asked, and ended."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from importlib import metadata
from typing import TYPE_CHECKING

import pytest

from graphkit.renderers import EngineChoice, describe_engine, engine
from graphkit.renderers.engine import Engine, EngineError
from graphkit.support.errors import RenderError
from tests.unit.renderers import engines

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def nothing_embedded(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Pretend a machine on which the embedded engine was never installed."""

    def absent(name: str) -> None:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "files", absent)
    monkeypatch.setattr("sysconfig.get_path", lambda name: str(tmp_path / "none"))


def test_the_embedded_engine_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It draws alike everywhere; Graphviz as installed is there if it fails, or when it is asked for."""
    dot = engines.install(tmp_path, engines.SILENT, monkeypatch)
    assert [found.kind for found in engine.available("auto")] == ["embedded", "system"]
    assert engine.available("system") == [Engine("system", str(dot))]


def test_a_pip_installation_is_enough(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without `dot`, and without the scripts folder on the PATH, the embedded engine is found and draws."""
    monkeypatch.setenv("PATH", str(tmp_path))
    (found,) = engine.available("auto")
    assert found.kind == "embedded"
    assert b"<svg" in engine.run(found, ["-Tsvg"], "digraph { a -> b }", 30)


@pytest.mark.usefixtures("nothing_embedded")
def test_the_path_is_the_last_place_to_look(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An engine that was installed apart from this Python counts too."""
    script = engines.install(tmp_path, engines.SILENT, monkeypatch, "graphviz-pure")
    assert engine.available("auto") == [Engine("embedded", str(script))]


def test_the_scripts_folder_is_searched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A distribution that lists no files still has its script beside this Python."""
    monkeypatch.setattr(metadata, "files", lambda name: None)
    monkeypatch.setattr("sysconfig.get_path", lambda name: str(tmp_path))
    script = engines.install(tmp_path, engines.SILENT, monkeypatch, "graphviz-pure")
    monkeypatch.setenv("PATH", "")
    assert engine.available("embedded") == [Engine("embedded", str(script))]


@pytest.mark.usefixtures("nothing_embedded")
@pytest.mark.parametrize(
    ("choice", "words"), [("auto", "No layout"), ("system", "No system layout"), ("embedded", "No embedded layout")]
)
def test_no_engine_is_a_sentence_with_a_remedy(
    choice: EngineChoice, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says what to install, and which formats work without."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(RenderError, match=rf"{words} engine was found.*pip install graphviz-pure.*mermaid"):
        engine.available(choice)
    assert describe_engine(choice).startswith(f"none ({words}")


def test_it_tells_which_engine_draws(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Kind, version and place: what a bug report needs."""
    told = describe_engine("embedded")
    assert told.startswith("embedded: graphviz-pure version ")
    assert engine.available("embedded")[0].command in told
    dot = engines.install(tmp_path, "import sys; sys.stderr.write('dot - graphviz version 9')", monkeypatch)
    assert describe_engine("system") == f"system: dot - graphviz version 9 ({dot})"


def test_an_engine_that_does_not_tell_its_version_does_not_block(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`graphkit --version` answers all the same."""
    monkeypatch.setattr(engine, "PROBE_SECONDS", 0.2)
    engines.install(tmp_path, engines.HANGING, monkeypatch)
    assert describe_engine("system") == "none (was not done within the time limit)"


@pytest.mark.parametrize(
    ("program", "message"),
    [
        (engines.CRASHING, "stopped with exit status -11: no message"),
        (engines.COMPLAINING, r"stopped with exit status 1: syntax error \x1b[31m in line 1"),
        (engines.SILENT, "wrote nothing: no message"),
    ],
)
def test_an_engine_that_fails_says_how(
    program: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit status and the engine's own words, with escape sequences made visible."""
    dot = engines.install(tmp_path, program, monkeypatch)
    with pytest.raises(EngineError) as caught:
        engine.run(Engine("system", str(dot)), [], "digraph {}", 30)
    assert str(caught.value) == message


@pytest.mark.parametrize("program", [engines.HANGING, engines.LEAVING_A_CHILD])
def test_an_engine_that_hangs_is_ended_with_its_children(
    program: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That this test ends is the proof: the child holds the pipes open until it is ended too."""
    dot = engines.install(tmp_path, program, monkeypatch)
    with pytest.raises(EngineError, match=r"time limit"):
        engine.run(Engine("system", str(dot)), [], "digraph {}", 0.5)


def test_an_engine_that_cannot_be_started_is_a_failure(tmp_path: Path) -> None:
    """A file that is no program."""
    script = tmp_path / "dot"
    script.write_text(f"#!{sys.executable}-is-not-here\n", encoding="utf-8")
    with pytest.raises(EngineError, match=r"could not be started: Permission denied"):
        engine.run(Engine("system", str(script)), [], "digraph {}", 1)


ENDED = """
import os
import signal
import subprocess
import sys
from graphkit.renderers import RenderOptions, render
from tests.unit.renderers.pictures import team
render(team(), "svg", RenderOptions(engine="system"))
"""


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_engines_end_with_what_started_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`timeout` or a cancelled job leaves no engine behind."""
    pipe = tmp_path / "alive"
    os.mkfifo(pipe)
    engines.install(
        tmp_path, f"import signal; alive = open({str(pipe)!r}, 'w'); alive.write('.'); alive.flush(); signal.pause()",
        monkeypatch,
    )  # fmt: skip
    process = subprocess.Popen(
        [sys.executable, "-c", ENDED], env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    )
    with pipe.open() as alive:
        assert alive.read(1) == "."  # the engine runs
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == -signal.SIGTERM
        assert alive.read() == ""  # and is no more: nobody holds the pipe open
