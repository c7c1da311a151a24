"""The whole flow on one screen: discover, read, link, check, triage."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from graphkit import discover, link, readers, rules, triage
from graphkit.collector import quiet
from graphkit.errors import NoAgentsError
from graphkit.readers import crowd

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from graphkit.config import Config
    from graphkit.discover import Discovery
    from graphkit.model.graph import AgentGraph
    from graphkit.model.report import Report
    from graphkit.model.spans import Source
    from graphkit.revisions import Revision

LOOK = 2000
"""Files that are searched for prose nobody asked for: enough to say that there is some."""


def unwatched(stage: str) -> None:
    """Take no notice of a stage that is done."""


def search(config: Config, paths: Sequence[str]) -> Discovery:
    """Return the files that a run reads.

    Without paths it goes by the configuration, else it looks where agents usually live. Raises UsageError for a path
    that does not exist.
    """
    asked = paths or [config.below_base(path) for path in config.paths]
    return discover.discover(asked, config.exclude, config.base, config.dialect, merge=config.merge)


def load(
    config: Config,
    paths: Sequence[str],
    done: Callable[[str], None] = unwatched,
    told: Callable[[str, int, int], None] = crowd.unwatched,
    found: Discovery | None = None,
) -> AgentGraph:
    """Read every definition below the paths into one graph; `done` learns of each stage, `told` how far reading is.

    `found` is what `search` returned, if that is known. Raises UsageError as `search` does, and NoAgentsError when no
    agent was found: nothing must never pass for clean.
    """
    sources = found or search(config, paths)
    done("discover")
    with quiet():
        readings = [*sources.left_out, *crowd.each(lambda source: readers.read(source, config), sources.files, told)]
        done("read")
        graph = link.link(readings, config)
        done("link")
    if not graph.agents:
        raise NoAgentsError(discover.explain_nothing(sources, graph.skipped, graph.problems))
    if config.prose or not graph.is_bare:
        return graph
    return replace(graph, unread=_look(sources.files[:LOOK], replace(config, prose=True)))


def _look(sources: Sequence[Source], config: Config) -> int:
    """Count the relations that prose would give, so that a graph without any can say where they are."""
    graph = link.link([readers.read(source, config) for source in sources], config)
    return len(list(graph.undeclared()))


def run(
    config: Config,
    paths: Sequence[str],
    done: Callable[[str], None] = unwatched,
    told: Callable[[str, int, int], None] = crowd.unwatched,
    found: Discovery | None = None,
) -> Report:
    """Load the graph, apply every rule, and return what is to be shown; `done`, `told` and `found` as for `load`.

    Raises like `load`; also ConfigError for rules that do not exist, and BaselineError for a broken baseline.
    """
    policy = _policy(config)
    return _report(load(config, paths, done, told, found), config, policy, done)


def judge(graph: AgentGraph, config: Config) -> Report:
    """Apply every rule to a graph that was loaded before. Raises ConfigError and BaselineError as `run` does."""
    return _report(graph, config, _policy(config))


def past(config: Config, paths: Sequence[str]) -> Report:
    """Return the report of one of several states, in which paths may be missing and there may be no agent at all.

    No finding is known there: a baseline is about today.
    """
    there = [path for path in asked(config, paths) if os.path.lexists(path)]
    try:
        graph = load(config, there) if there else link.link([], config)
    except NoAgentsError:
        graph = link.link([], config)
    return judge(graph, replace(config, baseline=None))


def at(config: Config, paths: Sequence[str], revision: Revision) -> Report:
    """Return the report of a git revision, by the configuration of today. Raises UsageError when git cannot tell it."""
    from graphkit import revisions

    with revisions.opened(revision, asked(config, paths)) as there:
        return past(config, there)


def since(config: Config, paths: Sequence[str], name: str, now: Report) -> Report:
    """Return what of a report the changes cause that were made after leaving a branch (or after a commit)."""
    from graphkit import compare, revisions

    return compare.only_caused(compare.compare(at(config, paths, revisions.fork_point(name)), now))


def asked(config: Config, paths: Sequence[str]) -> Sequence[str]:
    """Return the paths that a run is about: those named, those of the configuration, or the usual places."""
    return paths or [config.below_base(path) for path in config.paths] or discover.USUAL_PLACES


def _policy(config: Config) -> triage.Policy:
    return triage.policy(config, rules.catalogue(), date.today().isoformat())


def _report(
    graph: AgentGraph, config: Config, policy: triage.Policy, done: Callable[[str], None] = unwatched
) -> Report:
    findings = rules.check(graph, config) if graph.agents else []
    done("check")
    report = triage.triage(graph, findings, rules.catalogue(), policy)
    done("triage")
    return report
