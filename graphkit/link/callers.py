"""Callers and their calls become nodes and edges beside the agents; calls that lead nowhere are kept for the rules."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from graphkit.link.call_targets import Targets
from graphkit.model.calls import Caller, CallerText, DeadCall, Plugin
from graphkit.model.graph import Edge
from graphkit.model.names import words
from graphkit.model.references import Reference
from graphkit.model.relations import Direction
from graphkit.model.spans import Span
from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from graphkit.link.names import Names
    from graphkit.model.calls import CallerSource
    from graphkit.model.definitions import Definition

RELATION = "calls"
_NO_CALLS = frozenset(("notifies", "provides", "reports", "receives"))
"""Verbs of prose by which nobody is started."""


_IGNORED = (
    "Claude Code ignores `agent` in a skill without `context: fork`",
    "Add `context: fork` if the skill is to run in that agent, or remove `agent`.",
)


class Calls(NamedTuple):
    """The callers of a run, what they call, and the calls of callers and agents that lead nowhere."""

    callers: dict[str, Caller]
    calls: tuple[Edge, ...]
    dead_calls: tuple[DeadCall, ...]


def in_bodies(
    definitions: Iterable[Definition], targets: Targets
) -> tuple[list[tuple[Definition, Reference, str]], list[DeadCall]]:
    """Return the calls in agents' own bodies as references that count as declared, and those that lead nowhere."""
    found, dead = [], []
    for definition in definitions:
        for site in definition.calls:
            target = targets.find(site.text, definition.root, definition.path)
            if isinstance(target, str):
                if target != definition.id:
                    reference = Reference(
                        definition.id, "delegation", Direction.OUT, site.form, site.text, site.span
                    )  # fmt: skip
                    found.append((definition, reference, target))
            elif cause := targets.cause(site, target):
                dead.append(DeadCall(definition.id, site.text, site.form, site.span, *cause))
    return found, dead


def connect(
    texts: Sequence[CallerText], every: Sequence[CallerSource], targets: Targets, names: Names,
    plugins: Sequence[Plugin],
) -> Calls:  # fmt: skip
    """Return the callers that call anything, and their calls; `every` are all files that could have been callers."""
    ids = _ids([text.source for text in texts], plugins)
    callers: dict[str, Caller] = {}
    references: defaultdict[tuple[str, str], list[Reference]] = defaultdict(list)
    dead: list[DeadCall] = []
    spoken = _Spoken(names, every, targets) if any(text.passages for text in texts) else None
    for text in texts:
        source = text.source
        caller = ids[_key(source)]
        reached = False
        for site in text.sites:
            target = targets.find(site.text, source.root, source.path)
            if isinstance(target, str):
                reference = Reference(caller, RELATION, Direction.OUT, site.form, site.text, site.span)
                references[caller, target].append(reference)
                reached = True
                if site.ignored:
                    dead.append(DeadCall(caller, site.text, site.form, site.span, False, *_IGNORED, resolved=True))
            elif cause := targets.cause(site, target):
                dead.append(DeadCall(caller, site.text, site.form, site.span, *cause))
                reached = True
        if spoken:
            taken = {site.span[:3] for site in text.sites}
            for target, reference in spoken.of(text, caller):
                if reference.span[:3] not in taken:
                    references[caller, target].append(reference)
                    reached = True
        if reached:
            known = callers.get(caller)
            if known is None or source.main:
                plugin = _plugin(source.path, plugins)
                callers[caller] = Caller(caller, source.kind, source.name, Span(source.path, 1, 1), source.root, plugin)
    edges = (
        Edge(source, target, RELATION, None, False, True, tuple(sorted(held, key=lambda one: one.span)))
        for (source, target), held in sorted(references.items())
    )
    return Calls(dict(sorted(callers.items())), tuple(edges), tuple(sorted(dead, key=lambda one: one.span)))


class _Spoken:
    """Calls in everyday words (`--prose`)."""

    def __init__(self, names: Names, every: Sequence[CallerSource], targets: Targets) -> None:
        self._targets = targets
        self._mentions = names.mentions(
            words(source.name.rpartition(":")[2]) for source in every if source.kind in ("command", "skill")
        )

    def of(self, text: CallerText, caller: str) -> Iterator[tuple[str, Reference]]:
        """Yield the agents that a caller calls in everyday words, each with the place."""
        source = text.source
        found: set[Span] = set()
        for passage in text.passages:
            is_list = passage.lead and not passage.clear
            if (is_list and source.kind == "instructions") or passage.label in _NO_CALLS:
                continue
            if passage.direction is not Direction.OUT and not (is_list and passage.direction is Direction.BOTH):
                continue
            for alias, start, end in self._mentions.of(passage, frozenset()):
                span = passage.place(start, end)
                target = self._targets.find_words(alias, source.root, source.path)
                if target is not None and span not in found:
                    found.add(span)
                    text_ = passage.text[start:end]
                    yield target, Reference(caller, RELATION, Direction.OUT, "body", text_, span, prose=True)


def _key(source: CallerSource) -> tuple[str, str, str]:
    """Return what files of one caller have in common: those of a skill speak for it."""
    place = source.path
    if source.kind == "skill":
        tail = source.name.replace(":", "/") + "/"
        at = f"/{place}".rfind(f"/{tail}")
        place = place[: at + len(tail)] if at >= 0 else str(PurePosixPath(place).parent)
    return source.kind, source.name, place


def _ids(sources: Sequence[CallerSource], plugins: Sequence[Plugin]) -> dict[tuple[str, str, str], str]:
    """Return an id for each caller: kind and name, with the plugin or the place where several go by one name."""
    keys = {_key(source): source for source in sources}
    plain = Counter((kind, name) for kind, name, _ in keys)
    qualified: Counter[str] = Counter()
    drafts = {}
    for key, source in keys.items():
        kind, name, _ = key
        plugin = _plugin(source.path, plugins) if plain[kind, name] > 1 else None
        drafts[key] = f"{kind}:{plugin}:{name}" if plugin else f"{kind}:{name}"
        qualified[drafts[key]] += 1
    return {key: draft if qualified[draft] == 1 else f"{draft}@{key[2].rstrip('/')}" for key, draft in drafts.items()}


def _plugin(path: str, plugins: Sequence[Plugin]) -> str | None:
    """Return the plugin that a file is of: the one whose folder is nearest."""
    holding = [plugin for plugin in plugins if plugin.root and plugin.holds(path)]
    return max(holding, key=lambda plugin: (len(plugin.root), plugin.name)).name if holding else None
