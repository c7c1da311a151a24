"""Calls in a text by the forms that tools run, form by form, and what only looks like one."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphkit.config import Config
from graphkit.model.call_sites import Weight
from graphkit.model.calls import CallerSource
from graphkit.readers import call_signs, calls
from graphkit.readers.callers import read

FIRM, HEDGED, LOOSE = Weight.FIRM, Weight.HEDGED, Weight.LOOSE


def found(text: str, plugins: tuple[str, ...] = ("harbour",)) -> list[tuple[str, Weight]]:
    """Return the names that a text calls, each with its weight, after a look at their places."""
    sites = calls.scan(text, "x.md", 1, plugins=plugins)
    lines = text.split("\n")
    for site in sites:
        line = lines[site.span.line - 1]
        assert line[site.span.column - 1 : site.span.column - 1 + site.span.width] == site.text
    return [(site.text, site.weight) for site in sites]


CALLS = {
    "in a call": ('Run `Task(subagent_type="net-mender")` now.', "net-mender", FIRM),
    "a colon": ("Start it with `subagent_type: net-mender`.", "net-mender", FIRM),
    "bold": ("- **subagent_type**: net-mender", "net-mender", FIRM),
    "a row": ("| mend | subagent_type: net-mender |", "net-mender", FIRM),
    "escaped quotes": (r"Task(subagent_type=\"net-mender\")", "net-mender", FIRM),
    "a display name": ('"subagent_type": "Net Mender"', "Net Mender", FIRM),
    "a fence": ("```\nTask(\n  subagent_type: 'net-mender',\n)\n```", "net-mender", FIRM),
    "python in quotes": ('```python\nTask(subagent_type="net-mender", prompt=p)\n```', "net-mender", FIRM),
    "a plugin": ('Task(subagent_type: "harbour:net-mender")', "harbour:net-mender", FIRM),
    "spawn_agent": ('spawn_agent(\n  agent_type="net-mender",\n)', "net-mender", FIRM),
    "agentType with a plugin": ("runs with agentType: 'harbour:net-mender'", "harbour:net-mender", FIRM),
    "Task of a name": ("Then Task(net-mender, 'mend it').", "net-mender", LOOSE),
    "Agent of a name": ("Then `Agent(net-mender)`.", "net-mender", LOOSE),
    "a qualified name": ("Ask harbour:net-mender for the nets.", "harbour:net-mender", LOOSE),
    "a clause of its own": ("Do not mend by hand, spawn Task(subagent_type=net-mender)", "net-mender", FIRM),
    "instead of": ("Instead of mending, use Task(subagent_type=net-mender)", "net-mender", FIRM),
    "its own doing": ("The orchestrator spawns Task(subagent_type=net-mender).", "net-mender", FIRM),
    "optional": ('If installed, run `subagent_type: "net-mender"`.', "net-mender", HEDGED),
    "a follow-up": ('The rest is a follow-up: Task(subagent_type="net-mender")', "net-mender", HEDGED),
    "in a comment": ("```sh\n# Task subagent_type: net-mender\n```", "net-mender", HEDGED),
    "a role to fill in": ("subagent_type: 'domain-expert'", "domain-expert", LOOSE),
    "a word to fill in": ('Task(subagent_type="your-agent")', "your-agent", LOOSE),
}


@pytest.mark.parametrize(("text", "name", "weight"), CALLS.values(), ids=CALLS)
def test_a_call(text: str, name: str, weight: Weight) -> None:
    """A literal name in a form that a tool runs is a call, at its exact place."""
    assert found(text) == [(name, weight)]


def test_names_share_a_call() -> None:
    """What is joined by "or" and commas is called too; what is no agent among it is no mistake."""
    assert found("- subagent_type: `net-mender` or `sail-maker`") == [("net-mender", FIRM), ("sail-maker", LOOSE)]
    assert found('Task(subagent_type="net-mender", model="fast")') == [("net-mender", FIRM)]


NOTHING = {
    "forbidden": 'Do NOT start it by `Task(subagent_type="net-mender")`: it is a skill.',
    "never, whatever comes between": "Never, ever, use subagent_type: net-mender.",
    "a cross mark": '- ❌ `Task(subagent_type="net-mender")`',
    "a heading of mistakes": '### Wrong\n\n```\nTask(subagent_type="net-mender")\n```',
    "a label that forbids": "**DO NOT write:**\n\n- `subagent_type: net-mender`",
    "a label above the code": 'Bad:\n```\nTask(subagent_type="net-mender")\n```',
    "a comment above the code": "```\n# WRONG\nTask(subagent_type='net-mender')\n```",
    "an example": "<example>\nTask(subagent_type='net-mender')\n</example>",
    "a bad block": '<Bad>\nTask(net-mender, "mend")\n</Bad>',
    "an HTML comment": "<!-- subagent_type: net-mender -->",
    "angle brackets": 'Task(subagent_type="<agent-name>")',
    "braces": "Task(subagent_type='{role}')",
    "words for a name": "subagent_type: the selected role",
    "a value that comes from elsewhere": "- `subagent_type` = value from the registry",
    "a variable": "```python\nTask(subagent_type=role, prompt=p)\n```",
    "data": '```json\n{"agentType": "net-mender"}\n```',
    "data without a fence": '## Log format\n{"subagent_type": "net-mender"}',
    "somebody else": 'The caller - not you - then runs Agent(subagent_type: "net-mender").',
    "it is said to fail": '`subagent_type: "net-mender"` fails today.',
    "agent_type of anything": "The field agent_type = 'net-mender' is stored.",
    "a path": "see plugins/harbour:net-mender and inharbour:net-mender",
    "a plugin that is not there": "Ask market:net-mender.",
    "a list of types": "## Agent types\n- `subagent_type: net-mender`",
    "a renamed one in the past": "## Changelog\n- renamed it: `subagent_type: net-mender`",
}


@pytest.mark.parametrize("text", NOTHING.values(), ids=NOTHING)
def test_what_is_no_call(text: str) -> None:
    """What is shown, forbidden, computed or somebody else's is none."""
    assert found(text) == []


