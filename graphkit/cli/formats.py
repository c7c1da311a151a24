"""`check --format FORMAT[=FILE]`, repeatable: each output goes to its own place."""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from graphkit.cli.options import format_for, text_suffixes
from graphkit.reporters import CHECK, EDITS, MARKS, QUOTING
from graphkit.support.errors import GraphkitError
from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from click.shell_completion import CompletionItem

    from graphkit.model.report import Report
    from graphkit.reporters.style import Style


class Output(NamedTuple):
    """A format, and the file that takes it, as its whole content or at its end; None is standard output."""

    fmt: str
    file: str | None = None
    appended: bool = False


class _OutputType(click.ParamType):  # type: ignore[type-arg]  # generic in new versions of click only
    name = "format"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:  # noqa: ARG002 - the signature of click
        return "FORMAT[=FILE]"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Output:
        if isinstance(value, Output):
            return value
        fmt, equals, file = str(value).partition("=")
        if fmt not in CHECK:
            self.fail(f"{fmt!r} is not one of {', '.join(CHECK)}.", param, ctx)
        if equals and not file:
            self.fail(f"{value!r} names no file after the equals sign.", param, ctx)
        return Output(fmt, None if file in ("", "-") else file)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        return click.Choice(tuple(CHECK)).shell_complete(ctx, param, incomplete)


def _distinct(ctx: click.Context, param: click.Parameter, value: tuple[Output, ...]) -> tuple[Output, ...]:
    taken = set()
    for output in value:
        place = output.file and os.path.normcase(os.path.realpath(output.file))  # `./x.json` is `x.json`
        if place in taken:
            where = output.file or "standard output"
            raise click.BadParameter(f"two formats go to {where}; name a file: --format sarif=out.sarif.", ctx, param)
        taken.add(place)
    return value


outputs = click.option(
    "--format",
    "outputs",
    type=_OutputType(),
    multiple=True,
    default=[Output("text")],
    callback=_distinct,
    help=f"One of {', '.join(CHECK)}; with =FILE to a file. May be given several times.  [default: text]",
)


def outputs_of(outputs: tuple[Output, ...], file: str | None) -> tuple[Output, ...]:
    """Return the outputs with `-o FILE` applied: the file of the one format that has none of its own."""
    if file in (None, "-"):
        return outputs
    without_file = [output for output in outputs if output.file is None]
    if not without_file:
        raise click.UsageError("each --format has a file of its own; leave out -o.")
    named = click.get_current_context().get_parameter_source("outputs") is ParameterSource.COMMANDLINE
    fmt = without_file[0].fmt if named else format_for(None, file, text_suffixes(tuple(CHECK)), "text")
    return tuple(Output(fmt, file) if output.file is None else output for output in outputs)


@contextmanager
def failures_as_json(outputs: Sequence[Output]) -> Iterator[None]:
    """Write the error of a failed run as JSON too, wherever JSON was asked for."""
    try:
        yield
    except GraphkitError as error:
        from graphkit.cli.output import deliver
        from graphkit.reporters import json_v1

        for output in outputs:
            if output.fmt == "json":
                deliver(
                    json_v1.failure("\n".join((str(error), *error.evidence)), getattr(error, "skipped", ())),
                    output.file,
                )
        raise


def with_summary(outputs: Sequence[Output]) -> tuple[Output, ...]:
    """Return the outputs; with `github` also the summary of the job, if there is one."""
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if summary and any(output.fmt == "github" for output in outputs):
        return (*outputs, Output("markdown", summary, appended=True))
    return tuple(outputs)


def texts(outputs: Sequence[Output], styles: Sequence[Style], report: Report) -> tuple[str, ...]:
    """Return the content of each output."""
    from graphkit.reporters import reporter
    from graphkit.reporters.source_lines import quote

    written = {output.fmt for output in outputs}
    if written & (EDITS | MARKS) and any(finding.repairs for finding in report.live):
        from graphkit.fixes.document import load_here
        from graphkit.fixes.plan import with_edits

        report = replace(report, live=with_edits(report.live, load_here, by_command=written.isdisjoint(EDITS)))
    if any(output.fmt in QUOTING for output in outputs):
        report = quote(report)
    formats = [reporter(CHECK.get(output.fmt, output.fmt)) for output in outputs]
    return tuple(fmt.write(report, style) for fmt, style in zip(formats, styles, strict=True))


def deliver_all(outputs: Sequence[Output], texts: Sequence[str]) -> None:
    """Write every output to its place."""
    from graphkit.cli.output import deliver

    for output, text in zip(outputs, texts, strict=True):
        if output.appended:
            _append(Path(output.file or os.devnull), text)
        else:
            deliver(text, output.file)


def _append(path: Path, text: str) -> None:
    """Append to the job summary of other steps; it is an extra, so a failure is only reported."""
    try:
        with path.open("a", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
            file.write(text)
    except OSError as error:
        click.echo(f"graphkit: warning: GITHUB_STEP_SUMMARY cannot be written: {error.strerror or error}", err=True)
