"""The rule set: every module `gk...` of this package is one rule, found by its name.

A rule module has a docstring (its page: what, why, remedy), `SEVERITY`, `EXAMPLES` (a tuple of `Example`) and
`check(graph, config)`, which yields findings; one that goes by keys of the configuration names them in `OPTIONS`.
Code and name come from the file name: `gk101_missing_target.py`.
"""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Protocol, cast

from graphkit.model.findings import Example, Finding, Rule, Severity, bounded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.config import Config
    from graphkit.model.graph import AgentGraph


class RuleModule(Protocol):
    """What a rule module offers."""

    __name__: str
    __doc__: str | None
    SEVERITY: Severity
    EXAMPLES: tuple[Example, ...]

    def check(self, graph: AgentGraph, config: Config) -> Iterator[Finding]:
        """Yield what is wrong with the graph."""


@cache
def catalogue() -> tuple[Rule, ...]:
    """Return all rules, sorted by code."""
    return tuple(_describe(module) for module in _modules())


def check(graph: AgentGraph, config: Config) -> list[Finding]:
    """Run every rule and return what they found, sorted by place."""
    findings = [
        replace(finding, code=rule.code, name=rule.name)
        for rule, module in zip(catalogue(), _modules(), strict=True)
        for finding in bounded(module.check(graph, config))
    ]
    return sorted(findings, key=lambda finding: finding.order)


def find(wanted: str) -> Rule | None:
    """Return the rule of that code (`GK101`, `gk101`) or name (`missing-target`)."""
    key = wanted.strip().casefold()
    return next((rule for rule in catalogue() if key in (rule.code.casefold(), rule.name)), None)


@cache
def _modules() -> tuple[RuleModule, ...]:
    names = sorted(info.name for info in pkgutil.iter_modules(__path__) if info.name.startswith("gk"))
    return tuple(cast("RuleModule", importlib.import_module(f"{__name__}.{name}")) for name in names)


def _describe(module: RuleModule) -> Rule:
    code, _, name = module.__name__.rpartition(".")[2].partition("_")
    doc = (module.__doc__ or "").strip()
    return Rule(
        code=code.upper(),
        name=name.replace("_", "-"),
        severity=module.SEVERITY,
        summary=doc.partition("\n")[0],
        doc=doc,
        examples=module.EXAMPLES,
        options=getattr(module, "OPTIONS", ()),
    )
