"""Reads OpenDocument spreadsheets (ods) from their XML; repeated cells are counted before they are spread out."""

from datetime import date, datetime, time, timedelta

from returnhelp.domain.errors import (
    SpreadsheetDamagedError,
    SpreadsheetEncryptedError,
    SpreadsheetLinksError,
    SpreadsheetTooManyCellsError,
)
from returnhelp.domain.intake import Cell, Progress, Sheet
from returnhelp.exchange import limits
from returnhelp.exchange.archive import Parts
from returnhelp.exchange.markup import Extent, check_together, walk

_SOURCES = ("table-source", "cell-range-source", "dde-source", "database-source-sql", "database-source-query")
_GAPS = {"tab": "\t", "line-break": "\n"}


def read_sheets(parts: Parts, name: str, progress: Progress | None = None) -> tuple[Sheet, ...]:
    """The sheets of an ods.

    Raises the SpreadsheetError that says why it is refused: a password, data fetched from elsewhere, too large, damage.
    """
    _check_manifest(parts, name)
    reader = _Reader(name, progress)
    walk(parts.content["content.xml"], name, reader.start, reader.text, reader.end)
    return tuple(reader.sheets)


def _check_manifest(parts: Parts, name: str) -> None:
    def entry(tag: str, _: dict[str, str]) -> None:
        if tag.rpartition(":")[2] in ("encryption-data", "keyinfo"):
            raise SpreadsheetEncryptedError(name=name)

    manifest = parts.content.get("meta-inf/manifest.xml")
    if manifest is not None:
        walk(manifest, name, entry)


