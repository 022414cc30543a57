"""A view of a protected cube as cells: each with its number or the reason why it is hidden, and how warm it is."""

import math
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from returnhelp.domain.cubes import EVERYBODY, Node
from returnhelp.domain.figures import Key
from returnhelp.domain.tables import Cell, Hidden, Variable
from returnhelp.domain.views import Slice
from returnhelp.i18n import categories, formats, labels
from returnhelp.i18n.catalogs import _, ngettext

Index = QModelIndex | QPersistentModelIndex

CELL = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class HeatCell:
    """A cell: its number or why it is hidden, its warmth from 0 to 1, and whether it sums up others."""

    value: int | Hidden
    warmth: float = 0.0
    sums: bool = False


class HeatCells(QAbstractTableModel):
    """The cells of one view, with subtotals and totals at the end of its rows and columns."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._table: Slice[Cell] | None = None
        self._cells: list[list[HeatCell]] = []

    @property
    def table(self) -> Slice[Cell] | None:
        return self._table

    def show(self, table: Slice[Cell] | None) -> None:
        """Show another view, or none."""
        self.beginResetModel()
        self._table = table
        self._cells = _cells(table) if table is not None else []
        self.endResetModel()

    def cell(self, row: int, column: int) -> HeatCell:
        return self._cells[row][column]

    def empty_rows(self) -> list[int]:
        """The rows in which no number is shown, not even their total."""
        return [at for at, row in enumerate(self._cells) if not any(_says_something(cell) for cell in row)]

    def empty_columns(self) -> list[int]:
        """The same of the columns."""
        if not self._cells:
            return []
        return [at for at in range(len(self._cells[0])) if not any(_says_something(row[at]) for row in self._cells)]

    def sums_row(self, row: int) -> bool:
        """Whether a row sums up others."""
        return self._table is not None and self._table.rows[row].level is not self._table.view.rows

    def sums_column(self, column: int) -> bool:
        """The same of a column."""
        table = self._table
        if table is None or table.view.columns is None:
            return False
        return table.columns[column].level is not table.view.columns

    def told(self, row: int, column: int) -> str:
        """A cell in words, as a person or a screen reader reads it."""
        table = self._table
        assert table is not None
        cell = self._cells[row][column]
        names = [self._row_word(row), *([self._column_word(column)] if table.view.columns else [])]
        place = ", ".join(names)
        if isinstance(cell.value, Hidden):
            return _("{place}: hidden. {why}.").format(place=place, why=labels.label(cell.value))
        persons = ngettext("{count} person", "{count} persons", cell.value).format(count=formats.number(cell.value))
        return _("{name}: {value}").format(name=place, value=persons)

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
        assert self._table is not None
        return _word(self._table.rows[row])

    def _column_word(self, column: int) -> str:
        assert self._table is not None
        return _word(self._table.columns[column]) if self._table.view.columns else _("Persons")

    def _short_column(self, column: int) -> str:
        assert self._table is not None
        node = self._table.columns[column]
        return self._column_word(column) if node.level is None else short_word(node.level, node.key)


def short_word(variable: Variable, key: Key) -> str:
    """A category for the head of a narrow column: the letters of a canton, a month in figures, else its word."""
    if variable is Variable.CANTON and isinstance(key, str) and len(key) == 2:
        return key
    if variable is Variable.MONTH:
        year, _dash, month = str(key).partition("-")
        return f"{month}.{year[2:]}"
    return categories.category(variable, key)


def _word(node: Node) -> str:
    return _("Total") if node == EVERYBODY or node.level is None else categories.category(node.level, node.key)


def _says_something(cell: HeatCell) -> bool:
    return not isinstance(cell.value, Hidden) and cell.value > 0


def _cells(table: Slice[Cell]) -> list[list[HeatCell]]:
    view = table.view
    inner_rows = [node.level is view.rows for node in table.rows]
    inner_columns = [view.columns is None or node.level is view.columns for node in table.columns]
    most = max(
        (
            cell
            for row, inside in zip(table.cells, inner_rows, strict=True)
            for cell, within in zip(row, inner_columns, strict=True)
            if inside and within and not isinstance(cell, Hidden)
        ),
        default=0,
    )
    return [
        [
            HeatCell(cell, _warmth(cell, most)) if inside and within else HeatCell(cell, sums=True)
            for cell, within in zip(row, inner_columns, strict=True)
        ]
        for row, inside in zip(table.cells, inner_rows, strict=True)
    ]


def _warmth(cell: Cell, most: int) -> float:
    """From 0 to 1 by the logarithm, so that a column of hundreds does not leave all others cold."""
    if isinstance(cell, Hidden) or cell <= 0 or most <= 0:
        return 0.0
    return math.log1p(cell) / math.log1p(most)
