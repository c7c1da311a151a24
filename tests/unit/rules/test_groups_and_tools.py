"""GK501, GK502, GK601 and GK602: who stands apart, and tools that contradict each other."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from graphkit.config import Config
from graphkit.rules import check
from tests.unit.graphs import graph
from tests.unit.rules.files import findings, place, related

if TYPE_CHECKING:
    from pathlib import Path

    from graphkit.model.graph import AgentGraph


def told(built: AgentGraph, code: str) -> list[tuple[str, ...]]:
    """Return the agents that one rule names, in the order of its findings."""
    return [finding.agents for finding in check(built, Config()) if finding.code == code]


def test_any_relation_saves_from_being_an_orphan() -> None:
    """An edge of any relation, at either end, is a link; GK101 reports a missing target; oneself is no link."""
    built = graph(
        list("abcdef"),
        [("a", "b", "parallel"), ("c", "a", "workflow", "helps"), ("d", "d"), ("e", "ghost")],
        ghosts=("ghost",),
    )
    assert told(built, "GK501") == [("d",), ("f",)]


def test_wildcards_and_people_are_links(tmp_path: Path) -> None:
    """Who works with all agents, or turns to the user, is not alone."""
    files = {
        "tester": "escalation_to: lead", "lead": "name: lead",
        "writer": "parallel_compatible: all", "poet": "escalation_to: human",
    }  # fmt: skip
    assert findings(tmp_path, files, "GK501") == []


def orphan(folder: Path, name: str, files: dict[str, str | bytes]) -> tuple[str, str, list[tuple[str, int]]]:
    """Return what GK501 says of an agent: message, hint and related places."""
    team = {"boss": "name: boss", "hand": "escalation_to: boss", **files}
    (finding,) = [one for one in findings(folder, team, "GK501") if one.agents == (name,)]
    return finding.message, finding.hint or "", related(finding)


def test_an_orphan_says_what_mentions_it(tmp_path: Path) -> None:
    """A field that is not read, a misspelt one, a typo in a name or in a phrase, a text; each with its place."""
    bare = "no relation leads to `night-watch` or away from it"
    night: dict[str, str | bytes] = {"night-watch": "description: x"}
    for number, (text, cause, hint) in enumerate([
        ("likes: [night-watch]", "`likes` of `cook` names it and is not read", "GK004"),
        ("escalate_to: night-watch", "`escalate_to` of `cook` names it and is not read", "GK004"),
        ("delegates_to: [night-wacth]", "`night-wacth` of `cook` may be meant for it", "GK101"),
        ("escalation_triggers:\n  to_nigth_watch: late", "`to_nigth_watch` of `cook` may be meant for it", "GK101"),
    ]):  # fmt: skip
        message, remedy, places = orphan(tmp_path / str(number), "night-watch", {**night, "cook": text})
        assert message == f"{bare}; {cause}"
        assert hint in remedy
        assert places == [("cook.md", text.count("\n") + 2)]
    told_in_text: dict[str, str | bytes] = {**night, "cook.md": "---\nname: cook\n---\nSee night-watch.\n"}
    message, remedy, places = orphan(tmp_path / "text", "night-watch", told_in_text)
    assert message.startswith(f"{bare}; only a text mentions it (")
    assert places == [("cook.md", 4)]
    message, remedy, places = orphan(tmp_path / "none", "night-watch", night)
    assert (message, places) == (bare, [])
    assert "remove" not in remedy


def test_a_team_that_only_texts_link_is_not_called_one_without_names(tmp_path: Path) -> None:
    """That no agent names another is said only where it is so."""
    silent = {"night-watch": "description: x", "oven-tender": "description: y"}
    (finding,) = findings(tmp_path / "silent", silent, "GK501")
    assert finding.message == "none of the 2 agents names another of them"
    (finding,) = findings(tmp_path / "likes", {**silent, "cook": "likes: [night-watch]"}, "GK501")
    assert finding.message == (
        "no field links any of the 3 agents to another; 1 mention is in fields that are not read or in texts"
    )


def test_a_team_without_relations_is_one_finding() -> None:
    """Nothing is gained by telling each of them; a single agent is nobody's orphan."""
    assert told(graph(list("abc"), []), "GK501") == [("a", "b", "c")]
    assert told(graph(["a"], []), "GK501") == []


def test_groups_apart_from_the_largest() -> None:
    """Each smaller group is told once; single agents are another rule's business."""
    built = graph(list("abcdefgh"), [("a", "b"), ("b", "c"), ("d", "e"), ("f", "g", "parallel")])
    assert told(built, "GK502") == [("d", "e"), ("f", "g")]


def test_a_large_group_is_summed_up() -> None:
    """A message stays readable: some names, and how many more."""
    names = [f"x{number:02}" for number in range(10)]
    main = [f"a{number:02}" for number in range(11)]
    edges = [pair for group in (names, main) for pair in pairwise(group)]
    (finding,) = (f for f in check(graph(names + main, edges), Config()) if f.code == "GK502")
    assert finding.message.startswith("10 agents have no link to the other ones: `x00`, ")
    assert finding.message.endswith(" and 2 more")


def test_a_tool_in_both_lists(tmp_path: Path) -> None:
    """Each such tool is told once, whatever its case; a narrower pattern is another tool."""
    tools = "tool_restrictions:\n  allowed: [Read, Bash, bash, Write]\n  forbidden: [BASH, 'Write(secrets/*)']"
    (finding,) = findings(tmp_path, {"tester": tools}, "GK601")
    assert place(finding) == ("tester.md", 4, 15)
    assert related(finding) == [("tester.md", 3)]
    assert finding.message == "`tester` allows the tool `Bash` and forbids it"


def test_reading_only_with_a_pen(tmp_path: Path) -> None:
    """All writing tools are named in one finding, which points at the first and shows the access."""
    tools = "tool_access: Read-Only plus analysis\ntool_restrictions:\n  allowed: [Read, Edit, 'Write(docs/**)']"
    (finding,) = findings(tmp_path, {"tester": tools}, "GK602")
    assert place(finding) == ("tester.md", 4, 19)
    assert related(finding) == [("tester.md", 2)]
    assert "`Edit`, `Write(docs/**)`" in finding.message


def test_full_access_may_write(tmp_path: Path) -> None:
    """Without a promise to read only there is nothing to contradict."""
    tools = "tool_restrictions:\n  allowed: [Write]"
    files = {"tester": f"tool_access: full_access\n{tools}", "writer": tools}
    assert findings(tmp_path, files, "GK602") == []


def test_who_is_covered_is_no_orphan_although_no_edge_links_it(tmp_path: Path) -> None:
    """By a name of several, by a wildcard: nothing is said of those, nor of who names them."""
    twins: dict[str, str | bytes] = {"a": "name: deck-hand", "b": "name: Deck Hand"}
    assert findings(tmp_path / "one", {**twins, "chief": "escalation_to: DECK HAND"}, "GK501") == []
    assert findings(tmp_path / "two", {"a": "x: 1", "b": "x: 1", "chief": "parallel_compatible: all"}, "GK501") == []
