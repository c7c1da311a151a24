"""Random hostile input, for as long as you like: `make fuzz MINUTES=60 SEED=0`.

Three runs of four change definitions: no exception other than GraphkitError, no entry lost that was not touched, no short cut
that reads what the parser reads otherwise. The fourth makes a repository (`hostile_repository.py`) and runs commands in it
(`fuzz_commands.py`). No run takes more than seconds. It prints the seed of what it finds; `--minutes 0` repeats that one.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import time
import traceback
from pathlib import Path

import yaml

import graphkit
from graphkit import pipeline
from graphkit.config import Config
from graphkit.model.spans import InvalidTextError
from graphkit.model.values import Mapping
from graphkit.readers import markdown_structure, yaml_fast_path, yaml_line_shapes
from graphkit.readers.yaml_values import Origin, compose
from graphkit.reporters import REPORT, reporter
from graphkit.reporters.style import Style
from graphkit.support.errors import GraphkitError
from tests.bench import team
from tests.robustness import fuzz_commands
from tests.robustness.hostile_repository import mutated

SLOW = 5.0


def short_cut_agrees(text: str) -> None:
    """Hold every entry that the short cut reads against the parser."""
    block = markdown_structure.front_matter(text)
    if block is None or not block.closed or yaml_line_shapes.is_odd(block.text):
        return
    lines = block.text.split("\n")
    reader = yaml_fast_path.Reader(lines, 1)
    for start in [number for number, line in enumerate(lines) if yaml_line_shapes.begins(line)]:
        found, end = reader.entries(start)
        # The parser is not shown a text that may be nested deeply, though it need not be; the short cut knows.
        if found and not any(sign in block.text for sign in ("[[", "{{", "- -")):
            whole = compose("\n".join(lines[start:end]) + "\n", Origin(1 + start))
            assert isinstance(whole, Mapping)
            assert whole.entries == tuple(found), (whole.entries, found)


def one_run(seed: int, folder: Path) -> None:
    """Change a small team at random, read and check it, write every report."""
    chance = random.Random(seed)
    for number in range(4):
        text = mutated(team.definition(number, 4, seed), chance)
        short_cut_agrees(text)
        encoding, errors = chance.choice(
            (("utf-8", "surrogatepass"), ("utf-16", "surrogatepass"), ("latin-1", "replace"))
        )
        data = text.encode(encoding, errors)
        (folder / f"{team.name(number)}.md").write_bytes(data)
    (folder / "sound.md").write_text(team.definition(5, 9, seed), encoding="utf-8")
    report = pipeline.run(Config(), [str(folder)])
    assert team.name(5) in {agent.name for agent in report.graph.agents.values()}
    for writer in set(REPORT.values()):
        reporter(writer).write(report, Style(verbose=True)).encode("utf-8", "backslashreplace")


def any_run(seed: int, folder: Path) -> None:
    """Run what a seed stands for, in a folder that is empty."""
    (fuzz_commands.one_run if seed % 4 == 0 else one_run)(seed, folder)


def main(minutes: float, seed: int) -> int:
    """Run until the time is up, once at least; return how many seeds failed."""
    end = time.monotonic() + minutes * 60
    failed = runs = 0
    place = Path(tempfile.mkdtemp(prefix="graphkit-fuzz-"))
    while not runs or time.monotonic() < end:
        folder = place / str(seed)
        folder.mkdir()
        started = time.process_time()
        try:
            any_run(seed, folder)
        except GraphkitError:
            pass
        except (Exception, InvalidTextError, yaml.YAMLError):  # whatever it is, it is a find
            failed += 1
            sys.stderr.write(f"seed {seed}\n{traceback.format_exc()}\n")
        if time.process_time() - started > SLOW:
            failed += 1
            sys.stderr.write(f"seed {seed} took {time.process_time() - started:.1f} s\n")
        shutil.rmtree(folder, ignore_errors=True)
        seed += 1
        runs += 1
    shutil.rmtree(place, ignore_errors=True)
    sys.stdout.write(f"graphkit {graphkit.__version__}: {runs} runs, {failed} failed, next seed {seed}\n")
    return failed


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    raise SystemExit(min(main(asked.minutes, asked.seed), 1))
