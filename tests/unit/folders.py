"""Folders of definitions, written by a test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import graphkit

if TYPE_CHECKING:
    from pathlib import Path

    from graphkit.model.graph import AgentGraph


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    """Write files; a key without suffix is an agent whose value is its front matter."""
    for name, content in files.items():
        path = folder / (name if "." in name.rpartition("/")[2] else f"{name}.md")
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            text = content if "." in name.rpartition("/")[2] else f"---\n{content}\n---\nBody.\n"
            path.write_bytes(text.encode("utf-8", "surrogatepass"))
    return folder


def load(folder: Path, files: dict[str, str | bytes]) -> AgentGraph:
    """Write the files and load the folder."""
    return graphkit.load(write(folder, files))


def edges(graph: AgentGraph, relation: str) -> list[tuple[str, str]]:
    """Return source and target of a relation's edges, ghosts and loops included."""
    return [(edge.source, edge.target) for edge in graph.edges if edge.relation == relation]
