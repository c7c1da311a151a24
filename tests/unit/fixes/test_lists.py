"""Adding a name to a list and removing it, in every style in which people write lists."""

from __future__ import annotations

import pytest

from graphkit.fixes import lists
from graphkit.fixes.document import Document, NotEditableError
from graphkit.fixes.lists import Splice
from graphkit.fixes.plan import spliced
from graphkit.fixes.removal import Removal
from graphkit.fixes.structure import structure, structure_from

STYLES = [
    (
        "peers:\n  - ash  # tall\n  - elm # last\n# below\nlevel: x\n",
        "peers:\n  - ash  # tall\n  - elm # last\n  - oak\n# below\nlevel: x\n",
    ),
    ("peers:\n- ash\n- elm\nlevel: x\n", "peers:\n- ash\n- elm\n- oak\nlevel: x\n"),
    ("peers:\n  -   ash\n", "peers:\n  -   ash\n  -   oak\n"),
    ("peers:\n  - ash", "peers:\n  - ash\n  - oak"),
    ("peers: [ash, elm]  # why\n", "peers: [ash, elm, oak]  # why\n"),
    ("peers: [ ash, elm ]\n", "peers: [ ash, elm, oak ]\n"),
    ("peers: []\n", "peers: [oak]\n"),
    ("peers: [\n  ash,\n  elm,\n]\n", "peers: [\n  ash,\n  elm,\n  oak,\n]\n"),
    ("peers:\n  [ ash,\n    elm ]\n", "peers:\n  [ ash,\n    elm,\n    oak ]\n"),
    ("peers: ash, elm # x\n", "peers: ash, elm, oak # x\n"),
    ("peers: ash # x\n", "peers: [ash, oak] # x\n"),
    ("peers: ash (on call, nights)\n", 'peers: ["ash (on call, nights)", oak]\n'),
    ('peers: "ash, elm"\n', 'peers: "ash, elm, oak"\n'),
    ("peers: 'ash'\n", "peers: ['ash', 'oak']\n"),
    ("peers:\nlevel: x\n", "peers: [oak]\nlevel: x\n"),
    ("peers: ~\n", "peers: [oak]\n"),
    ('peers: ""\n', "peers: [oak]\n"),
    ("peers:\n  ash: why so\n  elm: so\n", 'peers:\n  ash: why so\n  elm: so\n  oak: ""\n'),
    ("peers: {ash: why, elm: x}\n", 'peers: {ash: why, elm: x, oak: ""}\n'),
    (
        "peers:\n  - agent: ash\n    why: x\n  - agent: elm\n    why: y\n",
        "peers:\n  - agent: ash\n    why: x\n  - agent: elm\n    why: y\n  - agent: oak\n",
    ),
    ("peers: [{agent: ash}]\n", "peers: [{agent: ash}, {agent: oak}]\n"),
    ('work:\n  peers:\n    - "@ash"\n  to: y\n', 'work:\n  peers:\n    - "@ash"\n    - "@oak"\n  to: y\n'),
    ("work: {peers: [ash], to: y}\n", "work: {peers: [ash, oak], to: y}\n"),
    ("peers: |\n  ash\n  elm\nlevel: x\n", "peers: |\n  ash\n  elm\n  oak\nlevel: x\n"),
    ("peers: >\n  ash, elm\n", "peers: >\n  ash, elm, oak\n"),
    ("peers:\r\n  - ash\r\nlevel: x\r\n", "peers:\r\n  - ash\r\n  - oak\r\nlevel: x\r\n"),
    ("peers: ash,\n  elm\n", "peers: ash,\n  elm, oak\n"),
    ("peers: ash, elm,\n", "peers: ash, elm, oak\n"),
    ("peers: >-\n  ash,\n  elm\n", "peers: >-\n  ash,\n  elm, oak\n"),
    ("peers:\n  - &a ash\n", "peers:\n  - &a ash\n  - oak\n"),
    ("peers:\n  - 'ash'\n  - *a\n", "peers:\n  - 'ash'\n  - *a\n  - 'oak'\n"),
    ("peers:\n  - >-\n    ash\n", "peers:\n  - >-\n    ash\n  - oak\n"),
    ("peers:\n  - ash: why\n", 'peers:\n  - ash: why\n  - oak: ""\n'),
    ("peers:\n  - ash\n  - elm: why\n", "peers:\n  - ash\n  - elm: why\n  - oak\n"),
    ("peers:\n  -\tash\n", "peers:\n  -\tash\n  -\toak\n"),
    ("- team: one\n  peers:\n    - ash\n- team: two\n", "- team: one\n  peers:\n    - ash\n    - oak\n- team: two\n"),
]


def added(text: str, path: str = "x.yaml", name: str = "oak") -> str:
    """Add a name to the field `peers`."""
    document = Document(path, text.encode())
    key = document.text.index("peers")
    made = spliced(document.text, sorted(lists.add(document, structure_from(document, key), key, [name])))
    assert made == spliced(document.text, sorted(lists.add(document, structure(document, key), key, [name])))
    return made


def removed(text: str, *names: str, path: str = "x.yaml") -> str:
    """Remove names, each where it is first written."""
    document = Document(path, text.encode())
    removal = Removal(document)
    for name in names:
        offset = document.text.index(name)
        removal.mark(structure(document, offset), offset, len(name))
    return spliced(document.text, sorted(removal.splices()))


@pytest.mark.parametrize(("before", "after"), STYLES)
def test_a_name_is_added_in_the_style_that_is_there(before: str, after: str) -> None:
    """Quotes, dashes, commas, comments and line ends stay as they are; nothing else moves."""
    assert added(before) == after


