"""`graphkit lsp`: what an editor gets, with exact positions."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.functional.conftest import Run, Write
from tests.functional.language_client import Client

pytest.importorskip("pygls")

TEAM = {
    "agents/oak.md": b"---\nname: oak\ndescription: Keeps the grove.\nspecialization_level: staff\nescalation_from: [ash]\n---\n",
    "agents/ash.md": "---\nescalation_to: [oak]  # \U0001f333\nparallel_compatible:\n  - \U0001f333elm\n  - elm\n---\n".encode(),
    "agents/elm.md": b"---\nparallel_compatible: []\n---\n",
}


def span(line: int, start: int, end: int) -> dict[str, Any]:
    """Return a range on one line."""
    return {"start": {"line": line, "character": start}, "end": {"line": line, "character": end}}


@pytest.fixture
def client(write: Write) -> Iterator[Client]:
    """Start a session over the team."""
    session = Client(write(TEAM))
    yield session
    if session.process.poll() is None:
        session.close()
    session.end()


def applied(text: str, edits: list[dict[str, Any]]) -> str:
    """Return a text with edits made, as an editor makes them."""
    lines = text.split("\n")

    def offset(position: dict[str, int]) -> int:
        line = lines[position["line"]]
        units = line.encode("utf-16-le")[: 2 * position["character"]].decode("utf-16-le")
        return sum(len(one) + 1 for one in lines[: position["line"]]) + len(units)

    places = [(offset(e["range"]["start"]), offset(e["range"]["end"]), e["newText"]) for e in edits]
    for start, end, new in sorted(places, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def test_diagnostics(client: Client) -> None:
    """A finding is underlined where it is, in UTF-16 units, with its rule, its hint and its related places."""
    found = client.settle()
    missing = next(one for one in found["agents/ash.md"] if one["code"].startswith("GK101"))
    assert missing["range"] == span(3, 4, 9)
    assert missing["severity"] == 2
    assert missing["source"] == "graphkit"
    sided = next(one for one in found["agents/ash.md"] if one["code"].startswith("GK302"))
    assert sided["range"] == span(4, 4, 7)
    assert sided["relatedInformation"][0]["location"] == {"uri": client.uri("agents/elm.md"), "range": span(1, 0, 19)}


def test_buffers_count(client: Client) -> None:
    """What is typed counts before it is saved; closing the document goes back to the file."""
    client.open("agents/elm.md")
    client.change("agents/elm.md", 2, {"range": span(1, 22, 22), "text": "ash"})
    assert not [one for one in client.settle().get("agents/ash.md", []) if one["code"].startswith("GK302")]
    client.notify("textDocument/didClose", {"textDocument": {"uri": client.uri("agents/elm.md")}})
    assert [one for one in client.settle()["agents/ash.md"] if one["code"].startswith("GK302")]


def test_a_broken_buffer_ends_nothing(client: Client) -> None:
    """Half a definition is what editors have most of the time."""
    client.open("agents/elm.md", "---\nparallel_compatible: [a, {\n")
    client.settle()
    client.change("agents/elm.md", 2, {"text": "\x00\ud7ff["})
    client.settle()
    client.change("agents/elm.md", 3, {"text": "---\nparallel_compatible: [ash]\n---\n"})
    assert not [one for one in client.settle().get("agents/ash.md", []) if one["code"].startswith("GK302")]


def test_navigation(client: Client) -> None:
    """Definition, references, symbols and hover."""
    assert client.at("definition", "agents/ash.md", 1, 17) == [
        {"uri": client.uri("agents/oak.md"), "range": span(1, 6, 9)}
    ]
    everywhere = client.at("references", "agents/oak.md", 1, 7, context={"includeDeclaration": True})
    assert [one["range"] for one in everywhere] == [span(1, 6, 9), span(1, 16, 19)]
    hover = client.at("hover", "agents/ash.md", 1, 17)
    assert "**oak** · staff" in hover["contents"]["value"]
    assert "Takes escalations from: ash" in hover["contents"]["value"]
    (symbol,) = client.request("textDocument/documentSymbol", {"textDocument": {"uri": client.uri("agents/oak.md")}})
    assert (symbol["name"], symbol["selectionRange"]) == ("oak", span(1, 6, 9))
    assert [one["name"] for one in client.request("workspace/symbol", {"query": "el"})] == ["elm"]
    (lens,) = client.request("textDocument/codeLens", {"textDocument": {"uri": client.uri("agents/oak.md")}})
    assert lens["command"]["title"] == "1 escalate here · escalates to 0"


def test_call_hierarchy(client: Client) -> None:
    """Escalations in and out."""
    (oak,) = client.at("prepareCallHierarchy", "agents/oak.md", 1, 7)
    (incoming,) = client.request("callHierarchy/incomingCalls", {"item": oak})
    assert (incoming["from"]["name"], incoming["fromRanges"]) == ("ash", [span(1, 16, 19)])
    (outgoing,) = client.request("callHierarchy/outgoingCalls", {"item": incoming["from"]})
    assert outgoing["to"]["name"] == "oak"


def test_rename(client: Client) -> None:
    """One edit for all files, the file included; a name that cannot be is an error that the editor shows."""
    assert client.at("prepareRename", "agents/ash.md", 1, 17) == {"range": span(1, 16, 19), "placeholder": "oak"}
    steps = client.at("rename", "agents/ash.md", 1, 17, newName="yew")["documentChanges"]
    texts = {step["textDocument"]["uri"]: step["edits"] for step in steps if "edits" in step}
    assert texts[client.uri("agents/ash.md")] == [{"range": span(1, 16, 19), "newText": "yew"}]
    assert texts[client.uri("agents/oak.md")] == [{"range": span(1, 6, 9), "newText": "yew"}]
    (move,) = [step for step in steps if step.get("kind") == "rename"]
    assert (move["oldUri"], move["newUri"]) == (client.uri("agents/oak.md"), client.uri("agents/yew.md"))
    with pytest.raises(RuntimeError, match="there is an agent `elm`"):
        client.at("rename", "agents/ash.md", 1, 17, newName="elm")


def test_code_actions(client: Client) -> None:
    """The light bulb has the repairs, all of a kind, and an ignore; making one clears the diagnostic."""
    client.settle()
    range_ = {"textDocument": {"uri": client.uri("agents/ash.md")}, "range": span(4, 4, 7)}
    actions = client.request("textDocument/codeAction", {**range_, "context": {"diagnostics": []}})
    titles = [action["title"] for action in actions]
    assert titles == [
        "Add `ash` to `parallel_compatible` of `elm`",
        "Remove `elm` from `parallel_compatible` of `ash`",
        "Ignore GK302 here",
        "Repair all GK302 in this file",
        "Repair all GK302 in the folder",
    ]
    (edits,) = actions[0]["edit"]["changes"].values()
    assert applied("---\nparallel_compatible: []\n---\n", edits) == "---\nparallel_compatible: [ash]\n---\n"
    ((ignore,),) = actions[2]["edit"]["changes"].values()
    client.open("agents/ash.md")
    client.change("agents/ash.md", 2, {"range": ignore["range"], "text": ignore["newText"]})
    assert not [one for one in client.settle()["agents/ash.md"] if one["code"].startswith("GK302")]


@pytest.mark.parametrize(
    ("line", "character", "text", "labels"),
    [
        (1, 16, None, {"elm", "oak"}),
        (4, 4, None, {"elm", "oak"}),
        (1, 0, "---\nesc\n---\n", None),
        (1, 22, "---\nspecialization_level: \n---\n", {"staff", "senior"}),
        (5, 0, "---\nname: ash\n---\n\n\nText: \n", set()),
    ],
)
def test_completion(client: Client, line: int, character: int, text: str | None, labels: set[str] | None) -> None:
    """Agents in a relation, levels, field names at the start of a line; nothing in the body."""
    client.open("agents/ash.md", text)
    found = {item["label"] for item in client.at("completion", "agents/ash.md", line, character) or []}
    if labels is None:
        assert {"escalation_to", "parallel_compatible", "description"} <= found
    else:
        assert labels <= found if labels else not found


def test_nothing_else_reaches_standard_output(client: Client) -> None:
    """The stream is the protocol's; the session ends cleanly and stderr is quiet."""
    client.settle()
    assert client.close() == ""
    assert client.process.returncode == 0


