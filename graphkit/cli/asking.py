"""What the commands that ask the graph have in common: where it is read from, and the three forms of an answer."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from graphkit.cli import choosing, options
from graphkit.cli.output import deliver
from graphkit.cli.settings import Settings, configurable

if TYPE_CHECKING:
    from graphkit.config import Config
    from graphkit.model.graph import AgentGraph
    from graphkit.model.report import Report
    from graphkit.reporters.document import Document
    from graphkit.selection import Choice

_SIGNS = "+:*?[,\"' "
FORMATS = ("text", "json", "markdown")

_folders = click.option(
    "--in", "paths", multiple=True, type=click.Path(), metavar="PATH", help="Where the agents are; may be repeated."
)


@dataclass(frozen=True, slots=True)
class Ask:
    """One question: the command, where the agents are, which of them count, and how the answer is to look."""

    command: str
    settings: Settings
    paths: tuple[str, ...]
    fmt: str
    color: str
    choice: Choice

    def config(self) -> Config:
        """Return the settings of the run."""
        return self.settings.load()

    def graph(self) -> AgentGraph:
        """Return the graph of the chosen agents. Raises GraphkitError when there is nobody."""
        from graphkit import pipeline, selection
        from graphkit.support.errors import UsageError

        config = self.config()
        graph = pipeline.load(config, self.paths)
        if self.choice.is_everything:
            return graph
        keep = pipeline.select_agents(graph, config, self.choice)
        if not keep:
            raise UsageError("the selection holds no agent. Widen --select, or narrow --exclude.")
        return selection.narrow(graph, keep)

    def report(self) -> Report:
        """Return the graph with its findings. Raises GraphkitError when there is nobody."""
        from graphkit import pipeline

        return pipeline.run(self.config(), self.paths)

    def tell(self, value: object, *documents: Document) -> None:
        """Write the answer in the form that was asked for: the value for programs, the documents for people."""
        from graphkit.cli.terminal import style
        from graphkit.reporters import answer_json, document_markdown, document_text

        if self.fmt == "json":
            deliver(answer_json.write(self.command, value), None)
            return
        form = document_markdown if self.fmt == "markdown" else document_text
        shown = style("never" if self.fmt == "markdown" else self.color)
        deliver("\n".join(form.write(document, shown) for document in documents), None)


def meant(report: Report, name: str) -> list[str]:
    """Return the agents that an argument means: one by its name, or those of a selection.

    Raises UsageError for a name that is unknown or that several bear, SelectionError for a bad selection.
    """
    from graphkit import selection
    from graphkit.analysis.agent_lookup import agents_named, outsider_named, resolve_node

    if agents_named(report.graph, name) or outsider_named(report.graph, name) or not any(s in _SIGNS for s in name):
        return [resolve_node(report.graph, name)]
    choice = choosing.choice(name)
    found = selection.select(report.graph, choice, lambda: report.live, report.rules)
    if not found:
        from graphkit.support.errors import UsageError

        raise UsageError(f"the selection `{name}` holds no agent.")
    return sorted(found)


def relation(graph: AgentGraph, name: str) -> str:
    """Return the relation of that name. Raises UsageError, with the nearest, if there is none."""
    from graphkit.analysis.agent_lookup import resolve_relation

    return resolve_relation(graph, name)


def about_agents(command: Callable[..., Any]) -> Callable[..., Any]:
    """Make a command that takes names of agents: the definitions come from `--in`."""
    return configurable(_folders(_asking(command, FORMATS)))


def about_paths(command: Callable[..., Any]) -> Callable[..., Any]:
    """Make a command that takes paths, and may be restricted to some agents."""
    return about_paths_as(*FORMATS)(command)


def about_paths_as(*formats: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Make a command as `about_paths` does, with other forms of an answer."""

    def made(command: Callable[..., Any]) -> Callable[..., Any]:
        return options.paths(configurable(choosing.select(choosing.exclude(_asking(command, formats)))))

    return made


def about_commits(command: Callable[..., Any]) -> Callable[..., Any]:
    """Make a command that takes paths, and looks at all agents that ever were there."""
    return options.paths(configurable(_asking(command, FORMATS)))


def about_paths_for_files(command: Callable[..., Any]) -> Callable[..., Any]:
    """Make a command as `about_paths` does that writes files: it has formats of its own."""

    @functools.wraps(command)
    def asked(settings: Settings, paths: tuple[str, ...], wanted: str | None, unwanted: str | None, **own: Any) -> Any:
        ask = Ask(command.__name__, settings, paths, "file", "never", choosing.choice(wanted, unwanted))
        return command(ask=ask, **own)

    return options.paths(configurable(choosing.select(choosing.exclude(asked))))


def _asking(command: Callable[..., Any], formats: tuple[str, ...]) -> Callable[..., Any]:
    """Collect the common options into one `Ask`; a failure is told in JSON too when that was asked for."""
    name = command.__name__.replace("_", "-")

    @click.option("--format", "fmt", type=click.Choice(formats), default=formats[0], show_default=True)
    @options.color
    @functools.wraps(command)
    def asked(*args: Any, settings: Settings, paths: tuple[str, ...], fmt: str, color: str, **others: Any) -> Any:
        from graphkit.support.errors import GraphkitError

        choice = choosing.choice(others.pop("wanted", None), others.pop("unwanted", None))
        try:
            return command(*args, ask=Ask(name, settings, paths, fmt, color, choice), **others)
        except GraphkitError as error:
            if fmt == "json":
                from graphkit.reporters import answer_json

                deliver(answer_json.failure(name, str(error)), None)
            raise

    return asked
