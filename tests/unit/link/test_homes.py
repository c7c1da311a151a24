"""Homes: which plugin an agent belongs to, entries of a roster beside files, and copies that have drifted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graphkit.dialects import worlds
from graphkit.link.homes import COMMON, in_plugins, in_worlds, joined
from graphkit.model.calls import Plugin
from graphkit.model.definitions import Definition, PossibleName, Tools
from graphkit.model.graph import DriftedHomes
from graphkit.model.values import Scalar
from tests.unit.link.made import definition, reference


def team(root: str, names: str, **more: object) -> list[Definition]:
    """Return one agent for each word."""
    return [definition(f"{root}/{name}.md", **more) for name in names.split()]  # type: ignore[arg-type]


def test_the_plugin_of_an_agent_is_the_innermost_that_holds_it() -> None:
    """Of equally deep ones the first by name; what an agent says of itself goes first."""
    plugins = [Plugin("outer", "p", ""), Plugin("inner", "p/in", ""), Plugin("also", "p/in", "")]
    agents = [definition("p/agents/a.md"), definition("p/in/agents/b.md"), definition("q/agents/c.md")]
    assert [one.plugin for one in in_plugins(agents, plugins)] == ["outer", "also", ""]
    assert [one.plugin for one in in_plugins([replace(agents[1], plugin="own")], plugins)] == ["own"]
    assert in_plugins(agents[2:], plugins)[0] is agents[2]


def test_the_tools_own_folder_in_a_plugin_is_the_projects() -> None:
    """`.claude/agents` beside `agents`; a plugin within the folder of the tool holds its agents."""
    own = definition(".claude/agents/a.md")
    assert in_plugins([own], [Plugin("all", "", "")])[0].plugin == ""
    assert in_plugins([replace(own, plugin="x")], [Plugin("all", "", "")])[0].plugin == ""
    inside = definition(".claude/plugins/p/agents/a.md")
    assert in_plugins([inside], [Plugin("p", ".claude/plugins/p", "")])[0].plugin == "p"


def roster(name: str, **more: object) -> Definition:
    """Return an entry of `opencode.json`."""
    fields = {"root": ".opencode/opencode.json", "dialect": "opencode-config", **more}
    return definition(".opencode/opencode.json", name, **fields)  # type: ignore[arg-type]


def test_an_entry_of_a_roster_and_a_file_are_one_agent() -> None:
    """The file's, with the relations of both and everything that it lacks; the entry's name is an alias."""
    file = definition(".opencode/agent/deep/cook.md", root=".opencode/agent", wildcards=("parallel",))
    said = reference("Cook", "mate", path=".opencode/opencode.json")
    possible = PossibleName(said, pieces=(said,), needed=("mate",))
    entry = roster(
        "Cook", description="Cooks.", tools=Tools(allowed=(Scalar("Bash", 1, 1, 4),)), references=(said,),
        possible_names=(possible,), wildcards=("escalation",),
    )  # fmt: skip
    (one,) = joined([entry, file])
    assert (one.id, one.aliases, one.description, one.path) == ("cook", ("cook", "Cook"), "Cooks.", file.path)
    assert [made.agent for made in one.references] == ["cook"]
    assert [(made.reference.agent, made.pieces[0].agent) for made in one.possible_names] == [("cook", "cook")]
    assert one.wildcards == ("escalation", "parallel")
    assert [tool.text for tool in one.tools.allowed] == ["Bash"]
    kept = replace(file, description="Own.", tools=Tools(allowed=(Scalar("Read", 1, 1, 4),)))
    (one,) = joined([kept, entry])
    assert (one.description, [tool.text for tool in one.tools.allowed]) == ("Own.", ["Read"])


def test_an_entry_without_a_file_is_in_the_home_of_the_files() -> None:
    """So that it sees them; in the first of several, and in its own where there are none."""
    files = [definition(f".opencode/{folder}/mate.md") for folder in ("b", "a")]
    found = joined([roster("cook"), *files])
    assert [(one.id, one.root) for one in found] == [
        ("cook", ".opencode/a"), ("mate", ".opencode/b"), ("mate", ".opencode/a"),
    ]  # fmt: skip
    assert {worlds.world(one) for one in found} == {".opencode"}
    assert [one.root for one in joined([roster("cook")])] == [".opencode/opencode.json"]
    assert joined([roster("cook"), definition("agents/mate.md")])[0].root == ".opencode/opencode.json"


def test_the_path_of_a_file_counts_as_its_name() -> None:
    """An entry may be called by the path of the file."""
    file = definition(".opencode/agent/cook.md")
    (one,) = joined([roster("crew/cook.md"), file])
    assert one.aliases == ("cook", "crew/cook.md")


def test_homes_that_share_most_names_are_copies_that_have_drifted() -> None:
    """The one of the shorter path is the original, and neither sees the other any more."""
    agents = [*team("docs/ja/agents", "a b c d x"), *team("agents", "a b c d e")]
    found, drifted = in_worlds(agents)
    assert drifted == (DriftedHomes("agents", "docs/ja/agents"),)
    assert {one.root: one.world for one in found} == {"agents": "agents", "docs/ja/agents": "docs/ja/agents"}


@pytest.mark.parametrize(
    ("one", "other", "copies"),
    [
        ("a b c d", "a b c d", True),
        ("a b c d e", "a b c d", True),
        ("a b c d e", "a b c f g", False),
        ("a b c", "a b c", False),
        ("a b c d e f", "a b c d", False),
        ("A b c d", "a B c d", True),
    ],
)
def test_how_much_copies_have_in_common(one: str, other: str, copies: bool) -> None:
    """Four of five names, and four agents at least in the larger one."""
    _, drifted = in_worlds([*team("x", one), *team("y", other)])
    assert bool(drifted) == copies


def test_copies_of_tools_are_apart_already() -> None:
    """Two folders of one tool are reported, but keep their world; folders of two tools are no copies."""
    same = [*team(".claude/agents", "a b c d"), *team("web/.claude/agents", "a b c d")]
    found, drifted = in_worlds(same)
    assert drifted == (DriftedHomes(".claude/agents", "web/.claude/agents"),)
    assert {one.world for one in found} == {None}
    _, drifted = in_worlds([*team(".claude/agents", "a b c d"), *team(".opencode/agent", "a b c d")])
    assert drifted == ()
    _, drifted = in_worlds([*team("agents", "a b c d"), *team(".claude/agents", "a b c d")])
    assert drifted == ()


def test_a_roster_is_closed_and_no_copy() -> None:
    """Names in it mean nothing outside."""
    closed = [replace(one, dialect="crewai") for one in team("y", "a b c d")]
    assert in_worlds([*team("x", "a b c d"), *closed])[1] == ()


def test_a_name_that_every_home_has_says_nothing() -> None:
    """In more homes than the bound it is not counted."""
    many = [one for number in range(COMMON + 1) for one in team(f"p{number:02}", "a b c d")]
    assert in_worlds(many)[1] == ()
    assert len(in_worlds(many[:-4])[1]) == COMMON - 1


def test_the_original_of_several_copies_is_the_first() -> None:
    """Each copy is reported with one original."""
    agents = [one for root in ("x/y/agents", "b/agents", "a/agents") for one in team(root, "a b c d")]
    assert in_worlds(agents)[1] == (
        DriftedHomes("a/agents", "b/agents"), DriftedHomes("a/agents", "x/y/agents"),
    )  # fmt: skip


def test_rules_for_all_are_those_of_every_agent_without_rules() -> None:
    """Of the same tool; what is wrong in them is reported once, and an agent is no target of its own rules."""
    rules = roster(
        "*", for_all=True, references=(reference("*", "cook"), reference("*", "mate")), wildcards=("parallel",)
    )
    cook, mate = (definition(f".opencode/agent/{name}.md", root=".opencode/agent") for name in ("cook", "mate"))
    other, stern = definition("agents/other.md"), replace(mate, id="stern", aliases=("stern",), has_rules=True)
    found = {one.id: one for one in joined([cook, mate, stern, other, rules])}
    assert {name: [made.text for made in one.references] for name, one in found.items()} == {
        "cook": ["mate"], "mate": ["cook"], "stern": [], "other": [],
    }  # fmt: skip
    assert [made.firm for name in ("cook", "mate") for made in found[name].references] == [True, False]
    assert (found["cook"].wildcards, found["other"].wildcards) == (("parallel",), ())


def test_two_files_of_one_name_in_the_home_of_a_tool_are_one_agent() -> None:
    """One in Markdown and one of data; so are two in a plain folder, if they have the same name."""
    markdown = definition(".kiro/agents/x.md", "ash", root=".kiro/agents", dialect="kiro")
    data = definition(".kiro/agents/x.json", "x", root=".kiro/agents", dialect="kiro", description="Burns.")
    assert len(joined([markdown, data])) == 1
    plain = [replace(one, root="agents", span=one.span._replace(path=one.path[6:])) for one in (markdown, data)]
    assert len(joined(plain)) == 2
