"""An answer for documents and comments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.reporters.document import Table, Untrusted
from graphkit.support import escape

if TYPE_CHECKING:
    from graphkit.reporters.document import Document, Phrase, Points, Section
    from graphkit.reporters.style import Style


def write(document: Document, _style: Style) -> str:
    """Return the whole answer as one document."""
    blocks = [f"# {shown(document.title)}"]
    if document.lead:
        blocks.append("\n".join(f"- {shown(line)}" for line in document.lead))
    for section in document.sections:
        blocks += [f"## {section.title}", _body(section)]
    blocks += [f"> {shown(note)}" for note in document.notes]
    return "\n\n".join(blocks) + "\n"


def _body(section: Section) -> str:
    body = _table(section.body) if isinstance(section.body, Table) else _points(section.body)
    return body or "None."


def _points(body: Points) -> str:
    return "\n".join(f"{'  ' * depth}- {shown(line)}" for depth, line in body.lines)


def _table(body: Table) -> str:
    if not body.rows:
        return ""
    head = body.head or tuple("" for _ in body.rows[0])
    rule = "|".join("---" for _ in head)
    rows = (f"| {' | '.join(shown(cell) for cell in row)} |" for row in body.rows)
    return "\n".join([f"| {' | '.join(map(_part, head))} |", f"|{rule}|", *rows])


def shown(line: Phrase) -> str:
    """Return a phrase in one line, with all text of definitions escaped."""
    return "".join(_part(part) for part in line).replace("\n", " ")


def _part(part: str | Untrusted) -> str:
    if not isinstance(part, Untrusted):
        return part
    is_code = part.role in ("place", "faint", "error")
    return escape.markdown_code(part.text) if is_code else escape.markdown(part.text)
