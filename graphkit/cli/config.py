"""`graphkit config`: every setting, its value and where it was set."""

from __future__ import annotations

import click

from graphkit.cli import options
from graphkit.cli.settings import Settings, configurable


@click.command(
    epilog="""\b
Examples:
  graphkit config                     the settings in this folder
  graphkit config --isolated          the defaults""",
)
@configurable
@options.output
def config(settings: Settings, output: str | None) -> None:
    """Show every key of the configuration with its value, and the file and line that set it.

    Every mistake of a wrong configuration is reported, with exit status 2. `graphkit schema config` prints the JSON
    Schema of the configuration, for editors.
    """
    from graphkit import rules, triage
    from graphkit.cli.output import deliver
    from graphkit.config.display import shown
    from graphkit.support import escape

    values = settings.read()
    triage.validate(values, rules.catalogue())
    deliver("".join(f"{escape.terminal(line)}\n" for line in shown(values)), output)
