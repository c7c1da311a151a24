"""`graphkit config`: every setting, its value and where it was set."""

from __future__ import annotations

import click

from graphkit.cli import options
from graphkit.cli.options import format_for, format_option, text_suffixes
from graphkit.cli.settings import Settings, configurable

_FORMATS = ("text", "json")


@click.command(
    epilog="""\b
Examples:
  graphkit config                     the settings in this folder
  graphkit config --isolated          the defaults""",
)
@configurable
@format_option(_FORMATS)
@options.output
def config(settings: Settings, fmt: str | None, output: str | None) -> None:
    """Show every key of the configuration with its value, and the file and line that set it.

    Every mistake of a wrong configuration is reported, with exit status 2. `graphkit schema config` prints the JSON
    Schema of the configuration, for editors.
    """
    from graphkit import rules, triage
    from graphkit.cli.output import deliver
    from graphkit.config import display
    from graphkit.reporters import answer_json
    from graphkit.support import escape

    values = settings.read()
    triage.validate(values, rules.catalogue())
    if format_for(fmt, output, text_suffixes(_FORMATS), "text") == "json":
        deliver(answer_json.write("config", display.settings(values)), output)
    else:
        deliver("".join(f"{escape.terminal(line)}\n" for line in display.shown(values)), output)
