"""Definitions, references and connections written by hand, for tests of linking that need no files."""

from __future__ import annotations

from graphkit.model.definitions import Definition, End, Link
from graphkit.model.references import Reference
from graphkit.model.relations import Direction
from graphkit.model.spans import Span


def definition(path: str, name: str = "", line: int = 1, **more: object) -> Definition:
    """Return the agent of a file; its root is the folder, and its name that of the file unless one is given."""
    folder, _, file = path.rpartition("/")
    stem = file.partition(".")[0]
    fields = {"id": name or stem, "aliases": (name or stem,), "root": folder or ".", **more}
    return Definition(
        name=name or stem, span=Span(path, line, 1), group="agents", stem=stem, **fields,  # type: ignore[arg-type]
    )  # fmt: skip


def reference(agent: str, text: str, line: int = 2, *, path: str = "", **more: object) -> Reference:
    """Return an escalation of an agent, on a line of its file."""
    fields = {"relation": "escalation", "direction": Direction.OUT, "field": "escalation_to", **more}
    return Reference(agent=agent, text=text, span=Span(path or f"{agent}.md", line, 5, len(text)), **fields)  # type: ignore[arg-type]


def connection(source: str | None, target: str, line: int = 2, **more: object) -> Link:
    """Return a connection of a list of edges in `team/flow.yaml`; without a source, the agent of a task."""
    path = "team/flow.yaml"
    fields = {"relation": "workflow", "field": "edges", "root": "team", "dialect": "", **more}
    start = End(source, Span(path, line, 5, len(source))) if source is not None else None
    return Link(source=start, target=End(target, Span(path, line, 25, len(target))), **fields)  # type: ignore[arg-type]
