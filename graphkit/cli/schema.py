"""`graphkit schema`: the JSON Schema of the output, or of the configuration."""

from __future__ import annotations

import click

from graphkit.cli import options


@click.command(
    epilog="""\b
Examples:
  graphkit schema -o graphkit.schema.json
  graphkit schema config -o graphkit-config.schema.json    for editors""",
)
@click.argument("subject", type=click.Choice(("output", "config")), default="output", metavar="[output|config]")
@options.output
def schema(subject: str, output: str | None) -> None:
    """Print the JSON Schema of the output (`check --format json`, `report --format json`), or of graphkit.toml."""
    import json
    from importlib.resources import files

    from graphkit.cli.output import deliver
    from graphkit.config.schema import schema as configuration
    from graphkit.reporters.json_v1 import SCHEMA

    if subject == "config":
        deliver(json.dumps(configuration(), indent=2) + "\n", output)
    else:
        deliver(files("graphkit.reporters").joinpath(SCHEMA).read_text(encoding="utf-8"), output)
