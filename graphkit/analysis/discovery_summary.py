"""Places and kinds of files in words: how many agents are where, and what a search left alone, a line a subject."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.model.code import DIALECT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from graphkit.model.discovery import Place, Survey
    from graphkit.model.graph import AgentGraph
    from graphkit.model.spans import Span

PLACES = 4
"""Places that are named; of the others only the number is."""

_FORMATS = {".yaml": "YAML", ".yml": "YAML", ".json": "JSON", ".toml": "TOML"}


def lines(survey: Survey, named: int | None = None) -> list[str]:
    """Return what a run says on stderr: first how many agents are where, then what is not read.

    `named` is the number of agents that were asked about, where these are only a part.
    """
    return [agents_in(survey.places, named), *left_alone(survey)]


def computed(graph: AgentGraph) -> Iterator[str]:
    """Yield for each relation how many of its places in code are computed at run time: "3 of 17 handoffs"."""
    places: dict[str, list[Span]] = {}
    for one in graph.computed:
        places.setdefault(one.relation, []).append(one.span)
    for relation, spans in sorted(places.items()):
        read = {
            (reference.span, reference.text)
            for edge in graph.of_relation(relation)
            for reference in edge.references
            if graph.agents[reference.agent].dialect == DIALECT
        }
        total = len(spans) + len(read)
        shown = ", ".join(map(str, spans[:PLACES]))
        shown += f" and {len(spans) - PLACES} more" if len(spans) > PLACES else ""
        verb = "is" if total == 1 else "are"
        yield f"{len(spans)} of {counted(total, relation)} {verb} computed at run time and not in the graph: {shown}"


def left_alone(survey: Survey) -> Iterator[str]:
    """Yield what is no agent by kind, and the copies, the examples and the data files that are not read."""
    kinds = [counted(number, kind) for kind, number in survey.kinds().items() if kind != "document"]
    if kinds:
        yield f"not agents: {', '.join(kinds)}"
    if survey.copies:
        number = sum(one.agents for one in survey.copies)
        first = survey.copies[0]
        more = f", and {len(survey.copies) - 1} more like it" if len(survey.copies) > 1 else ""
        yield f"{counted(number, 'copy')} not read twice: {first.path} is {first.of}{more}"
    if survey.second_rank:
        number = sum(place.agents for place in survey.second_rank)
        where = _listed(survey.second_rank, numbered=len(survey.second_rank) > 1)
        yield f"also {number} in {where}, not checked: name the folder to check them"
    yield from unread(survey)
    if survey.links:
        shown = ", ".join(survey.links[:3]) + (f" and {len(survey.links) - 3} more" if len(survey.links) > 3 else "")
        verb = "leads" if len(survey.links) == 1 else "lead"
        yield f"not followed: {shown} {verb} out of the repository; --follow-links follows"


def unread(survey: Survey) -> Iterator[str]:
    """Yield a warning for each folder with data files that look like agents, and that no dialect reads."""
    for one in survey.unread:
        noun = f"{_FORMATS[one.suffix]} file"
        verb, it = ("looks like an agent", "it") if one.files == 1 else ("look like agents", "them")
        yield f"warning: {counted(one.files, noun)} below {one.path} {verb}, but no dialect reads {it} ({one.suffix})"


def agents_in(places: Sequence[Place], named: int | None = None) -> str:
    """Return `54 agents in 6 places: canonical/agents 9, ...`."""
    total = sum(place.agents for place in places)
    whole = counted(total, "agent") if named is None else f"{named} of {counted(total, 'agent')}"
    if len(places) < 2:
        return f"{whole} in {places[0].path}" if places else whole
    return f"{whole} in {len(places)} places: {_listed(places)}"


def _listed(places: Sequence[Place], *, numbered: bool = True) -> str:
    """Return the places with most agents first, those of one form joined: `plugins/*/agents 621`."""
    joined = sorted(_joined(places), key=lambda one: (-one[1], one[0]))
    shown = [f"{path} {number}" if numbered else path for path, number, _ in joined[:PLACES]]
    rest = sum(count for _, _, count in joined[PLACES:])
    return ", ".join(shown) + (f" and {counted(rest, 'more place')}" if rest else "")


def _joined(places: Iterable[Place]) -> list[tuple[str, int, int]]:
    """Return forms with the number of agents and of places: three paths that differ in one part only are one form."""
    remaining = {place.path: place.agents for place in places}
    forms: dict[str, list[str]] = {}
    for path in remaining:
        parts = path.split("/")
        for at in range(len(parts) - 1):
            forms.setdefault("/".join([*parts[:at], "*", *parts[at + 1 :]]), []).append(path)
    found = []
    for form, paths in sorted(forms.items(), key=lambda item: (-len(item[1]), item[0])):
        mine = [path for path in paths if path in remaining]
        if len(mine) > 2:
            found.append((form, sum(remaining.pop(path) for path in mine), len(mine)))
    return [*found, *((path, number, 1) for path, number in remaining.items())]


def counted(number: int, noun: str) -> str:
    """Return `1 copy`, `18 copies`."""
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number:,} {noun if number == 1 else plural}"
