"""Which folders hold agents, which hold skills, commands and pages, and which of them count second: all as tables.

Every name is compared in lower case.
"""

from __future__ import annotations

import re


def words(text: str) -> frozenset[str]:
    """Return the words of a table."""
    return frozenset(text.split())


NEVER = words("""
    .git .hg .svn node_modules bower_components site-packages venv .venv .tox .nox __pycache__ .cache .mypy_cache
    .pytest_cache .ruff_cache .next .nuxt .turbo .gradle .terraform .idea .graphkit_cache worktrees .worktrees
""")
"""Folders of tools and packages, which nobody writes agents in."""

AGENTS = words("agents agent subagents sub-agents sub_agents subagent droids chatmodes")
"""What a folder of agents is called: directly below a tool's folder (`.claude/agents`) it is that tool's home."""

TOOLS_WITHOUT_DOT = frozenset({"opencode"})
"""Folders of tools whose name does not begin with a dot."""

KINDS = {
    **dict.fromkeys(("skills", "skill"), "skill"),
    **dict.fromkeys(("commands", "command"), "command"),
    **dict.fromkeys(("prompts", "prompt"), "prompt"),
    "instructions": "instruction",
    **dict.fromkeys(("rules", "steering"), "rule"),
    "output-styles": "output style",
    "hooks": "hook",
    "workflows": "workflow",
    "modes": "mode",
    "issue_template": "issue form",
    **dict.fromkeys(("knowledge", "knowledge-base", "references", "memory", "memories", "agent-memory"), "document"),
}
"""The kind of the files below a folder of that name."""

NO_HOME_BELOW = frozenset(("commands", "command", "workflows", "hooks", "issue_template"))
"""`commands/agents` holds commands."""

PARTS_OF_A_SKILL = frozenset(("references", "assets", "scripts"))
"""What a skill brings along: pages about agents, samples of them and moulds for them, which no tool loads."""

SUFFIX_KINDS = {
    ".prompt.md": "prompt",
    ".instructions.md": "instruction",
    ".command.md": "command",
    ".skill.md": "skill",
    ".workflow.md": "workflow",
}
_SUFFIXES = tuple(SUFFIX_KINDS)
AGENT_SUFFIXES = (".agent.md", ".chatmode.md")

SECOND = words("""
    docs doc documentation website site wiki example examples sample samples demo demos scenario scenarios cookbook
    cookbooks tutorial tutorials playground template templates scaffold scaffolds boilerplate prototype prototypes
    dist build out output outputs target generated vendor third_party external archive archives archived backup
    backups deprecated legacy old superseded research reference references contrib experiments i18n
    translations
""")
"""Folders whose agents count only where there are no others."""

THIRD = words("""
    test tests __tests__ testdata fixture fixtures __fixtures__ snapshots golden goldens mocks evals e2e spec
""")
"""Folders whose agents count only when the folder is named."""

MAIN_FILES = frozenset(("agent.md", "agents.md", "index.md"))
"""The file of an agent that has a folder of its own."""

DOCUMENT_NAMES = words("""
    readme index changelog contributing license licence code_of_conduct agents claude gemini
    copilot-instructions
""")
DOCUMENT_NAMES_IN_CAPITALS = words("""
    SECURITY SUPPORT ROADMAP TODO NOTICE GUIDE OVERVIEW MEMORY SOUL WARP TEMPLATE USAGE INSTALL QUICKSTART
    HISTORY
""")
"""`SECURITY.md` is a document, `security.md` may be an agent."""

TEMPLATE_WORDS = words("template agent agents sub subagent base example new")
PLACEHOLDER = re.compile(r"\{\{|\$\{|<[\w .-]+>|^\[[^\]]+\]|^\{[^}]+\}|^agent-name$|^your-", re.IGNORECASE)
"""The name of an agent that somebody has still to give."""

TOOL_KEYS = words("""
    tools model color mode allowedtools disallowedtools permission permissions permissionmode handoffs agents
    temperature maxturns mcpservers skills readonly kind subagents subagenttype agenttype proactive reasoningeffort
    effort target infer
""")
"""Fields that a tool gives its agents, without separators and in lower case."""

TOOL_WORD = re.compile(
    r"(?:^|[_.-])(?:models?|tools?|(?:sub)?agents?|skills?|mcp|prompts?|capabilit(?:y|ies)|delegat\w*|escalat\w*"
    r"|handoffs?)(?:$|[_.-])|[a-z](?:Models?|Tools?|Agents?|Skills?|Mcp|Prompts?|Capabilit(?:y|ies)|Delegat\w*"
    r"|Escalat\w*|Handoffs?)(?:$|[_.A-Z-])"
)
"""A word within a field that says the same."""

WEAK_KEYS = words("name description role id persona tools model")
COMMAND_KEYS = words("allowed-tools disable-model-invocation user-invocable")
"""Fields that commands and skills have, and agents do not."""

NOT_AN_AGENT = words("applyto globs about on allowed-tools disable-model-invocation user-invocable")
"""Fields of rules, forms, workflows, commands and skills: a file outside of the homes that has one is no agent."""

AGENTIC_KEYS = words("engine safe-outputs imports permissions tools network")
"""Fields of the agentic workflows of GitHub, besides `on`."""

RULE_KEYS = words("applyto globs paths on about labels")
PERSON_KEYS = words("email phone image layout permalink price")
PAGE_KEYS = words("""
    title sidebar_label sidebar_position sidebar layout permalink slug nav_order weight draft date toc hide_title uid
    ms.date ms.topic ms.author lastmod last_updated parent has_children head keywords og:title hero next
    prev
""")
"""Fields of pages that a generator of sites reads."""

NOTE_KEYS = words("""
    tags tag category categories author authors created updated modified created_at updated_at aliases topic topics
    source sources confidence related status version owner reviewed date_created total_topics
""")
"""Fields of notes: a file that has nothing else is no agent."""

DATA_NAMES = frozenset(("manifest", "plugin", "settings", "config", "schema", "index", "registry", "package"))
"""Names of JSON files in a home that describe it."""

MANIFEST_FOLDERS = (".claude-plugin", ".github/plugin", ".cursor-plugin", ".codex-plugin")
MANIFEST_NAMES = frozenset({"plugin.json", "marketplace.json"})
"""Where plugins say what they hold."""

PROJECT_MARKS = ("LICENSE", "package.json", "pyproject.toml", ".github", ".claude-plugin", "plugins")
"""What only the root of a project holds, so that a checkout called `agents` is no home."""


def kind_of_folder(name: str) -> str | None:
    """Return the kind of what lies in a folder of that name (in lower case), None if the name says nothing."""
    return KINDS.get(name) or ("rule" if name.startswith("rules-") else None)


def rank_of_folder(name: str) -> int:
    """Return 1, 2 or 3: how soon agents below a folder of that name (in lower case) count."""
    bare = name.lstrip("._")
    return 3 if name in THIRD or bare in THIRD else 2 if bare in SECOND else 1


def kind_of_name(name: str) -> str | None:
    """Return what a file is by its name alone (in lower case)."""
    if name == "skill.md":
        return "skill"
    if name.endswith(_SUFFIXES):
        for suffix, kind in SUFFIX_KINDS.items():
            if name.endswith(suffix) and len(name) > len(suffix):
                return kind
    return "rule" if name.endswith(".mdc") else None
