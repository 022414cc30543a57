"""A protected table of statistics as cells: each with its number or the reason why it is hidden, and how warm it is."""

import math
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from returnhelp.domain.figures import Key
from returnhelp.domain.tables import Hidden, ProtectedTable, Variable
from returnhelp.i18n import categories, formats, labels
from returnhelp.i18n.catalogs import _, ngettext

Index = QModelIndex | QPersistentModelIndex

CELL = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class HeatCell:
    """A cell: its number or why it is hidden, its warmth from 0 to 1, and whether it is a total."""

    value: int | Hidden
    warmth: float = 0.0
    total: bool = False


class HeatCells(QAbstractTableModel):
    """The cells of one table with its totals in the last row and the last column."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._table: ProtectedTable | None = None
        self._cells: list[list[HeatCell]] = []

    @property
    def table(self) -> ProtectedTable | None:
        return self._table

    def show(self, table: ProtectedTable | None) -> None:
        """Show another table, or none."""
        self.beginResetModel()
        self._table = table
        self._cells = _cells(table) if table is not None else []
        self.endResetModel()

    def cell(self, row: int, column: int) -> HeatCell:
        return self._cells[row][column]

    def empty_rows(self) -> list[int]:
        """The rows in which no number is shown, not even the total of persons above 0."""
        return [at for at, row in enumerate(self._cells) if not any(_says_something(cell) for cell in row)]

    def empty_columns(self) -> list[int]:
        """The same of the columns."""
        if not self._cells:
            return []
        return [at for at in range(len(self._cells[0])) if not any(_says_something(row[at]) for row in self._cells)]

    def told(self, row: int, column: int) -> str:
        """A cell in words, as a person or a screen reader reads it."""
        cell = self._cells[row][column]
        place = ", ".join((self._row_word(row), self._column_word(column)))
        if isinstance(cell.value, Hidden):
            return _("{place}: hidden. {why}.").format(place=place, why=labels.label(cell.value))
        persons = ngettext("{count} person", "{count} persons", cell.value).format(count=formats.number(cell.value))
        return f"{place}: {persons}"

    # --- Qt's questions ----------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._cells)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as above
        return 0 if parent.isValid() or not self._cells else len(self._cells[0])

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        cell = self._cells[index.row()][index.column()]
        if role == CELL:
            return cell
        if role == Qt.ItemDataRole.DisplayRole:
            return "" if isinstance(cell.value, Hidden) else formats.number(cell.value)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.told(index.row(), index.column())
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if self._table is None:
            return None
        across = orientation is Qt.Orientation.Horizontal
        if role == Qt.ItemDataRole.DisplayRole:
            return self._short_column(section) if across else self._row_word(section)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._column_word(section) if across else self._row_word(section)
        return None

    def retranslate(self) -> None:
        """The words of the headings are others now."""
        if self._cells:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self._cells[0]) - 1)
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(self._cells) - 1)

    def _row_word(self, row: int) -> str:
        table = self._table
        assert table is not None
        return _("Total") if row == len(table.row_keys) else _word(table.request.rows, table.row_keys[row])

    def _column_word(self, column: int) -> str:
        table = self._table
        assert table is not None
        if column == len(table.column_keys):
            return _("Total")
        return _word(table.request.columns, table.column_keys[column])

    def _short_column(self, column: int) -> str:
        table = self._table
        assert table is not None
        if column == len(table.column_keys):
            return _("Total")
        return short_word(table.request.columns, table.column_keys[column])


def short_word(variable: Variable, key: Key) -> str:
    """A category for the head of a narrow column: the letters of a canton, a month in figures, else its word."""
    if variable is Variable.CANTON and isinstance(key, str) and len(key) == 2:
        return key
    if variable is Variable.MONTH:
        year, _dash, month = str(key).partition("-")
        return f"{month}.{year[2:]}"
    return _word(variable, key)


def _word(variable: Variable, key: Key) -> str:
    return categories.category(variable, key)


def _says_something(cell: HeatCell) -> bool:
    return not isinstance(cell.value, Hidden) and cell.value > 0


def _cells(table: ProtectedTable) -> list[list[HeatCell]]:
    most = max((cell for row in table.cells for cell in row if not isinstance(cell, Hidden)), default=0)
    rows = [
        [*(HeatCell(cell, _warmth(cell, most)) for cell in row), HeatCell(total, total=True)]
        for row, total in zip(table.cells, table.row_totals, strict=True)
    ]
    rows.append([*(HeatCell(total, total=True) for total in table.column_totals), HeatCell(table.total, total=True)])
    return rows


def _warmth(cell: int | Hidden, most: int) -> float:
    """From 0 to 1 by the logarithm, so that a column of hundreds does not leave all others cold."""
    if isinstance(cell, Hidden) or cell <= 0 or most <= 0:
        return 0.0
    return math.log1p(cell) / math.log1p(most)
