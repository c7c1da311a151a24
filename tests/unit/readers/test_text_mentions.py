"""Where texts mention an agent: marked names, slugs and titles of other files of the same folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import graphkit
from tests.unit.folders import write

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("See flour-miller.", 5),
        ("See flour_miller first.", 5),
        ("Ask `miller` for it.", 6),
        ("Ask **miller**.", 7),
        ("Ask @miller now", 6),
        ("Ask the Old Flour Miller now.", 13),
        ("Ask the miller for it.", None),
        ("See docs/flour-miller.md.", None),
        ("See flour-millers.", None),
        ("a flour miller", None),
        ("# Flour Miller", None),
        ("## Flour Miller", 4),
        ("Ask the Flour Miller Cook.", None),
        ("Ask the Flour Miller Cook, then the Flour Miller.", 37),
    ],
)
def test_a_mention(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, column: int | None) -> None:
    """A name of one word has to be marked as a name."""
    monkeypatch.chdir(tmp_path)
    files: dict[str, str | bytes] = {
        "agents/flour-miller.md": "---\nname: flour-miller\nid: miller\n---\nflour-miller, `miller`\n",
        "agents/cook.md": f"---\nname: cook\n---\n{text}\n",
        "agents/flour-miller-cook.md": "---\nname: flour-miller-cook\n---\n",
        "agents/other.md": "---\nescalation_to: user\n---\n",
    }
    write(tmp_path, files)
    spans = graphkit.load("agents").mentions.get("flour-miller", ())
    assert [(span.path, span.line, span.column) for span in spans] == (
        [("agents/cook.md", 4, column)] if column else []
    )
