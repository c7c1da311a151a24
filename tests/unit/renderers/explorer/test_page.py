"""The explorer as a file: what it holds, and what it may do."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.model.findings import Finding
from graphkit.model.spans import Span
from graphkit.renderers import RenderOptions, format_for, graphviz, render
from graphkit.renderers.compose import compose
from graphkit.renderers.explorer import drawing, page
from graphkit.renderers.explorer.page import island
from graphkit.renderers.explorer.scripts import folder, script
from tests.unit.graphs import graph

if TYPE_CHECKING:
    from graphkit.renderers.diagram import Diagram

page_module = sys.modules["graphkit.renderers.explorer.page"]
"""The name in its package is that of the function."""
OPTIONS = RenderOptions(engine="embedded")
TEAM = graph(
    {"lead": "staff", "dev": "senior", "ops": None},
    [("dev", "lead"), ("dev", "ops", "parallel"), ("dev", "lead", "workflow", "escalates"), ("ops", "gone")],
    ghosts=("gone",),
)


def content(text: bytes) -> dict[str, Any]:
    """Return the data of a page."""
    found = re.search(rb'<script type="application/json" id="data">(.*?)</script>', text, re.DOTALL)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


def test_agents_and_edges_are_numbers_that_the_picture_knows() -> None:
    """Agent 3 is the element `n-3`, line 1 is `e-1`; a phrase that escalates lies on the line of the escalation."""
    text = page(TEAM, OPTIONS)
    data = content(text)
    assert [agent["id"] for agent in data["agents"]] == ["dev", "lead", "ops", "gone"]
    assert [agent["state"] for agent in data["agents"]] == ["normal", "normal", "normal", "ghost"]
    for number in range(len(data["agents"])):
        assert text.count(f'id="n-{number}"'.encode()) == 1
    for number in range(len(data["lines"])):
        assert text.count(f'id="e-{number}"'.encode()) == 1
    lines = {(edge["s"], edge["t"], edge["label"]): edge["line"] for edge in data["edges"]}
    assert lines[0, 1, None] == lines[0, 1, "escalates"] != lines[0, 2, None]


def test_the_page_holds_findings_definitions_and_where_they_stand() -> None:
    """Findings name agents and edges by number; one of an agent that is not in the graph loses only that agent."""
    finding = Finding(
        "bad", Span("agents/dev.md", 3, 1), ("dev", "who"), edges=(("dev", "lead", "escalation"),),
        cut=(("dev", "nobody", "escalation"),), code="GK301", name="one-sided-escalation",
    )  # fmt: skip
    data = content(page(TEAM, OPTIONS, [finding], {"dev": "name: dev"}, link_prefix="https://example.org/"))
    assert data["findings"][0]["agents"] == [0]
    assert data["findings"][0]["edges"] == [[0, 1, 0]]
    assert data["findings"][0]["cut"] == []
    assert data["agents"][0]["excerpt"] == "name: dev"
    assert data["link"] == "https://example.org/{path}#L{line}"
    assert data["edges"][0]["refs"] == [
        {"a": 0, "field": "escalation_to", "path": "agents/dev.md", "line": 3, "text": "lead"}
    ]


@pytest.mark.parametrize("live", [None, "/events"])
def test_the_policy_names_exactly_the_script_and_the_style(live: str | None) -> None:
    """The hashes are those of what stands in the file; only a served page may connect, and only to where it is from."""
    text = page(TEAM, OPTIONS, live=live).decode()
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)
    assert policy
    rules = dict(rule.split(" ", 1) for rule in policy[1].replace("&#39;", "'").split("; "))
    for name, tag in (("script-src", r'<script type="module">(.*?)</script>'), ("style-src", r"<style>(.*?)</style>")):
        inside = re.search(tag, text, re.DOTALL)
        assert inside
        digest = base64.b64encode(hashlib.sha256(inside[1].encode()).digest()).decode()
        assert rules[name] == f"'sha256-{digest}'"
    assert rules["default-src"] == "'none'"
    assert rules.get("connect-src") == (live and "'self'")


def test_a_page_is_the_same_every_time() -> None:
    """Built twice, byte for byte."""
    first = render(TEAM, "html", OPTIONS)
    drawing._drawn.cache_clear()
    assert first == render(TEAM, "html", OPTIONS)
    assert format_for("x/Team.HTML") == "html"


def test_what_moves_nothing_in_the_picture_is_not_laid_out_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another description of an agent, or another line in its file: a page that is served is there sooner."""
    drawn: list[Diagram] = []
    draw = graphviz.draw
    monkeypatch.setattr(graphviz, "draw", lambda *asked: (drawn.append(asked[0]), draw(*asked))[1])
    drawing._drawn.cache_clear()
    assert content(page(TEAM, OPTIONS))["agents"][0]["description"] is None
    dev = replace(TEAM.agents["dev"], description="Writes.", span=Span("agents/dev.md", 9, 1))
    edges = tuple(edge._replace(references=(edge.primary._replace(line=9),)) for edge in TEAM.edges)
    described = replace(TEAM, agents={**TEAM.agents, "dev": dev}, edges=edges)
    assert content(page(described, OPTIONS))["agents"][0]["description"] == "Writes."
    assert len(drawn) == 1
    page(replace(TEAM, edges=TEAM.edges[1:]), OPTIONS)
    assert len(drawn) == 2


