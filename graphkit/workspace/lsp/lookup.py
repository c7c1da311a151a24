"""What a request is about: an agent of a folder's graph, and the place that names it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from lsprotocol import types

from graphkit.workspace.lsp import symbols
from graphkit.workspace.lsp.positions import uri_of

if TYPE_CHECKING:
    from graphkit.model.definitions import Definition
    from graphkit.model.graph import AgentGraph
    from graphkit.model.report import Report
    from graphkit.model.spans import Span
    from graphkit.workspace.lsp.folder import Folder
    from graphkit.workspace.lsp.server import Server


class AtPosition(Protocol):
    """The parameters of a request that is about a position in a document."""

    @property
    def text_document(self) -> types.TextDocumentIdentifier:
        """The document."""

    @property
    def position(self) -> types.Position:
        """The position."""


class Found:
    """An agent, the place that names it, and the report of its folder."""

    def __init__(self, folder: Folder, report: Report, agent: str, span: Span) -> None:
        self.folder, self.report, self.agent, self.span = folder, report, agent, span
        self.graph: AgentGraph = report.graph

    def range(self, span: Span) -> types.Range:
        """Return the range of a place."""
        return self.folder.lines(span.path).range(span)

    def location(self, span: Span) -> types.Location:
        """Return the document and range of a place."""
        return types.Location(uri_of(span.path, self.folder.path), self.range(span))

    def item(self, agent: str) -> types.CallHierarchyItem:
        """Return an agent as an item of the call hierarchy."""
        one: Definition = self.graph.agents[agent]
        where = self.range(one.span)
        uri = uri_of(one.path, self.folder.path)
        detail = one.level.text if one.level else None
        return types.CallHierarchyItem(one.name, types.SymbolKind.Class, uri, where, where, detail=detail, data=one.id)


def at(server: Server, params: AtPosition) -> Found | None:
    """Return the agent at a position, None where no agent is named."""
    place = server.of(params.text_document.uri)
    if place is None or (report := server.current(place[0])) is None:
        return None
    folder, path = place
    found = symbols.at(report.graph, path, *folder.lines(path).place(params.position))
    return Found(folder, report, found.agent, found.span) if found else None


def of_item(server: Server, item: types.CallHierarchyItem) -> Found | None:
    """Return the agent of an item that an earlier answer gave."""
    place = server.of(item.uri)
    if place is None or (report := server.current(place[0])) is None or item.data not in report.graph.agents:
        return None
    agent = str(item.data)
    return Found(place[0], report, agent, report.graph.agents[agent].span)
