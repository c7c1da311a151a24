"""The tools of an agent: every list that is there counts, whatever its shape."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graphkit import check
from tests.unit.folders import load, write

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("text", "allowed", "forbidden"),
    [
        ("tools: {allowed: {Read: to look, Bash: ''}, forbidden: {Write: never}}", ["Read", "Bash"], ["Write"]),
        ("tools:\n  allowed: {Read: true, Bash: false, Edit: deny}\n", ["Read"], []),
        (
            "tool_restrictions:\n  forbidden: {Bash: false, Write: true, Edit: it is not its task}\n",
            [],
            ["Write", "Edit"],
        ),
        ("tools: {read: true, bash: {'*': deny}, edit: false}", ["read"], []),
        ("tools: {allowed: 'Read, Bash', forbidden: Write}", ["Read", "Bash"], ["Write"]),
        ("tools: Read, Bash\ntool_restrictions: {allowed: [read, Grep]}", ["read", "Grep", "Bash"], []),
        ("tools: Read\ndisallowedTools: Bash\ntool_restrictions: {forbidden: [Write]}", ["Read"], ["Write", "Bash"]),
    ],
)
def test_every_list_counts(tmp_path: Path, text: str, allowed: list[str], forbidden: list[str]) -> None:
    """Of a mapping its keys, unless they are switched off; of several lists each tool once."""
    tools = load(tmp_path, {"a": text}).agents["a"].tools
    assert [tool.text for tool in tools.allowed] == allowed
    assert [tool.text for tool in tools.forbidden] == forbidden


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("tools: Read, Write\ntool_restrictions: {forbidden: [Write]}", ["GK601"]),
        ("tools: Read, Bash\ntool_restrictions: {allowed: {Read: to look}}", ["GK601"]),
        ("tools: Read, Bash\ntool_restrictions: {allowed: [Read], forbidden: [Bash]}", ["GK601"]),
        ("tool_access: read_only\ntools: Read, Write", ["GK602"]),
        ("tools: Read, Bash(git:*)\ntool_restrictions: {allowed: [Bash, Read, Grep]}", []),
        ("tools: '*'\ntool_restrictions: {allowed: [Read]}", []),
        ("tools: Read\ntool_restrictions: {allowed: [all]}", []),
        ("tools: Read\ntool_restrictions: {allowed: []}", []),
    ],
)
def test_lists_that_contradict_each_other_are_reported(tmp_path: Path, text: str, codes: list[str]) -> None:
    """The list that the tool obeys is held against the others; each contradiction is reported once."""
    found = check(write(tmp_path, {"a": f"{text}\nescalation_to: b", "b": "name: b"}))
    assert [one.code for one in found.live if one.code.startswith("GK6")] == codes
