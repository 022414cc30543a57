"""Writes a protected table of statistics for handing out, as xlsx or csv; it sees only what may leave."""

import csv as _csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from returnhelp.exchange import sheets

Cell = int | str
"""A number, or the sign that stands for a hidden one."""


@dataclass(frozen=True)
class Sheet:
    """A table in words: ``titles`` above it, ``headings`` of its columns, each row with its own heading first.

    ``notes`` stand below (what the sign means, what is counted, that it is provisional).
    """

    titles: Sequence[str]
    headings: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    notes: Sequence[str] = ()


def xlsx(table: Sheet, name: str = "1") -> bytes:
    """The table as a workbook of one sheet; it tells nothing of who made it or when."""
    return sheets.xlsx(name, table.headings, table.rows, above=table.titles, below=table.notes)


def csv(table: Sheet, separator: str = ";") -> bytes:
    """The same as text in UTF-8: the titles, an empty line, the table, an empty line, the notes."""
    out = io.StringIO()
    writer = _csv.writer(out, delimiter=separator, lineterminator="\r\n")
    writer.writerows([sheets.harmless(title)] for title in table.titles)
    if table.titles:
        out.write("\r\n")
    writer.writerow([sheets.harmless(heading) for heading in table.headings])
    writer.writerows([sheets.harmless(cell) if isinstance(cell, str) else cell for cell in row] for row in table.rows)
    if table.notes:
        out.write("\r\n")
    writer.writerows([sheets.harmless(note)] for note in table.notes)
    return out.getvalue().encode("utf-8-sig")
