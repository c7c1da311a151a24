"""`graphkit report --format roster`: a table of the team for a README."""

from __future__ import annotations

from pathlib import Path

from tests.functional.conftest import Run, Write

TEAM = {
    "agents/smith": "specialization_level: senior\ndescription: Forges *iron*. Not wood.\nescalation_to: [guild, owner]\n"
    "parallel_compatible: [carter]\ntools: Read, Bash(ls)\n",
    "agents/guild": "specialization_level: principal\n",
    "agents/carter": "parallel_compatible: all\n",
}
START, END = "<!-- team:start -->", "<!-- team:end -->"


def test_a_row_for_each_agent(write: Write, run: Run) -> None:
    """The highest level first; outsiders are marked, texts are escaped, a wildcard is all."""
    write(TEAM)
    assert run("report", "agents", "--format", "roster").stdout.splitlines() == [
        "| Agent | Level | What it does | Escalates to | Runs with | Tools |",
        "|---|---|---|---|---|---|",
        "| `guild` | principal |  |  |  |  |",
        "| `smith` | senior | Forges \\*iron\\*. | `guild`, `owner` (not defined) | `carter` | Read, Bash |",
        "| `carter` |  |  |  | all |  |",
    ]


def test_between_marks(write: Write, run: Run, tmp_path: Path) -> None:
    """It fits between two marks of a document; the report in Markdown does too, without a second title."""
    write(TEAM)
    page = tmp_path / "README.md"
    page.write_text(f"# Forge\n\n{START}\n{END}\nEnd.\n", encoding="utf-8")
    command = ("report", "agents", "-o", "README.md", "--between", START, END)
    assert run(*command, "--format", "roster").exit_code == 0
    assert f"{START}\n| Agent |" in page.read_text(encoding="utf-8")
    assert run(*command, "--format", "roster", "--check").exit_code == 0
    assert run(*command, "--format", "markdown").exit_code == 0
    text = page.read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if line.startswith("# ")] == ["# Forge"]
    assert text.endswith(f"{END}\nEnd.\n")
