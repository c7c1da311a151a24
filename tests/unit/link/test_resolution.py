"""What references lead to: an agent, a name without a definition, several equally near, or all agents of a plugin."""

from __future__ import annotations

from dataclasses import replace

from graphkit.config import Config
from graphkit.link.resolution import Resolved, Resolver
from graphkit.model.definitions import Definition, End, Link, Passage, PossibleName, Problem
from graphkit.model.relations import Direction
from graphkit.model.spans import Span
from tests.unit.link.made import connection, definition, reference


def told(resolved: list[Resolved]) -> list[tuple[str, str | None, str | None, Direction]]:
    """Return text, target, label and direction of each."""
    return [(one.reference.text, one.target, one.reference.label, one.reference.direction) for one in resolved]


def targets(definition: Definition, *others: Definition) -> list[tuple[str, str | None]]:
    """Return text and target of each reference of a definition."""
    _, resolved = Resolver([definition, *others], Config()).settled(definition)
    return [(one.reference.text, one.target) for one in resolved]


COOK, MATE = definition("team/cook.md"), definition("team/first-mate.md")


def test_a_name_leads_to_its_agent_or_to_none() -> None:
    """What need not be a name and is none, or says that there is none, leaves no reference."""
    said = [
        reference("cook", "First Mate"), reference("cook", "gone"), reference("cook", "none"),
        reference("cook", "n/a (yet)"), reference("cook", "some topic", firm=False),
    ]  # fmt: skip
    assert targets(replace(COOK, references=tuple(said)), MATE) == [("First Mate", "first-mate"), ("gone", None)]
    nobody = definition("team/none.md")
    assert targets(replace(COOK, references=(reference("cook", "none"),)), nobody) == [("none", "none")]


def test_a_phrase_gives_a_reference_for_each_agent_in_it() -> None:
    """With its verb and the direction that it says; its own name and other words give none."""
    phrase = reference("cook", "hears_from_first_mate_and_bosun", phrase=True, firm=False, relation="workflow")
    cook = replace(
        COOK, references=(phrase, phrase._replace(text="talks_to_cook"), phrase._replace(text="aims_for_gold"))
    )
    _, resolved = Resolver([cook, MATE, definition("team/bosun.md")], Config()).settled(cook)
    assert told(resolved) == [
        ("hears_from_first_mate_and_bosun", "first-mate", "hears", Direction.IN),
        ("hears_from_first_mate_and_bosun", "bosun", "hears", Direction.IN),
    ]


def test_the_key_of_a_field_with_a_verb_lacks_it() -> None:
    """The verb of the field is the label; what the key says below it is the reason, and no second reference."""
    key = reference("cook", "to_first_mate", phrase=True, label="escalates", field="triggers", firm=False)
    reason = reference("cook", "bosun", field="triggers.to_first_mate", firm=False)
    other = reference("cook", "bosun", field="triggers.other", firm=False)
    cook = replace(COOK, references=(key, reason, other))
    _, resolved = Resolver([cook, MATE, definition("team/bosun.md")], Config()).settled(cook)
    assert told(resolved) == [
        ("to_first_mate", "first-mate", "escalates", Direction.OUT), ("bosun", "bosun", None, Direction.OUT),
    ]  # fmt: skip


def test_a_reference_by_file_leads_to_the_agent_in_it() -> None:
    """Whatever its name is."""
    by_file = reference("cook", "./x.yaml", file="team/first-mate.md")
    missing = reference("cook", "./y.yaml", file="team/y.yaml")
    assert targets(replace(COOK, references=(by_file, missing)), MATE) == [
        ("./x.yaml", "first-mate"),
        ("./y.yaml", None),
    ]


TWINS = [definition("a/agents/twin.md", id="twin@a"), definition("b/agents/twin.md", id="twin@b")]


def test_of_equally_near_agents_none_is_meant() -> None:
    """The reference is kept as ambiguous, and neither it nor the candidates are without relations."""
    cook = replace(COOK, references=(reference("cook", "twin"), reference("cook", "first-mate")))
    resolver = Resolver([cook, MATE, *TWINS], Config())
    _, resolved = resolver.settled(cook)
    assert told(resolved) == [("first-mate", "first-mate", None, Direction.OUT)]
    assert [(one.reference.text, one.candidates) for one in resolver.ambiguous] == [("twin", ("twin@a", "twin@b"))]
    assert resolver.covered == {"cook", "twin@a", "twin@b"}


