"""Writes a hand-out of statistics as xlsx, csv or json; it sees only what may leave, and tells nothing else.

In every kind a hidden number is one and the same sign, rows and columns stand in the order of the view, and texts,
dates of making and widths of columns do not depend on any number.

csv: UTF-8 with a mark, semicolons, CRLF; one file a table. The first line names the columns: for the rows, the columns
and each held category ``VARIABLE_level``, ``VARIABLE_code`` and ``VARIABLE`` (the word), then ``persons`` and, where
there are shares, ``share``. Each further line is one cell. ``level`` is the variable that the category belongs to (a
subtotal has a coarser one) and is empty, as the code is, for everybody. ``persons`` is a whole number or the sign.
``share`` is a decimal with a point, or empty. The dictionary is a file of its own with the columns ``kind``, ``of``,
``code``, ``text``: ``title``, ``office``, ``definition``, ``sign``, then ``table`` and ``k`` (of: the table), ``note``
(of: the table), ``variable`` (code: the variable), ``category`` (of: the variable).

json: one object: ``format`` "returnhelp-statistics", ``version`` 1, ``name``, ``language``, ``title``, ``office``,
``definition`` (lines), ``sign`` (null: what stands for a hidden number), ``tables`` and ``dictionary``. A table:
``name``, ``title``, ``period`` (first, last), ``k``, ``rows`` and ``columns`` (variable, word, lines: [level, code]
each; columns is null where there are none), ``held`` ([variable, code, word]), ``persons`` (rows of numbers),
``shares``, ``notes``.

xlsx: a sheet a table: its title in A1, further lines below, an empty row, the headings, then a row for each row of the
view: its word, its numbers (the sign as text), its share. The last sheet is the dictionary, in the columns of the csv.
"""

import csv as _csv
import io
import json as _json
import textwrap
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from returnhelp.domain.handouts import HIDDEN, Handout, Line, Side, Table
from returnhelp.exchange import sheets
from returnhelp.i18n.catalogs import catalog

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

FORMAT, VERSION = "returnhelp-statistics", 1
_FIXED_DAY = datetime(2000, 1, 1)  # noqa: DTZ001 - a mark without a place: files tell nothing of when they were made
_NAMES, _NUMBERS, _TEXTS = 44, 12, 110
"""Widths of the columns of a workbook, in letters: always the same."""
_LINE = 120
"""Letters of a line above a table."""
_FORBIDDEN = str.maketrans("", "", "[]:*?/\\'")


# --- csv -------------------------------------------------------------------------------------------


def csv(table: Table) -> bytes:
    """One table, a line for each cell."""
    sides = [table.rows, *([table.columns] if table.columns else [])]
    named = [*(side.variable for side in sides), *(one.variable for one in table.held)]
    heads = [f"{name}{end}" for name in named for end in ("_level", "_code", "")]
    held = [text for one in table.held for text in _told(one.line)]
    shares = dict(zip(table.rows.lines, table.shares, strict=True)) if table.shares else {}
    lines = []
    for row, column, persons in table.cells():
        told = [*_told(row), *(_told(column) if column else ()), *held, HIDDEN if persons is None else str(persons)]
        lines.append([*told, *([_share(shares[row])] if shares else [])])
    return _lines([[*heads, "persons", *(["share"] if shares else [])], *lines])


def csv_dictionary(handout: Handout) -> bytes:
    """What all tables of a hand-out have in common: definition, sign, k, words of every code."""
    return _lines([["kind", "of", "code", "text"], *_dictionary(handout)])


def _told(line: Line) -> tuple[str, str, str]:
    return line.level, line.code, line.word


def _share(share: float | None) -> str:
    return "" if share is None else f"{share:.4f}"


