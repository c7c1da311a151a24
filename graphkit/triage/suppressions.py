"""Ignores in the files: what they excuse, and those that excuse nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from graphkit.model.findings import Finding, bounded
from graphkit.support.records import NamedTuple
from graphkit.triage.rule_selection import nearest, wanted, weighed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graphkit.model.findings import InlineIgnore
    from graphkit.model.graph import AgentGraph
    from graphkit.triage.rule_selection import Policy

UNUSED = ("GK901", "unused-ignore")


class _Excuse(NamedTuple):
    """One rule of one ignore: the code, or None if there is no such rule."""

    ignore: InlineIgnore
    said: str
    code: str | None


def excuse(graph: AgentGraph, findings: list[Finding], policy: Policy) -> tuple[list[Finding], list[Finding]]:
    """Return what is left and what is excused; an ignore that excuses nothing is a finding of its own.

    An ignore counts at every place of a finding: a cycle can be excused at any of its edges.
    """
    names = policy.chosen.names
    excuses = [_Excuse(one, said, names.get(said.casefold())) for one in graph.ignores for said in one.rules]
    index: dict[tuple[str, str, int | None], _Excuse] = {}
    for one in excuses:
        if one.code and (one.ignore.reason or not policy.require_reason):
            index.setdefault((one.code, one.ignore.span.path, one.ignore.line), one)
    used: set[tuple[str, str, int | None]] = set()
    live, suppressed = [], []
    for finding in findings:
        found = [index[key] for key in _keys(finding) if key in index]
        used.update(key for key in _keys(finding) if key in index)
        if found:
            suppressed.append(replace(finding, suppressed=True, excuse=found[0].ignore.reason))
        else:
            live.append(finding)
    first = {id(one) for key, one in index.items() if key in used}
    unused = [one for one in excuses if id(one) not in first]
    return live + list(bounded(_unused(unused, policy))), suppressed


def _keys(finding: Finding) -> Iterator[tuple[str, str, int | None]]:
    for span in (finding.span, *(label.span for label in finding.related)):
        yield finding.code, span.path, span.line
        yield finding.code, span.path, None


def _unused(excuses: Iterable[_Excuse], policy: Policy) -> Iterator[Finding]:
    """Yield a finding for each; a rule that is switched off cannot be blamed on the ignore."""
    chosen = policy.chosen
    for one in excuses:
        path = one.ignore.span.path
        if wanted(UNUSED[0], path, chosen) and (one.code is None or wanted(one.code, path, chosen)):
            message, hint = _words(one, policy)
            found = Finding(
                message, one.ignore.span, hint=hint, code=UNUSED[0], name=UNUSED[1], subject=one.said
            )  # fmt: skip
            yield weighed(found, chosen)


def _words(one: _Excuse, policy: Policy) -> tuple[str, str]:
    if one.code is None:
        meant = nearest(one.said, policy.chosen.names)
        return f"this ignore names a rule `{one.said}` that does not exist", meant[0].upper() + meant[1:]
    if policy.require_reason and not one.ignore.reason:
        hint = f"Say why after the bracket: `ignore[{one.said}] because ...`."
        return f"this ignore of {one.code} gives no reason, so it suppresses nothing", hint
    where = "in this file" if one.ignore.line is None else "there"
    return f"this ignore of {one.code} suppresses nothing: no such finding {where}", f"Remove `{one.said}` from it."
