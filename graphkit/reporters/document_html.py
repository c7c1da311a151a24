"""An answer as HTML for a notebook: headings, tables and lists, with all text of definitions escaped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.reporters.document import Table, Untrusted
from graphkit.support import escape

if TYPE_CHECKING:
    from graphkit.reporters.document import Document, Phrase, Points, Section


def write(document: Document) -> str:
    """Return the whole answer; nothing in it can run."""
    parts = [f"<h3>{_shown(document.title)}</h3>", *(f"<p>{_shown(line)}</p>" for line in document.lead)]
    parts += [_section(section) for section in document.sections]
    parts += [f"<p><em>{_shown(note)}</em></p>" for note in document.notes]
    return "\n".join(parts)


def _section(section: Section) -> str:
    body = _table(section.body) if isinstance(section.body, Table) else _points(section.body)
    return f"<h4>{escape.xml(section.title)}</h4>\n{body or '<p>none</p>'}"


def _points(body: Points) -> str:
    lines = (f'<li style="margin-left:{2 * depth}em">{_shown(line)}</li>' for depth, line in body.lines)
    return f"<ul>{''.join(lines)}</ul>" if body.lines else ""


def _table(body: Table) -> str:
    if not body.rows:
        return ""
    head = "".join(f"<th>{_text(title)}</th>" for title in body.head)
    rows = ("".join(f"<td>{_shown(cell)}</td>" for cell in row) for row in body.rows)
    return f"<table>{f'<tr>{head}</tr>' if head else ''}{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


def _shown(line: Phrase) -> str:
    return "".join(_part(part) for part in line)


def _part(part: str | Untrusted) -> str:
    return f"<b>{escape.xml(part.text)}</b>" if isinstance(part, Untrusted) and part.role == "place" else _text(part)


def _text(part: str | Untrusted) -> str:
    return escape.xml(part.text if isinstance(part, Untrusted) else part)
