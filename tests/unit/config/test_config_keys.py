"""What the keys of the configuration take; the JSON Schema for editors says the same."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

import jsonschema
import pytest

from graphkit.config import Config
from graphkit.config.contracts import KINDS, OPTIONAL
from graphkit.config.display import shown
from graphkit.config.keys import KEYS
from graphkit.config.load import ConfigError, load
from graphkit.config.schema import schema
from tests.unit.folders import write

CONTRACT = '[[contracts]]\nname = "x"\n'
GOOD = [
    "",
    'paths = ["agents"]\nexclude = ["old/"]\ndialect = "auto"\nprose = true\nmerge = false\nextend = "base.toml"',
    'levels = ["a", "b"]\nexternals = ["x"]\nwildcards = ["y"]\ntops = ["z"]\nfail-on = "warning"\nmax-depth = 3',
    'select = ["GK1"]\nextend-select = []\nignore = ["GK101"]\nbaseline = "x.json"\nstrict-baseline = true',
    'require-ignore-reason = true\nmax-escalations-in = 4\n[severity]\nGK301 = "off"\n[per-file-ignores]\n"a" = ["GK1"]',
    "[max-escalations-in]\nstaff = 3\n'*' = 9",
    '[relations.escalation]\nfields = "asks"\n[relations.m]\nfields = ["f"]\ninverse = "i"\nacyclic = true\nranked = "up"',
    f'{CONTRACT}kind = "forbidden"\nfrom = "a"\nto = ["level:b", "group:c"]\ndirect = true\nmessage = "m"',
    f'{CONTRACT}kind = "layers"\nlayers = ["a", ["b", "c"]]\nskip = false\nrelation = ["escalation", "delegation"]',
    f'{CONTRACT}kind = "independence"\ngroups = ["a", "b"]\n{CONTRACT.replace("x", "y")}kind = "acyclic"\nfrom = "path:a/*"',
]
BAD = [
    ("levls = []", "unknown key `levls`"),
    ('prose = "yes"', "must be true or false"),
    ("prose = true\nrelations.x = {fields = 1}", "toml:2: `relations` has a relation `x`"),
    ("levels = []", "`levels` must name a level"),
    ('fail-on = "off"', "must be one of error, warning, info"),
    ("max-depth = 0", "a whole number from 1"),
    ('severity = {GK301 = "fatal"}', "has an entry `GK301`"),
    ("max-escalations-in = true", "must be a whole number"),
    ('[relations.m]\nfields = "f"\ncolor = "x"', "unknown key `color`; did you mean `colour`"),
    ("contracts = 5", r"must be a list of tables: `\[\[contracts\]\]`"),
    ('[[contracts]]\nkind = "acyclic"', "contract number 1 that needs `name`"),
    (f'{CONTRACT}kind = "acylic"', "did you mean `acyclic`"),
    (f"{CONTRACT}kind = 5", "needs a known `kind`"),
    (f'{CONTRACT}kind = "forbidden"\nfrom = "a"', "needs `to`"),
    (f'{CONTRACT}kind = "acyclic"\nto = "a"', "unknown key `to`"),
    (f'{CONTRACT}kind = "layers"\nlayers = ["a"]', "two or more selectors"),
    (f'{CONTRACT}kind = "layers"\nlayers = ["a", []]', "must select an agent"),
    (f'{CONTRACT}kind = "acyclic"\nrelation = []', "has a `relation` that must name a relation"),
    (f'{CONTRACT}kind = "acyclic"\nfrom = 5', "must be a list of texts"),
]
DEEPER = [
    (f'{CONTRACT}kind = "acyclic"\nrelation = "escalations"', "about `escalations`; did you mean `escalation`"),
    (f'{CONTRACT}kind = "acyclic"\n{CONTRACT}kind = "acyclic"', "two contracts `x`"),
    ('exclude = ["old/", "!"]', r"toml:1: `exclude` has a pattern `!` that can match nothing"),
    ('prose = true\n[per-file-ignores]\n"[za" = ["GK1"]', r"toml:2: `per-file-ignores` has a pattern `\[za`"),
    ("[max-escalations-in]\nstaf = 3", "names a level `staf`; did you mean `staff`"),
]


def loaded(folder: Path, text: str) -> Config:
    """Load a `graphkit.toml` beside an empty `base.toml`."""
    return load(write(folder, {"base.toml": "", "graphkit.toml": text}) / "graphkit.toml")


@pytest.mark.parametrize("text", GOOD)
def test_what_loads_obeys_the_schema(tmp_path: Path, text: str) -> None:
    """An editor marks nothing that graphkit takes."""
    jsonschema.Draft7Validator(schema()).validate(tomllib.loads(text))
    assert isinstance(loaded(tmp_path, text), Config)


@pytest.mark.parametrize(("text", "said"), BAD)
def test_what_the_schema_refuses_does_not_load(tmp_path: Path, text: str, said: str) -> None:
    """And the other way round."""
    assert not jsonschema.Draft7Validator(schema()).is_valid(tomllib.loads(text))
    with pytest.raises(ConfigError, match=said):
        loaded(tmp_path, text)


def test_each_mistake_of_a_contract_has_its_own_line(tmp_path: Path) -> None:
    """In its own table, at its own key or item."""
    with pytest.raises(ConfigError) as caught:
        loaded(
            tmp_path,
            '[[contracts]]\nname = "a"\nkind = "acyclic"\n\n[[contracts]]\nname = "b"\nkind = "layers"\n'
            'layers = [\n  ["x"],\n  5,\n]\nskp = true\n[[contracts]]\nkind = "cyclic"\n',
        )
    lines = [line.partition("graphkit.toml:")[2] for line in (str(caught.value), *caught.value.evidence)]
    assert [line.partition(":")[0] for line in lines] == ["10", "12", "14"]
    assert "texts, not `5`" in lines[0]
    assert "unknown key `skp`; did you mean `skip`?" in lines[1]
    assert "a contract number 3 that needs a known `kind`" in lines[2]


def test_what_follows_from_a_mistake_is_not_told(tmp_path: Path) -> None:
    """Where the levels are wrong, nobody knows which there are; likewise the relations."""
    text = f'levels = ["a", "A"]\nmax-escalations-in = {{a = 2}}\nrelations.x = 5\n{CONTRACT}kind = "acyclic"\nrelation = "x"'
    with pytest.raises(ConfigError) as caught:
        loaded(tmp_path, text)
    assert [line.partition("toml:")[2][:10] for line in (str(caught.value), *caught.value.evidence)] == [
        "1: `levels",
        "3: `relati",
    ]


@pytest.mark.parametrize(("text", "said"), DEEPER)
def test_some_mistakes_are_beyond_a_schema(tmp_path: Path, text: str, said: str) -> None:
    """Names must exist, and mean one thing."""
    with pytest.raises(ConfigError, match=said):
        loaded(tmp_path, text)


def test_the_schema_is_one_and_knows_every_key() -> None:
    """Draft 7, which TOML editors understand; each key is explained."""
    whole = schema()
    jsonschema.Draft7Validator.check_schema(whole)
    assert set(whole["properties"]) == {key.name for key in KEYS} | {"extend"}
    assert all(row["description"].endswith(".") for row in whole["properties"].values())
    assert set(KINDS) == set(OPTIONAL)


def test_every_value_is_shown_with_its_origin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """File and line, or that it is the default."""
    monkeypatch.chdir(tmp_path)
    text = f'extend = "base.toml"\nfail-on = "info"\n[per-file-ignores]\n"a" = ["GK1"]\n{CONTRACT}kind = "acyclic"\n'
    write(tmp_path, {"base.toml": 'levels = ["low", "high"]\n', "graphkit.toml": text})
    lines = shown(load(Path("graphkit.toml")))
    assert len(lines) == len(KEYS)
    for line in (
        'levels = ["low", "high"]  # base.toml:1',
        'fail-on = "info"  # graphkit.toml:2',
        'per-file-ignores = { "a" = ["GK1"] }  # graphkit.toml:3',
        'contracts = ["x"]  # graphkit.toml:5',
        "max-depth = (not set)  # default",
        "severity = {}  # default",
    ):
        assert line in lines


def test_a_contract_knows_its_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also in pyproject.toml, and when it is written in one line."""
    monkeypatch.chdir(tmp_path)
    one = '[[tool.graphkit.contracts]]\nname = "{}"\nkind = "acyclic"\n'
    write(
        tmp_path, {"sub/pyproject.toml": "[project]\nname = 'x'\n[tool.graphkit]\n" + one.format("a") + one.format("b")}
    )
    assert [str(made.place) for made in load(Path("sub/pyproject.toml")).contracts] == [
        "sub/pyproject.toml:4:1",
        "sub/pyproject.toml:7:1",
    ]
    write(tmp_path, {"graphkit.toml": 'prose = true\ncontracts = [{ name = "x", kind = "acyclic" }]\n'})
    assert str(load(Path("graphkit.toml")).contracts[0].place) == "graphkit.toml:2:1"


