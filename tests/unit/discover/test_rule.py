"""Which files are agents: small trees, each with the files that are read and what the others are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graphkit.discover import discover
from tests.unit.folders import write

if TYPE_CHECKING:
    from pathlib import Path

    from graphkit.model.discovery import Discovery


def agent(name: str) -> str:
    """Return a whole definition."""
    return f"---\nname: {name}\ndescription: Looks after the {name}.\nmodel: small\n---\nYou are the {name}.\n"


def fields(**more: str) -> str:
    """Return a file with some front matter."""
    return "---\n" + "".join(f"{key.replace('_', '-')}: {value}\n" for key, value in more.items()) + "---\nText.\n"


SKILL = fields(name="sew", description="Sews.", allowed_tools="Read")
TREES: dict[str, tuple[dict[str, str | bytes], str | None, set[str]]] = {
    "tools of any name": (
        {
            ".roo/agents/a.md": fields(description="Rows."),
            "app/.windsurf/subagents/b.md": agent("b"),
            "opencode/agent/c.md": fields(mode="primary"),
            "agents/.gitkeep": "",
        },
        None,
        {".roo/agents/a.md", "app/.windsurf/subagents/b.md", "opencode/agent/c.md"},
    ),
    "people and pages are no agents": (
        {
            "content/agents/ann.md": fields(name="Ann", title="Broker", email="ann@example.org", phone="1"),
            "content/agents/ben.md": fields(title="Ben", photo="ben.png", role="Broker"),
            "site/agents/index.md": fields(title="Agents", layout="list"),
        },
        None,
        set(),
    ),
    "a home in workflows or commands is none": (
        {"flows/workflows/agents/a.md": agent("a"), ".claude/commands/agents/b.md": agent("b"), "agents/c.md": agent("c")},
        None,
        {"agents/c.md"},
    ),
    "a skill's own agents count second": (
        {"agents/a.md": agent("a"), "skills/sew/agents/b.md": agent("b"), "skills/sew/SKILL.md": SKILL},
        None,
        {"agents/a.md"},
    ),
    "a skill's own agents alone": (
        {"skills/sew/agents/b.md": agent("b"), "skills/sew/SKILL.md": SKILL},
        None,
        {"skills/sew/agents/b.md"},
    ),
    "what a skill brings along is no agent": (
        {
            "kit/skills/sew/SKILL.md": SKILL,
            "kit/skills/sew/references/agents/a.md": agent("a"),
            "kit/skills/sew/references/agent/pages/b.md": fields(name="b", description="How to write agents."),
            "kit/skills/sew/assets/.claude/agents/c.md": agent("c"),
            "kit/skills/sew/Scripts/crew/d.md": agent("d"),
            "kit/skills/sew/agents/e.md": agent("e"),
        },
        None,
        {"kit/skills/sew/agents/e.md"},
    ),
    "a skill in any folder": (
        {"sew/skill.md": SKILL, "sew/references/agents/a.md": agent("a")},
        None,
        set(),
    ),
    "folders of these names without a skill": (
        {"scripts/agents/a.md": agent("a"), "assets/.claude/agents/b.md": agent("b")},
        None,
        {"scripts/agents/a.md", "assets/.claude/agents/b.md"},
    ),
    "what a skill brings along, named": (
        {"sew/SKILL.md": SKILL, "sew/references/agents/a.md": agent("a")},
        "sew/references/agents",
        {"sew/references/agents/a.md"},
    ),
    "skills that are the agents of a home": (
        {f"crew/agents/{one}/SKILL.md": fields(name=one, description="Works.") for one in ("cook", "mate")},
        None,
        {"crew/agents/cook/SKILL.md", "crew/agents/mate/SKILL.md"},
    ),
    "skills beside the agents of a home": (
        {"agents/cook.md": agent("cook"), "agents/cook/skills/boil/SKILL.md": SKILL},
        None,
        {"agents/cook.md"},
    ),
    "the main file of a folder": (
        {
            "agents/cook/AGENTS.md": fields(description="Cooks."),
            "agents/cook/menu.md": fields(description="The menu."),
            "agents/mate/index.md": fields(name="mate"),
            "agents/AGENTS.md": fields(description="How we write agents."),
        },
        None,
        {"agents/cook/AGENTS.md", "agents/mate/index.md"},
    ),
    "documents in capitals": (
        {f".claude/agents/{one}.md": fields(description="x") for one in ("SECURITY", "security", "TODO", "guide", "README")},
        None,
        {".claude/agents/security.md", ".claude/agents/guide.md"},
    ),
    "moulds": (
        {
            "agents/cook.md": agent("cook"),
            "agents/agent-template.md": agent("x"),
            "agents/mould.md": agent('"<role>-expert"'),
            "agents/new.md": agent("your-agent-name"),
            "agents/template-keeper.md": agent("template-keeper"),
        },
        None,
        {"agents/cook.md", "agents/template-keeper.md"},
    ),
    "suffixes count anywhere": (
        {"src/cook.agent.md": fields(description="Cooks."), "src/mate.chatmode.md": fields(tools="[]"), "src/x.prompt.md": fields(mode="agent")},
        None,
        {"src/cook.agent.md", "src/mate.chatmode.md"},
    ),
    "categories beside each other": (
        {
            "galley/cook.md": agent("cook"),
            "bridge/mate.md": fields(name="mate", description="Steers."),
            "examples/toy.md": fields(name="toy", description="Plays."),
            "notes/log.md": fields(date="2026", tags="x"),
        },
        None,
        {"galley/cook.md", "bridge/mate.md"},
    ),
    "a folder that is named is of the first rank": (
        {"agents/cook.md": agent("cook"), "docs/fr/agents/mousse.md": agent("mousse")},
        "docs",
        {"docs/fr/agents/mousse.md"},
    ),
    "a named folder of commands": ({".claude/commands/go.md": fields(name="go", description="Goes.")}, ".claude/commands", set()),
    "a named folder of house forms": (
        {"crew/cook.md": fields(role="Cook", reports="mate"), "crew/mate.md": fields(rank="2"), "crew/x.md": fields(title="X")},
        "crew",
        {"crew/cook.md", "crew/mate.md"},
    ),
    "whom an agent names is an agent": (
        {"crew/cook.md": "---\ndelegates_to: [mate]\n---\n", "crew/mate.md": fields(rank="2")},
        None,
        {"crew/cook.md", "crew/mate.md"},
    ),
    "copies": (
        {
            **{f".claude/agents/{one}.md": agent(one) for one in ("cook", "mate")},
            **{f"dist-packages/x/agents/{one}.md": agent(one) for one in ("cook", "mate")},
            **{f".opencode/agents/{one}.md": agent(one) for one in ("cook", "mate")},
        },
        None,
        {f"{home}/{one}.md" for home in (".claude/agents", ".opencode/agents") for one in ("cook", "mate")},
    ),
    "one byte makes both count": (
        {
            **{f"a/agents/{one}.md": agent(one) for one in ("cook", "mate")},
            **{f"b/agents/{one}.md": agent(one) for one in ("cook", "mate")},
            "b/agents/mate.md": agent("mate") + "\n",
        },
        None,
        {f"{home}/agents/{one}.md" for home in "ab" for one in ("cook", "mate")},
    ),
    "other work trees": (
        {"agents/cook.md": agent("cook"), "x/.git": "gitdir: /r/.git/worktrees/x\n", "x/agents/mate.md": agent("mate"),
         "y/.git": "gitdir: ../.git/modules/y\n", "y/agents/boy.md": agent("boy")},
        None,
        {"agents/cook.md", "y/agents/boy.md"},
    ),
    "ignored by git": (
        {".git/HEAD": "", ".gitignore": ".factory/\nlib/\napp/.claude/**\n!app/.claude/agents/\n!app/.claude/agents/**\n",
         ".factory/droids/cook.md": agent("cook"), ".factory/notes/x.md": agent("x"), "lib/agents/mate.md": agent("mate"),
         "app/.claude/agents/boy.md": agent("boy")},
        None,
        {".factory/droids/cook.md", "app/.claude/agents/boy.md"},
    ),
    "a manifest": (
        {".cursor-plugin/plugin.json": '{"name": "kit", "agents": "crew"}', "crew/cook.md": fields(description="Cooks."),
         "other/x.md": fields(description="x")},
        None,
        {"crew/cook.md"},
    ),
    "a marketplace": (
        {".claude-plugin/marketplace.json": '{"plugins": [{"name": "a", "source": "./a", "agents": ["./one.md"]}]}',
         "a/one.md": fields(description="One."), "a/two.md": fields(description="Two.")},
        None,
        {"a/one.md"},
    ),
    "windows line ends in data": (
        {"team.yaml": "agents:\r\n  cook:\r\n    instruction: Cook.\r\n", "values.yaml": "agents:\n  cook:\n    model: m\n"},
        None,
        {"team.yaml"},
    ),
}  # fmt: skip


def found(tree: Path, files: dict[str, str | bytes], path: str | None, monkeypatch: pytest.MonkeyPatch) -> Discovery:
    """Write the files, and search from their folder."""
    write(tree, files)
    monkeypatch.chdir(tree)
    return discover([path] if path else [])


@pytest.mark.parametrize("tree", TREES, ids=lambda name: name.replace(" ", "-"))
def test_the_rule(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tree: str) -> None:
    """All agents and nothing but agents; no argument and `.` mean the same."""
    files, path, expected = TREES[tree]
    seen = found(tmp_path, files, path, monkeypatch)
    agents = {source.path for source in seen.files}
    if tree == "windows line ends in data":  # whether it is a team is for the reader to say
        agents -= {"values.yaml"}
    assert agents == expected
    assert not {other.path for other in seen.survey.others} & expected
    if path is None:
        assert discover(["."]).files == seen.files


def test_what_is_left_alone_is_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By kind, by place, with the reason."""
    files: dict[str, str | bytes] = {
        **TREES["copies"][0], "skills/sew/SKILL.md": SKILL, "commands/go.md": fields(description="Goes."),
        "docs/agents/old.md": agent("old"), "tests/agents/toy.md": agent("toy"), ".claude/agents/README.md": "# Crew\n",
        "agents/raw.toml": 'name = "raw"\nprompt = "x"\n',
    }  # fmt: skip
    survey = found(tmp_path, files, None, monkeypatch).survey
    assert survey.kinds() == {"command": 1, "document": 1, "skill": 1}
    assert [place.path for place in survey.second_rank] == ["docs/agents"]
    assert [place.path for place in survey.third_rank] == ["tests/agents"]
    assert [(copy.path, copy.of) for copy in survey.copies] == [("dist-packages/x/agents", ".claude/agents")]
    assert [tuple(unread) for unread in survey.unread] == [("agents", ".toml", 1)]


