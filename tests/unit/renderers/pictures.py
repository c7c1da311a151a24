"""Graphs worth drawing, and how to look into an SVG."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from graphkit.model.graph import Ghost
from graphkit.renderers import RenderOptions
from graphkit.renderers.compose import compose
from tests.unit.graphs import graph

if TYPE_CHECKING:
    from collections.abc import Sequence
    from xml.etree.ElementTree import Element

    from graphkit.model.findings import Finding
    from graphkit.model.graph import AgentGraph
    from graphkit.renderers.diagram import Diagram, Link

EMBEDDED = RenderOptions(engine="embedded")
SVG = "{http://www.w3.org/2000/svg}"

HOSTILE = (
    'quote"s', "back\\slash\\", "</script><script>alert(1)</script>", "new\nline", "\u202eltr", "x" * 5000,
    "\\N \\G \\L", "<b>html</b>", "a&lt;b &amp; c", "__proto__", "日本語", "", "end", "]];--> x", "%%{init}%%",
    "`md` **b**", "\x00nul\x1b[31m", "\ud800lone", "<>", "\\", '"', "]]>", "<![CDATA[",
)  # fmt: skip


def team() -> AgentGraph:
    """Two levels, every relation once, a ghost, an external agent and an orphan."""
    built = graph(
        {"boss": "principal", "dev": "senior", "tester": "specialist", "loner": None},
        [
            ("dev", "boss"), ("tester", "dev"), ("dev", "user"), ("tester", "gone"),
            ("boss", "tester", "delegation"), ("dev", "tester", "handoff"), ("boss", "dev", "parallel"),
            ("dev", "tester", "workflow", "reviews"), ("tester", "dev", "workflow", "receives"),
        ],
        ghosts=("gone", "user"),
    )  # fmt: skip
    return replace(built, ghosts={**built.ghosts, "user": Ghost("user", "user", external=True)})


def ring() -> AgentGraph:
    """Draw a cycle of three with an agent that only leads into it."""
    return graph(["a", "b", "c", "d"], [("a", "b"), ("b", "c"), ("c", "a"), ("d", "a")])


def hostile() -> AgentGraph:
    """Names that try to break out of every format."""
    chain = list(itertools.pairwise(HOSTILE))
    shown = [(HOSTILE[0], name, "workflow", '<i>"\\N') for name in HOSTILE[4:8]]
    return graph(
        dict.fromkeys(HOSTILE, "staff"), [*chain, *shown, (HOSTILE[0], 'ghost "\\N"')], ghosts=('ghost "\\N"',)
    )


def diagram(drawn: AgentGraph, options: RenderOptions = EMBEDDED, findings: Sequence[Finding] = ()) -> Diagram:
    """Compose with defaults."""
    return compose(drawn, options, findings)


def between(shown: Diagram, source: str, target: str, relation: str = "escalation") -> Link:
    """Return the one link of a relation between two agents, whichever way it goes."""
    ids = {node.agent: node.id for node in shown.nodes}
    ends = {ids[source], ids[target]}
    (found,) = (link for link in shown.links if link.relation == relation and link.ends == ends)
    return found


def groups(svg: bytes, *classes: str) -> dict[str, Element]:
    """Return the groups of an SVG that carry all these classes, by id."""
    root = ElementTree.fromstring(svg)
    return {
        group.get("id", ""): group
        for group in root.iter(f"{SVG}g")
        if set(classes) <= set(group.get("class", "").split())
    }
