"""Laws of the live workspace: after any edits its answer is, byte for byte, that of a fresh run over the same files."""

from __future__ import annotations

import contextlib
import itertools
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from graphkit import pipeline
from graphkit.config import Config
from graphkit.reporters import json_v1
from graphkit.reporters.style import Style
from graphkit.support.errors import GraphkitError
from graphkit.workspace.team import Team

PLACES = (
    "agents/ash.md",
    "agents/elm.md",
    "agents/deep/oak.md",
    ".claude/agents/fir.md",
    ".claude/commands/plant.md",
    ".opencode/agent/larch.md",
    "AGENTS.md",
    "team/agents.yaml",
    "opencode.json",
    "src/crew.py",
    ".gitignore",
)
TEXTS = (
    "---\nname: ash\nescalation_to: [oak]\nparallel_compatible: [elm, fir]\n---\nAsk elm.\n",
    "---\nname: elm\ndescription: Counts.\nescalation_from: [ash]\n---\n",
    "---\ndescription: Decides. Use the ash agent.\nescalate_to: ash\ntools: [Read, Wrte]\n---\n",
    "---\nname: fir\nescalation_to: [elm, gone]\nworkflow_integration: [receives_work_from_ash]\n---\n",
    "---\nname: oak\nescalation_to:\n  - ash\nlevel: staff\n---\n",
    "Use the ash subagent, then delegate to @elm.\n",
    'Task(subagent_type="gone")\n',
    "agents:\n  - name: ash\n    escalation_to: [elm]\n",
    "---\nescalation_to: [a: b: c\nname: oak\n",  # broken
    "---\nname: [\n---\n",
    "",
    "\x00\ufeff---",
    "---\r\nname: \U0001f333\r\nescalation_to: \U0001f333\r\n---\r\n",
    '{"agent": {"larch": {"description": "Plans.", "permission": {"task": {"ash": "allow"}}}, "yew": {"disable": true}}}',
    "deep\n*.yaml\n",
    "ash.md\n!/agents\n",
    "from crewai import Agent\nash = Agent(role='ash', goal='x')\n",
    "---\ndescription: Only that.\n---\n",  # in a plain folder no agent by itself
    "---\nname: elm\ndescription: Counts.\nescalation_from: [ash]\ncollaborates_with: [ash]\n---\n",
    "---\nname: elm\ndescription: Counts.\nescalation_from: [ash]\ncollaborates_with: [gone]\n---\nMore of it: ash.\n",
    "---\nname: elm\ndescription: Counts.\nescalation_from: [ash]\ncollaborates_with: [gone]\n---\nAsk `oak`.\n",
)
CONFIGS = (Config(), Config(prose=True), Config(merge=True, follow_links=True))

WRITE = st.tuples(st.just("write"), st.sampled_from(PLACES), st.sampled_from(TEXTS))
DELETE = st.tuples(st.just("delete"), st.sampled_from(PLACES), st.just(""))
RENAME = st.tuples(st.just("rename"), st.sampled_from(PLACES), st.sampled_from(PLACES))
BREAK = st.tuples(st.just("cut"), st.sampled_from(PLACES), st.integers(0, 60).map(str))
LINK = st.tuples(st.just("link"), st.sampled_from(PLACES[:5]), st.sampled_from((*PLACES, "agents", "agents/deep", ".")))
CONFIGURE = st.tuples(st.just("configure"), st.just(""), st.sampled_from(("0", "1", "2")))
PLAIN_EDITS = st.lists(st.one_of(WRITE, WRITE, DELETE, RENAME, BREAK), min_size=1, max_size=12)
EDITS = st.lists(st.one_of(WRITE, WRITE, DELETE, RENAME, BREAK, LINK, CONFIGURE), min_size=1, max_size=12)


TICKS = itertools.count(1)


@pytest.fixture(autouse=True)
def _no_file_is_too_young(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the memory of files trust all of them: here each content has a time of its own, which no clock gives."""
    monkeypatch.setattr("graphkit.workspace.file_memory.SETTLED", -(10**18))


def edit(kind: str, path: str, more: str) -> None:
    """Make one edit in the working directory; one that cannot be made is none."""
    with contextlib.suppress(OSError):
        _edit(kind, path, more)
        if kind in ("write", "cut"):
            tick = next(TICKS)
            os.utime(path, ns=(tick, tick))


def _edit(kind: str, path: str, more: str) -> None:
    file = Path(path)
    if kind == "write":
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(more.encode("utf-8", "surrogatepass"))
    elif kind == "delete":
        file.unlink(missing_ok=True)
    elif kind == "rename" and file.exists():
        Path(more).parent.mkdir(parents=True, exist_ok=True)
        file.replace(more)
    elif kind == "cut" and file.exists():
        file.write_bytes(file.read_bytes()[: int(more)])
    elif kind == "link":
        file.parent.mkdir(parents=True, exist_ok=True)
        file.unlink(missing_ok=True)
        file.symlink_to(os.path.relpath(more, file.parent))


def answer(team: Team) -> str:
    """Return the whole report as JSON, or the sentence that says why there is none."""
    try:
        return json_v1.write(team.report(), Style())
    except GraphkitError as error:
        return str(error)


@contextlib.contextmanager
def fresh_folder() -> Iterator[None]:
    """Make an empty folder the working directory for a while."""
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        yield


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(EDITS)
@example([("write", PLACES[0], TEXTS[0]), ("write", PLACES[1], TEXTS[1]), ("rename", PLACES[0], PLACES[2])])
@example([("write", PLACES[0], TEXTS[0]), *(("write", PLACES[1], text) for text in TEXTS[-3:])])
@example([("write", PLACES[0], TEXTS[0]), ("write", PLACES[1], TEXTS[1]), ("write", PLACES[2], TEXTS[-4])])
@example([("write", PLACES[0], TEXTS[0]), ("write", PLACES[4], TEXTS[5]), ("write", PLACES[4], TEXTS[6])])
def test_each_answer_is_that_of_a_fresh_run(edits: list[tuple[str, str, str]]) -> None:
    """Write, delete, rename, break, mend, another configuration: nothing of before is left in the answer."""
    with fresh_folder():
        chosen = [CONFIGS[0]]
        live = Team(lambda: chosen[-1])
        for kind, path, more in edits:
            if kind == "configure":
                chosen.append(CONFIGS[int(more)])
            else:
                edit(kind, path, more)
            assert answer(live) == answer(Team(lambda: chosen[-1]))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(PLAIN_EDITS, st.dictionaries(st.sampled_from(PLACES), st.sampled_from(TEXTS[:7]), min_size=1))
def test_buffers_count_as_files_do(edits: list[tuple[str, str, str]], buffers: dict[str, str]) -> None:
    """What an editor has open gives the answer that it will give once it is saved, where no link leads to it."""
    with fresh_folder():
        for kind, path, more in edits:
            edit(kind, path, more)
        live = Team(lambda: CONFIGS[0])
        answer(live)
        here = {path: text for path, text in buffers.items() if Path(path).exists()}
        live.buffers.update({path: text.encode() for path, text in here.items()})
        before = answer(live)
        for path, text in here.items():
            Path(path).write_bytes(text.encode())
        assert before == answer(Team(lambda: CONFIGS[0]))


def test_a_report_is_what_run_returns() -> None:
    """The law compares teams with teams; this ties them to the pipeline."""
    with fresh_folder():
        edit("write", PLACES[0], TEXTS[0])
        edit("write", PLACES[1], TEXTS[1])
        assert answer(Team(Config)) == json_v1.write(pipeline.run(Config(), ()), Style())