def test_a_collection_has_one_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The lowest folder that holds all of it: its agents know each other."""
    files: dict[str, str | bytes] = {f"crew/{part}/{part}.md": agent(part) for part in ("galley", "bridge")}
    assert {source.root for source in found(tmp_path, files, None, monkeypatch).files} == {"crew"}


def test_a_link_of_a_tool_names_the_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The tool's folder says how the files are read; a plain folder that it links to is not read again."""
    write(tmp_path, {"crew/cook.md": agent("cook"), ".claude/settings.json": "{}"})
    (tmp_path / ".claude/agents").symlink_to("../crew", target_is_directory=True)
    monkeypatch.chdir(tmp_path)
    assert [(source.path, source.root) for source in discover().files] == [(".claude/agents/cook.md", ".claude/agents")]


def test_a_plugin_is_known_by_its_manifest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each file says of which plugin it is."""
    files: dict[str, str | bytes] = {
        "plugins/p1/.claude-plugin/plugin.json": '{"name": "sails"}', "plugins/p1/agents/mender.md": agent("mender"),
        "plugins/p2/agents/other.md": agent("other"),
    }  # fmt: skip
    seen = found(tmp_path, files, None, monkeypatch)
    assert {source.path: source.plugin for source in seen.files} == {
        "plugins/p1/agents/mender.md": "sails", "plugins/p2/agents/other.md": "",
    }  # fmt: skip
    assert [(plugin.name, plugin.root) for plugin in seen.plugins] == [("sails", "plugins/p1")]
