"""What running text says about working with others, pattern by pattern."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import graphkit
from graphkit.config import Config
from graphkit.model.relations import Relation
from graphkit.readers.prose import scan
from tests.unit import folders

if TYPE_CHECKING:
    from pathlib import Path

TEAM = {
    "tech-lead": "name: tech-lead",
    "qa-bot": "name: qa-bot",
    "ui-designer": "name: ui-designer",
    "data-smith": "name: data-smith",
    "writer": "name: writer",
}
Told = tuple[str | None, ...]


def told(folder: Path, body: str, front: str = "name: me") -> list[Told]:
    """Return what an agent `me` with that body tells: relation, way, label and the other agent."""
    files: dict[str, str | bytes] = {**TEAM, "me.md": f"---\n{front}\n---\n{body}\n"}
    graph = graphkit.load(folders.write(folder, files), Config(prose=True))
    found = []
    for edge in graph.links():
        for reference in edge.references:
            way = "<>" if edge.symmetric else "->" if edge.source == "me" else "<-"
            found.append((edge.relation, way, edge.label, edge.other("me")))
            line = (folder / "me.md").read_text("utf-8").split("\n")[reference.span.line - 1]
            assert line[reference.span.column - 1 :].startswith(reference.text)
            assert reference.prose
    return sorted(found, key=str)


VERBS = [
    ("Escalate outages to tech-lead.", ("escalation", "->", None)),
    ("If nobody answers, escalate to the `tech-lead`.", ("escalation", "->", None)),
    ("You must always escalate to @tech-lead at once.", ("escalation", "->", None)),
    ("### Escalate to Tech Lead when:", ("escalation", "->", None)),
    ("Delegate the boring parts to **tech-lead**.", ("delegation", "->", None)),
    ("Use the Task tool to delegate to the tech-lead agent.", ("delegation", "->", None)),
    ("1. Assign reviews to tech-lead", ("delegation", "->", None)),
    ("- Route hard questions to tech-lead", ("delegation", "->", None)),
    ("Once done, hand off to tech-lead.", ("handoff", "->", None)),
    ("Hand the notes over to tech-lead.", ("handoff", "->", None)),
    ("Handoff to tech-lead", ("handoff", "->", None)),
    ("Defer wording to [Tech Lead](./tech-lead.md).", ("workflow", "->", "defers")),
    ("Collaborates closely with tech-lead on plans.", ("workflow", "<>", "collaborates")),
    ("This agent coordinates releases with tech-lead.", ("workflow", "<>", "coordinates")),
    ("Work with tech-lead, and be kind.", ("workflow", "<>", "works")),
    ("Works in parallel with tech-lead for speed.", ("parallel", "<>", None)),
    ("Consult tech-lead about budgets.", ("workflow", "->", "consults")),
    ("- Notify tech-lead of all changes", ("workflow", "->", "notifies")),
    ("Report bugs to tech-lead.", ("workflow", "->", "reports")),
    ("- Receive plans from tech-lead", ("workflow", "<-", "receives")),
    ("- Receive escalations from tech-lead", ("escalation", "<-", None)),
    ("- Receive handoffs from tech-lead", ("handoff", "<-", None)),
    ("- Provide drafts to tech-lead", ("workflow", "->", "provides")),
    ("- Draw charts (delegate to tech-lead)", ("delegation", "->", None)),
]


@pytest.mark.parametrize(("body", "expected"), VERBS)
def test_a_verb_before_a_name(body: str, expected: Told, tmp_path: Path) -> None:
    """The verb picks the relation, its preposition the direction."""
    assert told(tmp_path, body) == [(*expected, "tech-lead")]


HEADINGS = [
    ("## Escalation", "- **Tech Lead**: hard cases", ("escalation", "->", None)),
    ("### Escalation Paths", "- `tech-lead` for hard cases", ("escalation", "->", None)),
    ("## Receives Escalations From", "- **Tech Lead**: hard cases", ("escalation", "<-", None)),
    ("**Delegates to**:", "- `tech-lead` for reviews", ("delegation", "->", None)),
    ("Delegated by:", "- tech-lead", ("delegation", "<-", None)),
    ("## 🧰 Specialists (delegate wisely)", "- `tech-lead`: reviews", ("delegation", "->", None)),
    ("## Agent Pool", "| `tech-lead` | reviews |", ("delegation", "->", None)),
    ("## Handoffs", "- [Tech Lead](../team/tech-lead.md) - when done", ("handoff", "->", None)),
    ("## Handoffs from", "- tech-lead", ("handoff", "<-", None)),
    ("## Receives From", "- tech-lead - plans", ("workflow", "<-", "receives")),
    ("Coordinates with:", "- tech-lead", ("workflow", "<>", "coordinates")),
    ("## 4. Team collaboration", "* **tech-lead** - plans", ("workflow", "<>", "collaborates")),
    ("## Integration with Other Agents", "- tech-lead: plans", ("workflow", "<>", "integrates")),
    ("## Integration with Other Agents", "- Support tech-lead with plans", ("workflow", "->", "supports")),
    ("## Integration with Other Agents", "- Supports tech-lead with plans", ("workflow", "->", "supports")),
    ("## Integration with Other Agents", "- Polish plans for tech-lead", ("workflow", "->", "polishes")),
    ("## Integration with Other Agents", "- Take plans from **tech-lead**", ("workflow", "<-", "takes")),
    ("## Integration with Other Agents", "- Pair with tech-lead", ("workflow", "<>", "pairs")),
]


@pytest.mark.parametrize(("heading", "item", "expected"), HEADINGS)
def test_a_list_under_a_heading(heading: str, item: str, expected: Told, tmp_path: Path) -> None:
    """A heading says what the names of its list are; under a team heading each item has its own verb."""
    assert told(tmp_path, f"{heading}\n\n{item}") == [(*expected, "tech-lead")]


CHAINS = [
    "Escalate to tech-lead and qa-bot.",
    "Escalate to `tech-lead`, or to `qa-bot` if asleep.",
    "Escalate to tech-lead for code, and qa-bot for tests.",
    "Escalate to tech-lead (or `qa-bot` for tests).",
    "**Escalation**: `tech-lead` for code,\n`qa-bot` for tests",
    "Escalation to:\n- **tech-lead / qa-bot** – hard cases",
    "### Escalates to: `tech-lead` for code,\n`qa-bot` for tests",
]


@pytest.mark.parametrize("body", CHAINS)
def test_several_names(body: str, tmp_path: Path) -> None:
    """Names that are joined share the verb, also over the end of a line."""
    assert [other for *_, other in told(tmp_path, body)] == ["qa-bot", "tech-lead"]


NOTHING = {
    "a verb without a name": "Escalate to whoever is awake.",
    "a name without a verb": "The tech-lead likes tea.",
    "nobody defines it": "Escalate to qa-boss.",
    "negation": "Do not escalate to tech-lead.",
    "negation in a team": "## Coordination\n- Do not pair with tech-lead",
    "no verb in a team": "## Coordination\n- For tech-lead see below\n- Other people work with tech-lead",
    "negation at a distance": "Never, for whatever reason, delegate to tech-lead.",
    "instead": "Decide yourself instead of escalating to tech-lead.",
    "without": "Finish without handing off to tech-lead.",
    "somebody else does": "Users escalate to tech-lead.",
    "another agent does": "`qa-bot` tests the build and escalates to `tech-lead`.",
    "when not to use": "## When NOT to use\n- Plans (delegate to tech-lead)",
    "forbidden list": "## Never\n- Delegate to tech-lead",
    "forbidden label": "Do NOT:\n- escalate to tech-lead",
    "code": "```python\n# delegate to tech-lead\n```",
    "code that is never closed": "~~~\nEscalate to tech-lead.",
    "comment": "<!-- Escalate to tech-lead. -->",
    "example": "<example>\nEscalate to tech-lead.\n</example>",
    "example heading": "## Example\nEscalate to tech-lead.",
    "template": "### Report template\n- Escalate to tech-lead",
    "quotation": "> Escalate to tech-lead.",
    "dialogue": 'User: "x"\nassistant: "Escalate to tech-lead"',
    "quoted message": '"Escalate to tech-lead."',
    "a longer title": "Escalate to Senior UI Designer.",
    "a title that goes on": "Escalate to UI Designer Guild.",
    "words that are no title": "Escalate to tech lead.",
    "a file": "Escalate to tech-lead.md and wait.",
    "a skill": "Hand off to the tech-lead skill.",
    "a call": "Escalate to tech-lead() in code.",
    "a possessive": "Escalate to tech-lead's manager.",
    "part of a word": "Escalate to tech-lead-approved people.",
    "a common word after a weak verb": "Work with writer tools.",
    "a single word that goes on": "Escalate to writer guild.",
    "itself": "Escalate to me.",
    "topic of a list": "## Coordination\n- writer: how to do it",
    "a report about it": "Report findings, then tell tech-lead.",
    "the sentence is over": "Escalate early. To tech-lead it matters.",
    "reasons below a heading": "### Escalation\n- tech-lead decisions are late",
    "a link elsewhere": "Escalate to [tech-lead](https://example.org/tech-lead).",
    "a very long heading": f"## Coordination {'and more ' * 12}\n- tech-lead",
    "inverse label": "## Handoff Protocol\nWhat I receive from others:\n| tech-lead | plans |",
}


@pytest.mark.parametrize("body", NOTHING.values(), ids=NOTHING)
def test_what_is_no_relation(body: str, tmp_path: Path) -> None:
    """Precision beats recall: what only looks like a relation is none."""
    assert told(tmp_path, body) == []


def test_a_relation_that_the_settings_lack(tmp_path: Path) -> None:
    """Reporting is a relation where the settings know it, else work with a verb; without that, nothing."""
    files: dict[str, str | bytes] = {**TEAM, "me.md": "---\nname: me\n---\nReports to tech-lead.\n"}
    folder = folders.write(tmp_path, files)
    plain = tuple(relation for relation in Config().relations if relation.name != "reporting")
    own = Relation("reporting", (), "reports to", "is reported to by")
    for relations, expected in (
        (plain, [("workflow", "reports")]),
        ((*plain, own), [("reporting", None)]),
        (tuple(relation for relation in plain if relation.name != "workflow"), []),
    ):
        graph = graphkit.load(folder, Config(prose=True, relations=relations))
        assert [(edge.relation, edge.label) for edge in graph.links()] == expected


def test_an_own_title_is_no_reference(tmp_path: Path) -> None:
    """An agent whose title ends like another's name does not name it."""
    body = "# Mobile UI Designer\nYou are a Senior Mobile UI Designer. Work as Mobile UI Designer with care."
    assert told(tmp_path, body) == []


