"""`docs/dialects.md` is made from the dialects themselves: `python -m tests.functional.dialects_page` rewrites it."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from graphkit import dialects
from graphkit.config import ATTRIBUTES, RELATIONS
from graphkit.model.relations import Direction, Shape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.model.dialects import Claim, Dialect
    from graphkit.model.relations import Field

PAGE = Path(__file__).resolve().parents[2] / "docs" / "dialects.md"

HEAD = """\
# Dialects

Each tool writes its agents down in its own way, and so do the people who use it. graphkit knows the dialects below and
chooses one for each file by itself: the folder of a tool (`.claude/agents`) or its suffix (`.agent.md`) decides; where
the path says nothing, a field that only one tool has. `--dialect NAME`, or `dialect = "NAME"` in the configuration,
reads every file in one of them.

In every dialect the canonical fields are read as well, and a dialect adds those of its own:

{canonical}

A house is a convention about fields and no tool: `level: 1`, `works_with`, `id: E14`. The files of any tool may follow
it, and then its fields are read beside those of the tool.

JSON, TOML and YAML files are read only where a dialect claims them, by path and content; others are not even counted.
A file that is named on the command line is always tried.

An agents folder (`.claude/agents`, `.opencode/agent`, ...) is a world of its own: names mean its agents, and the same
agent in another tool's folder is no duplicate. A tool's folder also sees those of the same tool further up, and the
agents of plugins. Folders that belong to no tool (`front/agents`, `back/agents`) may name each other's agents, unless
they share four in five of their names: then they are copies, each a world of its own. A roster, a file of several
agents, knows its own names only. `--merge` makes one graph of everything.

Agents that come with a tool ("built in" below) have no file and are not missing. Files that belong to no tool may name
those of every tool.

A name means the agent that is called exactly so, else the one that is called so but for case, blanks, `_` and `-`. Only
a name that matches no agent loses the remark behind it: `lead (on call)`, `lead  # why`. An agent in a sub-folder goes
by its path too (`core/scout`), one of a plugin by the plugin's name (`plugin:scout`, `plugin:core:scout`), which is that
of the manifest or else of the folder. A plugin's name alone means all of its agents: no edge, and nothing is missing.

A pattern (`dome-*`) covers the agents that it matches, as `delegation` where it is a permission. Such edges name the
pattern (`via`) and count in no cycle, for no rank and not as declared. `*` and `all` make no edges at all. In a list of
permissions the last rule that matches decides.

A field may contain a name, `a, b`, a list, a list of mappings (`- agent: a`), or a mapping (`a: why`), unless the table
says otherwise. `field.*` means every entry below a field.

| dialect | for | files | fields of its own |
|---|---|---|---|
{rows}

Made from the data in `graphkit/dialects/` by `python -m tests.functional.dialects_page`; a test compares them.
Another package may bring more: see "Add a dialect" in CONTRIBUTING.md.
"""


def page() -> str:
    """Return the whole page."""
    known = [dialects.known()[name] for name in sorted(dialects.known())]
    rows = "\n".join(
        f"| [{one.name}](#{one.name}) | {one.title} | {_files(one)} | {'<br>'.join(_fields(one)) or '-'} |"
        for one in known
    )
    canonical = "\n".join(
        f"- {relation.name}: {', '.join(f'`{field.path}`' for field in relation.fields)}" for relation in RELATIONS
    )
    return "\n".join([HEAD.format(rows=rows, canonical=canonical), *map(_section, known)])


def _section(dialect: Dialect) -> str:
    kind = PurePosixPath(dialect.example_path).suffix.removeprefix(".").replace("md", "markdown")
    fence = "````" if "```" in dialect.example else "```"
    sources = f"Source: {', '.join(f'<{url}>' for url in dialect.sources)}\n\n" if dialect.sources else ""
    return f"## {dialect.name}\n\n{sources}`{dialect.example_path}`:\n\n{fence}{kind}\n{dialect.example}{fence}\n"


def _files(dialect: Dialect) -> str:
    return "<br>".join(dict.fromkeys(map(_claim, dialect.claims)))


def _claim(claim: Claim) -> str:
    tests = [f"`{path}`" + (f" like `{_cell(pattern)}`" if pattern else "") for path, pattern in claim.holds.items()]
    return f"`{claim.glob}`" + (f" with {' and '.join(tests)}" if tests else "")


def _fields(dialect: Dialect) -> Iterator[str]:
    if dialect.agents:
        yield f"agents: {', '.join(f'`{path}`' for path in dialect.agents)}"
    for edges in dialect.edges:
        yield f"{edges.relation}: `{edges.path}` from `{edges.source}` to `{edges.target}`"
    for relation, fields in dialect.fields.items():
        yield f"{relation}: {', '.join(map(_field, fields))}"
    for attribute, paths in dialect.attributes.items():
        if paths and paths != ATTRIBUTES.get(attribute):
            yield f"{attribute.replace('_', ' ')}: {', '.join(f'`{path}`' for path in paths)}"
    if dialect.levels:
        yield f"levels: {dialect.levels[0]} (lowest) to {dialect.levels[-1]}"
    if dialect.externals:
        yield f"built in: {', '.join(f'`{name}`' for name in sorted(dialect.externals, key=str.casefold))}"


def _field(field: Field) -> str:
    how = {
        Shape.PATHS: " (a path)",
        Shape.CALLS: " (`Agent(a, b)`)",
        Shape.ALLOWED: " (`a: allow`)",
        Shape.KEYS: " (keys such as `to_a`)",
    }
    inward = " (turned round)" if field.direction is Direction.IN else ""
    prefix = f" (`{field.prefix}a`)" if field.prefix else ""
    return f"`{field.path}`{how.get(field.shape, '')}{prefix}{inward}"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