def test_the_name_of_a_plugin_means_all_of_its_agents() -> None:
    """No single one: they are covered, and the relation counts as one with everybody."""
    crew = [replace(definition(f"p/agents/{name}.md"), plugin="Deck Crew") for name in ("one", "two")]
    cook = replace(COOK, references=(reference("cook", "deck_crew"), reference("cook", "first-mate")))
    resolver = Resolver([cook, MATE, *crew], Config())
    settled, resolved = resolver.settled(cook)
    assert told(resolved) == [("first-mate", "first-mate", None, Direction.OUT)]
    assert (settled.wildcards, resolver.covered) == (("escalation",), {"one", "two"})
    assert settled.references == cook.references


def test_without_a_manifest_a_plugin_goes_by_its_folder() -> None:
    """Of several folders with agents; a single one is a project, and the folder of a tool is none."""
    folders = [definition("deck/agents/one.md"), definition("hold/agents/two.md")]
    cook = replace(COOK, references=(reference("cook", "Deck"),))
    resolver = Resolver([replace(cook, root="deck/agents"), folders[0]], Config())
    assert told(resolver.settled(cook)[1]) == [("Deck", None, None, Direction.OUT)]
    resolver = Resolver([cook, *folders], Config())
    assert resolver.settled(cook)[1] == []
    assert resolver.covered == {"one"}
    tool = [definition("deck/.claude/agents/one.md"), definition("hold/agents/two.md")]
    assert targets(replace(cook, references=(reference("cook", ".claude"),)), *tool) == [(".claude", None)]
    beside = replace(definition("x/agents/two.md"), plugin="hold")
    resolver = Resolver([replace(cook, root="deck/agents"), folders[0], beside], Config())
    assert resolver.settled(cook)[1] == []
    named = [replace(definition("x/agents/one.md"), plugin="deck"), *folders]
    resolver = Resolver([cook, *named], Config())
    assert resolver.settled(cook)[1] == []
    assert resolver.covered == {"one"}


def decided(*possible: PossibleName, **more: object) -> tuple[Definition, list[Resolved], Resolver]:
    """Return what becomes of the possible names of the cook, in a team with first-mate and bosun."""
    cook = replace(COOK, possible_names=possible, **more)  # type: ignore[arg-type]
    resolver = Resolver([cook, MATE, definition("team/bosun.md")], Config())
    settled, resolved = resolver.settled(cook)
    return settled, resolved, resolver


def test_a_text_that_is_the_name_of_an_agent_is_that_agent() -> None:
    """Before it is a list, a wildcard or a mistake."""
    problem = Problem("wrong-type", "no name", Span("team/cook.md", 2, 5))
    said = reference("cook", "bosun", 3)
    for possible in (
        PossibleName(said, wildcard=True),
        PossibleName(said, problem=problem),
        PossibleName(said, later_rules=()),
    ):
        settled, resolved, resolver = decided(possible)
        assert told(resolved) == [("bosun", "bosun", None, Direction.OUT)]
        assert (settled.references, settled.wildcards, settled.possible_names, resolver.problems) == (
            (said,),
            (),
            (),
            [],
        )


def test_else_it_is_what_it_would_be_anywhere() -> None:
    """All agents, the pieces between its commas, or a mistake of the agent that has it."""
    problem = Problem("wrong-type", "no name", Span("team/cook.md", 2, 5))
    settled, _, _ = decided(PossibleName(reference("cook", "all"), wildcard=True), wildcards=("escalation", "parallel"))
    assert settled.wildcards == ("escalation", "parallel")
    named = PossibleName(reference("cook", "bosun"), wildcard=True)
    assert decided(named, wildcards=("escalation", "parallel"))[0].wildcards == ("parallel",)
    pieces = (reference("cook", "bosun", 2), reference("cook", "first-mate", 3))
    whole = reference("cook", "bosun, first-mate")
    settled, resolved, _ = decided(
        PossibleName(whole, pieces, ("bosun", "first-mate")), references=(reference("cook", "gone", 9),)
    )
    assert [one.target for one in resolved] == [None, "bosun", "first-mate"]
    assert [one.text for one in settled.references] == ["bosun", "first-mate", "gone"]
    _, resolved, resolver = decided(PossibleName(whole, pieces, ("bosun", "gone"), problem=problem))
    assert (resolved, resolver.problems) == ([], [problem._replace(agent="cook")])
    assert decided(PossibleName(whole))[2].problems == []


