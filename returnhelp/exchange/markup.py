"""Walking through the XML of a spreadsheet without trusting it, and how far its cells may reach."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from xml.parsers import expat

from returnhelp.domain.errors import (
    SpreadsheetDamagedError,
    SpreadsheetTooManyCellsError,
    SpreadsheetTooManyColumnsError,
    SpreadsheetTooManyRowsError,
)
from returnhelp.exchange import limits

Start = Callable[[str, dict[str, str]], None]

_CHUNK = 1 << 20


@dataclass
class Extent:
    """How far the cells of one sheet reach, and which of them are formulas: (row from 1, column from 0)."""

    name: str
    rows: int = 0
    columns: int = 0
    formulas: set[tuple[int, int]] = field(default_factory=set)
    cells: int = 0

    def add(self, count: int) -> None:
        """Count filled cells; raises if they have become too many."""
        self.cells += count
        if self.cells > limits.CELLS:
            raise SpreadsheetTooManyCellsError(name=self.name, limit=limits.CELLS)

    def reach(self, row: int, column: int) -> None:
        """Take note of a cell; raises if the sheet has become too large."""
        if row > self.rows:
            self.rows = row
            if row > limits.ROWS:
                raise SpreadsheetTooManyRowsError(name=self.name, limit=limits.ROWS)
            self._check_area()
        if column >= self.columns:
            self.columns = column + 1
            if column >= limits.COLUMNS:
                raise SpreadsheetTooManyColumnsError(name=self.name, limit=limits.COLUMNS)
            self._check_area()

    def _check_area(self) -> None:
        if self.rows * self.columns > limits.CELLS:
            raise SpreadsheetTooManyCellsError(name=self.name, limit=limits.CELLS)


def check_together(extents: Iterable[Extent], name: str) -> None:
    """Refuse a workbook whose sheets are too large taken together."""
    if sum(extent.rows * extent.columns for extent in extents) > limits.CELLS:
        raise SpreadsheetTooManyCellsError(name=name, limit=limits.CELLS)


def walk(
    content: bytes,
    name: str,
    start: Start,
    text: Callable[[str], None] | None = None,
    end: Callable[[str], None] | None = None,
) -> None:
    """Read XML from beginning to end; a document type, by which entities could be defined, is refused as damage."""
    if content.count(b"<") > limits.TAGS:
        raise SpreadsheetTooManyCellsError(name=name, limit=limits.CELLS)
    parser = expat.ParserCreate()

    def no_types(*_: object) -> None:
        raise SpreadsheetDamagedError(name=name)

    parser.StartDoctypeDeclHandler = no_types
    parser.StartElementHandler = start
    if end is not None:
        parser.EndElementHandler = end
    if text is not None:
        parser.buffer_text = True
        parser.CharacterDataHandler = text
    try:
        for begin in range(0, len(content), _CHUNK):
            parser.Parse(content[begin : begin + _CHUNK], False)
        parser.Parse(b"", True)
    except (expat.ExpatError, LookupError, ValueError) as cause:  # an encoding that nobody knows
        raise SpreadsheetDamagedError(name=name) from cause
