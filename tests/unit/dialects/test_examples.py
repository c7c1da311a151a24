"""Each dialect reads its own example: who is in it, and who names whom."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import graphkit
from graphkit import dialects
from tests.unit.folders import write

if TYPE_CHECKING:
    from graphkit.model.graph import AgentGraph

# For a dialect the agents of its example, and what they say: relation, source, target.
EXPECTED: dict[str, tuple[set[str], set[tuple[str, str, str]]]] = {
    "agentuse": ({"foreman", "type-setter"}, {("delegation", "foreman", "type-setter")}),
    "agent-spec": ({"fuller", "currier"}, {("handoff", "fuller", "currier")}),
    "integration-protocols": (
        {"glass-blower"},
        {
            ("handoff", "sand-washer", "glass-blower"),
            ("handoff", "glass-blower", "cooper"),
            ("delegation", "glass-blower", "furnace-keeper"),
        },
    ),
    "ms-workflow": (
        {"post-office", "sorter", "weigher", "postman"},
        {
            *(("delegation", "post-office", name) for name in ("sorter", "weigher", "postman")),
            ("workflow", "sorter", "weigher"),
            ("workflow", "sorter", "postman"),
            ("workflow", "weigher", "sorter"),
        },
    ),
    "nemo": ({"workflow", "librarian"}, {("delegation", "workflow", "librarian")}),
    "praisonai": (
        {"taster", "presser", "cook"},
        {("workflow", "taster", "presser"), ("workflow", "taster", "cook")},
    ),
    "gh-aw": (
        {"harvest"},
        {("delegation", "harvest", "pick-apples"), ("workflow", "harvest", "orchard-keeper")},
    ),
    "openclaw": ({"counter", "oven", "mill"}, {("delegation", "counter", "oven"), ("parallel", "mill", "oven")}),
    "goose": ({"stocktaking", "hay"}, {("delegation", "stocktaking", "hay")}),
    "kagent": ({"barometer", "forecaster"}, {("delegation", "forecaster", "barometer")}),
    "watsonx": ({"ticket-office"}, {("delegation", "ticket-office", "time_table")}),
    "aiox": ({"dyer"}, {("handoff", "dyer", "weaver")}),
    "cagent": (
        {"chef", "pastry-cook", "waiter"},
        {("delegation", "chef", "pastry-cook"), ("handoff", "chef", "waiter")},
    ),
    "chatdev": ({"night-editor", "type-setter"}, {("handoff", "night-editor", "type-setter")}),
    "claude-code": (
        {"ferry-captain"},
        {("delegation", "ferry-captain", "deckhand"), ("delegation", "ferry-captain", "weather-watch")},
    ),
    "claude-config": (
        {"bell-ringer"},
        {
            ("escalation", "bell-ringer", "head-verger"),
            ("parallel", "bell-ringer", "organist"),
            ("handoff", "bell-ringer", "sexton"),
        },
    ),
    "claude-swarm": ({"keeper", "oil-carrier"}, {("delegation", "keeper", "oil-carrier")}),
    "codex-config": ({"dock-hand"}, {("delegation", "dock-hand", "crane-driver")}),
    "opencode-config": ({"lock-master", "lock-keeper"}, {("delegation", "lock-master", "lock-keeper")}),
    "codex": ({"harbour-pilot"}, {("delegation", "harbour-pilot", "tug-crew")}),
    "copilot": (
        {"master-baker"},
        {("delegation", "master-baker", "Oven Tender"), ("handoff", "master-baker", "Shop Keeper")},
    ),
    "crewai": ({"beekeeper"}, set()),
    "crewai-tasks": ({"beekeeper", "stall-holder"}, {("handoff", "beekeeper", "stall-holder")}),
    "cursor": ({"clock-maker"}, {("handoff", "clock-maker", "spring-winder")}),
    "delegation": (
        {"quarry-foreman"},
        {
            ("delegation", "quarry-foreman", "stone-cutter"),
            ("delegation", "quarry-foreman", "crane-driver"),
            ("delegation", "quarry-owner", "quarry-foreman"),
        },
    ),
    "devops": (
        {"night-porter"},
        {
            ("reporting", "night-porter", "hotel-manager"),
            ("reporting", "bell-boy", "night-porter"),
            ("escalation", "night-porter", "hotel-manager"),
        },
    ),
    "ensemble": ({"rope-maker"}, {("handoff", "rope-maker", "rigger")}),
    "gemini": ({"tide-reader"}, {("handoff", "tide-reader", "harbour-master")}),
    "google-adk": (
        {"harbour", "pilot", "mooring-gang"},
        {
            ("delegation", "harbour", "pilot"),
            ("delegation", "harbour", "mooring-gang"),
            ("workflow", "pilot", "mooring-gang"),
        },
    ),
    "id-codes": ({"lamp-lighter"}, {("workflow", "E2", "lamp-lighter")}),
    "kiro": (
        {"stage-manager"},
        {("delegation", "stage-manager", "light-desk"), ("delegation", "stage-manager", "sound-desk")},
    ),
    "langgraph": ({"miller", "carter"}, {("handoff", "miller", "carter"), ("handoff", "__start__", "miller")}),
    "opencode": (
        {"librarian"},
        {("delegation", "librarian", "shelf-runner"), ("delegation", "librarian", "book-binder")},
    ),
    "python": (
        {"miller", "carter"},
        {("handoff", "__start__", "miller"), ("handoff", "miller", "carter"), ("handoff", "carter", "__end__")},
    ),
    "plugin": (
        {"pruner"},
        {("workflow", "orchard/grafter", "pruner"), ("workflow", "market/fruit-seller", "pruner")},
    ),
}

# What stands beside an example that is no agent by itself.
BESIDE: dict[str, dict[str, str | bytes]] = {
    "agentuse": {"print-shop/crew/type-setter.agentuse": "---\nmodel: small\n---\nSet the type.\n"},
    "goose": {"recipes/sub/hay.yaml": "title: Hay\nprompt: Count the bales in {{ barn }}.\n"},
    "google-adk": {
        "harbour/crew/pilot.yaml": "name: pilot\ninstruction: Mind the tide.\n",
        "harbour/crew/mooring_gang.yaml": "name: mooring-gang\ninstruction: Make fast.\n",
    },
    "crewai-tasks": {
        "config/agents.yaml": "beekeeper:\n  role: Keeper\n  goal: Bees\nstall-holder:\n  role: Seller\n  goal: Sold out\n"
    },
    "python": {"langgraph.json": '{"graphs": {"mill": "./mill.py:graph"}}'},
}
each_dialect = pytest.mark.parametrize("name", sorted(dialects.known()))


@pytest.fixture
def example(name: str, tmp_path: Path) -> AgentGraph:
    """Load the example of a dialect from the place where it belongs."""
    dialect = dialects.known()[name]
    return graphkit.load(write(tmp_path, {dialect.example_path: dialect.example, **BESIDE.get(name, {})}))


@each_dialect
def test_the_example_is_read_whole(name: str, example: AgentGraph) -> None:
    """Agents and edges are those that a reader of the example would expect; nothing in it is a problem."""
    assert example.agents
    assert example.problems == ()
    if name in EXPECTED:
        agents, edges = EXPECTED[name]
        assert set(example.agents) == agents
        assert {(edge.relation, edge.source, edge.target) for edge in example.edges} == edges


@each_dialect
def test_the_example_is_claimed_by_its_dialect(name: str, example: AgentGraph) -> None:
    """No other dialect takes it away, and none needs an option to be chosen."""
    told = {agent.dialect for agent in example.agents.values()}
    assert told == {"crewai" if name == "crewai-tasks" else name}


@each_dialect
def test_each_reference_has_its_place(name: str, example: AgentGraph) -> None:
    """Line and column lead to the name as it is written, in every format."""
    for edge in example.edges:
        for reference in edge.references:
            lines = Path(reference.span.path).read_text(encoding="utf-8").split("\n")
            rest = lines[reference.span.line - 1][reference.span.column - 1 :]
            written = {"__start__": "START", "__end__": "END"} if name == "python" else {}
            assert rest.lstrip("\"'").startswith(written.get(reference.text, reference.text))


def test_the_tool_s_own_agents_are_not_missing(tmp_path: Path) -> None:
    """`__start__` of LangGraph is no agent, and nobody has to define it."""
    dialect = dialects.known()["langgraph"]
    graph = graphkit.load(write(tmp_path, {dialect.example_path: dialect.example}))
    assert graph.ghosts["__start__"].external
