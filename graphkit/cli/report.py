"""`graphkit report`: describe the team: hierarchy, authorities, cycles, orphans."""

from __future__ import annotations

from dataclasses import replace

import click

from graphkit.cli import options
from graphkit.cli.options import agents_options, choice, format_for, format_option, restrict, text_suffixes
from graphkit.cli.section import deliver_section, section_options
from graphkit.cli.settings import Settings, configurable
from graphkit.reporters import REPORT

_PAGE = " For a page or a picture there is graphkit render."


@click.command(
    epilog="""\b
Examples:
  graphkit report agents/                the hierarchy and its problems, to read
  graphkit report agents/ -o report.md   the same as a document
  graphkit report agents/ --format roster -o README.md --between '<!-- graphkit:start -->' '<!-- graphkit:end -->'
                                         a section of a document, kept current""",
)
@options.paths
@configurable
@agents_options()
@format_option(tuple(REPORT))
@options.output
@section_options
@options.color
def report(
    settings: Settings,
    paths: tuple[str, ...],
    wanted: str | None,
    unwanted: str | None,
    fmt: str | None,
    output: str | None,
    between: tuple[str, str] | None,
    check: bool,
    color: str,
) -> None:
    """Describe the agents below PATHS (files or folders).

    Counts per level and relation, the escalation hierarchy, final authorities, cycles, orphans, missing targets and
    one-sided pairs. JSON contains the whole graph with all findings, the roster is a Markdown table of the agents.
    Findings do not change the exit status; a stale document does with --check.
    """
    from graphkit import selection
    from graphkit.cli.run import run
    from graphkit.cli.terminal import style
    from graphkit.reporters import reporter

    form = format_for(fmt, output, text_suffixes(tuple(REPORT)), "text", _PAGE)
    to_file = output is not None and output != "-"
    whole = run(settings, paths, form, output)
    if form != "json":
        whole = selection.part(whole, around=False)
    part = restrict(whole, choice(wanted, unwanted), form, output)
    if form == "json":
        from graphkit.fixes.document import load_here
        from graphkit.fixes.plan import with_edits

        part = replace(part, live=with_edits(part.live, load_here))
    deliver_section(reporter(REPORT[form]).write(part, style(color, file=to_file)), output, between, check)
