"""Text output of `check`: the place, what is wrong, the line with a caret, the other places, and the hint."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from graphkit.reporters import wording
from graphkit.reporters.blocks import blocks as blocks_of
from graphkit.reporters.source_lines import excerpt
from graphkit.reporters.style import wrap
from graphkit.support import escape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.model.report import Report
    from graphkit.model.spans import Span
    from graphkit.reporters.blocks import Block
    from graphkit.reporters.style import Style

_RELATED = 8
"""Other places of a block on a terminal: a cycle of fifty hops must not hide its neighbours."""

_MOST = 50
"""Blocks on a terminal, the most severe ones."""


def write(report: Report, style: Style) -> str:
    """Return all findings that the style lets through, and the summary line."""
    everything = blocks_of(report.graph, filter(style.shows, report.live))
    shown = everything if style.wrap is None or style.verbose else _worst(everything)
    blocks = ["\n".join(_block(block, report, style)) for block in shown]
    if len(shown) < len(everything):
        rest = f"and {len(everything) - len(shown)} more blocks, none more severe; -v, a pipe or -o FILE shows all"
        blocks.append(wrap(style.paint("hint", rest), style.wrap, 2))
    if style.verbose and (report.graph.skipped or report.graph.survey.others):
        blocks.append("\n".join(_skipped(report, style)))
    if len(report.graph.by_root()) > 1:
        blocks.append("\n".join(_roots(report, style)))
    if style.wrap is not None and sum(len(block.findings) for block in everything) > 1:
        blocks.append("\n".join([style.paint("strong", "By rule"), *(f"  {row}" for row in tally(report, style))]))
    return "\n\n".join([*blocks, wrap(summary(report, style), style.wrap, 2)]) + "\n"


def _worst(blocks: list[Block]) -> list[Block]:
    """Return the most severe blocks, in their order."""
    ranked = sorted(range(len(blocks)), key=lambda number: -blocks[number].severity.weight)
    return [blocks[number] for number in sorted(ranked[:_MOST])]


def _block(block: Block, report: Report, style: Style) -> Iterator[str]:
    severity = block.severity.value
    kind = style.paint(severity, f"{severity} {block.code}")
    message = style.paint("strong", escape.terminal(block.message))
    mark = " " + style.paint("hint", f"[{block.repaired_by}]") if block.repaired_by else ""
    yield wrap(f"{_place(block.span, style)}: {kind} {block.name}: {message}{mark}", style.wrap, 4)
    places = block.places if style.verbose or style.wrap is None else block.places[:_RELATED]
    numbers = [block.span.line, *(label.span.line for label in places)]
    gutter = len(str(max(numbers))) + 2
    yield from _source(block.span, severity, report, style, gutter)
    for label in places:
        yield wrap(f"  {_place(label.span, style)}: {escape.terminal(label.message)}", style.wrap, 4)
        if block.excerpts and label.span != block.span:
            yield from _source(label.span, "info", report, style, gutter)
    if len(places) < len(block.places):
        yield f"  and {wording.count(len(block.places) - len(places), 'more place')} (-v shows them)"
    if block.hint:
        yield wrap(f"  {style.paint('hint', 'hint:')} {escape.terminal(block.hint)}", style.wrap, 8)


def tally(report: Report, style: Style) -> list[str]:
    """Return one line for each broken rule and severity, the most frequent first."""
    found = Counter((finding.code, finding.name, finding.severity) for finding in report.live if style.shows(finding))
    wide = max((len(str(number)) for number in found.values()), default=0)
    long = max((len(name) for _, name, _ in found), default=0)
    paint = style.paint
    return [
        f"{number:>{wide}}  {paint('strong', code)}  {name:<{long}}  {paint(severity.value, severity.value)}"
        for (code, name, severity), number in sorted(found.items(), key=lambda item: (-item[1], item[0]))
    ]


def _source(span: Span, role: str, report: Report, style: Style, gutter: int) -> Iterator[str]:
    text = report.lines.get((span.path, span.line), "")
    if not text.strip():
        return
    shown = excerpt(text, span.column, span.width, max(20, style.width - gutter - 3), style.glyphs.cut)
    yield f"{style.paint('faint', f'{span.line:>{gutter}} |')} {escape.terminal(shown.line)}"
    carets = shown.carets.lstrip(" ")
    indent = " " * (len(shown.carets) - len(carets))
    yield f"{style.paint('faint', ' ' * gutter + ' |')} {indent}{style.paint(role, carets)}"


def _place(span: Span, style: Style) -> str:
    return style.paint("place", escape.terminal(str(span)))


def _skipped(report: Report, style: Style) -> Iterator[str]:
    rows = {skipped.path: skipped.reason for skipped in report.graph.skipped}
    rows |= {other.path: other.reason for other in report.graph.survey.others}
    yield style.paint("strong", f"{wording.count(len(rows), 'file')} without an agent:")
    for path, reason in sorted(rows.items()):
        yield wrap(f"  {style.paint('place', escape.terminal(path))}: {escape.terminal(reason)}", style.wrap, 4)


def _roots(report: Report, style: Style) -> Iterator[str]:
    from graphkit.reporters import roots

    found = roots.counts(report)
    shown = found if style.verbose else roots.largest(found)
    yield style.paint("strong", f"{len(found)} roots, each a graph of its own (--merge makes one of them):")
    for one in shown:
        words = f"{wording.count(one.agents, 'agent')}, {wording.edges(one.edges)}"
        faults = ", ".join(wording.severities(one.findings))
        yield wrap(f"  {style.paint('place', escape.terminal(one.root))}: {words}: {faults}", style.wrap, 4)
    if len(shown) < len(found):
        yield f"  and {len(found) - len(shown)} more (-v shows them)"


def summary(report: Report, style: Style) -> str:
    """Return the last line: how much was read, and how much of it is wrong."""
    found = report.stats.findings
    parts = [
        style.paint(severity if number else "faint", words)
        for (severity, number), words in zip(found.items(), wording.severities(found), strict=True)
    ]
    hidden = any(finding.severity.weight < style.lowest.weight for finding in report.live)
    more = " (-v shows them)" if hidden else ""
    return f"{wording.size(report.stats)}: {', '.join(parts)}{more}{let_pass(report)}{_repairable(report)}"


def _repairable(report: Report) -> str:
    """Return how many of the findings `graphkit fix` repairs; `--all` repairs the safe ones too."""
    commands = Counter(finding.repaired_by for finding in report.live)
    safe, decided = commands["fix"], commands["fix --all"]
    parts = [f"{safe} can be repaired with `graphkit fix`"] if safe else []
    parts += [f"{safe + decided} {'' if safe else 'can be repaired '}with `graphkit fix --all`"] if decided else []
    return f"; {', '.join(parts)}" if parts else ""


def let_pass(report: Report) -> str:
    """Return a line about what is not shown, so that it is not taken for gone."""
    ignored = f", {len(report.suppressed)} suppressed" if report.suppressed else ""
    known = f", {len(report.baselined)} known" if report.baselined or report.stale else ""
    stale = f", {wording.gone(len(report.stale))} (graphkit baseline --prune)" if report.stale else ""
    return f"{ignored}{known}{stale}"
