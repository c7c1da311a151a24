"""The team that is edited in each editor, the steps, and the request that each step stands or falls with."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

TEAM = {
    "agents/maple.md": """\
---
name: maple
description: Decides what the grove grows.
specialization_level: staff
---
""",
    "agents/ash.md": """\
---
name: ash
description: Waters the grove.
specialization_level: senior
escalation_to: [maple]
parallel_compatible: ["\U0001f332fir", elm]
---
""",
    "agents/elm.md": """\
---
name: elm
description: Counts the leaves.
specialization_level: specialist
escalation_to: [mapel]
parallel_compatible: [ash]
---
""",
    "agents/fir.md": """\
---
name: "\U0001f332fir"
description: Stays green.
specialization_level: specialist
escalation_to: [maple]
parallel_compatible: [ash]
---
""",
}
"""`elm` misspells `maple` on its line 5; on line 6 of `ash` an emoji stands before `elm`, which UTF-16 counts as two."""

RENAMED = {
    "agents/maple.md": TEAM["agents/maple.md"],
    "agents/ash.md": TEAM["agents/ash.md"].replace("elm", "yew"),
    "agents/yew.md": TEAM["agents/elm.md"].replace("elm", "yew"),
    "agents/fir.md": TEAM["agents/fir.md"],
}
"""The files once `elm` is renamed to `yew`."""

REPAIRED = TEAM["agents/elm.md"].replace("mapel", "maple")
"""The file of `elm` once its misspelt target is repaired."""

STEPS = {
    "diagnostics": "textDocument/publishDiagnostics",
    "definition": "textDocument/definition",
    "completion": "textDocument/completion",
    "repair": "textDocument/codeAction",
    "rename": "textDocument/rename",
}
"""The steps, and what the server must not do for the step to fail."""


def write(folder: Path) -> Path:
    """Write the team into a folder, and return it."""
    for path, text in TEAM.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
    return folder


def texts(folder: Path) -> dict[str, str]:
    """Return the files of the team as they are on the disk."""
    return {path.relative_to(folder).as_posix(): path.read_bytes().decode() for path in folder.rglob("*.md")}
