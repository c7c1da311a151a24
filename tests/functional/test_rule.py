"""What `graphkit rule`, `schema`, `completion` and `--version` print."""

from __future__ import annotations

import json

import pytest
from inline_snapshot import snapshot

from graphkit import __version__, rules
from tests.functional.conftest import Run


def test_the_catalogue_lists_every_rule(run: Run) -> None:
    """One line a rule, with code, severity, name and what it reports."""
    lines = run("rule").stdout.splitlines()
    assert lines[0] == snapshot("GK001  error    unreadable-file             A file cannot be opened or decoded.")
    assert len(lines) == len(rules.catalogue()) + 2
    assert lines[-1] == snapshot("`graphkit rule CODE` shows why a rule exists, what to do, and examples.")


@pytest.mark.parametrize("wanted", ["GK501", "gk501", "orphan-agent"])
def test_a_page_by_code_or_name(run: Run, wanted: str) -> None:
    """Code and name select the same page, in either case."""
    assert run("rule", wanted).stdout.startswith("GK501 orphan-agent (warning)\n\n")


def test_a_page_explains(run: Run) -> None:
    """A page says what, why and what to do, in the words of the rule, and then shows examples."""
    (rule,) = [rule for rule in rules.catalogue() if rule.code == "GK103"]
    shown = run("rule", "GK103").stdout
    assert shown.startswith(f"GK103 self-reference (warning)\n\n{rule.doc}\n\nReported:\n  ")


def test_every_page_can_be_shown(run: Run) -> None:
    """No rule has a page that a terminal could not take, not even one whose examples hold bytes."""
    for rule in rules.catalogue():
        shown = run("rule", rule.code)
        assert shown.exit_code == 0
        assert shown.stdout.count("Reported:") == len(rule.examples) == shown.stdout.count("Fine:")
        assert not {sign for sign in shown.stdout if ord(sign) < 32} - {"\n"}


def test_version(run: Run) -> None:
    """`--version` is one line; with `-v` it also names the layout engine."""
    assert run("--version").stdout == f"graphkit {__version__}\n"
    told = run("--version", "-v").stdout.splitlines()
    assert told[0] == f"graphkit {__version__}"
    assert told[1].startswith(("layout engine: system", "layout engine: embedded"))


def test_schema(run: Run) -> None:
    """`graphkit schema` prints a JSON Schema of draft 2020-12."""
    schema = json.loads(run("schema").stdout)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(run: Run, shell: str) -> None:
    """Each shell gets a script that asks graphkit for what can follow."""
    script = run("completion", shell).stdout
    assert f"_GRAPHKIT_COMPLETE={shell}_complete" in script


@pytest.mark.parametrize("command", ["check", "report", "render", "diff", "rule", "schema", "completion"])
def test_help_has_examples(run: Run, command: str) -> None:
    """Every command explains itself with two examples or more."""
    shown = run(command, "--help")
    assert shown.exit_code == 0
    assert shown.stdout.partition("Examples:")[2].count(f"graphkit {command}") >= 2


def test_help_lists_the_commands(run: Run) -> None:
    """The first page names every command in one line."""
    assert run("--help").stdout == snapshot("""\
Usage: graphkit [OPTIONS] [COMMAND] [ARGS]...

  Read a folder of AI agent definitions as one graph: check it, describe it,
  draw it.

Options:
  --version      Show the version; with -v also the layout engine in use.
  -v, --verbose  With --version: more of it.
  -h, --help     Show this message and exit.

Commands:
  check        Report what is wrong, with file, line and column.
  report       Describe the graph: hierarchy, authorities, cycles, orphans.
  render       Draw the graph, a matrix of it, or a page to look around in.
  serve        Show the explorer in the browser, and keep it current.
  diff         Compare two git revisions, or two folders.
  fix          Repair findings by edits of exact bytes.
  baseline     Let today's findings pass, so that new ones stand out.
  show         Show one agent's card: tools, relations, findings, stand-ins.
  path         Find the shortest and alternative paths between two agents.
  why          List every reference that joins two agents.
  impact       Say what breaks if an agent is removed or renamed.
  bottlenecks  Rank single points of failure and overload.
  groups       List who can run together.
  plan         Order the agents into waves of work.
  metrics      Measure the team: sizes, reciprocity, overlap, privileges.
  history      Follow the numbers and findings from commit to commit.
  export       Write the graph for other tools: GraphML, Parquet, Cypher, ...
  rule         List the rules, or explain one.
  init         Propose a configuration that fits your agents.
  config       Show each setting and where it comes from.
  schema       Print the JSON Schema of the JSON output.
  completion   Print the completion script of a shell.

  Examples:
    graphkit check agents/            what is wrong, with file, line and column
    graphkit render -o team.svg       draw the agents found below this folder

  Exit status: 0 clean, 1 findings at or above --fail-on, 2 could not run.
""")
