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
        "`escalation_triggers` of `lead` says that `tester` escalates to `lead`, but no field of `tester` declares it"
    )
    assert finding.agents == ("tester", "lead")
    assert "tester.md" in (finding.hint or "")
    assert finding.severity == "info"


def test_an_escalation_in_words_is_compared_with_the_field_of_the_file(tmp_path: Path) -> None:
    """A field that is there is named as it is written."""
    files = {"tester": "escalation-to: []\nworkflow_integration: [escalates_hangs_to_lead]", "lead": "name: lead"}
    (finding,) = findings(tmp_path, files, "GK304")
    assert finding.message.endswith("but `escalation-to` of `tester` does not name `lead`")
    assert "Add `lead` to `escalation-to` in " in (finding.hint or "")


def test_no_advice_to_declare_what_another_rule_reports(tmp_path: Path) -> None:
    """An escalation down, or one that closes a cycle with declared or with other undeclared ones, is to be reworded."""
    says = "workflow_integration: [escalates_leaks_to_{}]"
    down = {
        "chief": f"specialization_level: principal\n{says.format('boy')}",
        "boy": "specialization_level: senior",
    }
    (finding,) = findings(tmp_path / "down", down, "GK304")
    assert finding.hint == "Reword it: `boy` has a lower level than `chief`."
    ring = {"a": says.format("bb"), "bb": "escalation_to: [cc]", "cc": says.format("a"), "dd": says.format("a")}
    hints = {finding.agents: finding.hint or "" for finding in findings(tmp_path / "ring", ring, "GK304")}
    assert [agents for agents, hint in hints.items() if "part of a cycle" in hint] == [("a", "bb"), ("cc", "a")]
    assert hints["dd", "a"].startswith("Add `a` to `escalation_to` in ")


def test_a_list_of_both_directions_promises_no_answer(tmp_path: Path) -> None:
    """`works_with` of one agent is enough; only an inverse field, or a symmetric relation, is to agree."""
    plugin = {"pruner": "works_with: [grafter]", "grafter": "works_with: []"}
    assert findings(tmp_path / "with", plugin, "GK303") == []
    inverse = {"pruner": "delegates-to: []", "grafter": "receives-from: [pruner]"}
    (finding,) = findings(tmp_path / "from", inverse, "GK303")
    assert "`delegates-to` of `pruner` does not name `grafter`" in finding.message
    assert finding.omission is not None
    assert finding.omission[:2] == ("pruner", "delegates-to")
    assert (finding.omission.span.line, finding.omission.missing) == (2, "grafter")


def test_a_declaration_by_either_side_will_do(tmp_path: Path) -> None:
    """`escalation_from`, or a wildcard, declares the escalation as well."""
    trigger = "escalation_triggers:\n  to_lead: Tests that hang."
    assert findings(tmp_path / "a", {"tester": trigger, "lead": "escalation_from: tester"}, "GK304") == []
    files = {"tester": f"{trigger}\nescalation_to: all_agents", "lead": "name: lead"}
    assert findings(tmp_path / "b", files, "GK304") == []


def test_a_name_that_means_a_namesake_there_is_no_omission(tmp_path: Path) -> None:
    """The list does hold the name; and where it does not, writing it would name the wrong agent."""
    files = {
        "one/agents/ash": "parallel_compatible: [elm]",
        "two/agents/ash": "parallel_compatible: [elm]",
        "two/agents/elm": "parallel_compatible: [ash, oak]",
        "two/agents/oak": "parallel_compatible: [elm]",
    }
    assert findings(tmp_path / "named", files, "GK302") == []
    files["two/agents/elm"] = "parallel_compatible: [oak]"
    far, near = findings(tmp_path / "omitted", files, "GK302")
    assert far.hint is not None
    assert "one/" in far.span.path
    assert "two/agents/elm.md, under a name that no other agent has, or remove `elm` here." in far.hint
    assert [repair.side for repair in far.repairs] == ["remove"]
    assert [repair.side for repair in near.repairs] == ["add", "remove"]


def test_an_agent_that_the_other_tool_does_not_load_cannot_be_named(tmp_path: Path) -> None:
    """A plugin that works with an agent of the project cannot ask for an answer the project's tool would not find."""
    files = {
        ".kiro/agents/ash.md": "---\nname: ash\nparallel_compatible: [elm]\n---\n",
        ".claude-plugin/plugin.json": '{"name": "kit", "agents": "./agents"}',
        "src/x/agents/elm.md": "---\nname: elm\nparallel_compatible: []\n---\n",
    }
    assert findings(tmp_path, files, "GK302") == []
