"""What the references of the definitions lead to: an agent, a name without a definition, several, or none."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache, partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from graphkit import dialects
from graphkit.config import NOBODY
from graphkit.dialects import worlds
from graphkit.link.names import Names
from graphkit.model.definitions import Problem
from graphkit.model.graph import Ambiguity
from graphkit.model.names import canonical, without_remark, words
from graphkit.model.references import Reference, reference_of
from graphkit.model.relations import Direction
from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from graphkit.config import Config
    from graphkit.link.mentions import Names as Mentions
    from graphkit.link.names import Meaning, Seen
    from graphkit.model.definitions import Definition, End, Link, PossibleName
    from graphkit.model.references import ReferenceKind
    from graphkit.model.spans import Span

_REST = "workflow"


class Resolved(NamedTuple):
    """A reference and the id of the agent that it means, None where no definition has that name."""

    reference: Reference
    target: str | None


_resolved: Callable[[tuple[Reference, str | None]], Resolved] = partial(tuple.__new__, Resolved)
"""Make one of its parts, in half the time that its constructor takes."""


class Resolver:
    """Resolves the names of all definitions, and keeps what comes of it besides edges."""

    def __init__(self, definitions: Sequence[Definition], config: Config) -> None:
        self._definitions = definitions
        self.names = Names(definitions)
        self._groups = _Groups(definitions)
        self._relations = {relation.name for relation in config.relations}
        self._mentions: Mentions | None = None
        self.problems: list[Problem] = []
        self.ambiguous: list[Ambiguity] = []
        self.covered: set[str] = set()

    def settled(self, definition: Definition) -> tuple[Definition, list[Resolved]]:
        """Return a definition whose possible names have been decided, with what its references lead to."""
        resolved = self._in_fields(definition)
        grouped = {one.relation for one, target in resolved if target is None and self._group(one)}
        if not definition.possible_names and not grouped:
            return definition, resolved
        decided = _Decided(definition, self)
        resolved = [one for one in resolved if one.target is not None or not self._group(one.reference)]
        more = replace(definition, references=tuple(decided.references))
        resolved += [*self._in_fields(more), *decided.covered]
        wildcards = tuple(sorted(decided.wildcards | grouped))
        references = sorted((*definition.references, *decided.references), key=lambda reference: reference.span)
        self.problems += decided.problems
        settled = replace(definition, references=tuple(references), wildcards=wildcards, possible_names=())
        return settled, resolved

    def seen_by(self, definition: Definition) -> Seen:
        """Return what names mean for a definition."""
        return self.names.seen_from(definition.root, worlds.world(definition))

    def in_prose(self, definition: Definition) -> Iterator[Resolved]:
        """Yield a reference for each agent that prose names; the passage that speaks most plainly of a place counts."""
        if not definition.passages:
            return
        self._mentions = mentions = self._mentions or self.names.mentions()
        own = frozenset(map(words, definition.aliases))
        seen = self.seen_by(definition)
        places: set[Span] = set()
        for passage in definition.passages:
            relation = passage.relation if passage.relation in self._relations else _REST
            for alias, start, end in mentions.of(passage, own):
                span = passage.place(start, end)
                target = seen.by_words(alias, definition.path)
                if not isinstance(target, str) or target == definition.id or span in places:
                    continue
                if relation in self._relations:
                    places.add(span)
                    reference = Reference(
                        definition.id, relation, passage.direction, passage.field, passage.text[start:end], span,
                        passage.label if relation == _REST else None, prose=True,
                    )  # fmt: skip
                    yield Resolved(reference, target)

    def of_link(self, link: Link) -> Resolved | None:
        """Return a connection as a reference of one of its ends, with the other end.

        None for one that leads nowhere: on purpose, or because neither end is defined, which is a problem.
        """
        if link.source is None:
            return None
        seen, path = self.names.seen_from(link.root, link.root), link.target.span.path
        source, target = self._end(link.source, seen, path), self._end(link.target, seen, path)
        ends = canonical(link.source.text), canonical(link.target.text)
        if None in (source, target) and not NOBODY.isdisjoint(ends):
            return None
        if (source is None and link.source.file) or (target is None and link.target.file):
            return None  # the field that names the file is reported
        if source is None and target is None and all(worlds.is_external(end, link) for end in ends):
            return None
        if isinstance(source, str):
            out = Reference(
                source, link.relation, Direction.OUT, link.field, link.target.text, link.target.span,
                file=link.target.file,
            )  # fmt: skip
            return self._unless_ambiguous(out, target)
        if isinstance(target, str):
            back = Reference(
                target, link.relation, Direction.IN, link.field, link.source.text, link.source.span,
                file=link.source.file,
            )  # fmt: skip
            return self._unless_ambiguous(back, source)
        if source is not None or target is not None:  # one of several, connected with a name that has no definition
            return None
        message = f"`{link.field}` connects `{link.source.text}` with `{link.target.text}`, and no agent defines either"
        hint = "Define both, or remove the connection."
        self.problems.append(Problem("wrong-type", message, link.target.span, hint))
        return None

    def _end(self, end: End, seen: Seen, path: str) -> Meaning:
        return self.names.in_file(end.file) if end.file else seen.by_name(end.text, path)

    def cover_worlds(self, definitions: Sequence[Definition]) -> None:
        """Note whom a wildcard covers: all others that its agent sees; and whom something outside starts."""
        started = {name for name, dialect in dialects.known().items() if dialect.started}
        self.covered.update(definition.id for definition in definitions if definition.dialect in started)
        everybody: dict[str, set[str]] = {}
        for definition in definitions:
            if definition.wildcards:
                everybody.setdefault(worlds.world(definition), set()).add(definition.id)
        for definition in definitions if everybody else ():
            if everybody.get(worlds.world(definition), set()) - {definition.id}:
                self.covered.add(definition.id)

    def _in_fields(self, definition: Definition) -> list[Resolved]:
        """Return each reference with what it leads to. What names no agent and need not is left out."""
        seen, path = self.seen_by(definition), definition.path
        found: list[Resolved] = []
        own: frozenset[tuple[str, ...]] = frozenset()
        named_by_key: set[str] = set()
        for reference in definition.references:
            kind = reference.kind
            if kind.phrase:
                own = own or frozenset(map(words, definition.aliases))
                found += self._in_phrase(reference, own, seen, path, named_by_key)
            elif kind.file:
                found.append(Resolved(reference, self.names.in_file(kind.file)))
            elif kind.field not in named_by_key:  # else the key has named the agent, and this is the reason why
                other = seen.by_name(reference.text, path)
                if isinstance(other, tuple):
                    self._unless_ambiguous(reference, other)
                elif other is not None or (kind.firm and not _means_none(reference.text)):
                    found.append(_resolved((reference, other)))
        return found

    def _in_phrase(
        self, reference: Reference, own: frozenset[tuple[str, ...]], seen: Seen, path: str, named_by_key: set[str]
    ) -> Iterator[Resolved]:
        """Yield a reference for each agent that a phrase names; then the values below it are only the reason why."""
        kind = reference.kind
        verb, mentions = self.names.vocabulary.mentions(_with_verb(reference), own)
        if mentions:
            named_by_key.add(f"{kind.field}.{reference.text}")
        for mention in mentions:
            other = seen.by_words(mention.alias, path)
            if other is not None:
                meant = _kind(kind, kind.label or verb, mention.direction)
                said = reference_of((reference.agent, meant, *reference[2:]))
                if one := self._unless_ambiguous(said, other):
                    yield one

    def _unless_ambiguous(self, reference: Reference, meaning: Meaning) -> Resolved | None:
        if isinstance(meaning, tuple):
            self.ambiguous.append(Ambiguity(reference, meaning))
            self.covered.update((reference.agent, *meaning))
            return None
        return _resolved((reference, meaning))

    def _group(self, reference: Reference) -> bool:
        """Return whether a name that no agent has is that of a plugin, whose agents are covered then."""
        members = self._groups.members(reference.text)
        self.covered.update(members)
        return bool(members)


class _Groups:
    """The agents of each plugin, by the name in its manifest or else its folder: as a target it means all of them."""

    def __init__(self, definitions: Iterable[Definition]) -> None:
        self._by_name: dict[str, list[str]] = {}
        folders: dict[str, list[str]] = {}
        for definition in definitions:
            if definition.plugin:
                self._by_name.setdefault(canonical(definition.plugin), []).append(definition.id)
            elif not worlds.tool(definition.root):
                folder = canonical(PurePosixPath(definition.root).parent.name)
                folders.setdefault(folder, []).append(definition.id)
        if len(folders) + len(self._by_name) > 1:  # a single folder of agents is a project, and no plugin
            for folder, members in folders.items():
                if folder:
                    self._by_name.setdefault(folder, members)

    def members(self, text: str) -> Sequence[str]:
        """Return the ids of the agents of the plugin that a reference names, none for another name."""
        return self._by_name.get(canonical(without_remark(text)), ()) if self._by_name else ()


class _Decided:
    """What the possible names of one definition have become."""

    def __init__(self, definition: Definition, resolver: Resolver) -> None:
        self._definition = definition
        self._seen = resolver.seen_by(definition)
        self.references: list[Reference] = []
        self.covered: list[Resolved] = []
        self.problems: list[Problem] = []
        undecided = {one.reference.relation for one in definition.possible_names if one.wildcard}
        self.wildcards = set(definition.wildcards) - undecided
        for possible in definition.possible_names:
            self._decide(possible)

    def _decide(self, possible: PossibleName) -> None:
        reference = possible.reference
        if possible.refused:
            if possible.problem and self._is_defined(reference.text):
                self.problems.append(possible.problem._replace(agent=self._definition.id))
        elif self._is_defined(reference.text):
            self.references.append(reference)
        elif possible.wildcard:
            self.wildcards.add(reference.relation)
        elif possible.later_rules is not None:
            self._cover(reference, possible.later_rules)
        elif possible.pieces and all(map(self._is_defined, possible.needed)):
            self.references += possible.pieces
        elif possible.problem:
            self.problems.append(possible.problem._replace(agent=self._definition.id))

    def _is_defined(self, text: str) -> bool:
        return self._seen.by_name(text, self._definition.path) is not None

    def _cover(self, reference: Reference, later: tuple[tuple[str, bool], ...]) -> None:
        agents, matched = self._seen.covered(reference.text, later)
        via = reference._replace(via=True)
        self.covered += [Resolved(via, agent.id) for agent in agents if agent.id != self._definition.id]
        if not matched and reference.firm:
            self.covered.append(Resolved(via, None))


@lru_cache(maxsize=4096)
def _kind(kind: ReferenceKind, label: str | None, direction: Direction) -> ReferenceKind:
    """Return the kind of references whose text says the label and the direction; those that say the same share it."""
    return kind._replace(label=label, direction=direction)


def _means_none(text: str) -> bool:
    return canonical(without_remark(text)) in NOBODY


def _with_verb(reference: Reference) -> str:
    """Return a phrase that has a verb: the key `to_backend_staff` of a field with a verb lacks it."""
    return f"{reference.label}_{reference.text}" if reference.label else reference.text
