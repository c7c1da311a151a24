"""Whatever people wrote: no crash, honest exit statuses, exact places, the same bytes twice."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

import graphkit as package
from tests.integration.corpora import CORPORA, NESTED, NINE, Run, folders, graphkit
from tests.unit.fixes.marks import differing

if TYPE_CHECKING:
    from pathlib import Path

every_folder = pytest.mark.parametrize("folder", folders() or ["(none)"])


@cache
def checked(folder: str, seed: str) -> Run:
    """Check a folder once for each hash seed."""
    return graphkit("check", folder, "--format", "json", seed=seed)


@cache
def schema() -> dict[str, Any]:
    """Return the schema that is shipped."""
    found: dict[str, Any] = json.loads(graphkit("schema").out)
    return found


def front_matter(folder: str) -> list[Path]:
    """Return the Markdown files that open with a `---` line: what should be read, told without graphkit."""
    return [path for path in (CORPORA / folder).rglob("*.md") if path.read_bytes()[:4] in (b"---\n", b"---\r")]


@every_folder
def test_exit_status_and_no_traceback(folder: str) -> None:
    """0 or 1 where there are agents, 2 with a sentence where there are none; never a traceback."""
    run = checked(folder, "0")
    assert "Traceback" not in run.err
    if front_matter(folder):
        assert run.json["agents"]
    if run.json["agents"]:
        failing = any(finding["severity"] == "error" and not finding["suppressed"] for finding in run.json["findings"])
        assert run.status == int(failing)
    else:
        assert run.status == 2
        assert run.err.strip()


@every_folder
def test_no_file_is_lost(folder: str) -> None:
    """Each Markdown file is an agent, a finding or skipped with a reason; front matter is never overlooked."""
    found = checked(folder, "0").json
    if not found["agents"]:
        assert found["error"]
        return
    files = {path.relative_to(CORPORA).as_posix() for path in (CORPORA / folder).rglob("*.md")}
    agents = {agent["path"] for agent in found["agents"]}
    skipped = {entry["path"]: entry["reason"] for entry in found["skipped"]}
    assert files <= agents | skipped.keys() | {finding["path"] for finding in found["findings"]}
    expected = {path.relative_to(CORPORA).as_posix() for path in front_matter(folder)}
    assert not {path for path in expected if "no front matter" in skipped.get(path, "")}


@every_folder
def test_json_keeps_its_schema(folder: str) -> None:
    """What is printed validates against the schema that `graphkit schema` prints, also when the run failed."""
    jsonschema.validate(checked(folder, "0").json, schema())


@every_folder
def test_same_bytes_for_two_hash_seeds(folder: str) -> None:
    """The order of a set never shows."""
    assert checked(folder, "0").out == checked(folder, "4711").out


def test_same_bytes_for_two_orders_of_paths() -> None:
    """It does not matter which folder is named first."""
    one = graphkit("report", NINE, NESTED, "--format", "json").out
    assert graphkit("report", NESTED, NINE, "--format", "json").out == one


@every_folder
def test_references_stand_where_they_are_said_to_stand(folder: str) -> None:
    """An editor that jumps to a reference lands on its first character."""
    lines: dict[str, list[str]] = {}
    for edge in checked(folder, "0").json["edges"]:
        for reference in edge["references"]:
            path = reference["path"]
            if path not in lines:
                lines[path] = (CORPORA / path).read_text(encoding="utf-8", errors="replace").split("\n")
            rest = lines[path][reference["line"] - 1][reference["column"] - 1 :]
            assert rest.lstrip("\"'").startswith(reference["text"][:20].split("\n")[0]), reference


@every_folder
def test_findings_point_into_their_files(folder: str) -> None:
    """Line and column of each finding exist, and so do those of its other places."""
    found = checked(folder, "0").json
    for finding in found["findings"]:
        for place in (finding, *finding["related"]):
            text = (CORPORA / place["path"]).read_text(encoding="utf-8", errors="replace").split("\n")
            assert 1 <= place["line"] <= len(text), finding
            assert 1 <= place["column"] <= len(text[place["line"] - 1]) + 1, finding


@every_folder
@pytest.mark.parametrize("suffix", ["dot", "mmd"])
def test_every_folder_can_be_drawn(folder: str, suffix: str, tmp_path: Path) -> None:
    """Each agent of a team is in the text of its picture, or the refusal is a sentence; teams of one are counted."""
    target = tmp_path / f"picture.{suffix}"
    run = graphkit("render", folder, "-o", str(target))
    assert "Traceback" not in run.err
    if run.status == 0:
        teams = Counter(agent["root"] for agent in checked(folder, "0").json["agents"])
        drawn = sum(number for number in teams.values() if number > 1 or len(teams) == 1)
        assert target.read_text(encoding="utf-8").count("\n") > drawn
    else:
        assert run.status == 2
        assert run.err.strip()


@pytest.mark.parametrize("kind", ["text", "markdown"])
def test_reports_in_words(kind: str) -> None:
    """The report for people names every agent."""
    out = graphkit("report", NINE, "--format", kind).out
    assert all(agent in out.replace("\\", "") for agent in package.load(CORPORA / NINE).agents)


@every_folder
def test_what_is_marked_as_repairable_is_repaired(folder: str) -> None:
    """And nothing else is."""
    wrong, _ = differing(CORPORA / folder)
    assert wrong == []
