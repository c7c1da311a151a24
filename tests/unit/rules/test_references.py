"""GK0xx and GK1xx: what cannot be read, and names that lead nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import graphkit
from graphkit.git import renamed_files
from tests.unit.repositories import commit, git
from tests.unit.rules.files import findings, place, related

if TYPE_CHECKING:
    from pathlib import Path


def test_a_missing_target_is_an_error_only_for_escalation(tmp_path: Path) -> None:
    """Authority that leads nowhere fails a run; a missing partner is worth a warning. Both point at the name."""
    files = {"debugger": "escalation_to:\n  - cto\nparallel_compatible: [poet]\nescalation_from: [ceo]"}
    found = findings(tmp_path, files, "GK101")
    assert [(f.severity, place(f)) for f in found] == [
        ("error", ("debugger.md", 3, 5)),
        ("warning", ("debugger.md", 4, 23)),
        ("error", ("debugger.md", 5, 19)),
    ]
    assert found[0].message == "`debugger` escalates to `cto`, but no agent defines `cto`"
    assert (
        found[2].message
        == "`escalation_from` of `debugger` says that `ceo` escalates to it, but no agent defines `ceo`"
    )
    assert found[0].edges == (("debugger", "cto", "escalation"),)


def test_people_and_built_in_agents_are_not_missing(tmp_path: Path) -> None:
    """`user` and `general-purpose` have no file and need none."""
    assert findings(tmp_path, {"debugger": "escalation_to: [user, General Purpose, all_agents]"}, "GK101") == []


def test_the_file_of_a_copilot_agent_is_not_its_name(tmp_path: Path) -> None:
    """There only `name:` counts, which is what the hint offers to whoever wrote the file's."""
    files = {"pptx.agent.md": "---\nname: Slide Maker\n---\n", "tester.agent.md": "---\nagents: [pptx]\n---\n"}
    (finding,) = findings(tmp_path, files, "GK101")
    assert finding.hint == "Did you mean `Slide Maker`?"


@pytest.mark.parametrize(("written", "meant"), [("debuger", "debugger"), ("tech-leads", "tech-lead"), ("poet", None)])
def test_did_you_mean(tmp_path: Path, written: str, meant: str | None) -> None:
    """A near name is offered; where none is near, the remedy is in words."""
    files = {"tester": f"escalation_to: {written}", "debugger": "name: debugger", "tech-lead": "name: tech-lead"}
    (finding,) = findings(tmp_path, files, "GK101")
    assert finding.hint is not None
    assert (finding.hint == f"Did you mean `{meant}`?") == bool(meant)
    assert finding.hint.startswith("Did you mean" if meant else f"Define `{written}`")


def test_a_file_that_gave_no_agent_is_named(tmp_path: Path) -> None:
    """The hint names the file that was skipped, in whatever spelling, or that could not be read, with the reason."""
    files: dict[str, str | bytes] = {
        "tester": "escalation_to: [dome_keeper, Bell Ringer]",
        "sub/Dome-Keeper.md": "# Dome keeper\n",
        "bell-ringer.agent.md": b"---\nname: \x00\x01\x02\x00\n---\n",
    }
    skipped, unreadable = (one.hint or "" for one in findings(tmp_path, files, "GK101"))
    assert "sub/Dome-Keeper.md is not read as an agent: " in skipped
    assert "bell-ringer.agent.md could not be read: " in unreadable


