"""The pages of the rules."""

from __future__ import annotations

from graphkit.model.findings import Example, Rule, Severity
from graphkit.reporters import rule_text
from graphkit.reporters.style import Style
from tests.unit.reporters.reports import tagged

RULE = Rule(
    "GK998", "sample-rule", Severity.ERROR, "A sample.", "A sample.\n\nWhy and what to do.",
    (Example(bad={"a": "level: x", "b.md": b"\xff\x00raw"}, good={"a": "level: y\ntools: []"}),),
)  # fmt: skip


def test_the_table_lines_up() -> None:
    """Columns stand below each other, and the way to a page is told."""
    short = Rule("GK997", "x", Severity.INFO, "Short.", "", ())
    assert rule_text.table([short, RULE], Style()).splitlines() == [
        "GK997  info     x            Short.",
        "GK998  error    sample-rule  A sample.",
        "",
        "`graphkit rule CODE` shows why a rule exists, what to do, and examples.",
    ]


def test_a_page_shows_examples_as_files() -> None:
    """Front matter is shown between its lines, a whole file as it is, bytes and controls as escapes."""
    assert rule_text.page(RULE, Style()) == (
        "GK998 sample-rule (error)\n\nA sample.\n\nWhy and what to do.\n\n"
        "Reported:\n  a.md\n    ---\n    level: x\n    ---\n  b.md\n    \\xff\\x00raw\n\n"
        "Fine:\n  a.md\n    ---\n    level: y\n    tools: []\n    ---\n\n"
        "To silence it:\n"
        "  Here, at the entry, or alone on the line above it:\n    # graphkit: ignore[GK998] why\n"
        "  In JSON, a key beside the entry, or a comment // at it:\n"
        '    "$comment": "graphkit: ignore[GK998] why"\n'
        "  In this file, in the body:\n    <!-- graphkit: ignore-file[GK998] why -->\n"
        '  Everywhere, in the configuration:\n    ignore = ["GK998"]\n'
    )


def test_a_page_is_painted() -> None:
    """What is reported is red, what is fine is green."""
    shown = rule_text.page(RULE, Style(paint=tagged))
    assert "<error:Reported:>" in shown
    assert "<good:Fine:>" in shown


def test_a_page_names_options_and_shows_their_file() -> None:
    """What a rule goes by is explained, and the example says how it was set; a rule about ignores is silenced only for all."""
    example = Example(bad={"a": "x: y"}, good={"a": "x: z"}, config='tops = ["a"]\n')
    made = Rule("GK901", "x", Severity.INFO, "Short.", "Short.", (example,), options=("tops",))
    shown = rule_text.page(made, Style())
    assert (
        "Options:\n  tops: The final authorities: every agent must reach one of them by escalation (GK403).\n" in shown
    )
    assert 'Reported:\n  graphkit.toml\n    tops = ["a"]\n  a.md\n' in shown
    assert shown.endswith('To silence it:\n  Everywhere, in the configuration:\n    ignore = ["GK901"]\n')
