"""A proposed configuration as TOML, with the reasons as comments."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from graphkit.reporters import wording
from graphkit.support import escape

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graphkit.model.proposal import Proposal

_SHOWN = 12


def write(proposal: Proposal) -> str:
    """Return the text of a `graphkit.toml`. Names from definitions stand only in quotes, or in comments of one line."""
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
        told = ", ".join(f"{_shown(path)} ({number})" for path, number in fields.items())
        yield f"#   {relation}: {told}"
    if not proposal.read:
        yield "#   none; where agents are named only in their texts, `--prose` reads those"
    yield from _told(proposal)
    if proposal.levels:
        yield ""
        if proposal.is_usual:
            yield "# The levels, the lowest first; their order is known:"
            yield f"# levels = {_array(proposal.levels)}"
        else:
            yield "# The levels, the lowest first. This order is a guess: check it."
            yield f"levels = {_array(proposal.levels)}"
    if proposal.externals:
        yield ""
        yield "# People and other tools: named, and rightly without a definition."
        yield f"externals = {_array(proposal.externals)}"
    if proposal.unknown:
        yield ""
        yield "# Nobody defines these names. Correct them, or add those that are right to `externals`:"
        for name, number in proposal.unknown:
            yield f"#   {_shown(name)}: {wording.count(number, 'reference')}"


def _told(proposal: Proposal) -> Iterator[str]:
    if proposal.told:
        yield ""
        yield "# Fields that name agents and are no relation yet. Remove what is none; rename a relation as you like."
    for line, fields in proposal.told:
        for row in fields:
            agents, files = wording.count(row.agents, "agent"), wording.count(row.files, "file")
            yield f"# {_shown(row.path)} names {agents} in {files}"
        yield line


def _listed(paths: Sequence[str]) -> str:
    return ", ".join(_shown(path) for path in paths)


def _shown(text: str) -> str:
    return escape.terminal(text).replace("\n", " ")


def _array(texts: Sequence[str]) -> str:
    return json.dumps(list(texts))