@pytest.mark.parametrize(
    ("file", "text", "line"),
    [
        ("pyproject.toml", '[tool.graphkit]\nseverity.GK9X = "off"\n[tool.other]\nseverity = "x"\n', 2),
        ("pyproject.toml", '[tool]\ngraphkit.severity.GK9X = "off"\n[tool.ruff]\nseverity = 1\n', 2),
        ("pyproject.toml", '[tool.other]\nseverity = 1\n[tool]\ngraphkit = {severity = {GK9X = "off"}}\n', 4),
        (
            "pyproject.toml",
            '[tool.other]\nx = """\n[tool.graphkit]\nseverity = 1\n"""\n[tool.graphkit.severity]\nGK9X = "off"\n',
            6,
        ),
        ("graphkit.toml", 'ignore = [\n  "GK1",\n  # [severity]\n]\nseverity . "GK9X" = "off"\n', 5),
        (
            "graphkit.toml",
            'contracts = [{name = "x", kind = "layers", layers = [\n["a"],\n["severity"]\n]}]\n[ severity ]\nGK9X = "off"',
            5,
        ),
        ("graphkit.toml", "prose = true\r\n'severity' = {GK9X = 'off'}\r\n", 2),
    ],
)
def test_the_line_of_a_key_is_found_however_it_is_written(tmp_path: Path, file: str, text: str, line: int) -> None:
    """Dotted, quoted, inline, beside the keys of other tools, and behind texts and lists of several lines."""
    path = write(tmp_path, {file: text}) / file
    assert load(path).origin["severity"] == f"{path}:{line}"


def test_paths_are_relative_to_the_configuration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seen from wherever the command runs."""
    write(tmp_path, {"graphkit.toml": "", "deep/er/x.txt": ""})
    monkeypatch.chdir(tmp_path / "deep")
    config = load(Path("../graphkit.toml"))
    assert (config.base, config.below_base("agents")) == ("..", "../agents")
    assert config.below_base(os.fspath(tmp_path)) == tmp_path.as_posix()
