"""Which agent a call means, and what is said about a name that no agent has."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from graphkit.config import Config
from graphkit.config.settings import Calls
from graphkit.link.call_targets import Missing, Targets
from graphkit.link.names import Names
from graphkit.model.call_sites import CallSite, Weight
from graphkit.model.calls import Plugin
from graphkit.model.definitions import Definition
from graphkit.model.spans import Span
from tests.unit.link.made import definition

COMMAND = "web/commands/go.md"
PLUGINS = (Plugin("north", "north", "north/plugin.json"), Plugin("South Pole", "south", "south/plugin.json"))


def targets(
    *agents: Definition, plugins: Sequence[Plugin] = (), config: Config | None = None, others: Sequence[str] = ()
) -> Targets:
    """Return what calls mean among these agents."""
    return Targets(agents, Names(agents), plugins, config or Config(), others)


def test_the_nearest_of_several_is_meant() -> None:
    """By the number of common folders; from a third place they are equally near, and none is."""
    made = targets(definition("web/agents/cook.md", id="a"), definition("api/agents/cook.md", id="b"))
    assert made.find("Cook", "web/agents", COMMAND) == "a"
    assert made.find("cook", "web/agents", "api/commands/go.md") == "a"  # the agents of the own home go first
    assert made.find("cook", "other", "api/commands/go.md") == "b"
    assert made.find("cook", "other", "go.md") is Missing.SEVERAL
    assert made.find_words(("cook",), "other", "api/commands/go.md") == "b"
    assert made.find_words(("cook",), "other", "go.md") is None
    assert made.find_words(("smith",), "other", "go.md") is None


def test_of_two_in_one_home_the_closer_one_is_meant() -> None:
    """Every common folder counts, and only from the beginning of the path."""
    near = definition("web/agents/a/b/cook.md", root="web/agents", id="near")
    far = definition("web/agents/a/c/cook.md", root="web/agents", id="far")
    assert targets(far, near).find("cook", "web/agents", "web/agents/a/b/x.md") == "near"
    assert targets(far, near).find("cook", "web/agents", "web/agents/x/b/cook.md") is Missing.SEVERAL


def test_a_bare_name_is_the_own_plugins_first() -> None:
    """A qualified one is that plugin's, in any spelling, with or without folders between."""
    made = targets(
        definition("north/agents/cook.md", id="n"), definition("south/agents/cook.md", id="s"), plugins=PLUGINS
    )
    assert made.find("cook", "x", "north/commands/go.md") == "n"
    assert made.find("cook", "x", "south/deep/commands/go.md") == "s"
    assert made.find("north:cook", "x", "south/commands/go.md") == "n"
    assert made.find("south-pole:crew:cook", "x", "go.md") == "s"
    assert made.find("north:smith", "x", "go.md") is Missing.NOWHERE
    assert made.find("north:general-purpose", "x", "go.md") is Missing.BUILT_IN_OF_PLUGIN
    assert made.find("east:cook", "x", "go.md") is Missing.UNKNOWN_PLUGIN
    alone = targets(definition("south/agents/mate.md"), plugins=PLUGINS)
    assert alone.find("north:mate", "x", "go.md") is Missing.OTHER_PLUGIN


def test_names_that_need_no_definition() -> None:
    """Modes of the tools, their built-in agents, externals, and what the settings add."""
    config = Config(externals=frozenset({"owner"}), calls=Calls(builtins=frozenset({"linter"})))
    made = targets(definition("a/cook.md"), config=config)
    for name in ("build", "main", "Plan", "general-purpose", "owner", "linter"):
        assert made.find(name, "a", "go.md") is Missing.BUILT_IN
    assert made.find("smith", "a", "go.md") is Missing.NOWHERE
    assert targets(definition("a/plan.md")).find("plan", "a", "go.md") == "plan"


def test_another_tools_folder_is_elsewhere() -> None:
    """What only that one defines, this tool does not read."""
    made = targets(definition(".claude/agents/cook.md"), definition(".opencode/agent/pilot.md"))
    assert made.find("pilot", ".claude/agents", ".claude/commands/go.md") is Missing.ELSEWHERE
    assert made.find("pilot", ".opencode/agent", ".opencode/command/go.md") == "pilot"
    assert made.find("pilot", ".opencode/skill", ".opencode/command/go.md") == "pilot"
    assert made.find_words(("pilot",), ".claude/agents", ".claude/commands/go.md") is None
    assert made.find_words(("pilot",), ".opencode/skill", ".opencode/command/go.md") == "pilot"


