"""The references of one definition: where its relation fields name other agents."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.analysis.phrases import PREPOSITIONS
from graphkit.model.definitions import DeclaredField, PossibleName, Problem
from graphkit.model.names import canonical, is_pattern, last_verdict, matches, without_remark, words
from graphkit.model.paths import file_of, is_computed, lies_in
from graphkit.model.references import Reference, ReferenceKind, reference_of
from graphkit.model.relations import Direction, Field, Shape
from graphkit.model.spans import Span, span_of
from graphkit.model.values import Mapping, Scalar, Sequence, Value
from graphkit.readers.fields import field_table
from graphkit.readers.name_values import (
    Item,
    Permission,
    called,
    entries,
    keys,
    names,
    permissions,
    phrases,
    plain,
    plain_phrases,
    plainly,
    prefixed,
    texts,
)  # fmt: skip
from graphkit.support.patterns import pattern
from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from graphkit.config import Config
    from graphkit.model.dialects import Dialect
    from graphkit.readers.fields import Fields, Row

_GAP = pattern(r"\s")
_SLUG = pattern(r"^@?[a-z0-9]+(?:[-_][a-z0-9]+)+$")
_GROUPS = ("agents", "teams", "team", "stakeholders", "specialists", "all", "any", "every", "each")


_BY_PLACE = itemgetter(slice(3, None))
"""Path, line, column and width of a reference."""

_same_number = lru_cache(1 << 15)(int)
"""Return a number, the same object for equal ones: long lists of the same names are at the same lines of many files."""

_DEEPEST = 4
"""Levels of a field with phrases that are looked at."""


class Found(NamedTuple):
    """What the relation fields of one definition hold."""

    references: tuple[Reference, ...]
    declares: dict[tuple[str, Direction], DeclaredField]
    wildcards: tuple[str, ...]
    possible_names: tuple[PossibleName, ...]


def collect(agent: str, fields: Fields, path: str, config: Config, dialect: Dialect) -> Found:
    """Return every reference of a definition, with the fields that are present and the wildcards they hold.

    The fields of the dialect count besides those of the relations.
    """
    table = field_table(config, dialect)
    collector = _Collector(agent, path, table.everybody)
    below = fields.below
    for row in table.of(fields.layout).rows:
        if row.second and row.second not in below[row.path.first]:
            continue  # most nested fields are not there, and this tells it quickest
        for key, value in fields.at_path(row.path):
            collector.field(row, key, value)
    return Found(
        tuple(sorted(collector.references, key=_BY_PLACE)),
        collector.declares,
        tuple(sorted(collector.wildcards)),
        tuple(collector.possible_names),
    )


def unread(fields: Fields, config: Config, dialect: Dialect) -> list[tuple[Scalar, Value]]:
    """Return the top-level entries that are no relation and no attribute, or of which only some keys are."""
    table = field_table(config, dialect)
    share = table.of(fields.layout)
    partly = [entry for entry in fields.within(share.partly) if table.leaves_keys(*entry)]
    return [*fields.within(share.unread), *partly]


class _Collector:
    def __init__(self, agent: str, path: str, everybody: frozenset[str]) -> None:
        self.agent, self.path, self.everybody = agent, path, everybody
        self.references: list[Reference] = []
        self.declares: dict[tuple[str, Direction], DeclaredField] = {}
        self.wildcards: set[str] = set()
        self.possible_names: list[PossibleName] = []

    def field(self, row: Row, key: Scalar, value: Value) -> None:
        relation, field, declared = row.relation, row.field, row.declared
        if declared is not None:
            if field.shape is Shape.LIST and isinstance(value, Mapping):
                return
            if declared not in self.declares:
                self.declares[declared] = DeclaredField(self._span(key), _as_written(field.path, key))
            if field.files or not self._plain_names(row.kind, plainly(value)):
                for item in names(value):
                    self._name(relation, field, item)
        elif field.prefix and field.shape is not Shape.PATHS:
            for item in prefixed(value, field.prefix):
                self._name(relation, field, item)
        elif field.shape is Shape.PHRASES:
            if not isinstance(value, Sequence) or not self._plain_names(row.kind, plain_phrases(value)):
                self._phrases(relation, field, value)
        elif field.shape is Shape.KEYS:
            self._keys(relation, field, value)
        elif field.shape is Shape.CALLS:
            for item in called(value):
                self._name(relation, field, item)
        elif field.shape is Shape.ALLOWED:
            self._permissions(relation, field, permissions(value))
        else:
            self._paths(relation, field, value)

    def _plain_names(self, kind: ReferenceKind, scalars: list[Scalar] | None) -> bool:
        """Do what `_name` and `_add` do, at once for all; nine of ten references come this way.

        False where it cannot be done: some are not written as most people do, or mean everybody.
        """
        if scalars is None or not self.everybody.isdisjoint([canonical(scalar[0]) for scalar in scalars]):
            return False
        agent, path = self.agent, self.path
        self.references += [
            # Up to 256 Python has each number once.
            reference_of((agent, kind, text, path, line if line <= 256 else _same_number(line), column, width))
            for text, line, column, width, _ in scalars
        ]
        return True

    def _name(self, relation: str, field: Field, item: Item, later: tuple[tuple[str, bool], ...] = ()) -> None:
        if item.pieces and any(map(self._means_all, (piece.text for piece in item.pieces))):
            for piece in item.pieces:
                self._name(relation, field, piece)
            return
        reference = self._reference(relation, field, item)
        if is_computed(item.text):
            self._possible(item, reference, (), self._computed(field, item))
        elif item.wrong or item.pieces:
            pieces = tuple(self._reference(relation, field, piece) for piece in item.pieces)
            self._possible(item, reference, pieces, self._problem(field, item))
        elif self._means_all(item.text):
            self.wildcards.add(relation)
            self.possible_names.append(PossibleName(reference, wildcard=True))
        elif is_pattern(item.text) and (later or not _GAP.search(item.text)):
            self.possible_names.append(PossibleName(reference, later_rules=later))
        elif file := self._file_of(field, item.text):
            self.references.append(reference._replace(file=file, firm=False))
        else:
            self.references.append(reference._replace(firm=not is_pattern(item.text) and not field.mixed))

    def _file_of(self, field: Field, name: str) -> str:
        """Return the file that a name means where the tool goes by files; empty where there is none."""
        stem = without_remark(name).removesuffix(".md")
        found = (file_of(pattern.format(stem), self.path) for pattern in field.files if "/" not in stem)
        return next((file for file in found if Path(file).is_file()), "")

    def _paths(self, relation: str, field: Field, value: Value) -> None:
        """Take references by path; a template, or an address elsewhere, names nothing that can be read."""
        for scalar in value.items if isinstance(value, Sequence) else (value,):
            if not isinstance(scalar, Scalar) or not scalar.text.strip():
                continue
            item = plain(scalar)._replace(text=scalar.text.strip())
            if field.folder and not lies_in(item.text, self.path, field.folder):
                continue
            if file := file_of(item.text, self.path):
                self.references.append(self._reference(relation, field, item)._replace(file=file))
            else:
                self._possible(item, self._reference(relation, field, item), (), self._computed(field, item))

    def _possible(
        self, item: Item, reference: Reference, pieces: tuple[Reference, ...], problem: Problem | None = None
    ) -> None:
        """Keep a text that is hardly a name, or that contains several: whether an agent is called so is seen later."""
        needed = tuple(piece.text for piece in item.pieces if piece.wrong)
        self.possible_names.append(PossibleName(reference, pieces, needed, problem=problem))

    def _means_all(self, text: str) -> bool:
        return canonical(without_remark(text)) in self.everybody

    def _computed(self, field: Field, item: Item) -> Problem:
        why = "a template, which is filled in at run time" if is_computed(item.text) else "not a file below this folder"
        message = f"`{field.path}` names `{item.text}`: {why}; where it leads is not checked"
        hint = "Write the name of the agent where it is always the same; else leave it."
        return Problem("computed-target", message, self._span(item), hint)

    def _problem(self, field: Field, item: Item) -> Problem | None:
        if not item.wrong:
            return None
        message = f"`{field.path}` contains {item.wrong}; no agent is named here"
        hint = "Write the name of an agent, or move the text to another field."
        return Problem("wrong-type", message, self._span(item), hint)

    def _permissions(self, relation: str, field: Field, rules: list[Permission]) -> None:
        """Take what is allowed in the end: of the rules that match a name the last one decides."""
        named = [(canonical(rule.item.text), rule.allows) for rule in rules]
        for place, (item, allows) in enumerate(rules):
            name, later = named[place][0], tuple(named[place + 1 :])
            if allows and is_pattern(name) and (name, False) not in later:
                self._name(relation, field, item, later)
            elif allows and last_verdict(later, name) is False:
                self._refused(relation, field, item, rules[place + 1 :])
            elif allows and not is_pattern(name):
                self._name(relation, field, item)

    def _refused(self, relation: str, field: Field, item: Item, later: list[Permission]) -> None:
        """Keep a name that is allowed in vain: if an agent is called so, this is not what was meant."""
        name = canonical(item.text)
        last = next(rule for rule in reversed(later) if matches(canonical(rule.item.text), name))
        message = (
            f"`{item.text}` in `{field.path}` is allowed in vain: `{last.item.text}` in line {last.item.line} matches "
            "it too, and denies it; the last rule that matches decides"
        )
        hint = f"Move `{last.item.text}` before it, or remove one of the two."
        problem = Problem("overruled-permission", message, self._span(item), hint)
        reference = self._reference(relation, field, item)
        self.possible_names.append(PossibleName(reference, problem=problem, refused=True))

    def _keys(self, relation: str, field: Field, value: Value) -> None:
        for key, inner in keys(value):
            said = words(key.text)
            if said[:1] and said[0] in field.only:
                self._add(relation, field, key, Direction.OUT)
                if len(said) == 1 and inner is not None:  # `- to: x`
                    self._values_of_phrase(relation, field, key, inner, verb=field.verb)

    def _phrases(self, relation: str, field: Field, value: Value, depth: int = 0) -> None:
        """Take the phrases of a field: its texts, and its keys with their values; a list or mapping may be nested."""
        for text in texts(value):
            for item in phrases(text):
                self._add(relation, field, item, Direction.OUT)
        for key, inner in entries(value):
            self._add(relation, field, key, Direction.OUT)
            self._values_of_phrase(relation, field, key, inner)
            if depth < _DEEPEST and not isinstance(inner, Scalar) and PREPOSITIONS.keys().isdisjoint(words(key.text)):
                self._phrases(relation, replace(field, path=f"{field.path}.{key.text}"), inner, depth + 1)

    def _values_of_phrase(
        self, relation: str, field: Field, key: Scalar, value: Value, verb: str | None = None
    ) -> None:
        """`provides_analysis_to: [a, b]`: the key says what happens, the values with whom, unless the key names one."""
        said = words(key.text)
        prepositions = [word for word in said if word in PREPOSITIONS]
        direction = PREPOSITIONS[prepositions[-1]] if prepositions else Direction.OUT
        addressed = bool(said) and (said[-1] in PREPOSITIONS or said[-1] == "agent")
        inner = Field(f"{field.path}.{key.text}", direction, verb=verb or (said[0] if said else None))

        def reference(item: Item) -> Reference:
            slug = bool(_SLUG.match(without_remark(item.text)))
            is_firm = addressed and slug and not set(words(item.text)) & set(_GROUPS)
            return self._reference(relation, inner, item)._replace(firm=is_firm)

        for item in names(value):
            if item.wrong or item.pieces:
                self._possible(item, reference(item), tuple(map(reference, item.pieces)))
            else:
                self.references.append(reference(item))

    def _add(self, relation: str, field: Field, item: Item | Scalar, direction: Direction) -> None:
        """Take a phrase, in which a name may be found; one without is no mistake."""
        kind = ReferenceKind(relation, direction, field.path, field.verb, phrase=True, firm=False)
        place = (self.path, item.line, item.column, item.width)
        self.references.append(reference_of((self.agent, kind, item.text, *place)))

    def _reference(self, relation: str, field: Field, item: Item | Scalar) -> Reference:
        return Reference(
            self.agent, relation, field.direction, field.path, item.text, self._span(item), field.verb
        )  # fmt: skip

    def _span(self, item: Item | Scalar) -> Span:
        return span_of((self.path, item.line, item.column, item.width))


def _as_written(path: str, key: Scalar) -> str:
    """Return the path of a field with its last key spelled as in the file."""
    above, dot, last = path.rpartition(".")
    return path if key.text == last else f"{above}{dot}{key.text}"
