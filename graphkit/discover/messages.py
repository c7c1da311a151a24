"""What a search says for itself: how many agents are where, and what it left alone, a line a subject."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.model.code import DIALECT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from graphkit.model.definitions import Problem, Skipped
    from graphkit.model.discovery import Discovery, Place, Survey
    from graphkit.model.graph import AgentGraph
    from graphkit.model.spans import Span

PLACES = 4
"""Places that are named; of the others only the number is."""

_FORMATS = {".yaml": "YAML", ".yml": "YAML", ".json": "JSON", ".toml": "TOML"}


def lines(survey: Survey, named: int | None = None) -> list[str]:
    """Return what a run says on stderr: first how many agents are where, then what is not read.

    `named` is the number of agents that were asked about, where these are only a part.
    """
    return [_agents(survey.places, named), *_left_alone(survey)]


def computed(graph: AgentGraph) -> Iterator[str]:
    """Yield for each relation how many of its places in code are computed at run time: "3 of 17 handoffs"."""
    places: dict[str, list[Span]] = {}
    for one in graph.computed:
        places.setdefault(one.relation, []).append(one.span)
    for relation, spans in sorted(places.items()):
        agents = graph.agents
        known = {
            (reference.span, reference.text)
            for edge in graph.of_relation(relation)
            for reference in edge.references
            if agents[reference.agent].dialect == DIALECT
        }
        total = len(spans) + len(known)
        shown = ", ".join(map(str, spans[:PLACES])) + (
            f" and {len(spans) - PLACES} more" if len(spans) > PLACES else ""
        )
        verb = "is" if total == 1 else "are"
        yield f"{len(spans)} of {_count(total, relation)} {verb} computed at run time and not in the graph: {shown}"


def nothing(found: Discovery, skipped: Sequence[Skipped], problems: Sequence[Problem]) -> str:
    """Say that no agent was found, what was seen instead, and what to do."""
    survey = found.survey
    seen = [f"{problem.span.path} ({problem.message})" for problem in problems]
    seen += [f"{entry.path} ({entry.reason})" for entry in skipped if not entry.kind or entry.kind == "document"]
    listed = {entry.path for entry in skipped}
    alone = [one for one in survey.others if one.path not in listed]
    seen += [f"{one.path} ({one.reason})" for one in alone if one.kind == "document"]
    shown = seen[:3] + ([f"{len(seen) - 3} more like these"] if len(seen) > 3 else [])
    shown += [_count(number, kind) for kind, number in survey.kinds().items() if kind != "document"]
    shown += [_count(number, f"{suffix or 'other'} file") for suffix, number in survey.suffixes[:3]]
    where = ", ".join("the working directory" if path == "." else path for path in survey.looked)
    text = f"no agent definition found in {_count(survey.files, 'file')} below {where}"
    text += f": only {'; '.join(shown)}. " if shown else ". "
    return text + _remedy(survey)


def _remedy(survey: Survey) -> str:
    if survey.second_rank:
        first = survey.second_rank[0]
        return f"{_agents(survey.second_rank)}: name the folder to check them: graphkit check {first.path}."
    if survey.third_rank:
        first = survey.third_rank[0]
        return f"There are agents among tests: graphkit check {first.path} checks {_count(first.agents, 'agent')}."
    if survey.above is not None:
        above = survey.above
        return f"There are none here, but {above.agents} in {above.path}: graphkit check {above.path}."
    unread = list(_unread(survey))
    more = f" {'; '.join(unread)}." if unread else ""
    if any(suffix == ".py" for suffix, _ in survey.suffixes):
        more += " Agents in Python code are read with `--dialect python`, or if their file is named."
    return (
        "An agent is a Markdown file that begins with YAML front matter between two `---` lines; "
        f"name the folder that holds the agents: graphkit check PATH.{more}"
    )


def _left_alone(survey: Survey) -> Iterator[str]:
    kinds = [_count(number, kind) for kind, number in survey.kinds().items() if kind != "document"]
    if kinds:
        yield f"not agents: {', '.join(kinds)}"
    if survey.copies:
        number = sum(one.agents for one in survey.copies)
        first = survey.copies[0]
        more = f", and {len(survey.copies) - 1} more like it" if len(survey.copies) > 1 else ""
        yield f"{_count(number, 'copy')} not read twice: {first.path} is {first.of}{more}"
    if survey.second_rank:
        number = sum(place.agents for place in survey.second_rank)
        where = _listed(survey.second_rank, counted=len(survey.second_rank) > 1)
        yield f"also {number} in {where}, not checked: name the folder to check them"
    yield from _unread(survey)
    if survey.links:
        shown = ", ".join(survey.links[:3]) + (f" and {len(survey.links) - 3} more" if len(survey.links) > 3 else "")
        verb = "leads" if len(survey.links) == 1 else "lead"
        yield f"not followed: {shown} {verb} out of the repository; --follow-links follows"


def _unread(survey: Survey) -> Iterator[str]:
    for one in survey.unread:
        noun = f"{_FORMATS[one.suffix]} file"
        verb, it = ("looks like an agent", "it") if one.files == 1 else ("look like agents", "them")
        yield f"warning: {_count(one.files, noun)} below {one.path} {verb}, but no dialect reads {it} ({one.suffix})"


def _agents(places: Sequence[Place], named: int | None = None) -> str:
    total = sum(place.agents for place in places)
    whole = _count(total, "agent") if named is None else f"{named} of {_count(total, 'agent')}"
    if len(places) == 1:
        return f"{whole} in {places[0].path}"
    return f"{whole} in {len(places)} places: {_listed(places)}"


def _listed(places: Sequence[Place], *, counted: bool = True) -> str:
    """Return the places with most agents first, those of one form joined: `plugins/*/agents 621`."""
    joined = sorted(_joined(places), key=lambda one: (-one[1], one[0]))
    shown = [f"{path} {number}" if counted else path for path, number, _ in joined[:PLACES]]
    rest = sum(count for _, _, count in joined[PLACES:])
    return ", ".join(shown) + (f" and {_count(rest, 'more place')}" if rest else "")


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


def _count(number: int, noun: str) -> str:
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number:,} {noun if number == 1 else plural}"
