"""The beginning of a spreadsheet as it was read, with its headings marked."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from returnhelp.domain.intake import Sheet
from returnhelp.domain.intake_values import as_text
from returnhelp.gui import fonts, theme
from returnhelp.gui.fonts import Size, Weight
from returnhelp.i18n.catalogs import _

Index = QModelIndex | QPersistentModelIndex

SHOWN = 40
"""So many rows are shown; they are enough to see where the headings are."""


def letters(index: int) -> str:
    """The letters by which spreadsheets name a column: A, B … Z, AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


class SheetView(QTableView):
    """A click on a row says that the headings are there."""

    heading_chosen = Signal(int)
    """The row (from 1) in which a person says that the headings are."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = _Rows(self)
        self.setModel(self._model)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setSectionsClickable(True)
        self.verticalHeader().sectionClicked.connect(lambda row: self.heading_chosen.emit(row + 1))
        self.doubleClicked.connect(lambda index: self.heading_chosen.emit(index.row() + 1))
        theme.news().changed.connect(self._size)

    def show_sheet(self, sheet: Sheet | None, heading_row: int) -> None:
        """Show this sheet, its headings marked; None shows nothing."""
        self._model.show(sheet, heading_row)
        self._size()
        if sheet is not None and heading_row:
            self.scrollTo(self._model.index(max(0, heading_row - 2), 0), QAbstractItemView.ScrollHint.PositionAtTop)

    def look_at(self, column: int) -> None:
        """Bring a column into view and mark it."""
        self._model.mark(column)
        if 0 <= column < self._model.columnCount():
            row = max(0, self.rowAt(0))
            self.scrollTo(self._model.index(row, column), QAbstractItemView.ScrollHint.EnsureVisible)

    def _size(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme.px(26))
        self.horizontalHeader().setDefaultSectionSize(theme.px(104))


class _Rows(QAbstractTableModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._sheet: Sheet | None = None
        self._heading = 0
        self._marked = -1

    def show(self, sheet: Sheet | None, heading_row: int) -> None:
        self.beginResetModel()
        self._sheet, self._heading, self._marked = sheet, heading_row, -1
        self.endResetModel()

    def mark(self, column: int) -> None:
        self._marked = column
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        if parent.isValid() or self._sheet is None:
            return 0
        return min(len(self._sheet.rows), max(SHOWN, self._heading + SHOWN // 2))

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as above
        return 0 if parent.isValid() or self._sheet is None else self._sheet.width

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        assert self._sheet is not None
        row = index.row() + 1
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return as_text(self._sheet.rows[index.row()][index.column()])
            case Qt.ItemDataRole.FontRole if row == self._heading:
                return fonts.font(Size.BODY, Weight.STRONG)
            case Qt.ItemDataRole.BackgroundRole:
                if row == self._heading:
                    return QColor(theme.colour("soft"))
                return QColor(theme.colour("hover")) if index.column() == self._marked else None
            case Qt.ItemDataRole.ForegroundRole:
                if row == self._heading:
                    return QColor(theme.colour("on_soft"))
                return QColor(theme.colour("muted" if row < self._heading else "text"))
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return letters(section) if orientation is Qt.Orientation.Horizontal else str(section + 1)
        if orientation is Qt.Orientation.Vertical and role == Qt.ItemDataRole.ToolTipRole:
            return _("Click, if the headings are in this row")
        if role == Qt.ItemDataRole.FontRole and orientation is Qt.Orientation.Vertical and section + 1 == self._heading:
            font: QFont = fonts.font(Size.BODY, Weight.STRONG)
            return font
        return None
