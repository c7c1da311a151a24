"""A proposed configuration as TOML, with the reasons as comments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.reporters import wording
from graphkit.support import escape

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graphkit.model.proposal import Proposal

_SHOWN = 12


def write(proposal: Proposal) -> str:
    """Return the text of a `graphkit.toml`. Names from definitions are only in quotes, or in comments of one line."""
    return "\n".join(_lines(proposal)).strip() + "\n"


def _lines(proposal: Proposal) -> Iterator[str]:
    roots = proposal.roots[:_SHOWN]
    more = f" and {len(proposal.roots) - len(roots)} more" if len(roots) < len(proposal.roots) else ""
    yield f"# Proposed by `graphkit init` from {wording.count(proposal.agents, 'agent')} in {_listed(roots)}{more}."
    if proposal.paths:
        yield f"paths = {_array(proposal.paths)}"
    yield ""
    yield "# Relations that are read without any configuration:"
    for relation, fields in proposal.read:
        counts = ", ".join(f"{_shown(path)} ({number})" for path, number in fields.items())
        yield f"#   {relation}: {counts}"
    if not proposal.read:
        yield "#   none; where agents are named only in their texts, `--prose` reads those"
    yield from _unmapped(proposal)
    if proposal.levels:
        yield ""
        if proposal.is_usual:
            yield "# The levels, the lowest first; their order is known:"
            yield f"# levels = {_array(proposal.levels)}"
            if proposal.strays:
                strays = ", ".join(f"{_shown(level)} ({wording.count(n, 'agent')})" for level, n in proposal.strays)
                yield f"# Not in this order: {strays}. Correct them, or write `levels` with each in its place."
        else:
            yield "# The levels, the lowest first. This order is a guess: check it."
            yield f"levels = {_array(proposal.levels)}"
    if proposal.externals:
        yield ""
        yield "# People and other tools: named, and rightly without a definition."
        yield f"externals = {_array(proposal.externals)}"
    if proposal.unknown:
        yield ""
        yield "# No file defines these names. Correct them, or add those that are right to `externals`:"
        for name, number in proposal.unknown:
            yield f"#   {_shown(name)}: {wording.count(number, 'reference')}"


def _unmapped(proposal: Proposal) -> Iterator[str]:
    if proposal.unmapped:
        yield ""
        yield "# Fields that name agents and are no relation yet. Remove what is not one; rename a relation at will."
    for line, fields in proposal.unmapped:
        for row in fields:
            agents, files = wording.count(row.agents, "agent"), wording.count(row.files, "file")
            yield f"# {_shown(row.path)} names {agents} in {files}"
        yield escape.json_text(line)


def _listed(paths: Sequence[str]) -> str:
    return ", ".join(_shown(path) for path in paths)


def _shown(text: str) -> str:
    return escape.terminal(text).replace("\n", " ")


def _array(texts: Sequence[str]) -> str:
    return f"[{', '.join(map(escape.toml, texts))}]"
