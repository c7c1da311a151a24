"""What is marked as repairable is repaired, and nothing else, in teams of every kind of fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench import team
from tests.unit.fixes.marks import differing

LISTS = (
    "[]",
    "none",
    "[lead]",
    "[lead, # first\n  mate]",
    "\n  - lead",
    "&all [lead]",
    "!x [lead]",
    "|\n  lead",
    "{lead: why}",
)
"""What a list may hold, with those that cannot be made longer."""


@pytest.mark.parametrize("seed", range(3))
def test_the_marks_of_made_up_teams_are_true(tmp_path: Path, seed: int) -> None:
    """With broken entries, missing names and lists that omit somebody."""
    team.write(tmp_path, 60, seed, team.Shares(broken=20, dangling=20, cyclic=20, one_sided=60))
    wrong, fixed = differing(tmp_path)
    assert wrong == []
    assert fixed > 10


@pytest.mark.parametrize("number", range(len(LISTS)))
def test_the_marks_of_every_kind_of_list_are_true(tmp_path: Path, number: int) -> None:
    """Whatever is above the list and below it."""
    folder = tmp_path / "agents"
    folder.mkdir()
    for name in ("lead", "mate"):
        (folder / f"{name}.md").write_text(f"---\nname: {name}\ndescription: x\n---\n")
    (folder / "cook.md").write_text("---\nname: cook\nparallel_compatible: [baker, lead]\n---\n")
    held = LISTS[number]
    (folder / "baker.md").write_text(
        f"---\nname: baker\nnotes: 'a\n\n  b'\nparallel_compatible: {held}\nmodel: x\n---\n"
    )
    wrong, fixed = differing(tmp_path)
    assert wrong == []
    assert bool(fixed) is (held != "none" and not any(sign in held for sign in "#&!"))