class _Reader:
    """Takes the content of a document as it is walked through."""

    def __init__(self, name: str, progress: Progress | None) -> None:
        self.sheets: list[Sheet] = []
        self._name = name
        self._progress = progress
        self._extent = Extent(name)
        self._extents: list[Extent] = []
        self._title = ""
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._hidden = False
        self._rows: list[tuple[int, list[tuple[int, Cell]]]] = []  # number from 0, its cells by column
        self._row = self._rows_alike = self._column = self._cells_alike = 0
        self._told: dict[str, str] = {}  # the attributes of the cell
        self._paragraphs: list[str] = []
        self._in_cell = self._in_row = False
        self._depth_of_note = self._depth_of_text = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        local = tag.rpartition(":")[2]
        if local in _SOURCES:
            raise SpreadsheetLinksError(name=self._name)
        if self._depth_of_note or local == "annotation":
            self._depth_of_note += 1
        elif local == "style":
            self._style = _attributes(attributes).get("name", "")
        elif local == "table-properties" and _attributes(attributes).get("display") == "false":
            self._hidden_styles.add(self._style)
        elif local == "table":
            self._begin_sheet(_attributes(attributes))
        elif local == "table-row":
            self._row += self._rows_alike
            self._rows_alike = _repeat(_attributes(attributes), "number-rows-repeated")
            self._column = self._cells_alike = 0
            self._in_row = True
        elif local in ("table-cell", "covered-table-cell") and self._in_row:
            self._told = _attributes(attributes)
            self._column += self._cells_alike
            self._cells_alike = _repeat(self._told, "number-columns-repeated")
            self._paragraphs = []
            self._in_cell = True
        elif self._in_cell and local in ("p", "h"):
            self._paragraphs.append("")
            self._depth_of_text = 1
        elif self._in_cell and self._paragraphs and (gap := _gap(local, attributes)):
            self._paragraphs[-1] += gap

    def text(self, written: str) -> None:
        """Letters between tags."""
        if self._depth_of_text and self._in_cell and not self._depth_of_note:
            self._paragraphs[-1] += written
            if len(self._paragraphs[-1]) > 4 * limits.TEXT:
                raise SpreadsheetDamagedError(name=self._name)

    def end(self, tag: str) -> None:
        """An element ends."""
        local = tag.rpartition(":")[2]
        if self._depth_of_note:
            self._depth_of_note -= 1
        elif local in ("p", "h"):
            self._depth_of_text = 0
        elif local in ("table-cell", "covered-table-cell") and self._in_cell:
            self._in_cell = False
            self._take_cell()
        elif local == "table-row":
            self._in_row = False
            if self._progress and not self._row % 500:
                self._progress(self._row, 0)
        elif local == "table":
            self._end_sheet()

    def _begin_sheet(self, told: dict[str, str]) -> None:
        if len(self.sheets) >= limits.SHEETS:
            raise SpreadsheetTooManyCellsError(name=self._name, limit=limits.CELLS)
        self._extent = Extent(self._name)
        self._title = told.get("name", "")
        self._hidden = told.get("style-name") in self._hidden_styles
        self._rows = []
        self._row = self._rows_alike = 0

    def _take_cell(self) -> None:
        formula = self._told.get("formula", "")
        if "file://" in formula or "'#$" in formula:
            raise SpreadsheetLinksError(name=self._name)
        value = self._value()
        if (value is None or value == "") and not formula:
            return
        self._extent.reach(self._row + self._rows_alike, self._column + self._cells_alike - 1)
        self._extent.add(self._rows_alike * self._cells_alike)
        columns = range(self._column, self._column + self._cells_alike)
        for row in range(self._row, self._row + self._rows_alike):
            self._rows.append((row, [(column, value) for column in columns]))
            if formula:
                self._extent.formulas.update((row + 1, column) for column in columns)

    def _value(self) -> Cell:
        told, text = self._told, "\n".join(self._paragraphs)
        try:
            match told.get("value-type", "string" if text else ""):
                case "float" | "percentage" | "currency":
                    return float(told["value"])
                case "date":
                    return _moment(told["date-value"])
                case "time":
                    return _clock(told["time-value"])
                case "boolean":
                    return told["boolean-value"] == "true"
                case "":
                    return None
        except (KeyError, ValueError) as cause:
            raise SpreadsheetDamagedError(name=self._name) from cause
        return told.get("string-value", text)

    def _end_sheet(self) -> None:
        self._extents.append(self._extent)
        check_together(self._extents, self._name)
        table: list[list[Cell]] = [[""] * self._extent.columns for _ in range(self._extent.rows)]
        for row, cells in self._rows:
            for column, value in cells:
                table[row][column] = value
        self.sheets.append(Sheet(self._title, tuple(map(tuple, table)), frozenset(self._extent.formulas), self._hidden))
        self._rows = []


def _attributes(attributes: dict[str, str]) -> dict[str, str]:
    """The attributes without the prefixes of their namespaces; the standard's own stand before extensions (calcext)."""
    return {key.rpartition(":")[2]: value for key, value in reversed(attributes.items())}


def _repeat(told: dict[str, str], which: str) -> int:
    number = told.get(which, "")
    return min(int(number), 1 << 24) if number.isdecimal() and len(number) < 10 else 1


def _gap(local: str, attributes: dict[str, str]) -> str:
    if local == "s":
        return " " * min(1000, _repeat(_attributes(attributes), "c"))
    return _GAPS.get(local, "")


def _moment(written: str) -> date | datetime:
    if len(written) <= 10:
        return date.fromisoformat(written)
    moment = datetime.fromisoformat(written).replace(tzinfo=None)
    return moment if moment.time() != time() else moment.date()


def _clock(written: str) -> time | timedelta:
    """``PT13H45M00S``."""
    hours, _, rest = written.removeprefix("PT").partition("H")
    minutes, _, seconds = rest.partition("M")
    span = timedelta(hours=int(hours), minutes=int(minutes or 0), seconds=int(float(seconds.rstrip("S") or 0)))
    return (datetime.min + span).time() if span < timedelta(days=1) else span  # noqa: DTZ901 - a clock has no place
