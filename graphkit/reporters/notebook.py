"""Answers in a notebook: a short `repr`, and an HTML form with the same words as the command line."""

from __future__ import annotations

import importlib
from collections.abc import Collection, Mapping
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from graphkit.model.graph import AgentGraph
from graphkit.reporters import wording
from graphkit.reporters.document import Document, Section, Untrusted, place, table
from graphkit.support import escape

if TYPE_CHECKING:
    from graphkit.model.comparison import Changes
    from graphkit.model.report import Report

T = TypeVar("T")

ANSWERS = {
    "AgentProfile": "show",
    "OutsiderProfile": "show",
    "Paths": "path",
    "Impact": "impact",
    "Bottlenecks": "bottlenecks",
    "Groups": "parallel",
    "Plan": "plan",
    "Metrics": "metrics",
    "History": "history",
}
"""The answers by the name of their type, and the module of `answers` that puts each into words."""

_SHOWN = 500
"""Findings in one page."""
_LONGEST = 40
"""Characters of one value in a `repr`."""

_types: dict[type, type] = {}


def for_notebook(answer: T) -> T:
    """Return the same answer, equal to others of its kind, that shows itself in a notebook."""
    base = type(answer)
    if base not in _types:
        methods = {"__slots__": (), "__repr__": short, "_repr_html_": html, "__reduce__": _plain}
        _types[base] = type(base.__name__, (base,), {**methods, "__module__": base.__module__, "__doc__": base.__doc__})
    made: T = _types[base](*_values(answer))
    return made


def short(answer: object) -> str:
    """Return the answer in one line: its values, and how many items each collection has."""
    name = type(answer).__name__
    if name == "Report":
        return f"<Report: {_report_line(answer)}>"  # type: ignore[arg-type]
    if name == "Changes":
        from graphkit.reporters.diff_rows import heading

        return f"<Changes: {escape.clean(heading(answer))}>"  # type: ignore[arg-type]
    parts = (_described(key, value) for key, value in zip(_names(answer), _values(answer), strict=True))
    return f"<{name}: {', '.join(filter(None, parts)) or 'nothing'}>"


def html(answer: object) -> str:
    """Return the answer as HTML."""
    from graphkit.reporters import document_html

    return document_html.write(_document(answer))


def _document(answer: Any) -> Document:
    name = type(answer).__name__
    if name == "Report":
        return _findings(answer)
    if name == "Changes":
        return _changes(answer)
    if name == "DirectReferences":
        return _direct(answer)
    document: Document = importlib.import_module(f"graphkit.reporters.answers.{ANSWERS[name]}").document(answer)
    return document


def _findings(report: Report) -> Document:
    rows = (
        (found.severity.value, f"{found.code} {found.name}", place(found.span), Untrusted(found.message))
        for found in report.live[:_SHOWN]
    )
    more = len(report.live) - _SHOWN
    return Document(
        (_report_line(report),),
        sections=(Section("Findings", table(("Severity", "Rule", "Place", "What"), rows)),),
        notes=((f"and {wording.count(more, 'more finding')}",),) if more > 0 else (),
    )


def _changes(changes: Changes) -> Document:
    from graphkit.reporters.diff_rows import heading, sections

    parts = tuple(
        Section(
            title,
            table(
                ("", "What", "How", "Where"),
                ((r.mark, Untrusted(r.what), Untrusted(r.detail), Untrusted(r.place)) for r in rows),
            ),
        )
        for title, rows in sections(changes).items()
    )
    return Document(
        (Untrusted(changes.names[0]), " → ", Untrusted(changes.names[1]), f": {heading(changes)}"), sections=parts
    )


def _direct(found: Any) -> Document:
    from graphkit.reporters.answers import phrases
    from graphkit.reporters.document import name, points

    lines = ((*phrases.edge(found.graph, edge), ": ", *phrases.places(edge.references)) for edge in found.edges)
    title = (name(found.graph, found.first), " and ", name(found.graph, found.second))
    return Document(title, sections=(Section(f"Direct references ({len(found.edges)})", points(lines)),))


def _report_line(report: Report) -> str:
    return f"{wording.size(report.stats)}: {', '.join(wording.severities(report.stats.findings))}"


def _described(key: str, value: object) -> str:
    if value is None or isinstance(value, AgentGraph):
        return ""
    if isinstance(value, str | int | float):
        shown = repr(escape.clean(value)) if isinstance(value, str) else repr(value)
        return f"{key}={shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1] + '…'}"
    if isinstance(value, Mapping | Collection):
        return f"{key}: {len(value)}" if len(value) else ""
    named = getattr(value, "name", None)
    return f"{key}={escape.clean(named)!r}" if isinstance(named, str) else ""


def _names(answer: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(answer)) if is_dataclass(answer) else tuple(answer._fields)


def _values(answer: Any) -> tuple[object, ...]:
    return tuple(getattr(answer, name) for name in _names(answer))


def _plain(answer: Any) -> tuple[type, tuple[object, ...]]:
    """Return what `pickle` needs: an answer of the type that a module defines."""
    return type(answer).__mro__[1], _values(answer)