def test_what_a_later_rule_refuses_is_a_problem_only_if_it_names_an_agent() -> None:
    """A refused word that names none says nothing."""
    problem = Problem("wrong-type", "refused", Span("team/cook.md", 2, 5))
    assert decided(PossibleName(reference("cook", "bosun"), problem=problem, refused=True))[2].problems == [
        problem._replace(agent="cook")
    ]
    settled, _, resolver = decided(PossibleName(reference("cook", "gone"), problem=problem, refused=True))
    assert (settled.references, resolver.problems) == ((), [])
    assert decided(PossibleName(reference("cook", "bosun"), refused=True))[2].problems == []


def test_a_pattern_covers_agents_unless_a_later_rule_refuses_them() -> None:
    """All but the agent itself, by its text; one that matches none is kept as a name without a definition."""
    pattern = PossibleName(reference("cook", "*o*"), later_rules=())
    _, resolved, _ = decided(pattern)
    assert [(one.target, one.reference.via) for one in resolved] == [("bosun", True)]
    _, resolved, _ = decided(PossibleName(reference("cook", "*"), later_rules=(("b*", False), ("x", True))))
    assert [one.target for one in resolved] == ["first-mate"]
    _, resolved, _ = decided(PossibleName(reference("cook", "zz*"), later_rules=()))
    assert [(one.target, one.reference.via) for one in resolved] == [(None, True)]
    _, resolved, _ = decided(PossibleName(reference("cook", "co*"), later_rules=()))
    assert resolved == []


def of_link(link: Link, *agents: Definition) -> tuple[Resolved | None, Resolver]:
    """Return a connection as a reference."""
    resolver = Resolver(agents, Config())
    return resolver.of_link(link), resolver


CREW = [definition("team/cook.yaml"), definition("team/mate.yaml")]


def test_a_connection_is_a_reference_of_one_end() -> None:
    """Of its source where that is an agent, else of its target, turned round."""
    out, _ = of_link(connection("Cook", "mate"), *CREW)
    assert out == Resolved(
        reference("cook", "mate", path="team/flow.yaml", relation="workflow", field="edges")._replace(
            span=Span("team/flow.yaml", 2, 25, 4)
        ), "mate",
    )  # fmt: skip
    dangling, _ = of_link(connection("cook", "gone"), *CREW)
    assert dangling is not None
    assert (dangling.reference.agent, dangling.reference.text, dangling.target) == ("cook", "gone", None)
    back, _ = of_link(connection("gone", "mate"), *CREW)
    assert back is not None
    assert (back.reference.agent, back.reference.text, back.target) == ("mate", "gone", None)
    assert back.reference.field == dangling.reference.field == "edges"
    assert (back.reference.direction, back.reference.span.column) == (Direction.IN, 5)


def test_a_connection_without_any_agent_is_a_problem() -> None:
    """Both names are said, with what to do."""
    none, resolver = of_link(connection("lost", "gone"), *CREW)
    assert none is None
    assert resolver.problems == [
        Problem(
            "wrong-type", "`edges` connects `lost` with `gone`, and no agent defines either",
            Span("team/flow.yaml", 2, 25, 4), "Define both, or remove the connection.",
        )
    ]  # fmt: skip


