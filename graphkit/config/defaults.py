"""The built-in rows: a new relation is one row here."""

from __future__ import annotations

from graphkit.model.relations import Direction, Field, Rank, Relation, Shape

IN, BOTH = Direction.IN, Direction.BOTH

LEVELS = ("specialist", "senior", "staff", "principal")

WILDCARDS = frozenset({"all", "all-agents", "*", "any", "any-agent"})

NOBODY = frozenset({"none", "nobody", "no-one", "n/a", "nil", "-", "--", "\u2013", "\u2014"})
"""What people write where they could have left the field empty; an agent of that name goes first."""

PEOPLE = frozenset((
    "user", "users", "human", "humans", "person", "people", "customer", "customers", "client", "clients",
    "stakeholder", "stakeholders", "management", "board", "ceo", "cto", "cio", "cfo", "coo", "ciso", "owner",
    "owners", "team", "teams", "operator", "operators", "administrator", "admin", "support", "hr",
))  # fmt: skip
"""Words for people: a name that no agent defines, and that has one of them, is no missing agent."""

GROUPS = frozenset((
    "agents", "teams", "team", "stakeholders", "specialists", "all", "any", "every", "each", "everyone", "anyone",
    "others", "other", "group", "staff", "department", "community", "whole", "entire",
))  # fmt: skip
"""Words for several agents at once: a phrase that names a group names no agent."""

EXTERNALS = frozenset(
    {
        *("user", "users", "human", "humans"),
        *("general-purpose", "explore", "plan", "main-agent", "statusline-setup", "output-style-setup"),
        *("agent", "ask", "edit"),  # the modes of VS Code
    }
)
"""People, and the agents that come with a tool and have no file."""

RELATIONS = (
    Relation(
        name="escalation",
        phrase="escalates to",
        inverse_phrase="receives escalations from",
        acyclic=True,
        rank=Rank.UP,
        fields=(
            Field("escalation_to"),
            Field("escalates_to"),
            Field("coordination_protocols.escalation_path"),
            Field("coordination_protocols.escalation_to"),
            Field("coordination_protocols.escalates_to"),
            Field("escalation_from", IN),
            Field("coordination_protocols.escalation_from", IN),
        ),
    ),
    Relation(
        name="delegation",
        phrase="delegates to",
        inverse_phrase="receives work from",
        rank=Rank.DOWN,
        fields=(
            Field("delegates_to"),
            Field("coordination_protocols.delegates_to"),
            Field("receives_from", IN),
            Field("coordination_protocols.receives_from", IN),
        ),
    ),
    Relation(
        name="handoff",
        phrase="hands off to",
        inverse_phrase="takes over from",
        fields=(
            Field("handoff_to"),
            Field("handoffs", menu=True),
            Field("coordination_protocols.handoff_to"),
            Field("handoff_from", IN),
            Field("coordination_protocols.handoff_from", IN),
        ),
    ),
    Relation(
        name="parallel",
        phrase="runs in parallel with",
        inverse_phrase="runs in parallel with",
        symmetric=True,
        fields=(
            Field("parallel_compatible", BOTH),
            Field("coordination_protocols.parallel_compatible", BOTH),
        ),
    ),
    Relation(
        name="workflow",
        phrase="works with",
        inverse_phrase="works with",
        fields=(
            Field("workflow_integration", shape=Shape.PHRASES),
            Field("coordination_protocols.workflow_integration", shape=Shape.PHRASES),
            # A trigger says when to escalate, not to which agent: counted as escalation it makes false cycles.
            Field("escalation_triggers", shape=Shape.KEYS, verb="escalates", only=("to", "from")),
            Field("coordination_protocols", shape=Shape.KEYS, verb="coordinates", only=("with",)),
        ),
    ),
    Relation(
        name="reporting",
        phrase="reports to",
        inverse_phrase="is reported to by",
        acyclic=True,
        rank=Rank.UP,
        fields=(Field("reports_to"), Field("direct_reports", IN)),
    ),
)

ATTRIBUTES: dict[str, tuple[str, ...]] = {
    "name": ("name",),
    "alias": ("id",),
    "level": ("specialization_level", "level"),
    "group": (),
    "description": ("description",),
    "expertise": ("domain_expertise", "expertise"),
    "tool_access": ("tool_access",),
    "tools_allowed": ("tool_restrictions.allowed", "tools.allowed", "tools", "allowed_tools"),
    "tools_forbidden": ("tool_restrictions.forbidden", "tools.forbidden", "disallowedTools", "disallowed_tools"),
}
"""The fields of the other facts about an agent; the first field that is present counts."""
