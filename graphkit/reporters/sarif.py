"""SARIF 2.1.0: what GitHub code scanning, Azure DevOps and editors read. Cycles and paths are code flows."""

from __future__ import annotations

import json
import posixpath
import re
import zlib
from itertools import chain, groupby, pairwise
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from graphkit.model.findings import Severity
from graphkit.reporters import rule_markdown, rule_text
from graphkit.reporters.fingerprints import fingerprinted
from graphkit.reporters.style import Style
from graphkit.support import escape
from graphkit.support.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphkit.model.findings import Finding, Label, Rule
    from graphkit.model.repairs import Edit, Repair
    from graphkit.model.report import Report
    from graphkit.model.spans import Span

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
BASE = "%SRCROOT%"
"""The base of all URIs: the root of the repository, or outside git the working directory."""
RESULTS = 25_000
"""Results that GitHub takes of one run."""
BYTES = 10_000_000
"""Bytes of a compressed file that GitHub takes."""

_RELATIVE = re.compile(r"\]\(\.\./[^)]*\)")
"""A link of the docs to another of their pages."""
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def write(report: Report, style: Style) -> str:
    """Return one run with the live findings, by place; with `sarif_suppressions` also ignored and baselined ones.

    What is above the limits of GitHub is left out, the least severe first, and a notification says so.
    """
    suppressed = {"inSource": report.suppressed, "external": report.baselined} if style.sarif_suppressions else {}
    how = {id(finding): kind for kind, findings in suppressed.items() for finding in findings}
    findings = sorted(chain(report.live, *suppressed.values()), key=lambda finding: finding.order)
    ranked = sorted(fingerprinted(findings), key=lambda pair: -pair[0].severity.weight)[:RESULTS]
    text = _log(report, style, how, ranked, len(findings))
    while ranked and len(text) > BYTES and len(zlib.compress(text.encode(), 6)) > BYTES:
        ranked = ranked[: len(ranked) * 3 // 4]
        text = _log(report, style, how, ranked, len(findings))
    return text


def _log(report: Report, style: Style, how: Mapping[int, str], ranked: list[tuple[Finding, str]], of: int) -> str:
    places = {rule.code: number for number, rule in enumerate(report.rules)}
    invocation: dict[str, Any] = {"executionSuccessful": True}
    if len(ranked) < of:
        note = f"{of - len(ranked)} of {of} findings are left out, the least severe ones: the file would be too large."
        invocation["toolExecutionNotifications"] = [{"level": "warning", "message": {"text": note}}]
    kept = sorted(ranked, key=lambda pair: pair[0].order)
    run = {
        "tool": {
            "driver": {
                "name": "graphkit",
                "version": VERSION,
                "semanticVersion": VERSION,
                "rules": [_rule(rule) for rule in report.rules],
            }
        },
        "invocations": [invocation],
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {BASE: {"description": {"text": "The root of the repository."}}},
        "results": [
            _rooted(_result(finding, mark, places, how.get(id(finding))), style.folder) for finding, mark in kept
        ],
    }
    return escape.json_text(json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2)) + "\n"


def _rooted(value: Any, folder: str) -> Any:
    """Return a result in which each URI is relative to the root of the repository, not to the working directory."""
    if not folder:
        return value
    if isinstance(value, list):
        return [_rooted(item, folder) for item in value]
    if not isinstance(value, dict):
        return value
    if value.get("uriBaseId") == BASE:
        return {**value, "uri": posixpath.normpath(posixpath.join(quote(folder), value["uri"]))}
    return {key: _rooted(item, folder) for key, item in value.items()}


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": rule.doc},
        "help": {"text": rule_text.page(rule, Style()), "markdown": _RELATIVE.sub("]", rule_markdown.page(rule))},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(finding: Finding, fingerprint: str, places: dict[str, int], suppressed: str | None) -> dict[str, Any]:
    text = "\n".join(map(escape.sarif, [finding.message, *filter(None, [finding.hint])]))
    result: dict[str, Any] = {"ruleId": finding.code}
    if finding.code in places:
        result["ruleIndex"] = places[finding.code]
    result |= {
        "level": _LEVELS[finding.severity],
        "message": {"text": text},
        "locations": [_location(finding.span)],
        "partialFingerprints": {"graphkit/v1": fingerprint},
        "properties": {
            "agents": list(finding.agents),
            "edges": [list(edge) for edge in finding.edges],
            "cut": [list(edge) for edge in finding.cut],
        },
    }
    if finding.related:
        result["relatedLocations"] = [
            {"id": number, **_labelled(label)} for number, label in enumerate(finding.related, 1)
        ]
    if hops := _hops(finding):
        steps = [{"location": _labelled(label)} for label in hops]
        result["codeFlows"] = [{"threadFlows": [{"locations": steps}]}]
    if fixes := [_fix(repair) for repair in finding.repairs if repair.edits]:
        result["fixes"] = fixes
    if suppressed:
        reason = {"justification": escape.sarif(finding.excuse)} if finding.excuse else {}
        result["suppressions"] = [{"kind": suppressed, **reason}]
    return result


def _fix(repair: Repair) -> dict[str, Any]:
    changes = [
        {
            "artifactLocation": _artifact(path),
            "replacements": [{"deletedRegion": _range(edit), "insertedContent": {"text": edit.text}} for edit in edits],
        }
        for path, edits in groupby(repair.edits, key=lambda edit: edit.path)
    ]
    return {"description": {"text": escape.sarif(repair.title)}, "artifactChanges": changes}


def _range(edit: Edit) -> dict[str, int]:
    (line, column), (end_line, end_column) = edit.place, edit.until
    return {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}


def _hops(finding: Finding) -> tuple[Label, ...]:
    """Return the second places that are hops: a cycle or the path of a broken contract has one for each of its edges.

    Others, such as the contract itself, come after them.
    """
    edges = finding.edges
    walkable = all(here[1] == there[0] for here, there in pairwise(edges))
    return finding.related[: len(edges)] if 1 < len(edges) <= len(finding.related) and walkable else ()


def _labelled(label: Label) -> dict[str, Any]:
    return {**_location(label.span), "message": {"text": escape.sarif(label.message)}}


def _location(span: Span) -> dict[str, Any]:
    region = {"startLine": span.line, "startColumn": span.column, "endColumn": span.column + span.width}
    return {"physicalLocation": {"artifactLocation": _artifact(span.path), "region": region}}


def _artifact(path: str) -> dict[str, str]:
    """Return the URI of a file; an absolute path (another drive, another root) has no base."""
    uri = quote(path.encode("utf-8", "surrogatepass"))
    return {"uri": f"file://{uri}"} if path.startswith("/") else {"uri": uri, "uriBaseId": BASE}
