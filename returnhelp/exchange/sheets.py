"""Writes rows as a spreadsheet (xlsx) or as text (csv): typed, harmless in any program, the same bytes each time."""

import csv as _csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from returnhelp.domain.intake import Cell
from returnhelp.exchange import limits

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

Value = Cell | Decimal

_FORMULA_SIGNS = "=+-@＝＋－＠"
_FIXED_DAY = datetime(2000, 1, 1)  # noqa: DTZ001 - a mark without a place: files tell nothing of when they were made
_FIRST_YEAR = 1901  # spreadsheets count no days before, and those of 1900 wrongly
_NARROWEST, _WIDEST = 6, 48  # letters
_MEASURED = 400  # rows by which the widths of columns are set
_FORBIDDEN_IN_TITLE = str.maketrans("", "", "[]:*?/\\'")


def xlsx(
    title: str,
    headings: Sequence[str],
    rows: Iterable[Sequence[Value]],
    above: Sequence[str] = (),
    below: Sequence[str] = (),
) -> bytes:
    """A workbook of one sheet: the lines ``above``, the headings, the rows, the lines ``below``.

    Dates and numbers keep their type; text is never a formula or a link. Rows beyond what the format holds are the
    caller's mistake and raise ValueError.
    """
    with _Book(title) as book:
        for line in above:
            book.line(line, bold=not book.row)
        if above:
            book.row += 1
        head = book.row
        book.cells(headings, head=True)
        for row in rows:
            book.cells(row)
        book.finish(head, len(headings))
        if below:
            book.row += 1
        for line in below:
            book.line(line)
    return book.content


def csv(headings: Sequence[str], rows: Iterable[Sequence[Value]], separator: str = ";") -> bytes:
    """The rows as text in UTF-8 with a mark at its beginning, as spreadsheet programs here open it.

    Text that a program would take for a formula gets an apostrophe before it, which our own reading takes away again.
    """
    out = io.StringIO()
    writer = _csv.writer(out, delimiter=separator, lineterminator="\r\n")
    writer.writerow([harmless(heading) for heading in headings])
    for row in rows:
        writer.writerow([_plain(value) for value in row])
    return out.getvalue().encode("utf-8-sig")


def harmless(text: str) -> str:
    """``text`` so that no spreadsheet program takes it for a formula."""
    first = next((sign for sign in text if sign.isprintable() and not sign.isspace()), "")  # some drop the others
    if text[:1] in ("\t", "\r", "\n") or (first and first in _FORMULA_SIGNS):
        return f"'{text}"
    return text


def _plain(value: Value) -> str:
    """A value for csv; dates as ISO, decimals with a point."""
    match value:
        case None:
            return ""
        case bool():
            return "1" if value else "0"
        case str():
            return harmless(value)
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case datetime():
            return value.isoformat(" ", "minutes")
        case date() | time():
            return value.isoformat()
    return str(value)


class _Book:
    """A workbook of one sheet that is being written row by row."""

    def __init__(self, title: str) -> None:
        import xlsxwriter

        self._out = io.BytesIO()
        self._book: Workbook = xlsxwriter.Workbook(
            self._out,
            {
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
                "nan_inf_to_errors": True,
            },
        )
        self._book.set_properties({"created": _FIXED_DAY, "author": "", "company": ""})
        self._sheet: Worksheet = self._book.add_worksheet(title.translate(_FORBIDDEN_IN_TITLE)[:31] or "1")
        self._head = self._format(bold=True, bottom=1, text_wrap=True, valign="top")
        self._bold = self._format(bold=True)
        self._date = self._format(num_format="dd.mm.yyyy", align="left")
        self._moment = self._format(num_format="dd.mm.yyyy hh:mm", align="left")
        self._time = self._format(num_format="[hh]:mm", align="left")
        self._money = self._format(num_format="#,##0.00")
        self._widths: dict[int, int] = {}
        self.row = 0
        self.content = b""

    def __enter__(self) -> "_Book":
        return self

    def __exit__(self, *_: object) -> None:
        self._book.close()
        self.content = self._out.getvalue()

    def _format(self, **properties: object) -> "Format":
        return self._book.add_format(properties)

    def line(self, text: str, bold: bool = False) -> None:
        """A line of text over the whole width."""
        self._sheet.write_string(self.row, 0, text[: limits.TEXT], self._bold if bold else None)
        self.row += 1

    def cells(self, values: Sequence[Value], head: bool = False) -> None:
        """A row of the table."""
        if self.row >= 1_048_576 or len(values) > 16_384:
            raise ValueError("more rows or columns than a spreadsheet holds")
        for column, value in enumerate(values):
            self._write(column, value, head)
        self.row += 1

    def finish(self, head: int, columns: int) -> None:
        """Keep the headings in sight, offer filters, make columns as wide as what they hold."""
        self._sheet.freeze_panes(head + 1, 0)
        if columns:
            self._sheet.autofilter(head, 0, max(head, self.row - 1), columns - 1)
        for column, width in self._widths.items():
            self._sheet.set_column(column, column, min(_WIDEST, max(_NARROWEST, width + 2)))

    def _write(self, column: int, value: Value, head: bool) -> None:
        sheet, row = self._sheet, self.row
        if row < _MEASURED:
            shown = 10 if isinstance(value, date) else len(str(value)) if value is not None else 0
            self._widths[column] = max(self._widths.get(column, 0), min(shown, _WIDEST))
        match value:
            case None | "":
                return
            case str():
                sheet.write_string(row, column, value[: limits.TEXT], self._head if head else None)
            case bool():
                sheet.write_boolean(row, column, value)
            case date() if value.year < _FIRST_YEAR:
                sheet.write_string(row, column, value.isoformat())
            case datetime():
                sheet.write_datetime(row, column, value.replace(tzinfo=None), self._moment)
            case date():
                sheet.write_datetime(row, column, value, self._date)
            case time() | timedelta():
                sheet.write_datetime(row, column, value, self._time)
            case Decimal():
                sheet.write_number(row, column, float(value), self._money)
            case int():
                sheet.write_number(row, column, value)
            case float():
                sheet.write_number(row, column, value)
