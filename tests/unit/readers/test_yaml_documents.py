"""YAML files of several documents, and templates in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.unit.folders import edges, load

if TYPE_CHECKING:
    from pathlib import Path

AGENT = "apiVersion: kagent.dev/v1alpha2\nkind: Agent\nmetadata:\n  name: {name}\n  namespace: hills\nspec:\n"


def agent(name: str, *targets: str, key: str = "name") -> str:
    """Return a resource that has other agents as tools."""
    tools = "".join(f"      - type: Agent\n        agent: {{{key}: {target}}}\n" for target in targets)
    return AGENT.format(name=name) + "  declarative:\n    tools:\n" + tools


def test_each_document_of_a_file_is_read(tmp_path: Path) -> None:
    """What is no agent is passed over; lines count from the top of the file."""
    text = f"# all\n---\n{agent('scout', 'cook')}--- # next\nkind: Namespace\n---\n{agent('cook')}---\n"
    graph = load(tmp_path, {"deploy/all.yaml": text})
    assert edges(graph, "delegation") == [("scout", "cook")]
    assert [(one.name, one.span.line) for one in graph.agents.values()] == [("cook", 19), ("scout", 6)]
    assert graph.edges[0].references[0].span[1:3] == (12, 23)
    assert graph.problems == ()


def test_an_agent_goes_by_its_namespace_too(tmp_path: Path) -> None:
    """`hills/cook` is `cook` of the namespace `hills`."""
    text = f"{agent('scout', 'hills/cook', key='ref')}---\n{agent('cook')}"
    assert edges(load(tmp_path, {"deploy/all.yaml": text}), "delegation") == [("scout", "cook")]


def test_templates_are_text(tmp_path: Path) -> None:
    """A template costs no entry and is no mistake; a name that is one is noted."""
    text = (
        "{{- if .Values.on }}\napiVersion: kagent.dev/v1alpha2\nkind: Agent\nmetadata:\n  name: scout\n"
        '  labels:\n    {{- include "labels" . | nindent 4 }}\nspec:\n  description: {{ .Values.text | quote }}\n'
        "  declarative:\n    tools:\n      - agent:\n          name: {{ .Values.cook }}\n      - agent: {name: cook}\n"
        f"{{{{- end }}}}\n---\n{agent('cook')}"
    )
    graph = load(tmp_path, {"chart/scout.yaml": text})
    assert edges(graph, "delegation") == [("scout", "cook")]
    assert graph.agents["scout"].description == "{{ .Values.text | quote }}"
    assert [(one.rule, one.span.line) for one in graph.problems] == [("computed-target", 13)]
