"""The language server over real definitions: each answer at the place that the bytes of the files have, in UTF-16."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.functional.language_client import Client
from tests.integration.corpora import CORPORA, FORTY_ONE, ROOT, graphkit

pytest.importorskip("pygls")

TEAMS = {
    "nine": (ROOT / "agents", "agents"),
    "028": (CORPORA / FORTY_ONE, "agents"),
    "hve-core": (CORPORA / "wild/microsoft__hve-core", "."),
}
EMOJI = "\U0001f333\U0001f9d1\u200d\U0001f52c "
"""Four signs in UTF-32 with the blank, of which UTF-16 counts the trees and people twice."""

_NAME = re.compile(rb"name: *([\"']?)(.+?)\1 *\r?")
_FLOW = re.compile(rb"(escalation_to|escalation_from|parallel_compatible): *\[(.*)\] *\r?")
_KEY = re.compile(rb"(escalation_to|escalation_from|parallel_compatible): *\r?")
_ITEM = re.compile(rb" +- +([\w-]+) *\r?")
_AGENT = re.compile(rb" +(?:- +)?agent: *([\"']?)(.+?)\1 *\r?")
_WORD = re.compile(rb"[\w-]+")


class Place(NamedTuple):
    """A name in a file: the line from 0, and the units of UTF-16 at which it starts and ends."""

    path: str
    line: int
    start: int
    end: int
    text: str
    field: str

    @property
    def range(self) -> dict[str, Any]:
        """The range as the protocol has it."""
        ends = ({"line": self.line, "character": at} for at in (self.start, self.end))
        return dict(zip(("start", "end"), ends, strict=True))

    @property
    def middle(self) -> tuple[str, int, int]:
        """A position inside the name."""
        return self.path, self.line, (self.start + self.end) // 2


def _place(path: str, number: int, line: bytes, start: int, end: int, field: str) -> Place:
    first, behind = (len(line[:at].decode().encode("utf-16-le")) // 2 for at in (start, end))
    return Place(path, number, first, behind, line[start:end].decode(), field)


def read(path: str, data: bytes) -> Iterator[Place]:
    """Yield the name of a definition (field `name`) and those that it names, from its front matter, line by line."""
    field = ""
    lines = data.split(b"\n")
    if lines[0].rstrip() != b"---":
        return
    for number, line in enumerate(lines[1:], start=1):
        if line.rstrip() == b"---":
            return
        item = _ITEM.fullmatch(line)
        if item and field:
            yield _place(path, number, line, *item.span(1), field)
            continue
        field = ""
        if name := _NAME.fullmatch(line):
            yield _place(path, number, line, *name.span(2), "name")
        elif flow := _FLOW.fullmatch(line):
            for word in _WORD.finditer(line, *flow.span(2)):
                yield _place(path, number, line, *word.span(), flow[1].decode())
        elif key := _KEY.fullmatch(line):
            field = key[1].decode()
        elif agent := _AGENT.fullmatch(line):
            yield _place(path, number, line, *agent.span(2), "agent")


class Team(NamedTuple):
    """A session over a copy of a folder, and what the test itself read in its files."""

    client: Client
    folder: Path
    names: dict[str, Place]
    named: list[Place]


@pytest.fixture(scope="module", params=TEAMS)
def team(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Team]:
    """Start a session; each single-line list of a relation begins with emoji in a buffer that is not saved."""
    source, below = TEAMS[request.param]
    folder = tmp_path_factory.mktemp(request.param)
    shutil.copytree(source, folder / below, dirs_exist_ok=True)
    client = Client(folder)
    names: dict[str, Place] = {}
    named: list[Place] = []
    for file in sorted(folder.rglob("*.md")):
        path = file.relative_to(folder).as_posix()
        data = file.read_bytes()
        places = list(read(path, data))
        if not places or not {"agents"} & set(Path(path).parts):
            continue
        flows = {one.line: one for one in reversed(places) if b"[" in data.split(b"\n")[one.line]}
        if flows:
            client.open(path)
        for version, first in enumerate(flows.values(), start=2):
            at = {"line": first.line, "character": first.start}
            client.change(path, version, {"range": {"start": at, "end": at}, "text": f'"{EMOJI}", '})
            line = data.split(b"\n")
            line[first.line] = line[first.line].replace(b"[", f'["{EMOJI}", '.encode(), 1)
            data = b"\n".join(line)
        for one in read(path, data):
            if one.field == "name":
                names[one.text] = one
            else:
                named.append(one)
    yield Team(client, folder, names, [one for one in named if one.text in names])
    assert client.close() == ""


def uri(team: Team, place: Place) -> str:
    """Return the document of a place."""
    return team.client.uri(place.path)


def test_the_test_has_something_to_say(team: Team) -> None:
    """Each team has names, and names that are named."""
    assert len(team.names) >= 9
    assert len(team.named) >= 30


def test_definition_leads_to_the_name(team: Team) -> None:
    """From each name in a relation to the `name:` of its definition."""
    for one in team.named:
        target = team.names[one.text]
        expected = [{"uri": uri(team, target), "range": target.range}]
        assert team.client.at("definition", *one.middle) == expected, one


def test_references_have_every_place(team: Team) -> None:
    """Each place that the test found names the agent, on both sides of a relation."""
    for name, target in team.names.items():
        answer = team.client.at("references", *target.middle, context={"includeDeclaration": True})
        there = {(one["uri"], one["range"]["start"]["line"], one["range"]["start"]["character"]) for one in answer}
        places = [target, *(one for one in team.named if one.text == name)]
        assert {(uri(team, one), one.line, one.start) for one in places} <= there
        without = team.client.at("references", *target.middle, context={"includeDeclaration": False})
        assert len(without) == len(answer) - 1


def test_hover_and_prepare_rename_mark_the_name(team: Team) -> None:
    """Both say which text they are about."""
    for one in team.named:
        hover = team.client.at("hover", *one.middle)
        assert hover["range"] == one.range
        assert hover["contents"]["value"].replace("\\", "").startswith(f"**{one.text}**")
        prepared = team.client.at("prepareRename", *one.middle)
        assert prepared == {"range": one.range, "placeholder": one.text}


def test_symbols(team: Team) -> None:
    """The agents of each document, and those of the folder."""
    for name, target in team.names.items():
        document = {"textDocument": {"uri": uri(team, target)}}
        (symbol,) = team.client.request("textDocument/documentSymbol", document)
        assert (symbol["name"], symbol["range"], symbol["selectionRange"]) == (name, target.range, target.range)
        (lens,) = team.client.request("textDocument/codeLens", document)
        assert lens["range"] == target.range
    everywhere = team.client.request("workspace/symbol", {"query": ""})
    places = {one["name"]: one["location"] for one in everywhere}
    assert {name: {"uri": uri(team, one), "range": one.range} for name, one in team.names.items()}.items() <= (
        places.items()
    )


def test_call_hierarchy(team: Team) -> None:
    """Escalation out, as the files declare it, each call at its own place."""
    calls = [one for one in team.named if one.field == "escalation_to"]
    for name, target in team.names.items():
        (item,) = team.client.at("prepareCallHierarchy", *target.middle)
        assert (item["name"], item["selectionRange"]) == (name, target.range)
        outgoing = team.client.request("callHierarchy/outgoingCalls", {"item": item})
        ranges = {one["to"]["name"]: one["fromRanges"] for one in outgoing}
        for one in calls:
            if one.path == target.path and one.text != name:
                assert one.range in ranges[one.text]
        incoming = team.client.request("callHierarchy/incomingCalls", {"item": item})
        callers = {one["from"]["uri"] for one in incoming}
        assert {uri(team, one) for one in calls if one.text == name and one.path != target.path} <= callers


def test_completion_offers_the_agents(team: Team) -> None:
    """At each name all other agents are offered; field names at the start of a line."""
    for one in team.named[::7]:
        offered = {item["label"] for item in team.client.at("completion", one.path, one.line, one.start)}
        others = {name for name, target in team.names.items() if target.path != one.path}
        assert others <= offered, one
    first = team.named[0]
    fields = {item["label"] for item in team.client.at("completion", first.path, 1, 0)}
    assert {"escalation_to", "description", "tools"} <= fields


def test_diagnostics_are_where_the_check_says(team: Team) -> None:
    """Saved, the same findings at the same places, their columns counted in UTF-16; and each can be acted on."""
    shown = {
        (path, one["range"]["start"]["line"], one["range"]["start"]["character"], one["code"])
        for path, found in team.client.settle().items()
        for one in found
    }
    saved = team.folder.parent / f"{team.folder.name}-saved"
    shutil.copytree(team.folder, saved, dirs_exist_ok=True)
    for path in {one.path for one in team.named}:
        data = (saved / path).read_bytes()
        for first in {one.line: one for one in reversed(list(read(path, data)))}.values():
            lines = data.split(b"\n")
            lines[first.line] = lines[first.line].replace(b"[", f'["{EMOJI}", '.encode(), 1)
            data = b"\n".join(lines)
        (saved / path).write_bytes(data)
    expected = set()
    for finding in graphkit("check", "--format", "json", cwd=saved).json["findings"]:
        line = (saved / finding["path"]).read_bytes().decode().split("\n")[finding["line"] - 1]
        units = len(line[: finding["column"] - 1].encode("utf-16-le")) // 2
        expected.add((finding["path"], finding["line"] - 1, units, f"{finding['code']} {finding['name']}"))
    assert shown == expected
    for path, line, character, code in sorted(shown)[::5]:
        at = {"line": line, "character": character}
        context = {"textDocument": {"uri": team.client.uri(path)}, "range": {"start": at, "end": at}}
        actions = team.client.request("textDocument/codeAction", {**context, "context": {"diagnostics": []}})
        assert f"Ignore {code[:5]} here" in [one["title"] for one in actions] or line == 0
