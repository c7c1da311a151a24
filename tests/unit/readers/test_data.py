"""JSON, TOML and YAML: places, broken files, and files that are none of ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import graphkit
from graphkit.support.errors import NoAgentsError
from tests.unit.folders import edges, load, write

if TYPE_CHECKING:
    from pathlib import Path

KIRO = ".kiro/agents/a.json"
CODEX = ".codex/agents/a.toml"
TEAM = "agents:\n  a:\n    model: m\n    sub_agents: [b]\n  b:\n    model: m\n"


@pytest.mark.parametrize(
    ("path", "text", "places"),
    [
        (KIRO, '{"prompt": "x",\n\t"delegates_to": ["b", "c"]}', [("b", 2, 19), ("c", 2, 24)]),
        (KIRO, '{"prompt": "\\u00e4",\n "delegates_to":\n  "b"}', [("b", 3, 3)]),
        (CODEX, 'model = "m"\ndelegates_to = [\n  "b", # why\n  \'c\',\n]\n', [("b", 3, 3), ("c", 4, 3)]),
        (CODEX, 'model = "m"\n[coordination_protocols]\ndelegates_to = ["b"]\n', [("b", 3, 17)]),
        (
            CODEX,
            'model = "m"\n[[delegates_to]]\nagent = "b"\n[[delegates_to]]\nagent = "c"\n',
            [("b", 3, 9), ("c", 5, 9)],
        ),
        (CODEX, 'model = "m"\ncoordination_protocols.delegates_to = "b"\n', [("b", 2, 39)]),
        (CODEX, 'model = "m"\ndelegates_to = {b = "why", "c" = "x"}\n', [("b", 2, 17), ("c", 2, 28)]),
    ],
)
def test_every_reference_has_line_and_column(tmp_path: Path, path: str, text: str, places: list[object]) -> None:
    """In JSON and TOML as in YAML."""
    (agent,) = load(tmp_path, {path: text}).agents.values()
    assert [(made.text, made.span.line, made.span.column) for made in agent.references] == places


@pytest.mark.parametrize(
    ("path", "text", "said"),
    [
        (KIRO, '{"prompt": "x",\n "name": }', "2:10 this is not valid JSON: a value is missing"),
        (KIRO, '{"prompt": "x"\n "name": "a"}', "2:2 this is not valid JSON: a comma or `}` is missing"),
        (KIRO, '{"prompt": "x', "1:12 this is not valid JSON: a quotation mark is opened and never closed"),
        (KIRO, '{"prompt": "\\q"}', "1:12 this is not valid JSON: an escape that JSON does not know"),
        (KIRO, '{"prompt": 1} x', "1:15 this is not valid JSON: something follows its end"),
        (KIRO, '{"prompt": 1', "1:13 this is not valid JSON: a comma or `}` is missing"),
        (KIRO, '{"prompt": ', "1:12 this is not valid JSON: it ends too early"),
        (KIRO, '{"prompt": 1, name: 2}', "1:15 this is not valid JSON: a key in double quotes is missing"),
        (KIRO, '{"prompt" 1}', ""),
        (KIRO, '{"prompt": 1, "x" 2}', "1:19 this is not valid JSON: a colon is missing after the key"),
        (KIRO, '{"prompt": ' + "[" * 90, "1:72 this is not valid JSON: nested too deeply"),
        (CODEX, 'model = "m"\nname = \n', "2:8 this is not valid TOML: invalid value"),
        (CODEX, 'model = "m"\nname = "x', "2:10 this is not valid TOML: unterminated string"),
        (CODEX, "model = " + "[" * 3000, "1:3009 this is not valid TOML: nested too deeply"),
    ],
)
def test_a_broken_file_is_a_finding(tmp_path: Path, path: str, text: str, said: str) -> None:
    """An agent that nobody can load is an error with its place, never an exception; what is no agent is not told."""
    report = graphkit.check(write(tmp_path, {path: text, "z": "role: x"}))
    found = [f"{one.span.line}:{one.span.column} {one.message}" for one in report.live if one.code == "GK001"]
    assert found == ([f"{said}; what can be read of it is kept"] if said else [])


@pytest.mark.parametrize(
    "text",
    [
        "a: 1\n",
        "agents: 5\n",
        "agents:\n  - x\n",
        "services:\n  agents:\n    model: x\n",
        "agents:\n",
        "[]\n",
        "a: [\n",
    ],
)
def test_other_files_are_no_noise(tmp_path: Path, text: str) -> None:
    """A YAML file that no dialect claims is neither an agent nor skipped: repositories are full of them."""
    graph = load(
        tmp_path, {"a": "escalation_to: []", "values.yaml": text, "package.json": '{"name": "x"}', "x.toml": "a = 1\n"}
    )
    assert list(graph.agents) == ["a"]
    assert graph.skipped == ()
    assert graph.problems == ()


def test_another_graph_is_no_team(tmp_path: Path) -> None:
    """Nodes and edges alone do not make agents: graph files of many tools look like that."""
    other = '{"nodes": [{"id": "n1", "type": "city"}], "edges": [{"source": "n1", "target": "n1"}]}'
    assert list(load(tmp_path, {"a": "escalation_to: []", "graph.json": other}).agents) == ["a"]


def test_a_binary_file_among_them_is_no_noise_either(tmp_path: Path) -> None:
    """It is reported only where nothing but agents should be."""
    files: dict[str, str | bytes] = {"a": "escalation_to: []", "b.yaml": b"\0\1", "empty.yaml": "", KIRO: b"\0"}
    graph = load(tmp_path, files)
    assert [problem.span.path.rpartition("/")[2] for problem in graph.problems] == ["a.json"]
    assert graph.skipped == ()


def test_a_file_that_is_named_is_always_tried(tmp_path: Path) -> None:
    """Wherever it lies; and if it holds no agent, that is said."""
    folder = write(tmp_path, {"odd/name.json": '{"prompt": "x", "name": "a"}', "odd/other.json": "{}", "a": "role: x"})
    assert list(graphkit.load(folder / "odd/name.json").agents) == ["a"]
    graph = graphkit.load([folder / "odd/other.json", folder / "a.md"])
    assert ["no dialect claims it" in skipped.reason for skipped in graph.skipped] == [True]
    with pytest.raises(NoAgentsError, match="no dialect claims it"):
        graphkit.load(folder / "odd/other.json")


@pytest.mark.parametrize(
    "text",
    [
        '// the chief\n{"name": "chief", /* of all */ "prompt": "x", "delegates_to": ["mason",],}\n// end\n',
        '\ufeff{"prompt": "x", "delegates_to": [ // one\n "mason" /* two\n lines */ ,\n ], "name": "chief"}',
        '{"url": "https://x.example/*", "prompt": "// no comment", "name": "chief", "delegates_to": "mason"}',
    ],
)
def test_comments_and_trailing_commas_are_read(tmp_path: Path, text: str) -> None:
    """People write them, and most tools take them: nothing is reported, and places are those of the file."""
    graph = load(tmp_path, {KIRO: text})
    (reference,) = graph.agents["chief"].references
    line, column = reference.span.line, reference.span.column
    assert text.removeprefix("\ufeff").split("\n")[line - 1][column - 1 :].startswith('"mason"')
    assert graph.problems == ()


@pytest.mark.parametrize(
    "text",
    [
        '{"name": "chief", "delegates_to": ["mason" "x"], "prompt": "x"}',
        '{"name": "chief", "prompt": x y, "delegates_to": ["mason"]}',
        "{'name': 'chief', \"prompt\": 'x', 'delegates_to': ['mason']}",
        '{name: "chief", "prompt": "x", delegates_to: ["mason"]}',
        '{"name": "chief", "delegates_to": ["mason"], "prompt": "x", "tools": [[}',
        '{"name": "chief", "delegates_to": ["mason"], "prompt": "x", {"a": 1}, : 2, , "b": 3]',
        '{"name": "chief", "delegates_to": ["mason", "prompt": "x"}',
        '{"name": "chief", "delegates_to": ["mason"], "prompt": "x\n}',
    ],
)
def test_a_flaw_in_json_costs_no_relation_beside_it(tmp_path: Path, text: str) -> None:
    """One finding, at the first flaw; what is evident around it is read."""
    graph = load(tmp_path, {KIRO: text})
    assert "mason" in [reference.text for reference in graph.agents["chief"].references]
    assert [problem.rule for problem in graph.problems] == ["unreadable-file"]


@pytest.mark.parametrize(
    "text",
    [
        'name = "chief"\ndelegates_to = ["mason"]\nmodel = \nprompt = """\nx = 1\n"""\n',
        'name = "chief"\nmodel = "m"\nmodel = "n"\ndelegates_to = ["mason"]\n',
        'name = "chief"\nmodel = "a\n[coordination_protocols]\ndelegates_to = ["mason"]\n',
    ],
)
def test_a_flaw_in_toml_costs_no_relation_beside_it(tmp_path: Path, text: str) -> None:
    """The statements that can be read are read."""
    graph = load(tmp_path, {CODEX: text})
    assert [reference.text for reference in graph.agents["chief"].references] == ["mason"]
    assert [problem.rule for problem in graph.problems] == ["unreadable-file"]


@pytest.mark.parametrize(("path", "text"), [(KIRO, '{"prompt": ' + "[" * 90), (CODEX, "model = " + "[" * 3000)])
def test_a_file_that_cannot_be_parsed_defines_its_name(tmp_path: Path, path: str, text: str) -> None:
    """Those who name it are right: the file is there."""
    lead = {KIRO: '{"prompt": "x", "delegates_to": "a"}', CODEX: 'model = "m"\ndelegates_to = "a"\n'}[path]
    graph = load(tmp_path, {path: text, path.replace("/a.", "/lead."): lead})
    assert edges(graph, "delegation") == [("lead", "a")]
    assert not graph.ghosts


def test_a_key_twice_is_reported_in_json_too(tmp_path: Path) -> None:
    """At every depth, at its place."""
    graph = load(tmp_path, {KIRO: '{"prompt": "x",\n "tools": {"a": 1, "a": 2},\n "prompt": "y"}'})
    assert [(one.span.line, one.span.column) for one in graph.problems] == [(2, 20), (3, 2)]


def test_one_broken_entry_does_not_cost_the_roster(tmp_path: Path) -> None:
    """The top-level entries of a YAML roster are read one by one, as those of a front matter."""
    graph = load(tmp_path, {"team.yaml": f"models: a: b: c\n{TEAM}"})
    assert edges(graph, "delegation") == [("a", "b")]
    assert [problem.rule for problem in graph.problems] == ["invalid-front-matter"]


def test_one_broken_agent_does_not_cost_the_others(tmp_path: Path) -> None:
    """Nor even its own other entries: what parses by itself is read, at its place, and the rest is told."""
    text = (
        "# a team\nagents:  # all of them\n  a:\n    instruction: Do: this: now\n    sub_agents: [b]\n\n"
        "  'b':\n    model: [\n    sub_agents:\n      - a\n"
    )
    graph = load(tmp_path, {"team.yaml": text})
    assert edges(graph, "delegation") == [("a", "b"), ("b", "a")]
    assert [str(edge.references[0].span).rpartition("/")[2] for edge in graph.edges] == [
        "team.yaml:5:18",
        "team.yaml:10:9",
    ]
    assert [(problem.message.partition(" is ")[0], problem.span.line) for problem in graph.problems] == [
        ("`instruction`", 4),
        ("`model`", 8),
    ]


def test_what_is_broken_too_deep_is_lost_whole(tmp_path: Path) -> None:
    """A problem all the same, and the other agents are there."""
    deep = "".join(f"{'  ' * level}k{level}:\n" for level in range(2, 14)) + "  " * 14 + "x: [\n"
    graph = load(tmp_path, {"team.yaml": f"agents:\n  a:\n    instruction: m\n  b:\n{deep}"})
    assert set(graph.agents) == {"a", "b"}
    assert [problem.rule for problem in graph.problems] == ["invalid-front-matter"]


def test_a_broken_roster_is_told(tmp_path: Path) -> None:
    """Where nothing can be saved of the agents, silence would hide all of them."""
    graph = load(tmp_path, {"z": "escalation_to: []", "team.yaml": "agents:\n - [\n"})
    assert [problem.rule for problem in graph.problems] == ["invalid-front-matter"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('model = "m"\nname = "chief"\nx = ' + "9" * 5_000 + "\n", "a number has too many digits"),
        ('model = "m"\nname = "chief"\n' + ".".join(["x"] * 50_000) + " = 1\n", "more than 100 parts"),
    ],
)
def test_toml_beyond_all_measure_costs_its_statement(tmp_path: Path, text: str, said: str) -> None:
    """Neither a crash, nor memory by the square of the parts of a key."""
    graph = load(tmp_path, {CODEX: text})
    assert list(graph.agents) == ["chief"]
    assert [said in problem.message for problem in graph.problems] == [True]


def test_no_agent_is_an_orphan_beside_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    """That file may name it; its own finding says enough."""
    files: dict[str, str | bytes] = {
        "a": "escalation_to: b",
        "b": "name: b",
        "c": "name: c",
        "d.md": b"---\nname: d\0\n---\n",
    }
    codes = [one.code for one in graphkit.check(write(tmp_path, files)).live]
    assert codes == ["GK001"]
    (tmp_path / "d.md").unlink()
    assert [one.code for one in graphkit.check(tmp_path).live] == ["GK501"]
