"""GK301 to GK304: what two agents say differently about one relation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.unit.rules.files import findings, place, related

if TYPE_CHECKING:
    from pathlib import Path


def test_both_places_and_the_field_to_mend(tmp_path: Path) -> None:
    """The declaring reference is pointed at, the field that omits it stands beside, the hint says what to add where."""
    files = {
        "tester": "escalation_to:\n  - lead",
        "lead": "name: lead\nescalation_from: [writer]",
        "writer": "level: x",
    }
    (finding,) = findings(tmp_path, files, "GK301")
    assert place(finding) == ("tester.md", 3, 5)
    assert related(finding) == [("lead.md", 3)]
    assert finding.message == "`tester` escalates to `lead`, but `escalation_from` of `lead` does not name `tester`"
    assert finding.hint is not None
    assert finding.hint.startswith("Add `tester` to `escalation_from` in ")
    assert finding.edges == (("tester", "lead", "escalation"),)
    assert finding.severity == "warning"


def test_the_other_way_round(tmp_path: Path) -> None:
    """Who is said to escalate here, and does not say so, is found too; by the field that agent uses."""
    files = {
        "tester": "coordination_protocols:\n  escalation_path: [writer]",
        "lead": "escalation_from: tester",
        "writer": "name: writer",
    }
    (finding,) = findings(tmp_path, files, "GK301")
    assert place(finding) == ("lead.md", 2, 18)
    assert finding.message == (
        "`lead` receives escalations from `tester`, "
        "but `coordination_protocols.escalation_path` of `tester` does not name `lead`"
    )
    assert finding.edges == (("tester", "lead", "escalation"),)


def test_an_absent_field_says_nothing(tmp_path: Path) -> None:
    """A team that never writes `escalation_from` does not drown in findings."""
    assert findings(tmp_path, {"tester": "escalation_to: lead", "lead": "name: lead"}, "GK301") == []


def test_a_wildcard_answers_everybody(tmp_path: Path) -> None:
    """Who takes escalations from all agents takes this one."""
    files = {"tester": "escalation_to: lead", "lead": "escalation_from: [all_agents]"}
    assert findings(tmp_path, files, "GK301") == []


def test_a_missing_agent_cannot_contradict(tmp_path: Path) -> None:
    """Where the other side does not exist, that alone is worth saying."""
    assert findings(tmp_path, {"tester": "escalation_to: [lead]\nparallel_compatible: [lead]"}, "GK301") == []


def test_one_pair_is_one_finding(tmp_path: Path) -> None:
    """A parallel pair of which one side is silent is told once, at the side that speaks."""
    files = {"writer": "parallel_compatible: [tester]", "tester": "parallel_compatible: []"}
    (finding,) = findings(tmp_path, files, "GK302")
    assert place(finding) == ("writer.md", 2, 23)
    assert finding.agents == ("tester", "writer")
    assert finding.message == (
        "`writer` runs in parallel with `tester`, but `parallel_compatible` of `tester` does not name `writer`"
    )


def test_a_phrase_needs_no_answer(tmp_path: Path) -> None:
    """Workflow phrases have no inverse field, so nobody can contradict them."""
    files = {"tester": "workflow_integration:\n  - reports_to_lead", "lead": "workflow_integration: []"}
    assert findings(tmp_path, files, "GK303") == []


def test_an_escalation_in_words_wants_a_declaration(tmp_path: Path) -> None:
    """A trigger that says from whom is told as such, and points to the file in which the declaration is missing."""
    files = {"tester": "name: tester", "lead": "escalation_triggers:\n  from_tester: Tests that hang."}
    (finding,) = findings(tmp_path, files, "GK304")
    assert finding.message == (
        "`escalation_triggers` of `lead` says that `tester` escalates to `lead`, "
        "but `escalation_to` of `tester` does not"
    )
    assert finding.agents == ("tester", "lead")
    assert "tester.md" in (finding.hint or "")
    assert finding.severity == "info"


def test_a_declaration_by_either_side_will_do(tmp_path: Path) -> None:
    """`escalation_from`, or a wildcard, declares the escalation as well."""
    trigger = "escalation_triggers:\n  to_lead: Tests that hang."
    assert findings(tmp_path / "a", {"tester": trigger, "lead": "escalation_from: tester"}, "GK304") == []
    files = {"tester": f"{trigger}\nescalation_to: all_agents", "lead": "name: lead"}
    assert findings(tmp_path / "b", files, "GK304") == []
