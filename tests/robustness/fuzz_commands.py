"""What must hold of any command on a hostile repository, tried on random ones: see `fuzz.py`."""

from __future__ import annotations

import gc
import hashlib
import io
import json
import os
import random
import re
import sys
from pathlib import Path
from typing import NamedTuple

from graphkit.cli import main
from tests.bench import team
from tests.robustness.hostile_repository import NAMES, SECRET, make

LOG_COMMAND = re.compile(r"^\s*::|##(?:vso|teamcity)?\[", re.MULTILINE)
OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
FORMATS = ("text", "concise", "json", "jsonl", "sarif", "gitlab", "junit", "markdown", "rdjson")
READ_ONLY = tuple(
    tuple(line.split())
    for line in (
        *(f"check --format {name}" for name in FORMATS), "check -v --prose", "check agents", "check agents --prose --merge", "check --since HEAD",
        "check --since HEAD~1 -v", "check --agents +NAME", "check --agents changed:HEAD~1", "check --agents cycle:NAME", "check --strict-baseline",
        "check --dialect claude-code", "check --isolated", "diff HEAD", "diff HEAD~1 HEAD --format markdown", "diff HEAD~1 --format json",
        "diff HEAD~1 --format mermaid", "history", "history --all-commits --format json", "report", "report --format markdown", "report --format json",
        "report --format roster", "show NAME", "show NAME --format json", "path NAME OTHER", "impact NAME --format markdown", "parallel", "plan",
        "metrics", "metrics bottlenecks", "export --format graphml", "export --format gexf", "export --format cypher", "export --format node-link",
        "export --format edges", "init", "config", "config --format json", "render --format mermaid", "render --format d2", "render --format dot",
        "render --format plantuml", "fix --diff", "fix --all --diff -v", "fix --check", "rename NAME OTHER --diff --mentions", "remove NAME --diff",
        "remove NAME --instead OTHER --diff", "check .claude", "check nowhere", "check agents/link.md", "check link",
    )
)  # fmt: skip
WRITING = tuple(
    tuple(line.split())
    for line in (
        "fix", "fix --all", "fix --all --one-sided remove", "rename NAME OTHER", "rename NAME OTHER --mentions", "remove NAME",
        "remove NAME --instead OTHER", "baseline", "baseline --prune", "baseline --grow", "report -o out.md", "render -o out.mmd", "check --cache",
        "init -o graphkit.toml", "report --format roster -o README.md", "export -o out.graphml", "check --format json=out.json",
    )
)  # fmt: skip


class Answer(NamedTuple):
    """What a command wrote, and its exit status."""

    status: object
    out: str
    err: str


class WrongAnswerError(Exception):
    """A promise that a command broke."""


def run(arguments: tuple[str, ...]) -> Answer:
    """Run graphkit in this process, with streams as a pipe has them."""
    streams = [
        io.TextIOWrapper(io.BytesIO(), encoding="utf-8", errors="surrogateescape", write_through=True) for _ in range(2)
    ]
    before = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = streams
    try:
        main(list(arguments), prog_name="graphkit")
    except SystemExit as end:
        status = end.code
    else:
        status = 0
    finally:
        sys.stdout, sys.stderr = before
        gc.unfreeze()
        gc.enable()
    out, err = (stream.buffer.getvalue().decode("utf-8", "surrogateescape") for stream in streams)
    return Answer(status, out, err)


def state(folder: Path) -> dict[str, str]:
    """Return what is below a folder: names, kinds, targets of links, digests of files."""
    below = {}
    for place, folders, files in os.walk(folder):
        for name in (*folders, *files):
            path = os.path.join(place, name)  # noqa: PTH118  # the names are hostile, and many
            if os.path.islink(path):  # noqa: PTH114
                below[path] = f"-> {os.readlink(path)}"  # noqa: PTH115
            elif name in files:
                with open(path, "rb") as file:  # noqa: PTH123
                    below[path] = hashlib.sha256(file.read()).hexdigest()
    return below


def chosen(chance: random.Random) -> tuple[str, ...]:
    """Return a command with names in place of NAME and OTHER."""
    command = chance.choice(READ_ONLY if chance.random() < 0.75 else WRITING)
    names = {"NAME": team.name(chance.randrange(4)), "OTHER": chance.choice((*NAMES, "new-name", team.name(1)))}
    return tuple(re.sub("NAME|OTHER", lambda match: names[match[0]], word) for word in command)


def judge(command: tuple[str, ...], answer: Answer) -> None:
    """Raise WrongAnswerError for what no command may write, whatever is in the repository."""
    if answer.status not in (0, 1, 2):
        raise WrongAnswerError(f"exit status {answer.status}")
    if answer.status == 2 and not answer.err.strip():
        raise WrongAnswerError("a failure without a word")
    for name, text in (("stdout", answer.out), ("stderr", answer.err)):
        if "Traceback (most recent" in text:
            raise WrongAnswerError(f"a traceback in {name}: {text[-2000:]}")
        if match := LOG_COMMAND.search(text):
            raise WrongAnswerError(f"a log command in {name}: {text[max(0, match.start() - 80) : match.end() + 80]!r}")
        if match := OBEYED.search(text):
            raise WrongAnswerError(
                f"a sign that terminals obey in {name}: {text[max(0, match.start() - 80) : match.end() + 80]!r}"
            )
        if f"{SECRET}-too" in text:
            raise WrongAnswerError(f"what is outside, in {name}")
    if "json" in command and answer.out:
        json.loads(answer.out)


def one_run(seed: int, folder: Path) -> None:
    """Make a repository, run a few commands in it, and judge each; what is outside, and git's objects, stay as they are."""
    chance = random.Random(f"repository {seed}")
    repository, outside = make(folder, chance)
    here = Path.cwd()
    os.chdir(repository)
    try:
        for _ in range(4):
            command = chosen(chance)
            _one_command(command, repository, outside)
    finally:
        os.chdir(here)


def _is_inside(command: tuple[str, ...]) -> bool:
    """Tell whether all that is named is in the repository: a link that is named is followed wherever it leads, to `/` too."""
    here = Path(os.path.realpath("."))
    return all(Path(os.path.realpath(word)).is_relative_to(here) for word in (*command, "agents", "teams"))


def _one_command(command: tuple[str, ...], repository: Path, outside: Path) -> None:
    if not _is_inside(command):
        return
    before = state(repository), state(outside)
    answer = None
    try:
        answer = run(command)
        judge(command, answer)
    except Exception as error:
        error.add_note(f"command: {command}")
        raise
    after = state(repository), state(outside)
    if after[1] != before[1]:
        raise WrongAnswerError(f"{command} changed what is outside")
    changed = {path for path in {*before[0], *after[0]} if before[0].get(path) != after[0].get(path)}
    changed = {
        path for path in changed if f"{repository}/.graphkit_cache" not in path and not path.endswith("/.git/index")
    }
    if changed and (command in READ_ONLY or "--diff" in command or any("/.git/" in path for path in changed)):
        raise WrongAnswerError(f"{command} changed {sorted(changed)}")