def _lines(rows: Sequence[Sequence[str]]) -> bytes:
    out = io.StringIO()
    writer = _csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerows([sheets.harmless(text) for text in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _dictionary(handout: Handout) -> Iterator[tuple[str, str, str, str]]:
    yield "title", "", "", handout.title
    yield "office", "", "", handout.office
    for text in handout.definition:
        yield "definition", "", "", text
    yield "sign", "", HIDDEN, catalog(handout.language).gettext("hidden")
    for table in handout.tables:
        yield "table", table.name, "", table.title
        yield "k", table.name, str(table.k), ""
        for note in table.notes:
            yield "note", table.name, "", note
    for entry in handout.dictionary:
        yield "variable", "", entry.variable, entry.word
        for category in entry.categories:
            yield "category", entry.variable, category.code, category.word


# --- json ------------------------------------------------------------------------------------------


def json(handout: Handout) -> bytes:
    """The whole hand-out as one object, with the dictionary."""
    told = {
        "format": FORMAT,
        "version": VERSION,
        "name": handout.name,
        "language": handout.language,
        "title": handout.title,
        "office": handout.office,
        "definition": [line.replace(HIDDEN, "null") for line in handout.definition],
        "sign": None,
        "tables": [_table(table) for table in handout.tables],
        "dictionary": [
            {
                "variable": entry.variable,
                "word": entry.word,
                "categories": [{"code": one.code, "word": one.word} for one in entry.categories],
            }
            for entry in handout.dictionary
        ],
    }
    return (_json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _table(table: Table) -> dict[str, Any]:
    return {
        "name": table.name,
        "title": table.title,
        "period": {"first": table.period.first.isoformat(), "last": table.period.last.isoformat()},
        "k": table.k,
        "rows": _side(table.rows),
        "columns": _side(table.columns) if table.columns else None,
        "held": [[one.variable, one.line.code, one.line.word] for one in table.held],
        "persons": table.persons,
        "shares": [None if share is None else round(share, 4) for share in table.shares],
        "notes": table.notes,
    }


def _side(side: Side) -> dict[str, Any]:
    lines = [[line.level, line.code] for line in side.lines]
    return {"variable": side.variable, "word": side.word, "lines": lines}


# --- xlsx ------------------------------------------------------------------------------------------


def xlsx(handout: Handout) -> bytes:
    """A workbook with a sheet for each table and the dictionary; no formulas, no names, nothing hidden in it."""
    import xlsxwriter

    out = io.BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book: Workbook = xlsxwriter.Workbook(out, {"in_memory": True, **plain})
    book.set_properties({"created": _FIXED_DAY, "author": "", "company": ""})
    words = catalog(handout.language)
    for number, table in enumerate(handout.tables, start=1):
        sheet = book.add_worksheet(f"{number} {table.title.translate(_FORBIDDEN)}"[:31].strip())
        _fill(book, sheet, handout, table)
    _explain(book, book.add_worksheet(words.gettext("Data dictionary").translate(_FORBIDDEN)[:31]), handout)
    book.close()
    return out.getvalue()


def _fill(book: "Workbook", sheet: "Worksheet", handout: Handout, table: Table) -> None:
    words = catalog(handout.language)
    bold, head = book.add_format({"bold": True}), _head(book)
    numbers, hidden = book.add_format({"num_format": "#,##0"}), book.add_format({"align": "right"})
    percent = book.add_format({"num_format": "0 %"})
    held = [f"{one.word}: {one.line.word}" for one in table.held]
    below = [part for text in (*table.notes, *handout.definition) for part in textwrap.wrap(text, _LINE)]
    above = [table.title, handout.office, *held, *below]
    for row, text in enumerate(above):
        sheet.write_string(row, 0, text, bold if row == 0 else None)
    columns = [line.word for line in table.columns.lines] if table.columns else [words.gettext("Persons")]
    top = len(above) + 1
    for column, text in enumerate([table.rows.word, *columns, *([words.gettext("Share")] if table.shares else [])]):
        sheet.write_string(top, column, text, head)
    for row, (line, persons) in enumerate(zip(table.rows.lines, table.persons, strict=True), start=top + 1):
        sheet.write_string(row, 0, line.word, bold if line.level != table.rows.variable else None)
        for column, number in enumerate(persons, start=1):
            if number is None:
                sheet.write_string(row, column, HIDDEN, hidden)
            else:
                sheet.write_number(row, column, number, numbers)
        share = table.shares[row - top - 1] if table.shares else None
        if share is not None:
            sheet.write_number(row, len(columns) + 1, round(share, 4), percent)
    sheet.set_column(0, 0, _NAMES)
    sheet.set_column(1, len(columns) + 1, _NUMBERS)
    sheet.freeze_panes(top + 1, 1)


def _explain(book: "Workbook", sheet: "Worksheet", handout: Handout) -> None:
    words, head = catalog(handout.language), _head(book)
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    headings = (words.gettext("What"), words.gettext("Of"), words.gettext("Code"), words.gettext("Text"))
    for column, text in enumerate(headings):
        sheet.write_string(0, column, text, head)
    for row, entry in enumerate(_dictionary(handout), start=1):
        for column, text in enumerate(entry):
            if text:
                sheet.write_string(row, column, text, bold if entry[0] in ("title", "variable", "table") else plain)
    sheet.set_column(0, 2, _NUMBERS * 2)
    sheet.set_column(3, 3, _TEXTS)
    sheet.freeze_panes(1, 0)


def _head(book: "Workbook") -> Any:
    return book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
