"""The configuration: nearest file, every mistake at once, each with its place and the valid words."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphkit.config import Config
from graphkit.config.load import ConfigError, find, load
from graphkit.model.relations import Direction, Rank
from tests.unit.folders import write


def settings(folder: Path, text: str) -> Config:
    """Load a `graphkit.toml`."""
    return load(write(folder, {"graphkit.toml": text}) / "graphkit.toml")


def test_without_a_file_the_defaults_hold() -> None:
    """Graphkit needs no configuration."""
    assert load(None) == Config()


def test_every_key_reaches_its_setting(tmp_path: Path) -> None:
    """As written, with the place where it was set."""
    config = settings(
        tmp_path,
        'levels = ["low", "high"]\nexternals = ["On Call"]\nprose = true\nmax-escalations-in = 4\nfail-on = "warning"\n'
        '[severity]\nGK301 = "off"\n[per-file-ignores]\n"old/*" = ["GK501"]\n',
    )
    assert config.levels == ("low", "high")
    assert {"on-call", "general-purpose"} <= config.externals
    assert (config.prose, config.fail_on, dict(config.max_escalations_in)) == (True, "warning", {"*": 4})
    assert (dict(config.severity), dict(config.per_file_ignores)) == ({"GK301": "off"}, {"old/*": ("GK501",)})
    assert config.origin["fail-on"] == f"{tmp_path}/graphkit.toml:5"
    assert config.origin["severity"] == f"{tmp_path}/graphkit.toml:6"


def test_relations_extend_the_built_in_ones_and_add_new_ones(tmp_path: Path) -> None:
    """A row of data, in the user's file as in the code."""
    config = settings(
        tmp_path,
        '[relations.escalation]\nfields = ["asks"]\n[relations.mentoring]\nfields = "mentors"\ninverse = "mentored_by"\n'
        'acyclic = true\nranked = "down"\ncolour = "#112233"\n',
    )
    by_name = {relation.name: relation for relation in config.relations}
    assert "asks" in [field.path for field in by_name["escalation"].fields]
    mentoring = by_name["mentoring"]
    assert [(field.path, field.direction) for field in mentoring.fields] == [
        ("mentors", Direction.OUT),
        ("mentored_by", Direction.IN),
    ]
    assert (mentoring.acyclic, mentoring.rank, mentoring.colour) == (True, Rank.DOWN, "#112233")


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    """Each with file, line, what it must be, and what was probably meant."""
    with pytest.raises(ConfigError) as caught:
        settings(tmp_path, 'levls = ["a"]\nprose = "yes"\nmax-depth = 0\n[severity]\nGK301 = "fatal"\n')
    lines = [str(caught.value), *caught.value.evidence]
    assert "graphkit.toml:1: unknown key `levls`; did you mean `levels`? Valid: `paths`," in lines[0]
    assert lines[1].endswith("graphkit.toml:2: `prose` must be true or false, not `'yes'`.")
    assert lines[2].endswith("graphkit.toml:3: `max-depth` must be a whole number from 1, not `0`.")
    assert "`severity` has an entry `GK301` that must be one of error, warning, info, off" in lines[3]
    assert len(lines) == 4


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("levels = [true]", "`levels` must be a list of texts, but contains `true`"),
        ('tops = ["x", "", 1]', "`tops` must be a list of texts, but contains an empty text"),
        ("relations.x = {fields = 1}", "relation `x` that has a `fields` that must be a list of texts, not `1`"),
        ('levels = ["a", "A"]', "names a level twice"),
        ("select = 5", "must be a list of texts"),
        ("relations = 5", "must be a table of tables"),
        ("[relations.x]\nacyclic = true", "needs `fields`"),
        ('[relations.x]\nfields = "f"\ncolor = "red"', "unknown key `color`"),
        ('[relations.x]\nfields = "f"\ncolour = "red"', "not of the form"),
        ('[relations."X Y"]\nfields = "f"', "no plain name"),
        ("relations = {x = 1}", "must be a table with"),
        ("severity = 1", "must be a table"),
        ("levels = [", "not valid TOML"),
        ('extend = "gone.toml"', "must name an existing file"),
        ('extend = "graphkit.toml"', "leads back"),
    ],
)
def test_a_wrong_value_says_what_it_must_be(tmp_path: Path, text: str, said: str) -> None:
    """So that nobody has to look it up."""
    with pytest.raises(ConfigError, match=said):
        settings(tmp_path, text)


def test_all_mistakes_of_a_relation_are_told_at_once(tmp_path: Path) -> None:
    """Each with the key that is wrong."""
    with pytest.raises(ConfigError) as caught:
        settings(tmp_path, 'relations.x = {ranked = "high", colour = "red", phrase = 3, colur = "x"}')
    said = [line.partition("has a relation `x` that ")[2] for line in (str(caught.value), *caught.value.evidence)]
    assert said == [
        "has a `ranked` that must be one of up, down, none, not `'high'`.",
        "has a `colour` that is not of the form #1D4ED8.",
        "has a `phrase` that must be a text, not `3`.",
        "has an unknown key `colur`; did you mean `colour`? Valid: `fields`, `inverse`, `phrase`, `acyclic`, `symmetric`, `ranked`, `colour`.",
        "needs `fields`: the places where it is declared.",
    ]


def test_the_nearest_file_wins_and_the_search_ends_at_the_repository(tmp_path: Path) -> None:
    """No merging: what stands further up does not count, nor does a pyproject.toml without a section."""
    write(tmp_path, {"graphkit.toml": "", "repo/.git/HEAD": "", "repo/sub/pyproject.toml": "[tool.graphkit]\n"})
    write(tmp_path, {"repo/sub/deep/pyproject.toml": "[project]\n", "repo/other/x.md": ""})
    assert find(tmp_path / "repo/sub/deep") == tmp_path / "repo/sub/pyproject.toml"
    assert find(tmp_path / "repo/other") is None
    write(tmp_path, {"repo/sub/graphkit.toml": ""})
    assert find(tmp_path / "repo/sub") == tmp_path / "repo/sub/graphkit.toml"


def test_the_inverse_of_an_own_relation_reads_naturally(tmp_path: Path) -> None:
    """By the field that declares it, where that is a passive."""
    toml = '[relations.mentors]\nfields = "mentors"\ninverse = "team.mentored-by"\n[relations.likes]\nfields = "likes"\ninverse = "fans"\n'
    phrases = {
        relation.name: (relation.phrase, relation.inverse_phrase) for relation in settings(tmp_path, toml).relations
    }
    assert phrases["mentors"] == ("mentors", "is mentored by")
    assert phrases["likes"] == ("likes", "likes (inverse)")


def test_a_file_may_extend_another(tmp_path: Path) -> None:
    """Its own keys win, and the origin says which file each key is from."""
    write(tmp_path, {"base.toml": 'prose = true\nfail-on = "info"\n', "pyproject.toml": '[tool.graphkit]\nextend = "base.toml"\nfail-on = "error"\n'})  # fmt: skip
    config = load(tmp_path / "pyproject.toml")
    assert (config.prose, config.fail_on) == (True, "error")
    assert [Path(config.origin[key].split(":")[0]).name for key in ("prose", "fail-on")] == [
        "base.toml",
        "pyproject.toml",
    ]
