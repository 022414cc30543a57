"""Reads the records of an old Excel workbook (xls, BIFF8, MS-XLS), so that nothing in them is trusted unseen."""

import math
import struct
from dataclasses import dataclass, field

from returnhelp.domain.errors import (
    SpreadsheetDamagedError,
    SpreadsheetEncryptedError,
    SpreadsheetKindError,
    SpreadsheetLinksError,
    SpreadsheetMacrosError,
    SpreadsheetTooManyCellsError,
)
from returnhelp.domain.intake import Cell, Progress, Sheet
from returnhelp.exchange import limits, serials
from returnhelp.exchange.markup import Extent, check_together

# Records, by their names in MS-XLS 2.3
_BOF, _EOF, _CONTINUE = 0x809, 0x0A, 0x3C
_FILEPASS, _SUPBOOK, _DATEMODE = 0x2F, 0x1AE, 0x22
_BOUNDSHEET, _SST, _FORMAT, _XF = 0x85, 0xFC, 0x41E, 0xE0
_LABELSST, _LABEL, _NUMBER, _RK, _MULRK, _FORMULA, _STRING, _BOOLERR = (
    0xFD,
    0x204,
    0x203,
    0x27E,
    0xBD,
    0x06,
    0x207,
    0x205,
)

_BIFF8 = 0x600
_GLOBALS, _WORKSHEET, _MACRO_SHEET = 0x05, 0x10, 0x40
_OWN_SHEETS, _ADD_IN = 0x401, 0x3A01


@dataclass
class _Record:
    kind: int
    body: bytes
    more: list[bytes] = field(default_factory=list)
    """What follows in records of continuation."""


@dataclass
class _Globals:
    texts: list[str] = field(default_factory=list)
    formats: dict[int, str] = field(default_factory=dict)
    cell_formats: list[int] = field(default_factory=list)
    sheets: list[tuple[str, bool]] = field(default_factory=list)  # the worksheets: title, hidden
    from_1904: bool = False


@dataclass
class _Sheet:
    extent: Extent
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)


def read_sheets(stream: bytes, name: str, progress: Progress | None = None) -> tuple[Sheet, ...]:
    """The worksheets in the records of a workbook.

    Raises the SpreadsheetError that says why it is refused: a password, macros, links to elsewhere, too large, damage,
    or a workbook older than 1997.
    """
    try:
        return _Reader(name, progress).read(stream)
    except (struct.error, IndexError, UnicodeDecodeError, OverflowError) as cause:
        raise SpreadsheetDamagedError(name=name) from cause


