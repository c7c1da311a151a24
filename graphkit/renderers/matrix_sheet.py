"""The matrix as a sheet: where every mark, line and word stands, in points from the top left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.renderers.diagram import State
from graphkit.renderers.matrix_model import Voice
from graphkit.renderers.style import ALARM, FRAME, MUTED, OTHER_PEN, PENS, TEXT
from graphkit.renderers.symbols import MISSING, symbol_of
from graphkit.renderers.text import WIDER, width
from graphkit.support.escape import clean
from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graphkit.model.graph import AgentGraph
    from graphkit.renderers.matrix_model import Cell, Matrix, Member

TITLE, BOLDER, SLACK = 13.0, 1.1, 0.5
"""Size of the title, how much wider its letters are, and how much larger than the names the caption is."""
LONGEST = 40
PAD, GAP, LINE = 14.0, 8.0, 18.0
CELLS = ((30, 22.0, 9.0), (60, 16.0, 8.0), (10**9, 11.0, 7.0))
"""Up to how many agents, the side of a cell and the size of the text."""
MANY = 40
"""Agents above which names are on all four sides."""


class Mark(NamedTuple):
    """A sign in a cell, a margin or the legend; `size` is its height. `fill` is None where it is hollow."""

    shape: str
    x: float
    y: float
    size: float
    fill: str | None
    edge: str
    weight: float


class Words(NamedTuple):
    """Text whose baseline is centred at a place; `side` says which end of it: `left`, `center` or `right`."""

    text: str
    x: float
    y: float
    size: float
    colour: str
    side: str = "left"
    upright: bool = False
    bold: bool = False


class Area(NamedTuple):
    """A rectangle, filled or with a border; a line if it has no width or no height."""

    x: float
    y: float
    width: float
    height: float
    fill: str | None
    edge: str | None = None
    weight: float = 0.0


class Sheet:
    """Measures of a matrix, and everything that is on it."""

    def __init__(self, matrix: Matrix, graph: AgentGraph, title: str | None, caption: str) -> None:
        self.matrix, self.graph, self.title, self.caption = matrix, graph, title, caption
        number = len(matrix.members)
        self.cell, self.size = next((cell, size) for most, cell, size in CELLS if number <= most)
        self.labels = [clean(member.label, LONGEST).strip() or "?" for member in matrix.members]
        self.room = max([width(label, self.size) * WIDER for label in self.labels], default=0) + GAP
        self.across, self.down = self.cell * matrix.columns, self.cell * number
        self.left = PAD + self.room
        self.top = PAD + self.room + (LINE if title else 0)
        self.totals = len(matrix.relations) * self.column
        self.repeats = number > MANY
        beyond = GAP + self.totals + (self.room if self.repeats else 0)
        self.entries = list(legend(self))
        above = width(title or "", TITLE) * WIDER * BOLDER
        below = width(caption, self.size + SLACK) * WIDER
        self.width = max(self.left + self.across + beyond + PAD, above + 2 * PAD, below + 2 * PAD, 420.0)
        self.rows = _rows(self.entries, self.width - 2 * PAD)
        self.foot = self.top + self.down + GAP + len(matrix.relations) * LINE + (self.room if self.repeats else 0)
        self.height = self.foot + LINE * (len(self.rows) + bool(caption)) + 2 * PAD

    @property
    def column(self) -> float:
        """Width of a column of totals."""
        return max(self.cell, 3 * self.size)

    def centre(self, place: int, start: float) -> float:
        """Return the middle of a row or a column."""
        return start + (place + 0.5) * self.cell

    def areas(self) -> Iterator[Area]:
        """Yield the ground: stripes, the diagonal, cells with findings, lines between levels."""
        for place in range(0, len(self.labels), 2):
            yield Area(self.left, self.top + place * self.cell, self.across, self.cell, "#f6f7f9")
        for place in range(self.matrix.columns):
            at = place * self.cell
            yield Area(self.left + at, self.top + at, self.cell, self.cell, "#d9dde3")
        for place in range(5, self.matrix.columns, 5) if self.repeats else ():
            yield Area(self.left + place * self.cell, self.top, 0, self.down, None, "#d9dde3", 0.6)
        for section in self.matrix.sections:
            at = section.start * self.cell
            yield Area(self.left - 4, self.top + at, self.across + 4 + GAP + self.totals, 0, None, FRAME, 0.9)
            if section.start < self.matrix.columns:
                yield Area(self.left + at, self.top - 4, 0, self.down + 4, None, FRAME, 0.9)
        yield Area(self.left, self.top, self.across, self.down, None, FRAME, 0.9)

    def marks(self) -> Iterator[Mark]:
        """Yield the signs of the cells, with a border around what a finding speaks of, and those of the margins."""
        crossings: dict[tuple[int, int], list[Cell]] = {}
        for cell in self.matrix.cells:
            crossings.setdefault((cell.row, cell.column), []).append(cell)
        for (row, column), cells in crossings.items():
            x, y = self.centre(column, self.left), self.centre(row, self.top)
            yield from self._crossing(cells, x, y)
        for number, relation in enumerate(self.matrix.relations):
            yield self._mark(relation, self._total_x(number), self.top - self.size, self.size)
            yield self._mark(relation, self.left - self.size, self._total_y(number), self.size)

    def _crossing(self, cells: Sequence[Cell], x: float, y: float) -> Iterator[Mark]:
        square = [cell for cell in cells if cell.relation == "escalation"]
        others = [cell for cell in cells if cell.relation != "escalation"]
        for _ in square:
            yield self._mark("escalation", x, y, self.cell * 0.86)
        if any(map(self.is_framed, cells)):
            yield Mark("s", x, y, self.cell * 0.92, None, ALARM, 1.6)
        size = self.cell * (0.5 if len(others) < 2 else 0.4)
        for number, cell in enumerate(others):
            shift = (number - (len(others) - 1) / 2) * self.cell * (0.9 / max(2, len(others)))
            yield self._said(cell, x + shift, y, size, on_square=bool(square))

    def is_framed(self, cell: Cell) -> bool:
        """Whether a border says that a finding speaks of a cell; of a pair the sign for the missing answer does."""
        answers = cell.symmetric and self.matrix.members[cell.column].agent in self.graph.agents
        return bool(cell.remarks) and not answers

    def _said(self, cell: Cell, x: float, y: float, size: float, *, on_square: bool) -> Mark:
        if cell.is_missing:
            colour = ALARM if cell.remarks else MUTED
            return Mark(MISSING.marker, x, y, size * 0.6, None, "#ffffff" if on_square else colour, 1.3)
        mark = self._mark(cell.relation, x, y, size)
        if cell.symmetric and cell.voice is Voice.ROW:
            return mark._replace(fill="#ffffff", edge=colour_of(self.graph, cell.relation), weight=1.3)
        return mark._replace(edge="#ffffff", weight=1.0, size=size * 1.12) if on_square else mark

    def _mark(self, relation: str, x: float, y: float, size: float) -> Mark:
        colour = colour_of(self.graph, relation)
        return Mark(symbol_of(relation).marker, x, y, size, colour, colour, 0.5)

    def _total_x(self, number: int) -> float:
        return self.left + self.across + GAP + (number + 0.5) * self.column

    def _total_y(self, number: int) -> float:
        return self.top + self.down + GAP + (number + 0.5) * LINE

    def words(self) -> Iterator[Words]:
        """Yield title, names, totals and caption."""
        if self.title:
            yield Words(self.title, PAD, PAD + 6, TITLE, TEXT, bold=True)
        end = self.left + self.across
        for place, (label, member) in enumerate(zip(self.labels, self.matrix.members, strict=True)):
            x, y, colour = self.centre(place, self.left), self.centre(place, self.top), name_colour(member)
            yield Words(label, self.left - GAP, y, self.size, colour, "right")
            if place < self.matrix.columns:
                yield Words(label, x, self.top - GAP, self.size, colour, "left", upright=True)
            if self.repeats:
                yield Words(label, end + GAP + self.totals + 4, y, self.size, colour)
            if self.repeats and place < self.matrix.columns:
                yield Words(label, x, self.foot - self.room + GAP, self.size, colour, "right", upright=True)
            for number, relation in enumerate(self.matrix.relations):
                ink = colour_of(self.graph, relation)
                if given := member.given.get(relation, 0):
                    yield Words(str(given), self._total_x(number), y, self.size, ink, "center")
                if taken := member.taken.get(relation, 0):
                    size = self.size if taken < 100 else self.size * 0.75
                    yield Words(str(taken), x, self._total_y(number), size, ink, "center")
        if self.caption:
            yield Words(self.caption, PAD, self.height - PAD, self.size + SLACK, MUTED)

    def key(self) -> Iterator[Mark | Words]:
        """Yield the legend, below the table."""
        for number, row in enumerate(self.rows):
            x, y = PAD, self.foot + PAD + LINE * number
            for text, mark, room in row:
                yield mark._replace(x=x + 6, y=y)
                yield Words(text, x + 17, y, 9.0, TEXT)
                x += room


def colour_of(graph: AgentGraph, relation: str) -> str:
    """Return the colour of a relation: the user's, else the one of its line in a drawing."""
    return graph.relations[relation].colour or PENS.get(relation, OTHER_PEN).colour