@pytest.mark.parametrize(("before", "after"), STYLES)
def test_front_matter_is_edited_like_yaml(before: str, after: str) -> None:
    """The body below the front matter is not looked at, even if it repeats the field."""
    body = "---\n\n# Title\n\npeers:\n  - nobody\n"
    end = "" if before.endswith("\n") else "\n"
    assert added(f"---\n{before}{end}{body}", "x.md") == f"---\n{after}{end}{body}"


@pytest.mark.parametrize(("before", "after"), [pair for pair in STYLES if '""' not in pair[1] and "~" not in pair[0]])
def test_what_was_added_can_be_removed(before: str, after: str) -> None:
    """Removing the name again gives the file back, where adding did not make a list of a text."""
    if ("[" in after and "[" not in before) or before.startswith("peers: []") or before.endswith(",\n"):
        return
    assert removed(after, "oak") == before


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('{"peers": ["ash"]}', '{"peers": ["ash", "oak"]}'),
        ('{"peers": []}', '{"peers": ["oak"]}'),
        ('{"peers": "ash"}', '{"peers": ["ash", "oak"]}'),
        ('{\n  "peers": [\n    "ash"\n  ]\n}\n', '{\n  "peers": [\n    "ash",\n    "oak"\n  ]\n}\n'),
        ('{"peers": {"ash": "why"}}', '{"peers": {"ash": "why", "oak": ""}}'),
    ],
)
def test_json(before: str, after: str) -> None:
    """Names in JSON have double quotes."""
    assert added(before, "x.json") == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('[a]\npeers = ["ash"] # x\n', '[a]\npeers = ["ash", "oak"] # x\n'),
        ('peers = "ash"\n', 'peers = ["ash", "oak"]\n'),
        ("peers = [\n  'ash',\n]\n", "peers = [\n  'ash',\n  'oak',\n]\n"),
    ],
)
def test_toml(before: str, after: str) -> None:
    """TOML keeps the quotes of its neighbours."""
    assert added(before, "x.toml") == after


@pytest.mark.parametrize(
    "text",
    [
        "peers: &friends [ash]\n",
        "peers: *friends\n",
        "peers: [ash, # tall\n  elm]\n",
        "peers: !set [ash]\n",
        "peers:\n  - why: no name here\n    when: always\n",
        "peers: none\n",
        "peers: [Nobody]\n",
        "peers:\n  - n/a\n",
    ],
)
def test_what_cannot_be_extended_is_refused(text: str) -> None:
    """Anchors, aliases, tags and comments inside brackets are left alone, and there is a reason."""
    with pytest.raises(NotEditableError, match=r"\w"):
        added(text)


@pytest.mark.parametrize(
    ("before", "names", "after"),
    [
        ("a: [ash, elm, oak]\n", ("ash",), "a: [elm, oak]\n"),
        ("a: [ash, elm, oak]\n", ("elm",), "a: [ash, oak]\n"),
        ("a: [ash, elm, oak]\n", ("ash", "elm"), "a: [oak]\n"),
        ("a: [ash, elm, oak]\n", ("elm", "oak"), "a: [ash]\n"),
        ("a: [ash, elm]\nb: c\n", ("ash", "elm"), "b: c\n"),
        ("a:\n  - ash # x\n  - elm\nb: c\n", ("ash",), "a:\n  - elm\nb: c\n"),
        ("a:\n  - ash\n  - elm\nb: c\n", ("ash", "elm"), "b: c\n"),
        ("a: ash, elm, oak\n", ("ash", "oak"), "a: elm\n"),
        ("a: ash\nb: c\n", ("ash",), "b: c\n"),
        ("w:\n  a: [ash]\nb: c\n", ("ash",), "b: c\n"),
        ("w:\n  a: [ash]\n  d: e\nb: c\n", ("ash",), "w:\n  d: e\nb: c\n"),
        ("a:\n  - agent: ash\n    why: x\n  - agent: elm\n", ("ash",), "a:\n  - agent: elm\n"),
        ("a:\n  ash: why\n  elm: so\n", ("ash",), "a:\n  elm: so\n"),
        ("a: |\n  ash\n  elm\n", ("ash",), "a: |\n  elm\n"),
        ("a: 'ash, elm'\n", ("elm",), "a: 'ash'\n"),
        ("b: c\na: ash", ("ash",), "b: c"),
        ("a: ash,\n  elm,\n  oak\nb: c\n", ("elm",), "a: ash,\n  oak\nb: c\n"),
        ("a: >-\n  ash,\n  elm\nb: c\n", ("elm",), "a: >-\n  ash,\nb: c\n"),
    ],
)
def test_entries_are_removed(before: str, names: tuple[str, ...], after: str) -> None:
    """An entry goes with its comma or line; a list that would be empty goes with its key."""
    assert removed(before, *names) == after


def test_changes_of_one_text_do_not_shift_each_other() -> None:
    """Splices count in the text as it was."""
    assert spliced("abcdef", [Splice(1, 2, ""), Splice(3, 3, "X"), Splice(5, 6, "YY")]) == "acXdeYY"


def test_a_document_gives_its_bytes_back() -> None:
    """A byte order mark, an odd encoding and every line end survive; places are those of the readers."""
    for data in (b"\xef\xbb\xbfa: b\r\nc\rd\n", "a: ü\n".encode("latin-1"), "\ufeffa: ü\n".encode("utf-16-le")):
        document = Document("x.md", data)
        assert document.encoded(document.text) == data
    document = Document("x.md", b"\xef\xbb\xbfab\r\ncd")
    assert (document.offset(1, 1), document.offset(2, 2), document.byte(5)) == (0, 5, 8)
    assert document.place(5) == (2, 2)
    with pytest.raises(NotEditableError, match="changed"):
        document.offset(3, 1)
