"""Groups as boxes: one for each group, folder or level, and for each pair a line with the number of its links."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from graphkit.model.relations import Rank
from graphkit.renderers.boxes import FONT_SLACK, MIN_WIDTH, PADDING
from graphkit.renderers.clusters import home, label_of
from graphkit.renderers.diagram import Diagram, Link, Node, State, Swatch
from graphkit.renderers.marks import findings_that_count
from graphkit.renderers.scope import left_out
from graphkit.renderers.style import ALARM, CYCLE_WEIGHT, UNRANKED
from graphkit.renderers.text import LINE_HEIGHT, SMALL_HEIGHT, SMALL_SIZE, width, wrap
from graphkit.support.errors import RenderError
from graphkit.support.escape import clean
from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graphkit.model.findings import Finding
    from graphkit.model.graph import AgentGraph, Edge
    from graphkit.renderers.options import Collapse, RenderOptions

NO_LEVEL = "no known level"
MOST_PER_GROUP = 1.5
"""Lines per box above which the weakest pairs are left out."""
FEWEST = 15
"""Lines that are always drawn, if there are so many."""
THIN, THICK = 1.0, 4.5
"""Width of the line of the weakest and of the strongest pair, in points."""


class _Group(NamedTuple):
    """The agents of a group, its edges inside, and the gravest finding that names one of its agents."""

    name: str
    agents: list[str]
    inside: int
    findings: int
    worst: str


def groups_of(graph: AgentGraph, by: Collapse) -> dict[str, list[str]]:
    """Return the agents of each group, folder or level, sorted by its name."""
    groups: dict[str, list[str]] = {}
    for agent in graph.agents:
        groups.setdefault(_home(graph, agent, by), []).append(agent)
    return dict(sorted(groups.items()))


def collapsed(graph: AgentGraph, by: Collapse, options: RenderOptions, findings: Sequence[Finding] = ()) -> Diagram:
    """Return the diagram of groups. Raises RenderError when all agents are in one."""
    homes = {agent: _home(graph, agent, by) for agent in graph.agents}
    members = groups_of(graph, by)
    if len(members) < 2:
        raise RenderError(
            f"All agents have one {by}, so there is nothing to collapse. Try another of: group, folder, level."
        )
    wanted = options.relations
    edges = [edge for edge in graph.links() if wanted is None or edge.relation in wanted]
    pairs: dict[tuple[str, str], list[Edge]] = {}
    inside: Counter[str] = Counter()
    for edge in edges:
        one, other = homes[edge.source], homes[edge.target]
        if one == other:
            inside[one] += 1
        else:
            pairs.setdefault((min(one, other), max(one, other)), []).append(edge)
    groups = [_group(name, agents, inside[name], findings) for name, agents in members.items()]
    shared = [group.name for group in groups]
    nodes = tuple(_node(number, group, label_of(group.name, shared, by)) for number, group in enumerate(groups))
    kept, least = _strong(pairs, len(groups))
    ids = {group.name: node.id for group, node in zip(groups, nodes, strict=True)}
    ranks = {name: number for number, name in enumerate((NO_LEVEL, *graph.levels))} if by == "level" else {}
    links = _links(graph, {pair: pairs[pair] for pair in kept}, homes, ids, ranks)
    left = len(pairs) - len(kept)
    missing = sum(not ghost.external for ghost in graph.ghosts.values())
    said = (
        f"drawn: pairs with {least} links or more; {left_out(left)}" if left else "",
        f"{missing} missing {'name' if missing == 1 else 'names'} left out" if missing else "",
    )
    headline = clean(options.title or "", 120).strip() or None
    title = headline or f"Agent graph: {len(graph.agents)} agents in {len(groups)} {by}s"
    caption = "; ".join(filter(None, said))
    description = f"{len(graph.agents)} agents in {len(groups)} {by}s, {len(edges)} links. {caption}".strip()
    return Diagram(
        title=title, description=description, nodes=nodes, links=links, legend=_legend(nodes, links), caption=caption,
        headline=headline,
    )  # fmt: skip


def _home(graph: AgentGraph, agent: str, by: Collapse) -> str:
    if by == "level":
        rank = graph.rank(agent)
        return NO_LEVEL if rank is None else graph.levels[rank]
    return home(graph, agent, by) or ""


def _group(name: str, agents: list[str], inside: int, findings: Sequence[Finding]) -> _Group:
    among = set(agents)
    mine = [finding for finding in findings_that_count(findings) if among.intersection(finding.agents)]
    return _Group(name, agents, inside, len(mine), mine[0].name if mine else "")


def _node(number: int, group: _Group, label: str) -> Node:
    lines = wrap(label)
    notes = [_count(len(group.agents), "agent") + ", " + _count(group.inside, "link") + " inside"]
    if group.findings:
        notes.append(_count(group.findings, "finding") + f", worst {group.worst}")
    room = max(MIN_WIDTH, *map(width, lines), *(width(note, SMALL_SIZE) for note in notes))
    return Node(
        id=f"n-{number}", agent=group.name, lines=lines, level=None, rank=None, tone=None, state=State.NORMAL,
        tooltip="\n".join([label, *notes, *group.agents[:12]]), width=room * FONT_SLACK + PADDING,
        height=26.0 + LINE_HEIGHT * (len(lines) - 1) + SMALL_HEIGHT + (SMALL_SIZE + 2) * (len(notes) - 1),
        note="\n".join(notes), trouble=bool(group.findings),
    )  # fmt: skip


def _strong(pairs: Mapping[tuple[str, str], Sequence[Edge]], groups: int) -> tuple[list[tuple[str, str]], int]:
    """Return the pairs with most links, all of those with as many alike, and the number of the weakest of them."""
    ordered = sorted(pairs, key=lambda pair: (-len(pairs[pair]), pair))
    most = max(FEWEST, round(MOST_PER_GROUP * groups))
    if len(ordered) <= most:
        return ordered, min((len(pairs[pair]) for pair in ordered), default=0)
    least = len(pairs[ordered[most - 1]])
    more = [pair for pair in ordered if len(pairs[pair]) > least]
    kept = [pair for pair in ordered if len(pairs[pair]) >= least]
    kept = kept if len(kept) <= most or not more else more
    return kept, len(pairs[kept[-1]])


def _links(
    graph: AgentGraph,
    pairs: Mapping[tuple[str, str], Sequence[Edge]],
    homes: Mapping[str, str],
    ids: Mapping[str, str],
    ranks: Mapping[str, int],
) -> tuple[Link, ...]:
    """Return a line a pair; the higher level is above, or whoever the most frequent relation leads up to."""
    strongest = max(map(len, pairs.values()), default=1)
    links = []
    for number, ((one, other), edges) in enumerate(sorted(pairs.items())):
        names = {edge.relation for edge in edges}
        ahead = sum(homes[edge.source] == one and not edge.symmetric for edge in edges)
        back = sum(homes[edge.source] == other and not edge.symmetric for edge in edges)
        source, target = (one, other) if ahead >= back else (other, one)
        counts = Counter(edge.relation for edge in edges)
        share = math.sqrt(len(edges) / strongest)
        main = graph.relations[counts.most_common(1)[0][0]]
        links.append(
            Link(
                id=f"e-{number}",
                source=ids[source],
                target=ids[target],
                relation=min(names) if len(names) == 1 else "several",
                directed=bool(ahead or back),
                both=bool(ahead and back),
                upward=ranks[source] < ranks[target] if ranks else main.rank is Rank.UP,
                cycle=False,
                ghost=False,
                tooltip="\n".join([f"{one} and {other}", *(_count(n, f"{name} link") for name, n in counts.items())]),
                colour=graph.relations[min(names)].colour if len(names) == 1 else None,
                backbone=bool(ahead or back),
                label=str(len(edges)),
                weight=THIN + (THICK - THIN) * share,
            )
        )
    return tuple(links)


def _legend(nodes: Sequence[Node], links: Sequence[Link]) -> tuple[Swatch, ...]:
    boxes = [Swatch("a group with findings", UNRANKED._replace(stroke=ALARM, weight=CYCLE_WEIGHT))]
    lines = {link.relation: replace(link, weight=None).pen for link in links}
    swatches = [
        Swatch(f"links of {name} kinds" if name == "several" else name, pen) for name, pen in sorted(lines.items())
    ]
    return (*(boxes if any(node.trouble for node in nodes) else []), *swatches)


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
