"""`graphkit lsp` over a whole session: folders, files that change on the disk, editors that can less, and long work."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from contextlib import closing

import pytest

from tests.functional.conftest import Write
from tests.functional.language_client import Client
from tests.functional.test_lsp import TEAM, applied, span

pytest.importorskip("pygls")


def codes(client: Client, path: str) -> list[str]:
    """Return the codes of the diagnostics of a file, once all that was sent is done."""
    return [one["code"][:5] for one in client.settle().get(path, [])]


def test_several_folders(write: Write) -> None:
    """Each folder is a team of its own; one that is added or removed counts at once."""
    root = write({"a/agents/ash.md": b"---\nescalation_to: [elm]\n---\n", "b/agents/elm.md": b"---\nname: elm\n---\n"})
    with closing(Client(root, folders=[root / "a"])) as client:
        assert codes(client, "a/agents/ash.md") == ["GK101"]
        event = {"added": [{"uri": (root / "b").as_uri(), "name": "b"}], "removed": []}
        client.notify("workspace/didChangeWorkspaceFolders", {"event": event})
        names = {one["name"] for one in client.request("workspace/symbol", {"query": ""})}
        assert names == {"ash", "elm"}
        assert codes(client, "a/agents/ash.md") == ["GK101"], "no name leads from one folder into another"
        event = {"added": [], "removed": [{"uri": (root / "a").as_uri(), "name": "a"}]}
        client.notify("workspace/didChangeWorkspaceFolders", {"event": event})
        assert [one["name"] for one in client.request("workspace/symbol", {"query": ""})] == ["elm"]
        assert client.at("hover", "a/agents/ash.md", 1, 17) is None
        assert codes(client, "a/agents/ash.md") == [], "what is no longer open is no longer reported"


def test_cancelled_requests(write: Write) -> None:
    """A request that is taken back harms nobody: the next one is answered."""
    folder = write(TEAM)
    with closing(Client(folder)) as client:
        for _ in range(20):
            number = client.ask("workspace/symbol", {"query": ""})
            client.notify("$/cancelRequest", {"id": number})
        client.notify("$/cancelRequest", {"id": 10**6})
        assert [one["name"] for one in client.request("workspace/symbol", {"query": "oak"})] == ["oak"]


def test_files_that_change_on_the_disk(write: Write) -> None:
    """The editor is asked to watch them, and what it says is looked at."""
    folder = write(TEAM)
    with closing(Client(folder)) as client:
        assert "GK101" in codes(client, "agents/ash.md")
        assert client.registered == ["workspace/didChangeWatchedFiles"]
        (folder / "agents/ash.md").write_bytes(b"---\nescalation_to: [oak]\n---\n")
        change = {"uri": client.uri("agents/ash.md"), "type": 2}
        client.notify("workspace/didChangeWatchedFiles", {"changes": [change]})
        assert codes(client, "agents/ash.md") == []


def test_a_rule_links_to_its_page(write: Write) -> None:
    """Beside the documentation that the installed package names; without an address there is no link."""
    metadata = "Metadata-Version: 2.4\nName: agent-graphkit\nVersion: 9\nProject-URL: Documentation, {}\n"
    for address, expected in (
        ("https://example.org/docs/index.md", "https://example.org/docs/rules/GK101.md"),
        ("https://github.com/OWNER/REPOSITORY/blob/main/docs/index.md", None),
    ):
        folder = write(TEAM)
        info = folder / "site/agent_graphkit-9.dist-info"
        info.mkdir(parents=True, exist_ok=True)
        (info / "METADATA").write_text(metadata.format(address), encoding="utf-8")
        with closing(Client(folder, packages=str(folder / "site"))) as client:
            (missing,) = [one for one in client.settle()["agents/ash.md"] if one["code"].startswith("GK101")]
            assert missing.get("codeDescription") == (expected and {"href": expected})


def test_what_can_go_is_marked(write: Write) -> None:
    """A name that is there twice is unnecessary: editors fade it."""
    folder = write({**TEAM, "agents/elm.md": b"---\nescalation_to: [oak, oak]\n---\n"})
    with closing(Client(folder)) as client:
        tags = {one["code"][:5]: one.get("tags") for one in client.settle()["agents/elm.md"]}
        assert tags["GK104"] == [1]
        assert {tag and tag[0] for code, tag in tags.items() if code != "GK104"} <= {None}


def test_an_editor_that_renames_no_files(write: Write) -> None:
    """The name and the references change, and the file stays; a definition without a name gets one."""
    folder = write(TEAM)
    with closing(Client(folder, edits={})) as client:
        changes = client.at("rename", "agents/ash.md", 1, 17, newName="yew")["changes"]
        assert changes[client.uri("agents/oak.md")] == [{"range": span(1, 6, 9), "newText": "yew"}]
        changes = client.at("rename", "agents/ash.md", 4, 5, newName="yew")["changes"]
        (edit,) = changes[client.uri("agents/elm.md")]
        assert applied(TEAM["agents/elm.md"].decode(), [edit]).startswith("---\nname: yew\n")


def test_buffers_of_callers_count(write: Write) -> None:
    """A command that is open and not saved is read as it is in the editor."""
    command = ".claude/commands/plant.md"
    folder = write(
        {".claude/agents/oak.md": b"---\nname: oak\ndescription: d\n---\n", command: b"Use the oak subagent.\n"}
    )
    with closing(Client(folder)) as client:
        assert codes(client, command) == []
        client.open(command, 'Task(subagent_type="gone")\n')
        assert codes(client, command) == ["GK107"]
        client.change(command, 2, {"text": 'Task(subagent_type="oak")\n'})
        assert codes(client, command) == []
        client.notify("textDocument/didClose", {"textDocument": {"uri": client.uri(command)}})
        assert codes(client, command) == []


def test_six_hundred_agents(write: Write) -> None:
    """A large team answers as a small one does."""
    team = {
        f"agents/a{number:03}.md": f"---\nname: a{number:03}\nescalation_to: [a{number // 2:03}]\n---\n".encode()
        for number in range(1, 601)
    }
    folder = write({**team, "agents/a000.md": b"---\nname: a000\nescalation_to: []\n---\n"})
    with closing(Client(folder)) as client:
        client.open("agents/a600.md")
        client.change("agents/a600.md", 2, {"range": span(2, 16, 20), "text": "gone"})
        assert codes(client, "agents/a600.md") == ["GK101"]
        assert len(client.request("workspace/symbol", {"query": "a"})) == 601
        steps = client.at("rename", "agents/a001.md", 1, 7, newName="b001")["documentChanges"]
        assert len(steps) == 4, "itself, two that escalate to it, and its file"


def test_five_hundred_edits_of_files(write: Write) -> None:
    """Write, break, mend, delete, create, rename, in the editor and on the disk: the end is that of a fresh check."""
    folder, dice = write(TEAM), random.Random(18)
    texts = [data.decode() for data in TEAM.values()]
    texts += ["---\nname: fir\nescalation_to: [ash, oak, gone]\n---\n", "---\nname: [\n", "", "no agent\n"]
    paths = [f"agents/{name}.md" for name in ("oak", "ash", "elm", "fir", "yew")]
    opened: dict[str, int] = {}
    with closing(Client(folder)) as client:
        for number in range(500):
            path, other = dice.sample(paths, 2)
            file, kind = (
                folder / path,
                dice.choice(("type", "type", "type", "save", "write", "delete", "rename", "close")),
            )
            kinds = []
            if kind == "type" and file.exists():
                if path not in opened:
                    client.open(path)
                opened[path] = opened.get(path, 1) + 1
                client.change(path, opened[path], {"text": dice.choice(texts)[: dice.choice((None, None, 30))]})
            elif kind == "close" and path in opened:
                del opened[path]
                client.notify("textDocument/didClose", {"textDocument": {"uri": client.uri(path)}})
            elif kind == "write" and path not in opened:
                file.write_bytes(dice.choice(texts).encode())
                kinds = [(path, 1)]
            elif kind == "delete" and path not in opened and file.exists():
                file.unlink()
                kinds = [(path, 3)]
            elif kind == "rename" and not {path, other} & opened.keys() and file.exists():
                file.replace(folder / other)
                kinds = [(path, 3), (other, 1)]
            if kinds:
                changes = [{"uri": client.uri(name), "type": type_} for name, type_ in kinds]
                client.notify("workspace/didChangeWatchedFiles", {"changes": changes})
            if number % 50 == 0:
                client.settle()
        for path in paths:  # the end is saved: a last text for each
            if path in opened:
                opened[path] += 1
                client.change(path, opened[path], {"text": texts[len(path) % 3]})
                (folder / path).write_bytes(texts[len(path) % 3].encode())
        shown = client.settle()
    command = [sys.executable, "-m", "graphkit", "check", "--format", "json"]
    answer = subprocess.run(command, capture_output=True, check=False, cwd=folder)
    findings = json.loads(answer.stdout)["findings"]
    assert findings
    expected = sorted((one["path"], one["line"] - 1, f"{one['code']} {one['name']}") for one in findings)
    assert sorted(
        (path, one["range"]["start"]["line"], one["code"]) for path, all_ in shown.items() for one in all_
    ) == (expected)
