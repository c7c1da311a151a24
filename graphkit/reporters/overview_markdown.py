"""The graph in words, for documents: headings, tables and lists that any Markdown viewer shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.reporters import wording
from graphkit.reporters.hierarchy import DEEP
from graphkit.reporters.overview import ENTRIES, LISTED, UNREACHED, overview
from graphkit.support import escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graphkit.model.report import Report
    from graphkit.model.spans import Span
    from graphkit.reporters.overview import Overview
    from graphkit.reporters.style import Style


def write(report: Report, _style: Style) -> str:
    """Return the whole overview as one document."""
    view = overview(report)
    upward = view.hierarchy_relation.capitalize()
    parts = [
        "# Agent graph",
        f"{wording.size(report.stats)}.",
        "## Places",
        _table(("Place", "Agents", "Edges"), _places(view)),
        *_beside(view),
        *(("## Entry points", _list(_entry_points(view))) if view.entry_points else ()),
        "## Levels",
        _table(("Level", "Agents", "Who"), _levels(view)),
        "## Relations",
        _table(_heads(view), _relations(view)),
        *([f"{wording.unread(view.graph.unread)}."] if view.graph.unread else []),
        f"## {upward} hierarchy",
        _list(_tree(view)),
        "## Final authorities",
        _list(
            [
                *(f"- {_agent(view, agent)}" for agent in view.authorities),
                *(f"- {_exit(view, *one)}" for one in view.exits),
            ]
        ),
        f"## Most {view.hierarchy_relation}s taken",
        _table(("Agent", upward + "s"), ((_name(view, who), str(number)) for who, number in view.busiest)),
        "## Cycles",
        _list(_cycles(view)),
        "## Orphans",
        _list(f"- {_agent(view, agent)}" for agent in view.orphans),
        "## Missing targets",
        _table(("Name", "Used by", "Field", "Place"), _missing(view)),
        "## One-sided pairs",
        _table(("Relation", "Edge", "Declared only by", "Place"), _one_sided(view)),
        "## Findings",
        f"{', '.join(wording.severities(report.stats.findings))}; `graphkit check` shows each with its line.",
    ]
    return "\n\n".join(parts) + "\n"


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    body = [f"| {' | '.join(row)} |" for row in rows]
    rule = "|".join("---" for _ in head)
    return "\n".join([f"| {' | '.join(head)} |", f"|{rule}|", *body]) if body else "None."


def _list(lines: Iterable[str]) -> str:
    return "\n".join(lines) or "None."


def _code(text: str) -> str:
    """Show plain names as code, which needs no escapes; anything else is escaped sign by sign."""
    return escape.markdown_code(text)


def _place(span: Span) -> str:
    return _code(str(span))


def _name(view: Overview, agent: str) -> str:
    return _code(view.graph.label(agent))


def _agent(view: Overview, agent: str) -> str:
    definition = view.graph.agents.get(agent)
    level = f" ({escape.markdown(definition.level.text)})" if definition and definition.level else ""
    return _name(view, agent) + level


def _exit(view: Overview, agents: tuple[str, ...], targets: tuple[str, ...]) -> str:
    to = ", ".join(f"{_name(view, target)} ({wording.outsider(view.graph, target)})" for target in targets)
    return f"{', '.join(_agent(view, agent) for agent in agents)} → {to}"


def _places(view: Overview) -> Iterator[tuple[str, ...]]:
    for one in view.roots:
        yield _code(one.root), str(one.agents), wording.edges(one.edges)


def _beside(view: Overview) -> Iterator[str]:
    """Yield one list of what lies beside the agents, if there is anything."""
    if lines := [f"- {escape.markdown(line)}" for line in wording.beside(view.graph)]:
        yield "\n".join(lines)


def _entry_points(view: Overview) -> Iterator[str]:
    for point in view.entry_points[:ENTRIES]:
        yield f"- {_code(point.caller.id)} → {', '.join(_name(view, agent) for agent in point.agents)}"
    if (more := len(view.entry_points) - ENTRIES) > 0:
        yield f"- and {wording.count(more, 'more caller')}"
    if view.unreached:
        names = [_name(view, agent) for agent in view.unreached[:UNREACHED]]
        yield f"- reached from no entry point: {', '.join([*names, *wording.more(view.unreached, UNREACHED)])}"


def _levels(view: Overview) -> Iterator[tuple[str, ...]]:
    for level, agents in view.levels:
        only = len(view.levels) == 1 and level is None and len(agents) > LISTED
        names = "all" if only else ", ".join(_name(view, agent) for agent in agents)
        yield escape.markdown(level) if level is not None else "(none)", str(len(agents)), names


def _relations(view: Overview) -> Iterator[tuple[str, ...]]:
    prose = any(row.prose for row in view.relations)
    outside = any(row.outside for row in view.relations)
    for relation, edges, both, only, more in view.relations:
        sides = ("", "") if both is None else (str(both), str(edges - both - only))
        yield (_code(relation), str(edges), *sides, *([str(only)] if prose else []), *([str(more)] if outside else []))


def _heads(view: Overview) -> tuple[str, ...]:
    heads = ("Relation", "Edges", "Declared by both sides", "By one side")
    prose = ("Only in prose",) if any(row.prose for row in view.relations) else ()
    outside = ("More to or from names that no agent defines",) if any(row.outside for row in view.relations) else ()
    return (*heads, *prose, *outside)


def _tree(view: Overview) -> Iterator[str]:
    for row in view.tree:
        where = f"see under {_name(view, row.under)}" if row.under else "see above"
        shown = f"{_name(view, row.agent)} *({where})*" if row.again else _agent(view, row.agent)
        if row.exits:
            shown = _exit(view, (row.agent,), row.exits)
        yield f"{'  ' * min(row.depth, DEEP)}- {shown}"


def _cycles(view: Overview) -> Iterator[str]:
    for cycle in view.cycles:
        names = [_name(view, edge.source) for edge in cycle.shortest]
        members = ", ".join(_name(view, agent) for agent in cycle.members)
        group = f"{len(cycle.members)} agents: {members}" if len(cycle.members) > 1 else "itself"
        yield f"- {' → '.join([*names, names[0]])} ({cycle.relation}; {group})"
        for edge in cycle.shortest:
            yield f"  - {_place(edge.primary.span)}"


def _missing(view: Overview) -> Iterator[tuple[str, ...]]:
    for name, references in view.missing:
        for use in references:
            yield _name(view, name), _name(view, use.agent), _code(use.field), _place(use.span)


def _one_sided(view: Overview) -> Iterator[tuple[str, ...]]:
    for edge, speaker, span in view.one_sided:
        arrow = "↔" if edge.symmetric else "→"
        pair = f"{_name(view, edge.source)} {arrow} {_name(view, edge.target)}"
        yield _code(edge.relation), pair, _name(view, speaker), _place(span)
