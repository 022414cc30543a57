"""Reads the workbooks of Office Open XML (xlsx) from their XML, so that nothing in them is trusted unseen."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from returnhelp.domain.errors import (
    SpreadsheetDamagedError,
    SpreadsheetLinksError,
    SpreadsheetMacrosError,
    SpreadsheetTooManyCellsError,
    SpreadsheetTooManyRowsError,
)
from returnhelp.domain.intake import Cell, Progress, Sheet
from returnhelp.exchange import limits, serials
from returnhelp.exchange.archive import Parts
from returnhelp.exchange.markup import Extent, check_together, walk

_WORKBOOK = "xl/workbook.xml"
_CELL = re.compile(r"([A-Z]{1,4})(\d{1,9})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LONGEST = 4 * limits.TEXT
_LINKS = ("externallink", "externallinkpath", "connections", "attachedtemplate")
_MACROS = ("vbaproject", "xlmacrosheet", "xlintlmacrosheet")


@dataclass
class _Book:
    """What the sheets need of the rest of the workbook."""

    from_1904: bool = False
    sheets: list[tuple[str, str, bool]] = field(default_factory=list)  # title, path, hidden
    texts: list[str] = field(default_factory=list)
    date_styles: set[int] = field(default_factory=set)


def read_sheets(parts: Parts, name: str, progress: Progress | None = None) -> tuple[Sheet, ...]:
    """The worksheets of an xlsx; formulas are not evaluated, what was last reckoned stands beside them.

    Raises the SpreadsheetError that says why it is refused: macros, data fetched from elsewhere, too large, damage.
    """
    _check(parts, name)
    book = _Book()
    _workbook(parts, name, book)
    _shared_texts(parts, name, book)
    _styles(parts, name, book)
    sheets: list[Sheet] = []
    extents: list[Extent] = []
    for title, path, hidden in book.sheets:
        reader = _SheetReader(book, name, progress)
        extents.append(reader.extent)
        rows = reader.read(parts.content[path], extents)
        sheets.append(Sheet(title, rows, frozenset(reader.extent.formulas), hidden))
    return tuple(sheets)


def _check(parts: Parts, name: str) -> None:
    """Refuse what the relations and the list of contents reveal: macros, and data fetched from elsewhere."""

    def relation(_: str, attributes: dict[str, str]) -> None:
        kind = attributes.get("Type", "").rsplit("/", 1)[-1].lower()
        external = attributes.get("TargetMode", "").lower() == "external" and kind != "hyperlink"
        if kind in _LINKS or external:
            raise SpreadsheetLinksError(name=name)
        if kind in _MACROS:
            raise SpreadsheetMacrosError(name=name)

    def content_type(_: str, attributes: dict[str, str]) -> None:
        kind = attributes.get("ContentType", "").lower()
        if "macroenabled" in kind or "vbaproject" in kind or "macrosheet" in kind:
            raise SpreadsheetMacrosError(name=name)
        if "externallink" in kind:
            raise SpreadsheetLinksError(name=name)

    for path, content in parts.content.items():
        if path.endswith(".rels"):
            walk(content, name, relation)
        elif path == "[content_types].xml":
            walk(content, name, content_type)


def _workbook(parts: Parts, name: str, book: _Book) -> None:
    targets: dict[str, str] = {}

    def relation(_: str, attributes: dict[str, str]) -> None:
        target = attributes.get("Target", "").replace("\\", "/")
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target.removeprefix('./')}"
        targets[attributes.get("Id", "")] = path.lower()

    def sheet(tag: str, attributes: dict[str, str]) -> None:
        local = tag.rpartition(":")[2]
        if local == "workbookPr":
            book.from_1904 = attributes.get("date1904") in ("1", "true")
        elif local == "sheet":
            link = next((value for key, value in attributes.items() if key.rpartition(":")[2] == "id"), "")
            path = targets.get(link, "")
            if path.startswith("xl/chartsheets/"):
                return
            if path not in parts.content or len(book.sheets) >= limits.SHEETS:
                raise SpreadsheetDamagedError(name=name)
            book.sheets.append((attributes.get("name", ""), path, attributes.get("state", "visible") != "visible"))

    walk(parts.content.get("xl/_rels/workbook.xml.rels", b"<none/>"), name, relation)
    walk(parts.content[_WORKBOOK], name, sheet)
    if not book.sheets:
        raise SpreadsheetDamagedError(name=name)


def _shared_texts(parts: Parts, name: str, book: _Book) -> None:
    """The texts that cells share; how they sound (rPh) is left away."""
    letters: list[str] = []
    listening = sounding = False

    def start(tag: str, _: dict[str, str]) -> None:
        nonlocal listening, sounding
        local = tag.rpartition(":")[2]
        if local == "si":
            letters.clear()
        elif local == "rPh":
            sounding = True
        elif local == "t":
            listening = not sounding

    def text(written: str) -> None:
        if listening:
            letters.append(written)

    def end(tag: str) -> None:
        nonlocal listening, sounding
        local = tag.rpartition(":")[2]
        if local == "t":
            listening = False
        elif local == "rPh":
            sounding = False
        elif local == "si":
            book.texts.append(_unescaped("".join(letters)))

    if content := parts.content.get("xl/sharedstrings.xml"):
        walk(content, name, start, text, end)


def _styles(parts: Parts, name: str, book: _Book) -> None:
    """Which styles of cells show a number as a date."""
    forms: dict[int, str] = {}
    numbers: list[int] = []
    of_cells = False

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal of_cells
        local = tag.rpartition(":")[2]
        if local == "numFmt":
            forms[_whole(attributes.get("numFmtId", ""))] = attributes.get("formatCode", "")
        elif local == "cellXfs":
            of_cells = True
        elif local == "xf" and of_cells:
            numbers.append(_whole(attributes.get("numFmtId", "0")))

    def end(tag: str) -> None:
        nonlocal of_cells
        if tag.rpartition(":")[2] == "cellXfs":
            of_cells = False

    if content := parts.content.get("xl/styles.xml"):
        walk(content, name, start, None, end)
    book.date_styles = {
        style for style, number in enumerate(numbers) if serials.shows_date(number, forms.get(number, ""))
    }


class _SheetReader:
    """Takes the cells of one sheet as its XML is walked through."""

    def __init__(self, book: _Book, name: str, progress: Progress | None) -> None:
        self.extent = Extent(name)
        self._book = book
        self._name = name
        self._progress = progress
        self._cells: list[tuple[int, int, Cell]] = []

    def read(self, content: bytes, all_extents: list[Extent]) -> tuple[tuple[Cell, ...], ...]:
        """The rows of the sheet; cells that are only coloured do not count."""
        if content.count(b"<c ") > limits.CELLS:
            raise SpreadsheetTooManyCellsError(name=self._name, limit=limits.CELLS)
        if content.count(b"</row>") > limits.ROWS:
            raise SpreadsheetTooManyRowsError(name=self._name, limit=limits.ROWS)
        start, text, end = self._handlers(content.count(b"</row>"))
        walk(content, self._name, start, text, end)
        check_together(all_extents, self._name)
        table: list[list[Cell]] = [[""] * self.extent.columns for _ in range(self.extent.rows)]
        for row, column, value in self._cells:
            table[row - 1][column] = value
        self._cells.clear()
        return tuple(map(tuple, table))

    def _handlers(
        self, total: int
    ) -> tuple[Callable[[str, dict[str, str]], None], Callable[[str], None], Callable[[str], None]]:
        """What to do at each tag; plain functions over local names, for they are called once or more for every cell."""
        extent, cells, progress, name = self.extent, self._cells, self._progress, self._name
        row, column = 0, -1
        kind, style, letters = "", "", ""
        filled = listening = sounding = False

        def start(tag: str, attributes: dict[str, str]) -> None:
            nonlocal row, column, kind, style, letters, filled, listening, sounding
            local = tag.rpartition(":")[2]
            if local == "c":
                place = _CELL.fullmatch(attributes.get("r", ""))
                if place:
                    row, column = int(place[2]), _column(place[1])
                else:
                    column += 1
                kind, style = attributes.get("t", "n"), attributes.get("s", "0")
                letters, filled, listening, sounding = "", False, False, False
            elif local == "v":
                filled = listening = True
                letters = ""
            elif local == "t":
                filled = True
                listening = not sounding
            elif local == "rPh":
                sounding = True
            elif local == "f":
                extent.reach(row, column)
                extent.formulas.add((row, column))
            elif local == "row":
                number = attributes.get("r", "")
                row = int(number) if number.isdecimal() and len(number) < 10 else row + 1
                column = -1
                if progress and not row % 500:
                    progress(min(row, total), total)

        def text(written: str) -> None:
            nonlocal letters
            if listening:
                letters += written
                if len(letters) > _LONGEST:
                    raise SpreadsheetDamagedError(name=name)

        def end(tag: str) -> None:
            nonlocal filled, listening, sounding
            local = tag.rpartition(":")[2]
            if local in ("v", "t"):
                listening = False
            elif local == "rPh":
                sounding = False
            elif local == "c" and filled:
                filled = False
                value = self._value(kind, style, letters)
                if value != "":
                    extent.reach(row, column)
                    cells.append((row, column, value))

        return start, text, end

    def _value(self, kind: str, style: str, letters: str) -> Cell:
        """What a cell says; a number that cannot be, or a text that is not there, is damage."""
        try:
            if kind == "s":
                return self._book.texts[int(letters)] if letters else ""
            if kind == "n":
                return self._number(float(letters), style) if letters.strip() else ""
            if kind == "d":
                return _day(letters)
        except (ValueError, IndexError, OverflowError) as cause:
            raise SpreadsheetDamagedError(name=self._name) from cause
        if kind == "b":
            return letters.strip() in ("1", "true")
        return "" if kind == "e" else _unescaped(letters)

    def _number(self, value: float, style: str) -> Cell:
        if style.isdecimal() and int(style) in self._book.date_styles:
            moment = serials.moment(value, self._book.from_1904)
            return value if moment is None else moment
        return value


def _column(letters: str) -> int:
    """``A`` is 0, ``AA`` is 26."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1


def _whole(written: str) -> int:
    return int(written) if written.isdecimal() and len(written) < 10 else -1


def _unescaped(text: str) -> str:
    """Signs that XML cannot hold are written as ``_x000D_``."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


def _day(written: str) -> date | datetime:
    moment = datetime.fromisoformat(written.strip())
    return moment.date() if len(written.strip()) <= 10 else moment.replace(tzinfo=None)