def test_five_hundred_edits(client: Client, run: Run) -> None:
    """After a long session of random edits the diagnostics are those of a fresh check of the same files."""
    dice = random.Random(7)
    pieces = (
        "ash",
        "elm",
        "oak",
        "[",
        "]",
        ", ",
        "\n",
        "- ",
        "name: ",
        "---\n",
        "\U0001f333",
        "escalation_to: ",
        "  ",
        '"',
    )
    texts = {path: data.decode() for path, data in TEAM.items()}
    for path in texts:
        client.open(path)
    for number in range(2, 502):
        path = dice.choice(sorted(texts))
        lines = texts[path].split("\n")
        line = dice.randrange(len(lines))
        units = len(lines[line].encode("utf-16-le")) // 2
        start = dice.randrange(units + 1)
        end = min(units, start + dice.choice((0, 0, 1, 3)))
        edit = {"range": span(line, start, end), "newText": dice.choice(pieces)}
        try:
            texts[path] = applied(texts[path], [edit])
        except UnicodeDecodeError:
            continue  # half of a pair: no editor sends that
        client.change(path, number, {"range": edit["range"], "text": edit["newText"]})
        if number % 50 == 0:
            client.settle()
    shown = client.settle()
    for path, text in texts.items():
        Path(path).write_bytes(text.encode())
    answer = subprocess.run(
        [sys.executable, "-m", "graphkit", "check", "--format", "json"], capture_output=True, check=False, env=None
    )
    findings = json.loads(answer.stdout)["findings"]
    expected = sorted((f["path"], f["line"] - 1, f"{f['code']} {f['name']}") for f in findings)
    got = sorted((path, d["range"]["start"]["line"], d["code"]) for path, items in shown.items() for d in items)
    assert got == expected
