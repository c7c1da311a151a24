"""Markup, style, script and data become one file that asks nobody for anything."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from graphkit.renderers.compose import shown_graph
from graphkit.renderers.explorer import scripts
from graphkit.renderers.explorer.data import counts, data
from graphkit.renderers.explorer.drawing import draw
from graphkit.renderers.links import template
from graphkit.renderers.options import RenderOptions
from graphkit.support.escape import clean, json_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from graphkit.model.comparison import Changes
    from graphkit.model.findings import Finding
    from graphkit.model.graph import AgentGraph
    from graphkit.renderers.diagram import Diagram

TEMPLATE = "page.html.j2"
LONGEST_TITLE = 120
MOST_EDGES = 150_000
"""Edges that a page carries, so that it is made in less than a gigabyte."""
_SPREAD = 2_654_435_761
"""Multiplicative hashing (Knuth): every n-th edge would be those to every n-th agent where all name all."""
_NOTHING: Mapping[str, str] = {}


def page(
    graph: AgentGraph,
    options: RenderOptions | None = None,
    findings: Sequence[Finding] = (),
    excerpts: Mapping[str, str] = _NOTHING,
    *,
    live: str | None = None,
    link_prefix: str | None = None,
    changes: Changes | None = None,
    sketch: Callable[[RenderOptions], Diagram] | None = None,
) -> bytes:
    """Return the explorer as one HTML file.

    `excerpts` are the first lines of definitions, by agent id. `live` is where a server says that the definitions have
    changed; without it the page may not connect to anything. `link_prefix` is a prefix or template of links.
    `changes` are those of which `graph` is the union: the page then shows both states together, as `sketch`
    composes them.
    """
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(lambda name: (scripts.folder() / name).read_text(encoding="utf-8")),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    chosen = options or RenderOptions()
    whole = graph if changes else shown_graph(graph, chosen)
    graph, note = (whole, "") if changes else _bounded(whole)
    drawing = draw(graph, chosen, sketch)
    named = chosen.title or (f"{changes.names[0]} → {changes.names[1]}" if changes else "")
    title = clean(named, LONGEST_TITLE).strip() or "Agent graph"
    content = data(graph, findings, drawing, excerpts, changes) | {
        "counts": counts(whole),
        "note": " ".join(filter(None, (drawing.note, note))),
        "title": title,
        "live": live,
        "link": None if link_prefix is None else template(link_prefix),
        "theme": "dark" if chosen.theme == "dark" else "auto",
    }
    script, style = scripts.script(), scripts.style()
    text = environment.get_template(TEMPLATE).render(
        title=title,
        description=drawing.diagram.description,
        policy=policy(script, style, live=live is not None),
        # The four are graphkit's own, or escaped for where they are.
        script=_own(script),
        style=_own(style),
        drawing=_own(drawing.svg or ""),
        data=_own(island(content)),
    )
    return text.encode()


def _bounded(graph: AgentGraph) -> tuple[AgentGraph, str]:
    """Return a graph with no more edges than a page can carry, of all agents alike, and a note on what was left out."""
    number = len(graph.edges)
    if number <= MOST_EDGES:
        return graph, ""
    bound = (MOST_EDGES << 32) // number
    kept = tuple([edge for place, edge in enumerate(graph.edges) if (place * _SPREAD) & 0xFFFF_FFFF < bound])
    note = (
        f"This page holds, and counts in its list, only {len(kept):,} of {number:,} relations, spread over all agents, "
        "to stay small enough; `graphkit show` has all."
    )
    return replace(graph, edges=kept), note


def island(content: Mapping[str, Any]) -> str:
    """Write JSON that no HTML parser takes for markup: `</script>` and `<!--` in a name stay text."""
    text = json_text(json.dumps(content, separators=(",", ":"), ensure_ascii=True))
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def policy(script: str, style: str, *, live: bool) -> str:
    """Return the content security policy: this script and this style by their hashes, pictures from memory, no more."""
    rules = {
        "default-src": "'none'",
        "script-src": f"'sha256-{_digest(script)}'",
        "style-src": f"'sha256-{_digest(style)}'",
        "img-src": "blob:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    if live:
        rules["connect-src"] = "'self'"
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")


def _own(text: str) -> Any:
    import markupsafe

    return markupsafe.Markup(text)  # noqa: S704 - not text of definitions, or escaped by `island` and the XML writer
