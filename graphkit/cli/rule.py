"""`graphkit rule`: the catalogue of rules, and the explanation of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from graphkit.cli import options
from graphkit.cli.options import format_for, format_option, text_suffixes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graphkit.model.findings import Rule

_FORMATS = ("text", "json", "markdown")


@click.command(
    epilog="""\b
Examples:
  graphkit rule                     the catalogue
  graphkit rule GK201               one rule: why, what to do, examples
  graphkit rule cycle               the rules about cycles""",
)
@click.argument("word", required=False)
@format_option(_FORMATS)
@options.output
@options.color
def rule(word: str | None, fmt: str | None, output: str | None, color: str) -> None:
    """List all rules, or explain one: WORD is its code (GK101), its name (missing-target), or a word of its name."""
    from graphkit import rules
    from graphkit.cli.output import deliver

    form = format_for(fmt, output, text_suffixes(_FORMATS), "text")
    catalogue = rules.catalogue()
    named = rules.find(word) if word is not None else None
    listed = catalogue if word is None else [named] if named else _about(word, catalogue)
    if not listed:
        raise click.UsageError(_unknown(word or "", catalogue))
    deliver(_written(listed, form, color, whole=len(listed) == 1, to_file=output not in (None, "-")), output)


def _about(word: str, catalogue: Sequence[Rule]) -> list[Rule]:
    """Return the rules whose code begins with a word, or whose name contains it."""
    wanted = "-".join(word.casefold().split())
    forms = {wanted, wanted.removesuffix("s"), wanted.removesuffix("es")} - {""}
    return [
        rule for rule in catalogue
        if any(rule.code.casefold().startswith(form) or form in rule.name for form in forms)
    ]  # fmt: skip


def _written(listed: Sequence[Rule], form: str, color: str, *, whole: bool, to_file: bool) -> str:
    from graphkit.cli.terminal import style
    from graphkit.reporters import answer_json, rule_markdown, rule_text

    if form == "json":
        return answer_json.write("rule", listed, "rules")
    if form == "markdown":
        return rule_markdown.page(listed[0]) if whole else rule_markdown.index(listed)
    shown = style(color, file=to_file)
    return rule_text.page(listed[0], shown) if whole else rule_text.table(listed, shown)


def _unknown(word: str, catalogue: Sequence[Rule]) -> str:
    from graphkit.model.suggestions import nearest_name

    known = {name: rule for rule in catalogue for name in (rule.code.casefold(), rule.name)}
    near = known.get(nearest_name(word.casefold(), known) or "")
    advice = f"Did you mean {near.code} ({near.name})?" if near else "`graphkit rule` lists them all."
    return f"there is no rule {word}. {advice}"
