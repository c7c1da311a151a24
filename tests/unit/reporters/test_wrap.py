"""Lines that fit on a terminal."""

from __future__ import annotations

from graphkit.git.compare import compare
from graphkit.model.findings import Severity
from graphkit.reporters import diff_text, document_text, statistics, text
from graphkit.reporters.document import Document, Section, Untrusted, points, table
from graphkit.reporters.style import Style, columns, shorten, wrap
from tests.unit.graphs import graph
from tests.unit.reporters.reports import finding, report

PAIR = graph(["a", "b"], [("a", "b")])
RED, END = "\x1b[31m", "\x1b[0m"


def test_a_line_is_wrapped_between_words() -> None:
    """Later lines hang; no word is broken, and none begins at the left edge."""
    assert wrap("  hint: one two three", 12, 4) == "  hint: one\n    two\n    three"
    assert wrap("a-word-that-is-longer than the line", 10, 2) == "a-word-that-is-longer\n  than the\n  line"


def test_colours_have_no_width() -> None:
    """A coloured text is as wide as what is seen; a Chinese character takes two columns."""
    assert columns(f"{RED}ab{END}") == 2
    assert columns("\u6f22a") == 3
    assert wrap(f"{RED}one two{END}", 7, 2) == f"{RED}one two{END}"


def test_without_a_terminal_nothing_is_wrapped() -> None:
    """Without a width the line is what it was."""
    assert wrap("one two three", None, 4) == "one two three"


def test_shorten() -> None:
    """A text that does not fit ends with the sign that something is missing."""
    assert shorten("abcdef", 4, "...") == "a..."
    assert shorten("abc", 3, "...") == "abc"
    assert columns(shorten("\u6f22\u6f22\u6f22", 5, ".")) <= 5


ANSWER = Document(
    ("Title of an answer",),
    sections=(
        Section(
            "Table", table(("What", "Where"), [("one", Untrusted("agents/a-long-path/to-a-file.md:14:5", "faint"))])
        ),
        Section("Points", points([("a point whose words do not all fit on one line",)])),
    ),
)


def test_a_table_loses_the_end_of_its_last_column() -> None:
    """On a terminal each row stays one line; in a pipe nothing is left out."""
    shown = document_text.write(ANSWER, Style(wrap=30))
    assert max(map(columns, shown.splitlines())) <= 30
    assert "\u2026" in shown
    assert "to-a-file.md:14:5" in document_text.write(ANSWER, Style())
    assert "\n      all fit on one line" in shown


def test_above_fifty_blocks_a_terminal_shows_the_worst() -> None:
    """The errors are among them, and the last line says how to see all; a pipe and -v show all."""
    many = [finding(line=line) for line in range(1, 60)] + [finding(line=99, severity=Severity.ERROR)]
    outcome = report(PAIR, *many)
    shown = text.write(outcome, Style(wrap=80))
    assert shown.count("GK999 invented: ") == 50
    assert "error GK999" in shown
    assert "and 10 more blocks" in shown
    assert text.write(outcome, Style()).count("GK999 invented: ") == 60
    assert text.write(outcome, Style(wrap=80, verbose=True)).count("GK999 invented: ") == 60


def test_a_terminal_gets_a_tally() -> None:
    """The rules with their counts come last before the summary, on a terminal only."""
    outcome = report(PAIR, finding(line=1), finding(line=2))
    assert "By rule\n  2  GK999  invented  warning\n\n" in text.write(outcome, Style(wrap=80))
    assert "By rule" not in text.write(outcome, Style())


def test_a_table_of_numbers_shortens_titles() -> None:
    """A number that lacks its end is another one, and what stands on the left says what the row is about."""
    rows = [(f"2026-01-0{day}", "1234", "56", "a subject of many words") for day in (1, 2)]
    head = ("Day", "Escalation", "Errors", "Subject")
    answer = Document(title=("History",), sections=(Section("Rows", table(head, rows)),))
    assert document_text.write(answer, Style(wrap=34)).splitlines()[-3:] == [
        "  Day         Escalat…  Er…  Subj…",
        "  2026-01-01      1234   56  a su…",
        "  2026-01-02      1234   56  a su…",
    ]
    assert "Escalation" in document_text.write(answer, Style(wrap=45))


def test_changes_and_counts_are_wrapped() -> None:
    """`diff` and `--statistics` write long lines too."""
    old, new = graph(["a"], []), graph(["a", "b", "c"], [("a", "b", "escalation"), ("c", "b", "parallel")])
    shown = diff_text.write(compare(report(old), report(new)), Style(wrap=30))
    assert max(map(columns, shown.splitlines())) <= 30
    assert "\n  + a -> b: escalation\n      agents/a.md:3:5\n" in shown.replace("→", "->")
    counted = statistics.write(report(new, finding("x")), Style(wrap=30))
    assert max(map(columns, counted.splitlines())) <= 30
