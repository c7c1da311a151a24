"""No definition can give a command to the log of a CI service, through whatever command prints it."""

from __future__ import annotations

import json
import re

import pytest

from graphkit.reporters import CHECK
from graphkit.support import escape
from tests.functional.conftest import Run, Write

OWN = {"github", "azure", "teamcity"}
"""Formats whose lines are commands themselves."""

COMMAND = re.compile(r"^\s*::|##(?:vso|teamcity)?\[", re.MULTILINE)
EVIL = {
    "agents/##vso[task]y": (
        'name: "##vso[task.setvariable variable=PATH]x"\nspecialization_level: "##[error]lvl"\n'
        'description: "::error::d ##vso[a]b"\nexpertise: ["::set-output name=a::b", "##teamcity[x]"]\n'
        'tools: "Read, ##vso[t]"\nescalation_to: ["::warning::gone", other, "##vso[task.setvariable variable=PATH]x"]\n'
        'parallel_compatible: [other]\nworkflow_integration: ["gives ##[warning]x to other"]\nodd_field: [other]\n'
        "broken: a: ##vso[b]c\n"
    ),
    "agents/other": 'name: other\nparallel_compatible: []\nescalation_to: [third]\n"##vso[key]": [third]\n',
    "agents/third": 'name: third\nescalation_to: [other]\nreports_to_x: [" ::debug::z"]\n',
}
CHECKS = [("check", "agents", "--format", form, "-v") for form in CHECK if form not in OWN]
ANSWERS = [
    (*command, "--format", form)
    for command in (
        ("report", "agents"), ("show", "other", "third", "--in", "agents"), ("path", "other", "third", "--in", "agents"),
        ("impact", "other", "--in", "agents"), ("parallel", "--in", "agents"), ("plan", "agents"), ("metrics", "agents"),
    )
    for form in ("text", "markdown", "json")
]  # fmt: skip
EXPORTS = [("export", "agents", "--format", form) for form in ("graphml", "gexf", "node-link", "cypher", "d2", "edges")]
PICTURES = [("render", "agents", "--format", form) for form in ("svg", "mermaid", "html")]


@pytest.mark.parametrize("command", [("init", "agents"), *CHECKS, *ANSWERS, *EXPORTS, *PICTURES], ids=" ".join)
def test_no_command_reaches_the_log(write: Write, run: Run, command: tuple[str, ...]) -> None:
    """Names, fields, levels and texts are shown so that no service takes a line for a command."""
    write(EVIL)
    result = run(*command)
    assert result.exit_code in (0, 1), result.output
    assert result.stdout
    assert not COMMAND.search(result.stdout)
    assert not COMMAND.search(result.stderr)


def test_what_init_took_over_gives_no_command_either(write: Write, run: Run) -> None:
    """A level of a definition becomes one of the configuration, and the title of a column."""
    write(EVIL)
    assert run("init", "agents", "--write").exit_code == 0
    for command in (("metrics",), ("metrics", "--format", "markdown"), ("config",), ("report",), ("check", "-v")):
        result = run(*command)
        assert result.exit_code in (0, 1), result.output
        assert "lvl" in result.stdout or command[0] == "check"
        assert not COMMAND.search(result.output)


def test_what_is_written_gives_no_command(write: Write, run: Run) -> None:
    """A baseline on standard output, and the name of a file that is an argument."""
    write(EVIL)
    baseline = run("baseline", "agents", "-o", "-")
    assert "vso[" in baseline.stdout
    assert not COMMAND.search(baseline.output)
    assert not COMMAND.search(run("report", "agents", "-o", "##vso[task]x\x1b[31m.md").output)
    assert run("baseline", "agents").exit_code == 0
    assert run("check", "agents").exit_code == 0


DIFFS = [("fix", "--all", "--diff", "agents"), ("rename", "other", "third-one", "--in", "agents", "--diff"),
         ("remove", "third", "--in", "agents", "--diff")]  # fmt: skip


@pytest.mark.parametrize("command", DIFFS, ids=" ".join)
def test_no_diff_gives_a_command_or_controls_a_terminal(write: Write, run: Run, command: tuple[str, ...]) -> None:
    """Such lines are shown with escapes, and a note says that the diff is none to apply."""
    write({
        "agents/other": "name: other\nescalation_to: [third, third]\nx: '##vso[a]b'  # \x1b[31m red\ny: [\n ::error::x, z]\n",
        "agents/third": "name: third\nescalation_to: []\nescalation_from: [other]\nparallel_compatible: [other]\n",
    })  # fmt: skip
    result = run(*command)
    assert "##vso" not in result.stdout
    assert "\x1b" not in result.stdout
    assert not COMMAND.search(result.stdout)
    assert "#vso[a]b" in result.stdout
    assert "the diff cannot be applied" in result.stderr


def test_values_of_json_are_what_they_were(write: Write, run: Run) -> None:
    """The escape is JSON's own: whoever parses the text gets the name as it is."""
    write(EVIL)
    names = {agent["name"] for agent in json.loads(run("report", "agents", "--format", "json").stdout)["agents"]}
    assert "##vso[task.setvariable variable=PATH]x" in names


@pytest.mark.parametrize("text", ["repo#12", "closes #1", "GH-26", "group!7", "see gh-3"])
def test_markdown_makes_no_reference(text: str) -> None:
    """A word joiner parts the sign from the number, which is what a Git host looks for after rendering."""
    assert re.search(r"\u2060\d", escape.markdown(text))
    assert not re.search(r"(#|!|GH-|gh-|GH\\-)\d", escape.markdown(text).replace("\\-", "-"))
    assert re.search(r"\u2060\d", escape.comment(text))


@pytest.mark.parametrize("form", ["text", "markdown", "roster"])
def test_a_letter_that_nobody_sees_is_shown(write: Write, run: Run, form: str) -> None:
    """A filler is a letter to Unicode, and a blank to everybody else."""
    write({"agents/a": 'name: "tu\u3164g"\nescalation_to: [b]\n', "agents/b": "name: b\n"})
    report = run("report", "agents", "--format", form).stdout
    assert "u3164" in report
    assert "\u3164" not in report


def test_what_was_renamed_is_shown_as_it_was(write: Write, run: Run) -> None:
    """Also where the name is an argument."""
    write({"agents/a": 'name: "tu\u3164g"\n'})
    renamed = run("rename", "tu\u3164g", "tug", "--in", "agents")
    assert renamed.exit_code == 0
    assert "tu\\u3164g" in renamed.stderr
    assert "\u3164" not in renamed.stderr
