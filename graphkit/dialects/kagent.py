"""kagent: agents as resources of Kubernetes, which have other agents as tools."""

from __future__ import annotations

from graphkit.model.dialects import Claim, Dialect
from graphkit.model.relations import Field

_MARK = r"""(?m)^apiVersion:[ \t]*["']?kagent\.dev/"""

DIALECT = Dialect(
    name="kagent",
    title="kagent agents, custom resources of Kubernetes, several in a file",
    claims=tuple(
        Claim(f"*.{suffix}", text=_MARK, holds={"apiVersion": r"kagent\.dev/.*", "kind": r"(?:Sandbox)?Agent"})
        for suffix in ("yaml", "yml")
    ),
    fields={
        "delegation": tuple(
            Field(f"{tools}.*.agent.{key}")
            for tools in ("spec.declarative.tools", "spec.tools")
            for key in ("name", "ref")
        )
    },
    attributes={
        "name": ("metadata.name",),
        "alias": ("metadata.namespace/metadata.name",),
        "description": ("spec.description", "spec.declarative.description"),
        "tools_allowed": (),
    },
    by_stem=False,
    externals=frozenset(
        {
            *("argo-rollouts-conversion-agent", "cilium-debug-agent", "cilium-manager-agent", "cilium-policy-agent"),
            *("helm-agent", "istio-agent", "k8s-agent", "kgateway-agent", "observability-agent", "promql-agent"),
        }
    ),
    sources=("https://kagent.dev/docs/kagent/concepts/agents", "https://kagent.dev/agents"),
    description="optional",
    started=True,
    example_path="deploy/weather-station.yaml",
    example="""\
apiVersion: v1
kind: Namespace
metadata:
  name: hills
---
apiVersion: kagent.dev/v1alpha2
kind: Agent
metadata:
  name: barometer
  namespace: hills
spec:
  description: Reads the pressure.
---
apiVersion: kagent.dev/v1alpha2
kind: Agent
metadata:
  name: forecaster
  namespace: hills
spec:
  description: Says whether it will rain.
  declarative:
    tools:
      - type: McpServer
        mcpServer: {name: clock}
      - type: Agent
        agent:
          name: barometer
""",
)
