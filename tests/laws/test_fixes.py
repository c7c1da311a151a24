"""Laws of repairing: nothing is lost, edges only gain their missing sides, and a second run has nothing to do."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphkit import pipeline
from graphkit.config import Config
from graphkit.fixes.document import load_here
from graphkit.fixes.rounds import Outcome
from graphkit.model.findings import Finding
from graphkit.model.graph import AgentGraph
from graphkit.model.repairs import Repair
from graphkit.model.report import Report
from graphkit.workspace import edits

NAMES = ("ash", "elm", "oak", "Yew Tree", "fir-warden")
FIELDS = ("parallel_compatible", "escalation_to", "escalation_from", "delegates_to", "receives_from")


def _written(style: int, field: str, names: list[str]) -> str:
    """Write a list in one of the styles that people use."""
    joined = ", ".join(names)
    if not names:
        return (f"{field}: []\n", f"{field}:\n")[style % 2]
    return (
        f"{field}: [{joined}]\n",
        f"{field}:\n" + "".join(f"  - {name}  # why\n" for name in names),
        f"{field}:\n" + "".join(f"- '{name}'\n" for name in names),
        f"{field}: {joined} # note\n",
        f'{field}: "{joined}"\n',
        f"{field}:\n  [ " + ",\n    ".join(names) + " ]\n",
        f"{field}:\n" + "".join(f"  {name}: because\n" for name in names),
        f"{field}:\n" + "".join(f"  - agent: {name}\n    why: x\n" for name in names),
        f"coordination_protocols:\n  {field}:\n" + "".join(f"    -   {name}\n" for name in names),
        f"{field}: |\n" + "".join(f"  {name}\n" for name in names),
    )[style % 10]


TEAMS = st.dictionaries(
    st.sampled_from(NAMES),
    st.tuples(
        st.dictionaries(
            st.sampled_from(FIELDS),
            st.tuples(st.integers(0, 9), st.lists(st.sampled_from(NAMES), max_size=3)),
            max_size=3,
        ),
        st.sampled_from(("\n", "\r\n")),
        st.booleans(),
    ),
    min_size=2,
)


def _repair(choose: str) -> tuple[Outcome, Report]:
    def pick(finding: Finding) -> Repair | None:
        return next((one for one in finding.repairs if one.side in ("", choose)), None)

    return edits.repair(Config(), ["agents"], pick, load_here)


def _edges(graph: AgentGraph) -> set[tuple[str, str, str]]:
    return {(edge.source, edge.target, edge.relation) for edge in graph.edges}


@pytest.mark.parametrize("side", ["add", "remove"])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(team=TEAMS)
def test_repairing(tmp_path_factory: pytest.TempPathFactory, side: str, team: dict[str, Any]) -> None:
    """Every agent and every edge stays (or, removing, no edge comes); what is repaired is gone; once is enough."""
    folder = tmp_path_factory.mktemp("team")
    (folder / "agents").mkdir()
    for number, (name, (fields, line_end, last)) in enumerate(team.items()):
        text = f"---\nname: {name}\n" + "".join(_written(*_order(f, v)) for f, v in fields.items()) + "---\nBody.\n"
        text = text if last else text.rstrip("\n")
        (folder / "agents" / f"a{number}.md").write_bytes(text.replace("\n", line_end).encode())
    here = Path.cwd()
    os.chdir(folder)
    try:
        before = pipeline.run(Config(), ["agents"])
        outcome, after = _repair(side)
        for path, data in outcome.changes.after.items():
            Path(path).write_bytes(data)
        again, _ = _repair(side)
    finally:
        os.chdir(here)
    assert after.graph.agents.keys() == before.graph.agents.keys()
    old, new = _edges(before.graph), _edges(after.graph)
    assert new == old if side == "add" else new <= old
    left = Counter(finding.key for finding in after.live)
    refused = Counter(finding.key for finding, _ in outcome.left)
    assert not [one for one in outcome.fixed if left[one.finding.key] > refused[one.finding.key]]
    assert again.changes.after == again.changes.before
    assert not [reason for _, reason in outcome.left if "more than it says" in reason]
    for path, data in outcome.changes.after.items():
        assert data.count(b"\r\n") == data.count(b"\n") or b"\r\n" not in data, path


def _order(field: str, value: tuple[int, list[str]]) -> tuple[int, str, list[str]]:
    style, names = value
    return style, field, list(dict.fromkeys(names))
