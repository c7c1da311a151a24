"""The requests of the language server protocol, each answered from the last report of its folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types

from graphkit.analysis.hierarchy import hierarchy_relation
from graphkit.model.names import canonical
from graphkit.workspace.lsp import actions, completion, lookup, symbols
from graphkit.workspace.lsp.card import card, summary
from graphkit.workspace.lsp.positions import path_of, uri_of
from graphkit.workspace.lsp.server import DELAY, Server

if TYPE_CHECKING:
    from collections.abc import Callable

    from graphkit.config import Config


def make_server(load_config: Callable[[], Config], delay: float = DELAY) -> Server:
    """Return the server with all its requests; `load_config` is called in the folder of the moment."""
    server = Server(load_config, delay)

    @server.feature(types.INITIALIZED)
    def initialized(_: types.InitializedParams) -> None:
        folders = list(server.workspace.folders) or ([server.workspace.root_uri] if server.workspace.root_uri else [])
        server.add_folders(folders or [Path.cwd().as_uri()])
        server.watch_files()
        server.changed()

    @server.feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    def folders_changed(params: types.DidChangeWorkspaceFoldersParams) -> None:
        for gone in params.event.removed:
            path = path_of(gone.uri, Path("/"))
            folder = server.folders.pop(Path("/", path or ""), None)
            if folder:
                folder.report = None
                server.publish(folder)
        server.add_folders([one.uri for one in params.event.added])
        server.changed()

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def opened(_: types.DidOpenTextDocumentParams) -> None:
        server.changed()

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def edited(_: types.DidChangeTextDocumentParams) -> None:
        server.changed()

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def saved(_: types.DidSaveTextDocumentParams) -> None:
        server.changed()

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def closed(_: types.DidCloseTextDocumentParams) -> None:
        server.changed()

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def files_changed(_: types.DidChangeWatchedFilesParams) -> None:
        server.changed()

    @server.feature(
        types.TEXT_DOCUMENT_CODE_ACTION,
        types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix, actions.FIX_ALL]),
    )
    def code_actions(params: types.CodeActionParams) -> list[types.CodeAction]:
        place = server.of(params.text_document.uri)
        if place is None or (report := server.current(place[0])) is None:
            return []
        return list(actions.actions(server, *place, report, params))

    @server.feature(types.TEXT_DOCUMENT_DEFINITION)
    def definition(params: types.DefinitionParams) -> list[types.Location]:
        found = lookup.at(server, params)
        if found is None or found.agent not in found.graph.agents:
            return []
        return [found.location(found.graph.agents[found.agent].span)]

    @server.feature(types.TEXT_DOCUMENT_REFERENCES)
    def references(params: types.ReferenceParams) -> list[types.Location]:
        found = lookup.at(server, params)
        if found is None:
            return []
        spans = symbols.references(found.graph, found.agent)
        if params.context.include_declaration and found.agent in found.graph.agents:
            spans = [found.graph.agents[found.agent].span, *spans]
        return [found.location(span) for span in spans]

    @server.feature(types.TEXT_DOCUMENT_PREPARE_RENAME)
    def prepare_rename(params: types.PrepareRenameParams) -> types.PrepareRenamePlaceholder | None:
        found = lookup.at(server, params)
        if found is None or found.agent not in found.graph.agents:
            return None
        name = found.graph.agents[found.agent].name
        return types.PrepareRenamePlaceholder(found.folder.lines(found.span.path).range(found.span), name)

    @server.feature(types.TEXT_DOCUMENT_RENAME, types.RenameOptions(prepare_provider=True))
    def rename(params: types.RenameParams) -> types.WorkspaceEdit | None:
        found = lookup.at(server, params)
        if found is None or found.agent not in found.graph.agents:
            return None
        return actions.rename(server, found, params.new_name)

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    def hover(params: types.HoverParams) -> types.Hover | None:
        found = lookup.at(server, params)
        if found is None:
            return None
        text = types.MarkupContent(types.MarkupKind.Markdown, card(found.graph, found.agent, found.report.live))
        return types.Hover(text, found.folder.lines(found.span.path).range(found.span))

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    def document_symbols(params: types.DocumentSymbolParams) -> list[types.DocumentSymbol]:
        place = server.of(params.text_document.uri)
        if place is None or (report := server.current(place[0])) is None:
            return []
        folder, path = place
        found = []
        for agent in symbols.agents_of(report.graph, path):
            where = folder.lines(path).range(agent.span)
            detail = agent.level.text if agent.level else None
            found.append(types.DocumentSymbol(agent.name, types.SymbolKind.Class, where, where, detail))
        return found

    @server.feature(types.WORKSPACE_SYMBOL)
    def workspace_symbols(params: types.WorkspaceSymbolParams) -> list[types.WorkspaceSymbol]:
        wanted = canonical(params.query)
        reports = [(folder, report) for folder in server.folders.values() if (report := server.current(folder))]
        return [
            types.WorkspaceSymbol(
                types.Location(uri_of(agent.path, folder.path), folder.lines(agent.path).range(agent.span)),
                agent.name,
                types.SymbolKind.Class,
                container_name=agent.root,
            )
            for folder, report in reports
            for agent in report.graph.agents.values()
            if wanted in canonical(agent.name)
        ]

    @server.feature(types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(trigger_characters=["[", "-", ",", " "]))
    def complete(params: types.CompletionParams) -> list[types.CompletionItem]:
        place = server.of(params.text_document.uri)
        if place is None or (report := server.current(place[0])) is None:
            return []
        folder, path = place
        lines = folder.lines(path)
        with folder.inside():
            config = folder.load_config()
        return completion.complete(report.graph, config, path, lines, *lines.place(params.position))

    @server.feature(types.TEXT_DOCUMENT_CODE_LENS)
    def code_lens(params: types.CodeLensParams) -> list[types.CodeLens]:
        place = server.of(params.text_document.uri)
        if place is None or (report := server.current(place[0])) is None:
            return []
        folder, path = place
        return [
            types.CodeLens(
                folder.lines(path).range(agent.span), types.Command(summary(report.graph, agent.id), command="")
            )
            for agent in symbols.agents_of(report.graph, path)
        ]

    @server.feature(types.TEXT_DOCUMENT_PREPARE_CALL_HIERARCHY)
    def prepare_calls(params: types.CallHierarchyPrepareParams) -> list[types.CallHierarchyItem] | None:
        found = lookup.at(server, params)
        return [found.item(found.agent)] if found and found.agent in found.graph.agents else None

    @server.feature(types.CALL_HIERARCHY_INCOMING_CALLS)
    def incoming(params: types.CallHierarchyIncomingCallsParams) -> list[types.CallHierarchyIncomingCall]:
        found = lookup.of_item(server, params.item)
        if found is None:
            return []
        upward = hierarchy_relation(found.graph)
        return [
            types.CallHierarchyIncomingCall(
                found.item(edge.source), [found.range(r.span) for r in edge.references if r.agent == edge.source]
            )
            for edge in found.graph.incoming(found.agent, upward)
            if edge.source in found.graph.agents
        ]

    @server.feature(types.CALL_HIERARCHY_OUTGOING_CALLS)
    def outgoing(params: types.CallHierarchyOutgoingCallsParams) -> list[types.CallHierarchyOutgoingCall]:
        found = lookup.of_item(server, params.item)
        if found is None:
            return []
        upward = hierarchy_relation(found.graph)
        return [
            types.CallHierarchyOutgoingCall(
                found.item(edge.target), [found.range(r.span) for r in edge.references if r.agent == edge.source]
            )
            for edge in found.graph.outgoing(found.agent, upward)
            if edge.target in found.graph.agents
        ]

    return server
