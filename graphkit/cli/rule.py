"""`graphkit rule`: the rules, explained."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from graphkit.cli import options

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graphkit.model.findings import Rule


@click.command(
    epilog="""\b
Examples:
  graphkit rule                     the catalogue
  graphkit rule GK201               one rule: why, what to do, examples""",
)
@click.argument("code", required=False)
@options.color
def rule(code: str | None, color: str) -> None:
    """List all rules, or explain the one of that CODE (GK101) or name (missing-target)."""
    from graphkit import rules
    from graphkit.cli.output import deliver
    from graphkit.cli.terminal import style
    from graphkit.reporters import rule_text

    if code is None:
        deliver(rule_text.table(rules.catalogue(), style(color)), None)
        return
    found = rules.find(code)
    if found is None:
        raise click.UsageError(_unknown(code, rules.catalogue()))
    deliver(rule_text.page(found, style(color)), None)


def _unknown(code: str, rules: Sequence[Rule]) -> str:
    from difflib import get_close_matches

    from graphkit.support import escape

    known = {name: rule for rule in rules for name in (rule.code.casefold(), rule.name)}
    near = [known[name] for name in get_close_matches(code.casefold(), known, 1)]
    meant = f"Did you mean {near[0].code} ({near[0].name})?" if near else "`graphkit rule` lists them all."
    return f"There is no rule {escape.terminal(code)}. {meant}"
