"""The rows of a list that could not be read, in their own columns with the reason beside them, to mend and import."""

from collections.abc import Mapping

from returnhelp.domain.intake import Cell, Review, Workbook
from returnhelp.domain.intake_values import as_text
from returnhelp.exchange import sheets


def to_mend(workbook: Workbook, review: Review, heading: str, reasons: Mapping[int, str]) -> bytes:
    """The unread rows as xlsx: every column of the list, then one headed ``heading`` with the reason of each row.

    ``reasons`` are sentences by the number of the row. Imported again, the last column is passed over, if ``heading``
    is one of the words known for it (Reason, Grund, Motif, Motivo).
    """
    mapping = review.mapping
    sheet = workbook.sheet(mapping.sheet)
    told: dict[int, str] = {column.index: column.heading for column in mapping.columns}
    headings = [told.get(index, as_text(cell)) for index, cell in enumerate(sheet.rows[mapping.heading_row - 1])]
    rows: list[list[Cell]] = [[*sheet.rows[unread.row - 1], reasons.get(unread.row, "")] for unread in review.unread]
    return sheets.xlsx(sheet.name, [*headings, heading], rows)
