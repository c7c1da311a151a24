"""What prose may do to findings: GK305, an orphan less, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import graphkit
from graphkit.config import Config
from tests.settled_rules import SETTLED
from tests.unit import folders

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from graphkit.model.findings import Finding


def found(folder: Path, files: Mapping[str, str], *, prose: bool = True) -> dict[str, list[Finding]]:
    """Write the files and return the findings by code."""
    folders.write(folder, dict(files))
    by_code: dict[str, list[Finding]] = {}
    for finding in graphkit.check(folder, Config(prose=prose)).live:
        by_code.setdefault(finding.code, []).append(finding)
    return by_code


def test_one_finding_for_each_agent(tmp_path: Path) -> None:
    """It lists the names, points at each place, and says which fields to write."""
    body = "Escalate to lead.\n\n## Integration with other agents\n- Support tester-one with data\n- Pair with `lead`\n"
    files = {
        "me.md": f"---\nname: me\n---\n{body}",
        "lead.md": "---\nname: lead\n---\nReceive escalations from me.\n",
        "tester-one": "name: tester-one",
    }
    mine, theirs = sorted(found(tmp_path, files)["GK305"], key=lambda finding: finding.agents, reverse=True)
    assert mine.message == "`me` names `lead`, `tester-one` in its text, but in no field"
    assert (mine.span.line, mine.span.column, mine.severity) == (4, 13, "info")
    assert [(label.span.line, label.message) for label in mine.related] == [
        (7, "read as workflow (supports) to `tester-one`"),
        (8, "read as workflow (pairs) with `lead`"),
    ]
    assert mine.hint == (
        "Declare them: `escalation_to: [lead]`; `workflow_integration: [supports_to_tester_one, pairs_with_lead]`."
    )
    assert (theirs.agents, theirs.hint) == (("lead",), "Declare them: `escalation_from: [me]`.")


def test_many_names_are_cut_short(tmp_path: Path) -> None:
    """A finding stays readable."""
    others = [f"agent-{number}" for number in range(12)]
    files = {"me.md": f"---\nname: me\n---\nDelegate to {', '.join(others)}.\n", **{o: f"name: {o}" for o in others}}
    (finding,) = found(tmp_path, files)["GK305"]
    assert finding.message.endswith("`agent-7` and 4 more in its text, but in no field")


def test_what_a_field_declares_is_not_reported(tmp_path: Path) -> None:
    """The same relation in a field, in whatever words, is enough."""
    files = {
        "me.md": "---\nescalation_to: lead\nworkflow_integration: [works_with_lead]\n---\nEscalate to lead. Pair with `lead`.\n",
        "lead": "name: lead",
    }
    assert "GK305" not in found(tmp_path, files)


def test_prose_takes_agents_out_of_orphanhood(tmp_path: Path) -> None:
    """Whoever is named in a text is not forgotten."""
    files = {"me.md": "---\nname: me\n---\nEscalate to lead.\n", "lead": "name: lead", "poet": "name: poet"}
    assert [finding.agents for finding in found(tmp_path, files)["GK501"]] == [("poet",)]


def test_prose_is_no_declaration(tmp_path: Path) -> None:
    """No cycle, no denial, no escalation downwards, no dead end, no duplicate comes of it."""
    files = {
        "low.md": "---\nspecialization_level: senior\nescalation_from: []\nescalation_to: []\n---\nEscalate to high.\nEscalate to `high`.\n",
        "high.md": "---\nspecialization_level: principal\nescalation_from: []\n---\nEscalate to low. Delegate to low.\n",
        "mid.md": "---\nspecialization_level: staff\n---\nReceive escalations from low. Delegate to high and ghost-writer.\n",
    }
    assert set(found(tmp_path, files)) & SETTLED == {"GK305"}


def test_prose_does_not_excuse_what_fields_deny(tmp_path: Path) -> None:
    """A one-sided pair stays one when the other side says so in its text only."""
    files = {
        "me.md": "---\nescalation_to: [lead]\n---\n",
        "lead.md": "---\nescalation_from: []\n---\nReceives escalations from me.\n",
    }
    assert len(found(tmp_path, files)["GK301"]) == 1
    assert len(found(tmp_path, files, prose=False)["GK301"]) == 1


def test_a_phrase_that_escalates_is_still_reported(tmp_path: Path) -> None:
    """A sentence is no field: GK304 asks for one."""
    files = {
        "me.md": "---\nworkflow_integration: [escalates_bugs_to_lead]\n---\nEscalate to lead.\n",
        "lead": "name: lead",
    }
    assert len(found(tmp_path, files)["GK304"]) == 1


def test_a_sentence_is_somebody_to_turn_to(tmp_path: Path) -> None:
    """An agent that says in its text to whom it escalates is no dead end."""
    files = {
        "low": "specialization_level: senior\nescalation_to: mid",
        "mid.md": "---\nspecialization_level: staff\n---\nEscalate to high.\n",
        "high": "specialization_level: principal",
    }
    assert "GK402" in found(tmp_path, files, prose=False)
    assert "GK402" not in found(tmp_path, files)


def test_without_the_switch_one_finding_names_it(tmp_path: Path) -> None:
    """Where no field links anybody but texts do, that is one finding, and it names the switch."""
    files = {"me.md": "---\nname: me\n---\nEscalate to lead.\n", "lead": "name: lead", "poet": "name: poet"}
    (finding,) = found(tmp_path, files, prose=False)["GK501"]
    assert finding.message == ("no field links any of the 3 agents to another; 1 relation seems to be in prose only")
    assert finding.hint is not None
    assert "--prose" in finding.hint


def test_nearly_no_field(tmp_path: Path) -> None:
    """One pair among thirty is next to nothing: still one finding, about the others."""
    files = {f"agent-{n}.md": f"---\nname: agent-{n}\n---\nPair with agent-{n + 1}.\n" for n in range(30)}
    files["agent-0.md"] = "---\nescalation_to: agent-1\n---\n"
    (finding,) = found(tmp_path, files, prose=False)["GK501"]
    assert finding.message.startswith("no field links 28 of the 30 agents to another; 28 relations seem")


def test_no_text_no_advice(tmp_path: Path) -> None:
    """Where texts name nobody either, nothing is said of prose; nor where fields link enough."""
    (finding,) = found(tmp_path / "a", {"me": "name: me", "lead": "name: lead"}, prose=False)["GK501"]
    assert "prose" not in f"{finding.message}{finding.hint}"
    files = {"me.md": "---\nescalation_to: lead\n---\nPair with `poet`.\n", "lead": "name: lead", "poet": "name: poet"}
    (finding,) = found(tmp_path / "b", files, prose=False)["GK501"]
    assert finding.agents == ("poet",)
