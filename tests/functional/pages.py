"""The generated pages of the docs; `make pages` writes them, a test compares them: rules, commands, configuration."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import click
from click.testing import CliRunner

from graphkit import rules
from graphkit.cli import main
from graphkit.config import Config
from graphkit.config.display import value
from graphkit.config.keys import KEYS
from graphkit.model.findings import Example, Rule, Severity
from graphkit.reporters import rule_markdown
from tests.unit.rules.files import write_example

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
WIDTH = 100
_CONFIGURATION = """\
Keys of `graphkit.toml`, or of `[tool.graphkit]` in `pyproject.toml`. The nearest file from the working directory upwards
is used, up to the root of the repository, and nothing is merged. `extend = "FILE"` takes the keys of another file where
this one has none. Paths and globs are relative to the folder of the configuration. An unknown key, a wrong value or a
rule that does not exist stops the command with exit status 2, and every mistake is reported at once.

`graphkit config` shows every setting and where it was set; `--config FILE` names another file, `--isolated` uses none.
`graphkit schema config -o graphkit-config.schema.json` writes a JSON Schema; editors that know the `#:schema`
directive use it when the first line of `graphkit.toml` is `#:schema ./graphkit-config.schema.json`."""


def pages() -> dict[str, str]:
    """Return every generated page by its path below `docs/`."""
    made = {
        f"rules/{rule.code}.md": rule_markdown.page(rule, printed(rule), repaired(rule)) for rule in rules.catalogue()
    }
    made["rules/index.md"] = rule_markdown.index(rules.catalogue())
    made["reference/commands.md"] = commands()
    made["reference/configuration.md"] = configuration()
    return made


def printed(rule: Rule) -> list[str]:
    """Return what graphkit prints about this rule of the bad side of each example, below the command."""
    command = "graphkit check team -v" if rule.severity is Severity.INFO else "graphkit check team"
    return [f"$ {command}\n{_findings(rule, example)}" for example in rule.examples]


def repaired(rule: Rule) -> list[tuple[str, str]]:
    """Return for each example the command that repairs the bad side and its diff; two empty texts where none does."""
    return [_repair(rule, example) for example in rule.examples]


def _findings(rule: Rule, example: Example) -> str:
    """Check the bad side of an example, and return the findings of one rule as text."""
    output = _output(example, "check", "-v")
    blocks = [block for block in output.split("\n\n") if f" {rule.code} " in block.partition("\n")[0]]
    return "\n\n".join(blocks)


def _repair(rule: Rule, example: Example) -> tuple[str, str]:
    """Return the narrowest command that repairs the findings of one rule, and the diff of what it changes."""
    shown = _findings(rule, example)
    for options in ([], ["--all"]):
        if diff := _output(example, "fix", *options, "--select", rule.code, "--diff"):
            marked = f"[{' '.join(('fix', *options))}]" in shown
            words = ("graphkit fix team", *options, *(() if marked else ("--select", rule.code)))
            return " ".join(words), diff
    return "", ""


def _output(example: Example, command: str, *options: str) -> str:
    """Return what a command prints on stdout for the bad side of an example."""
    here = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        write_example(Path(folder), example.bad, example.config)
        os.chdir(folder)  # a folder that is named holds agents, whatever they lack
        try:
            runner = CliRunner(env={"COLUMNS": str(WIDTH), "NO_COLOR": "1"})
            return runner.invoke(main, [command, folder, *options]).stdout
        finally:
            os.chdir(here)


def commands() -> str:
    """Return the page of all commands: what `--help` says."""
    parts = ["# Commands", "What `graphkit COMMAND --help` says."]
    for path in _commands(main, ()):
        shown = CliRunner(env={"COLUMNS": str(WIDTH)}).invoke(main, [*path, "--help"], prog_name="graphkit")
        parts += [f"## {' '.join(('graphkit', *path))}", f"```text\n{shown.output.rstrip()}\n```"]
    return "\n\n".join(parts) + "\n"


def _commands(command: click.Command, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    yield path
    if isinstance(command, click.Group):
        for name, inner in command.commands.items():
            yield from _commands(inner, (*path, name))


def configuration() -> str:
    """Return the page of all keys: meaning, type and default."""
    parts = [
        "# Configuration",
        _CONFIGURATION,
    ]
    for key in KEYS:
        default = value(getattr(Config(), key.attribute))
        parts += [f"## {key.name}", key.doc, f"Default: `{default}`"]
    return "\n\n".join(parts) + "\n"


def stale() -> list[str]:
    """Return the pages that differ from what they should be, and rule pages of rules that are gone."""
    made = pages()
    wrong = [name for name, text in made.items() if not _is(DOCS / name, text)]
    return wrong + [f"rules/{path.name}" for path in (DOCS / "rules").glob("*.md") if f"rules/{path.name}" not in made]


def _is(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == text


def write() -> None:
    """Write all pages, and remove those of rules that are gone."""
    for name, text in pages().items():
        (DOCS / name).parent.mkdir(parents=True, exist_ok=True)
        (DOCS / name).write_text(text, encoding="utf-8")
    for name in stale():
        (DOCS / name).unlink()


if __name__ == "__main__":
    write()
