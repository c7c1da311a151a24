"""The whole flow on one screen: discover, read, link, check, triage."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from graphkit import dialects, discover, link, rules, triage
from graphkit.model.calls import CallerSource, CallerText
from graphkit.readers.file_reader import READER, no_progress
from graphkit.support.errors import ConfigError, UsageError
from graphkit.support.gc import gc_paused

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from graphkit.config import Config
    from graphkit.model.definitions import Reading
    from graphkit.model.discovery import Discovery, Survey
    from graphkit.model.graph import AgentGraph
    from graphkit.model.report import Report
    from graphkit.model.spans import Source, Span
    from graphkit.readers.file_reader import FileReader
    from graphkit.selection import Choice

PROSE_PROBE = 2000
"""Files that are searched for prose nobody asked for: enough to say that there is some."""


def ignore_stage(stage: str) -> None:
    """Ignore that a stage is complete: the default of `on_stage`."""


def search(config: Config, paths: Sequence[str]) -> Discovery:
    """Return the files that a run reads.

    Without paths it goes by the configuration, else by the rule which files are agents (docs/discovery.md). Raises
    UsageError for a path that does not exist.
    """
    asked = paths or [config.below_base(path) for path in config.paths]
    found = discover.discover(asked, config)
    if not any(dialects.is_code(source.path) for source in found.files):
        return found
    from graphkit.readers import code

    return replace(found, files=code.with_imports(found.files))


def load(
    config: Config,
    paths: Sequence[str],
    on_stage: Callable[[str], None] = ignore_stage,
    on_progress: Callable[[str, int, int], None] = no_progress,
    found: Discovery | None = None,
    reader: FileReader | None = None,
) -> AgentGraph:
    """Read every definition below the paths into one graph; with `on_stage` called after each stage.

    `on_progress` is called while files are read; `found` is what `search` returned, if that is known. `reader` reads
    the files; one may keep what it has read, and what came of it. Raises UsageError as `search` does, and NoAgentsError
    when no agent was found: an empty run must never pass for clean.
    """
    sources = found or search(config, paths)
    reader = reader or READER
    on_stage("discover")
    with gc_paused():
        beside = surroundings(config, sources)
        names = {plugin.name for plugin in beside.plugins}
        readings = [
            *sources.left_out,
            *reader.definitions(sources.files, config, names, on_progress),
        ]
        agents = {agent.path for reading in readings for agent in reading.definitions}
        calling = (source for source in beside.callers if source.path not in agents)
        texts = reader.callers(calling, config, names)
        kinds = config.calls.kinds if config.calls.enabled else ()
        inside = (
            CallerText(CallerSource(one.path, one.location, one.root, one.kind, one.name), (one.site,))
            for reading in readings
            for one in reading.callers
            if one.kind in kinds
        )
        beside = beside._replace(texts=[*(text for text in texts if text is not None), *inside])
        on_stage("read")
        graph = reader.result(link.link, readings, config, beside)
        on_stage("link")
    probed = sources.files[:PROSE_PROBE]
    survey, named = discover.surveyed(graph, sources)
    bare = not config.prose and graph.is_bare
    unread = _count_prose(probed, replace(config, prose=True), reader) if bare else 0
    return reader.result(_completed, graph, survey, named, _mentions(graph, probed), unread)


def _completed(
    graph: AgentGraph, survey: Survey, named: frozenset[str] | None, mentions: dict[str, tuple[Span, ...]], unread: int
) -> AgentGraph:
    return replace(graph, survey=survey, named=named, mentions=mentions, unread=unread)


def _mentions(graph: AgentGraph, sources: Sequence[Source]) -> dict[str, tuple[Span, ...]]:
    """Return where texts mention the agents that no edge links: each is called an orphan with that place."""
    linked = {end for edge in graph.edges for end in (edge.source, edge.target)}
    alone = [agent for agent in graph.agents.values() if agent.id not in linked and not agent.wildcards]
    if not alone or len(graph.agents) == 1:
        return {}
    from graphkit.readers.text_mentions import text_mentions

    return text_mentions(sources, alone)


def surroundings(config: Config, found: Discovery) -> link.Surroundings:
    """Return the files beside the agents that may call them, not yet read, and the plugins of the run."""
    plugins = discover.manifests.above(found.files)
    if not config.calls.enabled:
        return link.Surroundings(plugins=plugins)
    exclude = (*config.exclude, *config.calls.exclude)
    beside = discover.callers.find(found.files, exclude, config.base, config.calls.kinds)
    return link.Surroundings((), beside, plugins)


def _count_prose(sources: Sequence[Source], config: Config, reader: FileReader) -> int:
    """Count the relations that prose would give, so that a graph without any can say where they are."""
    return reader.result(_count_undeclared, list(reader.probe(sources, config)), config)


def _count_undeclared(readings: Sequence[Reading], config: Config) -> int:
    return len(list(link.link(readings, config).undeclared()))


def run(
    config: Config,
    paths: Sequence[str],
    on_stage: Callable[[str], None] = ignore_stage,
    on_progress: Callable[[str, int, int], None] = no_progress,
    found: Discovery | None = None,
    reader: FileReader | None = None,
) -> Report:
    """Load the graph, apply every rule, and return the report; callbacks, `found` and `reader` are those of `load`.

    Raises like `load`; also ConfigError for rules that do not exist, and BaselineError for a broken baseline.
    """
    policy = _policy(config)
    sources = found or search(config, paths)
    graph = load(config, paths, on_stage, on_progress, sources, reader)
    notes = _unmatched_names(graph, config, paths, sources) if config.tops or config.contracts else ()
    report = replace(_report(graph, config, policy, on_stage, reader or READER), notes=notes)
    if graph.named is None:
        return report
    from graphkit import selection  # the rest of the team is read only to resolve names

    return replace(selection.restrict(report, graph.named, cut=False), stale=())


def _unmatched_names(graph: AgentGraph, config: Config, paths: Sequence[str], sources: Discovery) -> tuple[str, ...]:
    """Return a note for each name in `tops` and in the contracts that selects no agent.

    Where the whole team was read they are mistakes: raises ConfigError with all of them.
    """
    from graphkit.selection.configured import unmatched

    wrong = [
        f"{place.path}:{place.line}: {message}" if place else message for message, place in unmatched(graph, config)
    ]
    if wrong and _is_whole_team(graph, config, paths, sources):
        raise ConfigError(*wrong)
    return tuple(wrong)


def _is_whole_team(graph: AgentGraph, config: Config, paths: Sequence[str], sources: Discovery) -> bool:
    """Return whether a run read all that a run without paths, in the folder of the configuration, would have read."""
    if any(problem.rule == "unreadable-file" for problem in graph.problems):
        return False
    if not paths and (config.paths or config.base == "."):
        return True
    everywhere = [config.below_base(path) for path in config.paths] or [config.base]
    try:
        team = search(config, everywhere)
    except UsageError:
        return False
    return {source.path for source in team.files} <= {source.path for source in sources.files}


def judge(graph: AgentGraph, config: Config) -> Report:
    """Apply every rule to a graph that was loaded before. Raises ConfigError and BaselineError as `run` does."""
    return _report(graph, config, _policy(config))


def select(whole: Report, choice: Choice) -> Report:
    """Return the part of a report that is about the chosen agents; the rules have seen the whole team.

    Raises SelectionError, which points at the character.
    """
    if choice.is_everything:
        return whole
    from graphkit import selection

    keep = selection.select(whole.graph, choice, lambda: whole.live, whole.rules)
    return selection.restrict(whole, keep, cut=choice.cut)


def select_agents(graph: AgentGraph, config: Config, choice: Choice) -> frozenset[str]:
    """Return the ids of the chosen agents; the rules run only if the choice asks for findings."""
    from graphkit import selection

    return selection.select(graph, choice, lambda: judge(graph, config).live, rules.catalogue())


def asked(config: Config, paths: Sequence[str]) -> Sequence[str]:
    """Return the paths that a run is about: those named, those of the configuration, or the working directory."""
    return paths or [config.below_base(path) for path in config.paths] or ["."]


def _policy(config: Config) -> triage.Policy:
    return triage.policy(config, rules.catalogue(), date.today().isoformat())


def _report(
    graph: AgentGraph,
    config: Config,
    policy: triage.Policy,
    on_stage: Callable[[str], None] = ignore_stage,
    reader: FileReader = READER,
) -> Report:
    findings = reader.result(rules.check, graph, config) if graph.agents else []
    on_stage("check")
    report = triage.triage(graph, findings, rules.catalogue(), policy)
    on_stage("triage")
    return report
