"""GK005, GK108 and GK603: what a tool would not load, not pick, or not know."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.unit.rules.files import findings, place

if TYPE_CHECKING:
    from pathlib import Path

BARE = "---\nname: x\n---\n"


@pytest.mark.parametrize(
    ("file", "severity"),
    [
        (".claude/agents/x.md", "warning"),
        (".opencode/agent/x.md", "warning"),
        (".gemini/agents/x.md", "warning"),
        ("x.agent.md", "info"),
        (".cursor/agents/x.md", "info"),
        ("agents/x.md", None),
    ],
)
def test_a_description_is_missing_only_where_the_tool_has_one(tmp_path: Path, file: str, severity: str | None) -> None:
    """A warning where the tool picks by it, an info where it may be left out, nothing in other dialects."""
    found = findings(tmp_path, {file: BARE, "other/y.md": BARE}, "GK108")
    assert [one.severity for one in found if place(one)[0].startswith("x")] == ([severity] if severity else [])


def test_a_description_that_yaml_rejects_is_not_missing(tmp_path: Path) -> None:
    """GK002 says so; an empty one is missing."""
    files = {
        ".claude/agents/broken.md": "---\nname: broken\ndescription: Minds: the\n\twind\n---\n",
        ".claude/agents/empty.md": "---\nname: empty\ndescription:\n---\n",
        ".claude/agents/fine.md": "---\nname: fine\ndescription: Minds the wind.\n---\n",
    }
    assert [one.agents for one in findings(tmp_path, files, "GK108")] == [("empty",)]


@pytest.mark.parametrize(
    ("front_matter", "meant"),
    [
        ("tools: Read, WebFecth", {"WebFecth": "WebFetch"}),
        ("tools: [Bsah, Edits, Wirte]", {"Bsah": "Bash", "Edits": "Edit", "Wirte": "Write"}),
        ("tools: Bahs(git:*)", {"Bahs": "Bash"}),
        ("tools: [read, BASH, mcp__fetch__fetch, Browser, Fetch, Rea, Search, Head]", {}),
        ("tool_restrictions:\n  forbidden: [Gerp]", {"Gerp": "Grep"}),
    ],
)
def test_a_near_miss_of_a_tool(tmp_path: Path, front_matter: str, meant: dict[str, str]) -> None:
    """A letter too few or two swapped; another tool, and any case, is left alone."""
    found = findings(tmp_path, {"x": front_matter}, "GK603")
    assert {one.subject: (one.hint or "")[len("Did you mean `") : -2] for one in found} == meant
    assert {one.severity for one in found} <= {"warning"}


def test_a_tool_of_another_house_is_unknown(tmp_path: Path) -> None:
    """Each dialect has its own tools, and one without a list has none to miss."""
    files = {
        ".opencode/agent/x.md": "---\ndescription: d\ntools: {webfecth: true, NotebookEdt: true}\n---\n",
        "y.agent.md": "---\ntools: [WebFecth]\n---\n",
    }
    assert [one.subject for one in findings(tmp_path, files, "GK603")] == ["webfecth"]


@pytest.mark.parametrize(
    ("file", "content", "reported"),
    [
        ("dome-keeper.md", "# Dome keeper\n", True),
        ("dome-keeper.md", "# Dome keeper\n\n---\nname: dome-keeper\n---\n", True),
        ("README.md", "# Us\n", False),
        ("HOUSE_RULES.md", "# Rules\n", False),
        ("style-guide.md", "# Style\n", False),
        ("elsewhere/dome-keeper.md", "# Dome keeper\n", False),
        ("dome-keeper.txt", "Dome keeper\n", False),
    ],
)
def test_a_file_among_agents_that_is_none(tmp_path: Path, file: str, content: str, reported: bool) -> None:
    """An info that a team can raise; documents go by their names, and other folders hold what they like."""
    found = findings(tmp_path, {"lead.md": BARE, file: content}, "GK005")
    assert [(one.severity, place(one)) for one in found] == ([("info", (file, 1, 1))] if reported else [])