def test_a_label_ends_with_its_list(tmp_path: Path) -> None:
    """After the list of a label, a new paragraph stands under the heading again; nested labels end with their list."""
    body = "Delegates to:\n- `qa-bot`\n\nSome more text.\n\n- `tech-lead`"
    assert told(tmp_path, body) == [("delegation", "->", None, "qa-bot")]
    body = "- Escalates to:\n  - `qa-bot` - tests\n- `tech-lead` - tea"
    assert told(tmp_path, body) == [("escalation", "->", None, "qa-bot")]


def test_a_lower_heading_is_silenced_by_the_one_above(tmp_path: Path) -> None:
    """Below a heading about examples, headings of their own change nothing; the next one of its rank does."""
    body = "## Examples\n### Escalation\n- `qa-bot`\n## Escalation\n- `tech-lead`"
    assert told(tmp_path, body) == [("escalation", "->", None, "tech-lead")]


def test_brackets_in_a_forbidden_list(tmp_path: Path) -> None:
    """What must not be done may say in brackets who does it."""
    body = "## What this agent must NOT do\n- Delegate to qa-bot\n- Paint (delegate to ui-designer)"
    assert told(tmp_path, body) == [("delegation", "->", None, "ui-designer")]


def test_a_relation_is_told_once_at_a_place(tmp_path: Path) -> None:
    """A name that a verb and a heading both claim is one reference, as the verb has it."""
    body = "## Coordination\n- Escalate to tech-lead"
    assert told(tmp_path, body) == [("escalation", "->", None, "tech-lead")]


