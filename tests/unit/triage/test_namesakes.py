"""A baseline and agents whose ids are others today, because a namesake came, went or moved."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from graphkit import rules
from graphkit.config import Config
from graphkit.model.findings import BaselineEntry, Identity
from graphkit.triage import Policy, triage
from graphkit.triage.baseline import grown, pruned, renamed
from graphkit.triage.rule_selection import choose
from tests.unit.folders import OPS, WEB, judge, moved

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from graphkit.model.report import Report

Files = dict[str, str | bytes]

RING: Files = {"web/agents/a": "escalation_to: [b, lead]", "web/agents/b": "escalation_to: [a]"}
TEAM: Files = {**WEB, **RING}
CLEAN: Files = {
    **OPS,
    "ops/agents/a": "escalation_to: [b, lead]",
    "ops/agents/b": "escalation_from: [a]",
    "ops/agents/lead": "escalation_from: [dev, a]",
}


def known(report: Report, **more: str) -> list[BaselineEntry]:
    """Return the baseline of a run."""
    return [replace(entry, **more) for entry in grown([], report.live)]  # type: ignore[arg-type]


def check(report: Report, entries: Sequence[BaselineEntry]) -> Report:
    """Judge the same graph again with a baseline; what no longer occurs is an error."""
    chosen = choose(Config(), rules.catalogue())
    policy = Policy(chosen, known=tuple(entries), baseline="x.json", strict=True, today="2030-01-01")
    return triage(report.graph, report.live, (), policy)


def folders(report: Report) -> list[tuple[str, str]]:
    """Return the codes of what is live, with the folder in which it stands."""
    return sorted((found.code, found.span.path.partition("/")[0]) for found in report.live)


GAP: Files = {
    ".claude/agents/a": "name: a\ndescription: x\nescalation_to: [gone, b]",
    ".claude/agents/b": "name: b\ndescription: x",
}
DEEP = moved(TEAM, "web", "near/web")

OTHERS: list[tuple[str, Files, Files]] = [
    ("a namesake came", TEAM, {**TEAM, **CLEAN}),
    ("it went", {**TEAM, **CLEAN}, TEAM),
    ("the folder moved", {**TEAM, **CLEAN}, {**moved(TEAM, "web", "shop"), **CLEAN}),
    ("both folders moved", {**TEAM, **CLEAN}, {**moved(TEAM, "web", "shop"), **moved(CLEAN, "ops", "zoo")}),
    ("a third came whose path ends alike", {**DEEP, **CLEAN}, {**DEEP, **CLEAN, **moved(CLEAN, "ops", "far/web")}),
    ("another tool has an agent of the name that is missing", GAP, {**GAP, ".kiro/agents/gone": "name: gone"}),
    ("faults of both, and both moved", {**TEAM, **moved(TEAM, "web", "ops")}, {**moved(TEAM, "web", "shop"), **moved(TEAM, "web", "zoo")}),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after"), [other[1:] for other in OTHERS], ids=[other[0] for other in OTHERS])
def test_what_was_known_stays_known(tmp_path: Path, before: Files, after: Files) -> None:
    """Nothing is new, nothing is gone; pruning loses nothing, and what it writes holds both then and now."""
    then, now = judge(tmp_path / "before", before), judge(tmp_path / "after", after)
    entries = known(then, reason="agreed")
    assert {entry.identity for entry in entries} != {entry.identity for entry in known(now)}
    report = check(now, entries)
    assert (report.live, report.stale) == ((), ())
    assert {found.excuse for found in report.baselined} == {"agreed"}
    left = pruned(renamed(entries, now.graph, now.live), now.live)
    assert left == [replace(entry, reason="agreed") for entry in left]
    assert {entry.identity for entry in left} == {entry.identity for entry in known(now)}
    assert check(then, left).live == ()


def test_what_a_namesake_does_wrong_too_is_new(tmp_path: Path) -> None:
    """The entries say where their agents stand, and those still stand there."""
    twins = judge(tmp_path / "before", {**TEAM, **CLEAN})
    worse = judge(tmp_path / "after", {**TEAM, **moved(TEAM, "web", "ops")})
    report = check(worse, known(twins))
    assert {folder for _, folder in folders(report)} == {"ops"}
    assert len(report.live) == len(report.baselined) == len(twins.live)


def test_what_was_mended_here_does_not_excuse_a_namesake(tmp_path: Path) -> None:
    """Its agents stand where they stood, so that the same fault elsewhere is another one."""
    before = judge(tmp_path / "before", {**TEAM, **CLEAN})
    swapped = judge(tmp_path / "after", {**moved(CLEAN, "ops", "web"), **moved(TEAM, "web", "ops")})
    report = check(swapped, known(before))
    assert report.baselined == ()
    assert len(report.stale) == len(before.live)


def test_nor_does_what_went_with_its_agent(tmp_path: Path) -> None:
    """An agent that has lost its last namesake is not the one that went."""
    before = judge(tmp_path / "before", {**TEAM, **CLEAN})
    after = judge(tmp_path / "after", moved(TEAM, "web", "ops"))
    assert check(after, known(before)).baselined == ()


def test_where_an_entry_may_mean_either_both_are_told(tmp_path: Path) -> None:
    """Better a known finding told again than a new one hidden; growing takes both in, and nothing is live then."""
    alone = judge(tmp_path / "alone", TEAM)
    copied = judge(tmp_path / "copied", {**TEAM, **moved(TEAM, "web", "ops")})
    report = check(copied, known(alone))
    live = [found for found in report.live if found.code != "GK902"]
    assert (len(live), report.baselined) == (2 * len(alone.live), ())
    entries = grown(renamed(known(alone), copied.graph, copied.live), live)
    assert len(check(copied, entries).baselined) == len(copied.live)


def test_a_cycle_grows_although_its_agents_have_namesakes_now(tmp_path: Path) -> None:
    """Only the new edge is told, and the entry takes it in instead of a second entry."""
    before = judge(tmp_path / "before", TEAM)
    grew: Files = {**TEAM, "web/agents/b": "escalation_to: [a, c]", "web/agents/c": "escalation_to: [a]"}
    after = judge(tmp_path / "after", {**grew, **CLEAN})
    (told,) = check(after, known(before)).live
    assert told.cut == (("b@web/agents/b.md", "c", "escalation"), ("c", "a@web/agents/a.md", "escalation"))
    entries = grown(renamed(known(before), after.graph, after.live), [told])
    assert len(entries) == len(known(before))
    report = check(after, entries)
    assert (report.live, report.stale) == ((), ())


def test_an_end_that_has_come_is_lifted_under_the_id_of_today(tmp_path: Path) -> None:
    """An expired entry brings its finding back whatever the ids; growing renews it, and adds no second one."""
    then, now = judge(tmp_path / "before", WEB), judge(tmp_path / "after", {**WEB, **OPS})
    entries = known(then, expires="2020-01-01")
    report = check(now, entries)
    assert all("Its baseline entry expired" in (found.hint or "") for found in report.live)
    again = grown(renamed(entries, now.graph, now.live), report.live)
    assert (len(again), {entry.expires for entry in again}) == (len(entries), {None})


def test_ids_from_another_working_directory(tmp_path: Path) -> None:
    """The place in an id may be told from elsewhere; what it ends in is the same."""
    files: Files = {"agents/dev": "escalation_to: [ghost]", "agents/x/dev": "escalation_to: [phantom]"}
    now = judge(tmp_path / "team", files)
    written = [
        BaselineEntry(about._replace(edges=tuple((a.replace("@agents/", "@../"), b, c) for a, b, c in about.edges)))
        for about in (found.identity for found in now.live)
    ]
    assert "dev@../dev.md" in {entry.identity.edges[0][0] for entry in written if entry.identity.edges}
    assert check(now, written).live == ()


def test_an_entry_with_a_line_in_its_id_means_the_agent_at_that_place(tmp_path: Path) -> None:
    """Earlier versions wrote the line also where the end of another path was the whole path of an agent."""
    now = judge(tmp_path / "now", {**TEAM, **CLEAN, **moved(CLEAN, "ops", "far/web")})
    entries = [replace(entry, identity=Identity(*_with_lines(entry.identity))) for entry in known(now, reason="agreed")]
    assert any(":2" in str(entry.identity) for entry in entries)
    report = check(now, entries)
    assert (report.live, report.stale) == ((), ())


def _with_lines(about: Identity) -> tuple[str, str, tuple[str, ...], tuple[tuple[str, str, str], ...], str]:
    def old(name: str) -> str:
        return f"{name}:2" if "@web/" in name else name

    edges = tuple(sorted((old(source), old(target), relation) for source, target, relation in about.edges))
    return about.code, about.subject, tuple(sorted(map(old, about.agents))), edges, about.path
