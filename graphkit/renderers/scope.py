"""Who is drawn: around one agent, around the findings, or, of a graph that is too large, what matters most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.model.names import canonical
from graphkit.model.suggestions import NearNames
from graphkit.renderers.marks import Marks, findings_that_count
from graphkit.support.errors import RenderError
from graphkit.support.escape import clean, terminal
from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from graphkit.model.findings import Finding
    from graphkit.model.graph import AgentGraph
    from graphkit.renderers.options import RenderOptions, Way

MOST = 300
"""Nodes above which a picture is not drawn whole unless it is asked for."""
OVERVIEW = 60
"""Nodes of the picture that stands for a graph which is too large."""
Arrow = tuple[str, str, bool]
"""Source, target, and whether it may be walked both ways."""


class Scope(NamedTuple):
    """The agents and ghosts to draw (None: all), what the picture says of that, and what a user may type next."""

    agents: frozenset[str] | None = None
    caption: str = ""
    advice: str = ""


def choose(
    graph: AgentGraph, arrows: Sequence[Arrow], options: RenderOptions, findings: Sequence[Finding] = ()
) -> Scope:
    """Decide who is drawn; `arrows` are the edges that a picture would show.

    Raises RenderError when the agent to focus on does not exist, or when there is nothing to show.
    """
    everybody = [*graph.agents, *graph.ghosts]
    allowed = [agent for agent in everybody if options.among is None or agent in options.among]
    if options.focus:
        starts = [_known(graph, name) for name in options.focus]
        ordered: Iterable[str] = _near(starts, arrows, options.depth, options.way)
        names = ", ".join(clean(graph.label(agent), 60) for agent in starts)
        what, limit = f"{_steps(options)} {names}", MOST
    elif options.only_findings:
        ordered, what, limit = _troubled(findings, arrows), "what findings name", MOST
        if not findings_that_count(findings):
            raise RenderError("There is no finding to draw: no error, no warning. Leave out `--only findings`.")
    elif len(allowed) > MOST and not options.whole:
        ordered, what, limit = _weightiest(graph, findings, arrows), "", OVERVIEW
    else:
        return Scope() if options.among is None else Scope(frozenset(allowed))
    found = [agent for agent in dict.fromkeys(ordered) if options.among is None or agent in options.among]
    shown = found if options.whole else found[:limit]
    if not what:
        what = f"the {len(shown)} that matter most: with findings, then most relations"
        what = what if findings_that_count(findings) else f"the {len(shown)} with most relations"
    advice = too_many(len(allowed), f"{len(shown):,}") if len(shown) < len(found) or limit == OVERVIEW else ""
    left = len(allowed) - len(shown)
    return Scope(frozenset(shown), f"drawn: {what}; {left_out(left)}" if left else "", advice)


def neighbours(arrows: Iterable[Arrow], way: Way = "both") -> dict[str, list[str]]:
    """Return whom each agent leads to (`out`), whom it is reached from (`in`), or both; sorted."""
    found: dict[str, set[str]] = {}
    for source, target, both in arrows:
        if way != "in" or both:
            found.setdefault(source, set()).add(target)
        if way != "out" or both:
            found.setdefault(target, set()).add(source)
    return {agent: sorted(others) for agent, others in found.items()}


def _known(graph: AgentGraph, name: str) -> str:
    """Find an agent as people write it. Raises RenderError with the name that was probably meant."""
    labels = {agent: graph.label(agent) for agent in (*graph.agents, *graph.ghosts)}
    for spelling in (lambda text: text, canonical):
        for agent, label in labels.items():
            if spelling(name) in (spelling(agent), spelling(label)):
                return agent
    near = NearNames(labels.values()).nearest(name)
    meant = f" Did you mean `{terminal(near)}`?" if near else " `graphkit report` lists them all."
    raise RenderError(f"There is no agent `{terminal(name)}` to focus on.{meant}")


def _near(starts: Sequence[str], arrows: Iterable[Arrow], depth: int, way: Way) -> Iterator[str]:
    """Yield the starts, then everybody within so many steps, the nearest first."""
    lead = neighbours(arrows, way)
    seen = dict.fromkeys(starts)
    frontier = list(seen)
    for step in range(depth + 1):
        yield from frontier
        if step < depth:
            frontier = [a for a in dict.fromkeys(o for agent in frontier for o in lead.get(agent, ())) if a not in seen]
            seen.update(dict.fromkeys(frontier))


def _troubled(findings: Iterable[Finding], arrows: Iterable[Arrow]) -> Iterator[str]:
    """Yield the agents of the findings, the worst first, then whom those touch."""
    named = dict.fromkeys(agent for finding in findings_that_count(findings) for agent in _subjects(finding))
    yield from named
    around = neighbours(arrows)
    yield from (other for agent in sorted(Marks.of(findings).alone) for other in around.get(agent, ()))


def _subjects(finding: Finding) -> Iterable[str]:
    """Of a large knot the evidence is enough: its edges, not all its members."""
    ends = dict.fromkeys(end for source, target, _ in finding.edges for end in (source, target))
    return ends or finding.agents


def _weightiest(graph: AgentGraph, findings: Sequence[Finding], arrows: Sequence[Arrow]) -> Iterator[str]:
    """Yield the agents with findings for half of the picture, then those with most relations, and whom they touch."""
    named = dict.fromkeys(agent for finding in findings_that_count(findings) for agent in _subjects(finding))
    yield from list(named)[: OVERVIEW // 2]
    around: Mapping[str, Collection[str]] = neighbours(arrows)
    by_weight = sorted(around, key=lambda agent: (-len(around[agent]), agent))
    yield from by_weight[: OVERVIEW // 4]
    yield from (other for agent in list(named)[: OVERVIEW // 2] for other in sorted(around.get(agent, ()))[:3])
    yield from by_weight
    yield from graph.agents


def left_out(number: int) -> str:
    """Say in a caption how many more there are."""
    return f"{number:,} {'other' if number == 1 else 'others'} left out"


def _steps(options: RenderOptions) -> str:
    side = {"in": " towards", "out": " from", "both": " of"}[options.way]
    return f"within {options.depth} step{'' if options.depth == 1 else 's'}{side}"


def too_many(total: int, drawn: str) -> str:
    """Return what to type to see more than what is drawn."""
    return (
        f"{total:,} agents and missing names are too many for one readable picture: {drawn} are drawn. "
        "To see more: `--focus AGENT --depth 2` (around one agent), `--only findings`, `--collapse folder`, "
        "`--split component` or `--split group` (one picture each), `--whole` (everything, however long it takes)."
    )