@pytest.mark.parametrize(
    "front",
    [
        "name: me\ndescription: Escalates to tech-lead when stuck.",
        'name: me\ndescription: "Plans things.\\nEscalates to tech-lead when stuck."',
        "description: >-\n  Plans things.\n  Escalates to tech-lead when stuck.\nname: me",
        'name: me\n"description": Plans. Escalates to tech-lead, always: yes',
    ],
)
def test_descriptions_are_read_where_they_stand(front: str, tmp_path: Path) -> None:
    """In whatever YAML style, even one that is broken, the place is exact."""
    assert told(tmp_path, "", front) == [("escalation", "->", None, "tech-lead")]


def test_other_fields_are_not_prose(tmp_path: Path) -> None:
    """Only the description speaks; so do no examples in it."""
    front = 'name: me\nnotes: Escalate to qa-bot\ndescription: "Helps. <example>Escalate to tech-lead</example>"'
    assert told(tmp_path, "", front) == []
    front = "name: me\ndescription: 'Helps. assistant: \"Escalate to tech-lead\"'"
    assert told(tmp_path, "", front) == []


def test_a_file_without_an_agent_has_no_prose(tmp_path: Path) -> None:
    """A guide beside the agents may speak of them; it is nobody's relation."""
    files: dict[str, str | bytes] = {**TEAM, "README.md": "# Team\n\nEscalate to tech-lead.\n"}
    graph = graphkit.load(folders.write(tmp_path, files), Config(prose=True))
    assert not graph.edges
    assert [skipped.reason for skipped in graph.skipped] == ["no front matter"]


