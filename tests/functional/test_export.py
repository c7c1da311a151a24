"""`graphkit export` on the command line, and the recipe that joins many exports."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.functional.conftest import SOUND, Run, Write
from tests.functional.readme import ROOT


def test_the_format_follows_the_file(write: Write, run: Run, tmp_path: Path) -> None:
    """The suffix decides; a format may also be named; without both it is node-link JSON."""
    write(SOUND)
    starts = {"t.graphml": "<graphml", "t.gexf": "<gexf", "t.json": "{", "t.cypher": "CREATE", "t.d2": "# Agent graph",
              "t.tsv": "dev\t", "t.dot": "//", "t.mmd": "flowchart"}  # fmt: skip
    for name, start in starts.items():
        result = run("export", "agents", "-o", name)
        assert (result.exit_code, result.stderr) == (0, f"Wrote {name}\n")
        text = (tmp_path / name).read_text("utf-8")
        assert text.removeprefix("<?xml version='1.0' encoding='utf-8'?>\n").startswith((start, "digraph", "strict"))
    assert json.loads(run("export").stdout)["multigraph"] is True
    assert run("export", "--format", "mermaid").stdout.startswith("flowchart")


def test_two_tables_make_a_folder(write: Write, run: Run, tmp_path: Path) -> None:
    """CSV and Parquet are two files each, in a folder that is named."""
    write(SOUND)
    assert run("export", "--format", "csv", "-o", "out").stderr == "Wrote out/edges.csv\nWrote out/nodes.csv\n"
    assert run("export", "--format", "parquet", "-o", "out").exit_code == 0
    assert len(list((tmp_path / "out").iterdir())) == 4
    assert "csv writes two files; name a folder with -o." in run("export", "--format", "csv").stderr


def test_a_selection_is_exported(write: Write, run: Run) -> None:
    """`--select` applies, and the edges are those among the chosen."""
    write(SOUND)
    assert run("export", "--format", "edges", "--agents", "level:senior").stdout == "dev\ttester\tparallel\t\n"


def test_an_unknown_suffix(write: Write, run: Run) -> None:
    """A file name that says nothing is a usage error."""
    write(SOUND)
    result = run("export", "-o", "team.xls")
    assert result.exit_code == 2
    assert "ends in no known format: .graphml, .gexf, .json, .cypher, .agentspec.yaml, .tsv, " in result.stderr


def test_the_recipe_for_fleets(write: Write, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The SQL of docs/fleets.md finds what no single export shows.

    Planted: `web` escalates to `architect`, whom `data` defines (a relation that crosses), and to `phantom`, whom
    nobody defines anywhere (dangling); `user` is known to live elsewhere and is not reported.
    """
    import duckdb

    write(
        {
            "web/agents/frontend": "escalation_to: [Architect, phantom, user]\n",
            "web/agents/tester": "escalation_to: [frontend]\nparallel_compatible: [frontend]\n",
            "data/agents/architect": "escalation_to: []\nescalation_from: [modeller]\n",
            "data/agents/modeller": "escalation_to: [architect]\n",
        }
    )
    for repository in ("web", "data"):
        Path("exports").mkdir(exist_ok=True)
        assert (
            run("export", f"{repository}/agents", "--format", "parquet", "-o", f"exports/{repository}").exit_code == 0
        )
    views, dangling, crossing, one_sided = re.findall(r"```sql\n(.*?)```", (ROOT / "docs/fleets.md").read_text(), re.S)
    base = duckdb.connect()
    base.execute(views)
    assert base.sql(dangling).fetchall() == [("web", "frontend", "escalation", "phantom", "web/agents/frontend.md:2")]
    assert base.sql(crossing).fetchall() == [("web", "frontend", "escalation", "Architect", "data")]
    assert base.sql(one_sided).fetchall() == [
        ("escalation", "frontend", "architect", ["web"]),
        ("escalation", "tester", "frontend", ["web"]),
        ("parallel", "frontend", "tester", ["web"]),
    ]
