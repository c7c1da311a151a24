"""Each rule keeps the promise of its page: its bad examples are reported, its good ones are not."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graphkit.rules import catalogue
from tests.unit.rules.files import findings

if TYPE_CHECKING:
    from graphkit.model.findings import Example, Rule

EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.code}-{number}")
    for rule in catalogue()
    for number, example in enumerate(rule.examples, 1)
]
each_example = pytest.mark.parametrize(("rule", "example"), EXAMPLES)
each_rule = pytest.mark.parametrize("rule", catalogue(), ids=lambda rule: rule.code)


@each_example
def test_a_bad_example_is_reported(rule: Rule, example: Example, tmp_path: Path) -> None:
    """What the page calls wrong is found, with a remedy, in a file that exists."""
    found = findings(tmp_path, example.bad, rule.code, example.config)
    assert found
    for finding in found:
        assert finding.hint
        assert Path(finding.span.path).is_file()


@each_example
def test_a_good_example_is_not_reported(rule: Rule, example: Example, tmp_path: Path) -> None:
    """What the page calls right is left alone."""
    assert findings(tmp_path, example.good, rule.code, example.config) == []


@each_rule
def test_every_rule_has_a_page(rule: Rule) -> None:
    """A summary of one sentence, then what, why and remedy: three sentences at least, and an example."""
    assert rule.summary.endswith(".")
    assert len(re.findall(r"[.?!](?:\s|$)", rule.doc)) >= 3
    assert rule.examples
    assert re.fullmatch(r"GK\d{3}", rule.code)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)+", rule.name)


def test_the_severity_of_the_page_is_that_of_the_findings(tmp_path: Path) -> None:
    """A finding is as heavy as its rule says, or as the page says of the case."""
    heavier = {"GK101": "error", "GK103": "error", "GK004": "warning"}
    for rule in catalogue():
        for number, example in enumerate(rule.examples):
            folder = tmp_path / f"{rule.code}-{number}"
            folder.mkdir()
            for finding in findings(folder, example.bad, rule.code, example.config):
                assert finding.severity == rule.severity or finding.severity == heavier.get(rule.code)
