"""Looking things up in a definition by dotted path, in whatever case or hyphenation it was written; `*` is any key."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from graphkit.config.reading import key_shaped, read_paths
from graphkit.model.names import canonical, plain_key, words
from graphkit.model.references import ReferenceKind
from graphkit.model.relations import Direction, Shape
from graphkit.model.values import Mapping, Pair, Scalar, Sequence, Value
from graphkit.support.patterns import pattern
from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence as Entries

    from graphkit.config import Config
    from graphkit.model.dialects import Dialect
    from graphkit.model.relations import Field

_PIECE = pattern(r"(?:\([^()]*\)|[^,])+")
"""What stands between two commas; one in parentheses does not count: `Agent(a, b), Read` are two tools."""


_LISTS = frozenset(("allowed", "forbidden", "access"))
"""Keys of a mapping of tools that hold lists of their own, and are none."""


class Path(NamedTuple):
    """A dotted path in definitions of one layout; the places are known where it has one name."""

    text: str
    first: str
    rest: tuple[str, ...]
    places: tuple[int, ...] | None


class Layout:
    """Which keys stand where at the top of a definition. Those that are written alike have the same one."""

    def __init__(self, keys: tuple[str, ...]) -> None:
        self.places: dict[str, tuple[int, ...]] = {}
        """Where each key stands, in the form in which keys are compared: small letters, `_` for `-`."""
        for place, key in enumerate(keys):
            self.places[plain_key(key)] = (*self.places.get(plain_key(key), ()), place)
        self.keys = frozenset(self.places)
        self._leading: dict[tuple[str, ...], tuple[Path, ...]] = {}

    def leading(self, paths: tuple[str, ...]) -> tuple[Path, ...]:
        """Return those of some dotted paths that may lead anywhere: their first key is there."""
        found = self._leading.get(paths)
        if found is None:
            found = self._leading[paths] = tuple(
                Path(path, first, rest, None if rest or first == "*" else self.places[first])
                for path, (first, rest) in ((path, steps(path)) for path in paths)
                if self.has(first)
            )
        return found

    def has(self, key: str) -> bool:
        """Return whether a key is there; any is `*`."""
        return key in self.places or key == "*"


_layout = lru_cache(maxsize=4096)(Layout)


class Fields:
    """The entries of one definition. A key that occurs twice counts twice; `escalation-to` is `escalation_to`."""

    def __init__(self, entries: Entries[Pair]) -> None:
        self.entries = entries
        self.layout = _layout(tuple([key.text for key, _ in entries]))
        self.below = _Below(entries, self.layout)

    def at(self, path: str) -> Entries[Pair]:
        """Return key and value of every entry at a dotted path; nothing if there is none."""
        return self.along(*steps(path))

    def along(self, first: str, rest: tuple[str, ...]) -> Entries[Pair]:
        """Do what `at` does for a path that `steps` has split."""
        found: Entries[Pair]
        if first == "*":
            found = [self.entries[place] for among in self.layout.places.values() for place in among]
        elif not rest or rest[0] == "*":
            found = [self.entries[place] for place in self.layout.places.get(first, ())]
        else:
            found = self.below[first].get(rest[0], ())
            rest = rest[1:]
        for name in rest if found else ():
            found = [pair for key, value in found for pair in _inner(key, value, name)]
        return found

    def within(self, places: tuple[int, ...]) -> list[Pair]:
        """Return the entries at some places of the layout."""
        return list(map(self.entries.__getitem__, places))

    def at_path(self, path: Path) -> Entries[Pair]:
        """Do what `at` does for a path that the layout knows."""
        return self.along(path.first, path.rest) if path.places is None else self.within(path.places)

    def scalar(self, paths: tuple[str, ...]) -> Scalar | None:
        """Return the first value at any of the paths that is a text and not empty."""
        for path in self.layout.leading(paths):
            for _, value in self.at_path(path):
                if isinstance(value, Scalar) and (text := value.text.strip()):
                    return value if text == value.text else value._replace(text=text)
        return None

    def listing(self, paths: tuple[str, ...]) -> Listing:
        """Return the texts at the first of the paths that is present, as written: a list, a comma string, a mapping."""
        for path in self.layout.leading(paths):
            found = self.at_path(path)
            if found:
                return Listing(tuple([text for _, value in found for text in _texts(value)]), path.text)
        return Listing((), None)

    def tool_lists(self, paths: tuple[str, ...], off: frozenset[str]) -> list[tuple[str, tuple[Scalar, ...]]]:
        """Return all lists of tools at some paths, each with its path: a list, a comma string, or a mapping.

        Of a mapping the keys are the tools (`{Read: why}`), but for those whose value is one of the words `off`, and
        those below which there is another list.
        """
        found = []
        for path in self.layout.leading(paths):
            values = [value for _, value in self.at_path(path)]
            tools = [tool for value in values for tool in _tools(value, off)]
            if tools or any(not isinstance(value, Mapping) or not value.entries for value in values):
                found.append((path.text, tuple(tools)))
        return found


class _Below(dict[str, dict[str, list[Pair]]]):
    """The entries of the mappings at a key by their own keys; many paths lead through them."""

    def __init__(self, entries: Entries[Pair], layout: Layout) -> None:
        self._entries, self._layout = entries, layout

    def __missing__(self, first: str) -> dict[str, list[Pair]]:
        below: dict[str, list[Pair]] = {}
        self[first] = below
        for place in self._layout.places.get(first, ()):
            value = self._entries[place][1]
            for pair in value.entries if isinstance(value, Mapping) else ():
                below.setdefault(plain_key(pair[0].text), []).append(pair)
        return below


class Listing(NamedTuple):
    """The texts of a list-like field, and the path at which it was found."""

    texts: tuple[Scalar, ...]
    path: str | None


def _inner(key: Scalar, value: Value, name: str) -> Iterator[tuple[Scalar, Value]]:
    """Yield the entries of that name in a value; `*` stands for every entry, the items of a list included."""
    if isinstance(value, Mapping):
        yield from (pair for pair in value.entries if name == "*" or plain_key(pair[0].text) == name)
    elif isinstance(value, Sequence) and name == "*":
        yield from ((key, item) for item in value.items)


@lru_cache(maxsize=4096)
def steps(path: str) -> tuple[str, tuple[str, ...]]:
    """Return the first name of a dotted path and the others, in the form in which they are compared."""
    first, *rest = map(plain_key, path.split("."))
    return first, tuple(rest)


def _texts(value: Value) -> list[Scalar]:
    if isinstance(value, Sequence):
        named = [item if item.__class__ is Scalar else _name(item) for item in value.items]
        return [name for name in named if name is not None and name[0].strip()]
    if isinstance(value, Scalar):
        return _pieces(value)
    # `tools: {read: true, write: false}`: what is switched off is not in the list.
    return [
        key
        for key, inner in value.entries
        if isinstance(inner, Scalar) and inner.text.strip().casefold() in ("true", "yes", "on", "allow")
    ]


def _name(item: Value) -> Scalar | None:
    """Return the text of an item of a list; of a mapping with one key, such as `- Read: why`, the key."""
    if isinstance(item, Mapping):
        return item.entries[0][0] if len(item.entries) == 1 else None
    return item if isinstance(item, Scalar) else None


def _tools(value: Value, off: frozenset[str]) -> list[Scalar]:
    if not isinstance(value, Mapping):
        return _texts(value)
    switched = [(key, inner.text.strip().casefold()) for key, inner in value.entries if isinstance(inner, Scalar)]
    return [key for key, word in switched if word not in off and key.text.strip() and plain_key(key.text) not in _LISTS]


def _pieces(value: Scalar) -> list[Scalar]:
    """Return what stands between the commas of a text, each piece at its place."""
    column = value.column + (1 if value.quoted and value.width > 1 else 0)
    pieces = []
    for found in _PIECE.finditer(value.text):
        piece = found[0].strip()
        if piece:
            lead = found.start() + len(found[0]) - len(found[0].lstrip())
            pieces.append(Scalar(piece, value.line, column + lead, len(piece), value.quoted))
    return pieces


MAX_TABLES = 256
MAX_LAYOUTS = 4096


class Row(NamedTuple):
    """One field of a relation; `second` is the second name of its path where one is asked for, else empty."""

    relation: str
    field: Field
    path: Path
    second: str
    declared: tuple[str, Direction] | None
    """Relation and direction, where the field declares them: it holds names."""
    kind: ReferenceKind
    """That of its references, be they names or phrases; the same one for all files."""


class LayoutShare(NamedTuple):
    """What of a table concerns the definitions of one layout: the relations, and the places of the unread entries."""

    rows: tuple[Row, ...]
    unread: tuple[int, ...]
    partly: tuple[int, ...]
    """The places of the entries of which only keys with a preposition are read."""


class FieldTable:
    """Where a dialect has relations."""

    def __init__(self, config: Config, dialect: Dialect) -> None:
        self.made_of = config, dialect
        """As long as these are kept, nothing else can have their identities."""
        self.everybody = config.wildcards | {canonical(name) for name in dialect.wildcards}
        self._rows: list[tuple[str, Field]] = []
        for relation in config.relations:
            more = dialect.fields.get(relation.name, ())
            for field in (*relation.fields, *(field for field in more if field not in relation.fields)):
                self._rows.append((relation.name, field))
        self._read = read_paths(config.relations, dialect)
        self._prefixes = key_shaped(config.relations, dialect)
        self._shares: dict[Layout, LayoutShare] = {}

    def of(self, layout: Layout) -> LayoutShare:
        """Return what concerns a layout, worked out once."""
        share = self._shares.get(layout)
        if share is None:
            if len(self._shares) >= MAX_LAYOUTS:
                self._shares.clear()
            rows = tuple(_row(path, *row) for row in self._rows for path in layout.leading((row[1].path,)))
            places = sorted(place for key, among in layout.places.items() if key not in self._read for place in among)
            partly = sorted(place for key in self._prefixes for place in layout.places.get(key, ()))
            share = self._shares[layout] = LayoutShare(rows, tuple(places), tuple(partly))
        return share

    def leaves_keys(self, key: Scalar, value: Value) -> bool:
        """Return whether a mapping has keys that are neither read nor begin with a preposition that is."""
        above = plain_key(key.text)
        return isinstance(value, Mapping) and any(
            f"{above}.{plain_key(inner.text)}" not in self._read
            and words(inner.text)[:1] not in [(prefix,) for prefix in self._prefixes[above]]
            for inner, _ in value.entries
        )


def _row(path: Path, relation: str, field: Field) -> Row:
    second = path.rest[0] if path.rest and "*" not in (path.first, path.rest[0]) else ""
    has_names = field.shape in (Shape.NAMES, Shape.LIST) and not field.prefix
    kind = ReferenceKind(relation, field.direction, field.path, field.verb, firm=not field.mixed)
    if field.shape is Shape.PHRASES:
        kind = kind._replace(direction=Direction.OUT, phrase=True, firm=False)
    return Row(relation, field, path, second, (relation, field.direction) if has_names else None, kind)


_TABLES: dict[tuple[int, int], FieldTable] = {}


def field_table(config: Config, dialect: Dialect) -> FieldTable:
    """Return the table of a dialect, made once; to tell two configurations apart by their contents costs more."""
    key = (id(config), id(dialect))
    table = _TABLES.get(key)
    if table is None:
        if len(_TABLES) >= MAX_TABLES:
            _TABLES.clear()
        table = _TABLES[key] = FieldTable(config, dialect)
    return table
