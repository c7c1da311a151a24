"""What a run is to make of its findings, checked before anything is read: a mistake must not cost a long run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.support.records import dataclass
from graphkit.triage.rule_selection import Chosen, choose

if TYPE_CHECKING:
    from graphkit.config import Config
    from graphkit.model.findings import Rule
    from graphkit.model.suppressions import BaselineEntry


@dataclass(frozen=True, slots=True)
class Policy:
    """Which rules count and how much, whether ignores do, and what is known. `today` is a date such as `2026-12-31`."""

    chosen: Chosen
    inline_ignores: bool = True
    require_reason: bool = False
    known: tuple[BaselineEntry, ...] = ()
    baseline: str | None = None
    strict: bool = False
    today: str = ""


def policy(config: Config, rules: tuple[Rule, ...], today: str) -> Policy:
    """Return the policy of a configuration.

    Raises ConfigError for rules that do not exist, and BaselineError for a baseline that cannot be used.
    """
    path = config.below_base(config.baseline) if config.baseline else None
    known: tuple[BaselineEntry, ...] = ()
    if path:
        from graphkit.triage.baseline_file import read

        known = read(path)
    return Policy(
        chosen=choose(config, rules),
        inline_ignores=config.inline_ignores,
        require_reason=config.require_ignore_reason,
        known=known,
        baseline=path,
        strict=config.strict_baseline,
        today=today,
    )
