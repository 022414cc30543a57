"""The small windows that open under a filter: among which values, between which days, under what name."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from returnhelp.domain.names import fold
from returnhelp.gui import theme
from returnhelp.gui.forms import load_form
from returnhelp.gui.models.filters import PERIODS, Days, Period
from returnhelp.gui.theme import Look, dress
from returnhelp.gui.widgets.date_edit import DateEdit
from returnhelp.i18n import catalogs

_SEARCHED_FROM = 13  # values; fewer are seen at a glance
_VALUE = Qt.ItemDataRole.UserRole
_FOLDED = Qt.ItemDataRole.UserRole + 1


class Popup(QWidget):
    """Stands under the button that opened it; Esc, or a click elsewhere, closes it."""

    def __init__(self, parent: QWidget, form: str) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)  # around the rounded corners of the plate
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        plate = QFrame()
        plate.setProperty("floating", True)
        inner = QVBoxLayout(plate)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(load_form(self, form))
        column.addWidget(plate)

    def show_under(self, widget: QWidget) -> None:
        """Open, within the screen."""
        self.adjustSize()
        size = self.size()
        right = widget.layoutDirection() is Qt.LayoutDirection.RightToLeft
        below = widget.mapToGlobal(QPoint(widget.width() - size.width() if right else 0, widget.height() + 2))
        room = widget.screen().availableGeometry()
        place = QRect(below, size)
        if place.right() > room.right():
            place.moveRight(room.right())
        if place.bottom() > room.bottom():
            place.moveBottom(max(room.top() + size.height(), widget.mapToGlobal(QPoint(0, -2)).y()))
        place.moveLeft(max(room.left(), place.left()))
        self.setGeometry(place)
        self.show()
        self.begin()

    def begin(self) -> None:
        """Set the focus where typing begins."""


class ChoicesPopup(Popup):
    """Ticks among values; each tick counts at once."""

    popup_heading: QLabel
    none_button: QPushButton
    find_edit: QLineEdit
    values_list: QListWidget

    changed = Signal(object)
    """A person ticked: the values that are chosen now."""

    def __init__(self, parent: QWidget, title: str, *, one_only: bool = False) -> None:
        super().__init__(parent, "filter_choices")
        self._one_only = one_only
        self.setAccessibleName(title)
        self.popup_heading.setText(title)
        dress(self.none_button, Look.LINK)
        dress(self.values_list, Look.PLAIN)
        self.values_list.setAccessibleName(title)
        self.find_edit.setAccessibleName(self.find_edit.placeholderText())
        self.find_edit.textEdited.connect(self._find)
        self.find_edit.installEventFilter(self)
        self.values_list.installEventFilter(self)
        self.values_list.itemClicked.connect(self._toggle)
        self.none_button.clicked.connect(self._none)

    def offer(self, values: Sequence[Any], word: Callable[[Any], str], chosen: Sequence[Any]) -> None:
        """Offer these values in their order; in a long list the chosen ones come first."""
        searched = len(values) >= _SEARCHED_FROM
        if searched:
            values = [*(one for one in values if one in chosen), *(one for one in values if one not in chosen)]
        for value in values:
            item = QListWidgetItem(word(value))
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            item.setData(_VALUE, value)
            item.setData(_FOLDED, fold(item.text()))
            item.setCheckState(Qt.CheckState.Checked if value in chosen else Qt.CheckState.Unchecked)
            self.values_list.addItem(item)
        self.find_edit.setVisible(searched)
        self.values_list.setCurrentRow(0)
        rows = min(len(values), 11)
        self.values_list.setFixedHeight(rows * max(30, self.values_list.sizeHintForRow(0)) + theme.px(6))
        width = self.values_list.sizeHintForColumn(0) + theme.px(48)
        self.setFixedWidth(min(max(theme.px(260), width), theme.px(420)))
        self._offer_none()

    def begin(self) -> None:
        (self.find_edit if self.find_edit.isVisible() else self.values_list).setFocus()

    def chosen(self) -> list[Any]:
        """The ticked values."""
        return [item.data(_VALUE) for item in self._items() if item.checkState() is Qt.CheckState.Checked]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            current = self.values_list.currentItem()
            if watched is self.find_edit and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self._move(1 if event.key() == Qt.Key.Key_Down else -1)
                return True
            if enter or (watched is self.values_list and event.key() == Qt.Key.Key_Space):
                if current is not None and not current.isHidden():
                    self._toggle(current)
                return True
            if watched is self.values_list and self.find_edit.isVisible() and event.text().isprintable():
                self.find_edit.setFocus()
                self.find_edit.insert(event.text())
                self._find(self.find_edit.text())
                return bool(event.text())
        return super().eventFilter(watched, event)

    def _items(self) -> list[QListWidgetItem]:
        return [self.values_list.item(row) for row in range(self.values_list.count())]

    def _find(self, typed: str) -> None:
        wanted = fold(typed)
        first = None
        for item in self._items():
            folded = item.data(_FOLDED)
            hidden = not all(word in folded for word in wanted.split())
            item.setHidden(hidden)
            if not hidden and (first is None or (folded.startswith(wanted) and not first[1])):
                first = (item, folded.startswith(wanted))
        if first is not None:
            self.values_list.setCurrentItem(first[0])

    def _move(self, by: int) -> None:
        shown = [row for row in range(self.values_list.count()) if not self.values_list.item(row).isHidden()]
        if shown:
            current = self.values_list.currentRow()
            at = shown.index(current) + by if current in shown else 0
            self.values_list.setCurrentRow(shown[max(0, min(at, len(shown) - 1))])

    def _toggle(self, item: QListWidgetItem) -> None:
        ticked = item.checkState() is not Qt.CheckState.Checked
        if self._one_only:
            for other in self._items():
                other.setCheckState(Qt.CheckState.Unchecked)
        item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        self.find_edit.selectAll()
        self._tell()

    def _none(self) -> None:
        for item in self._items():
            item.setCheckState(Qt.CheckState.Unchecked)
        self._tell()
        self.begin()

    def _tell(self) -> None:
        self._offer_none()
        self.changed.emit(self.chosen())

    def _offer_none(self) -> None:
        self.none_button.setEnabled(bool(self.chosen()))


class DaysPopup(Popup):
    """A period that moves along, or two days."""

    popup_heading: QLabel
    none_button: QPushButton
    periods_list: QListWidget
    first_edit: DateEdit
    last_edit: DateEdit
    range_error: QLabel

    changed = Signal(object)
    """A person chose other Days."""

    def __init__(self, parent: QWidget, title: str, today: date) -> None:
        super().__init__(parent, "filter_days")
        self.setAccessibleName(title)
        self.popup_heading.setText(title)
        dress(self.none_button, Look.LINK)
        dress(self.periods_list, Look.PLAIN)
        self.periods_list.setAccessibleName(title)
        for period, words in PERIODS.items():
            item = QListWidgetItem(catalogs.gettext(words))
            item.setData(_VALUE, period.value)
            self.periods_list.addItem(item)
        row = max(30, self.periods_list.sizeHintForRow(0))
        self.periods_list.setFixedHeight(len(PERIODS) * row + theme.px(6))
        for edit in (self.first_edit, self.last_edit):
            edit.set_today(today)
            edit.set_latest(date(today.year + 10, 12, 31))
            edit.set_whole_only(True)
            edit.value_changed.connect(self._days_typed)
            edit.returnPressed.connect(self.close)
        self.periods_list.itemClicked.connect(self._period_chosen)
        self.periods_list.installEventFilter(self)
        self.none_button.clicked.connect(self._none)
        self.range_error.hide()
        self.setFixedWidth(theme.px(340))

    def offer(self, days: Days) -> None:
        """Show what is chosen."""
        self._show_period(days.period)
        self.first_edit.set_value(days.first)
        self.last_edit.set_value(days.last)
        self.none_button.setEnabled(bool(days))

    def begin(self) -> None:
        (self.first_edit if self.first_edit.day() or self.last_edit.day() else self.periods_list).setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            item = self.periods_list.currentItem()
            chooses = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
            if watched is self.periods_list and chooses and item is not None:
                self._period_chosen(item)
                return True
        return super().eventFilter(watched, event)

    def _show_period(self, period: Period | None) -> None:
        self.periods_list.clearSelection()
        for row in range(self.periods_list.count()):
            item = self.periods_list.item(row)
            if item.data(_VALUE) == period:
                self.periods_list.setCurrentItem(item)
        if period is None:
            self.periods_list.setCurrentRow(-1)

    def _period_chosen(self, item: QListWidgetItem) -> None:
        self.changed.emit(Days(period=Period(item.data(_VALUE))))
        self.close()

    def _days_typed(self) -> None:
        first, last = self.first_edit.day(), self.last_edit.day()
        backwards = first is not None and last is not None and last < first
        self.range_error.setVisible(backwards)
        self.adjustSize()
        if self.first_edit.is_valid() and self.last_edit.is_valid() and not backwards:
            self._show_period(None)
            self.none_button.setEnabled(bool(first or last))
            self.changed.emit(Days(first, last))

    def _none(self) -> None:
        self.offer(Days())
        self.changed.emit(Days())
        self.close()


class NamePopup(Popup):
    """Takes the name under which a filter is kept."""

    name_edit: QLineEdit
    keep_button: QPushButton

    named = Signal(str)

    def __init__(self, parent: QWidget, name: str = "") -> None:
        super().__init__(parent, "filter_name")
        dress(self.keep_button, Look.PRIMARY)
        self.setFixedWidth(theme.px(340))
        self.name_edit.setText(name)
        self.name_edit.selectAll()
        self.name_edit.textChanged.connect(self._offer)
        self.name_edit.returnPressed.connect(self._keep)
        self.keep_button.clicked.connect(self._keep)
        self._offer()

    def begin(self) -> None:
        self.name_edit.setFocus()

    def _offer(self) -> None:
        self.keep_button.setEnabled(bool(self.name_edit.text().strip()))

    def _keep(self) -> None:
        if name := self.name_edit.text().strip():
            self.named.emit(name)
            self.close()
