"""Short cuts through broken front matter: they give what the parser gives, or leave it to the parser."""

from __future__ import annotations

import pytest

from graphkit.readers import document_recovery, front_matter, yaml_fast_path
from tests.bench import team

TEXTS = [
    "name: a\ndescription: Use it: early\nto:\n  - b\n  - c\n",
    "name: a\ndescription: Use it: early\nnote: 'open\nto: [b]\n",
    "# why\nname: a\ndescription: Use it: early\nto: &x [b]\nfrom: *x\n",
    'note: "open\nname: a: b"\nto: [b]\n',
    "stray\nname: a: b\nto: [b]\n",
    "name: a\nto:\n  - b\n   - c\nmore:\n  deep:\n    - x: 1\n    - y: 2: 3\n",
    "name: a\nto: [@b, c]\nnote: it is: so\n",
    "name: a\n\tto: b\nnote:\tx\ntext: |\n  kept\n  as: it is\nbad: x: y\n",
    "name: a\ntwice:\n  k: 1\n  k: 2\nbad: x: y\n",
    "name: *gone\nto: [b\nlevel: senior\n",
    "description: |\nuser: hello\nassistant: hi: there\nname: a\n",
    *(team.definition(number, 60).split("---\n")[1] for number in range(60)),
]


@pytest.mark.parametrize("text", TEXTS)
def test_short_cuts_change_nothing(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """With none of them every entry, place and problem is the same."""
    short = front_matter.parse(text, 2, "a.md")
    monkeypatch.setattr(front_matter, "_COLON", "no such words")
    monkeypatch.setattr(document_recovery, "_simply", lambda *_: None)
    monkeypatch.setattr(yaml_fast_path, "reader", lambda *_: None)
    assert front_matter.parse(text, 2, "a.md") == short
