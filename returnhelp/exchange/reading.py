"""Opens spreadsheets (xlsx, ods, xls) and lists as text (csv, tsv) as plain rows, behind our own guard."""

from pathlib import Path

from returnhelp.domain.errors import (
    SpreadsheetDamagedError,
    SpreadsheetEmptyError,
    SpreadsheetTooBigError,
)
from returnhelp.domain.intake import Progress, Sheet, Workbook
from returnhelp.exchange import archive, biff, limits, ole, opendocument, openxml
from returnhelp.exchange.delimited import read_text

_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_TABLES_ONLY = (".xlsx", ".xlsm", ".xltx", ".xlsb", ".ods")


def read(source: Path | bytes, name: str = "", progress: Progress | None = None) -> Workbook:
    """The sheets of a spreadsheet, of whatever kind it is by its content; formulas are not evaluated.

    ``name`` is the file's name for messages. ``progress`` is told every 500 rows and may raise to stop.
    Raises the SpreadsheetError that says why a file is refused; OSError if it cannot be read from the disk.
    """
    name = name or (source.name if isinstance(source, Path) else "")
    data = _content(source, name)
    if data.startswith(_ZIP):
        sheets = _zipped(data, name, progress)
    elif data.startswith(ole.MAGIC):
        sheets = biff.read_sheets(ole.workbook_stream(data, name), name, progress)
    elif name.lower().endswith(_TABLES_ONLY):
        raise SpreadsheetDamagedError(name=name)
    else:
        sheets = (read_text(data, name, progress),)
    if not any(_filled(sheet) for sheet in sheets):
        raise SpreadsheetEmptyError(name=name)
    return Workbook(name, sheets)


def _content(source: Path | bytes, name: str) -> bytes:
    size = len(source) if isinstance(source, bytes) else source.stat().st_size
    if size > limits.FILE:
        raise SpreadsheetTooBigError(name=name, limit=limits.FILE // limits.MIB)
    if not size:
        raise SpreadsheetEmptyError(name=name)
    return source if isinstance(source, bytes) else source.read_bytes()


def _zipped(data: bytes, name: str, progress: Progress | None) -> tuple[Sheet, ...]:
    parts = archive.open_parts(data, name)
    if "xl/workbook.xml" in parts.content:
        return openxml.read_sheets(parts, name, progress)
    return opendocument.read_sheets(parts, name, progress)


def _filled(sheet: Sheet) -> bool:
    return any(cell is not None and cell != "" for row in sheet.rows for cell in row)
