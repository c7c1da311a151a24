"""The extension for VS Code beside the package that it starts: one version, one licence, settings that are explained."""

from __future__ import annotations

import json
from typing import Any

from graphkit.support.version import VERSION
from tests.editors.page import PROJECT

EXTENSION = PROJECT / "editors/vscode"


def _json(name: str) -> Any:
    return json.loads((EXTENSION / name).read_text(encoding="utf-8"))


def test_version_and_licence_are_those_of_the_package() -> None:
    """Both are released together."""
    lock = _json("package-lock.json")
    assert [_json("package.json")["version"], lock["version"], lock["packages"][""]["version"]] == [VERSION] * 3
    assert (EXTENSION / "LICENSE").read_bytes() == (PROJECT / "LICENSE").read_bytes()


def test_each_setting_and_command_is_explained() -> None:
    """The page of the extension names them all, each with its default."""
    readme = (EXTENSION / "README.md").read_text(encoding="utf-8")
    contributed = _json("package.json")["contributes"]
    for name, setting in contributed["configuration"]["properties"].items():
        (row,) = [line for line in readme.splitlines() if line.startswith(f"| `{name}`")]
        assert (f"`{setting['default']}`" if setting["type"] == "string" and setting["default"] else "|") in row
    assert "graphkit: Show Agent Graph" in readme
    assert {one["command"] for one in contributed["commands"]} == {"graphkit.showGraph", "graphkit.restart"}
