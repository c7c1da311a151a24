"""What a run is to make of its findings: checked before anything is read."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

import pytest

from graphkit import rules
from graphkit.config import Config
from graphkit.config.load import ConfigError
from graphkit.model.findings import BaselineEntry, Identity
from graphkit.triage import validate
from graphkit.triage.baseline_file import BaselineError, write
from graphkit.triage.rule_selection import Policy, policy

if TYPE_CHECKING:
    from pathlib import Path

KNOWN = BaselineEntry(Identity("GK501", agents=("a",)), "agreed", "2030-01-01", 4)


def made(config: Config) -> Policy:
    """Return the policy of a run."""
    return policy(config, rules.catalogue(), "2026-12-31")


def test_without_settings_every_rule_counts_and_nothing_is_known() -> None:
    """Ignores count, and need no reason."""
    plain = made(Config())
    assert plain.chosen.codes == {rule.code for rule in rules.catalogue()}
    assert (plain.inline_ignores, plain.require_reason, plain.strict) == (True, False, False)
    assert (plain.known, plain.baseline, plain.today) == ((), None, "2026-12-31")


def test_each_setting_arrives() -> None:
    """Under its own name."""
    config = Config(
        select=("GK3",), inline_ignores=False, require_ignore_reason=True, strict_baseline=True,
        severity=MappingProxyType({"GK301": "error"}),
    )  # fmt: skip
    told = made(config)
    assert (told.inline_ignores, told.require_reason, told.strict) == (False, True, True)
    assert "GK301" in told.chosen.codes
    assert "GK101" not in told.chosen.codes
    assert told.chosen.severities == {"GK301": "error"}
    assert not made(Config(strict_baseline=True)).require_reason


def test_the_baseline_is_read_from_the_folder_of_the_configuration(tmp_path: Path) -> None:
    """With its path, for findings about it."""
    (tmp_path / "known.json").write_text(write([KNOWN]), encoding="utf-8")
    told = made(Config(baseline="known.json", base=str(tmp_path)))
    assert told.known == (KNOWN,)
    assert told.baseline is not None
    assert told.baseline.endswith("known.json")


def test_mistakes_are_found_before_a_run(tmp_path: Path) -> None:
    """A rule that does not exist, and a baseline that cannot be used."""
    with pytest.raises(ConfigError, match="GK999"):
        made(Config(select=("GK999",)))
    with pytest.raises(BaselineError, match="there is no baseline"):
        made(Config(baseline=str(tmp_path / "gone.json")))
    with pytest.raises(ConfigError, match="GK999"):
        validate(Config(ignore=("GK999",)), rules.catalogue())
    validate(Config(ignore=("GK901",)), rules.catalogue())