TEAM = (definition("north/agents/cook.md"), definition("south/agents/cook-book.md"), definition(".x/agents/mate.md"))


@pytest.mark.parametrize(
    ("missing", "name", "cause", "hint"),
    [
        (Missing.BUILT_IN_OF_PLUGIN, "north:Explore", (True, "`Explore` comes with the tool, not with a plugin"), "Write `Explore` without the plugin."),
        (Missing.SEVERAL, "cook", (False, "several agents are called `cook`, and none is nearest"), "Qualify it: `plugin:name`."),
        (Missing.UNKNOWN_PLUGIN, "east:cook", (False, "the plugin `east` is not among the files read"), "Check the spelling of the plugin."),
        (Missing.UNKNOWN_PLUGIN, "south:cook-book", (False, "the plugin in `south` is called `South Pole`"), "Write `South Pole:cook-book`."),
        (Missing.UNKNOWN_PLUGIN, "south:cook", (False, "the plugin `south` is not among the files read"), "Check the spelling of the plugin."),
        (Missing.OTHER_PLUGIN, "south:cook", (False, "`north/agents/cook.md` defines `cook`, which is not in that plugin"), "Check the name of the plugin."),
        (Missing.ELSEWHERE, "mate", (False, "only `.x/agents/mate.md` defines it, which this file's tool does not read"), "Define it there too."),
        (Missing.NOWHERE, "smith", (False, "`docs/Smith.txt.md` has that name, and is not read as an agent"), "See why with `graphkit check -v`."),
        (Missing.NOWHERE, "rigger", (False, "`skills/rigger/SKILL.md` has that name, and is not read as an agent"), "See why with `graphkit check -v`."),
        (Missing.NOWHERE, "coook", (True, "no agent has that name"), "Did you mean `cook`?"),
        (Missing.NOWHERE, "north:cook-boook", (True, "no agent has that name"), "Did you mean `cook-book`?"),
        (Missing.NOWHERE, "general-purpse", (True, "no agent has that name"), "Did you mean `general-purpose`?"),
        (Missing.NOWHERE, "zzz", (True, "no agent has that name"), "Write the name of an agent that exists, define it, or remove the call."),
    ],
)  # fmt: skip
def test_what_is_said_about_a_call_without_target(
    missing: Missing, name: str, cause: tuple[bool, str], hint: str
) -> None:
    """Whether it surely fails, why, and what to do about it."""
    made = targets(*TEAM, plugins=PLUGINS, others=("skills/rigger/SKILL.md", "docs/Smith.txt.md", "x/SKILL.md"))
    assert made.cause(CallSite("Task", name, Span(COMMAND, 1, 1)), missing) == (*cause, hint)


def test_nothing_is_said_where_a_name_may_mean_something_else() -> None:
    """A loose form, a built-in agent, and a name of two letters."""
    made = targets(*TEAM)
    here = Span(COMMAND, 1, 1)
    assert made.cause(CallSite("Task", "smith", here, Weight.LOOSE), Missing.NOWHERE) is None
    assert made.cause(CallSite("Task", "build", here), Missing.BUILT_IN) is None
    assert made.cause(CallSite("Task", "xy", here), Missing.NOWHERE) is None
    assert made.cause(CallSite("Task", "xyz", here), Missing.NOWHERE) is not None


def test_a_call_is_certain_to_fail_only_if_it_runs_and_there_is_a_team() -> None:
    """A hedged one and the only agent of a run leave a doubt."""
    here = Span(COMMAND, 1, 1)
    hedged = targets(*TEAM).cause(CallSite("Task", "smith", here, Weight.HEDGED), Missing.NOWHERE)
    assert hedged is not None
    assert not hedged[0]
    alone = targets(TEAM[0]).cause(CallSite("Task", "smith", here), Missing.NOWHERE)
    assert alone is not None
    assert not alone[0]
    two = targets(*TEAM[:2]).cause(CallSite("Task", "smith", here), Missing.NOWHERE)
    assert two is not None
    assert two[0]
