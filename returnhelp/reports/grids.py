"""Small tables on a paper: rows of a name with its numbers, measured before they are put."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from returnhelp.reports.lettering import Letters, Line
from returnhelp.reports.paper import Align, Paper

TEXT, HEAD, NOTE, TITLE = 7.8, 6.2, 6.6, 8.8
"""Sizes of letters in points, before they are scaled."""
_ROW, _ABOVE, _BELOW = 10.3, 1.5, 9.0
_PAD = 3.0
_NARROWER = 0.88
"""How far the letters of a name may shrink before it takes a second line."""


class Kind(Enum):
    """What a row is among its rows."""

    PART = auto()
    TOTAL = auto()
    LEAD = auto()  # a first row on its own, followed by its parts


@dataclass(frozen=True)
class GridRow:
    name: str
    cells: tuple[str, ...]
    kind: Kind = Kind.PART
    inset: bool = False


@dataclass
class Grid:
    """One small table; ``spans`` stand above the head, each over so many columns."""

    title: str
    head: tuple[str, ...]
    rows: list[GridRow]
    corner: str = ""
    notes: list[str] = field(default_factory=list)
    spans: tuple[tuple[str, int], ...] = ()
    cells: tuple[float, ...] = (33.0, 33.0, 41.0, 41.0)
    """Widths of the columns of numbers in points, before they are scaled; from the right, as many as there are."""


class SetGrid:
    """A grid set for a width and a scale: its height is known, it can be put anywhere."""

    def __init__(self, grid: Grid, letters: Letters, width: float, scale: float) -> None:
        self._grid, self._letters, self._width, self._scale = grid, letters, width, scale
        columns = max((len(row.cells) for row in grid.rows), default=len(grid.head))
        widths = [width * scale for width in grid.cells]
        self._cells = widths[len(widths) - columns :]
        self._names = [self._name(row) for row in grid.rows]
        self._notes = [line for note in grid.notes for line in letters.lines(note, NOTE * scale, width)]
        head = (TITLE * 1.45 + (HEAD * 1.9 if grid.spans else 0) + (HEAD * 1.7 if self._has_head else 0)) * scale
        rows = sum(self._height_of(row, lines) for row, lines in zip(grid.rows, self._names, strict=True))
        self.height = head + rows + (len(self._notes) * NOTE * 1.3 + (2.5 if self._notes else 0) + _BELOW) * scale

    @property
    def _has_head(self) -> bool:
        return bool(any(self._grid.head) or self._grid.corner)

    def _name(self, row: GridRow) -> Sequence[Line]:
        room = self._width - sum(self._cells) - _PAD * self._scale * (2 if row.inset else 0)
        bold, size = row.kind is not Kind.PART, TEXT * self._scale
        if self._letters.line(row.name, size * _NARROWER, bold).width <= room:
            return [self._letters.fitting(row.name, size, room, bold)]
        return self._letters.lines(row.name, size, room, bold)

    def _height_of(self, row: GridRow, lines: Sequence[Line]) -> float:
        more = (len(lines) - 1) * TEXT * 1.15 + (_ABOVE if row.kind is Kind.TOTAL else 0)
        return (_ROW + more) * self._scale

    def put(self, paper: Paper, x: float, y: float) -> None:
        """Put the grid on the page with its upper left corner at x and y."""
        grid, scale, right = self._grid, self._scale, x + self._width
        y += TITLE * 1.05 * scale
        paper.text(grid.title, x, y, TITLE * scale, bold=True, room=self._width)
        y += TITLE * 0.4 * scale
        paper.rule(x, right, y, 0.8 * scale)
        if grid.spans:
            y += HEAD * 1.5 * scale
            left, place = right - sum(self._cells), 0
            for text, over in grid.spans:
                width = sum(self._cells[place : place + over])
                middle = left + (width + _PAD * scale) / 2
                paper.text(text, middle, y, HEAD * scale, bold=True, align=Align.MIDDLE, room=width - _PAD * scale)
                paper.rule(left + 2 * _PAD * scale, left + width, y + HEAD * 0.4 * scale, 0.3)
                left, place = left + width, place + over
            y += HEAD * 0.4 * scale
        if self._has_head:
            y += HEAD * 1.35 * scale
            paper.text(grid.corner, x, y, HEAD * scale, grey=True, room=self._width - sum(self._cells))
            self._put_cells(paper, grid.head, right, y, HEAD * scale, bold=False, grey=True)
            y += HEAD * 0.35 * scale
        for row, lines in zip(grid.rows, self._names, strict=True):
            strong = row.kind is not Kind.PART
            if row.kind is Kind.TOTAL:
                paper.rule(x, right, y + 1.4 * scale, 0.4)
                y += _ABOVE * scale
            inset = _PAD * 2 * scale if row.inset else 0.0
            base = y + _ROW * 0.78 * scale
            for number, line in enumerate(lines):
                paper.put(line, x + inset, base + number * TEXT * 1.15 * scale)
            last = base + (len(lines) - 1) * TEXT * 1.15 * scale
            self._put_cells(paper, row.cells, right, last, TEXT * scale, bold=strong, grey=False)
            y = last + _ROW * 0.22 * scale
        y += 2.5 * scale
        for line in self._notes:
            y += NOTE * 1.3 * scale
            paper.put(line, x, y - NOTE * 0.3 * scale, grey=True)

    def _put_cells(
        self, paper: Paper, cells: Sequence[str], right: float, y: float, size: float, *, bold: bool, grey: bool
    ) -> None:
        x = right
        for cell, width in zip(reversed(cells), reversed(self._cells), strict=False):
            if cell:
                paper.text(cell, x, y, size, bold=bold, grey=grey, align=Align.RIGHT, room=width - 3 * self._scale)
            x -= width