def test_a_connection_to_no_one_leads_nowhere_on_purpose() -> None:
    """`none` at either end; two words of the tool; a file that is reported by its own field; a task."""
    for link in (connection("cook", "none"), connection("none", "cook"), connection(None, "cook")):
        found, resolver = of_link(link, *CREW)
        assert (found, resolver.problems) == (None, [])
    found, resolver = of_link(connection("__start__", "__end__", dialect="langgraph"), *CREW)
    assert (found, resolver.problems) == (None, [])
    span = Span("team/flow.yaml", 2, 5)
    for ends in (
        (End("x", span, file="team/x.md"), End("mate", span)),
        (End("mate", span), End("x", span, file="team/x.md")),
    ):
        link = connection("a", "b")._replace(source=ends[0], target=ends[1])
        found, resolver = of_link(link, *CREW)
        assert (found, resolver.problems) == (None, [])
    by_file = connection("a", "b")._replace(source=End("a", span), target=End("b", span, file="team/mate.yaml"))
    reached, _ = of_link(by_file._replace(source=End("cook", span)), *CREW)
    assert reached is not None
    assert (reached.target, reached.reference.file) == ("mate", "team/mate.yaml")


def test_a_connection_with_one_of_several_is_ambiguous() -> None:
    """It is no edge and no problem of another kind."""
    twins = [definition(f"team/{folder}/twin.yaml", id=f"twin@{folder}", root="team") for folder in "ab"]
    found, resolver = of_link(connection("cook", "twin"), *CREW, *twins)
    assert found is None
    assert [one.candidates for one in resolver.ambiguous] == [("twin@a", "twin@b")]
    found, resolver = of_link(connection("twin", "gone"), *CREW, *twins)
    assert (found, resolver.problems, resolver.ambiguous) == (None, [], [])


def test_everyone_whom_a_wildcard_means_is_covered() -> None:
    """All others of its world, not the agent itself unless another one has a wildcard too."""
    wild = definition("team/a.md", wildcards=("parallel",))
    agents = [wild, MATE, definition(".claude/agents/x.md")]
    resolver = Resolver(agents, Config())
    resolver.cover_worlds(agents)
    assert resolver.covered == {"first-mate"}
    resolver = Resolver([*agents, definition("team/b.md", wildcards=("parallel",))], Config())
    resolver.cover_worlds([*agents, definition("team/b.md", wildcards=("parallel",))])
    assert resolver.covered == {"a", "b", "first-mate"}
    resolver = Resolver(agents[1:], Config())
    resolver.cover_worlds(agents[1:])
    assert resolver.covered == set()


def passage(text: str, relation: str = "delegation", **more: object) -> Passage:
    """Return a piece of prose that begins with a name."""
    fields = {"direction": Direction.OUT, "label": "hands", "field": "body", **more}
    return Passage(relation, text=text, span=Span("team/cook.md", 7, 3), **fields)  # type: ignore[arg-type]


def test_prose_names_agents_at_their_places() -> None:
    """Each place once, by the passage that comes first; the agent itself is not spoken of."""
    cook = replace(
        COOK,
        passages=(passage("`first-mate` at once"), passage("`first-mate` at once", "escalation"), passage("`cook`")),
    )
    resolver = Resolver([cook, MATE], Config())
    (one,) = resolver.in_prose(cook)
    assert (one.target, one.reference.relation, one.reference.prose, one.reference.label) == (
        "first-mate",
        "delegation",
        True,
        None,
    )
    assert (one.reference.text.strip("`"), one.reference.span.line) == ("first-mate", 7)
    assert one.reference.agent == "cook"
    assert list(resolver.in_prose(MATE)) == []
    both = replace(COOK, passages=(passage("**twin** and **first-mate** at once"),))
    assert [one.target for one in Resolver([both, MATE, *TWINS], Config()).in_prose(both)] == ["first-mate"]


def test_a_relation_that_the_settings_lack_becomes_a_workflow() -> None:
    """With its verb as the label; without a workflow it is left out."""
    cook = replace(COOK, passages=(passage("`first-mate` at once", "unheard-of"),))
    (one,) = Resolver([cook, MATE], Config()).in_prose(cook)
    assert (one.reference.relation, one.reference.label) == ("workflow", "hands")
    bare = replace(Config(), relations=tuple(one for one in Config().relations if one.name == "escalation"))
    assert list(Resolver([cook, MATE], bare).in_prose(cook)) == []
