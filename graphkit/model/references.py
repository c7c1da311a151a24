"""References: the places in definitions that name other agents."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from graphkit.model.spans import span_of
from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from graphkit.model.relations import Direction
    from graphkit.model.spans import Span


class ReferenceKind(NamedTuple):
    """What the references of one field have in common, kept once for all of them.

    `phrase` marks a text in which the name has still to be found; `firm` is False where a text that names no agent
    is no mistake (a workflow phrase, a key that is a topic rather than an agent). `prose` marks one that is in
    running text: graphkit understood it so, nobody declared it. `via` marks one whose text is a pattern that covers
    the agent (`dome-*`). `file` is the path of the file that is meant, for a reference that names one (`./x.yaml`).
    """

    relation: str
    direction: Direction
    field: str
    label: str | None = None
    phrase: bool = False
    firm: bool = True
    prose: bool = False
    via: bool = False
    file: str = ""


class _Reference(NamedTuple):
    agent: str
    kind: ReferenceKind
    text: str
    path: str
    line: int
    column: int
    width: int


class Reference(_Reference):
    """One place in a definition that names another agent.

    `agent` is the id of the definition in which it stands, `text` the name (or phrase) as written. There are millions
    in large teams: what the references of a field share is in their `kind`.
    """

    __slots__ = ()

    def __new__(
        cls, agent: str, relation: str, direction: Direction, field: str, text: str, span: Span,
        label: str | None = None, *, phrase: bool = False, firm: bool = True, prose: bool = False, via: bool = False,
        file: str = "",
    ) -> Reference:  # fmt: skip
        """Make a reference of its parts, with a kind of its own."""
        kind = ReferenceKind(relation, direction, field, label, phrase, firm, prose, via, file)
        return reference_of((agent, kind, text, *span))

    @property
    def relation(self) -> str:
        """The relation that its field declares."""
        return self.kind.relation

    @property
    def direction(self) -> Direction:
        """Whether the relation leads from the agent to the name, or back."""
        return self.kind.direction

    @property
    def field(self) -> str:
        """The path of the field."""
        return self.kind.field

    @property
    def label(self) -> str | None:
        """The verb of a workflow."""
        return self.kind.label

    @property
    def phrase(self) -> bool:
        """Whether the name has still to be found in the text."""
        return self.kind.phrase

    @property
    def firm(self) -> bool:
        """Whether a text that names no agent is a mistake."""
        return self.kind.firm

    @property
    def prose(self) -> bool:
        """Whether it is in running text."""
        return self.kind.prose

    @property
    def via(self) -> bool:
        """Whether the text is a pattern."""
        return self.kind.via

    @property
    def file(self) -> str:
        """The path of the file that is meant, where one is named."""
        return self.kind.file

    @property
    def span(self) -> Span:
        """The place of the name."""
        return span_of(self[3:])

    def _replace(self, **changes: Any) -> Reference:
        """Return the reference with other parts; those of its kind and its span may be named too."""
        if "span" in changes:
            changes.update(zip(("path", "line", "column", "width"), changes.pop("span"), strict=True))
        kind = {name: changes.pop(name) for name in ReferenceKind._fields if name in changes}
        if kind:
            changes["kind"] = self.kind._replace(**kind)
        return reference_of(tuple(changes.get(name, value) for name, value in zip(self._fields, self, strict=True)))

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle the parts as they are."""
        return reference_of, (tuple(self),)


reference_of: Callable[[tuple[Any, ...]], Reference] = partial(tuple.__new__, Reference)
"""Make a reference of all of its parts, in half the time that its constructor takes."""