class _Reader:
    def __init__(self, name: str, progress: Progress | None) -> None:
        self._name = name
        self._progress = progress
        self._told = _Globals()
        self._sheets: list[_Sheet] = []
        self._kind = -1
        self._depth = 0
        self._waiting: tuple[int, int] | None = None  # the formula whose text follows

    def read(self, stream: bytes) -> tuple[Sheet, ...]:
        for done, record in enumerate(_records(stream)):
            self._take(record)
            if self._progress and not done % 5000:
                self._progress(0, 0)
        if not self._sheets or len(self._sheets) > len(self._told.sheets):
            raise SpreadsheetDamagedError(name=self._name)
        check_together((sheet.extent for sheet in self._sheets), self._name)
        return tuple(
            Sheet(title, _rows(sheet), frozenset(sheet.extent.formulas), hidden)
            for (title, hidden), sheet in zip(self._told.sheets, self._sheets, strict=False)
        )

    def _take(self, record: _Record) -> None:
        if record.kind == _BOF:
            self._begin(record)
        elif record.kind == _EOF:
            self._depth -= 1
        elif record.kind == _FILEPASS:
            raise SpreadsheetEncryptedError(name=self._name)
        elif record.kind == _SUPBOOK:
            if len(record.body) > 4 and struct.unpack_from("<H", record.body, 2)[0] not in (_OWN_SHEETS, _ADD_IN):
                raise SpreadsheetLinksError(name=self._name)
        elif self._depth == 1 and self._kind == _GLOBALS:
            self._global(record)
        elif self._depth == 1 and self._kind == _WORKSHEET:
            self._cell(record)

    def _begin(self, record: _Record) -> None:
        version, kind = struct.unpack_from("<HH", record.body)
        if version != _BIFF8:
            raise SpreadsheetKindError(name=self._name)
        self._depth += 1
        if self._depth > 1:
            return
        self._kind = kind
        if kind == _MACRO_SHEET:
            raise SpreadsheetMacrosError(name=self._name)
        if kind == _WORKSHEET:
            self._sheets.append(_Sheet(Extent(self._name)))
            if len(self._sheets) > limits.SHEETS:
                raise SpreadsheetTooManyCellsError(name=self._name, limit=limits.CELLS)

    def _global(self, record: _Record) -> None:
        told, body = self._told, record.body
        if record.kind == _DATEMODE:
            told.from_1904 = body[0] == 1
        elif record.kind == _BOUNDSHEET and body[5] == 0:  # a worksheet; charts and the like have other numbers
            told.sheets.append((_Text([body], 6).short(), body[4] & 3 != 0))
        elif record.kind == _FORMAT:
            told.formats[struct.unpack_from("<H", body)[0]] = _Text([body], 2).long()
        elif record.kind == _XF:
            told.cell_formats.append(struct.unpack_from("<H", body, 2)[0])
        elif record.kind == _SST:
            count = struct.unpack_from("<I", body, 4)[0]
            text = _Text([body, *record.more], 8)
            while len(told.texts) < count and not text.at_end:
                told.texts.append(text.long())

    def _cell(self, record: _Record) -> None:
        kind, body = record.kind, record.body
        if kind == _STRING and self._waiting:
            row, column = self._waiting
            self._put(row, column, _Text([body, *record.more], 0).long())
            self._waiting = None
        if kind not in (_LABELSST, _LABEL, _NUMBER, _RK, _MULRK, _FORMULA, _BOOLERR):
            return
        row, column, style = struct.unpack_from("<HHH", body)
        if kind == _LABELSST:
            self._put(row, column, self._told.texts[struct.unpack_from("<I", body, 6)[0]])
        elif kind == _LABEL:
            self._put(row, column, _Text([body], 6).long())
        elif kind == _NUMBER:
            self._put(row, column, self._number(struct.unpack_from("<d", body, 6)[0], style))
        elif kind == _RK:
            self._put(row, column, self._number(_packed(struct.unpack_from("<I", body, 6)[0]), style))
        elif kind == _MULRK:
            for place in range(4, len(body) - 7, 6):
                style, packed = struct.unpack_from("<HI", body, place)
                self._put(row, column + (place - 4) // 6, self._number(_packed(packed), style))
        elif kind == _BOOLERR:
            self._put(row, column, "" if body[7] else bool(body[6]))
        else:
            self._formula(row, column, style, body)

    def _formula(self, row: int, column: int, style: int, body: bytes) -> None:
        """A formula is not evaluated; what the other program last reckoned is kept beside it."""
        sheet = self._sheets[-1]
        sheet.extent.reach(row + 1, column)
        sheet.extent.formulas.add((row + 1, column))
        self._waiting = None
        if body[12:14] != b"\xff\xff":
            self._put(row, column, self._number(struct.unpack_from("<d", body, 6)[0], style))
        elif body[6] == 0:
            self._waiting = (row, column)
        elif body[6] == 1:
            self._put(row, column, bool(body[8]))

    def _put(self, row: int, column: int, value: Cell) -> None:
        sheet = self._sheets[-1]
        sheet.extent.reach(row + 1, column)
        sheet.cells[row, column] = value

    def _number(self, value: float, style: int) -> Cell:
        if not math.isfinite(value):
            return ""
        told = self._told
        number = told.cell_formats[style] if style < len(told.cell_formats) else 0
        if not serials.shows_date(number, told.formats.get(number, "")):
            return value
        moment = serials.moment(value, told.from_1904)
        return value if moment is None else moment


class _Text:
    """Reads the texts of BIFF8, whose letters may go on in the next record after a byte that says how wide they are."""

    def __init__(self, parts: list[bytes], place: int) -> None:
        self._parts = parts
        self._part = 0
        self._place = place

    @property
    def at_end(self) -> bool:
        self._turn()
        return self._part >= len(self._parts)

    def short(self) -> str:
        """A text whose length is one byte."""
        return self._letters(self._take(1)[0], self._take(1)[0])

    def long(self) -> str:
        """A text whose length is two bytes, with what rich text it brings left away."""
        length: int = struct.unpack("<H", self._take(2))[0]
        flags = self._take(1)[0]
        runs = struct.unpack("<H", self._take(2))[0] if flags & 8 else 0
        extra = struct.unpack("<I", self._take(4))[0] if flags & 4 else 0
        text = self._letters(length, flags)
        self._take(4 * runs + extra)
        return text

    def _letters(self, length: int, flags: int) -> str:
        letters: list[str] = []
        while length:
            wide = 2 if flags & 1 else 1
            part = self._parts[self._part]
            here = min(length, (len(part) - self._place) // wide)
            piece = part[self._place : self._place + here * wide]
            letters.append(piece.decode("utf-16-le" if wide == 2 else "latin-1", "replace"))
            self._place += here * wide
            length -= here
            if length:
                self._part += 1
                flags = self._parts[self._part][0]
                self._place = 1
        return "".join(letters)

    def _take(self, count: int) -> bytes:
        taken = b""
        while len(taken) < count:
            self._turn()
            piece = self._parts[self._part][self._place : self._place + count - len(taken)]
            self._place += len(piece)
            taken += piece
        return taken

    def _turn(self) -> None:
        while self._part < len(self._parts) and self._place >= len(self._parts[self._part]):
            self._part += 1
            self._place = 0


def _records(stream: bytes) -> list[_Record]:
    records: list[_Record] = []
    place = 0
    while place + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, place)
        body = stream[place + 4 : place + 4 + length]
        if kind == 0 and length == 0:
            break  # the rest of the last sector
        if kind == _CONTINUE and records:
            records[-1].more.append(body)
        else:
            records.append(_Record(kind, body))
        place += 4 + length
    return records


def _packed(packed: int) -> float:
    """A number in 30 bits, with two bits that say how."""
    if packed & 2:
        value = float((packed >> 2) - (1 << 30 if packed & 0x80000000 else 0))
    else:
        value = struct.unpack("<d", struct.pack("<Q", (packed & 0xFFFFFFFC) << 32))[0]
    return value / 100 if packed & 1 else value


def _rows(sheet: _Sheet) -> tuple[tuple[Cell, ...], ...]:
    columns = range(sheet.extent.columns)
    cells = sheet.cells
    return tuple(tuple(cells.get((row, column), "") for column in columns) for row in range(sheet.extent.rows))
