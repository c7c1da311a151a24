"""graphkit on a Monday morning: a real folder of 41 agents with over 200 findings takes it on, and stays honest."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.integration.corpora import CORPORA, FORTY_ONE, Run, graphkit

BASELINE = ".graphkit-baseline.json"


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(CORPORA / FORTY_ONE, tmp_path / "agents"))


def check(folder: Path, *arguments: str) -> Run:
    """Check the folder from inside it."""
    return graphkit("check", ".", *arguments, cwd=folder)


def edit(path: Path, old: str, new: str) -> None:
    """Replace a text that stands there once."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_folder_full_of_findings_takes_graphkit_on(folder: Path) -> None:
    """Clean after the baseline; a new cycle alone is reported; what is mended is stale, and pruning removes just that."""
    before = check(folder, "--format", "json").json
    total = sum(before["summary"]["findings"].values())
    assert total > 200
    assert graphkit("baseline", ".", cwd=folder).status == 0
    known = len(json.loads((folder / BASELINE).read_text(encoding="utf-8"))["known"])
    clean = check(folder)
    assert clean.status == 0
    assert f"0 errors, 0 warnings, 0 info, {total} known" in clean.out

    designer = folder / "ui-designer.md"
    original = designer.read_text(encoding="utf-8")
    edit(designer, "escalation_to: [frontend-staff, principal-architect]",
         "escalation_to: [frontend-staff, principal-architect, backend-staff]")  # fmt: skip
    planted = check(folder)
    assert planted.status == 1
    assert [line for line in planted.out.splitlines() if " GK" in line] == [
        (
            "ui-designer.md:7:54: error GK201 escalation-cycle: a known escalation cycle has grown: 5 agents, new is "
            "`ui-designer` -> `backend-staff` -> `performance-engineer` -> `frontend-staff` -> `ui-designer`"
        )
    ]
    assert graphkit("baseline", ".", cwd=folder).status == 2
    designer.write_text(original, encoding="utf-8")

    edit(folder / "accessibility-expert.md", "  - senior-frontend-engineer", "  - user")
    healed = check(folder)
    assert healed.status == 0
    assert f"{total - 1} known, 1 no longer occurs" in healed.out
    strict = check(folder, "--strict-baseline")
    assert (strict.status, strict.out.count("error GK902 stale-baseline")) == (1, 1)

    lines = (folder / BASELINE).read_text(encoding="utf-8").splitlines()
    assert graphkit("baseline", ".", "--prune", cwd=folder).status == 0
    left = (folder / BASELINE).read_text(encoding="utf-8").splitlines()
    (gone,) = [line for line in lines if line not in left]
    assert json.loads(gone.rstrip(",")) == {
        "code": "GK101",
        "edges": [["accessibility-expert", "senior-frontend-engineer", "escalation"]],
    }
    assert len(left) == len(lines) - 1 == known - 1 + 5
    assert check(folder, "--strict-baseline").status == 0
