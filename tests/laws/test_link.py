"""Which of several definitions of one name is meant: the law in its plainest form, whatever the number of them."""

from __future__ import annotations

from itertools import takewhile

from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.config import Config
from graphkit.link import link
from graphkit.model.definitions import Definition, Reading
from graphkit.model.references import Reference
from graphkit.model.relations import Direction
from graphkit.model.spans import Span

FOLDERS = st.lists(st.sampled_from(["a", "b", ".."]), max_size=3).map(
    lambda parts: "".join(f"{part}/" for part in parts)
)
PATHS = st.lists(st.tuples(FOLDERS, st.sampled_from(["x.md", "y.md", "z.md"])).map("".join), min_size=1, max_size=6)


def definition(name: str, path: str, line: int = 1, *, names: str | None = None) -> Definition:
    """Return a definition, with one escalation or none."""
    span = Span(path, line, 1)
    told = (Reference(name, "escalation", Direction.OUT, "escalation_to", names, span),) if names else ()
    return Definition(name, name, (name,), span, ".", "g", name, references=told)


def distance(path: str, user: str) -> tuple[bool, int, int]:
    """Return what decides, the smallest first: the same file, the longest common way down, how deep."""
    common = list(takewhile(lambda pair: pair[0] == pair[1], zip(path.split("/"), user.split("/"), strict=False)))
    return (path != user, -len(common), path.count("/"))


@given(PATHS, PATHS)
@settings(max_examples=500, deadline=None)
def test_the_nearest_definition_is_meant(twins: list[str], users: list[str]) -> None:
    """Same file, same folder, closest common folder, the highest there; of equally near ones none. Every id is unique."""
    agents = [definition("twin", path, line) for line, path in enumerate(twins, 1)]
    agents += [definition(f"user-{number}", path, names="twin") for number, path in enumerate(users)]
    graph = link([Reading((agent,)) for agent in agents], Config())
    assert len(graph.agents) == len(agents)
    for number, path in enumerate(users):
        speaker = f"user-{number}"
        meant = [edge.target for edge in graph.edges if edge.source == speaker]
        meant += [twin for one in graph.ambiguous if one.reference.agent == speaker for twin in one.candidates]
        least = min(distance(twin, path) for twin in twins)
        nearest = [twin for twin in twins if distance(twin, path) == least]
        assert sorted(graph.agents[agent].path for agent in meant) == sorted(nearest)
        assert bool(graph.edges) or len(nearest) > 1
