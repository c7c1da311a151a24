"""Common options of the commands that query the graph: the folders, the agents, the format and the file."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from graphkit.cli import options, survey
from graphkit.cli.options import format_for, format_option, text_suffixes
from graphkit.cli.output import deliver
from graphkit.cli.settings import Settings, configurable
from graphkit.support.records import dataclass

if TYPE_CHECKING:
    from graphkit.config import Config
    from graphkit.model.graph import AgentGraph
    from graphkit.model.report import Report
    from graphkit.reporters.document import Document
    from graphkit.selection import Choice

_SIGNS = "+:*?[,\"' "
FORMATS = ("text", "json", "markdown")


@dataclass(frozen=True, slots=True)
class Query:
    """One question: the command, where the agents are, which of them count, and how and where the answer goes."""

    command: str
    settings: Settings
    paths: tuple[str, ...]
    fmt: str
    output: str | None
    color: str
    choice: Choice

    def config(self) -> Config:
        """Return the settings of the run."""
        return self.settings.load()

    def graph(self) -> AgentGraph:
        """Return the graph of the selected agents. Raises GraphkitError when there are none."""
        from graphkit import pipeline, selection
        from graphkit.support.errors import UsageError

        config = self.config()
        graph = pipeline.load(config, self.paths)
        survey.announce(survey.lines(graph))
        if self.choice.is_everything:
            return graph
        keep = pipeline.select_agents(graph, config, self.choice)
        if not keep:
            raise UsageError(options.NO_AGENT)
        return selection.narrow(graph, keep)

    def report(self) -> Report:
        """Return the graph with its findings. Raises GraphkitError when there are no agents."""
        from graphkit import pipeline

        report = pipeline.run(self.config(), self.paths)
        survey.announce(survey.report_lines(report))
        return report

    def write(self, value: object, *documents: Document, key: str | None = None) -> None:
        """Write the answer in the chosen form: the value as JSON (below `key`), the documents for people."""
        from graphkit.cli.terminal import style
        from graphkit.reporters import answer_json, document_markdown, document_text

        if self.fmt == "json":
            deliver(answer_json.write(self.command, value, key), self.output)
            return
        form = document_markdown if self.fmt == "markdown" else document_text
        to_file = self.output not in (None, "-")
        shown = style("never" if self.fmt == "markdown" else self.color, file=to_file)
        deliver("\n".join(form.write(document, shown) for document in documents), self.output)


def resolve_agents(report: Report, name: str) -> list[str]:
    """Return the agents that an argument means: one (or an outsider) by its name, or those of a selection.

    Raises UsageError for a name that is unknown or that several agents have, SelectionError for a bad selection.
    """
    from graphkit import selection
    from graphkit.analysis.agent_lookup import agents_named, outsider_named, resolve_node

    if agents_named(report.graph, name) or outsider_named(report.graph, name) or not any(s in _SIGNS for s in name):
        return [resolve_node(report.graph, name)]
    choice = options.choice(name)
    selected = selection.select(report.graph, choice, lambda: report.live, report.rules)
    if not selected:
        from graphkit.support.errors import UsageError

        raise UsageError(f"the selection `{name}` contains no agent.")
    return sorted(selected)


def resolve_relations(graph: AgentGraph, names: str) -> tuple[str, ...]:
    """Return the relations of a comma list. Raises UsageError, with the nearest, for one that does not exist."""
    from graphkit.analysis.agent_lookup import resolve_relation
    from graphkit.support.errors import UsageError

    relations = tuple(dict.fromkeys(name.strip() for name in names.split(",") if name.strip()))
    if not relations:
        raise UsageError("--relations names no relation. Write them like this: --relations escalation,workflow")
    return tuple(resolve_relation(graph, name) for name in relations)


def agents_query(command: Callable[..., Any]) -> Callable[..., Any]:
    """Make a command whose arguments are names of agents: the definitions come from `--in`."""
    return configurable(options.folders(_answering(command, FORMATS)))


def selected_agents_query(command: Callable[..., Any]) -> Callable[..., Any]:
    """Make a command as `agents_query` does that may be restricted to some agents by `--agents`, `--except`."""
    return agents_query(options.agents_options()(command))


def team_query(*formats: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Make a command about the team below PATHS, or some of its agents; with other formats than the usual three."""

    def made(command: Callable[..., Any]) -> Callable[..., Any]:
        asked = _answering(command, formats or FORMATS)
        return options.paths(configurable(options.agents_options()(asked)))

    return made


def history_query(command: Callable[..., Any]) -> Callable[..., Any]:
    """Make a command about PATHS over time; agents cannot be selected, for they come and go."""
    return options.paths(configurable(_answering(command, FORMATS)))


def export_query(command: Callable[..., Any]) -> Callable[..., Any]:
    """Make a command about the team below PATHS that writes files in formats of its own."""

    @functools.wraps(command)
    def asked(settings: Settings, paths: tuple[str, ...], wanted: str | None, unwanted: str | None, **own: Any) -> Any:
        choice = options.choice(wanted, unwanted)
        return command(query=Query(command.__name__, settings, paths, "file", None, "never", choice), **own)

    return options.paths(configurable(options.agents_options()(asked)))


def _answering(command: Callable[..., Any], formats: tuple[str, ...]) -> Callable[..., Any]:
    """Collect the common options into one `Query`; with `--format json` a failure is written as JSON too."""
    name = command.__name__.replace("_", "-")

    @format_option(formats)
    @options.output
    @options.color
    @functools.wraps(command)
    def asked(
        *args: Any,
        settings: Settings,
        paths: tuple[str, ...],
        fmt: str | None,
        output: str | None,
        color: str,
        **others: Any,
    ) -> Any:
        from graphkit.support.errors import GraphkitError

        choice = options.choice(others.pop("wanted", None), others.pop("unwanted", None))
        form = format_for(fmt, output, text_suffixes(formats), formats[0])
        try:
            return command(*args, query=Query(name, settings, paths, form, output, color, choice), **others)
        except GraphkitError as error:
            if form == "json":
                from graphkit.reporters import answer_json

                deliver(answer_json.failure(name, str(error)), output)
            raise

    return asked
