"""Each kind of contract, kept and broken, through the command: the evidence is there in text and in JSON."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
from inline_snapshot import snapshot

from graphkit.config import contracts
from tests.functional.conftest import Run, Write

TEAM: dict[str, str | bytes] = {
    "agents/web/button": "name: button\nspecialization_level: specialist\nescalation_to: [form]\n",
    "agents/web/form": "name: form\nspecialization_level: senior\nescalation_to: [lead]\nparallel_compatible: [writer]\n",
    "agents/data/schema": "name: schema\nspecialization_level: senior\nescalation_to: [lead]\n",
    "agents/lead": "name: lead\nspecialization_level: staff\nescalation_to: [chief]\ndelegates_to: [form]\n",
    "agents/chief": "name: chief\nspecialization_level: principal\n",
    "agents/writer": "name: writer\nspecialization_level: senior\nescalation_to: [lead]\n",
}

KINDS: list[tuple[str, str, str, str, list[list[str]]]] = [
    ("GK701", 'kind = "forbidden"\nfrom = "button"\nto = "schema"', 'kind = "forbidden"\nfrom = "button"\nto = "chief"',
     "`button` must not reach `chief`, and escalates to it by way of `form` -> `lead`",
     [["button", "form"], ["form", "lead"], ["lead", "chief"]]),
    ("GK702", 'kind = "layers"\nlayers = ["level:specialist", "level:senior", "level:staff", "level:principal"]\nskip = false',
     'kind = "layers"\nlayers = ["level:senior", "level:staff"]\nrelation = ["escalation", "delegation"]',
     "`lead` delegates to `form`, which goes down (level:staff to level:senior)", [["lead", "form"]]),
    ("GK703", 'kind = "independence"\ngroups = ["group:web", "group:data"]',
     'kind = "independence"\ngroups = ["group:web", ["chief"]]',
     "`form` escalates to `chief` of a group that it must not depend on by way of `lead`",
     [["form", "lead"], ["lead", "chief"]]),
    ("GK704", 'kind = "required"\nfrom = "level:senior"\nto = "level:staff"',
     'kind = "required"\nfrom = "group:*"\nto = "level:principal"\ndirect = false\nrelation = "delegation"',
     "`button` delegates to none of `level:principal`", []),
    ("GK705", 'kind = "protected"\nfrom = "level:staff"\nto = "chief"', 'kind = "protected"\nfrom = "form"\nto = "lead"',
     "`schema` escalates to `lead`, which only `form` may", [["schema", "lead"]]),
    ("GK706", 'kind = "acyclic"\nrelation = "delegation"', 'kind = "acyclic"\nrelation = ["delegation", "escalation"]',
     "`form` is part of a cycle by way of `lead`", [["form", "lead"], ["lead", "form"]]),
]  # fmt: skip


def written(contract: str) -> dict[str, str | bytes]:
    """Return the team with one contract."""
    return {**TEAM, "graphkit.toml": f'[[contracts]]\nname = "ours"\nmessage = "Talk to us."\n{contract}\n'}


@pytest.mark.parametrize("contract", [row[1] for row in KINDS], ids=[row[0] for row in KINDS])
def test_a_contract_that_is_kept_says_nothing(write: Write, run: Run, contract: str) -> None:
    """Exit 0, and no finding of the family."""
    write(written(contract))
    result = run("check", "--select", "GK7")
    assert (result.exit_code, "GK7" in result.stdout) == (0, False), result.stdout


@pytest.mark.parametrize(("code", "_", "contract", "said", "edges"), KINDS, ids=[row[0] for row in KINDS])
def test_a_broken_contract_shows_the_way(
    write: Write, run: Run, code: str, _: str, contract: str, said: str, edges: list[list[str]]
) -> None:
    """Exit 1; hop by hop with places, the contract among them, and its message as the hint; text and JSON agree."""
    write(written(contract))
    text = run("check", "--select", "GK7")
    assert text.exit_code == 1
    assert f"error {code}" in text.stdout
    assert f"contract `ours`: {said}\n" in text.stdout
    assert "hint: Talk to us.\n" in text.stdout
    assert "  graphkit.toml:1:1: this contract" in text.stdout
    output: dict[str, Any] = json.loads(run("check", "--select", "GK7", "--format", "json").stdout)
    jsonschema.validate(output, json.loads(run("schema").stdout))
    found = next(one for one in output["findings"] if one["message"].endswith(said))
    assert [edge[:2] for edge in found["edges"]] == edges
    assert len(found["related"]) >= len(edges) + 1
    for (source, target), place in zip(edges, found["related"], strict=False):
        assert (f"`{source}`" in place["message"], f"`{target}`" in place["message"]) == (True, True)
        assert f"{place['path']}:{place['line']}:{place['column']}: {place['message']}" in text.stdout


def test_every_kind_is_shown() -> None:
    """None was forgotten."""
    assert {row[1].partition('"')[2].partition('"')[0] for row in KINDS} == set(contracts.KINDS)


def test_how_it_looks(write: Write, run: Run) -> None:
    """The way hop by hop, then the contract, then what the team wants to say."""
    write(written(KINDS[0][2]))
    assert run("check", "--select", "GK7").stdout == snapshot("""\
agents/web/button.md:4:17: error GK701 forbidden-reach: contract `ours`: `button` must not reach `chief`, and escalates to it by way of `form` -> `lead`
  4 | escalation_to: [form]
    |                 ^^^^
  agents/web/button.md:4:17: `button` escalates to `form`
  agents/web/form.md:4:17: `form` escalates to `lead`
  4 | escalation_to: [lead]
    |                 ^^^^
  agents/lead.md:4:17: `lead` escalates to `chief`
  4 | escalation_to: [chief]
    |                 ^^^^^
  graphkit.toml:1:1: this contract forbids it
  1 | [[contracts]]
    | ^
  hint: Talk to us.

6 files, 6 agents, 5 escalation + 1 delegation + 1 parallel edges: 1 error, 0 warnings, 0 info
""")


def test_a_wrong_contract_stops_the_run(write: Write, run: Run) -> None:
    """Exit 2, every mistake on a line of its own."""
    write(
        {
            **TEAM,
            "graphkit.toml": '[[contracts]]\nname = "x"\nkind = "forbiden"\n[[contracts]]\nname = "y"\nkind = "protected"\n'
            'form = "a"\nto = ""\n[[contracts]]\nkind = "acyclic"\nrelation = 5\nname = "z"\n',
        }
    )
    result = run("check")
    assert result.exit_code == 2
    assert result.stderr == snapshot("""\
graphkit: error: graphkit.toml:3: `contracts` has a contract `x` that needs a known `kind`; did you mean `forbidden`? Valid: `forbidden`, `layers`, `independence`, `required`, `protected`, `acyclic`.
graphkit.toml:4: `contracts` has a contract `y` that needs `from`.
graphkit.toml:7: `contracts` has a contract `y` that has an unknown key `form`; did you mean `from`? Valid: `name`, `kind`, `from`, `to`, `message`, `relation`.
graphkit.toml:8: `contracts` has a contract `y` that has a `to` that must be a text, not an empty text.
graphkit.toml:11: `contracts` has a contract `z` that has a `relation` that must be a list of texts, not `5`.
""")
