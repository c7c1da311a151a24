"""The rules for people: the catalogue as a table, and the page of one rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit import escape

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from graphkit.model.findings import Rule
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
    """Return all that is known of a rule: what, why and remedy, then what it reports and what it lets pass."""
    severity = rule.severity.value
    head = f"{style.paint('strong', f'{rule.code} {rule.name}')} ({style.paint(severity, severity)})"
    parts = [head, rule.doc]
    for example in rule.examples:
        parts.append("\n".join([style.paint("error", "Reported:"), *_files(example.bad, style)]))
        parts.append("\n".join([style.paint("good", "Fine:"), *_files(example.good, style)]))
    return "\n\n".join(parts) + "\n"


def _files(files: Mapping[str, str | bytes], style: Style) -> Iterator[str]:
    for name, content in files.items():
        text = content if isinstance(content, str) else content.decode("utf-8", "backslashreplace")
        whole = "." in name
        yield style.paint("place", f"  {name}" if whole else f"  {name}.md")
        body = text.strip("\n").split("\n")
        for line in body if whole else ["---", *body, "---"]:
            yield f"    {escape.terminal(line)}".rstrip()