def test_a_heading_ends_what_the_one_before_forbids() -> None:
    """Below a heading about mistakes nothing counts; below the next one of its rank all does."""
    text = "## Mistakes\n### One\nsubagent_type: a-b\n## Steps\nsubagent_type: net-mender"
    assert found(text) == [("net-mender", FIRM)]


def test_a_document_is_never_sure() -> None:
    """A reference file of a skill calls what it names, but a missing agent is no mistake there."""
    (site,) = calls.scan("subagent_type: net-mender", "x.md", 1, runs=False)
    assert site.weight is HEDGED


def test_front_matter() -> None:
    """`agent:` of a command and `Agent(x)` among its tools are calls; among forbidden tools it is none."""
    text = "agent: Net Mender  # ours\nallowed-tools: Read, Agent(sail-maker, cook)\ndisallowedTools: Agent(smith)"
    sites = calls.in_front_matter(text, "x.md", 2, agent_key=True)
    assert [(site.text, site.span.line, site.span.column) for site in sites] == [
        ("Net Mender", 2, 8), ("sail-maker", 3, 28), ("cook", 3, 40),
    ]  # fmt: skip
    listed = calls.in_front_matter(
        "tools:\n  - Task(cook)\npermissions:\n  deny: [Agent(smith)]", "x.md", 2, agent_key=False
    )
    assert [site.text for site in listed] == ["cook"]
    assert calls.in_front_matter("agent: cook", "x.md", 2, agent_key=False) == ()


def test_scripts() -> None:
    """In a workflow script only `agentType` with a text in quotes counts, and no comment."""
    text = "await agent(p, { agentType: 'harbour:net-mender' })\n// agentType: 'cook'\nagent(p, { agentType: role })"
    assert [(site.text, site.span.line) for site in calls.in_script(text, "x.js")] == [("harbour:net-mender", 1)]


@pytest.mark.parametrize(
    ("kind", "name", "content", "expected"),
    [
        ("command", "a.md", "---\nagent: cook\n---\nTask(subagent_type=smith)", ["cook", "smith"]),
        ("instructions", "a.md", "---\nagent: cook\n---\nsubagent_type: smith", ["smith"]),
        ("workflow", "a.js", "agent('x', {agentType: 'cook'})", ["cook"]),
        ("skill", "SKILL.md", "---\nagent: cook\ncontext: fork\n---\n", ["cook"]),
    ],
)
def test_files(kind: str, name: str, content: str, expected: list[str], tmp_path: Path) -> None:
    """Each kind of file is read for the forms that its tool runs there."""
    (tmp_path / name).write_text(content, encoding="utf-8")
    text = read(CallerSource(name, str(tmp_path / name), "agents", kind, "a"), Config())
    assert text is not None
    assert [site.text for site in text.sites] == expected


def test_a_file_without_the_signs_is_not_even_decoded(tmp_path: Path) -> None:
    """Bytes that hold none of the signs of a call cost nothing more; what cannot be read calls nothing."""
    (tmp_path / "a.md").write_bytes(b"\xff\xfeno text at all \xff")
    assert read(CallerSource("a.md", str(tmp_path / "a.md"), "agents", "command", "a"), Config()) is None
    assert read(CallerSource("b.md", str(tmp_path / "b.md"), "agents", "command", "b"), Config()) is None
    assert call_signs.may_call(b"market:cook", ["market"])
    assert not call_signs.may_call(b"market:cook", ["harbour"])