def test_front_matter_that_is_never_closed(tmp_path: Path) -> None:
    """The body begins where the lines stop looking like YAML."""
    files: dict[str, str | bytes] = {**TEAM, "me.md": "---\nname: me\nPlans all day.\n\nEscalate to tech-lead.\n"}
    (edge,) = graphkit.load(folders.write(tmp_path, files), Config(prose=True)).edges
    assert (edge.references[0].span.line, edge.references[0].field) == (5, "body")


def test_any_text_can_be_scanned() -> None:
    """A prompt from another format: passages carry the field's name and count from the line that is given."""
    (passage,) = scan("Plans.\n\nThen hand off to nobody-knows.", "a.json", 7, "prompt")
    assert (passage.field, passage.relation, passage.span.line, passage.span.column) == ("prompt", "handoff", 9, 17)
    assert passage.text == " nobody-knows"


def test_without_prose_nothing_is_read(tmp_path: Path) -> None:
    """The switch is off by default."""
    files: dict[str, str | bytes] = {**TEAM, "me.md": "---\nname: me\n---\nEscalate to tech-lead.\n"}
    folder = folders.write(tmp_path, files)
    assert not graphkit.load(folder).edges
    assert not graphkit.load(folder).agents["me"].passages


NOUNS = [
    ("Delegate the work to tech-lead.", ("delegation", "->", None)),
    ("Delegate all your reports to tech-lead.", ("delegation", "->", None)),
    ("Delegate research and work to tech-lead.", ("delegation", "->", None)),
    ("Hand off test runs to tech-lead.", ("handoff", "->", None)),
    ("Route every call to tech-lead.", ("delegation", "->", None)),
    ("Escalate use of force to tech-lead.", ("escalation", "->", None)),
    ("Hand off drafts and reports to tech-lead.", ("handoff", "->", None)),
    ("Delegate the tests and report to tech-lead.", ("reporting", "->", None)),
    ("Collect findings, then report to tech-lead.", ("reporting", "->", None)),
]


