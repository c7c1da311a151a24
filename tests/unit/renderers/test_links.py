"""Boxes lead to definitions: on a page of a forge, in a folder, in an editor."""

from __future__ import annotations

import pytest

from graphkit.renderers.links import address, template
from graphkit.support.errors import RenderError
from tests.unit.graphs import graph


@pytest.mark.parametrize(
    ("prefix", "expected"),
    [
        ("https://git.example/blob/main/", "https://git.example/blob/main/agents/a.md#L1"),
        ("../", "../agents/a.md#L1"),
        ("vscode://file/srv/team/", "vscode://file/srv/team/agents/a.md:1"),
        ("https://git.example/{path}?line={line}", "https://git.example/agents/a.md?line=1"),
        ("idea://open?file=/srv/{path}&line={line}", "idea://open?file=/srv/agents/a.md&line=1"),
    ],
)
def test_links_are_as_their_reader_wants_them(prefix: str, expected: str) -> None:
    """An editor takes `path:line`, a page `path#Lline`; a template says it all."""
    assert address(graph(["a"], []), "a", prefix) == expected


def test_a_script_is_no_address() -> None:
    """A picture may be shown to others."""
    with pytest.raises(RenderError, match="no prefix for links"):
        template("javascript:alert(1)//{path}")
