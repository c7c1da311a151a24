"""The generated parts of README.md; `make outputs` writes them, a test compares them.

A `console` block holds commands and what they print; a block that begins with `# PATH` is a file that they read.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from pathlib import Path

from click.testing import CliRunner

from graphkit.cli import main

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"
_CONSOLE = re.compile(r"(?<=```console\n).*?(?=```)", re.DOTALL)
_FILE = re.compile(r"```(?:yaml|toml)\n# (\S+\.(?:md|toml))\n(.*?)```", re.DOTALL)


def refreshed(text: str) -> str:
    """Return the text with its sessions as they are today."""
    here = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "agents", Path(folder, "agents"))
        for path, content in _FILE.findall(text):
            Path(folder, path).parent.mkdir(parents=True, exist_ok=True)
            block = content if path.endswith(".toml") or content.startswith("---") else f"---\n{content}---\n"
            Path(folder, path).write_text(block, encoding="utf-8")
        os.chdir(folder)
        try:
            text = _CONSOLE.sub(lambda block: _session(block[0]), text)
        finally:
            os.chdir(here)
    return text


def _session(block: str) -> str:
    commands = re.findall(r"^\$ graphkit (.*)$", block, re.MULTILINE)
    return "\n".join(f"$ graphkit {command}\n{_printed(command)}" for command in commands)


def _printed(command: str) -> str:
    """Run a command; `; echo $?` shows its exit status as a shell would."""
    arguments, asked, _ = command.partition("; echo $?")
    result = CliRunner(env={"COLUMNS": "100", "NO_COLOR": "1"}).invoke(main, arguments.split())
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.output + (f"{result.exit_code}\n" if asked else "")


if __name__ == "__main__":
    README.write_text(refreshed(README.read_text(encoding="utf-8")), encoding="utf-8")