@pytest.mark.parametrize(("body", "expected"), NOUNS)
def test_a_noun_that_spells_a_verb(body: str, expected: Told, tmp_path: Path) -> None:
    """After an article or another verb, "work" and "reports" are things; joined by "and" in the same form, a verb."""
    assert told(tmp_path, body) == [(*expected, "tech-lead")]


OBJECTS = [
    "Use the `tech-lead` agent to plan.",
    "Use the tech-lead agent.",
    "Using the tech-lead subagent, plan it.",
    "Invoke **tech-lead** for plans.",
    "Spawn `tech-lead` for every task.",
    "Launch 2-3 tech-lead agents in parallel.",
    "Call **tech-lead** first.",
    "Ask tech-lead to plan.",
    "Engage the `tech-lead` agent and wait.",
    "Have the review use the tech-lead agent.",
    "This agent invokes `tech-lead` for plans.",
    "1. Dispatch `tech-lead`.",
    "Activate the Tech Lead for plans.",
    "Deploy an agent named `tech-lead`.",
    "Start the tech-lead agent.",
]


@pytest.mark.parametrize("body", OBJECTS)
def test_a_name_right_after_a_verb(body: str, tmp_path: Path) -> None:
    """Use, invoke, spawn and the like start whom they name; no other verb is needed."""
    assert told(tmp_path, body) == [("delegation", "->", None, "tech-lead")]


FORMS = [
    ("- Plans are missing → `tech-lead`", ("delegation", "->", None)),
    ("- Plans are missing -> tech-lead agent", ("delegation", "->", None)),
    ("| Plans are missing → tech-lead | today |", ("delegation", "->", None)),
    ("## Escalation routes\n- Plans are missing → `tech-lead`", ("escalation", "->", None)),
    ("| When | Delegate to |\n|---|---|\n| plans | `tech-lead` |", ("delegation", "->", None)),
    ("| Trigger | Target |\n|:--|--:|\n| plans | tech-lead |", ("delegation", "->", None)),
    ("| When | Escalate to |\n|---|---|\n| plans | tech-lead for code |", ("escalation", "->", None)),
    ("| Hand off to | When |\n|---|---|\n| tech-lead | done |", ("handoff", "->", None)),
    ("| plans | escalate to tech-lead |", ("escalation", "->", None)),
    ("- **With tech-lead**: shares plans", ("workflow", "<>", "works")),
    ("- With tech-lead: shares plans", ("workflow", "<>", "works")),
    ("## Delegates to\n- Plans are missing: `tech-lead`", ("delegation", "->", None)),
    ("Delegate to other agents:\n\n- tech-lead", ("delegation", "->", None)),
    ("## Agents to spawn\n- `tech-lead` - plans", ("delegation", "->", None)),
    ("## Subagents you can call\n- `tech-lead` - plans", ("delegation", "->", None)),
    ("## When to delegate\n- Plans are missing: `tech-lead`", ("delegation", "->", None)),
    ("| Situation | Agent to call |\n|---|---|\n| plans | tech-lead |", ("delegation", "->", None)),
    ("## Downstream consumers\n- tech-lead (plans)", ("handoff", "->", None)),
    ('<route to="@tech-lead" when="plans">', ("delegation", "->", None)),
    ("Pass the plan to tech-lead.", ("handoff", "->", None)),
    ("Switch over to tech-lead.", ("workflow", "->", "switches")),
    ("Forward questions to tech-lead.", ("workflow", "->", "forwards")),
]


@pytest.mark.parametrize(("body", "expected"), FORMS)
def test_lists_tables_and_arrows(body: str, expected: Told, tmp_path: Path) -> None:
    """A condition with an arrow, a column of targets, a list below a heading about delegation."""
    assert told(tmp_path, body) == [(*expected, "tech-lead")]