@pytest.mark.parametrize(
    "options", [OPTIONS, replace(OPTIONS, focus=("ops",)), replace(OPTIONS, relations=("parallel",))]
)
def test_layers_to_begin_with_are_those_of_the_plain_picture(options: RenderOptions) -> None:
    """Whether they follow from the picture of all layers, or from one of its own."""
    plain = compose(TEAM, replace(options, whole=True))
    shown = {row["name"] for row in content(page(TEAM, options))["relations"] if row["shown"]}
    assert shown == {link.relation for link in plain.links}


def test_a_large_team_has_no_picture_but_says_what_to_do() -> None:
    """Above 300 agents the list takes over."""
    names = [f"a{number}" for number in range(301)]
    data = content(page(graph(names, [("a1", "a0")]), OPTIONS))
    assert data["drawn"] is False
    assert data["note"].startswith("301 agents are too many for one picture. Choose an agent in the list")


def test_a_page_holds_no_more_edges_than_a_browser_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    """It says how many it leaves out, and counts all of them; agents stay."""
    monkeypatch.setattr(page_module, "MOST_EDGES", 2)
    data = content(page(TEAM, OPTIONS))
    assert (len(data["agents"]), len(data["edges"]), data["counts"]["edges"]) == (4, 2, 3)
    assert data["note"].startswith("This page holds, and counts in its list, only 2 of 4 relations")
    monkeypatch.setattr(page_module, "MOST_EDGES", 4)
    assert content(page(TEAM, OPTIONS))["note"] == ""


def test_where_all_name_all_no_agent_loses_its_edges(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is left out is spread: every second edge would be those to every second agent."""
    names = [f"a{number:02}" for number in range(20)]
    monkeypatch.setattr(page_module, "MOST_EDGES", 200)
    data = content(page(graph(names, [(one, other) for one in names for other in names]), OPTIONS))
    reached = Counter(edge["t"] for edge in data["edges"])
    assert len(reached) == len(names)
    assert min(reached.values()) > 5


def test_without_an_engine_the_page_still_works(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A graph that cannot be drawn can be explored all the same, and the reason is in the page and on stderr."""
    monkeypatch.setenv("PATH", "")
    data = content(page(TEAM, RenderOptions(engine="system")))
    assert data["drawn"] is False
    assert data["note"].startswith("There is no whole picture. ")
    assert "the page has no whole picture" in caplog.text


@given(
    st.recursive(
        st.text() | st.none() | st.integers(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
    )
)
def test_data_cannot_leave_its_island(value: object) -> None:
    """Whatever a definition holds: no `<`, no `>`, no `&`, and the page reads back the same."""
    text = island({"value": value})
    assert not set(text) & set("<>&\u2028\u2029")
    assert json.loads(text) == {"value": value}


def test_modules_become_one_script_without_imports() -> None:
    """Every module that is in the folder is in the script, once, and names do not collide."""
    text = script()
    assert not re.search(r"^(import|export)\b", text, re.MULTILINE)
    modules = {file.name for file in folder().iterdir() if file.name.endswith(".js")} - {"types.js"}
    names = re.findall(r"^(?:async )?(?:function|const|let|class) (\w+)", text, re.MULTILINE)
    assert len(names) == len(set(names))
    assert len(modules) > 10
    for module in modules:
        first = (
            next(line for line in (folder() / module).read_text().splitlines() if line.startswith("export "))
            if module != "app.js"
            else "function start"
        )
        assert first.removeprefix("export ") in text


def test_the_script_is_sound(tmp_path: Path) -> None:
    """Node takes it for a module without a syntax error."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("no node on this machine")
    file = tmp_path / "script.mjs"
    file.write_text(script(), encoding="utf-8")
    assert subprocess.run([node, "--check", str(file)], capture_output=True, check=False, timeout=60).returncode == 0


def test_layers_hidden_at_first_are_drawn_over_the_rest() -> None:
    """A crowded relation does not shape the picture, yet each of its lines is there, with tips where it has a direction."""
    names = [f"a{number:02}" for number in range(32)]
    pairs = [(names[one], names[(one + step) % 32]) for one in range(32) for step in (1, 2)]
    edges: list[tuple[str, ...]] = [(name, "a00") for name in names[1:]]
    edges += [(source, target, "handoff") for source, target in pairs]
    edges += [(*sorted(pair), "parallel") for pair in pairs]
    text = page(graph(names, [*edges, ("a02", "a01", "handoff")]), OPTIONS).decode()
    data = content(text.encode())
    hidden = {
        number for number, relation in enumerate(data["relations"]) if relation["lines"] and not relation["shown"]
    }
    assert {data["relations"][number]["name"] for number in hidden} == {"handoff", "parallel"}
    for number, line in enumerate(data["lines"]):
        group = re.search(rf'<g id="e-{number}" class="edge \w+">(.*?)</g>', text)
        assert group
        if line["r"] in hidden:
            both = {line["s"], line["t"]} == {1, 2}
            handoff = data["relations"][line["r"]]["name"] == "handoff"
            assert group[1].count("<polygon") == (2 if both and handoff else 1 if handoff else 0)


def test_a_page_of_some_agents_holds_the_edges_among_them() -> None:
    """An edge that leaves the part is left out with its end; nothing breaks."""
    data = content(render(TEAM, "html", RenderOptions(engine="embedded", among=frozenset(("dev", "lead")))))
    assert [agent["id"] for agent in data["agents"]] == ["dev", "lead"]
    assert {(edge["s"], edge["t"]) for edge in data["edges"]} == {(0, 1)}
