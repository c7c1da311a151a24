"""What lies beside the agents and calls them: joined to the graph where there is any."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graphkit.config import Config
    from graphkit.link.callers import Calls
    from graphkit.link.edges import Edges
    from graphkit.link.names import Names
    from graphkit.model.calls import CallerSource, CallerText, Plugin
    from graphkit.model.definitions import Definition, Reading
    from graphkit.model.findings import InlineIgnore


class Surroundings(NamedTuple):
    """What lies beside the agents: the callers that were read, all files that might be callers, and the plugins."""

    texts: Sequence[CallerText] = ()
    callers: Sequence[CallerSource] = ()
    plugins: Sequence[Plugin] = ()


NOTHING_BESIDE = Surroundings()


def ignores(readings: Sequence[Reading], beside: Surroundings) -> Iterator[InlineIgnore]:
    """Yield the inline ignores of all definitions and callers."""
    yield from (one for reading in readings for one in reading.ignores)
    yield from (one for text in beside.texts for one in text.ignores)


def connected(
    edges: Edges, definitions: Sequence[Definition], names: Names, readings: Sequence[Reading], beside: Surroundings,
    config: Config,
) -> Calls | None:  # fmt: skip
    """Add the calls in agents' bodies to the edges, and return those of the callers; None where nothing calls."""
    if not (beside.texts or any(definition.calls for definition in definitions)):
        return None
    from graphkit.link import callers
    from graphkit.link.call_targets import Targets

    others = [reading.skipped.path for reading in readings if reading.skipped]
    others += [caller.path for caller in beside.callers if caller.kind in ("skill", "command") and caller.main]
    texts = beside.texts
    if config.merge and definitions:
        root = definitions[0].root
        texts = [replace(text, source=replace(text.source, root=root)) for text in texts]
    targets = Targets(definitions, names, beside.plugins, config, others)
    spoken, dead = callers.in_bodies(definitions, targets)
    for definition, reference, target in spoken:
        edges.add(((reference, target),), definition)
    found = callers.connect(texts, beside.callers, targets, names, beside.plugins)
    return found._replace(dead_calls=tuple(sorted((*dead, *found.dead_calls), key=lambda one: one.span)))
