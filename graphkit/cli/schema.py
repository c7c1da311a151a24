"""`graphkit schema`: the contract of the JSON output."""

from __future__ import annotations

import click


@click.command(
    epilog="""\b
Examples:
  graphkit schema > graphkit.schema.json
  graphkit schema | jq '."$defs".finding'""",
)
def schema() -> None:
    """Print the JSON Schema (draft 2020-12) that `check --format json` and `report --format json` obey."""
    from importlib.resources import files

    from graphkit.cli.output import deliver
    from graphkit.reporters.json_v1 import SCHEMA

    deliver(files("graphkit.reporters").joinpath(SCHEMA).read_text(encoding="utf-8"), None)
