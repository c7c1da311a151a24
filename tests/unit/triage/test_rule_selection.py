"""Which rules count: the most specific selector decides."""

from __future__ import annotations

from types import MappingProxyType

import pytest

from graphkit import rules
from graphkit.config import Config
from graphkit.config.load import ConfigError
from graphkit.model.findings import Severity
from graphkit.triage.rule_selection import active, choose
from tests.unit.reporters.reports import finding


def codes(**settings: object) -> frozenset[str]:
    """Return the codes that count under a configuration."""
    return choose(Config(**settings), rules.catalogue()).codes  # type: ignore[arg-type]


def test_all_rules_count_unless_told_otherwise() -> None:
    """Graphkit needs no configuration."""
    assert codes() == {rule.code for rule in rules.catalogue()}


@pytest.mark.parametrize("selector", ["GK301", "gk301", "one-sided-escalation", "One-Sided-Escalation"])
def test_code_and_name_mean_one_rule(selector: str) -> None:
    """In either case."""
    assert codes(select=(selector,)) == {"GK301"}


def test_a_prefix_means_a_family() -> None:
    """`GK3` are the rules about one-sided relations."""
    assert codes(select=("GK30",)) == {"GK301", "GK302", "GK303", "GK304", "GK305"}


def test_the_most_specific_selector_wins_and_ignore_where_two_are_alike() -> None:
    """A family may be left out but for one rule, and the reverse."""
    assert codes(select=("GK301",), ignore=("GK3",)) == {"GK301"}
    assert codes(select=("GK3",), ignore=("GK301", "GK303", "GK304", "GK305")) == {"GK302"}
    assert codes(select=("GK3",), ignore=("GK3",)) == frozenset()
    assert codes(select=("GK301",), extend_select=("GK201",)) == {"GK201", "GK301"}


def test_a_longer_prefix_goes_before_a_shorter_one() -> None:
    """Whichever way round, and whatever their order."""
    assert codes(select=("GK3",), ignore=("GK30",)) == frozenset()
    assert codes(select=("GK30",), ignore=("GK3",)) >= {"GK301", "GK305"}
    assert codes(select=("GK4", "GK501"), ignore=("GK", "GK40")) == {"GK501"}
    for severity in ({"GK3": "off", "GK30": "info"}, {"GK30": "info", "GK3": "off"}):
        chosen = choose(Config(severity=MappingProxyType(severity)), rules.catalogue())
        assert chosen.severities["GK301"] == "info"


def test_off_switches_a_rule_off_and_a_severity_replaces_its_own() -> None:
    """The severity of the code goes before that of its family."""
    severity = MappingProxyType({"GK3": "off", "GK301": "error", "missing-target": "info"})
    chosen = choose(Config(severity=severity), rules.catalogue())
    assert {"GK302", "GK303", "GK304"}.isdisjoint(chosen.codes)
    found = [finding(code="GK301"), finding(code="GK302"), finding(code="GK101", severity=Severity.ERROR)]
    assert [(one.code, one.severity) for one in active(found, chosen)] == [("GK301", "error"), ("GK101", "info")]


def test_files_may_be_excused_from_rules() -> None:
    """Globs as in a .gitignore, relative to the folder of the configuration."""
    settings = MappingProxyType({"old/*": ("GK3",), "draft-*.md": ("GK501",)})
    chosen = choose(Config(per_file_ignores=settings, base="team"), rules.catalogue())
    found = [
        finding(path="team/old/a.md", code="GK301"),
        finding(path="team/old/a.md", code="GK501"),
        finding(path="team/new/old/a.md", code="GK301"),
        finding(path="team/new/draft-1.md", code="GK501"),
    ]
    assert active(found, chosen) == [found[1], found[2]]


def test_every_unknown_rule_is_told_with_its_place() -> None:
    """A misspelt rule must not silently select nothing."""
    config = Config(
        select=("GK999",), extend_select=("nonsense",), ignore=("GK30", "GK3011"), severity=MappingProxyType({"GK8": "off"}),
        per_file_ignores=MappingProxyType({"*": ("one-sided-escalatoin",)}), origin=MappingProxyType({"select": "x.toml:3"}),
    )  # fmt: skip
    with pytest.raises(ConfigError) as caught:
        choose(config, rules.catalogue())
    assert [str(caught.value), *caught.value.evidence] == [
        "x.toml:3: `select` names a rule `GK999` that does not exist; `graphkit rule` lists them all.",
        "`extend-select` names a rule `nonsense` that does not exist; `graphkit rule` lists them all.",
        "`ignore` names a rule `GK3011` that does not exist; did you mean `GK301`?",
        "`severity` names a rule `GK8` that does not exist; `graphkit rule` lists them all.",
        "`per-file-ignores` names a rule `one-sided-escalatoin` that does not exist; did you mean `one-sided-escalation`?",
    ]