def test_names_are_chained_to_an_object(tmp_path: Path) -> None:
    """Several agents after one verb are all started; of a chain, a plain single word in front hides no slug."""
    assert [other for *_, other in told(tmp_path, "Dispatch `tech-lead` and `qa-bot` in parallel.")] == [
        "qa-bot", "tech-lead",
    ]  # fmt: skip
    body = "Works in parallel with writer for texts and qa-bot for tests."
    assert told(tmp_path, body) == [("parallel", "<>", None, "qa-bot")]
    assert told(tmp_path, "Work with writer tools and qa-bot.") == []


NOT_THE_WRITERS = {
    "what others do after an arrow": "Returns to Tech Lead → delegates to qa-bot.",
    "an order of steps": "1. tech-lead → qa-bot",
    "an arrow after a name": "- `tech-lead` is done → `qa-bot`",
    "two arrows": "- plans → code → qa-bot",
    "an arrow in brackets": "- see below (plans → qa-bot)",
    "an arrow in code": "```\n- plans → qa-bot\n```",
    "others, later in the sentence": "Tech Lead checks it, then escalates to qa-bot.",
    "below the name of another": "### Tech Lead\n- Hands off to qa-bot",
    "users do": "Users invoke the qa-bot agent.",
    "a call below a label that forbids": '**DO NOT write:**\n\n- ❌ `Task(subagent_type="qa-bot")`',
    "never": "Never spawn qa-bot.",
    "a plain word in a reason": "## When to delegate\n- Large tasks: writer and reader changes",
    "a cross mark": "- ❌ Delegate to qa-bot",
    "a cross mark in a list of targets": "## Delegates to\n- ❌ qa-bot: never",
    "a heading of mistakes": "## Common mistakes\n- Delegate to qa-bot",
    "instead of": "Work alone instead of using the qa-bot agent.",
    "a skill": "Invoke the `qa-bot` skill.",
    "half of a code span": "Use `qa-bot fmt` here.",
    "a program": "Use `writer` on the command line.",
    "a plain word": "Use writer now.",
    "a compound": "Use Qa-bot-like tools.",
    "agents of a kind, after a preposition": "Delegate to qa-bot agents.",
    "what it delegates": "Delegate qa-bot reviews to people.",
    "a style": "Use the Tech Lead style of writing.",
    "negation after the verb": "Escalate bugs but not questions to qa-bot.",
    "negation with a preposition": "Delegate never to qa-bot.",
    "the next verb takes over": "Delegate tests and collaborate to help qa-bot.",
    "no column of targets": "| Agent | What |\n|---|---|\n| qa-bot | tests |",
    "a column of another table": "| Target |\n|---|\n| x |\n\n| Agent |\n|---|\n| qa-bot |",
}


@pytest.mark.parametrize("body", NOT_THE_WRITERS.values(), ids=NOT_THE_WRITERS)
def test_what_is_not_the_writers_doing(body: str, tmp_path: Path) -> None:
    """What others do, what is forbidden, and words that only look like names give nothing."""
    assert told(tmp_path, body) == []


def test_a_preposition_belongs_to_the_verb_before_it(tmp_path: Path) -> None:
    """The search for a preposition stops at the next verb, so that a name is never of two verbs."""
    body = "Delegate reviews and collaborate with tech-lead."
    assert told(tmp_path, body) == [("workflow", "<>", "collaborates", "tech-lead")]
    body = "Collaborate on plans and escalate outages to tech-lead."
    assert told(tmp_path, body) == [("escalation", "->", None, "tech-lead")]
    body = "Delegate tests when users report to tech-lead."
    assert told(tmp_path, body) == []


def test_engaging_somebody_in_a_team_is_work_with_them(tmp_path: Path) -> None:
    """Below a heading about coordination, "engage x in plans" is work, not a call."""
    assert told(tmp_path, "## Coordination\n- Engage tech-lead in plans") == [
        ("workflow", "->", "engages", "tech-lead"),
    ]  # fmt: skip
