"""Real output obeys the JSON Schema that graphkit ships."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

from tests.functional.conftest import BROKEN, SOUND, Run, Write

ODD: dict[str, str | bytes] = {
    "agents/設計": 'name: "\\ud83d\\ude00 \\e[1m"\nescalation_to: [user, general-purpose, 5]\ntools: Read, Write\n',
    "agents/latin.md": b"---\r\ndescription: caf\xe9\r\nparallel_compatible: all_agents\r\n---\r\n",
    "agents/empty.md": b"",
    "agents/binary.md": bytes(range(256)),
    "agents/deep/twin": "name: lead\n",
    "agents/lead": "name: lead\nescalation_to: [lead]\nworkflow_integration: [works_with_twin_daily]\n",
}


@pytest.fixture
def schema(run: Run) -> dict[str, Any]:
    """Return the schema as the command prints it."""
    return json.loads(run("schema").stdout)  # type: ignore[no-any-return]


def test_the_schema_is_one(schema: dict[str, Any]) -> None:
    """The schema itself obeys draft 2020-12."""
    jsonschema.Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("files", [SOUND, BROKEN, ODD], ids=["sound", "broken", "odd"])
@pytest.mark.parametrize("command", ["check", "report"])
def test_real_output_obeys(
    write: Write, run: Run, schema: dict[str, Any], files: dict[str, str | bytes], command: str
) -> None:
    """What any folder gives is valid, and every name in it is text."""
    write(files)
    output = json.loads(run(command, "--format", "json").stdout)
    jsonschema.Draft202012Validator(schema).validate(output)
    assert output["agents"]
    assert "error" not in output


def test_a_failure_obeys(write: Write, run: Run, schema: dict[str, Any]) -> None:
    """So does what a failed run writes."""
    write({})
    output = json.loads(run("report", "nowhere", "--format", "json").stdout)
    jsonschema.Draft202012Validator(schema).validate(output)
    assert output["error"]


@pytest.mark.parametrize(
    "damage",
    [
        lambda output: output.pop("ghosts"),
        lambda output: output["agents"][0].pop("tools"),
        lambda output: output["edges"][0]["references"][0].update(line=0),
        lambda output: output["findings"][0].update(severity="fatal"),
        lambda output: output["findings"][0].update(edges=[["a", "b"]]),
        lambda output: output["summary"]["findings"].pop("info"),
        lambda output: output.update(version=2),
    ],
)
def test_damage_is_noticed(write: Write, run: Run, schema: dict[str, Any], damage: Any) -> None:
    """The schema is strict enough to notice a key that is gone, a wrong type, or another version."""
    write(BROKEN)
    output = json.loads(run("report", "--format", "json").stdout)
    damage(output)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(schema).validate(output)
