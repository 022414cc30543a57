"""Visits by programme and month as a table in which each month is chosen by mouse or keys."""

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from returnhelp.domain.visit_lists import VisitCalendar, VisitCounts
from returnhelp.gui import fonts, theme
from returnhelp.gui.fonts import Size, Weight
from returnhelp.i18n import formats
from returnhelp.i18n.catalogs import _, ngettext

Index = QModelIndex | QPersistentModelIndex
Row = tuple[str, int | None]
"""What a row is: ("all", None), ("programme", its number), ("none", None)."""
ALL: Row = ("all", None)
_NAMES = 176
_ROW = 30
_MOST_ROWS = 6


class MonthsModel(QAbstractTableModel):
    """A row for each programme that has visits then, and one for all of them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._calendar: VisitCalendar | None = None
        self._names: Mapping[int, str] = {}
        self._rows: list[Row] = []
        self._today = date.min

    def show(self, calendar: VisitCalendar, names: Mapping[int, str], today: date) -> None:
        self.beginResetModel()
        self._calendar, self._names, self._today = calendar, names, today
        found = sorted(
            (one for one in calendar.programmes() if one is not None),
            key=lambda one: formats.sort_key(names.get(one, "")),
        )
        self._rows = [ALL, *(("programme", one) for one in found)]
        if found and None in calendar.programmes():
            self._rows.append(("none", None))
        self.endResetModel()

    def retranslate(self) -> None:
        self.beginResetModel()
        self.endResetModel()

    def row_of(self, row: int) -> Row:
        return self._rows[row]

    def month_of(self, column: int) -> date | None:
        """The month of a column; None for the column of names."""
        if self._calendar is None or column == 0:
            return None
        return self._calendar.months[column - 1]

    def name_of(self, row: Row) -> str:
        """What a row is called."""
        if row[0] == "programme":
            return self._names.get(row[1] or 0, "")
        return _("All programmes") if row == ALL else _("Without a programme")

    def counts(self, row: Row, month: date) -> VisitCounts:
        if self._calendar is None:
            return VisitCounts()
        if row == ALL:
            return self._calendar.of_month(month)
        return self._calendar.cells.get((row[1], month), VisitCounts())

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as above
        return 0 if parent.isValid() or self._calendar is None else len(self._calendar.months) + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        month = self.month_of(section)
        if orientation is Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _("Programme") if month is None else formats.short_month(month.year, month.month)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft if month is None else Qt.AlignmentFlag.AlignHCenter
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.FontRole and month is not None and month == self._today.replace(day=1):
            return fonts.font(Size.BODY, Weight.STRONG)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row, month = self._rows[index.row()], self.month_of(index.column())
        if month is None:
            if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
                return self.name_of(row)
            return fonts.font(Size.BODY, Weight.STRONG) if role == Qt.ItemDataRole.FontRole and row == ALL else None
        found = self.counts(row, month)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return _cell(found)
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                return told(self.name_of(row), month, found)
            case Qt.ItemDataRole.TextAlignmentRole:
                return int(Qt.AlignmentFlag.AlignCenter)
            case Qt.ItemDataRole.ForegroundRole:
                return QColor(theme.colour("error" if found.overdue else "text" if found.due else "muted"))
            case Qt.ItemDataRole.FontRole if found.due:
                return fonts.font(Size.BODY, Weight.STRONG)
        return None


def _cell(found: VisitCounts) -> str:
    """Due first, then what was made with a tick: “3 · 2 ✓”."""
    parts = [formats.number(found.due)] if found.due else []
    parts += [f"{formats.number(found.done)} ✓"] if found.done else []
    return " · ".join(parts)


def told(name: str, month: date, found: VisitCounts) -> str:
    """A cell in words."""
    due = ngettext("{count} due", "{count} due", found.due).format(count=formats.number(found.due))
    late = ngettext("{count} of them overdue", "{count} of them overdue", found.overdue)
    made = ngettext("{count} made", "{count} made", found.done).format(count=formats.number(found.done))
    parts = [due, *([late.format(count=formats.number(found.overdue))] if found.overdue else []), made]
    return f"{name}, {formats.month(month.year, month.month)}: {', '.join(parts)}"


class _Names(QStyledItemDelegate):
    """Sets the names under the title of their column."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        option.rect = option.rect.adjusted(theme.px(5), 0, 0, 0)


class MonthGrid(QTableView):
    """Enter or a click on a month narrows the list to it; on a name, to the programme."""

    narrowed = Signal(object, object)
    """A person chose a row and a month (None: all of them)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.months = MonthsModel(self)
        self.setModel(self.months)
        self.setItemDelegateForColumn(0, _Names(self))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setMinimumSectionSize(theme.px(40))
        self.clicked.connect(self._choose)
        self.months.modelReset.connect(self._lay_out)
        theme.news().changed.connect(self._lay_out)
        self._lay_out()

    def sizeHint(self) -> QSize:
        rows = min(max(self.months.rowCount(), 1), _MOST_ROWS)
        return QSize(theme.px(600), self.horizontalHeader().sizeHint().height() + rows * theme.px(_ROW) + 3)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(320), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.currentIndex().isValid():
            self._choose(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _choose(self, index: QModelIndex) -> None:
        self.narrowed.emit(self.months.row_of(index.row()), self.months.month_of(index.column()))

    def _lay_out(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme.px(_ROW))
        header = self.horizontalHeader()
        for at in range(self.months.columnCount()):
            fixed = QHeaderView.ResizeMode.Fixed if at == 0 else QHeaderView.ResizeMode.Stretch
            header.setSectionResizeMode(at, fixed)
        if self.months.columnCount():
            header.resizeSection(0, theme.px(_NAMES))
        self.updateGeometry()
