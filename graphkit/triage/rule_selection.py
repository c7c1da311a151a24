"""Which rules count, how much, and for which files: `select`, `ignore`, `severity`, `per-file-ignores`."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from graphkit.model.findings import Severity
from graphkit.model.suggestions import close_words
from graphkit.support.errors import MAX_MISTAKES, ConfigError
from graphkit.support.patterns import pattern
from graphkit.support.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from graphkit.config import Config
    from graphkit.config.globs import Globs
    from graphkit.model.findings import BaselineEntry, Finding, Rule

EXACT = 99
OFF = "off"
_CODE = pattern(r"gk\d")
_PREFIX = pattern(r"GK\d{0,2}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The outcome: codes that count, severities that differ from the rule's own, and codes left out by file.

    `names` maps every code and name, in lower case, to its code. Paths are compared relative to `base`.
    """

    codes: frozenset[str]
    severities: Mapping[str, Severity]
    names: Mapping[str, str]
    by_file: tuple[tuple[Globs, frozenset[str]], ...] = ()
    base: str = "."


class _Selectors:
    """Selectors of rules, indexed, so that a million of them cost no more than to read them."""

    def __init__(self, selectors: Iterable[str]) -> None:
        self._words = {selector.strip().casefold() for selector in selectors}

    def best(self, rule: Rule) -> int:
        """Return how specific the most specific selector for a rule is: 0 if none means it."""
        code = rule.code.casefold()
        if code in self._words or rule.name in self._words:
            return EXACT
        return max((length for length in range(2, len(code)) if code[:length] in self._words), default=0)


def choose(config: Config, rules: tuple[Rule, ...]) -> Chosen:
    """Decide for each rule; the most specific selector wins, and `ignore` wins where two are alike.

    Raises ConfigError with every selector that names no rule.
    """
    errors = list(islice(unknown(config, rules), MAX_MISTAKES + 1))
    if errors:
        raise ConfigError(*errors)
    asked, ignored = _Selectors((*(config.select or ("GK",)), *config.extend_select)), _Selectors(config.ignore)
    codes, severities = set(), {}
    for rule in rules:
        selector = max(config.severity, key=lambda one: _weight(one, rule), default="")
        severity = config.severity[selector] if selector and _weight(selector, rule) else None
        if asked.best(rule) > ignored.best(rule) and severity != OFF:
            codes.add(rule.code)
        if severity is not None and severity != OFF:
            severities[rule.code] = Severity(severity)
    names = {name: rule.code for rule in rules for name in (rule.code.casefold(), rule.name)}
    return Chosen(frozenset(codes), severities, names, tuple(_by_file(config, rules)), config.base)


def unknown(config: Config, rules: tuple[Rule, ...]) -> Iterator[str]:
    """Yield a sentence for every selector of the configuration that names no rule, with its place."""
    names = [name for rule in rules for name in (rule.code.casefold(), rule.name)]
    prefixes = {rule.code.casefold()[:length] for rule in rules for length in range(2, len(rule.code))}
    valid = {*names, *prefixes}
    used = [("select", config.select), ("extend-select", config.extend_select), ("ignore", config.ignore)]
    used += [("severity", tuple(config.severity))]
    used += [("per-file-ignores", selectors) for selectors in config.per_file_ignores.values()]
    for key, selectors in used:
        for selector in selectors:
            if selector.strip().casefold() not in valid:
                place = config.origin.get(key)
                where = f"{place}: " if place else ""
                yield f"{where}`{key}` names a rule `{selector}` that does not exist; {nearest(selector, names)}"


def active(findings: Iterable[Finding], chosen: Chosen) -> list[Finding]:
    """Return the findings that count, each with the severity that it is to have."""
    return [weighed(finding, chosen) for finding in findings if counts(finding, chosen)]


def counts(finding: Finding, chosen: Chosen) -> bool:
    """Return whether a finding is wanted, by its rule and its file."""
    return wanted(finding.code, finding.span.path, chosen)


def wanted(code: str, path: str, chosen: Chosen) -> bool:
    """Return whether findings of a rule are wanted for a file."""
    if code not in chosen.codes or not any(code in codes for _, codes in chosen.by_file):
        return code in chosen.codes
    inner = os.path.relpath(path, chosen.base).replace(os.sep, "/")
    return not any(code in codes and globs.excludes(inner) for globs, codes in chosen.by_file)


def weighed(finding: Finding, chosen: Chosen) -> Finding:
    """Return the finding with the severity that the configuration gives to its rule."""
    severity = chosen.severities.get(finding.code)
    return finding if severity is None else replace(finding, severity=severity)


def nearest(wrong: str, rules: Iterable[str]) -> str:
    """Return a hint for a rule that does not exist; `rules` are codes and names."""
    word = wrong.casefold()
    is_code = _CODE.match(word) is not None
    near = close_words(word, list(rules), 3, 0.8 if is_code else 0.6)
    best = max(near, key=lambda name: name[:3] == word[:3], default="")
    meant = best.upper() if _CODE.match(best) else best
    return f"did you mean `{meant}`?" if meant else "`graphkit rule` lists them all."


def _by_file(config: Config, rules: tuple[Rule, ...]) -> Iterator[tuple[Globs, frozenset[str]]]:
    for glob, selectors in config.per_file_ignores.items():
        from graphkit.config.globs import Globs  # most teams have none

        of_file = _Selectors(selectors)
        yield Globs([glob]), frozenset(rule.code for rule in rules if of_file.best(rule))


def _weight(selector: str, rule: Rule) -> int:
    """Return how specific a selector is for a rule: 0 if it does not mean it."""
    word = selector.strip().casefold()
    if word in (rule.code.casefold(), rule.name):
        return EXACT
    return len(word) if _PREFIX.fullmatch(word) and rule.code.casefold().startswith(word) else 0


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
