"""Code actions and renaming: the edits of `graphkit fix` and `graphkit rename`, made by the editor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from graphkit.fixes.agreement import after_rename
from graphkit.fixes.plan import with_edits
from graphkit.fixes.rename import rename as make_rename
from graphkit.support.errors import GraphkitError
from graphkit.workspace.lsp import diagnostics
from graphkit.workspace.lsp.positions import contains

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graphkit.fixes.changeset import Changeset
    from graphkit.model.findings import Finding
    from graphkit.model.graph import AgentGraph
    from graphkit.model.repairs import Repair
    from graphkit.model.report import Report
    from graphkit.model.spans import Span
    from graphkit.workspace.lsp.folder import Folder
    from graphkit.workspace.lsp.lookup import Found
    from graphkit.workspace.lsp.server import Server

FIX_ALL = "source.fixAll.graphkit"


def rename(server: Server, found: Found, new: str) -> types.WorkspaceEdit:
    """Return the edit that renames an agent everywhere. Raises ValueError, which the editor shows, for a bad name.

    In an editor that cannot rename files, the file stays where it is.
    """
    folder, client = found.folder, server.edit_abilities
    keep_file = types.ResourceOperationKind.Rename not in (client.resource_operations or () if client else ())

    def make(graph: AgentGraph, paths: Sequence[str]) -> Changeset:
        return make_rename(graph, graph.agents[found.agent], new, folder.team.load, paths, keep_file=keep_file)

    try:
        with folder.inside():
            changes, before, after = folder.team.change(make)
    except GraphkitError as error:
        raise ValueError(str(error)) from error
    trouble = "; ".join(f"{span}: {reason}" for span, reason in changes.refused)
    trouble = trouble or after_rename(before.graph, after.graph, found.agent) or ""
    if trouble:
        raise ValueError(trouble)
    edit = diagnostics.changes_edit(changes, folder.path, server.versions(folder), client)
    if edit is None:
        raise ValueError("this editor cannot rename files; use `graphkit rename` in a terminal")
    return edit


def actions(
    server: Server, folder: Folder, path: str, report: Report, params: types.CodeActionParams
) -> Iterator[types.CodeAction]:
    """Yield the repairs of the findings in a range, an ignore for each, and the repair of all of a kind."""
    only = params.context.only
    lines = folder.lines(path)
    first, last = lines.place(params.range.start), lines.place(params.range.end)
    here = [finding for finding in report.live if finding.span.path == path and _touches(finding.span, first, last)]
    if only is None or types.CodeActionKind.QuickFix in only:
        with folder.inside():
            findings = with_edits(here, folder.team.load)
        for finding in findings:
            shown = diagnostics.diagnostic(finding, folder.path, folder.lines)
            for repair in finding.repairs:
                if repair.edits:
                    yield types.CodeAction(
                        repair.title,
                        kind=types.CodeActionKind.QuickFix,
                        diagnostics=[shown],
                        is_preferred=repair.safe or None,
                        edit=diagnostics.repair_edit(repair, folder.path, folder.lines),
                    )
            ignoring = diagnostics.ignore_edit(finding, folder.path, lines)
            if ignoring:
                title = f"Ignore {finding.code} here"
                yield types.CodeAction(title, kind=types.CodeActionKind.QuickFix, diagnostics=[shown], edit=ignoring)
    yield from _fix_all(server, folder, path, here, only)


def _fix_all(
    server: Server, folder: Folder, path: str, here: Sequence[Finding], only: Sequence[str] | None
) -> Iterator[types.CodeAction]:
    """Yield the actions that repair all findings of a kind, in the file and in the folder."""
    codes = sorted({finding.code for finding in here if any(one.default for one in finding.repairs)})
    kind = types.CodeActionKind.QuickFix
    if only is not None and not any(FIX_ALL.startswith(one) or one == kind for one in only):
        return
    for code in codes:
        for title, file in ((f"Repair all {code} in this file", path), (f"Repair all {code} in the folder", None)):

            def choose(finding: Finding, code: str = code, file: str | None = file) -> Repair | None:
                if finding.code != code or (file is not None and finding.span.path != file):
                    return None
                return next((one for one in finding.repairs if one.default and one.side in ("", "add")), None)

            with folder.inside():
                outcome = folder.team.repair(choose)
            if outcome.changes.after:
                versions = server.versions(folder)
                edit = diagnostics.changes_edit(outcome.changes, folder.path, versions, server.edit_abilities)
                if edit is None:
                    continue
                yield types.CodeAction(title, kind=FIX_ALL if only and FIX_ALL in only else kind, edit=edit)


def _touches(span: Span, first: tuple[int, int], last: tuple[int, int]) -> bool:
    if contains(span, span.path, *first) or contains(span, span.path, *last):
        return True
    return first <= (span.line, span.column) <= last
