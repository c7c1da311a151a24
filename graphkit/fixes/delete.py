"""Removing an agent everywhere: its definition, and each entry and phrase that names it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.analysis.unmapped_fields import places_of
from graphkit.fixes.changeset import Changeset, Sheets
from graphkit.fixes.document import NotEditableError
from graphkit.fixes.removal import Removal
from graphkit.fixes.rename import list_mentions, places, respell
from graphkit.fixes.spelling import Speller
from graphkit.fixes.structure import structure
from graphkit.model.spans import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from graphkit.model.definitions import Definition
    from graphkit.model.graph import AgentGraph


def delete(
    graph: AgentGraph,
    agent: Definition,
    load: Callable[[str], bytes | str],
    paths: Sequence[str],
    *,
    instead: Definition | None = None,
    keep_file: bool = False,
) -> Changeset:
    """Return the changes that remove an agent; `paths` are all files of the team.

    References name `instead` if it is given, but where the list names that one already. A file that defines other
    agents loses the entry of this one; with `keep_file` nothing happens to it.
    """
    sheets, changes = Sheets(load), Changeset()
    alone = sum(other.path == agent.path for other in graph.agents.values()) == 1
    removals: dict[str, Removal] = {}
    speller = Speller((agent.name, *agent.aliases), instead.name) if instead else None
    kept = _already(graph, agent, instead) if instead else frozenset()
    called = {call.span for edge in graph.calls if edge.target == agent.id for call in edge.references}
    for span in places(graph, agent):
        if alone and span.path == agent.path and not keep_file:
            continue
        if speller is None and span in called:
            changes.mentions.append(span)  # what a command is asked in words is for its owner to change
        elif speller is not None and span not in kept:
            respell(sheets, changes, speller, span)
        else:
            _mark(sheets, changes, removals, span)
    for span in places_of(graph, agent.id):
        if alone and span.path == agent.path and not keep_file:
            continue
        if speller is None:
            here: dict[str, Removal] = {}
            _mark(sheets, changes, here, span)
            _make(sheets, changes, here)
        else:
            respell(sheets, changes, speller, span)
        changes.only_mentioned(span)
    if not keep_file:
        if alone:
            changes.deleted.append(agent.path)
        else:
            _mark(sheets, changes, removals, agent.span)
    _make(sheets, changes, removals)
    rest = [path for path in paths if path not in changes.deleted]
    list_mentions(sheets, changes, Speller((agent.name, *agent.aliases), agent.name), rest)
    sheets.into(changes)
    return changes


def _already(graph: AgentGraph, agent: Definition, instead: Definition) -> frozenset[Span]:
    """Return the references to an agent beside which the same field names the other one, or whose owner it is."""
    named = {
        (reference.agent, reference.field)
        for edge in graph.edges
        for reference in edge.references
        if edge.other(reference.agent) == instead.id
    }
    return frozenset(
        reference.span
        for edge in graph.edges
        if agent.id in (edge.source, edge.target)
        for reference in edge.references
        if (reference.agent, reference.field) in named or reference.agent == instead.id
    )


def _make(sheets: Sheets, changes: Changeset, removals: dict[str, Removal]) -> None:
    """Make the removals of each file, all of them or none."""
    for path, removal in removals.items():
        try:
            for splice in removal.splices():
                sheets.add(path, splice)
        except NotEditableError as error:
            changes.refused.append((Span(path, 1, 1), str(error)))


def _mark(sheets: Sheets, changes: Changeset, removals: dict[str, Removal], span: Span) -> None:
    document = sheets.document(span.path)
    if isinstance(document, str):
        changes.refused.append((span, document))
        return
    try:
        offset = document.offset(span.line, span.column)
        removals.setdefault(span.path, Removal(document)).mark(structure(document, offset), offset, span.width)
    except NotEditableError as error:
        changes.refused.append((span, str(error)))
