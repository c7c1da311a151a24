"""A Markdown file among agents is no agent: its tool would not load it.

The file is in a folder of agents, but has no front matter, or its front matter is not at the top, so that a tool takes
it for a document and never offers the agent. So does Claude Code if a byte order mark (BOM) begins the file, and every
tool if the file is UTF-16; graphkit reads such a file all the same. READMEs, guides and other documents are meant to
be so, and are not reported. If it is an agent, begin the file with `---`, `name:` and `description:`; if it is a
document, move it to another folder.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graphkit.model.findings import Example, Finding, Severity
from graphkit.model.names import words
from graphkit.model.spans import Span
from graphkit.rules.support.problem_findings import problem_findings
from graphkit.support.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.config import Config
    from graphkit.model.definitions import Skipped
    from graphkit.model.graph import AgentGraph

SEVERITY = Severity.INFO
DOCUMENTS = frozenset((
    "readme", "index", "changelog", "contributing", "license", "licence", "copying", "notice", "authors", "agents",
    "claude", "gemini", "copilot", "guide", "guides", "guideline", "guidelines", "overview", "template", "templates",
    "notes", "todo", "roadmap", "security", "support", "usage", "install", "installation", "quickstart", "history",
    "memory", "glossary", "catalog", "catalogue", "conventions", "standards", "documentation", "docs", "faq",
    "summary", "example", "examples", "reference", "references", "workflow", "workflows", "architecture",
    "prompt", "prompts", "checklist",
))  # fmt: skip
"""Words in the names of documents; a name in capitals is that of a document too."""

_UNLOADED = pattern(r"front matter|encoding|UTF-8|BOM|byte order", re.IGNORECASE)
EXAMPLES = (
    Example(
        bad={"debugger": "name: debugger", "dome-keeper.md": "# Dome keeper\n\nKeeps the dome.\n"},
        good={"debugger": "name: debugger", "README.md": "# Our agents\n", "style-guide.md": "# Style\n"},
    ),
)


def check(graph: AgentGraph, config: Config) -> Iterator[Finding]:
    """Yield one finding for each skipped file beside agents that is no document by its name."""
    folders = {_folder(agent.path) for agent in graph.agents.values()}
    defined = {agent.path.rpartition(".")[0] for agent in graph.agents.values()}
    yield from problem_findings(graph, "not-an-agent", SEVERITY)
    for skipped in graph.skipped:
        is_prompt = skipped.path.rpartition(".")[0] in defined  # that of the data file beside it
        if _folder(skipped.path) in folders and not is_prompt and _is_meant_as_agent(skipped):
            yield Finding(
                message=f"this file is not read as an agent: {skipped.reason}",
                span=Span(skipped.path, 1, 1),
                hint="Begin it with front matter (`---`, `name:`, `description:`), or move it to another folder.",
                severity=SEVERITY,
            )


def _is_meant_as_agent(skipped: Skipped) -> bool:
    stem, _, suffix = skipped.path.rpartition("/")[2].rpartition(".")
    if suffix.lower() != "md" or skipped.kind not in ("", "agent", "document") or not _UNLOADED.search(skipped.reason):
        return False
    return stem != stem.upper() and DOCUMENTS.isdisjoint(words(stem))


def _folder(path: str) -> str:
    return path.rpartition("/")[0]
