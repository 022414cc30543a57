"""The bar of filters over a list: what narrows it, as plates that open and can be taken away."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from returnhelp.gui import icons, theme
from returnhelp.gui.models import filters
from returnhelp.gui.models.filters import ME, Days, Filter, Narrowing, Reader
from returnhelp.gui.pages.list_popups import ChoicesPopup, DaysPopup, Popup
from returnhelp.gui.theme import Look, dress
from returnhelp.gui.widgets.flow_layout import FlowLayout
from returnhelp.i18n import catalogs
from returnhelp.i18n.catalogs import _

_HEIGHT = 32
_LONG_AGO = date(1970, 1, 1)


class FilterBar(QWidget):
    """Holds the narrowing of a list and lets a person change it, by mouse and keys alike."""

    changed = Signal()
    """A person narrowed the list otherwise."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._filters: Sequence[Filter] = ()
        self._reader = Reader(0, _LONG_AGO)
        self._narrowing = Narrowing()
        self._plates: dict[str, _Plate] = {}
        self._popup: Popup | None = None
        self._open = self._toggle("folder-open")
        self._open.toggled.connect(self._open_toggled)
        self._mine = self._toggle("user")
        self._mine.toggled.connect(self._mine_toggled)
        self._add = dress(QPushButton(), Look.QUIET)
        self._add.setIcon(icons.icon("plus"))
        self._add.clicked.connect(self._show_menu)
        self._none = dress(QPushButton(), Look.LINK)
        self._none.clicked.connect(self.clear)
        self._flow = FlowLayout(self, spacing=6)
        for button in (self._open, self._mine, self._add):
            self._flow.addWidget(button)
        self._none_place = _centred(self._none)
        self._flow.addWidget(self._none_place)
        self._retranslate()
        self._draw()

    def offer(self, offered: Sequence[Filter], reader: Reader) -> None:
        """Offer these filters to this reader; what is chosen stays."""
        self._filters, self._reader = offered, reader
        self._mine.setVisible(any(one.key == "caseworkers" for one in offered))
        self._draw()

    def narrowing(self) -> Narrowing:
        """What the list is narrowed to."""
        return self._narrowing

    def set_narrowing(self, narrowing: Narrowing) -> None:
        """Narrow to this; nobody is told."""
        self._narrowing = narrowing
        self._draw()

    def clear(self) -> None:
        """Take every filter away, as a person does."""
        self._take(Narrowing())

    def open_filter(self, key: str) -> None:
        """Open a filter as if its plate was pressed; one that narrows nothing yet opens under the button for more."""
        one = next(one for one in self._filters if one.key == key)
        plate = self._plates.get(key)
        self._show_popup(one, plate if plate is not None else self._add)

    def popup(self) -> Popup | None:
        """The small window that is open."""
        return self._popup

    def plates(self) -> list[str]:
        """What the plates say."""
        return [plate.text() for plate in self._plates.values()]

    def add_button(self) -> QPushButton:
        """The button for one more filter."""
        return self._add

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
            self._draw()

    # --- how it works ------------------------------------------------------------------------------

    def _toggle(self, icon: str) -> QPushButton:
        button = dress(QPushButton(), Look.QUIET)
        button.setCheckable(True)
        button.setIcon(icons.icon(icon))
        return button

    def _retranslate(self) -> None:
        self._open.setText(_("Open cases"))
        self._mine.setText(_("Mine"))
        self._mine.setToolTip(_("Cases that I work on"))
        self._add.setText(_("Filter"))
        self._add.setToolTip(_("Narrow the list by one thing more"))
        self._none.setText(_("Clear filters"))

    def _take(self, narrowing: Narrowing) -> None:
        if narrowing != self._narrowing:
            self._narrowing = narrowing
            self._draw()
            self.changed.emit()

    def _draw(self) -> None:
        shown = self._narrowing
        for button, on in ((self._open, shown.open_only), (self._mine, self._is_mine())):
            blocked = button.blockSignals(True)
            button.setChecked(on)
            button.blockSignals(blocked)
        wanted = [one for one in self._filters if shown.of(one) and not (one.key == "caseworkers" and self._is_mine())]
        for key in [key for key in self._plates if key not in {one.key for one in wanted}]:
            plate = self._plates.pop(key)
            self._flow.removeWidget(plate)
            plate.hide()
            plate.deleteLater()
        for one in wanted:
            if one.key not in self._plates:
                plate = _Plate()
                plate.pressed.connect(partial(self.open_filter, one.key))
                plate.taken_away.connect(partial(self._take_away, one))
                self._plates[one.key] = plate
                self._flow.insertWidget(1 + len(self._plates), plate)
            self._plates[one.key].say(catalogs.gettext(one.title), filters.words(one, shown.of(one), self._reader))
        self._none_place.setVisible(bool(shown))
        self.updateGeometry()

    def _is_mine(self) -> bool:
        return self._narrowing.choices.get("caseworkers") == (ME,)

    def _open_toggled(self, on: bool) -> None:
        kept = self._narrowing
        self._take(Narrowing(on, kept.choices, kept.days))

    def _mine_toggled(self, on: bool) -> None:
        one = next(one for one in self._filters if one.key == "caseworkers")
        self._take(self._narrowing.having(one, (ME,) if on else ()))

    def _take_away(self, one: Filter) -> None:
        self._take(self._narrowing.having(one, Days() if one.is_days else ()))
        self._add.setFocus()

    def _show_menu(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for one in self._filters:
            action = menu.addAction(catalogs.gettext(one.title))
            action.triggered.connect(partial(self.open_filter, one.key))
        menu.popup(self._add.mapToGlobal(self._add.rect().bottomLeft()))

    def _show_popup(self, one: Filter, under: QWidget) -> None:
        title = catalogs.gettext(one.title)
        chosen = self._narrowing.of(one)
        popup: ChoicesPopup | DaysPopup
        if one.values is None:
            popup = DaysPopup(self, title, self._reader.today)
            popup.offer(chosen)
        else:
            popup = ChoicesPopup(self, title, one_only=one.one_only)
            popup.offer(one.values(self._reader), lambda value: one.word(value, self._reader), chosen)
        popup.changed.connect(lambda value: self._take(self._narrowing.having(one, value)))
        popup.destroyed.connect(self._forget_popup)
        self._popup = popup
        popup.show_under(under)

    def _forget_popup(self) -> None:
        self._popup = None


class _Plate(QWidget):
    """One filter that narrows the list; pressing it opens it, its cross (or Delete) takes it away."""

    pressed = Signal()
    taken_away = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._words = dress(QPushButton(), Look.CHIP)
        self._words.clicked.connect(self.pressed)
        self._words.installEventFilter(self)
        self._cross = dress(QPushButton(), Look.CHIP)
        self._cross.setIcon(icons.icon("x", "on_soft"))
        self._cross.setIconSize(QSize(theme.px(12), theme.px(12)))
        self._cross.clicked.connect(self.taken_away)
        self.setFixedHeight(theme.px(_HEIGHT))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for button in (self._words, self._cross):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)

    def say(self, title: str, chosen: str) -> None:
        """Say what is narrowed, to what."""
        text = _("{filter}: {chosen}").format(filter=title, chosen=chosen)
        self._words.setText(self._words.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, theme.px(360)))
        self._words.setToolTip(text)
        self._words.setAccessibleName(text)
        self._cross.setToolTip(_("Take away {name}").format(name=title))
        self._cross.setAccessibleName(self._cross.toolTip())

    def text(self) -> str:
        """What it says in full."""
        return self._words.toolTip()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
        ):
            self.taken_away.emit()
            return True
        return super().eventFilter(watched, event)


def _centred(button: QPushButton) -> QWidget:
    """A button in the middle of the line's height."""
    place = QWidget()
    place.setFixedHeight(theme.px(_HEIGHT))
    row = QHBoxLayout(place)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
    return place
