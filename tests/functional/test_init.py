"""`graphkit init`: a configuration that fits, and that works when it is used."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from inline_snapshot import snapshot

if TYPE_CHECKING:
    from tests.functional.conftest import Run, Write

TEAM: dict[str, str | bytes] = {
    "crew/lead": "specialization_level: expert lead\nescalation_to: [ceo, the-oracle]",
    "crew/dev-one": "specialization_level: junior\nescalation_to: [lead]\nconsults: [dev-two, lead]\ntags: [lead]",
    "crew/dev-two": "specialization_level: senior\nescalation_to: [lead]\nconsults: [dev-one]\nconsulted_with: lead",
}


def test_it_proposes_what_fits(write: Write, run: Run) -> None:
    """Relations with counts, fields that nobody told of, levels in their likely order, people and unknown names."""
    write(TEAM)
    result = run("init", "crew")
    assert result.exit_code == 0
    assert result.stdout == snapshot("""\
# Proposed by `graphkit init` from 3 agents in crew.
paths = ["crew"]

# Relations that are read without any configuration:
#   escalation: escalation_to (4)

# Fields that name agents and are no relation yet. Remove what is not one; rename a relation at will.
# consulted_with names 1 agent in 1 file
relations.consulted-with = { fields = ["consulted_with"], symmetric = true }
# consults names 3 agents in 2 files
relations.consults = { fields = ["consults"] }

# The levels, the lowest first. This order is a guess: check it.
levels = ["junior", "senior", "expert lead"]

# People and other tools: named, and rightly without a definition.
externals = ["ceo"]

# No file defines these names. Correct them, or add those that are right to `externals`:
#   the-oracle: 1 reference
""")


def test_what_it_writes_is_used(write: Write, run: Run) -> None:
    """After `--write` the fields are relations, the levels known, and GK004 has nothing left to say."""
    write(TEAM)
    before = run("check", "crew", "-v").stdout
    assert "GK004" in before
    assert "GK404" in before
    assert run("init", "crew", "--write").exit_code == 0
    after = run("check", "crew", "-v").stdout
    assert "GK004" not in after
    assert "GK404" not in after
    assert "1 consulted-with + 3 consults edges" in after


def test_it_writes_where_it_is_told(write: Write, run: Run) -> None:
    """`-o` names another file; with `--write` there would be two."""
    write(TEAM)
    assert run("init", "crew", "-o", "proposed.toml").exit_code == 0
    assert "relations.consults" in Path("proposed.toml").read_text(encoding="utf-8")
    assert run("init", "crew", "--write", "-o", "x.toml").exit_code == 2


def test_it_never_overwrites(write: Write, run: Run) -> None:
    """A configuration that exists is left as it is, and said to be there."""
    write({**TEAM, "graphkit.toml": "prose = false\n"})
    result = run("init", "crew", "--write")
    assert result.exit_code == 2
    assert "is a configuration already" in result.stderr
    assert Path("graphkit.toml").read_text(encoding="utf-8") == "prose = false"


def test_names_from_definitions_stay_in_their_line(write: Write, run: Run) -> None:
    """A name with a line break must not become a setting."""
    write({"crew/a": 'escalation_to: ["x\\nprose = true", "ceo \\" , \\u001b[31m"]', "crew/b": "escalation_to: a"})
    assert run("init", "crew", "--write").exit_code == 0
    assert run("check", "crew").exit_code in (0, 1)
    assert "\x1b" not in Path("graphkit.toml").read_text(encoding="utf-8")
    assert "\nprose" not in Path("graphkit.toml").read_text(encoding="utf-8")


def test_numbers_are_levels_too(write: Write, run: Run) -> None:
    """0 is the top."""
    write({"crew/a": "level: 0\ndelegates_to: b", "crew/b": "level: 1"})
    assert '# levels = ["1", "0"]' in run("init", "crew").stdout


def test_a_folder_without_agents(write: Write, run: Run) -> None:
    """Nothing can be proposed, and that is a failure."""
    write({"crew/notes.txt": "x"})
    assert run("init", "crew").exit_code == 2


def test_where_nothing_is_declared(write: Write, run: Run) -> None:
    """It says where relations may be instead."""
    write({"crew/a": "x: 1", "crew/b": "x: 1"})
    assert "none; where agents are named only in their texts" in run("init").stdout + run("init", "crew").stdout


def test_a_key_with_a_dot_is_left_to_the_rule(write: Write, run: Run) -> None:
    """A line for it would be read as a path and do nothing; GK004 goes on saying that it is not read."""
    write({"crew/dev-one": "asks.for: [dev-two]", "crew/dev-two": "x: 1"})
    assert run("init", "crew", "--write").exit_code == 0
    assert "asks" not in Path("graphkit.toml").read_text(encoding="utf-8")
    assert "Rename the key" in run("check", "crew", "-v").stdout


def test_levels_beside_the_usual_ones_are_mentioned(write: Write, run: Run) -> None:
    """Where most levels are known, the others are named with their number: the order has no place for them yet."""
    levels = ("senior", "senior", "staff", "principal", "staff", "chef", "chef")
    agents = {f"agents/a{number}": f"specialization_level: {level}" for number, level in enumerate(levels * 2)}
    write({**agents, "agents/b1": "specialization_level: senior", "agents/b2": "specialization_level: senior"})
    shown = run("init").stdout
    assert '# levels = ["senior", "staff", "principal"]' in shown
    assert "# Not in this order: chef (4 agents)." in shown


def test_a_hostile_level_is_one_toml_string(write: Write, run: Run) -> None:
    """What a CI service takes for a command, quotes, controls and signs of four bytes end as one string that reads back."""
    level = '##vso[x ###[y] "z" \\ 🚀 \u202e'
    write(
        {
            "agents/a": f"specialization_level: {json.dumps(level, ensure_ascii=False)}\nmates: [b]",
            "agents/b": "role: x",
        }
    )
    shown = run("init").stdout
    assert "##" not in shown.replace("# ", "")
    assert tomllib.loads(shown)["levels"] == [level]
