"""The rules on the terminal: the catalogue as a table, and the page of one rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.reporters import rule_page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from graphkit.model.findings import Rule
    from graphkit.reporters.rule_page import File
    from graphkit.reporters.style import Style


def table(rules: Sequence[Rule], style: Style) -> str:
    """Return one line a rule: code, severity, name and what it reports."""
    wide = max((len(rule.name) for rule in rules), default=0)
    lines = [
        f"{style.paint('strong', rule.code)}  {style.paint(rule.severity.value, f'{rule.severity.value:<7}')}  "
        f"{rule.name:<{wide}}  {style.paint('faint', rule.summary)}"
        for rule in rules
    ]
    return "\n".join([*lines, "", "`graphkit rule CODE` shows why a rule exists, what to do, and examples."]) + "\n"


def page(rule: Rule, style: Style) -> str:
    """Return all that is known of a rule: what, why and remedy, its options, examples, and how to silence it."""
    severity = rule.severity.value
    head = f"{style.paint('strong', f'{rule.code} {rule.name}')} ({style.paint(severity, severity)})"
    parts = [head, rule.doc]
    if rule.options:
        lines = [f"  {name}: {doc}" for name, doc in rule_page.options(rule)]
        parts.append("\n".join([style.paint("strong", "Options:"), *lines]))
    for example in rule.examples:
        for title, role, side in (("Reported:", "error", example.bad), ("Fine:", "good", example.good)):
            parts.append("\n".join([style.paint(role, title), *_files(rule_page.files(side, example.config), style)]))
    lines = [f"  {way.scope}, {way.place}:\n    {way.code}" for way in rule_page.ways(rule)]
    parts.append("\n".join([style.paint("strong", "To silence it:"), *lines]))
    return "\n\n".join(parts) + "\n"


def _files(files: Iterable[File], style: Style) -> Iterator[str]:
    for name, lines in files:
        yield style.paint("place", f"  {name}")
        yield from (f"    {line}".rstrip() for line in lines)
