"""A list of any length: two lines a row, the same by mouse and by keys, and never a blank without a reason."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QItemSelection, QModelIndex, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QProgressBar, QTableView, QWidget

from returnhelp.gui import theme
from returnhelp.gui.models.paged import Column, PagedModel
from returnhelp.gui.widgets.empty_state import EmptyState
from returnhelp.gui.widgets.row_painter import RowPainter

_PATIENCE = 250  # milliseconds before waiting is shown


class TableView(QTableView):
    """Shows a PagedModel. Enter and a double click open a row; a click on a title sorts."""

    opened = Signal(object)
    """A person opened this row."""
    sort_changed = Signal(str, bool)
    """Sort by this column's key, and whether downwards."""
    arranged = Signal()
    """Columns were moved, resized or chosen; ``arrangement`` says how."""
    rows_selected = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns: list[Column] = []
        self._hovered = -1
        self._two_lines = True
        self._arranging = False
        self.setItemDelegate(RowPainter(self))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsMovable(True)
        header.setStretchLastSection(True)
        header.setSortIndicatorClearable(False)
        header.setMinimumSectionSize(theme.px(48))
        header.sectionMoved.connect(lambda *_where: self._was_arranged())
        header.sectionResized.connect(lambda *_how: self._was_arranged())
        header.sortIndicatorChanged.connect(self._sort)
        self.doubleClicked.connect(self._open)
        self.empty = EmptyState(self)
        """What is shown while there are no rows; the page says why and what to do."""
        self.empty.hide()
        self._bar = QProgressBar(self)
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.hide()
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE)
        self._patience.timeout.connect(self._bar.show)
        theme.news().changed.connect(self._size_rows)
        self._size_rows()

    def show_model(self, model: PagedModel) -> None:
        """Show this list; call it once."""
        self._columns = model.columns
        self._arranging = True
        self.setModel(model)
        self.selectionModel().selectionChanged.connect(self._selection_changed)
        for at, column in enumerate(self._columns):
            self.setColumnWidth(at, theme.px(column.width))
        self._arranging = False
        model.loaded.connect(self._loaded)
        model.modelReset.connect(self._settle)
        self._settle()

    def paged(self) -> PagedModel:
        """The list that is shown."""
        model = self.model()
        assert isinstance(model, PagedModel)
        return model

    def set_two_lines(self, two_lines: bool) -> None:
        """Whether rows have room for a second line."""
        self._two_lines = two_lines
        self._size_rows()

    def set_sort(self, key: str, *, descending: bool = False) -> None:
        """Show by what the list is sorted; nobody is told."""
        header = self.horizontalHeader()
        at = next((at for at, column in enumerate(self._columns) if column.key == key), -1)
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        blocked = header.blockSignals(True)
        header.setSortIndicatorShown(at >= 0)
        header.setSectionsClickable(True)
        header.setSortIndicator(at, order)
        header.blockSignals(blocked)

    def waiting(self) -> None:
        """A list is being read; if it takes long, show that."""
        self._patience.start()

    def settled(self) -> None:
        """It is there, or will not come."""
        self._patience.stop()
        self._bar.hide()

    def row(self) -> Any:
        """The row at which the keys are; None without one."""
        index = self.currentIndex()
        return self.paged().row(index.row()) if index.isValid() else None

    def rows(self) -> list[Any]:
        """The selected rows that have been read."""
        numbers = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [row for row in map(self.paged().row, numbers) if row is not None]

    def arrangement(self) -> dict[str, Any]:
        """Which columns are shown, in which order and how wide; to be remembered."""
        header = self.horizontalHeader()
        seen = [header.logicalIndex(at) for at in range(header.count())]
        return {
            "order": [self._columns[at].key for at in seen],
            "hidden": [column.key for at, column in enumerate(self._columns) if header.isSectionHidden(at)],
            "widths": {self._columns[at].key: header.sectionSize(at) for at in seen if not header.isSectionHidden(at)},
        }

    def arrange(self, kept: dict[str, Any]) -> None:
        """Show the columns as they were remembered; what is not in it stays."""
        header = self.horizontalHeader()
        where = {column.key: at for at, column in enumerate(self._columns)}
        self._arranging = True
        for place, key in enumerate(key for key in kept.get("order", ()) if key in where):
            header.moveSection(header.visualIndex(where[key]), place)
        for key, width in kept.get("widths", {}).items():
            if key in where and isinstance(width, int):
                header.resizeSection(where[key], width)
        if "hidden" in kept:
            self.show_columns([key for key in where if key not in kept["hidden"]])
        self._arranging = False

    def shown_columns(self) -> list[str]:
        """The keys of the columns that are shown, in the order in which they stand."""
        kept = self.arrangement()
        return [key for key in kept["order"] if key not in kept["hidden"]]

    def show_columns(self, keys: Sequence[str]) -> None:
        """Show exactly these."""
        for at, column in enumerate(self._columns):
            self.setColumnHidden(at, column.key not in keys)
        self._was_arranged()

    def hovered(self) -> int:
        """The row under the mouse; -1 without one."""
        return self._hovered

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(event.position().toPoint().y()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def focusInEvent(self, event: Any) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.model() is not None and self.model().rowCount():
            self.setCurrentIndex(self.model().index(0, self._first_column()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange and isinstance(model := self.model(), PagedModel):
            model.retranslate()

    def viewportSizeHint(self) -> QSize:
        return QSize(theme.px(480), theme.px(240))

    def _first_column(self) -> int:
        return self.horizontalHeader().logicalIndex(0)

    def _size_rows(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme.px(46 if self._two_lines else 32))

    def _hover(self, row: int) -> None:
        if row != self._hovered:
            before, self._hovered = self._hovered, row
            for changed in (before, row):
                if changed >= 0:
                    top, height = self.rowViewportPosition(changed), self.rowHeight(changed)
                    self.viewport().update(0, top, self.viewport().width(), height)

    def _open(self, index: QModelIndex) -> None:
        if index.isValid() and (row := self.paged().row(index.row())) is not None:
            self.opened.emit(row)

    def _sort(self, section: int, order: Qt.SortOrder) -> None:
        column = self._columns[section]
        if column.sortable:
            self.horizontalHeader().setSortIndicatorShown(True)
            self.sort_changed.emit(column.key, order is Qt.SortOrder.DescendingOrder)

    def _selection_changed(self, *_how: QItemSelection) -> None:
        self.viewport().update()
        self.rows_selected.emit()

    def _was_arranged(self) -> None:
        if not self._arranging:
            self.arranged.emit()

    def _loaded(self, _total: int) -> None:
        self.settled()

    def _settle(self) -> None:
        self._hovered = -1
        model = self.model()
        self.empty.setVisible(model is not None and model.rowCount() == 0)
        self._place()

    def _place(self) -> None:
        top = self.horizontalHeader().height()
        self.empty.setGeometry(1, top + 1, self.width() - 2, max(0, self.height() - top - 2))
        self._bar.setGeometry(1, top, self.width() - 2, self._bar.sizeHint().height())
        self._bar.raise_()

    def row_at(self, point: QPoint) -> Any:
        """The row at a point of the viewport; None without one."""
        number = self.rowAt(point.y())
        return self.paged().row(number) if number >= 0 else None
