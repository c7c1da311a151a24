"""Renaming an agent everywhere: its definition, its file, and each reference in the spelling that is there."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from graphkit.analysis.unmapped_fields import places_of
from graphkit.fixes.changeset import Changeset, Sheets
from graphkit.fixes.lists import Splice
from graphkit.fixes.spelling import Speller
from graphkit.model.names import canonical, without_remark
from graphkit.model.spans import Span
from graphkit.support.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from graphkit.fixes.document import Document
    from graphkit.model.definitions import Definition
    from graphkit.model.graph import AgentGraph

_NAME = re.compile(r"[^\W_](?:[\w .()&+-]*[\w)])?")
_SLUG = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
LONGEST = 100
SUFFIXES = (".agent", ".chatmode")
FOLDER_FILES = frozenset(("agent.md", "agents.md", "index.md", "skill.md"))
"""Files that are named after what they are: the agent goes by the name of its folder."""


def check_name(graph: AgentGraph, agent: Definition, new: str) -> None:
    """Raise UsageError when an agent cannot have a name: not a name, too long, or taken."""
    if not _NAME.fullmatch(new) or len(new) > LONGEST:
        raise UsageError(
            f"`{new}` is no name for an agent. Use letters, digits, blanks and `-_.()&+`, at most {LONGEST} of them."
        )
    if _SLUG.fullmatch(agent.name) and not _SLUG.fullmatch(new):
        raise UsageError(f"`{new}` is not written as `{agent.name}` is: small letters and digits, joined by `-`.")
    for other in graph.agents.values():
        if other is not agent and canonical(new) in map(canonical, (other.id, *other.aliases)):
            raise UsageError(f"there is an agent `{other.name}` already ({other.span}). Choose another name.")


def rename(
    graph: AgentGraph,
    agent: Definition,
    new: str,
    load: Callable[[str], bytes | str],
    paths: Sequence[str],
    *,
    keep_file: bool = False,
    mentions: bool = False,
) -> Changeset:
    """Return the changes that give an agent another name; `paths` are all files of the team.

    Mentions in running text are listed, and changed only if asked for. Raises UsageError for a name that cannot be.
    """
    check_name(graph, agent, new)
    sheets, changes = Sheets(load), Changeset()
    speller = Speller((agent.name, *agent.aliases), new)
    for span in places(graph, agent):
        respell(sheets, changes, speller, span)
    for span in places_of(graph, agent.id):
        respell(sheets, changes, speller, span)
        changes.only_mentioned(span)
    named = _own_name(sheets, changes, speller, agent)
    if not keep_file:
        _move(changes, agent, new, speller)
    elif not named:
        _add_name(sheets, changes, agent, new)
    list_mentions(sheets, changes, speller, paths, write=mentions)
    sheets.into(changes)
    return changes


def places(graph: AgentGraph, agent: Definition) -> Iterator[Span]:
    """Yield the place of each reference to an agent, in relations, prose and calls, in the order of the files."""
    spans = {
        reference.span
        for edge in graph.edges
        if agent.id in (edge.source, edge.target)
        for reference in edge.references
        if edge.other(reference.agent) == agent.id or edge.is_loop
    }
    spans |= {span for span, named in graph.connection_ends if named == agent.id}
    spans |= {call.span for edge in graph.calls if edge.target == agent.id for call in edge.references}
    yield from sorted(spans)


def text_at(document: Document, span: Span) -> tuple[int, str]:
    """Return the offset and the text of a place; a text over several lines ends with its first one."""
    start = document.offset(span.line, span.column)
    end = min(start + span.width, document.next_line(start))
    return start, document.text[start:end]


def respell(sheets: Sheets, changes: Changeset, speller: Speller, span: Span) -> None:
    """Change the name at a place, in its spelling; what cannot be changed is refused with the reason."""
    document = sheets.document(span.path)
    if isinstance(document, str):
        changes.refused.append((span, document))
        return
    start, text = text_at(document, span)
    found = list(speller.in_text(text))
    if not found:
        changes.refused.append((span, "the name is not written there in one piece"))
    for one in found:
        sheets.add(span.path, Splice(start + one.start, start + one.end, one.text))


def _own_name(sheets: Sheets, changes: Changeset, speller: Speller, agent: Definition) -> bool:
    """Change the name that the definition itself has, if it has one; say whether it does."""
    document = sheets.document(agent.path)
    if isinstance(document, str):
        changes.refused.append((agent.span, document))
        return True
    start, text = text_at(document, agent.span)
    written = text.strip("\"'")
    if {canonical(written), canonical(without_remark(written))}.isdisjoint(map(canonical, agent.aliases)):
        return False
    for one in speller.in_text(text):
        sheets.add(agent.path, Splice(start + one.start, start + one.end, one.text))
    return True


def _add_name(sheets: Sheets, changes: Changeset, agent: Definition, new: str) -> None:
    """Add a `name:` to a definition that went by the name of its file, which stays."""
    document = sheets.document(agent.path)
    if isinstance(document, str):
        return
    start = document.offset(agent.span.line, 1)
    if not document.text.startswith("---", start):
        changes.refused.append((agent.span, "there is no front matter that could have a `name:`"))
        return
    at = document.next_line(start)
    sheets.add(agent.path, Splice(at, at, f"name: {new}{document.line_end(start)}"))


def _move(changes: Changeset, agent: Definition, new: str, speller: Speller) -> None:
    """Rename the file, or the folder, after which the agent is called."""
    path = PurePosixPath(agent.path)
    if path.suffix.lower() == ".py":
        return
    if path.name.lower() in FOLDER_FILES:
        folder = path.parent
        if canonical(folder.name) in map(canonical, agent.aliases):
            changes.moved[str(folder)] = str(folder.with_name(_file_name(folder.name, new, speller)))
        return
    stem, ending = path.stem, path.suffix
    for marker in SUFFIXES:
        if stem.lower().endswith(marker):
            stem, ending = stem[: -len(marker)], stem[-len(marker) :] + ending
    if canonical(stem) in map(canonical, (agent.name, *agent.aliases)):
        changes.moved[str(path)] = str(path.with_name(_file_name(stem, new, speller) + ending))


def _file_name(stem: str, new: str, speller: Speller) -> str:
    found = list(speller.in_text(stem))
    if len(found) == 1 and found[0].start == 0 and found[0].end == len(stem):
        return found[0].text
    return canonical(new)


def list_mentions(
    sheets: Sheets, changes: Changeset, speller: Speller, paths: Sequence[str], *, write: bool = False
) -> None:
    """List the places at which running text mentions the agent, or change them too."""
    for path in paths:
        document = sheets.document(path)
        if isinstance(document, str):
            continue
        for one in speller.marked(document.text):
            if sheets.covers(path, one.start, one.end):
                continue
            if write:
                sheets.add(path, Splice(*one))
            else:
                line, column = document.place(one.start)
                changes.mentions.append(Span(path, line, column, one.end - one.start))
