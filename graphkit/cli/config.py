"""`graphkit config`: what holds, and where it was said."""

from __future__ import annotations

import click

from graphkit.cli.settings import Settings, configurable


@click.command(
    epilog="""\b
Examples:
  graphkit config                                      what holds here
  graphkit config --schema > graphkit-config.schema.json   for editors""",
)
@configurable
@click.option("--schema", is_flag=True, help="Print the JSON Schema of the configuration instead.")
def config(settings: Settings, schema: bool) -> None:
    """Show every key of the configuration with its value, and the file and line that set it.

    A wrong configuration is told with all that is wrong, exit status 2.
    """
    import json

    from graphkit import rules, triage
    from graphkit.cli.output import deliver
    from graphkit.support import escape

    if schema:
        from graphkit.config.schema import schema as whole

        deliver(json.dumps(whole(), indent=2) + "\n", None)
        return
    from graphkit.config.display import shown

    found = settings.read()
    triage.validate(found, rules.catalogue())
    deliver("".join(f"{escape.terminal(line)}\n" for line in shown(found)), None)
