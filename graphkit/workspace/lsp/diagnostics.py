"""Findings as diagnostics, and their repairs as code actions."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from lsprotocol import types

from graphkit.model.findings import Severity
from graphkit.workspace.lsp.positions import decoded, text_edits, uri_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from graphkit.fixes.changeset import Changeset
    from graphkit.model.findings import Finding
    from graphkit.model.repairs import Repair
    from graphkit.model.spans import Span
    from graphkit.workspace.lsp.positions import Lines

SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFO: types.DiagnosticSeverity.Information,
}
UNNECESSARY = frozenset(("GK104", "GK901", "GK902"))
"""Rules about what could go without loss: editors fade it out."""

RELATED = 50
PACKAGE, PLACEHOLDER = "agent-graphkit", "OWNER/REPOSITORY"
"""Whose metadata names the documentation, and what is in the address until the project has one."""


@cache
def rule_page(code: str) -> str | None:
    """Return the address of the page of a rule, beside the documentation that the package names; None without one."""
    from importlib.metadata import PackageNotFoundError, metadata

    try:
        urls = metadata(PACKAGE).get_all("Project-URL") or []
    except PackageNotFoundError:
        return None
    pages = dict(one.partition(", ")[::2] for one in urls)
    documentation = pages.get("Documentation", PLACEHOLDER)
    return None if PLACEHOLDER in documentation else urljoin(documentation, f"rules/{code}.md")


def diagnostic(finding: Finding, folder: Path, lines: Callable[[str], Lines]) -> types.Diagnostic:
    """Return a finding as a diagnostic; `lines` returns those of a path."""
    page = rule_page(finding.code)
    related = [
        types.DiagnosticRelatedInformation(_location(label.span, folder, lines), label.message)
        for label in finding.related[:RELATED]
    ]
    return types.Diagnostic(
        range=lines(finding.span.path).range(finding.span),
        message=finding.message + (f"\n{finding.hint}" if finding.hint else ""),
        severity=SEVERITIES[finding.severity],
        code=f"{finding.code} {finding.name}",
        code_description=types.CodeDescription(page) if page else None,
        source="graphkit",
        tags=[types.DiagnosticTag.Unnecessary] if finding.code in UNNECESSARY else None,
        related_information=related or None,
    )


def _location(span: Span, folder: Path, lines: Callable[[str], Lines]) -> types.Location:
    return types.Location(uri_of(span.path, folder), lines(span.path).range(span))


def repair_edit(repair: Repair, folder: Path, lines: Callable[[str], Lines]) -> types.WorkspaceEdit:
    """Return the edits of one repair."""
    changes: dict[str, list[types.TextEdit]] = {}
    for edit in repair.edits:
        inside = lines(edit.path)
        where = types.Range(inside.position(*edit.place), inside.position(*edit.until))
        changes.setdefault(uri_of(edit.path, folder), []).append(types.TextEdit(where, edit.text))
    return types.WorkspaceEdit(changes=changes)


def changes_edit(
    changes: Changeset,
    folder: Path,
    versions: Mapping[str, int | None],
    client: types.WorkspaceEditClientCapabilities | None,
) -> types.WorkspaceEdit | None:
    """Return a changeset as one edit: contents first, then files that are renamed or deleted.

    `versions` are those of the open documents by path; `client` says what the editor can do. None where it cannot do
    what is needed.
    """
    edits = {
        path: text_edits(decoded(changes.before[path]), decoded(changes.after[path]))
        for path in sorted(changes.after)
        if path not in changes.deleted
    }
    can = set(client.resource_operations or ()) if client else set()
    if (changes.moved and types.ResourceOperationKind.Rename not in can) or (
        changes.deleted and types.ResourceOperationKind.Delete not in can
    ):
        return None
    if not (client and client.document_changes) and not changes.moved and not changes.deleted:
        return types.WorkspaceEdit(changes={uri_of(path, folder): found for path, found in edits.items() if found})
    steps: list[types.TextDocumentEdit | types.CreateFile | types.RenameFile | types.DeleteFile] = [
        types.TextDocumentEdit(
            types.OptionalVersionedTextDocumentIdentifier(uri_of(path, folder), versions.get(path)), list(found)
        )
        for path, found in edits.items()
        if found
    ]
    steps += [types.RenameFile(uri_of(old, folder), uri_of(new, folder)) for old, new in sorted(changes.moved.items())]
    steps += [types.DeleteFile(uri_of(path, folder)) for path in sorted(changes.deleted)]
    return types.WorkspaceEdit(document_changes=steps)


def ignore_edit(finding: Finding, folder: Path, lines: Lines) -> types.WorkspaceEdit | None:
    """Return the edit that ignores a finding where it is; None where the format has no comments."""
    path = finding.span.path.lower()
    if path.endswith((".json", ".jsonc")):
        return None
    text = lines.line(finding.span.line)
    fences = [number for number in range(1, finding.span.line) if lines.line(number).rstrip() == "---"]
    in_body = path.endswith((".md", ".markdown", ".mdc")) and len(fences) != 1
    if in_body or text.rstrip() == "---":
        comment = f" <!-- graphkit: ignore[{finding.code}] -->" if in_body else ""
    else:
        comment = f"  # graphkit: ignore[{finding.code}]"
    if not comment:
        return None
    end = lines.position(finding.span.line, len(text) + 1)
    edit = types.TextEdit(types.Range(end, end), comment)
    return types.WorkspaceEdit(changes={uri_of(finding.span.path, folder): [edit]})
