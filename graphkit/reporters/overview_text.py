"""Text output of `report`: the overview, section by section."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from graphkit.reporters import wording
from graphkit.reporters.hierarchy import DEEP
from graphkit.reporters.overview import ENTRIES, LISTED, UNREACHED, overview
from graphkit.reporters.style import wrap
from graphkit.support import escape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.model.report import Report
    from graphkit.reporters.hierarchy import Row
    from graphkit.reporters.overview import Cycle, Missing, Overview
    from graphkit.reporters.style import Style

_BAR = 24


def write(report: Report, style: Style) -> str:
    """Return the whole overview, section by section."""
    page = _Page(overview(report), style)
    sections = [
        wrap(wording.size(report.stats), style.wrap, 2),
        page.section("Places", page.places()),
        *([page.section("Entry points", page.entry_points())] if page.view.entry_points else []),
        page.section("Levels", page.levels()),
        page.section("Relations", page.relations()),
        page.section(f"{page.view.hierarchy_relation.capitalize()} hierarchy", page.tree()),
        page.section("Final authorities", page.authorities()),
        page.section(f"Most {page.view.hierarchy_relation}s taken", page.busiest()),
        page.section("Cycles", (page.cycle(cycle) for cycle in page.view.cycles)),
        page.section("Orphans", (page.agent(agent) for agent in page.view.orphans)),
        page.section("Missing targets", (page.missing(missing) for missing in page.view.missing)),
        page.section("One-sided pairs", page.one_sided()),
        page.findings(),
    ]
    return "\n\n".join(sections) + "\n"


class _Page:
    """An overview and the style it is written in."""

    def __init__(self, view: Overview, style: Style) -> None:
        self.view = view
        self.style = style

    def section(self, title: str, lines: Iterator[str]) -> str:
        """Return a heading and its lines; `none` says that there is nothing, which is worth knowing."""
        body = [self.indented(line) for line in lines] or [self.style.paint("faint", "  none")]
        return "\n".join([self.style.paint("strong", title), *body])

    def indented(self, text: str) -> str:
        """Return an entry of a section: indented, and wrapped at the width of the terminal."""
        lines = (line.rstrip() for line in f"  {text}".split("\n"))
        return "\n".join(wrap(line, self.style.wrap, len(line) - len(line.lstrip(" ")) + 4) for line in lines)

    def agent(self, agent: str) -> str:
        """Return the name of an agent and its level."""
        definition = self.view.graph.agents.get(agent)
        level = f"({escape.terminal(definition.level.text)})" if definition and definition.level else ""
        name = self.style.paint("place", escape.terminal(self.view.graph.label(agent)))
        return f"{name} {self.style.paint('faint', level)}".rstrip()

    def places(self) -> Iterator[str]:
        """Yield each agents folder or roster of the run with its counts, then what lies beside them and is not read."""
        for one in self.view.roots:
            words = f"{wording.count(one.agents, 'agent')}, {wording.edges(one.edges)}"
            yield f"{self.style.paint('place', escape.terminal(one.root))}: {words}"
        yield from (self.style.paint("faint", escape.terminal(line)) for line in wording.beside(self.view.graph))

    def entry_points(self) -> Iterator[str]:
        """Yield each caller with the agents that it calls, those with the most first; then who is reached from none."""
        for point in self.view.entry_points[:ENTRIES]:
            listed = ", ".join(self.name(agent) for agent in point.agents)
            caller = self.style.paint("strong", escape.terminal(point.caller.id))
            yield f"{caller} {self.style.glyphs.arrow} {listed}"
        if (more := len(self.view.entry_points) - ENTRIES) > 0:
            yield self.style.paint("faint", f"and {wording.count(more, 'more caller')}")
        if self.view.unreached:
            names = [*map(self.name, self.view.unreached[:UNREACHED]), *wording.more(self.view.unreached, UNREACHED)]
            yield f"reached from no entry point: {', '.join(names)}"

    def levels(self) -> Iterator[str]:
        """Yield each level with its agents, the highest first."""
        names = [escape.terminal(level or "no level") for level, _ in self.view.levels]
        for name, (_, agents) in zip(names, self.view.levels, strict=True):
            only = len(self.view.levels) == 1 and self.view.levels[0].level is None and len(agents) > LISTED
            listed = "" if only else ", ".join(escape.terminal(self.view.graph.label(agent)) for agent in agents)
            yield f"{name:<{max(map(len, names))}}  {len(agents):>4}  {self.style.paint('faint', listed)}"

    def relations(self) -> Iterator[str]:
        """Yield each relation: its edges, and how many of them both agents declare."""
        wide = max((len(row.relation) for row in self.view.relations), default=0)
        for relation, edges, both, prose, outside in self.view.relations:
            sides = [] if both is None else [f"{both} declared by both sides", f"{edges - both - prose} by one"]
            details = [*sides, *([f"{prose} only in prose"] if prose else [])]
            details += [wording.outside(outside)] if outside else []
            shown = f"  {', '.join(details)}" if details else ""
            yield f"{relation:<{wide}}  {edges:>4}{self.style.paint('faint', shown)}"
        if self.view.graph.unread:
            yield self.style.paint("hint", wording.unread(self.view.graph.unread))

    def tree(self) -> Iterator[str]:
        """Yield the hierarchy from the top down."""
        glyphs = self.style.glyphs
        trail: list[str] = []
        for row in self.view.tree:
            del trail[max(row.depth - 1, 0) :]
            own = "" if row.depth == 0 else glyphs.last if row.last else glyphs.fork
            shown = "".join(trail[:DEEP])
            deep = f"({row.depth} down) " if row.depth > DEEP else ""
            yield f"{self.style.paint('faint', shown + own + deep)}{self._row(row)}"
            if row.depth:
                trail.append(" " * len(glyphs.line) if row.last else glyphs.line)

    def _row(self, row: Row) -> str:
        if not row.again:
            return self.exit((row.agent,), row.exits) if row.exits else self.agent(row.agent)
        name = escape.terminal(self.view.graph.label(row.agent))
        where = f"see under {escape.terminal(self.view.graph.label(row.under))}" if row.under else "see above"
        return self.style.paint("faint", f"{name} ({where})")

    def authorities(self) -> Iterator[str]:
        """Yield the agents that escalate to no one, then where escalation leaves the team."""
        yield from (self.agent(agent) for agent in self.view.authorities)
        yield from (self.exit(agents, targets) for agents, targets in self.view.exits)

    def exit(self, agents: tuple[str, ...], targets: tuple[str, ...]) -> str:
        """Return agents and the outsiders they escalate to: `lead -> human (external)`."""
        to = ", ".join(f"{self.name(target)} ({wording.outsider(self.view.graph, target)})" for target in targets)
        return f"{', '.join(map(self.agent, agents))} {self.style.glyphs.arrow} {to}"

    def name(self, agent: str) -> str:
        """Return a name as it can be shown."""
        return self.style.paint("place", escape.terminal(self.view.graph.label(agent)))

    def busiest(self) -> Iterator[str]:
        """Yield the agents that most others escalate to, with a bar."""
        names = [escape.terminal(self.view.graph.label(load.agent)) for load in self.view.busiest]
        most = max((load.escalations for load in self.view.busiest), default=1)
        for name, load in zip(names, self.view.busiest, strict=True):
            bar = self.style.glyphs.bar * max(1, load.escalations * _BAR // max(most, _BAR))
            yield f"{name:<{max(map(len, names))}}  {load.escalations:>4}  {self.style.paint('good', bar)}"

    def cycle(self, cycle: Cycle) -> str:
        """Return a shortest cycle, hop by hop, and how many agents are in the group; or a self reference."""
        arrow = f" {self.style.glyphs.arrow} "
        names = [escape.terminal(self.view.graph.label(edge.source)) for edge in cycle.shortest]
        members = [escape.terminal(self.view.graph.label(agent)) for agent in cycle.members]
        ring = self.style.paint("error", arrow.join([*names, names[0]]))
        group = f"{cycle.relation}, {wording.count(len(members), 'agent')}"
        if len(members) == 1:
            group = f"{cycle.relation}, itself"
        among = "" if len(members) == len(names) else f"\n    among {', '.join(members)}"
        hops = "".join(f"\n    {self._place(str(edge.primary.span))}" for edge in cycle.shortest)
        return f"{ring} {self.style.paint('faint', f'({group})')}{among}{hops}"

    def missing(self, missing: Missing) -> str:
        """Return a name that no file defines, and which agents use it where."""
        name = self.style.paint("error", escape.terminal(self.view.graph.label(missing.name)))
        uses = "".join(
            f"\n    {escape.terminal(self.view.graph.label(use.agent))}: {escape.terminal(use.field)} "
            f"{self._place(str(use.span))}"
            for use in missing.references
        )
        return name + uses

    def one_sided(self) -> Iterator[str]:
        """Yield each edge that only one of its agents declares, relation by relation."""
        glyphs = self.style.glyphs
        for relation, pairs in groupby(self.view.one_sided, key=lambda pair: pair.edge.relation):
            group = list(pairs)
            yield f"{relation} ({len(group)})"
            for edge, speaker, span in group:
                source, target, said = (
                    escape.terminal(self.view.graph.label(agent)) for agent in (edge.source, edge.target, speaker)
                )
                arrow = glyphs.both if edge.symmetric else glyphs.arrow
                yield f"  {source} {arrow} {target}, declared only by {said} {self._place(str(span))}"

    def findings(self) -> str:
        """Return how many findings there are, and how to see them."""
        found = wording.severities(self.view.stats.findings)
        return wrap(f"{', '.join(found)}; `graphkit check` shows each with its line.", self.style.wrap, 2)

    def _place(self, place: str) -> str:
        return self.style.paint("faint", f"({escape.terminal(place)})")
