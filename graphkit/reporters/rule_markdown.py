"""The page of a rule for the docs: the words of `graphkit rule`, as Markdown."""

from __future__ import annotations

from itertools import zip_longest
from pathlib import PurePath
from typing import TYPE_CHECKING

from graphkit.reporters import rule_page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from graphkit.model.findings import Rule
    from graphkit.reporters.rule_page import File

_LANGUAGES = {".toml": "toml", ".json": "json", ".yaml": "yaml", ".yml": "yaml"}


def page(rule: Rule, printed: Sequence[str] = (), repaired: Sequence[tuple[str, str]] = ()) -> str:
    """Return the page of a rule.

    `printed` is what graphkit prints of the bad side of each example, `repaired` the command that repairs it with the
    diff of its edits; both are empty where nothing is.
    """
    parts = [f"# {rule.code} {rule.name}", f"({rule.severity.value})", rule.doc]
    if rule.options:
        rows = [f"- [`{name}`](../reference/configuration.md#{name}): {doc}" for name, doc in rule_page.options(rule)]
        parts += ["## Options", "\n".join(rows)]
    for example, output, repair in zip_longest(rule.examples, printed, repaired):
        command, diff = repair or ("", "")
        parts += ["## Reported", *_files(rule_page.files(example.bad, example.config))]
        parts += [f"```console\n{output.rstrip()}\n```"] if output else []
        parts += [f"`{command}` makes this edit:", f"```diff\n{diff.rstrip()}\n```"] if diff else []
        parts += ["## Fine", *_files(rule_page.files(example.good, example.config))]
    parts.append("## To silence it")
    for way in rule_page.ways(rule):
        parts += [f"{way.scope}, {way.place}:", f"```text\n{way.code}\n```"]
    return "\n\n".join(parts) + "\n"


def index(rules: Sequence[Rule]) -> str:
    """Return the page that lists all rules."""
    rows = [f"| [{rule.code}]({rule.code}.md) | {rule.name} | {rule.severity} | {rule.summary} |" for rule in rules]
    head = "# Rules\n\nEvery rule has a code and a name; either selects it. `graphkit rule CODE` prints its page.\n\n"
    return head + "| code | name | severity | what |\n|---|---|---|---|\n" + "\n".join(rows) + "\n"


def _files(files: Iterable[File]) -> Iterator[str]:
    for name, lines in files:
        language = _LANGUAGES.get(PurePath(name).suffix, "yaml")
        yield f"`{name}`"
        yield "\n".join([f"```{language}", *lines, "```"])