def test_a_renamed_definition_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Git knows where the file went, over several renames and before the last one is committed; else it is silent."""
    monkeypatch.chdir(tmp_path)
    text = "---\ndescription: Watches the door all night long, and says so in many words.\n---\nBody.\n"
    tester = "---\nescalation_to: [doorman]\n---\n"
    commit(tmp_path, {"agents/doorman.md": text, "agents/tester.md": tester})
    git(tmp_path, "mv", "agents/doorman.md", "agents/gatekeeper.md")
    commit(tmp_path, {})
    hints = {one.hint for one in graphkit.check("agents").live if one.code == "GK101"}
    assert hints == {"Its file was renamed: write `gatekeeper` (agents/gatekeeper.md)."}
    git(tmp_path, "mv", "agents/gatekeeper.md", "agents/porter.md")
    hints = {one.hint for one in graphkit.check("agents").live if one.code == "GK101"}
    assert hints == {"Its file was renamed: write `porter` (agents/porter.md)."}
    monkeypatch.chdir(tmp_path / "agents")
    hints = {one.hint for one in graphkit.check(".").live if one.code == "GK101"}
    assert hints == {"Its file was renamed: write `porter` (porter.md)."}


def test_renames_of_long_ago_do_not_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a repository with more commits than are looked at, only what was renamed in the latest of them is."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(renamed_files, "COMMITS", 1)
    text = "---\ndescription: Watches the door all night long, and says so in many words.\n---\nBody.\n"
    commit(tmp_path, {"agents/doorman.md": text, "agents/tester.md": "---\nescalation_to: [doorman]\n---\n"})
    git(tmp_path, "mv", "agents/doorman.md", "agents/gatekeeper.md")
    commit(tmp_path, {})
    assert renamed_files.renamed_files(["agents"]) == {"agents/doorman.md": "agents/gatekeeper.md"}
    commit(tmp_path, {"notes.txt": "later"})
    assert renamed_files.renamed_files(["agents"]) == {}
    monkeypatch.setenv("PATH", "")
    assert renamed_files.renamed_files(["agents"]) == {}


@pytest.mark.parametrize(
    ("front_matter", "name", "severity"),
    [
        ("workflow_integration: [hands_builds_to_qa_enginer]", "qa_enginer", "warning"),
        ("workflow_integration: [hands_builds_to_the_qa_engineeer_when_done]", "qa_engineeer", "warning"),
        ("workflow_integration: [learns_from_qaengineer]", "qaengineer", "warning"),
        ("coordination_protocols:\n  with_qa_enginer: nightly", "qa_enginer", "warning"),
        ("escalation_triggers:\n  to_harbor_master: fire", "harbor_master", "warning"),
        ("escalation_triggers:\n  from_tetser: fire", "tetser", "warning"),
        ("escalation_triggers:\n  to_night_watch: fire", "night_watch", "info"),
    ],
)
def test_a_typo_in_a_phrase_or_key(tmp_path: Path, front_matter: str, name: str, severity: str) -> None:
    """The name is near that of an agent, or the key has the form `to_NAME`; never an error."""
    team = {"qa-engineer": "", "harbour-master": "", "tester": ""}
    (finding,) = findings(tmp_path, {"alpha": front_matter, **team}, "GK101")
    assert (finding.severity, finding.agents) == (severity, ("alpha",))
    assert finding.message.endswith(f"names no agent: no agent defines `{name}`")
    assert (finding.hint or "").startswith("Did you mean `") == (severity == "warning")


@pytest.mark.parametrize(
    "front_matter",
    [
        "workflow_integration: [provides_reports_to_stakeholders, hands_to_test_it_all, works_with_qa_engineers]",
        "workflow_integration: [asks_for_quality_engineering_of_the_day_with_care]",
        "workflow_integration: [hands_text_to_project_manager]",
        "coordination_protocols:\n  with_technical_teams: daily\n  with_qa_engineers: daily\n  with_user: daily",
        "escalation_triggers:\n  to_qa_engineer: fire\n  critical_bugs: fire",
    ],
)
def test_free_text_and_groups_are_no_typos(tmp_path: Path, front_matter: str) -> None:
    """A near miss is the whole name but for one or two letters; `product` is not meant by `project`."""
    team = {"qa-engineer": "", "product-manager": "", "tester": ""}
    assert findings(tmp_path, {"alpha": front_matter, **team}, "GK101") == []


def test_nobody_is_sent_to_oneself(tmp_path: Path) -> None:
    """The agent that has the wrong name is never what it should name."""
    (finding,) = findings(tmp_path, {"debugger": "escalation_to: debuggers"}, "GK101")
    assert "Did you mean" not in (finding.hint or "")


def test_a_name_that_is_missing_twice_is_one_finding(tmp_path: Path) -> None:
    """One edge, one finding, with the second place beside the first."""
    files = {"tester": "escalation_to: cto\nescalates_to: cto"}
    (finding,) = findings(tmp_path, files, "GK101")
    assert place(finding) == ("tester.md", 2, 16)
    assert related(finding) == [("tester.md", 3)]


def test_duplicates_are_one_finding_in_one_root(tmp_path: Path) -> None:
    """Three definitions of one name, in different spellings: one finding at the first, the others beside it."""
    files = {"a/one": "name: Tech Lead", "b/two": "name: tech_lead", "c/three": "name: tech-lead"}
    (finding,) = findings(tmp_path, files, "GK102")
    assert finding.message == "`tech-lead` is defined 3 times"
    assert place(finding) == ("one.md", 2, 7)
    assert sorted(related(finding)) == [("three.md", 2), ("two.md", 2)]
    assert len(set(finding.agents)) == 3


def test_a_self_reference_is_an_error_only_for_escalation(tmp_path: Path) -> None:
    """Escalating to oneself loses the problem; several instances may run at once, so `parallel_compatible` is right."""
    files = {
        "tester": "escalation_to: tester\nescalates_to: Tester\nparallel_compatible: [tester]\nhandoff-to: [tester]"
    }
    escalation, handoff = sorted(findings(tmp_path, files, "GK103"), key=lambda f: f.message)
    assert (escalation.severity, handoff.severity) == ("error", "warning")
    assert related(escalation) == [("tester.md", 3)]
    assert handoff.hint == "Remove `tester` from `handoff-to`, or name the agent that was meant."


def test_a_field_that_names_one_agent_twice(tmp_path: Path) -> None:
    """The second entry is pointed at, the first beside it; two fields, or two phrases, are no duplicate."""
    files = {
        "tester": "escalation_to: [lead, writer, Lead]\nescalates_to: lead\nworkflow_integration:\n"
        "  - provides_reports_to_lead\n  - provides_numbers_to_lead",
        "lead": "name: lead",
        "writer": "name: writer",
    }
    (finding,) = findings(tmp_path, files, "GK104")
    assert place(finding) == ("tester.md", 2, 31)
    assert related(finding) == [("tester.md", 2)]
    assert finding.message == "`escalation_to` of `tester` names `lead` 2 times"


def test_the_same_phrase_twice_is_a_duplicate(tmp_path: Path) -> None:
    """A phrase that is repeated word for word says nothing new."""
    phrase = "  - provides_reports_to_lead\n"
    files = {"tester": f"workflow_integration:\n{phrase}{phrase}", "lead": "name: lead"}
    (finding,) = findings(tmp_path, files, "GK104")
    assert place(finding)[1] == 4


def test_a_problem_tells_whose_it_is(tmp_path: Path) -> None:
    """A broken entry belongs to its agent, so that it can be selected and ignored with it."""
    (finding,) = findings(tmp_path, {"tester": "description: a: b: c\nlevel: x"}, "GK002")
    assert finding.agents == ("tester",)
    assert finding.severity == "warning"
