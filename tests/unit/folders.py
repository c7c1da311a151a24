"""Folders of definitions, written by a test."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import graphkit
from graphkit.config import Config

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from graphkit.model.graph import AgentGraph
    from graphkit.model.report import Report


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
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


def load(folder: Path, files: Mapping[str, str | bytes]) -> AgentGraph:
    """Write the files and load the folder."""
    return graphkit.load(write(folder, files))


def edges(graph: AgentGraph, relation: str) -> list[tuple[str, str]]:
    """Return source and target of a relation's edges, ghosts and loops included."""
    return [(edge.source, edge.target) for edge in graph.edges if edge.relation == relation]


def judge(folder: Path, files: Mapping[str, str | bytes], config: Config | None = None) -> Report:
    """Write the files into a new folder, and return what all rules say of it, with paths from there.

    That two teams look like copies of each other is what their test is made of, and left out.
    """
    folder.mkdir()
    with contextlib.chdir(write(folder, files)):
        return graphkit.check(".", config or Config(ignore=("GK110",)))


WEB: dict[str, str | bytes] = {
    "web/agents/dev": "escalation_to: [ghost, lead]\nparallel_compatible: [dev-ops]",
    "web/agents/dev-ops": "parallel_compatible: []",
    "web/agents/lead": "escalation_from: []",
}
"""A team with a dangling name, a one-sided escalation and a one-sided pair."""

OPS: dict[str, str | bytes] = {
    "ops/agents/dev": "escalation_to: [lead]\nparallel_compatible: [dev-ops]",
    "ops/agents/dev-ops": "parallel_compatible: [dev]",
    "ops/agents/lead": "escalation_from: [dev]",
}
"""Its namesakes, without a fault."""


def moved(files: Mapping[str, str | bytes], old: str, new: str) -> dict[str, str | bytes]:
    """Return the files with another folder in place of one; not byte for byte, for copies are read only once."""
    return {name.replace(f"{old}/", f"{new}/", 1): f"{content!s}\n# below {new}" for name, content in files.items()}