def name_colour(member: Member) -> str:
    """Return the colour of an agent's name: that of its level."""
    if member.state is State.GHOST:
        return ALARM
    return MUTED if member.state is State.EXTERNAL or member.tone is None else member.tone.paint.stroke


def legend(sheet: Sheet) -> Iterator[tuple[str, Mark, float]]:
    """Yield what occurs: levels from the top down, then relations, each with its sign and the room it takes."""
    entries = []
    for section in sheet.matrix.sections:
        colour = name_colour(sheet.matrix.members[section.start])
        entries.append((section.label, Mark("_", 0, 0, 10, None, colour, 2.5)))
    cells = sheet.matrix.cells
    for relation, phrase in sheet.matrix.relations.items():
        mine = [cell for cell in cells if cell.relation == relation]
        sign = sheet._mark(relation, 0, 0, 10)
        if not mine[0].symmetric:
            entries.append((f"row {phrase} column", sign))
            continue
        if any(cell.voice is Voice.BOTH for cell in mine):
            entries.append((f"{relation}, both say so", sign))
        if any(cell.voice is Voice.ROW for cell in mine):
            entries.append((f"{relation}, row alone says so", sign._replace(fill="#ffffff", weight=1.3)))
        if any(cell.is_missing and not cell.remarks for cell in mine):
            entries.append((f"{relation}, row does not answer", Mark(MISSING.marker, 0, 0, 6, None, MUTED, 1.3)))
    if any(cell.is_missing and cell.remarks for cell in cells):
        entries.append(("its list omits it: a finding", Mark(MISSING.marker, 0, 0, 6, None, ALARM, 1.3)))
    if any(map(sheet.is_framed, cells)):
        entries.append(("a finding speaks of it", Mark("s", 0, 0, 10, None, ALARM, 1.6)))
    for text, mark in entries:
        yield text, mark, 17 + width(text, 9.0) * WIDER + 14


def _rows(entries: Sequence[tuple[str, Mark, float]], limit: float) -> list[list[tuple[str, Mark, float]]]:
    rows: list[list[tuple[str, Mark, float]]] = [[]]
    for entry in entries:
        if rows[-1] and sum(room for _, _, room in rows[-1]) + entry[2] > limit:
            rows.append([])
        rows[-1].append(entry)
    return rows
